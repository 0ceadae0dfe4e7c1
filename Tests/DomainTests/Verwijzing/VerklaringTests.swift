import Contracts
import Foundation
import Testing
import VerwijzingDomain

/// One statement and what becomes of it, with a clock that the test moves.
struct Verklaringverhaal {
    typealias Ontvanger = VerwijzingDomain.Ontvanger

    var loop: Verklaringloop?
    var nu = Verhaal.begin
    var bron = Rolbezetting.anna.partij

    static let id = UUID(uuid: (6, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))
    static let verzoek = UUID(uuid: (6, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 2))
    static let gi = Ontvanger(organisatie: Rolbezetting.gi, medewerker: Rolbezetting.bram.medewerker)
    static let zorg = Ontvanger(organisatie: Rolbezetting.zorg, medewerker: nil)

    var feiten: Verklaringfeiten {
        Verklaringfeiten(
            id: Self.id, zaak: Verhaal.zaak, kenmerk: "A-2222-222-2", regio: "gelderland-midden", oefening: false,
            blok: .feiten, bron: bron)
    }

    @discardableResult
    mutating func als(_ command: VerklaringCommand) throws -> [VerklaringEvent] {
        let events = try Verklaringloop.decide(loop, over: feiten, command, now: nu)
        for event in events {
            // As it travels and as its row keeps it.
            let gelezen = try Post.heenEnWeer(event, event.naam, domein: "overdrachten")
            #expect(gelezen == event)
            loop = .evolve(loop, gelezen)
        }
        if let stand = loop { bron = stand.bron }
        loop = try loop.map { try Post.bewaard($0) }
        return events
    }

    mutating func code(_ command: VerklaringCommand) -> String? {
        let vooraf = loop
        do { try als(command) } catch let weigering as Weigering {
            #expect(loop == vooraf && !weigering.uitleg.isEmpty && !weigering.toestand.isEmpty)
            return weigering.code
        } catch { Issue.record(error) }
        return nil
    }

    mutating func na(dagen: Double) { nu = nu.addingTimeInterval(dagen * 86_400) }

    static func corrigeer(
        _ versie: Int = 2, door: VerwijzingDomain.Actor = Rolbezetting.anna, verzoek: UUID? = nil,
        ontvangers: [Ontvanger] = [gi, zorg]
    ) -> VerklaringCommand {
        .corrigeer(door: door, versie: versie, aard: .correctie, verzoek: verzoek, ontvangers: ontvangers)
    }

    static func vraag(_ id: UUID = verzoek, door: VerwijzingDomain.Actor = Rolbezetting.bram, leest: Bool = true)
        -> VerklaringCommand
    {
        .vraagCorrectie(
            door: door, id: id, aard: .correctie, gevraagdDoor: .ouder, vraag: Verhaal.inhoud, leest: leest)
    }

    var termijnen: [String] { loop?.lopendeTermijnen.map(\.soort).sorted() ?? [] }
}

@Suite("O8, O9, P3: wat er van een verklaring wordt")
struct VerklaringTests {
    typealias V = Verklaringverhaal

