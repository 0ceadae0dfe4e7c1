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

/// The kinds of term the veiligheidsteam can have running; at most one of each per aggregate.
public enum Termijnsoort: String, Sendable, CaseIterable {
    /// M6: five working days after a vt-melding was received, at once when acute.
    case veiligheidsbeoordeling
    /// Any other melding in the casus.
    case beoordelen = "casus-beoordelen"
    /// M7: the lokaal team is involved quickly …
    case lokaalTeamBetrekken = "lokaal-team-betrekken"
    /// … and says that it knows.
    case lokaalTeamBevestigen = "lokaal-team-bevestigen"
    /// R3: the next moment of sight on safety, counted from the last assessment.
    case zichtOpVeiligheid = "zicht-op-veiligheid"
    /// R11: starts at once.
    case uitBeeld = "uit-beeld"
    /// A person decides to which casus a melding belongs.
    case koppelingBeslissen = "koppeling-beslissen"
}

/// What a term does when a stage of it goes off (O5).
enum Termijnstadium {
    case herinneren, escaleren

    init(_ stadium: Int) {
        self = stadium < 100 ? .herinneren : .escaleren
    }
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
