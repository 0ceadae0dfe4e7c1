import Contracts
import Foundation
import Testing
import VerwijzingDomain

@Suite("O12, O13: een geschil tussen twee organisaties")
struct GeschilTests {
    static let id = UUID(uuid: (4, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))
    /// Of neither side.
    static let rechter = Rolbezetting.persoon(Rolbezetting.buurteam, "rik")
    static let gevonden = Beslisserkeuze.gevonden(rechter.partij)

    private func open(
        _ over: Geschilsoort, door: VerwijzingDomain.Actor = Rolbezetting.anna,
        _ keuze: Beslisserkeuze = GeschilTests.gevonden
    ) -> GeschilCommand {
        .open(door: door, id: Self.id, over: over, toelichting: Verhaal.inhoud, beslisser: keuze)
    }

    private func beslis(
        _ uitkomst: Geschiluitkomst, door: VerwijzingDomain.Actor = GeschilTests.rechter
    ) -> GeschilCommand {
        .beslis(door: door, uitkomst: uitkomst, motivering: Verhaal.inhoud, beslisser: .ontbreekt)
    }

    /// Decides, sends the events over the wire and folds them.
    private func na(
        _ state: Geschil?, _ command: GeschilCommand, _ overdracht: Overdracht, naast: [Geschil] = [], now: Date
    ) throws -> Geschil {
        var stand = state
        for event in try Geschil.decide(state, over: overdracht, naast: naast, command, now: now) {
            let gelezen = try Post.heenEnWeer(event, event.naam, domein: "overdrachten")
            #expect(gelezen == event)
            stand = .evolve(stand, gelezen)
        }
        return try Post.bewaard(try #require(stand))
    }

    private func code(
        _ state: Geschil?, _ command: GeschilCommand, _ overdracht: Overdracht, naast: [Geschil] = [], now: Date
    ) -> String? {
        do { _ = try Geschil.decide(state, over: overdracht, naast: naast, command, now: now) } catch {
            #expect(!error.uitleg.isEmpty && !error.toestand.isEmpty)
            return error.code
        }
        return nil
    }

    @Test("O12: een geschil over het contract staat naast de overdracht en houdt acceptatie en start niet tegen")
    func blokkeertNiets() throws {
        var verhaal = try Verhaal.aangeboden()
        let vooraf = verhaal.stand
        let geschil = try na(nil, open(.contract), try verhaal.overdracht(), now: verhaal.nu)
        #expect(geschil.beslisser == Self.rechter.partij && geschil.tegenpartij.organisatie == Rolbezetting.gi)
        #expect(geschil.lopendeTermijnen.map(\.soort) == [Geschiltermijn.overig])
        #expect(geschil.lopendeTermijnen.first?.organisatie == Rolbezetting.buurteam)
        #expect(verhaal.stand == vooraf)
        try verhaal.als(Verhaal.accepteer)
        try verhaal.als(.bevestigGesprek(door: Rolbezetting.bram, Verhaal.gesprek))
        try verhaal.als(.bevestigGesprek(door: Rolbezetting.anna, Verhaal.gesprek))
        try verhaal.als(.start(door: Rolbezetting.bram))
        #expect(try verhaal.overdracht().status.code == "gestart" && geschil.isOpen)
    }

    @Test("O12: wie het niet is beslist niet, en een tweede besluit komt er niet; intrekken doet wie voorlegde")
    func beslissen() throws {
        let verhaal = try Verhaal.aangeboden()
        let (overdracht, nu) = (try verhaal.overdracht(), verhaal.nu)
        #expect(code(nil, open(.contract, door: Rolbezetting.cato), overdracht, now: nu) == "verkeerde-organisatie")
        let geschil = try na(nil, open(.contract), overdracht, now: nu)
        #expect(code(nil, open(.contract), overdracht, naast: [geschil], now: nu) == "al-gedaan")
        #expect(code(nil, open(.betaling), overdracht, naast: [geschil], now: nu) == nil)
        for door in [Rolbezetting.anna, Rolbezetting.bram, Rolbezetting.persoon(Rolbezetting.buurteam, "ander")] {
            #expect(code(geschil, beslis(.gedeeld, door: door), overdracht, now: nu) == "niet-de-beslisser")
        }
        // Whom the register names now decides as well: the first may have left.
        let nieuw = Rolbezetting.persoon(Rolbezetting.buurteam, "nieuw")
        #expect(
            code(
                geschil,
                .beslis(
                    door: nieuw, uitkomst: .gedeeld, motivering: Verhaal.inhoud, beslisser: .gevonden(nieuw.partij)),
                overdracht, now: nu) == nil)
        #expect(code(geschil, .trekIn(door: Rolbezetting.bram), overdracht, now: nu) == "andere-organisatie")
        let besloten = try na(geschil, beslis(.gedeeld), overdracht, now: nu)
        #expect(!besloten.isOpen && besloten.lopendeTermijnen.isEmpty)
        #expect(code(besloten, beslis(.aanbieder), overdracht, now: nu) == "al-gedaan")
        #expect(code(besloten, .trekIn(door: Rolbezetting.anna), overdracht, now: nu) == "al-gedaan")
        #expect(code(nil, open(.contract), overdracht, naast: [besloten], now: nu) == nil)
        #expect(try na(geschil, .trekIn(door: Rolbezetting.anna), overdracht, now: nu).stand.code == "ingetrokken")
    }

