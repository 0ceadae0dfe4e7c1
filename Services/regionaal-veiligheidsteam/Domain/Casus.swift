import Foundation

/// One casus at the veiligheidsteam: how safe is it now, who is involved, what was decided, by whom, on which facts.
/// Its id is the zaak's.
public struct Casus: Codable, Equatable, Sendable {
    public struct GekoppeldeMelding: Codable, Hashable, Sendable {
        public var gegevens: MeldingGegevens
        public var gekoppeldOp: Date
    }

    /// R11: a status beside the phase; it never closes a casus.
    public struct UitBeeld: Codable, Hashable, Sendable {
        public var sinds: Date
        public var gemeldDoor: Persoon
    }

    public struct VastgelegdeBeoordeling: Codable, Hashable, Sendable {
        public var beoordeling: Beoordeling
        public var op: Date
    }

    public enum Fase: Codable, Hashable, Sendable {
        case open
        case gesloten(op: Date, nazorg: Nazorg)
    }

    public var id: ZaakId
    public var kenmerk: String
    public var regio: String
    public var oefening: Bool
    public var gemeente: String?
    public var geopendOp: Date
    public var team: Organisatie
    public var regiehouder: Persoon
    public var meldingen: [GekoppeldeMelding]
    public var huishoudens: [Huishouden]
    public var lokaleTeams: [Teambetrokkenheid]
    public var beoordelingen: [VastgelegdeBeoordeling]
    public var meningsverschillen: [Meningsverschil]
    public var overdrachten: [GestarteOverdracht]
    public var uitBeeld: UitBeeld?
    public var fase: Fase

    /// What the head of an event tells: the ground on which any first event can stand.
    init(kop: CasusKop) {
        id = kop.zaak
        kenmerk = kop.kenmerk
        regio = kop.regio
        oefening = kop.oefening
        gemeente = kop.gemeente
        geopendOp = kop.tijdstip
        team = kop.team
        regiehouder = kop.regiehouder
        meldingen = []
        huishoudens = []
        lokaleTeams = []
        beoordelingen = []
        meningsverschillen = []
        overdrachten = []
        fase = .open
    }

    public var isGesloten: Bool {
        if case .gesloten = fase { true } else { false }
    }

    /// The meldingen on which no assessment was made yet.
    public var onbeoordeeld: [GekoppeldeMelding] {
        let beoordeeld = Set(beoordelingen.flatMap(\.beoordeling.meldingen))
        return meldingen.filter { !beoordeeld.contains($0.gegevens.melding) }
    }

    /// Spoed while an acute melding waits for its assessment or the family is out of sight.
    public var urgentie: Urgentie {
        uitBeeld != nil || onbeoordeeld.contains { $0.gegevens.acuut == .ja } ? .spoed : .regulier
    }

    public var lopendeOverdrachten: [GestarteOverdracht] { overdrachten.filter(\.stand.isLopend) }
}
