import Foundation
import Testing
import VerwijzingDomain

/// N5: a colleague takes the regie over, and what the former had in the zaak goes along.
@Suite("N5: een collega neemt de regie over")
struct RegiewisselTests {
    typealias R = Rolbezetting

    private static let wissel = Regiewissel(van: R.anna.partij, naar: R.arie.partij)

    private func geefDoor(_ overdracht: Overdracht, _ nu: Date) throws -> Overdracht? {
        let events = Overdracht.decide(overdracht, try #require(Self.wissel), now: nu)
        for event in events {
            #expect(try Post.heenEnWeer(event, event.naam, domein: "overdrachten") == event)
        }
        return events.reduce(nil) { .evolve($0 ?? overdracht, $1) }
    }

    @Test("N5, O1: alleen een ander bij dezelfde organisatie neemt werk over")
    func wanneer() {
        #expect(Self.wissel != nil)
        #expect(Regiewissel(van: R.anna.partij, naar: R.bram.partij) == nil)
        #expect(Regiewissel(van: R.anna.partij, naar: R.anna.partij) == nil)
        #expect(Regiewissel(van: nil, naar: R.anna.partij) == nil)
    }

    @Test("N5, O5: een open aanbod is van de nieuwe regiehouder; de termijnen lopen door zoals ze liepen")
    func aanbod() throws {
        var verhaal = try Verhaal.aangeboden()
        verhaal.na(dagen: 2)
        let vooraf = try verhaal.overdracht()
        let na = try #require(try geefDoor(vooraf, verhaal.nu))
        #expect(na.van == R.arie.partij && na.status == vooraf.status && na.sinds == vooraf.sinds)
        #expect(na.lopendeTermijnen.map(\.sinds) == vooraf.lopendeTermijnen.map(\.sinds))
        #expect(try geefDoor(na, verhaal.nu) == nil, "it is Arie's already")
        // O14: the choice that waits is his as well, since the first proposal.
        var keuze = try Verhaal()
        try keuze.als(Verhaal.aanbod(keuze: .besteVoorstel))
        try keuze.als(
            .doeVoorstel(door: R.bram, werker: R.bram, startdatum: Verhaal.vandaag, aanbod: Verhaal.inhoud))
        let kiest = try #require(try keuze.overdracht().lopendeTermijnen.first)
        #expect(kiest.soort == Termijnsoort.kiezen && kiest.medewerker == R.anna.medewerker)
        keuze.na(dagen: 1)
        let gekozen = try #require(try geefDoor(try keuze.overdracht(), keuze.nu)?.lopendeTermijnen.first)
        #expect(gekozen.medewerker == R.arie.medewerker && gekozen.sinds == kiest.sinds)
    }

    @Test("N5: wat een ander aanbood, of wat is geaccepteerd, gaat niet mee")
    func blijft() throws {
        var ander = try Verhaal()
        try ander.als(Verhaal.aanbod(door: R.arie))
        #expect(try geefDoor(try ander.overdracht(), ander.nu) == nil)
        #expect(try geefDoor(try Verhaal.geaccepteerd().overdracht(), Verhaal.begin) == nil)
    }

    @Test("N5, O12: het besluit over een geschil gaat naar wie dan de regie heeft")
    func geschil() throws {
        let verhaal = try Verhaal.aangeboden()
        let overdracht = try verhaal.overdracht()
        func open(_ door: VerwijzingDomain.Actor) throws -> Geschil {
            let events = try Geschil.decide(
                nil, over: overdracht,
                .open(
                    door: door, id: Verhaal.derde, over: .contract, toelichting: Verhaal.inhoud,
                    beslisser: .gevonden(R.cato.partij)), now: verhaal.nu)
            return try #require(events.reduce(nil) { .evolve($0, $1) })
        }
        let wissel = try #require(Self.wissel)
        func na(_ geschil: Geschil) -> Geschil {
            Geschil.decide(geschil, wissel, now: verhaal.nu).reduce(geschil) { .evolve($0, $1) }
        }
        let vanAnna = na(try open(R.anna))
        #expect(vanAnna.geopendDoor == R.arie.partij && vanAnna.tegenpartij.organisatie == R.gi)
        let tegenAnna = na(try open(R.bram))
        #expect(tegenAnna.tegenpartij.medewerker == R.arie.medewerker && tegenAnna.geopendDoor == R.bram.partij)
        #expect(tegenAnna.beslisser == R.cato.partij && Geschil.decide(tegenAnna, wissel, now: verhaal.nu).isEmpty)
    }

    @Test("N5: wie advies vroeg is nu de nieuwe regiehouder; wie gevraagd is hoort het zolang de vraag loopt")
    func advies() throws {
        let wissel = try #require(Self.wissel)
        let verhaal = try Verhaal()
        var stand: Consultatie?
        func als(_ command: ConsultatieCommand) throws -> [ConsultatieEvent] {
            let events = try Consultatie.decide(stand, in: verhaal.zaak, command, now: verhaal.nu)
            for event in events { stand = .evolve(stand, event) }
            return events
        }
        let vraag = Consultatievraag(
            door: R.anna, naar: R.zorg, kenmerk: "A-2222-222-2", urgentie: .regulier, soort: .consultatie,
            herkenbaar: false, grondslag: nil, gezinWeet: true, vraag: Verhaal.inhoud)
        _ = try als(.vraag(vraag, id: Verhaal.derde))
        _ = try als(.beantwoord(door: R.cato, advies: Verhaal.inhoud))
        guard case .vragerGewisseld(let feit)? = try als(.volg(wissel)).first?.feit else {
            Issue.record("de vraag ging niet mee")
            return
        }
        #expect(feit.ontvanger == Ontvanger(organisatie: R.zorg, medewerker: R.cato.medewerker))
        #expect(stand?.van == R.arie.partij && stand?.lopendeTermijnen.first?.medewerker == R.arie.medewerker)
        #expect(try als(.volg(wissel)).isEmpty)
    }

    @Test("O22, V3: krijgt een andere organisatie de regie, dan vraagt die verder; termijnen en wie helpt blijven")
    func hulpGaatMee() throws {
        var verhaal = try Hulpverhaal.gevraagd()
        try verhaal.als(Hulpverhaal.aanvaard)
        let voor = try #require(verhaal.stand)
        #expect(try verhaal.als(.volgRegie(vorige: R.buurteam, naar: R.cato.partij)).isEmpty, "not its question")
        #expect(try verhaal.als(.volgRegie(vorige: R.wijkteam, naar: R.bram.partij)).isEmpty, "who helps asks nothing")
        let events = try verhaal.als(.volgRegie(vorige: R.wijkteam, naar: R.cato.partij))
        guard case .vragerVerplaatst(let feit)? = events.first?.feit else {
            Issue.record("de vraag ging niet mee")
            return
        }
        #expect(feit.vorige == R.anna.partij)
        #expect(feit.ontvanger == Ontvanger(organisatie: R.gi, medewerker: R.bram.medewerker))
        let na = try #require(verhaal.stand)
        #expect(na.van == R.cato.partij && na.schrijver == R.wijkteam && na.stand == voor.stand)
        #expect(na.lopendeTermijnen.map(\.sinds) == voor.lopendeTermijnen.map(\.sinds))
        #expect(na.mogelijk(voor: R.zorg) == ["stoppen"] && na.mogelijk(voor: R.wijkteam) == [])
        let stop = VerwijzingCommand.stop(door: R.anna, reden: Hulpeinde.vanVrager[0], voor: nil)
        #expect(verhaal.weigering(stop) == "verkeerde-organisatie")
        // Back where it was asked, everything is its own again.
        try verhaal.als(.volgRegie(vorige: R.zorg, naar: R.arie.partij))
        #expect(verhaal.stand?.van == R.arie.partij && verhaal.stand?.eersteVrager == nil)
        try verhaal.als(.stop(door: R.arie, reden: Hulpeinde.vanVrager[0], voor: nil))
        #expect(try verhaal.als(.volgRegie(vorige: R.wijkteam, naar: R.cato.partij)).isEmpty, "it ended")
    }

    @Test("N5, P1: wie betrokken is hoort wie het nu is, behalve voor wie dat is afgeschermd")
    func betrokkenen() throws {
        var verhaal = try Verhaal()
        for organisatie in [R.gi, R.zorg] {
            try verhaal.als(.betrek(door: R.anna, organisatie: organisatie, grond: .afspraak))
        }
        let wissel = try #require(Self.wissel)
        func anderen(_ bescherming: Bescherming?) throws -> [String] {
            var gehoord: [String] = []
            for event in Zaak.decide(verhaal.zaak, wissel, bescherming: bescherming, now: verhaal.nu) {
                #expect(try Post.heenEnWeer(event, event.naam, domein: "overdrachten") == event)
                if case .regiehouderBekendgemaakt(let feit) = event.feit { gehoord += feit.anderen }
            }
            return gehoord
        }
        #expect(try anderen(nil) == [R.gi, R.zorg])
        var beschermd = try Beschermverhaal(verhaal.zaak)
        let wie = try #require(
            Afgeschermde(.werker, organisatie: R.wijkteam, medewerker: R.arie.medewerker))
        try beschermd.als(
            .schermAf(
                door: R.anna, id: Beschermverhaal.afscherming, wat: wie, reden: .veiligheidMedewerker,
                toelichting: nil, ookBekendBij: [R.zorg]))
        #expect(try anderen(beschermd.bescherming) == [R.zorg])
        let alleen = try Verhaal()
        #expect(Zaak.decide(alleen.zaak, wissel, bescherming: nil, now: alleen.nu).isEmpty)
    }
}
