import Foundation
import Testing
import VerwijzingDomain

/// People and organisations of the stories; invented.
enum Rolbezetting {
    static let wijkteam = "00000099000000001000"
    static let gi = "00000099000000002000"
    static let zorg = "00000099000000003000"
    static let buurteam = "00000099000000004000"

    static func persoon(_ organisatie: String, _ naam: String, _ rollen: Set<Rol> = [.werker]) -> VerwijzingDomain.Actor
    {
        .init(organisatie: organisatie, medewerker: "mw-\(naam)", rollen: rollen)
    }

    static let anna = persoon(wijkteam, "anna")
    static let arie = persoon(wijkteam, "arie")
    static let bram = persoon(gi, "bram")
    static let bea = persoon(gi, "bea")
    static let planner = persoon(gi, "pim", [.planner])
    static let cato = persoon(zorg, "cato")
    static let onbekende = persoon(gi, "niemand", [])
}

/// Given, when, then: a zaak with its handovers, and a clock that the test moves.
struct Verhaal {
    var stand: Zaakstand
    var nu: Date

    static let zaak = UUID(uuid: (9, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 0))
    static let eerste = UUID(uuid: (9, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))
    static let tweede = UUID(uuid: (9, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 2))
    static let derde = UUID(uuid: (9, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 3))
    static let inhoud = UUID(uuid: (9, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 9))
    /// Saturday 21 November 2026, 08:00 in the Netherlands.
    static let begin = Date(timeIntervalSince1970: 1_795_244_400)
    static let vandaag = Dag(begin)
    static let overTweeWeken = Dag(begin.addingTimeInterval(14 * 86_400))

    /// A zaak whose regie the wijkteam holds with Anna.
    init() throws {
        nu = Self.begin
        let events = try Zaak.decide(
            nil,
            .open(
                zaak: Self.zaak, kenmerk: "A-2222-222-2", regio: "gelderland-midden", oefening: false,
                regie: Rolbezetting.anna.partij), now: nu)
        stand = Zaakstand(zaak: try #require(events.reduce(nil) { Zaak.evolve($0, $1) }), overdrachten: [:])
    }

    var zaak: Zaak { stand.zaak }
    var regie: String { stand.zaak.regie.organisatie }

    func overdracht(_ id: UUID = Verhaal.eerste) throws -> Overdracht { try #require(stand.overdrachten[id]) }

    func soorten(_ id: UUID = Verhaal.eerste) throws -> [String] { try overdracht(id).lopendeTermijnen.map(\.soort) }

    @discardableResult
    mutating func als(
        _ handeling: Zaakhandeling, _ id: UUID = Verhaal.eerste, regels: Regels = Regels()
    ) throws -> Besluit {
        let besluit = try stand.besluit(handeling, over: id, now: nu, regels: regels)
        stand = stand.na(besluit)
        return besluit
    }

    @discardableResult
    mutating func als(_ command: OverdrachtCommand, _ id: UUID = Verhaal.eerste) throws -> [OverdrachtEvent] {
        let events = try Overdracht.decide(stand.overdrachten[id], command, now: nu)
        for event in events { stand.overdrachten[id] = .evolve(stand.overdrachten[id], event) }
        return events
    }

    @discardableResult
    mutating func als(_ command: ZaakCommand) throws -> [ZaakEvent] {
        let events = try Zaak.decide(stand.zaak, command, now: nu)
        for event in events { stand.zaak = .evolve(stand.zaak, event) }
        return events
    }

    /// The refusal, which must explain itself and change nothing; nil when the act was not refused.
    mutating func weigering(_ doe: (inout Verhaal) throws -> Void) -> Weigering? {
        let vooraf = self
        do {
            try doe(&self)
        } catch let weigering as Weigering {
            #expect(!weigering.code.isEmpty && !weigering.uitleg.isEmpty && !weigering.toestand.isEmpty)
            #expect(stand == vooraf.stand)
            return weigering
        } catch {
            Issue.record("\(error) is geen weigering")
        }
        return nil
    }

    mutating func na(dagen: Double) { nu = nu.addingTimeInterval(dagen * 86_400) }

    static func aanbod(
        door: VerwijzingDomain.Actor = Rolbezetting.anna, naar: String = Rolbezetting.gi,
        urgentie: Urgentie = .regulier, keuze: Keuze = .eersteAntwoord, vraag: String = "veiligheid-thuis",
        antwoorden: [Dossierblok: Blokantwoord] = Verhaal.volledig
    ) -> Zaakhandeling {
        .aanbieden(
            Aanbieding(
                door: door, naar: naar, kenmerk: "A-2222-222-2", urgentie: urgentie, vraag: vraag,
                leeftijdsgroep: "0-11", gemeente: "0202", reden: .andereDeskundigheid, keuze: keuze,
                antwoorden: antwoorden))
    }

    static let volledig = Dictionary(
        uniqueKeysWithValues: Dossierblok.allCases.map { ($0, Blokantwoord.inhoud(inhoud)) })
    static let gesprek = Gesprek(datum: vandaag, deelnemers: ["mw-anna", "mw-bram"], gezinAfwezig: nil)
    static let afsluiting = Afsluiting(
        nazorg: .contact(Rolbezetting.bram.partij, op: overTweeWeken), wegTerug: .lokaalTeam)
    static let accepteer = Zaakhandeling.accepteren(
        door: Rolbezetting.bram, werker: Rolbezetting.bram, startdatum: vandaag)

    static func aangeboden() throws -> Verhaal {
        var verhaal = try Verhaal()
        try verhaal.als(aanbod())
        return verhaal
    }

    static func uitgesteld() throws -> Verhaal {
        var verhaal = try aangeboden()
        try verhaal.als(
            .uitstellen(door: Rolbezetting.bram, reden: .wachtlijst, nieuweDatum: overTweeWeken, overbrugging: inhoud))
        return verhaal
    }

    static func geaccepteerd() throws -> Verhaal {
        var verhaal = try aangeboden()
        try verhaal.als(accepteer)
        return verhaal
    }

    static func overgedragen() throws -> Verhaal {
        var verhaal = try geaccepteerd()
        try verhaal.als(.bevestigGesprek(door: Rolbezetting.bram, gesprek))
        try verhaal.als(.bevestigGesprek(door: Rolbezetting.anna, gesprek))
        return verhaal
    }

    static func gestart() throws -> Verhaal {
        var verhaal = try overgedragen()
        try verhaal.als(.start(door: Rolbezetting.bram))
        return verhaal
    }

    static func teruggegeven() throws -> Verhaal {
        var verhaal = try gestart()
        try verhaal.als(.teruggeven(door: Rolbezetting.bram, reden: .geenWerker))
        return verhaal
    }
}