    @Test("O13: zonder beslisser in het register wordt geweigerd, met wat er mist")
    func zonderBeslisser() throws {
        typealias R = Beslisserkeuze.Regel
        func kies(_ regels: [R], _ soort: Geschilsoort = .regie) -> Beslisserkeuze {
            Beslisserkeuze(tussen: Rolbezetting.wijkteam, en: Rolbezetting.gi, over: soort, uit: regels)
        }
        func regel(
            _ tussen: Set<String>, _ bij: String, over: Set<Geschilsoort> = [], _ mandaten: Set<String>
        ) -> R {
            R(
                tussen: tussen, over: over, beslisser: Partij(organisatie: bij, medewerker: "mw-\(bij.suffix(5))"),
                mandaten: mandaten)
        }
        let paar: Set = [Rolbezetting.wijkteam, Rolbezetting.gi]
        let mandaat: Set = ["regiegeschil"]
        #expect(kies([]) == .ontbreekt)
        #expect(
            kies([regel([Rolbezetting.wijkteam, Rolbezetting.zorg], Rolbezetting.buurteam, mandaat)]) == .ontbreekt)
        #expect(kies([regel(paar, Rolbezetting.buurteam, over: [.contract], mandaat)]) == .ontbreekt)
        #expect(kies([regel(paar, Rolbezetting.gi, mandaat)]) == .partijdig)
        #expect(kies([regel(paar, Rolbezetting.buurteam, ["onderzoek"])]) == .zonderMandaat)
        #expect(kies([regel(paar, Rolbezetting.buurteam, mandaat)], .betaling) == .zonderMandaat)
        let eigen = regel(paar, Rolbezetting.zorg, mandaat)
        let regio = regel([], Rolbezetting.buurteam, mandaat)
        #expect(kies([regio]) == .gevonden(regio.beslisser))
        #expect(kies([regio, eigen]) == .gevonden(eigen.beslisser), "a pair goes before the region")
        let verhaal = try Verhaal.teruggegeven()
        let overdracht = try verhaal.overdracht()
        for keuze in [Beslisserkeuze.ontbreekt, .partijdig, .zonderMandaat] {
            do {
                _ = try Geschil.decide(nil, over: overdracht, open(.regie, keuze), now: verhaal.nu)
                Issue.record("\(keuze) is not refused")
            } catch {
                #expect(error.code == "geen-beslisser" && error.uitleg.contains("mandaat regiegeschil"))
            }
        }
    }

    @Test("O13, O21: een teruggave waar men het niet over eens is gaat naar de beslisser, die de regie belegt")
    func teruggave() throws {
        let begin = try Verhaal.teruggegeven()
        let geschil = try na(nil, open(.regie, door: Rolbezetting.anna), try begin.overdracht(), now: begin.nu)
        #expect(geschil.lopendeTermijnen.map(\.soort) == [Geschiltermijn.regie])
        #expect(code(geschil, beslis(.gedeeld), try begin.overdracht(), now: begin.nu) == "uitkomst-onmogelijk")

        func besluit(_ bij: Kant, _ regiehouder: VerwijzingDomain.Actor?, door: VerwijzingDomain.Actor = Self.rechter)
            -> Zaakhandeling
        {
            .beslisRegie(Regiebesluit(geschil: Self.id, door: door, bij: bij, regiehouder: regiehouder))
        }
        var terug = begin
        #expect(terug.weigering { try $0.als(besluit(.aanbieder, nil)) }?.code == "geen-werker")
        #expect(
            terug.weigering { try $0.als(besluit(.aanbieder, Rolbezetting.cato)) }?.code == "werker-andere-organisatie")
        #expect(
            terug.weigering { try $0.als(besluit(.aanbieder, Rolbezetting.anna, door: Rolbezetting.bram)) }?.code
                == "niet-de-beslisser")
        let events = try terug.als(besluit(.aanbieder, Rolbezetting.arie))
        #expect(terug.zaak.regie.organisatie == Rolbezetting.wijkteam)
        #expect(terug.zaak.regie.medewerker == Rolbezetting.arie.medewerker && terug.zaak.lopend == nil)
        #expect(try terug.overdracht().status.code == "teruggave-aanvaard")
        #expect(
            events.zaak.contains { if case .regieVerplaatst(let f) = $0.feit { f.grond == .besluit } else { false } })

        var door = begin
        try door.als(besluit(.ontvanger, nil))
        #expect(door.zaak.regie.organisatie == Rolbezetting.gi)
        #expect(try door.overdracht().status.code == "gestart", "what was given back goes on")
    }

    @Test(
        "O1, O13: over een aanbod dat wacht verplaatst een besluit niets, en een wettelijke taak blijft van wie haar heeft"
    )
    func grenzen() throws {
        var wacht = try Verhaal.aangeboden()
        let besluit = Zaakhandeling.beslisRegie(
            Regiebesluit(geschil: Self.id, door: Self.rechter, bij: .ontvanger, regiehouder: nil))
        #expect(wacht.weigering { try $0.als(besluit) }?.code == "kan-niet-in-deze-toestand")
        var verhaal = try Verhaal.teruggegeven()
        try verhaal.als(
            .betrek(door: Rolbezetting.bram, organisatie: Rolbezetting.gi, grond: .wettelijkeTaak))
        try verhaal.als(
            .beslisRegie(
                Regiebesluit(geschil: Self.id, door: Self.rechter, bij: .aanbieder, regiehouder: Rolbezetting.anna)))
        let taken = verhaal.zaak.betrokken.filter(\.wettelijkeTaak).map(\.organisatie)
        #expect(taken == [Rolbezetting.gi] && verhaal.regie == Rolbezetting.wijkteam)
    }

    @Test("O5, O12: de beslisser wordt herinnerd, dan horen de teamleiders van alle drie het, dan de regio")
    func termijn() throws {
        let verhaal = try Verhaal.aangeboden()
        var geschil = try na(nil, open(.procedure), try verhaal.overdracht(), now: verhaal.nu)
        func verstrijk(_ stadium: Int) throws -> [GeschilEvent] {
            let events = Geschil.verstrijk(
                geschil, soort: Geschiltermijn.overig, sinds: geschil.sinds, stadium: stadium, now: verhaal.nu)
            for event in events {
                geschil = .evolve(geschil, try Post.heenEnWeer(event, event.naam, domein: "overdrachten"))
            }
            return events
        }
        #expect(try verstrijk(50).map(\.naam) == ["geschiltermijn-herinnerd"])
        #expect(try verstrijk(50).isEmpty)
        guard case .termijnGeescaleerd(let honderd)? = try verstrijk(100).first?.feit else {
            Issue.record("no escalation")
            return
        }
        #expect(
            honderd.escalatieNaar == [Rolbezetting.wijkteam, Rolbezetting.gi, Rolbezetting.buurteam].sorted())
        #expect(try verstrijk(150).map(\.naam) == ["geschiltermijn-geescaleerd"])
        #expect(try verstrijk(150).isEmpty && geschil.isOpen)
    }
}
