import Foundation
import Testing
import VerwijzingDomain

@Suite("O5, O6, O7: geen stap blijft stil")
struct VerwijzingTermijnTests {
    typealias R = Rolbezetting

    @Test("O5: een aanbod loopt op bezorgen, zien en beantwoorden; elke ontvangst beëindigt de hare")
    func ontvangst() throws {
        var verhaal = try Verhaal.aangeboden()
        #expect(try verhaal.soorten() == ["overdracht-bezorgen", "overdracht-zien", "overdracht-beantwoorden"])
        try verhaal.als(.bezorgd(organisatie: R.gi))
        #expect(try verhaal.soorten() == ["overdracht-zien", "overdracht-beantwoorden"])
        try verhaal.als(.gezien(door: R.bram))
        #expect(try verhaal.soorten() == ["overdracht-beantwoorden"])
    }

    @Test("O5: na de acceptatie lopen spreken en starten, en na de start de voortgang")
    func uitvoering() throws {
        #expect(try Verhaal.geaccepteerd().soorten() == ["overdracht-spreken", "overdracht-starten"])
        let overgedragen = try Verhaal.overgedragen()
        #expect(try overgedragen.soorten() == ["overdracht-starten"])
        #expect(try overgedragen.overdracht().lopendeTermijnen.first?.uiterlijk == Verhaal.vandaag.einde)
        var gestart = try Verhaal.gestart()
        #expect(try gestart.soorten() == ["overdracht-voortgang"])
        gestart.na(dagen: 30)
        try gestart.als(.meldVoortgang(door: R.bram, bericht: Verhaal.inhoud))
        #expect(try gestart.overdracht().lopendeTermijnen.first?.sinds == gestart.nu)
    }

    @Test("O5: herinneren bij 50 en 80, escaleren naar beide teamleiders bij 100 en naar de regio bij 150")
    func stadia() throws {
        var verhaal = try Verhaal.aangeboden()
        func verstreken(_ stadium: Int) -> OverdrachtCommand {
            .termijnVerstreken(soort: "overdracht-beantwoorden", sinds: Verhaal.begin, stadium: stadium)
        }
        for stadium in [50, 80] {
            let events = try verhaal.als(verstreken(stadium))
            #expect(events.map(\.naam) == ["termijn-herinnerd"])
            #expect(events.first?.kop.organisatie == R.gi)
        }
        #expect(try verhaal.als(verstreken(80)).isEmpty)
        guard case .termijnGeescaleerd(let honderd) = try verhaal.als(verstreken(100)).first?.feit,
            case .termijnGeescaleerd(let regio) = try verhaal.als(verstreken(150)).first?.feit
        else {
            Issue.record("niet geëscaleerd")
            return
        }
        #expect(honderd.niveau == .teamleiders)
        #expect(honderd.escalatieNaar == [R.wijkteam, R.gi])
        #expect(regio.niveau == .regio)
        #expect(regio.escalatieNaar.isEmpty)
        #expect(verhaal.regie == R.wijkteam)
    }

    @Test("O5: een termijn die niet meer loopt gaat zonder gevolg af")
    func voorbij() throws {
        var verhaal = try Verhaal.geaccepteerd()
        let oud = OverdrachtCommand.termijnVerstreken(
            soort: "overdracht-beantwoorden", sinds: Verhaal.begin, stadium: 100)
        #expect(try verhaal.als(oud).isEmpty)
        let anderBegin = OverdrachtCommand.termijnVerstreken(
            soort: "overdracht-spreken", sinds: Verhaal.begin.addingTimeInterval(1), stadium: 100)
        #expect(try verhaal.als(anderBegin).isEmpty)
    }

    @Test("O6: elk doorsturen telt een hop; vanaf het ingestelde aantal hoort de regio het, eenmaal per hop")
    func kastje() throws {
        var verhaal = try Verhaal.aangeboden()
        try verhaal.als(.weigeren(door: R.bram, reden: .nietPassend, alternatief: .consultatie, toelichting: nil))
        #expect(verhaal.zaak.hops == 1)
        let regels = Regels(kastjeNaarDeMuur: 2)
        let tweede = try verhaal.als(Verhaal.aanbod(naar: R.zorg, urgentie: .spoed), Verhaal.tweede, regels: regels)
        #expect(tweede.zaak.map(\.naam) == ["aanbod-geopend", "kastje-naar-de-muur"])
        #expect(try verhaal.overdracht(Verhaal.tweede).aanbod.hop == 2)
        let derde = try verhaal.als(Verhaal.aanbod(naar: R.buurteam, urgentie: .spoed), Verhaal.derde, regels: regels)
        #expect(derde.zaak.map(\.naam) == ["aanbod-geopend"])
    }

