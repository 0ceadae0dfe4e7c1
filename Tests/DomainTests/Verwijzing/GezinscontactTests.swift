import Contracts
import Foundation
import Testing
import VerwijzingDomain

@Suite("Contact met het gezin: navragen, informeren en toegang (N7)")
struct GezinscontactTests {
    typealias C = Contactverhaal
    typealias B = Beschermverhaal

    func stel(_ verhaal: inout C, _ van: Vraagsteller, id: UUID = C.vraag) throws {
        try verhaal.als(.stelNavraag(id: id, van: van, tekst: C.tekst))
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
}
