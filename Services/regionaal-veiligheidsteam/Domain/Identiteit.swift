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

/// What came in at the intake.
public enum Melding {}
/// A handover, kept by the verwijzing.
public enum Overdracht {}
/// An encrypted part that lives outside the event log.
public enum Inhoud {}
/// Someone of the family, as the verwijzing recorded them in the zaak.
public enum Gezinslid {}

public typealias ZaakId = Id<Casus>
public typealias MeldingId = Id<Melding>
public typealias OverdrachtId = Id<Overdracht>
public typealias BeoordelingId = Id<Beoordeling>
public typealias MeningsverschilId = Id<Meningsverschil>
public typealias InhoudId = Id<Inhoud>
public typealias GezinslidId = Id<Gezinslid>
public typealias MaatregelId = Id<Maatregel>
public typealias OverlegId = Id<Overleg>
public typealias AfspraakId = Id<Afspraak>

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

/// Someone the melding is about, known only by a keyed pseudonym: `p<key version>:<64 hexadecimal digits>`.
/// Version 0 is one of chance, for someone whose BSN nobody knows; it matches nobody.
public struct Pseudoniem: RawRepresentable, Hashable, Sendable, Codable {
    public let rawValue: String

    public init?(rawValue: String) {
        let delen = rawValue.split(separator: ":", omittingEmptySubsequences: false)
        guard delen.count == 2, delen[0].first == "p", let versie = Int(delen[0].dropFirst()), versie >= 0,
            delen[1].utf8.count == 64,
            delen[1].utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }
}