    @Test(
        "O16: wie hetzelfde vraagt als iemand eerder oppakte, ziet bij wie; een geweigerd of ingetrokken aanbod telt niet"
    )
    func eerderGedaan() throws {
        var verhaal = try Verhaal.gestart()
        verhaal.nu += 60
        try verhaal.als(Verhaal.aanbod(door: R.bram, naar: R.zorg, keuze: .besteVoorstel), Verhaal.tweede)
        verhaal.nu += 60
        try verhaal.als(Verhaal.aanbod(door: R.bram, naar: R.buurteam, keuze: .besteVoorstel), Verhaal.derde)
        let (eerste, tweede, derde) = (
            try verhaal.overdracht(), try verhaal.overdracht(Verhaal.tweede), try verhaal.overdracht(Verhaal.derde)
        )
        #expect(eerste.deedAl(tweede) && eerste.deedAl(derde))
        #expect(!tweede.deedAl(derde), "nobody took it on")
        #expect(!tweede.deedAl(eerste) && !eerste.deedAl(eerste), "only what was before")
    }

    @Test("O6: verder overdragen kan pas als de eigen hulp is gestart")
    func nietGestart() throws {
        var verhaal = try Verhaal.geaccepteerd()
        let weigering = verhaal.weigering { try $0.als(Verhaal.aanbod(door: R.bram, naar: R.zorg), Verhaal.tweede) }
        #expect(weigering?.code == "kan-niet-in-deze-toestand")
        #expect(weigering?.mogelijk.contains("teruggeven") == true)
    }

    @Test("O7: het aanbod zegt welke blokken zonder antwoord zijn; onbekend, want … is een antwoord")
    func dossier() throws {
        var verhaal = try Verhaal()
        try verhaal.als(
            Verhaal.aanbod(antwoorden: [.feiten: .inhoud(Verhaal.inhoud), .grondslag: .onbekend(want: Verhaal.inhoud)]))
        let ontbreekt = try verhaal.overdracht().ontbreekt
        #expect(ontbreekt == Dossierblok.allCases.filter { $0 != .feiten && $0 != .grondslag })
        let termijn = try verhaal.overdracht().lopendeTermijnen.first { $0.soort == "dossier-aanvullen" }
        #expect(termijn?.medewerker == "mw-anna")
        try verhaal.als(.werkDossierBij(door: R.anna, antwoorden: Verhaal.volledig))
        #expect(try !verhaal.soorten().contains("dossier-aanvullen"))
        #expect(
            verhaal.weigering { try $0.als(.werkDossierBij(door: R.anna, antwoorden: Verhaal.volledig)) }?.code
                == "niets-veranderd")
        #expect(
            verhaal.weigering { try $0.als(.werkDossierBij(door: R.bram, antwoorden: [:])) }?.code
                == "verkeerde-organisatie")
    }

    @Test("O8: terzijde leggen doet de ontvanger vanaf de acceptatie, per blok, met een reden, en één keer")
    func terzijde() throws {
        func leg(_ door: VerwijzingDomain.Actor, _ verklaringen: [UUID]) -> OverdrachtCommand {
            .legTerzijde(
                door: door, blok: .eerderOnderzoekEnHulp, verklaringen: verklaringen, reden: .verouderd,
                toelichting: Verhaal.inhoud)
        }
        let (oud, later) = (UUID(), UUID())
        var verhaal = try Verhaal.aangeboden()
        #expect(verhaal.weigering { try $0.als(leg(R.bram, [oud])) }?.code == "kan-niet-in-deze-toestand")
        verhaal = try Verhaal.geaccepteerd()
        #expect(verhaal.weigering { try $0.als(leg(R.anna, [oud])) }?.code == "verkeerde-organisatie")
        #expect(verhaal.weigering { try $0.als(leg(R.bram, [])) }?.code == "niets-terzijde-te-leggen")
        try verhaal.als(leg(R.bram, [oud]))
        #expect(verhaal.weigering { try $0.als(leg(R.bram, [oud])) }?.code == "niets-terzijde-te-leggen")
        // What was added since is another matter, and what was set aside is not said twice.
        try verhaal.als(leg(R.bram, [oud, later]))
        let gelegd = try #require(try verhaal.overdracht().terzijde)
        #expect(gelegd.map(\.feit.verklaringen) == [[oud], [later]])
        #expect(gelegd.allSatisfy { $0.feit.reden == .verouderd && $0.feit.door == R.bram.medewerker })
        #expect(try verhaal.overdracht().gezinsnieuws.terzijde == 2, "N7: the family hears of each")
        // What was kept before there was such a thing is read as it was.
        let eerder = try JSONDecoder().decode(
            Overdracht.self, from: JSONEncoder().encode(try Verhaal.geaccepteerd().overdracht()))
        #expect(eerder.terzijde == nil)
    }

    @Test("Dagen gelden in Nederland, ook rond zomertijd, en bestaan")
    func dagen() throws {
        for geen in ["2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01"] {
            #expect(Dag(geen) == nil, "\(geen)")
        }
        for dag in ["2024-02-29", "2000-02-29", "2026-12-31", "2026-04-30"] { #expect(Dag(dag)?.description == dag) }
        #expect(Dag("2026-2-9") == nil)
        #expect(Dag("０２６６-02-09") == nil)
        let zomer = try #require(Dag("2026-03-29"))
        #expect(zomer.einde == Date(timeIntervalSince1970: 1_774_821_600))
        #expect(Dag(Date(timeIntervalSince1970: 1_774_821_600 - 1)) == zomer)
        #expect(Dag(Date(timeIntervalSince1970: 1_774_821_600)).description == "2026-03-30")
    }
}
