import Contracts
import Foundation
import Testing
import VerwijzingDomain

/// A zaak, who belong to the family, and the contact with it; a clock that the test moves.
struct Contactverhaal {
    var contact: Gezinscontact?
    var zaak: Zaak
    var gezin: Bescherming?
    var nu = Verhaal.begin
    /// The offers that wait when a question is asked.
    var open: [Overdracht] = []

    static let vraag = UUID(uuid: (6, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))
    static let tekst = UUID(uuid: (6, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 2))
    static let informatie = UUID(uuid: (6, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 3))
    static let toegang = UUID(uuid: (6, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 4))
    static let regie = Rolbezetting.anna
    static let ouders: Set<UUID> = [Beschermverhaal.vader, Beschermverhaal.moeder]
    static let allen = Verteld(
        aan: [Beschermverhaal.vader, Beschermverhaal.moeder], wijze: .telefoon, moetenHoren: ouders)

    init(metGezin: Bool = true) throws {
        var verhaal = try Beschermverhaal()
        if metGezin { try verhaal.gezin() }
        zaak = verhaal.zaak
        gezin = verhaal.bescherming
    }

    @discardableResult
    mutating func als(_ command: GezinscontactCommand) throws -> [GezinscontactEvent] {
        let events = try Gezinscontact.decide(contact, over: zaak, gezin: gezin, open: open, command, now: nu)
        for event in events {
            // As it travels and as its row keeps it.
            let gelezen = try Post.heenEnWeer(event, event.naam, domein: "overdrachten")
            #expect(gelezen == event)
            contact = .evolve(contact, gelezen)
        }
        contact = try contact.map { try Post.bewaard($0) }
        return events
    }

    mutating func code(_ command: GezinscontactCommand) -> String? {
        let vooraf = contact
        do { try als(command) } catch let weigering as Weigering {
            #expect(contact == vooraf && !weigering.uitleg.isEmpty)
            return weigering.code
        } catch { Issue.record(error) }
        return nil
    }

    /// Another organisation, and another person, hold the regie from here on.
    mutating func verplaats(naar actor: VerwijzingDomain.Actor) throws -> Partij {
        let vorige = Partij(organisatie: zaak.regie.organisatie, medewerker: zaak.regie.medewerker)
        func json(_ partij: Partij) -> JSON {
            ["organisatie": .string(partij.organisatie), "medewerker": .string(partij.medewerker)]
        }
        let event: JSON = [
            "zaak": .string(zaak.id.uuidString.lowercased()), "kenmerk": .string(zaak.kenmerk),
            "regio": .string(zaak.regio), "oefening": .bool(zaak.oefening), "regie": json(actor.partij),
            "tijdstip": nu.json, "van": json(vorige), "naar": json(actor.partij),
            "overdracht": .string(Verhaal.eerste.uuidString.lowercased()), "grond": "acceptatie",
            "door": .string(actor.medewerker), "hops": 1,
        ]
        zaak = .evolve(zaak, try Post.lees(ZaakEvent.self, event, "regie-verplaatst"))
        return vorige
    }
}

@Suite("Contact met het gezin: navragen, informeren en toegang (N7)")
struct GezinscontactTests {
    typealias C = Contactverhaal
    typealias B = Beschermverhaal

    private func stel(_ verhaal: inout C, _ van: Vraagsteller, id: UUID = C.vraag) throws {
        try verhaal.als(.stelNavraag(id: id, van: van, tekst: C.tekst))
    }

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

