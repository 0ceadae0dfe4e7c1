import Contracts
import Foundation
import NotificatieDomain
import Testing

@Suite("Taken bij een maatregel, een overleg en een afspraak (R7, O20, V8)")
struct OverlegtaakTests {
    private typealias P = Postkamer

    private func na(_ gebeurtenis: Gebeurtenis) -> [String] {
        kort(Taakregels.wijzigingen(na: gebeurtenis, bezetting: Postkamer.Register()))
    }

    @Test("R7: een maatregel geeft wie haar uitvoert de stappen, en de Raad de toetsing als er niet verlengd wordt")
    func maatregel() {
        func na(_ feit: Gebeurtenis.MaatregelFeit) -> [String] {
            self.na(P.gebeurtenis(.maatregel(uitvoerder: P.afzender, raad: P.ontvanger, feit)))
        }
        #expect(na(.opgelegd) == ["eerste-contact-leggen@mw-plan-a", "plan-maken@mw-plan-a"])
        #expect(na(.eersteContact).first == "klaar eerste-contact-leggen")
        #expect(na(.plan).first == "klaar plan-maken")
        #expect(na(.evaluatieGevraagd) == ["maatregel-evalueren@mw-plan-a"])
        #expect(na(.geevalueerd(verlengen: true)).last == "verlenging-vastleggen@mw-plan-a")
        #expect(
            na(.geevalueerd(verlengen: false)).suffix(2) == [
                "niet-verlengen-toetsen@mw-plan-b1", "niet-verlengen-toetsen@mw-plan-b2",
            ])
        #expect(na(.nietAkkoord).last == "maatregel-evalueren@mw-plan-a")
        #expect(na(.verlengd).first == "klaar verlenging-vastleggen")
        #expect(na(.beeindigd) == ["vervalt alles: achterhaald"])
    }

    @Test("O20, N4, R6: wie uitgenodigd is, krijgt dat als taak; wat de tafel besluit gaat naar mensen")
    func overleg() {
        func na(_ feit: Gebeurtenis.OverlegFeit) -> [String] {
            self.na(P.gebeurtenis(.overleg(van: P.anna, raad: P.ontvanger, feit)))
        }
        let genodigden = [P.afzender, P.ontvanger].map { Gebeurtenis.Betrokkene(organisatie: $0, medewerker: nil) }
        #expect(
            na(.gepland(uitgenodigd: genodigden)) == [
                "overleg-bijwonen@mw-plan-b1", "overleg-bijwonen@mw-plan-b2", "overleg-vastleggen@mw-anna",
            ])
        #expect(na(.gehouden(tafel: true)).last == "tafelbesluit-nemen@mw-anna")
        #expect(na(.gehouden(tafel: false)).last == "klaar termijn-verstreken")
        #expect(na(.besloten(terugmelden: true, onderzoek: false)).last == "terugmelden@mw-anna")
        #expect(na(.besloten(terugmelden: false, onderzoek: true)).last == "raadsonderzoek-starten@mw-plan-b2")
        #expect(na(.teruggemeld(onderzoek: false, nieuwGesprek: true)).last == "nieuw-gesprek-plannen@mw-anna")
        #expect(na(.nieuwGesprekGepland).first == "klaar nieuw-gesprek-plannen")
        #expect(na(.nieuwGesprekVervallen) == ["nieuw-gesprek-plannen@mw-anna"])
        #expect(na(.nieuwGesprekAfgerond).first == "klaar nieuw-gesprek-plannen")
        #expect(na(.onderzoekGestart(rechtstreeks: true)) == ["vervalt alles: achterhaald"])
        #expect(na(.onderzoekGestart(rechtstreeks: false)).first == "klaar raadsonderzoek-starten")
    }

    @Test("V8: een afspraak voor minder mensen bereikt geen vervanger, teamleider, regio of systeem")
    func besloten() throws {
        let beperkt = P.gebeurtenis(
            .overleg(van: P.anna, raad: nil, .afspraakGemaakt(eigenaar: P.bram, beperkt: true)))
        let weg = P.Register(weg: [P.bram.medewerker: .team("wijk-1")])
        guard case .aanmaken(let nieuw)? = Taakregels.wijzigingen(na: beperkt, bezetting: weg).first else {
            throw Post.Afwijking(description: "geen taak")
        }
        #expect(nieuw.soort == .beperkteAfspraakUitvoeren)
        #expect(nieuw.voor == .medewerker(P.bram.medewerker) && nieuw.kanalen == [.sse])
        #expect(
            na(P.gebeurtenis(.geescaleerdAan([P.anna, P.bram]))) == [
                "beperkte-afspraak-verlopen@mw-anna", "beperkte-afspraak-verlopen@mw-bram",
            ])

        var taak = try Taak.decide(nil, .aanmaken(nieuw), now: P.begin).reduce(nil) { Taak.evolve($0, $1) }
        let uitwijk = Uitwijk(tweedeKanaal: .kafka, vervanger: Medewerker("mw-v"), teamleider: Medewerker("mw-t"))
        for stadium in [100, 150] {
            let termijn = try #require(taak?.lopendeTermijnen.first)
            let events = try Taak.decide(
                taak,
                .termijnVerstreken(
                    soort: termijn.soort, sinds: termijn.sinds, stadium: stadium, uitwijk: uitwijk),
                now: P.begin)
            guard case .termijnGeescaleerd(let feit)? = events.first?.feit else {
                throw Post.Afwijking(description: "gaat verder naar \(events)")
            }
            #expect(feit.escalatieNaar == [] && feit.niveau == .teamleiders)
            taak = events.reduce(taak) { Taak.evolve($0, $1) }
        }
        let naar = Geadresseerde.medewerker(Medewerker("mw-v"))
        #expect(try Taak.decide(taak, .overdragen(naar: naar, reden: .afwezig), now: P.begin) == [])
        #expect(throws: Weigering.self) {
            try Taak.decide(taak, .overdragen(naar: naar, reden: .interneOverdracht), now: P.begin)
        }
        let gewoon = P.gebeurtenis(
            .overleg(van: P.anna, raad: nil, .afspraakGemaakt(eigenaar: P.bram, beperkt: false)))
        #expect(na(gewoon) == ["afspraak-uitvoeren@mw-bram"])
    }
}
