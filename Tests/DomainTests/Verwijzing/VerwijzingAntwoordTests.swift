import Foundation
import Testing
import VerwijzingDomain

@Suite("O3, O4: elk aanbod krijgt antwoord")
struct VerwijzingAntwoordTests {
    typealias R = Rolbezetting

    @Test("O3: weigeren heeft een reden en een alternatief en noemt bij wie de zaak terugkomt (O6)")
    func weigeren() throws {
        var verhaal = try Verhaal.aangeboden()
        try verhaal.als(.wisselRegiehouder(door: R.anna, naar: R.arie))
        let besluit = try verhaal.als(
            .weigeren(
                door: R.bram, reden: .andereExpertiseNodig, alternatief: .andereOrganisatie(R.zorg), toelichting: nil))
        guard case .geweigerd(let feit) = besluit.events(van: Verhaal.eerste).first?.feit else {
            Issue.record("geen weigering")
            return
        }
        #expect(feit.terugNaar == "mw-arie")
        #expect(feit.alternatieveOrganisatie == R.zorg)
        #expect(verhaal.regie == R.wijkteam)
        #expect(verhaal.zaak.openAanbiedingen.isEmpty)
        #expect(try verhaal.overdracht().aanZet?.medewerker == "mw-arie")
    }

    @Test("O3: het alternatief is een andere organisatie dan wie weigert")
    func alternatief() throws {
        var verhaal = try Verhaal.aangeboden()
        let poging = Zaakhandeling.weigeren(
            door: R.bram, reden: .nietPassend, alternatief: .andereOrganisatie(R.gi), toelichting: nil)
        #expect(verhaal.weigering { try $0.als(poging) }?.code == "alternatief-onmogelijk")
    }

    @Test("O3, O4: uitstellen vraagt een datum in de toekomst", arguments: [-1.0, 0])
    func datum(dagen: Double) throws {
        var verhaal = try Verhaal.aangeboden()
        let dag = Dag(Verhaal.begin.addingTimeInterval(dagen * 86_400))
        let poging = OverdrachtCommand.uitstellen(
            door: R.bram, reden: .wachtlijst, nieuweDatum: dag, overbrugging: Verhaal.inhoud)
        let weigering = verhaal.weigering { try $0.als(poging) }
        #expect(weigering?.code == "datum-niet-in-toekomst")
        #expect(weigering?.mogelijk.contains("uitstellen") == true)
    }

    @Test("O4: hetzelfde uitstel nog eens wordt geweigerd, een ander uitstel niet")
    func herhaald() throws {
        var verhaal = try Verhaal.uitgesteld()
        func uitstel(_ reden: Uitstelreden) -> OverdrachtCommand {
            .uitstellen(
                door: R.bram, reden: reden, nieuweDatum: Verhaal.overTweeWeken, overbrugging: Verhaal.inhoud)
        }
        #expect(verhaal.weigering { try $0.als(uitstel(.wachtlijst)) }?.code == "al-gedaan")
        #expect(try verhaal.als(uitstel(.capaciteit)).count == 1)
    }

    @Test("O4: uitstel draagt de plicht tot een wachtlijstbericht; elk bericht begint die opnieuw")
    func wachtlijstbericht() throws {
        var verhaal = try Verhaal.uitgesteld()
        #expect(try verhaal.soorten() == ["overdracht-uitstel", "wachtlijstbericht"])
        verhaal.na(dagen: 9)
        let later = try #require(Dag("2026-12-24"))
        try verhaal.als(.geefWachtlijstbericht(door: R.bram, bericht: Verhaal.inhoud, volgendeDatum: later))
        let termijnen = try verhaal.overdracht().lopendeTermijnen
        #expect(termijnen.first { $0.soort == "wachtlijstbericht" }?.sinds == verhaal.nu)
        #expect(termijnen.first { $0.soort == "overdracht-uitstel" }?.uiterlijk == later.einde)
        let poging = OverdrachtCommand.geefWachtlijstbericht(
            door: R.bram, bericht: Verhaal.inhoud, volgendeDatum: nil)
        #expect(verhaal.weigering { try $0.als(poging) }?.code == "al-gedaan")
    }