    @Test("N7: bij een ander contact of een nieuwe stap moet het gezin het horen; gemeld is klaar")
    func informeren() throws {
        var verhaal = try C()
        let houder = Partij(organisatie: C.regie.organisatie, medewerker: C.regie.medewerker)
        #expect(try verhaal.als(.volg(vorigeRegie: houder, stap: false, contact: C.informatie)).isEmpty)
        #expect(verhaal.code(.meldGeinformeerd(door: C.regie, C.allen)) == "niets-te-vertellen")
        try verhaal.als(.volg(vorigeRegie: houder, stap: true, contact: C.informatie))
        #expect(verhaal.contact?.informeren?.aanleiding == .stap)
        let sinds = verhaal.nu
        verhaal.nu += 3600
        let vorige = try verhaal.verplaats(naar: Rolbezetting.bram)
        let events = try verhaal.als(.volg(vorigeRegie: vorige, stap: true, contact: C.informatie))
        guard case .teInformeren(let feit)? = events.last?.feit else { throw Post.Afwijking(description: "niets") }
        #expect(feit.vorige == houder && feit.aanleiding == .nieuwContact)
        // The family waits since the first change.
        #expect(verhaal.contact?.informeren?.sinds == sinds)
        #expect(verhaal.code(.meldGeinformeerd(door: C.regie, C.allen)) == "geen-regie")
        try verhaal.als(.meldGeinformeerd(door: Rolbezetting.bram, C.allen))
        #expect(try #require(verhaal.contact).lopendeTermijnen.isEmpty)
    }

