import Foundation

/// An id that says what it identifies. One value in JSON: the UUID.
public struct Id<Van>: Hashable, Sendable, Codable, CustomStringConvertible {
    public let waarde: UUID

    public init(_ waarde: UUID) {
        self.waarde = waarde
    }

    public init(from decoder: any Decoder) throws {
        waarde = try decoder.singleValueContainer().decode(UUID.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(waarde)
    }

    public var description: String { waarde.uuidString.lowercased() }
}

/// The case of the whole chain; its row lives elsewhere.
public enum Zaak {}
/// What a task is about: a melding, a zaak, an overdracht. Which of them follows from the kind of task.
public enum Onderwerp {}
/// An event of another service.
public enum Bericht {}

public typealias TaakId = Id<Taak>
public typealias ZaakId = Id<Zaak>
public typealias OnderwerpId = Id<Onderwerp>
public typealias BerichtId = Id<Bericht>

/// An organisation of the register, by its OIN.
public struct Organisatie: RawRepresentable, Hashable, Sendable, Codable {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public init(_ oin: String) {
        rawValue = oin
    }
}

/// A person of the register, by an opaque id that says nothing about who it is.
public struct Medewerker: RawRepresentable, Hashable, Sendable, Codable {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public init(_ id: String) {
        rawValue = id
    }
}

/// A named person acting for an organisation.
public struct Persoon: Hashable, Sendable, Codable {
    public var organisatie: Organisatie
    public var medewerker: Medewerker

    public init(organisatie: Organisatie, medewerker: Medewerker) {
        self.organisatie = organisatie
        self.medewerker = medewerker
    }
}
