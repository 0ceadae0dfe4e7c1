import Foundation

/// P1: something of a zaak that only those see who must know it. It holds until two persons lift it.
public struct Afscherming: Codable, Equatable, Sendable {
    public let id: UUID
    public let wat: Afgeschermde
    public let reden: Afschermreden
    /// The encrypted explanation.
    public let toelichting: UUID?
    /// Who shielded it; its organisation alone lifts it.
    public internal(set) var door: Partij
    /// The organisations that know it, by OIN: who shielded it, whom it is about, and whom the former named. Sorted.
    public internal(set) var bekendBij: [String]
    public let sinds: Date
    /// Who came in the place of the organisation that it is about (O23): as hidden as that one stays. Nil for nobody.
    public internal(set) var opvolgers: [String]?
    /// The first of the two persons that lifting needs.
    public internal(set) var opheffing: Opheffingsvoorstel?

    /// Whether it is about this organisation, or about the one in whose place it came.
    func betreft(_ organisatie: String) -> Bool {
        wat.organisatie == organisatie || opvolgers?.contains(organisatie) == true
    }

    /// O23: who takes an organisation's place knows what that one knew, and is hidden where that one is.
    mutating func volgOp(_ vorige: String, door opvolger: String) {
        if betreft(vorige) { opvolgers = Set((opvolgers ?? []) + [opvolger]).sorted() }
        if bekendBij.contains(vorige) { bekendBij = Set(bekendBij + [opvolger]).sorted() }
        if door.organisatie == vorige { door = Partij(organisatie: opvolger, medewerker: door.medewerker) }
    }
}

public struct Opheffingsvoorstel: Codable, Equatable, Sendable {
    public var door: Partij
    public var reden: Opheffingsreden
    public var sinds: Date
}

/// What is shielded: statements and texts by their id, an organisation, a gemeente, a worker. Never empty.
public struct Afgeschermde: Codable, Hashable, Sendable {
    public let soort: Afschermsoort
    /// Statements of the dossier and texts of handovers.
    public let inhoud: [UUID]
    public let organisatie: String?
    public let gemeente: String?
    public let medewerker: String?

    /// Nil where the kind misses what it is about, or names what does not belong to it.
    public init?(
        _ soort: Afschermsoort, inhoud: [UUID] = [], organisatie: String? = nil, gemeente: String? = nil,
        medewerker: String? = nil
    ) {
        let genoemd =
            switch soort {
            case .adres: !inhoud.isEmpty && organisatie == nil && gemeente == nil && medewerker == nil
            case .plaatsing: organisatie != nil && gemeente != nil && medewerker == nil
            case .werker: organisatie != nil && medewerker != nil && gemeente == nil
            case .melder: (organisatie != nil || !inhoud.isEmpty) && gemeente == nil && medewerker == nil
            }
        guard genoemd, [organisatie, gemeente, medewerker].allSatisfy({ $0 != "" }) else { return nil }
        self.soort = soort
        self.inhoud = Set(inhoud).sorted { $0.uuidString < $1.uuidString }
        self.organisatie = organisatie
        self.gemeente = gemeente
        self.medewerker = medewerker
    }
}

public enum Afschermsoort: String, Codable, Sendable, CaseIterable {
    case adres
    /// With the organisation and the gemeente.
    case plaatsing
    case werker, melder
}

public enum Afschermreden: String, Codable, Sendable, CaseIterable {
    case veiligheidGezin = "veiligheid-gezin"
    case veiligheidMedewerker = "veiligheid-medewerker"
    case veiligheidMelder = "veiligheid-melder"
    case besluitRechter = "besluit-rechter"
    case anders
}

public enum Opheffingsreden: String, Codable, Sendable, CaseIterable {
    case dreigingVoorbij = "dreiging-voorbij"
    case betrokkeneVraagtErom = "betrokkene-vraagt-erom"
    case vergissing
    case anders
}