    @Test("O4: een gemist wachtlijstbericht is een stiltesignaal, en de plicht begint na de regio opnieuw")
    func gemist() throws {
        var verhaal = try Verhaal.uitgesteld()
        func verstreken(_ stadium: Int) -> OverdrachtCommand {
            .termijnVerstreken(soort: "wachtlijstbericht", sinds: Verhaal.begin, stadium: stadium)
        }
        verhaal.na(dagen: 14)
        #expect(try verhaal.als(verstreken(100)).map(\.naam) == ["wachtlijstbericht-gemist", "termijn-geescaleerd"])
        verhaal.na(dagen: 7)
        #expect(try verhaal.als(verstreken(150)).map(\.naam) == ["termijn-geescaleerd"])
        let termijn = try verhaal.overdracht().lopendeTermijnen.first { $0.soort == "wachtlijstbericht" }
        #expect(termijn?.sinds == verhaal.nu)
        #expect(try verhaal.als(verstreken(150)).isEmpty)
        #expect(verhaal.regie == R.wijkteam)
    }

    @Test("O4: niet veilig te houden escaleert meteen naar beide kanten en maakt de overdracht spoed")
    func veiligheid() throws {
        var verhaal = try Verhaal.uitgesteld()
        let events = try verhaal.als(.meldVeiligheidNietTeHouden(door: R.anna))
        guard case .veiligheidNietTeHouden(let feit) = events.first?.feit else {
            Issue.record("geen signaal")
            return
        }
        #expect(feit.escalatieNaar == [R.wijkteam, R.gi])
        #expect(events.first?.kop.urgentie == .spoed)
        #expect(try verhaal.overdracht().lopendeTermijnen.allSatisfy(\.spoed))
        #expect(try verhaal.soorten().contains("veiligheid-beantwoorden"))
        #expect(verhaal.weigering { try $0.als(.meldVeiligheidNietTeHouden(door: R.anna)) }?.code == "al-gedaan")
        try verhaal.als(Verhaal.accepteer)
        #expect(try !verhaal.soorten().contains("veiligheid-beantwoorden"))
    }

    @Test("O4: opnieuw uitstellen, starten of voortgang melden maakt het niet weer veilig; wie het meldde wel")
    func veiligheidBlijft() throws {
        func loopt(_ verhaal: Verhaal, sinds: Date) throws -> Bool {
            let overdracht = try verhaal.overdracht()
            return overdracht.veiligheid?.sinds == sinds
                && overdracht.lopendeTermijnen.contains {
                    $0.soort == "veiligheid-beantwoorden" && $0.sinds == sinds && $0.spoed
                }
        }
        var verhaal = try Verhaal.uitgesteld()
        try verhaal.als(.meldVeiligheidNietTeHouden(door: R.anna))
        let gemeld = verhaal.nu
        verhaal.na(dagen: 1)
        let later = try #require(Dag("2026-12-24"))
        try verhaal.als(
            .uitstellen(door: R.bram, reden: .capaciteit, nieuweDatum: later, overbrugging: Verhaal.derde))
        try verhaal.als(.geefWachtlijstbericht(door: R.bram, bericht: Verhaal.inhoud, volgendeDatum: nil))
        #expect(try loopt(verhaal, sinds: gemeld))
        #expect(Wachtplaats(try verhaal.overdracht(), maatregel: false).reden == .nietVeilig)
        let ander = OverdrachtCommand.meldVeiligheidHersteld(door: R.bram, bericht: Verhaal.derde)
        #expect(verhaal.weigering { try $0.als(ander) }?.code == "verkeerde-organisatie")
        try verhaal.als(.meldVeiligheidHersteld(door: R.anna, bericht: Verhaal.derde))
        #expect(try verhaal.overdracht().veiligheid == nil)
        #expect(try !verhaal.soorten().contains("veiligheid-beantwoorden"))

        var gestart = try Verhaal.overgedragen()
        try gestart.als(.meldVeiligheidNietTeHouden(door: R.bram))
        let toen = gestart.nu
        gestart.na(dagen: 1)
        try gestart.als(.start(door: R.bram))
        try gestart.als(.meldVoortgang(door: R.bram, bericht: Verhaal.inhoud))
        #expect(try loopt(gestart, sinds: toen))
        try gestart.als(.teruggeven(door: R.bram, reden: .geenWerker))
        #expect(try loopt(gestart, sinds: toen))
        try gestart.als(.aanvaardTeruggave(door: R.anna, regiehouder: R.anna))
        #expect(try gestart.overdracht().veiligheid == nil)
    }

