import Foundation

/// A term that runs now. How long it lasts comes from configuration, by `soort` and `spoed`, unless `uiterlijk` is set.
public struct LopendeTermijn: Hashable, Sendable {
    public var soort: String
    public var sinds: Date
    public var spoed: Bool
    /// A fixed instant that a step promised.
    public var uiterlijk: Date?

    public init(soort: String, sinds: Date, spoed: Bool, uiterlijk: Date? = nil) {
        self.soort = soort
        self.sinds = sinds
        self.spoed = spoed
        self.uiterlijk = uiterlijk
    }
}

/// The kinds of term a melding can have running.
public enum Termijnsoort: String, Sendable, CaseIterable {
    /// Someone at the behandelaar picks it up.
    case oppakken = "melding-oppakken"
    /// A person completes what an acute melding lacked (M9).
    case aanvullen = "melding-aanvullen"
    /// M6: five working days for a vt-melding, at once when acute. In a casus the casus has this term.
    case veiligheidsbeoordeling = "melding-veiligheidsbeoordeling"
    /// An outcome for the melder (M4).
    case afhandelen = "melding-afhandelen"
}

extension Date {
    /// Events are written in milliseconds; deciding with more would make the stored state differ from its events.
    var opMilliseconde: Date {
        Date(timeIntervalSinceReferenceDate: (timeIntervalSinceReferenceDate * 1000).rounded() / 1000)
    }

    /// The same instant, whatever a store or a text did to the last digits.
    func isGelijk(_ ander: Date) -> Bool {
        abs(timeIntervalSince(ander)) < 0.001
    }
}
