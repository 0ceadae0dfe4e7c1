/// A role that the register gives a person.
public enum Rol: String, Codable, Sendable, CaseIterable {
    case teamleider, planner, werker, bereikbaarheidsdienst
}

/// A person as the register knows them at the moment of the act.
///
/// The same type names who acts and whom an act appoints, so that a rule about roles sees real roles.
public struct Actor: Equatable, Sendable {
    /// OIN of the organisation that the person acts for.
    public var organisatie: String
    /// The register's opaque id, never a name.
    public var medewerker: String
    public var rollen: Set<Rol>

    public init(organisatie: String, medewerker: String, rollen: Set<Rol>) {
        self.organisatie = organisatie
        self.medewerker = medewerker
        self.rollen = rollen
    }

    public var partij: Partij { Partij(organisatie: organisatie, medewerker: medewerker) }

    /// O1: only a person whom the register knows with a role acts; a system never does.
    var isPersoon: Bool { !medewerker.isEmpty && !rollen.isEmpty }

    /// O21: who does the work, which a planner never is.
    var kanWerkerZijn: Bool {
        isPersoon && !rollen.contains(.planner)
            && (rollen.contains(.werker) || rollen.contains(.bereikbaarheidsdienst))
    }
}

/// A named person at an organisation.
public struct Partij: Codable, Hashable, Sendable {
    public var organisatie: String
    public var medewerker: String

    public init(organisatie: String, medewerker: String) {
        self.organisatie = organisatie
        self.medewerker = medewerker
    }
}

/// The two sides of a handover.
public enum Kant: String, Codable, Sendable, CaseIterable {
    case aanbieder, ontvanger

    public var andere: Kant { self == .aanbieder ? .ontvanger : .aanbieder }
}

/// `spoed` counts in clock hours, `regulier` in working days (O5).
public enum Urgentie: String, Codable, Sendable, CaseIterable {
    case regulier, spoed
}