    @Test("O9: alleen de bron corrigeert; wie haar kreeg bevestigt, en tot dan loopt er een termijn")
    func corrigeren() throws {
        var v = V()
        try v.als(.legVast)
        #expect(v.code(V.corrigeer(door: Rolbezetting.bram)) == "niet-de-bron")
        #expect(
            v.code(V.corrigeer(door: Rolbezetting.persoon(Rolbezetting.wijkteam, "pia", [.planner]))) == "rol-ontbreekt"
        )
        try v.als(V.corrigeer(ontvangers: [V.gi, V.zorg, .init(organisatie: Rolbezetting.wijkteam, medewerker: nil)]))
        #expect(v.loop?.nietBevestigd == [V.gi, V.zorg], "the source itself acknowledges nothing")
        #expect(v.termijnen.contains(Verklaringtermijn.bevestigen))
        #expect(v.code(V.corrigeer()) == "al-gedaan")
        #expect(v.code(.bevestigCorrectie(door: Rolbezetting.anna, versie: 2)) == "geen-correctie")
        #expect(v.code(.bevestigCorrectie(door: Rolbezetting.planner, versie: 2)) == "rol-ontbreekt")
        try v.als(.bevestigCorrectie(door: Rolbezetting.bram, versie: 2))
        #expect(v.loop?.nietBevestigd == [V.zorg])
        #expect(v.code(.bevestigCorrectie(door: Rolbezetting.bea, versie: 2)) == "al-gedaan")
        try v.als(.bevestigCorrectie(door: Rolbezetting.cato, versie: 2))
        #expect(v.loop?.nietBevestigd == [] && !v.termijnen.contains(Verklaringtermijn.bevestigen))
    }

    @Test("O9: een volgende versie gaat naar iedereen die ooit een versie kreeg, en wordt opnieuw bevestigd")
    func opnieuw() throws {
        var v = V()
        try v.als(V.corrigeer(ontvangers: [V.gi]))
        try v.als(.bevestigCorrectie(door: Rolbezetting.bram, versie: 2))
        v.na(dagen: 1)
        // By a colleague of the source: the newest author is who is asked from now on.
        try v.als(V.corrigeer(3, door: Rolbezetting.arie, ontvangers: [V.zorg]))
        #expect(v.loop?.nietBevestigd == [V.gi, V.zorg])
        #expect(v.loop?.bron == Rolbezetting.arie.partij)
        #expect(v.code(.bevestigCorrectie(door: Rolbezetting.bram, versie: 2)) == "verklaring-gewijzigd")
        try v.als(.bevestigCorrectie(door: Rolbezetting.bram, versie: 3))
        #expect(v.loop?.correcties.map(\.versie) == [2, 3])
    }

    @Test("O7: een ontvanger zegt of het bestand klopt; klopt het niet, dan loopt er een termijn bij de bron")
    func bestand() throws {
        func zegt(_ klopt: Bool, _ door: VerwijzingDomain.Actor, leest: Bool = true) -> VerklaringCommand {
            .controleerBestand(door: door, versie: 1, klopt: klopt, leest: leest)
        }
        var v = V()
        try v.als(.legVast)
        #expect(v.code(zegt(true, Rolbezetting.anna)) == "eigen-bestand")
        #expect(v.code(zegt(true, Rolbezetting.planner)) == "rol-ontbreekt")
        #expect(v.code(zegt(true, Rolbezetting.bram, leest: false)) == "leest-niet")
        try v.als(zegt(true, Rolbezetting.bram))
        #expect(!v.termijnen.contains(Verklaringtermijn.bestand))
        #expect(v.code(zegt(true, Rolbezetting.bea)) == "al-gedaan", "a colleague says the same once more")
        v.na(dagen: 1)
        // Fetched again: another file now. The other receiver has it wrong, too.
        try v.als(zegt(false, Rolbezetting.bram))
        let sinds = try #require(v.loop?.bestandscontroles?.last?.op)
        v.na(dagen: 1)
        let events = try v.als(zegt(false, Rolbezetting.cato))
        guard case .bestandGecontroleerd(let feit)? = events.first?.feit else {
            Issue.record("\(events)")
            return
        }
        #expect(feit.organisatie == Rolbezetting.zorg && !feit.klopt && feit.nietKloppend == 2)
        let termijn = v.loop?.lopendeTermijnen.first { $0.soort == Verklaringtermijn.bestand }
        #expect(termijn?.sinds == sinds && termijn?.organisatie == v.bron.organisatie)
        let herinnerd = try v.als(.termijnVerstreken(soort: Verklaringtermijn.bestand, sinds: sinds, stadium: 50))
        #expect(herinnerd.count == 1)
        try v.als(zegt(true, Rolbezetting.bram))
        #expect(v.termijnen.contains(Verklaringtermijn.bestand))
        try v.als(zegt(true, Rolbezetting.cato))
        #expect(!v.termijnen.contains(Verklaringtermijn.bestand))
        // A new version has a file of its own, which nobody has looked at.
        try v.als(zegt(false, Rolbezetting.cato))
        try v.als(V.corrigeer(ontvangers: []))
        #expect(v.loop?.bestandscontroles == nil && !v.termijnen.contains(Verklaringtermijn.bestand))
    }

    @Test("O8, O9: wie een kopie heeft hoort van een correctie, ook als niemand het origineel las")
    func overgenomen() throws {
        let kopie = UUID(uuid: (4, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 9))
        var v = V()
        try v.als(.legVast)
        #expect(v.code(.neemOver(door: Rolbezetting.planner, kopie: kopie, versie: 1)) == "rol-ontbreekt")
        #expect(v.code(.neemOver(door: Rolbezetting.bram, kopie: kopie, versie: 2)) == "origineel-gewijzigd")
        let events = try v.als(.neemOver(door: Rolbezetting.bram, kopie: kopie, versie: 1))
        #expect(events.map(\.naam) == ["verklaring-overgenomen"] && events.first?.kop.door == Rolbezetting.bram.partij)
        #expect(events.first?.kop.bron == Rolbezetting.anna.partij, "the statement stays its source's")
        #expect(try v.als(.neemOver(door: Rolbezetting.bram, kopie: kopie, versie: 1)).isEmpty)
        try v.als(V.corrigeer(ontvangers: []))
        #expect(v.loop?.nietBevestigd == [V.gi] && v.termijnen.contains(Verklaringtermijn.bevestigen))
        #expect(v.code(.neemOver(door: Rolbezetting.bram, kopie: kopie, versie: 1)) == "origineel-gewijzigd")
        try v.als(.bevestigCorrectie(door: Rolbezetting.bram, versie: 2))
        try v.als(.neemOver(door: Rolbezetting.bram, kopie: kopie, versie: 2))
        #expect(v.loop?.kopieen?.map(\.versie) == [2])

        // O23: who comes in the holder's place holds the copy.
        let opvolging = Opvolging(
            organisatie: Rolbezetting.gi,
            opvolger: .init(
                organisatie: Rolbezetting.zorg, werkers: [], leiding: Rolbezetting.cato.medewerker),
            vangnet: Rolbezetting.anna.partij)
        let loop = try #require(v.loop)
        for event in Verklaringloop.decide(loop, opvolging, regie: Rolbezetting.anna.partij, now: v.nu) {
            v.loop = .evolve(v.loop, event)
        }
        try v.als(V.corrigeer(3, ontvangers: []))
        #expect(v.loop?.nietBevestigd.map(\.organisatie).contains(Rolbezetting.zorg) == true)
    }

    @Test("O9: een correctie van wat niemand las loopt niet en wacht op niemand")
    func niemand() throws {
        var v = V()
        try v.als(.legVast)
        try v.als(V.corrigeer(ontvangers: []))
        #expect(v.termijnen == [Verklaringtermijn.geldigheid])
    }

    @Test("P3: een verzoek van het gezin wacht op de bron met een termijn en krijgt één antwoord")
    func verzoek() throws {
        var v = V()
        try v.als(.legVast)
        #expect(v.code(V.vraag(leest: false)) == "leest-niet")
        #expect(v.code(V.vraag(door: Rolbezetting.planner)) == "rol-ontbreekt")
        try v.als(V.vraag())
        #expect(v.code(V.vraag()) == "al-gedaan")
        let termijn = try #require(v.loop?.lopendeTermijnen.first { $0.soort == Verklaringtermijn.verzoek })
        #expect(termijn.organisatie == Rolbezetting.wijkteam && termijn.medewerker == Rolbezetting.anna.medewerker)
        let weiger = VerklaringCommand.weigerCorrectie(
            door: Rolbezetting.anna, verzoek: V.verzoek, reden: .kloptVolgensBron, toelichting: Verhaal.inhoud)
        #expect(
            v.code(
                .weigerCorrectie(
                    door: Rolbezetting.bram, verzoek: V.verzoek, reden: .anders, toelichting: Verhaal.inhoud))
                == "niet-de-bron")
        let events = try v.als(weiger)
        // Who wrote the question down tells the family the answer.
        guard case .correctieGeweigerd(let feit)? = events.first?.feit else {
            Issue.record("\(events)")
            return
        }
        #expect(feit.aanvrager == Rolbezetting.bram.partij)
        #expect(v.code(weiger) == "al-gedaan")
        #expect(v.code(V.corrigeer(verzoek: V.verzoek)) == "al-gedaan")
        #expect(v.termijnen == [Verklaringtermijn.geldigheid])
        // It stays attached, also after a later correction.
        try v.als(V.corrigeer())
        guard case .geweigerd(.kloptVolgensBron, Verhaal.inhoud, _, _)? = v.loop?.verzoek(V.verzoek)?.antwoord else {
            Issue.record("\(String(describing: v.loop))")
            return
        }
    }

    @Test("P3, O9: een verzoek dat wordt uitgevoerd is een correctie met haar ontvangers")
    func uitgevoerd() throws {
        var v = V()
        try v.als(V.vraag())
        #expect(v.code(V.corrigeer(verzoek: UUID())) == "onbekend-verzoek")
        try v.als(V.corrigeer(verzoek: V.verzoek, ontvangers: [V.gi]))
        #expect(v.loop?.verzoek(V.verzoek)?.isOpen == false)
        #expect(v.loop?.nietBevestigd == [V.gi])
        #expect(!v.termijnen.contains(Verklaringtermijn.verzoek))
    }

    @Test("O5, O9: wie niet bevestigt wordt herinnerd, dan de teamleiders van beide, dan de regio; elk één keer")
    func termijn() throws {
        var v = V()
        try v.als(V.corrigeer())
        let sinds = try #require(v.loop?.correcties.last?.sinds)
        func verstrijk(_ stadium: Int) -> VerklaringCommand {
            .termijnVerstreken(soort: Verklaringtermijn.bevestigen, sinds: sinds, stadium: stadium)
        }
        #expect(
            try v.als(verstrijk(50)).map(\.naam) == ["verklaringtermijn-herinnerd", "verklaringtermijn-herinnerd"])
        #expect(try v.als(verstrijk(50)).isEmpty)
        try v.als(.bevestigCorrectie(door: Rolbezetting.bram, versie: 2))
        #expect(try v.als(verstrijk(80)).count == 1)
        let honderd = try v.als(verstrijk(100))
        guard case .termijnGeescaleerd(let feit)? = honderd.first?.feit else {
            Issue.record("\(honderd)")
            return
        }
        #expect(feit.niveau == .teamleiders && feit.escalatieNaar == [Rolbezetting.wijkteam, Rolbezetting.zorg])
        #expect(try v.als(verstrijk(150)).count == 1)
        #expect(try v.als(verstrijk(150)).isEmpty)
        try v.als(.bevestigCorrectie(door: Rolbezetting.cato, versie: 2))
        #expect(try v.als(verstrijk(150)).isEmpty)
    }

    @Test("O8: is een verklaring oud, dan wordt de bron gevraagd of zij nog geldt; het antwoord telt opnieuw")
    func geldigheid() throws {
        var v = V()
        try v.als(.legVast)
        func oud(_ stadium: Int) throws -> VerklaringCommand {
            .termijnVerstreken(
                soort: Verklaringtermijn.geldigheid, sinds: try #require(v.loop?.lopendeTermijnen.first?.sinds),
                stadium: stadium)
        }
        #expect(try v.als(try oud(80)).isEmpty)
        #expect(try v.als(try oud(100)).map(\.naam) == ["geldigheid-gevraagd"])
        #expect(v.termijnen == [Verklaringtermijn.geldigheidAntwoord])
        #expect(v.code(.beantwoordGeldigheid(door: Rolbezetting.bram, .geldig)) == "niet-de-bron")
        v.na(dagen: 2)
        try v.als(.beantwoordGeldigheid(door: Rolbezetting.anna, .geldig))
        #expect(v.loop?.geldigheid == .sinds(v.nu) && v.termijnen == [Verklaringtermijn.geldigheid])
        v.na(dagen: 400)
        try v.als(try oud(150))
        try v.als(.beantwoordGeldigheid(door: Rolbezetting.arie, .nietMeer))
        #expect(v.loop?.isNietMeer == true && v.termijnen == [])
        #expect(v.code(.beantwoordGeldigheid(door: Rolbezetting.anna, .geldig)) == "al-gedaan")
        // What is written anew holds again.
        try v.als(V.corrigeer(ontvangers: []))
        #expect(v.termijnen == [Verklaringtermijn.geldigheid])
    }

    @Test("O5, O7, O8, O9, P3: willekeurige handelingen; nooit stil zonder termijn, één antwoord per verzoek")
    func eigenschappen() throws {
        let omgeving = ProcessInfo.processInfo.environment
        let zaad = omgeving["KETEN_TEST_SEED"].flatMap { UInt64($0) } ?? 20_261_130
        let mensen = [
            Rolbezetting.anna, Rolbezetting.arie, Rolbezetting.bram, Rolbezetting.cato, Rolbezetting.planner,
            Rolbezetting.onbekende,
        ]
        var gedaan: [String: Int] = [:]
        for reeks in 0..<400 {
            var kans = Zaadgenerator(toestand: zaad &+ UInt64(reeks))
            var v = V()
            var antwoorden: [UUID: Correctieverzoek.Antwoord] = [:]
            for stap in 0..<40 {
                v.na(dagen: Double.random(in: 0...30, using: &kans))
                let door = mensen.randomElement(using: &kans) ?? Rolbezetting.anna
                let bekend = v.loop?.verzoeken.randomElement(using: &kans)?.id
                let termijn = v.loop?.lopendeTermijnen.randomElement(using: &kans)
                let command: VerklaringCommand
                switch Int.random(in: 0..<10, using: &kans) {
                case 0: command = .legVast
                case 1:
                    let nieuw = UUID(uuid: (5, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, UInt8(stap)))
                    command = V.vraag(nieuw, door: door, leest: Bool.random(using: &kans))
                case 2:
                    command = .weigerCorrectie(
                        door: door, verzoek: bekend ?? V.verzoek,
                        reden: Correctieweigerreden.allCases.randomElement(using: &kans) ?? .anders,
                        toelichting: Verhaal.inhoud)
                case 3, 4:
                    command = V.corrigeer(
                        (v.loop?.correcties.last?.versie ?? 1) + Int.random(in: 0...1, using: &kans), door: door,
                        verzoek: Bool.random(using: &kans) ? bekend : nil,
                        ontvangers: [V.gi, V.zorg].filter { _ in Bool.random(using: &kans) })
                case 5:
                    command = .bevestigCorrectie(door: door, versie: v.loop?.correcties.last?.versie ?? 2)
                case 6:
                    command = .beantwoordGeldigheid(
                        door: door, Geldigheidsantwoord.allCases.randomElement(using: &kans) ?? .geldig)
                case 7:
                    command = .controleerBestand(
                        door: door, versie: v.loop?.correcties.last?.versie ?? 1, klopt: Bool.random(using: &kans),
                        leest: true)
                case 8:
                    let kopie = UUID(uuid: (4, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, UInt8(stap % 3)))
                    command = .neemOver(
                        door: door, kopie: kopie, versie: (v.loop?.versie ?? 1) - Int.random(in: 0...1, using: &kans))
                default:
                    command = .termijnVerstreken(
                        soort: termijn?.soort ?? Verklaringtermijn.verzoek, sinds: termijn?.sinds ?? v.nu,
                        stadium: [50, 80, 100, 150, 7].randomElement(using: &kans) ?? 100)
                }
                let vooraf = v.loop
                let kopieerden = Set((vooraf?.kopieen ?? []).map(\.door.organisatie))
                    .subtracting([Rolbezetting.wijkteam])
                do {
                    for event in try v.als(command) { gedaan[event.naam, default: 0] += 1 }
                } catch is Weigering {
                    #expect(v.loop == vooraf)
                    continue
                }
                guard let loop = v.loop else { continue }
                if case .corrigeer = command {
                    #expect(kopieerden.isSubset(of: loop.nietBevestigd.map(\.organisatie)), "a copy is never forgotten")
                }
                let soorten = Set(loop.lopendeTermijnen.map(\.soort))
                #expect(soorten.contains(Verklaringtermijn.verzoek) == loop.verzoeken.contains(where: \.isOpen))
                #expect(soorten.contains(Verklaringtermijn.bevestigen) == !loop.nietBevestigd.isEmpty)
                #expect(
                    soorten.contains(Verklaringtermijn.bestand)
                        == (loop.bestandscontroles?.contains { !$0.klopt } ?? false))
                #expect(loop.isNietMeer || !soorten.isDisjoint(with: Verklaringtermijn.alle.prefix(2)))
                #expect(loop.lopendeTermijnen.allSatisfy { Verklaringtermijn.alle.contains($0.soort) })
                #expect(
                    !loop.correcties.contains { $0.ontvangers.contains { $0.organisatie == Rolbezetting.wijkteam } })
                for verzoek in loop.verzoeken {
                    if let eerder = antwoorden[verzoek.id] { #expect(verzoek.antwoord == eerder) }
                    antwoorden[verzoek.id] = verzoek.antwoord
                }
            }
        }
        #expect(Set(gedaan.keys) == Set(OverdrachtenEvents.verklaringen.map { $0.eventType.name }))
        #expect(gedaan.values.allSatisfy { $0 >= 20 }, "\(gedaan)")
    }
}
