import Contracts
import Foundation
import Testing
import VerwijzingDomain

/// Questions to who must move (N7).
extension GezinscontactTests {
    @Test("N7: een vraag van het gezin of een organisatie gaat naar wie de regie heeft, met een termijn")
    func gesteld() throws {
        for van in [Vraagsteller.gezin(lid: B.vader), .organisatie(Rolbezetting.bram, namens: nil)] {
            var verhaal = try C(metGezin: true)
            try stel(&verhaal, van)
            let termijnen = try #require(verhaal.contact).lopendeTermijnen
            #expect(termijnen.map(\.onderwerp) == [C.vraag])
            #expect(termijnen.map(\.termijn.soort) == ["navraag-beantwoorden"])
            #expect(termijnen[0].termijn.medewerker == verhaal.zaak.regie.medewerker)
            #expect(termijnen[0].termijn.organisatie == verhaal.zaak.regie.organisatie)
        }
    }

    @Test("N7: antwoorden doet wie de regie heeft, één keer; dan loopt er geen termijn meer")
    func beantwoord() throws {
        var verhaal = try C()
        try stel(&verhaal, .organisatie(Rolbezetting.bram, namens: nil))
        #expect(
            verhaal.code(.beantwoord(door: Rolbezetting.bram, navraag: C.vraag, antwoord: C.tekst)) == "geen-regie")
        #expect(
            verhaal.code(.beantwoord(door: C.regie, navraag: C.tekst, antwoord: C.tekst)) == "onbekende-navraag")
        try verhaal.als(.beantwoord(door: C.regie, navraag: C.vraag, antwoord: C.tekst))
        #expect(try #require(verhaal.contact).lopendeTermijnen.isEmpty)
        #expect(verhaal.code(.beantwoord(door: C.regie, navraag: C.vraag, antwoord: C.tekst)) == "al-gedaan")
    }

    @Test("N7: wie zelf de regie heeft, legt alleen een vraag van het gezin vast; een onbekend gezinslid vraagt niets")
    func vragers() throws {
        var verhaal = try C()
        #expect(
            verhaal.code(.stelNavraag(id: C.vraag, van: .organisatie(C.regie, namens: nil), tekst: C.tekst))
                == "aan-zichzelf")
        #expect(
            verhaal.code(.stelNavraag(id: C.vraag, van: .gezin(lid: C.vraag), tekst: C.tekst)) == "gezinslid-onbekend")
        try stel(&verhaal, .organisatie(C.regie, namens: B.moeder))
        #expect(verhaal.code(.stelNavraag(id: C.vraag, van: .gezin(lid: B.moeder), tekst: C.tekst)) == "al-gedaan")
    }

    @Test("N7: een gezinslid heeft een beperkt aantal vragen open, en een ander gezinslid houdt zijn eigen aantal")
    func teVeel() throws {
        var verhaal = try C()
        for _ in 0..<Gezinscontact.openVragen { try stel(&verhaal, .gezin(lid: B.vader), id: UUID()) }
        #expect(
            verhaal.code(.stelNavraag(id: C.vraag, van: .gezin(lid: B.vader), tekst: C.tekst)) == "te-veel-vragen")
        try stel(&verhaal, .gezin(lid: B.moeder))
        // Asked at one instant, each has a term of its own all the same.
        let contact = try #require(verhaal.contact)
        #expect(Set(contact.lopendeTermijnen.map(\.termijn.sinds)).count == Gezinscontact.openVragen + 1)
    }

    @Test("N7: wacht een aanbod op antwoord, dan gaat de vraag naar de ontvanger; die en wie de regie heeft antwoorden")
    func aanZet() throws {
        let verhaal = try Verhaal.aangeboden()
        for van in [Vraagsteller.gezin(lid: B.vader), .organisatie(Rolbezetting.cato, namens: nil)] {
            for door in [Rolbezetting.bram, C.regie] {
                var contact = try C()
                (contact.zaak, contact.open) = (verhaal.zaak, [try verhaal.overdracht()])
                try stel(&contact, van)
                let termijn = try #require(contact.contact?.lopendeTermijnen.first).termijn
                #expect(termijn.organisatie == Rolbezetting.gi && termijn.medewerker == nil)
                guard
                    case .termijnGeescaleerd(let feit)? = try contact.als(
                        .termijnVerstreken(soort: Termijnsoort.navraag, sinds: termijn.sinds, stadium: 100)
                    ).first?.feit
                else {
                    Issue.record("niet geëscaleerd")
                    return
                }
                #expect(Set(feit.escalatieNaar).isSuperset(of: [Rolbezetting.gi, Rolbezetting.wijkteam]))
                #expect(
                    contact.code(.beantwoord(door: Rolbezetting.cato, navraag: C.vraag, antwoord: C.tekst))
                        == "geen-regie")
                try contact.als(.beantwoord(door: door, navraag: C.vraag, antwoord: C.tekst))
                #expect(contact.contact?.lopendeTermijnen.isEmpty == true)
            }
        }
    }

    @Test("N7, P1, S3: bij meer kandidaten, een onderzoek, een afgeschermde of eigen organisatie antwoordt de regie")
    func nietAanDeOntvanger() throws {
        func aan(_ verhaal: Verhaal, _ van: Vraagsteller, gezin: Bescherming? = nil) throws -> String? {
            var contact = try C()
            if let gezin { contact.gezin = gezin }
            (contact.zaak, contact.open) = (verhaal.zaak, Array(verhaal.stand.overdrachten.values))
            try stel(&contact, van)
            return contact.contact?.navragen.first?.aan.organisatie
        }
        let vader = Vraagsteller.gezin(lid: B.vader)
        #expect(try aan(try Verhaal.uitgesteld(), vader) == Rolbezetting.gi)
        // The receiver itself asks who holds the regie.
        #expect(
            try aan(try Verhaal.aangeboden(), .organisatie(Rolbezetting.bram, namens: nil)) == Rolbezetting.wijkteam)
        // Who holds the regie presses the receiver.
        #expect(try aan(try Verhaal.aangeboden(), .organisatie(C.regie, namens: nil)) == Rolbezetting.gi)
        var meer = try Verhaal()
        for (naar, id) in [(Rolbezetting.gi, Verhaal.eerste), (Rolbezetting.zorg, Verhaal.tweede)] {
            try meer.als(Verhaal.aanbod(naar: naar, keuze: .besteVoorstel), id)
        }
        #expect(try aan(meer, vader) == Rolbezetting.wijkteam)
        // One of them proposed: the sender chooses, the other must move.
        try meer.als(
            .doeVoorstel(
                door: Rolbezetting.bram, werker: Rolbezetting.bram, startdatum: Verhaal.vandaag, aanbod: Verhaal.inhoud)
        )
        #expect(try aan(meer, vader) == Rolbezetting.zorg)
        #expect(try aan(try Verhaal.geaccepteerd(), vader) == Rolbezetting.gi, "which holds the regie by now")
        // P1: neither the family nor who may not know of that organisation is led there.
        var beschermd = try B()
        try beschermd.gezin()
        let plaats = try #require(Afgeschermde(.plaatsing, organisatie: Rolbezetting.gi, gemeente: "0202"))
        try beschermd.als(
            .schermAf(
                door: Rolbezetting.anna, id: B.afscherming, wat: plaats, reden: .veiligheidGezin, toelichting: nil,
                ookBekendBij: []))
        let aanbod = try Verhaal.aangeboden()
        for van in [vader, .organisatie(Rolbezetting.cato, namens: nil)] {
            #expect(try aan(aanbod, van, gezin: beschermd.bescherming) == Rolbezetting.wijkteam)
        }
        #expect(
            try aan(aanbod, .organisatie(C.regie, namens: nil), gezin: beschermd.bescherming) == Rolbezetting.gi,
            "who offered knows")
    }

    @Test("N7, N5: na een voorstel of weigering antwoordt wie de regie heeft; na uitstel weer de ontvanger")
    func adresVolgt() throws {
        var verhaal = try Verhaal()
        try verhaal.als(Verhaal.aanbod(keuze: .besteVoorstel))
        var contact = try C()
        (contact.zaak, contact.open) = (verhaal.zaak, [try verhaal.overdracht()])
        try stel(&contact, .gezin(lid: B.vader))
        let sinds = try #require(contact.contact?.lopendeTermijnen.first).termijn.sinds
        func volg() throws -> String? {
            let vorige = contact.zaak.regie.partij
            contact.zaak = verhaal.zaak
            try contact.als(
                .volg(
                    vorigeRegie: vorige, stap: false, contact: C.informatie,
                    geraakt: Array(verhaal.stand.overdrachten.values)))
            let termijn = contact.contact?.lopendeTermijnen.first { $0.onderwerp == C.vraag }?.termijn
            #expect(termijn?.sinds == sinds, "they wait since they asked")
            return termijn?.organisatie
        }
        #expect(try volg() == Rolbezetting.gi)
        try verhaal.als(
            .doeVoorstel(
                door: Rolbezetting.bram, werker: Rolbezetting.bram, startdatum: Verhaal.vandaag, aanbod: Verhaal.inhoud)
        )
        #expect(try volg() == Rolbezetting.wijkteam)
        try verhaal.als(
            .uitstellen(
                door: Rolbezetting.bram, reden: .wachtlijst, nieuweDatum: Verhaal.overTweeWeken,
                overbrugging: Verhaal.inhoud))
        #expect(try volg() == Rolbezetting.gi)
        try verhaal.als(
            .weigeren(door: Rolbezetting.bram, reden: .geenCapaciteit, alternatief: .laterOpnieuw, toelichting: nil))
        #expect(try volg() == Rolbezetting.wijkteam)
    }

    @Test("N5: een ander contact krijgt de open vragen; de termijn loopt door en wat beantwoord is blijft")
    func doorgegeven() throws {
        var verhaal = try C(metGezin: false)
        let (beantwoord, begin) = (UUID(), verhaal.nu)
        try stel(&verhaal, .organisatie(Rolbezetting.bram, namens: nil), id: beantwoord)
        try verhaal.als(.beantwoord(door: C.regie, navraag: beantwoord, antwoord: C.tekst))
        verhaal.nu += 60
        try stel(&verhaal, .organisatie(Rolbezetting.bram, namens: nil))
        verhaal.nu += 3600
        let vorige = try verhaal.verplaats(naar: Rolbezetting.bram)
        let events = try verhaal.als(.volg(vorigeRegie: vorige, stap: true, contact: C.informatie))
        #expect(events.map(\.naam) == ["navraag-doorgegeven"])
        let termijn = try #require(verhaal.contact?.lopendeTermijnen.first).termijn
        #expect(termijn.medewerker == Rolbezetting.bram.medewerker && termijn.sinds == begin + 60)
        #expect(try verhaal.als(.volg(vorigeRegie: vorige, stap: false, contact: C.informatie)).isEmpty)
    }

    @Test("N7: een navraag verplaatst de regie niet: er is geen gebeurtenis van de zaak")
    func regieBlijft() throws {
        var verhaal = try C()
        let zaak = verhaal.zaak
        try stel(&verhaal, .gezin(lid: B.vader))
        try verhaal.als(.beantwoord(door: C.regie, navraag: C.vraag, antwoord: C.tekst))
        #expect(verhaal.zaak == zaak)
    }
}
