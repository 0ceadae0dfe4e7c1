import Foundation
import Testing
import VerwijzingDomain

/// Where the two cases broke that these rules come from (DOMAIN.md §1), as far as several rules meet there.
@Suite("De twee zaken: waar het brak")
struct ZakenTests {
    typealias R = Rolbezetting

    @Test("Zaak 1, O3, O12: na een weigering beslist iemand van buiten, en intussen begint een ander gewoon")
    func geweigerd() throws {
        var verhaal = try Verhaal.gestart()
        try verhaal.als(Verhaal.aanbod(door: R.bram, naar: R.wijkteam), Verhaal.tweede)
        try verhaal.als(
            .weigeren(
                door: R.anna, reden: .nietPassend, alternatief: .andereOrganisatie(R.zorg), toelichting: nil),
            Verhaal.tweede)
        let geopend = try Geschil.decide(
            nil, over: verhaal.overdracht(Verhaal.tweede),
            .open(
                door: R.bram, id: GeschilTests.id, over: .procedure, toelichting: Verhaal.inhoud,
                beslisser: GeschilTests.gevonden), now: verhaal.nu)
        let geschil = try #require(geopend.reduce(nil) { Geschil.evolve($0, $1) })
        #expect(geschil.isOpen && geschil.tegenpartij.organisatie == R.wijkteam)
        #expect(geschil.lopendeTermijnen.map(\.organisatie) == [R.buurteam])
        #expect(verhaal.regie == R.gi)
        // The help that fits does not wait for who is right, nor does the decision move what began.
        try verhaal.als(Verhaal.aanbod(door: R.bram, naar: R.zorg), Verhaal.derde)
        try verhaal.als(.accepteren(door: R.cato, werker: R.cato, startdatum: Verhaal.vandaag), Verhaal.derde)
        let besloten = try Geschil.decide(
            geschil, over: verhaal.overdracht(Verhaal.tweede),
            .beslis(
                door: GeschilTests.rechter, uitkomst: .ontvanger, motivering: Verhaal.inhoud, beslisser: .ontbreekt),
            now: verhaal.nu)
        #expect(besloten.map(\.naam) == ["geschil-besloten"])
        #expect(verhaal.regie == R.zorg && verhaal.zaak.lopend == Verhaal.derde)
    }

    @Test("Zaak 1, O6, O21: de werker vertrekt terwijl een verzoek wacht; een weigering komt bij wie er nu is")
    func werkerVertrekt() throws {
        var verhaal = try Verhaal.gestart()
        try verhaal.als(Verhaal.aanbod(door: R.bram, naar: R.zorg), Verhaal.tweede)
        let vooraf = try verhaal.overdracht(Verhaal.tweede)
        verhaal.na(dagen: 20)
        try verhaal.als(.wisselWerker(door: R.planner, naar: R.bea))
        #expect(try verhaal.overdracht(Verhaal.tweede) == vooraf, "nobody starts anew because somebody left")
        #expect(verhaal.zaak.regie.partij == R.bea.partij && verhaal.zaak.hops == 1)
        let besluit = try verhaal.als(
            .weigeren(door: R.cato, reden: .geenCapaciteit, alternatief: .laterOpnieuw, toelichting: nil),
            Verhaal.tweede)
        guard case .geweigerd(let feit) = besluit.events(van: Verhaal.tweede).first?.feit else {
            Issue.record("geen weigering")
            return
        }
        #expect(feit.terugNaar == R.bea.medewerker)
        #expect(try verhaal.overdracht(Verhaal.tweede).aanZet?.medewerker == R.bea.medewerker)
    }

    @Test("Zaak 2, O1, O4: wie wacht heeft steeds iemand, ook als die wisselt; de wettelijke taak van de GI loopt door")
    func wachtlijst() throws {
        var verhaal = try Verhaal.uitgesteld()
        try verhaal.als(.betrek(door: R.bram, organisatie: R.gi, grond: .wettelijkeTaak))
        let wacht = try verhaal.overdracht().lopendeTermijnen
        verhaal.na(dagen: 5)
        try verhaal.als(.wisselRegiehouder(door: R.anna, naar: R.arie))
        #expect(verhaal.zaak.regie.partij == R.arie.partij)
        #expect(try verhaal.overdracht().lopendeTermijnen == wacht)
        // The day that was promised passes.
        verhaal.na(dagen: 10)
        let sinds = try #require(wacht.first { $0.soort == Termijnsoort.uitstel }?.sinds)
        let voorbij = OverdrachtCommand.termijnVerstreken(soort: Termijnsoort.uitstel, sinds: sinds, stadium: 100)
        guard case .termijnGeescaleerd(let feit) = try verhaal.als(voorbij).first?.feit else {
            Issue.record("niet geëscaleerd")
            return
        }
        #expect(feit.escalatieNaar == [R.wijkteam, R.gi])
        #expect(verhaal.regie == R.wijkteam && verhaal.zaak.betrokken.map(\.wettelijkeTaak) == [true])
        let besluit = try verhaal.als(.accepteren(door: R.planner, werker: R.bea, startdatum: Dag(verhaal.nu)))
        #expect(besluit.zaak.map(\.naam) == ["regie-verplaatst", "organisatie-betrokken"])
        #expect(verhaal.zaak.regie.partij == R.bea.partij)
        #expect(verhaal.zaak.betrokken.filter(\.wettelijkeTaak).map(\.organisatie) == [R.gi])
    }

    @Test("Zaak 2, N5, N7: een collega neemt de zaak over; vaders vraag en het aandringen van een ander gaan mee")
    func vaderVraagt() throws {
        typealias C = Contactverhaal
        var verhaal = try C()
        let (vader, ander) = (UUID(), UUID())
        try verhaal.als(.stelNavraag(id: vader, van: .gezin(lid: Beschermverhaal.vader), tekst: C.tekst))
        verhaal.nu += 60
        try verhaal.als(.stelNavraag(id: ander, van: .organisatie(R.cato, namens: nil), tekst: C.tekst))
        let gesteld = try #require(verhaal.contact).lopendeTermijnen.map(\.termijn.sinds)
        let vorige = verhaal.zaak.regie.partij
        let gewisseld = try Zaak.decide(
            verhaal.zaak, .wisselRegiehouder(door: R.anna, naar: R.arie), now: verhaal.nu)
        for event in gewisseld { verhaal.zaak = .evolve(verhaal.zaak, event) }
        let events = try verhaal.als(.volg(vorigeRegie: vorige, stap: false, contact: C.informatie))
        #expect(events.map(\.naam) == ["navraag-doorgegeven", "navraag-doorgegeven", "gezin-te-informeren"])
        let contact = try #require(verhaal.contact)
        let termijnen = contact.lopendeTermijnen.map(\.termijn)
        #expect(termijnen.count == 3 && termijnen.allSatisfy { $0.medewerker == R.arie.medewerker })
        #expect(termijnen.prefix(2).map(\.sinds) == gesteld, "they wait since they asked")
        #expect(contact.informeren?.aanleiding == .nieuwContact)
    }
}