    @Test("O4: een acuut signaal maakt de overdracht spoed, met de korte termijn vanaf dat signaal")
    func acuutSignaal() throws {
        var verhaal = try Verhaal.uitgesteld()
        try verhaal.als(.meldSignaal(melding: Verhaal.inhoud, acuut: false))
        #expect(try verhaal.overdracht().urgentie == .regulier)
        verhaal.na(dagen: 1)
        let events = try verhaal.als(.meldSignaal(melding: Verhaal.derde, acuut: true))
        #expect(events.first?.kop.urgentie == .spoed)
        let triage = try #require(try verhaal.overdracht().lopendeTermijnen.first { $0.soort == "triage-herzien" })
        #expect(triage.spoed && triage.sinds == verhaal.nu)
        #expect(Wachtplaats(try verhaal.overdracht(), maatregel: false).reden == .spoed)
        verhaal.na(dagen: 1)
        try verhaal.als(.meldSignaal(melding: Verhaal.tweede, acuut: true))
        #expect(try verhaal.overdracht().triageSinds == triage.sinds, "a later signal gives no new time")
        try verhaal.als(.herzieTriage(door: R.bram, urgentie: .regulier))
        #expect(try verhaal.overdracht().urgentie == .regulier)
    }

    @Test("O4: een nieuw signaal gaat naar beide kanten en vraagt een nieuwe triage")
    func signaal() throws {
        var verhaal = try Verhaal.uitgesteld()
        let events = try verhaal.als(.meldSignaal(melding: Verhaal.inhoud, acuut: false))
        #expect(events.map(\.naam) == ["signaal-ontvangen"])
        #expect(try verhaal.als(.meldSignaal(melding: Verhaal.inhoud, acuut: false)).isEmpty)
        #expect(try verhaal.soorten().contains("triage-herzien"))
        try verhaal.als(.herzieTriage(door: R.bram, urgentie: .spoed))
        #expect(try verhaal.overdracht().urgentie == .spoed)
        #expect(try !verhaal.soorten().contains("triage-herzien"))
        #expect(
            verhaal.weigering { try $0.als(.herzieTriage(door: R.bram, urgentie: .spoed)) }?.code
                == "kan-niet-in-deze-toestand")
    }

    @Test("Ontvangstmeldingen zijn feiten naast de toestand: herhaald of te laat veranderen ze niets")
    func ontvangst() throws {
        var verhaal = try Verhaal.aangeboden()
        #expect(try verhaal.als(.bezorgd(organisatie: R.gi)).count == 1)
        #expect(try verhaal.als(.bezorgd(organisatie: R.gi)).isEmpty)
        #expect(try verhaal.als(.gezien(door: R.bram)).count == 1)
        #expect(try verhaal.als(.gezien(door: R.bea)).isEmpty)
        #expect(try verhaal.overdracht().status == .aangeboden)
        var laat = try Verhaal.geaccepteerd()
        #expect(try laat.als(.bezorgd(organisatie: R.gi)).count == 1)
        #expect(try laat.overdracht().status.code == "geaccepteerd")
        try laat.als(.teruggeven(door: R.bram, reden: .geenWerker))
        try laat.als(.aanvaardTeruggave(door: R.anna, regiehouder: R.anna))
        #expect(try laat.als(.gezien(door: R.bram)).isEmpty)
        #expect(laat.weigering { try $0.als(.bezorgd(organisatie: R.zorg)) }?.code == "verkeerde-organisatie")
    }

    @Test("Wat gezien is geldt als bezorgd, ook als de bezorging later of nooit gemeld wordt")
    func gezienZonderBezorgd() throws {
        var verhaal = try Verhaal.aangeboden()
        #expect(try verhaal.als(.gezien(door: R.bram)).map(\.naam) == ["overdracht-bezorgd", "overdracht-gezien"])
        let overdracht = try verhaal.overdracht()
        #expect(overdracht.bezorgdOp != nil && overdracht.bezorgdOp == overdracht.gezien?.op)
        #expect(try !verhaal.soorten().contains("overdracht-bezorgen"))
        #expect(try verhaal.als(.bezorgd(organisatie: R.gi)).isEmpty)
        #expect(try verhaal.overdracht().status == .aangeboden)
    }
}
