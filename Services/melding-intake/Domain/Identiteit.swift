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
/// An encrypted part that lives outside the event log.
public enum Inhoud {}

public typealias MeldingId = Id<Melding>
public typealias ZaakId = Id<Zaak>
public typealias InhoudId = Id<Inhoud>

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
        let delen = rawValue.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard delen.count == 2, delen[0].first == UInt8(ascii: "p"), (2...19).contains(delen[0].count),
            delen[0].dropFirst().allSatisfy({ (48...57).contains($0) }), delen[1].count == 64,
            delen[1].allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }
}
