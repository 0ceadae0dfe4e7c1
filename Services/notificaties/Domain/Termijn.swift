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

/// The kinds of term a task can have running, one at a time (O5, N2).
public enum Termijnsoort: String, Sendable, CaseIterable {
    /// The channel says that it arrived.
    case bezorgen = "taak-bezorgen"
    /// A named person opened it.
    case bevestigen = "taak-bevestigen"
    /// It was done.
    case uitvoeren = "taak-uitvoeren"
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