    @Test("N7: ieder hoort het zelf: pas als van iedereen vastligt of die het hoorde, is het gedaan")
    func ieder() throws {
        var verhaal = try C()
        let houder = C.regie.partij
        try verhaal.als(.volg(vorigeRegie: houder, stap: true, contact: C.informatie))
        func vertel(_ aan: [UUID], niet: [UUID] = [], _ verhaal: inout C) throws -> [String] {
            try verhaal.als(
                .meldGeinformeerd(
                    door: C.regie,
                    Verteld(
                        aan: aan, wijze: aan.isEmpty ? nil : .telefoon, niet: niet,
                        reden: niet.isEmpty ? nil : .onveilig, moetenHoren: C.ouders))
            ).map(\.naam)
        }
        #expect(try vertel([B.moeder], &verhaal) == ["gezinslid-geinformeerd"])
        #expect(verhaal.contact?.lopendeTermijnen.map(\.termijn.soort) == ["gezin-informeren"])
        #expect(verhaal.contact?.informeren?.gehoord(B.vader) == nil)
        // Telling the same one again tells nobody else.
        #expect(try vertel([B.moeder], &verhaal) == ["gezinslid-geinformeerd"])
        // Another change is news for who heard the former as well; the term runs since the first that one missed.
        let sinds = try #require(verhaal.contact?.informeren?.sinds)
        verhaal.nu += 3600
        try verhaal.als(.volg(vorigeRegie: houder, stap: true, contact: C.informatie))
        #expect(verhaal.contact?.informeren?.gehoord(B.moeder) == nil && verhaal.contact?.informeren?.sinds == sinds)
        var beide = verhaal
        #expect(
            try vertel([B.moeder], niet: [B.vader], &beide) == [
                "gezinslid-geinformeerd", "gezinslid-geinformeerd", "gezin-geinformeerd",
            ])
        #expect(beide.contact?.informeren == nil && beide.contact?.geinformeerd?.wijze == .telefoon)
        #expect(try vertel([], niet: [B.vader], &verhaal) == ["gezinslid-geinformeerd"])
        #expect(verhaal.contact?.informeren?.gehoord(B.vader)?.reden == .onveilig)
        #expect(try vertel([B.moeder], &verhaal).last == "gezin-geinformeerd")
    }

    @Test("N7: wie niets noemt, iemand tweemaal noemt of een te jong kind noemt, meldt niets")
    func verteldFout() throws {
        var verhaal = try C()
        try verhaal.als(.volg(vorigeRegie: C.regie.partij, stap: true, contact: C.informatie))
        let gevallen: [(Verteld, String)] = [
            (Verteld(aan: [], wijze: nil, moetenHoren: C.ouders), "niemand-genoemd"),
            (
                Verteld(
                    aan: [B.vader], wijze: .brief, niet: [B.vader], reden: .wilNiet, moetenHoren: C.ouders),
                "dubbel-genoemd"
            ),
            (Verteld(aan: [B.kind], wijze: .brief, moetenHoren: C.ouders), "hoort-niet-zelf"),
            (Verteld(aan: [B.vader], wijze: nil, moetenHoren: C.ouders), "verteld-onvolledig"),
            (Verteld(aan: [], wijze: nil, niet: [B.vader], moetenHoren: C.ouders), "verteld-onvolledig"),
        ]
        for (verteld, code) in gevallen {
            #expect(verhaal.code(.meldGeinformeerd(door: C.regie, verteld)) == code)
        }
        // Nobody is left to hear it: saying so ends it.
        try verhaal.als(.meldGeinformeerd(door: C.regie, Verteld(aan: [], wijze: nil, moetenHoren: [])))
        #expect(verhaal.contact?.informeren == nil)
    }

    @Test(
        "N7, P2: zelf hoort een volwassene die meekijkt en een kind vanaf de leeftijd van de regio",
        arguments: [11, 12, 15])
    func moetenHoren(_ leeftijd: Int) throws {
        let gezin = try #require(try C().gezin)
        let geboren = [B.kind: try B().geboren(leeftijd)]
        func horen(_ leeftijden: Inzageleeftijden) -> Set<UUID> {
            Gezinscontact.moetenHoren(gezin, leeftijden, geboren: geboren, now: Verhaal.begin)
        }
        #expect(horen(.init()).contains(B.kind) == (leeftijd >= 12))
        #expect(horen(.init(kindVanaf: 14)).contains(B.kind) == (leeftijd >= 14))
        #expect(horen(.init()).isSuperset(of: C.ouders))
        // A region that shuts parents out at 15: then the child is alone.
        #expect(horen(.init(ouderTot: 15)).isDisjoint(with: C.ouders) == (leeftijd >= 15))
    }

    @Test("N7, O4: een andere datum, een wachtlijstbericht en voortgang zijn nieuws voor het gezin; de rest niet")
    func nieuws() throws {
        var verhaal = try Verhaal.aangeboden()
        func isNieuws(_ doe: (inout Verhaal) throws -> Void) throws -> Bool {
            let voor = try verhaal.overdracht().gezinsnieuws
            try doe(&verhaal)
            return try verhaal.overdracht().gezinsnieuws != voor
        }
        let later = try #require(Dag("2026-12-24"))
        func uitstel(_ dag: Dag, _ afspraak: UUID) -> OverdrachtCommand {
            .uitstellen(door: Rolbezetting.bram, reden: .wachtlijst, nieuweDatum: dag, overbrugging: afspraak)
        }
        #expect(try isNieuws { try $0.als(uitstel(Verhaal.overTweeWeken, Verhaal.inhoud)) })
        #expect(try isNieuws { try $0.als(uitstel(later, Verhaal.inhoud)) })
        #expect(try isNieuws { try $0.als(uitstel(later, Verhaal.derde)) })
        #expect(try verhaal.overdracht().gezinsnieuws.afspraak == Verhaal.derde)
        let bericht = OverdrachtCommand.geefWachtlijstbericht(
            door: Rolbezetting.bram, bericht: Verhaal.inhoud, volgendeDatum: nil)
        #expect(try isNieuws { try $0.als(bericht) })
        #expect(try verhaal.overdracht().gezinsnieuws.bericht == Verhaal.inhoud)
        #expect(try !isNieuws { try $0.als(.meldSignaal(melding: Verhaal.derde, acuut: true)) })
        #expect(try !isNieuws { try $0.als(.meldVeiligheidNietTeHouden(door: Rolbezetting.anna)) })
        verhaal = try Verhaal.gestart()
        #expect(try isNieuws { try $0.als(.meldVoortgang(door: Rolbezetting.bram, bericht: Verhaal.inhoud)) })
        #expect(try verhaal.overdracht().gezinsnieuws.bericht == Verhaal.inhoud)
    }

    @Test("N7: zonder vastgelegd gezin is er niemand te informeren")
    func zonderGezin() throws {
        var verhaal = try C(metGezin: false)
        let houder = Partij(organisatie: C.regie.organisatie, medewerker: C.regie.medewerker)
        #expect(try verhaal.als(.volg(vorigeRegie: houder, stap: true, contact: C.informatie)).isEmpty)
    }

    @Test("N7: een code krijgt een volwassene, en een kind vanaf 12 jaar", arguments: [nil, 11, 12, 17])
    func toegang(_ leeftijd: Int?) throws {
        var verhaal = try C()
        let geboren = try leeftijd.map { try B().geboren($0) }
        let code = verhaal.code(
            .geefToegang(
                door: C.regie, lid: B.kind, toegang: C.toegang, tot: verhaal.nu + 3600,
                geboren: geboren.map { [B.kind: $0] } ?? [:]))
        #expect(code == (leeftijd == nil ? "leeftijd-onbekend" : leeftijd! < 12 ? "te-jong" : nil))
        #expect((verhaal.contact?.toegang(C.toegang, now: verhaal.nu) != nil) == (code == nil))
        #expect(
            verhaal.code(
                .geefToegang(
                    door: C.regie, lid: B.vader, toegang: C.toegang, tot: verhaal.nu + 3600, geboren: [:])) == nil)
    }

    @Test("N7: een nieuwe code vervangt de oude van dit gezinslid, en een verlopen of ingetrokken code opent niets")
    func vervangen() throws {
        var verhaal = try C()
        let (oud, nieuw, ander) = (UUID(), UUID(), UUID())
        func geef(_ lid: UUID, _ id: UUID, _ verhaal: inout C) throws {
            try verhaal.als(
                .geefToegang(door: C.regie, lid: lid, toegang: id, tot: verhaal.nu + 3600, geboren: [:]))
        }
        try geef(B.vader, oud, &verhaal)
        try geef(B.moeder, ander, &verhaal)
        try geef(B.vader, nieuw, &verhaal)
        let contact = try #require(verhaal.contact)
        #expect(contact.toegang(oud, now: verhaal.nu) == nil)
        #expect(contact.toegang(nieuw, now: verhaal.nu)?.lid == B.vader)
        #expect(contact.toegang(ander, now: verhaal.nu)?.lid == B.moeder)
        #expect(contact.toegang(nieuw, now: verhaal.nu + 3600) == nil)
        try verhaal.als(.trekToegangIn(door: C.regie, lid: B.vader))
        #expect(verhaal.contact?.toegang(nieuw, now: verhaal.nu) == nil)
        #expect(verhaal.contact?.toegang(ander, now: verhaal.nu) != nil)
        #expect(verhaal.code(.trekToegangIn(door: C.regie, lid: B.vader)) == "geen-toegang")
    }

    @Test("N7: een planner geeft geen code, antwoordt niet en legt geen voorkeur vast")
    func planner() throws {
        var verhaal = try C()
        try stel(&verhaal, .gezin(lid: B.vader))
        var planner = C.regie
        planner.rollen = [.planner]
        let daden: [GezinscontactCommand] = [
            .geefToegang(door: planner, lid: B.vader, toegang: C.toegang, tot: verhaal.nu + 60, geboren: [:]),
            .trekToegangIn(door: planner, lid: B.vader),
            .legVoorkeurVast(door: planner, lid: B.vader, voorkeur: C.tekst),
            .beantwoord(door: planner, navraag: C.vraag, antwoord: C.tekst),
            .meldGeinformeerd(door: planner, C.allen),
        ]
        for daad in daden { #expect(verhaal.code(daad) == "rol-ontbreekt") }
    }

    @Test("N7: van een voorkeur telt de laatste van elk gezinslid")
    func voorkeur() throws {
        var verhaal = try C()
        let laatste = UUID()
        try verhaal.als(.legVoorkeurVast(door: C.regie, lid: B.vader, voorkeur: C.tekst))
        try verhaal.als(.legVoorkeurVast(door: C.regie, lid: B.moeder, voorkeur: C.tekst))
        try verhaal.als(.legVoorkeurVast(door: C.regie, lid: B.vader, voorkeur: laatste))
        #expect(verhaal.contact?.voorkeuren.count == 2)
        #expect(verhaal.contact?.voorkeuren.first { $0.lid == B.vader }?.voorkeur == laatste)
        #expect(
            verhaal.code(.legVoorkeurVast(door: C.regie, lid: C.vraag, voorkeur: C.tekst)) == "gezinslid-onbekend")
    }

    @Test("O5: elk stadium gaat één keer af, bij beide kanten; na het antwoord gaat er niets meer af")
    func termijn() throws {
        var verhaal = try C()
        try stel(&verhaal, .organisatie(Rolbezetting.bram, namens: nil))
        let sinds = verhaal.nu
        func verstreken(_ stadium: Int, _ verhaal: inout C) throws -> [String] {
            try verhaal.als(.termijnVerstreken(soort: "navraag-beantwoorden", sinds: sinds, stadium: stadium)).map {
                switch $0.feit {
                case .termijnHerinnerd(let feit): "herinnerd \(feit.stadium)"
                case .termijnGeescaleerd(let feit): "\(feit.niveau) \(feit.escalatieNaar.count)"
                default: $0.naam
                }
            }
        }
        #expect(try verstreken(50, &verhaal) == ["herinnerd 50"])
        #expect(try verstreken(50, &verhaal).isEmpty)
        #expect(try verstreken(80, &verhaal) == ["herinnerd 80"])
        #expect(try verstreken(100, &verhaal) == ["teamleiders 2"])
        #expect(try verstreken(150, &verhaal) == ["regio 0"])
        try verhaal.als(.beantwoord(door: C.regie, navraag: C.vraag, antwoord: C.tekst))
        #expect(try verstreken(150, &verhaal).isEmpty)
    }

    @Test("P2: hulp zonder toestemming heeft een termijn tot iedereen instemt, de hulp stopt of er een grond is")
    func zonderToestemming() throws {
        let hulp = Verhaal.eerste
        let weg = GezinscontactCommand.toetsToestemming(hulp: hulp, helper: Rolbezetting.bram.partij, geweigerd: true)
        func gestopt(_ contact: C) -> GezinscontactCommand {
            .volg(vorigeRegie: contact.zaak.regie.partij, stap: false, contact: C.informatie, hulp: [hulp: nil])
        }
        for (einde, naam) in [
            (
                { _ in .toetsToestemming(hulp: hulp, helper: Rolbezetting.bram.partij, geweigerd: false) },
                "toestemming-hersteld"
            ),
            (gestopt, "toestemming-hersteld"),
            ({ _ in .legHulpgrondVast(door: C.regie, hulp: hulp, grond: .wettelijkeTaak) }, "hulpgrond-vastgelegd"),
        ] as [((C) -> GezinscontactCommand, String)] {
            var verhaal = try C()
            #expect(try verhaal.als(weg).map(\.naam) == ["hulp-zonder-toestemming"])
            #expect(try verhaal.als(weg).isEmpty, "said once")
            let termijn = try #require(verhaal.contact?.lopendeTermijnen.first)
            #expect(termijn.onderwerp == hulp && termijn.termijn.soort == "hulp-zonder-toestemming")
            #expect(termijn.termijn.medewerker == C.regie.medewerker)
            let events = try verhaal.als(
                .termijnVerstreken(soort: termijn.termijn.soort, sinds: termijn.termijn.sinds, stadium: 100))
            guard case .termijnGeescaleerd(let feit)? = events.first?.feit else {
                Issue.record("niet geëscaleerd")
                return
            }
            #expect(Set(feit.escalatieNaar) == [Rolbezetting.gi, Rolbezetting.wijkteam])
            #expect(try verhaal.als(einde(verhaal)).map(\.naam) == [naam])
            #expect(verhaal.contact?.lopendeTermijnen.isEmpty == true)
            #expect(try verhaal.als(gestopt(verhaal)).isEmpty)
        }
    }

    @Test("P2, N5: een andere regie of helper krijgt de zaak zonder toestemming; wat een grond heeft komt niet terug")
    func zonderToestemmingVolgt() throws {
        var verhaal = try C(metGezin: false)
        let (hulp, helper) = (Verhaal.eerste, Rolbezetting.bram.partij)
        try verhaal.als(.toetsToestemming(hulp: hulp, helper: helper, geweigerd: true))
        let sinds = verhaal.nu
        verhaal.nu += 3600
        let vorige = try verhaal.verplaats(naar: Rolbezetting.cato)
        func volg(_ hulpen: [UUID: Partij?]) -> GezinscontactCommand {
            .volg(vorigeRegie: vorige, stap: false, contact: C.informatie, hulp: hulpen)
        }
        guard case .hulpZonderToestemming(let feit)? = try verhaal.als(volg([:])).first?.feit else {
            Issue.record("niet doorgegeven")
            return
        }
        #expect(feit.vorigeRegie == vorige && feit.vorigeHelper == nil)
        let termijn = try #require(verhaal.contact?.lopendeTermijnen.first).termijn
        #expect(termijn.medewerker == Rolbezetting.cato.medewerker && termijn.sinds == sinds)
        #expect(try verhaal.als(volg([hulp: helper])).isEmpty)
        #expect(try verhaal.als(volg([hulp: Rolbezetting.bea.partij])).map(\.naam) == ["hulp-zonder-toestemming"])
        try verhaal.als(.legHulpgrondVast(door: Rolbezetting.cato, hulp: hulp, grond: .vitaalBelang))
        #expect(try verhaal.als(.toetsToestemming(hulp: hulp, helper: helper, geweigerd: true)).isEmpty)
    }

    @Test("P2: zonder vastgelegd kind start hulp alleen met waarop zij rust")
    func kindOfGrond() throws {
        let metKind = try #require(try C().gezin)
        for (gezin, grond, mag) in [
            (nil, nil, false), (nil, .wettelijkeTaak, true), (metKind, nil, true), (metKind, .maatregel, true),
        ] as [(Bescherming?, Hulpgrond?, Bool)] {
            var code: String?
            do { try Gezinscontact.eisKindOfGrond(gezin, grond) } catch { code = error.code }
            #expect(code == (mag ? nil : "kind-niet-vastgelegd"))
        }
    }

    @Test("O11: op de dag van de nazorg krijgt wie haar beloofde een taak, één keer; tot dan gebeurt er niets")
    func nazorg() throws {
        var verhaal = try Verhaal.gestart()
        try verhaal.als(.afronden(door: Rolbezetting.bram, afsluiting: Verhaal.afsluiting))
        let gesloten = try verhaal.overdracht()
        // Also where nobody of the family is recorded: somebody promised it all the same.
        for metGezin in [true, false] {
            var contact = try C(metGezin: metGezin)
            contact.zaak = verhaal.zaak
            func volg(_ stap: Bool) throws -> [String] {
                try contact.als(
                    .volg(
                        vorigeRegie: contact.zaak.regie.partij, stap: stap, contact: C.informatie, geraakt: [gesloten])
                ).map(\.naam)
            }
            #expect(try volg(true).contains("nazorg-afgesproken"))
            // A receipt that comes after the end touches the same handover and promises nothing anew.
            #expect(try volg(false).isEmpty)
            let termijn = try #require(
                contact.contact?.lopendeTermijnen.first { $0.onderwerp == gesloten.id }?.termijn)
            #expect(termijn.soort == "nazorg-houden" && termijn.uiterlijk == Verhaal.overTweeWeken.begin)
            #expect(termijn.medewerker == Rolbezetting.bram.medewerker)
            func verstreken(_ stadium: Int) throws -> [GezinscontactEvent] {
                try contact.als(
                    .termijnVerstreken(soort: Termijnsoort.nazorg, sinds: termijn.sinds, stadium: stadium))
            }
            #expect(try verstreken(50).isEmpty && verstreken(80).isEmpty)
            guard case .nazorgTeHouden(let feit)? = try verstreken(100).first?.feit else {
                Issue.record("geen nazorg te houden")
                return
            }
            #expect(feit.onderwerp == gesloten.id && feit.aan == Rolbezetting.bram.partij)
            #expect(try verstreken(150).isEmpty)
        }
    }

    @Test("O11: zonder nazorg is er later niemand die iets moet")
    func geenNazorg() throws {
        var verhaal = try Verhaal.gestart()
        try verhaal.als(
            .voortijdigBeeindigen(
                door: Rolbezetting.bram, reden: .gezinStopt,
                afsluiting: Afsluiting(nazorg: .geen(.gezinWilNiet), wegTerug: .huisarts)))
        var contact = try C(metGezin: false)
        contact.zaak = verhaal.zaak
        #expect(
            try contact.als(
                .volg(
                    vorigeRegie: contact.zaak.regie.partij, stap: true, contact: C.informatie,
                    geraakt: [try verhaal.overdracht()])
            ).isEmpty)
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
