import Foundation

/// Someone the melding is about, as an event may tell it: no age, no name.
public struct Betrokkene: Codable, Hashable, Sendable {
    public var pseudoniem: Pseudoniem
    public var rol: Rol
    public var leeftijdsgroep: Leeftijdsgroep

    public init(pseudoniem: Pseudoniem, rol: Rol, leeftijdsgroep: Leeftijdsgroep) {
        self.pseudoniem = pseudoniem
        self.rol = rol
        self.leeftijdsgroep = leeftijdsgroep
    }

    init(_ gemeld: GemeldeBetrokkene) {
        self.init(
            pseudoniem: gemeld.pseudoniem, rol: gemeld.rol, leeftijdsgroep: Leeftijdsgroep(leeftijd: gemeld.leeftijd))
    }
}

public struct Ontvangen: Codable, Equatable, Sendable {
    /// Absent only for an acute melding that did not say (M9).
    public var soort: Meldingsoort?
    public var gemeente: String?
    public var melderAfgeschermd: Bool
    public var acuut: Acuut
    public var besproken: Besproken?
    public var grondslag: Grondslag?
    /// M11: where it belongs, when it was addressed to another.
    public var hoortBij: Organisatie?
    public var betrokkenen: [Betrokkene]
    public var ontbreekt: [Gebrek]
    public var inhoud: InhoudId?
    public var bastaAangeboden: Bool
}

public struct Aangevuld: Codable, Equatable, Sendable {
    public var soort: Meldingsoort?
    public var gemeente: String?
    public var besproken: Besproken?
    public var grondslag: Grondslag?
    /// Those who were added.
    public var betrokkenen: [Betrokkene]
    /// What is still missing.
    public var ontbreekt: [Gebrek]
    public var inhoud: InhoudId?
    public var bastaAangeboden: Bool
    public var door: Persoon
}

public struct Doorgestuurd: Codable, Equatable, Sendable {
    public var van: Organisatie
    public var naar: Organisatie
    public var door: Persoon
    public var toelichting: InhoudId?
}

public struct SoortGewijzigd: Codable, Equatable, Sendable {
    public var van: Meldingsoort
    public var naar: Meldingsoort
    public var door: Persoon
}

public struct InBehandeling: Codable, Equatable, Sendable {
    /// Absent when a casus took it up.
    public var door: Persoon?
}

public struct Afgehandeld: Codable, Equatable, Sendable {
    public var uitkomst: Uitkomst
    /// Absent when the outcome follows from the assessment of the casus.
    public var door: Persoon?
}

public struct TermijnHerinnerd: Codable, Equatable, Sendable {
    public var soort: String
    public var sinds: Date
    public var stadium: Int
    /// Who must move.
    public var organisatie: Organisatie
}

public struct TermijnGeescaleerd: Codable, Equatable, Sendable {
    public var soort: String
    public var sinds: Date
    public var stadium: Int
    /// Who must move.
    public var organisatie: Organisatie
    public var niveau: Escalatieniveau
    /// The organisations whose team leads are told; empty when the region's named person is.
    public var escalatieNaar: [Organisatie]

    init(soort: String, sinds: Date, stadium: Int, organisatie: Organisatie, partijen: [Organisatie]) {
        self.soort = soort
        self.sinds = sinds
        self.stadium = stadium
        self.organisatie = organisatie
        niveau = stadium < 150 ? .teamleiders : .regio
        escalatieNaar = stadium < 150 ? partijen : []
    }
}

/// Who hears of a step that stayed silent (O5).
public enum Escalatieniveau: String, Codable, Sendable, CaseIterable {
    case teamleiders, regio
}
