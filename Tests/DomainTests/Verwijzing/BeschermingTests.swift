import Contracts
import Foundation
import Testing
import VerwijzingDomain

/// A zaak with what protects the family in it, and a clock that the test moves.
struct Beschermverhaal {
    var bescherming: Bescherming?
    let zaak: Zaak
    var nu = Verhaal.begin

    static let kind = UUID(uuid: (8, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))
    static let moeder = UUID(uuid: (8, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 2))
    static let vader = UUID(uuid: (8, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 3))
    static let oom = UUID(uuid: (8, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 4))
    static let afscherming = UUID(uuid: (8, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 9))
    static let hulp = Rolbezetting.gi

    init(_ zaak: Zaak? = nil) throws { self.zaak = try zaak ?? Verhaal().zaak }

    @discardableResult
    mutating func als(_ command: BeschermingCommand) throws -> [BeschermingEvent] {
        let events = try Bescherming.decide(bescherming, over: zaak, command, now: nu)
        for event in events {
            // As it travels and as its row keeps it.
            let gelezen = try Post.heenEnWeer(event, event.naam, domein: "overdrachten")
            #expect(gelezen == event)
            bescherming = .evolve(bescherming, gelezen)
        }
        bescherming = try bescherming.map { try Post.bewaard($0) }
        return events
    }

    mutating func code(_ command: BeschermingCommand) -> String? {
        let vooraf = bescherming
        do { try als(command) } catch let weigering as Weigering {
            #expect(bescherming == vooraf && !weigering.uitleg.isEmpty)
            return weigering.code
        } catch { Issue.record(error) }
        return nil
    }

    mutating func gezin(gezag: [UUID] = [moeder, vader]) throws {
        for (id, rol) in [
            (Self.kind, Gezinsrol.kind), (Self.moeder, .volwassene), (Self.vader, .volwassene),
            (Self.oom, .volwassene),
        ] {
            try als(.legGezinslidVast(door: Rolbezetting.anna, id: id, rol: rol, gegevens: Verhaal.inhoud))
        }
        for ouder in gezag {
            try als(
                .legGezagVast(
                    door: Rolbezetting.anna,
                    Gezag(kind: Self.kind, volwassene: ouder, heeftGezag: true, bron: .gezagsregister)))
        }
    }

    /// A birth date with which the child has this age today.
    func geboren(_ leeftijd: Int) throws -> Dag {
        let vandaag = Dag(nu).description.split(separator: "-")
        let jaar = try #require(Int(vandaag[0])) - leeftijd
        return try #require(Dag("\(jaar)-\(vandaag[1])-\(vandaag[2])"))
    }

    mutating func zegt(
        _ gever: UUID, _ besluit: Toestemmingsbesluit, leeftijd: Int, organisatie: String = hulp
    ) throws -> String? {
        code(
            .legToestemmingVast(
                door: Rolbezetting.anna, kind: Self.kind, gever: gever, organisatie: organisatie, besluit: besluit,
                geboren: try geboren(leeftijd)))
    }

    func oordeel(leeftijd: Int, organisatie: String = hulp) throws -> Toestemmingsoordeel {
        try #require(bescherming).oordeel(
            kind: Self.kind, organisatie: organisatie, geboren: try geboren(leeftijd), now: nu)
    }
}

@Suite("Bescherming: afschermen (P1), gezag en toestemming (P2)")
struct BeschermingTests {
    typealias B = Beschermverhaal

    // MARK: - P1

    @Test("P1: wat bij een soort hoort moet er staan, en niets anders", arguments: Afschermsoort.allCases)
    func vorm(_ soort: Afschermsoort) {
        let velden: [Bool] = [false, true]
        for inhoud in velden {
            for organisatie in velden {
                for gemeente in velden {
                    for medewerker in velden {
                        let wat = Afgeschermde(
                            soort, inhoud: inhoud ? [Verhaal.inhoud] : [],
                            organisatie: organisatie ? Rolbezetting.zorg : nil, gemeente: gemeente ? "0202" : nil,
                            medewerker: medewerker ? "mw-cato" : nil)
                        let goed =
                            switch soort {
                            case .adres: inhoud && !organisatie && !gemeente && !medewerker
                            case .plaatsing: organisatie && gemeente && !medewerker
                            case .werker: organisatie && medewerker && !gemeente
                            case .melder: (inhoud || organisatie) && !gemeente && !medewerker
                            }
                        #expect((wat != nil) == goed)
                    }
                }
            }
        }
    }

    @Test("P1: opheffen doen twee verschillende mensen van wie afschermde, wat er ook gebeurt")
    func tweeMensen() throws {
        let mensen = [
            Rolbezetting.anna, Rolbezetting.arie, Rolbezetting.persoon(Rolbezetting.wijkteam, "tess", [.teamleider]),
            Rolbezetting.persoon(Rolbezetting.wijkteam, "pien", [.planner]), Rolbezetting.bram, Rolbezetting.bea,
            Rolbezetting.cato, Rolbezetting.onbekende,
        ]
        let wat = try #require(Afgeschermde(.adres, inhoud: [Verhaal.inhoud]))
        var gedaan: [String: Int] = [:]
        for zaad in 0..<400 {
            var kans = Zaadgenerator(toestand: UInt64(20_261_130 + zaad))
            var verhaal = try B()
            for _ in 0..<25 {
                let door = try #require(mensen.randomElement(using: &kans))
                let vooraf = verhaal.bescherming
                let bestaande = vooraf?.afschermingen.randomElement(using: &kans)?.id ?? B.afscherming
                let command: BeschermingCommand =
                    switch Int.random(in: 0..<8, using: &kans) {
                    case 0, 1:
                        .schermAf(
                            door: door, id: UUID(), wat: wat, reden: .veiligheidGezin, toelichting: nil,
                            ookBekendBij: Bool.random(using: &kans) ? [Rolbezetting.gi] : [])
                    case 2, 3: .stelOpheffingVoor(door: door, afscherming: bestaande, reden: .dreigingVoorbij)
                    case 4: .wijsOpheffingAf(door: door, afscherming: bestaande)
                    default: .bevestigOpheffing(door: door, afscherming: bestaande)
                    }
                verhaal.nu += 60
                guard let events = try? verhaal.als(command) else { continue }
                for event in events { gedaan[event.naam, default: 0] += 1 }
                let weg = (vooraf?.afschermingen ?? []).filter { eerder in
                    verhaal.bescherming?.afschermingen.contains { $0.id == eerder.id } != true
                }
                for eerder in weg {
                    let eerste = try #require(eerder.opheffing?.door)
                    #expect(eerste != door.partij, "één persoon hief op")
                    #expect(eerste.organisatie == eerder.door.organisatie)
                    #expect(door.organisatie == eerder.door.organisatie)
                    #expect(!door.rollen.isDisjoint(with: [.werker, .teamleider, .bereikbaarheidsdienst]))
                }
                // A proposal alone shows nothing.
                if weg.isEmpty {
                    let zicht = verhaal.bescherming?.zicht(voor: Rolbezetting.buurteam)
                    for eerder in vooraf?.afschermingen ?? [] {
                        #expect(
                            eerder.wat.inhoud.allSatisfy { zicht?.ziet(inhoud: $0, van: Rolbezetting.zorg) == false })
                    }
                }
            }
        }
        #expect(
            Set(gedaan.keys) == [
                "afgeschermd", "opheffing-voorgesteld", "opheffing-afgewezen", "afscherming-opgeheven",
            ])
        #expect(gedaan.values.allSatisfy { $0 > 50 }, "\(gedaan)")
    }

    @Test("P1: voor wie een afscherming niet kent, bestaat zij niet")
    func nietBekend() throws {
        var verhaal = try B()
        let wat = try #require(Afgeschermde(.plaatsing, organisatie: Rolbezetting.zorg, gemeente: "0268"))
        try verhaal.als(
            .schermAf(
                door: Rolbezetting.anna, id: B.afscherming, wat: wat, reden: .veiligheidGezin, toelichting: nil,
                ookBekendBij: []))
        #expect(
            verhaal.code(.stelOpheffingVoor(door: Rolbezetting.bram, afscherming: B.afscherming, reden: .vergissing))
                == "onbekende-afscherming")
        // The placement knows of itself, and still cannot lift it.
        #expect(
            verhaal.code(.stelOpheffingVoor(door: Rolbezetting.cato, afscherming: B.afscherming, reden: .vergissing))
                == "andere-organisatie")
        #expect(
            verhaal.code(
                .schermAf(
                    door: Rolbezetting.arie, id: UUID(), wat: wat, reden: .anders, toelichting: nil, ookBekendBij: []))
                == "al-gedaan")
        #expect(
            verhaal.code(
                .schermAf(
                    door: Rolbezetting.planner, id: UUID(), wat: wat, reden: .anders, toelichting: nil, ookBekendBij: []
                )) == "rol-ontbreekt")
    }

    // MARK: - P2

    @Test(
        "P2: onder 12 de ouders met gezag, van 12 tot 16 beiden, vanaf 16 de jongere",
        arguments: [
            (0, true, false), (11, true, false), (12, true, true), (15, true, true), (16, false, true),
            (17, false, true), (18, false, true),
        ])
    func leeftijden(_ leeftijd: Int, _ ouders: Bool, _ kind: Bool) throws {
        let mensen: [(wie: UUID, telt: Bool)] = [(B.moeder, ouders), (B.vader, ouders), (B.kind, kind), (B.oom, false)]
        var verhaal = try B()
        try verhaal.gezin()
        var open = Set(mensen.filter(\.telt).map(\.wie))
        for (wie, telt) in mensen {
            #expect(try verhaal.oordeel(leeftijd: leeftijd) == (open.isEmpty ? .compleet : .ontbreekt(van: open)))
            #expect(
                try verhaal.zegt(wie, .gegeven, leeftijd: leeftijd) == (telt ? nil : "toestemming-niet-gevraagd"))
            open.remove(wie)
        }
        #expect(try verhaal.oordeel(leeftijd: leeftijd) == .compleet)
        #expect(throws: Never.self) {
            try verhaal.bescherming?.eisToestemming(
                voor: B.hulp, geboren: [B.kind: try verhaal.geboren(leeftijd)], now: verhaal.nu)
        }
        // One refusal is enough, whoever of them it is, and for this organisation only.
        for (wie, telt) in mensen where telt {
            var ander = verhaal
            #expect(try ander.zegt(wie, .geweigerd, leeftijd: leeftijd) == nil)
            #expect(try ander.oordeel(leeftijd: leeftijd) == .geweigerd(door: [wie]))
            #expect(try ander.oordeel(leeftijd: leeftijd, organisatie: Rolbezetting.zorg).code == "ontbreekt")
            let weigering = #expect(throws: Weigering.self) {
                try ander.bescherming?.eisToestemming(
                    voor: B.hulp, geboren: [B.kind: try ander.geboren(leeftijd)], now: ander.nu)
            }
            #expect(weigering?.code == "toestemming-geweigerd")
        }
    }

    @Test("P2, P4: weet niemand meer iets van de kinderen, dan start er niets tot er weer een kind is vastgelegd")
    func vernietigd() throws {
        var verhaal = try B()
        try verhaal.gezin()
        let later = UUID(uuid: (8, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 5))
        func code(_ wie: [UUID]? = nil, geboren: [UUID: Dag] = [:], vernietigd: Set<UUID> = [B.kind]) -> String? {
            do {
                try verhaal.bescherming?.eisToestemming(
                    voor: B.hulp, kinderen: wie, geboren: geboren, vernietigd: vernietigd, now: verhaal.nu)
            } catch { return error.code }
            return nil
        }
        #expect(code() == "toestemming-leeftijd-onbekend")
        // Recorded anew: this one is asked about, and the other no longer.
        try verhaal.als(
            .legGezinslidVast(door: Rolbezetting.anna, id: later, rol: .kind, gegevens: Verhaal.inhoud))
        let geboren = [later: try verhaal.geboren(16)]
        #expect(code(geboren: geboren) == "toestemming-ontbreekt")
        #expect(code([B.kind], geboren: geboren) == "toestemming-leeftijd-onbekend", "who is asked for is gone")
        try verhaal.als(
            .legToestemmingVast(
                door: Rolbezetting.anna, kind: later, gever: later, organisatie: B.hulp, besluit: .gegeven,
                geboren: geboren[later]))
        #expect(code(geboren: geboren) == nil)
        #expect(code(geboren: geboren, vernietigd: []) == "toestemming-leeftijd-onbekend", "unknown is not destroyed")
        let beide = [B.kind, later]
        #expect(code(beide, geboren: geboren) == "toestemming-leeftijd-onbekend", "who is named is asked about")
    }

    @Test("P2: de dag van de verjaardag telt, ook op 29 februari")
    func verjaardag() throws {
        let dag = { (tekst: String) in try #require(Dag(tekst)) }
        #expect(try dag("2014-11-21").leeftijd(op: dag("2026-11-20")) == 11)
        #expect(try dag("2014-11-21").leeftijd(op: dag("2026-11-21")) == 12)
        #expect(try dag("2012-02-29").leeftijd(op: dag("2028-02-28")) == 15)
        #expect(try dag("2012-02-29").leeftijd(op: dag("2027-02-28")) == 14)
        #expect(try dag("2012-02-29").leeftijd(op: dag("2027-03-01")) == 15)
    }

    @Test("P2: zonder bekend gezag kan niemand toestemmen, en kan vrijwillige hulp niet starten")
    func geenGezag() throws {
        var verhaal = try B()
        try verhaal.gezin(gezag: [])
        #expect(try verhaal.oordeel(leeftijd: 8) == .gezagOnbekend)
        #expect(try verhaal.oordeel(leeftijd: 14) == .gezagOnbekend)
        #expect(try verhaal.oordeel(leeftijd: 16) == .ontbreekt(van: [B.kind]))
        #expect(try verhaal.zegt(B.moeder, .gegeven, leeftijd: 8) == "gezag-onbekend")
        // Gezag that ended no longer counts.
        try verhaal.als(
            .legGezagVast(
                door: Rolbezetting.anna,
                Gezag(kind: B.kind, volwassene: B.moeder, heeftGezag: true, bron: .nietGeverifieerd)))
        #expect(try verhaal.oordeel(leeftijd: 8) == .ontbreekt(van: [B.moeder]))
        try verhaal.als(
            .legGezagVast(
                door: Rolbezetting.anna, Gezag(kind: B.kind, volwassene: B.moeder, heeftGezag: false, bron: .uitspraak))
        )
        #expect(try verhaal.oordeel(leeftijd: 8) == .gezagOnbekend)
    }

    @Test("P2: gedwongen hulp rust niet op toestemming, zolang de maatregel loopt en alleen bij wie haar uitvoert")
    func gedwongen() throws {
        var verhaal = try B()
        try verhaal.gezin()
        #expect(try verhaal.zegt(B.vader, .geweigerd, leeftijd: 8) == nil)
        let sinds = verhaal.nu
        let laatste = try #require(Dag("2026-12-31"))
        try verhaal.als(
            .legKaderVast(
                door: Rolbezetting.anna,
                GedwongenKader(kind: B.kind, uitvoerder: B.hulp, vanaf: Dag(verhaal.nu), tot: laatste)))
        #expect(try verhaal.oordeel(leeftijd: 8) == .nietNodig)
        #expect(verhaal.bescherming?.inhoudGestopt(voor: B.hulp, now: verhaal.nu) == nil)
        #expect(try verhaal.oordeel(leeftijd: 8, organisatie: Rolbezetting.zorg).code == "ontbreekt")
        verhaal.nu = laatste.einde
        #expect(try verhaal.oordeel(leeftijd: 8).code == "geweigerd")
        #expect(verhaal.bescherming?.inhoudGestopt(voor: B.hulp, now: verhaal.nu) == sinds)
        #expect(
            verhaal.code(
                .legKaderVast(
                    door: Rolbezetting.anna,
                    GedwongenKader(kind: B.kind, uitvoerder: B.hulp, vanaf: laatste, tot: Verhaal.vandaag)))
                == "einde-voor-begin")
    }

    @Test("P2: intrekken stopt nieuwe inhoud naar die organisatie, tot iedereen weer toestemt")
    func intrekken() throws {
        var verhaal = try B()
        try verhaal.gezin()
        #expect(try verhaal.zegt(B.moeder, .ingetrokken, leeftijd: 8) == "niets-in-te-trekken")
        for ouder in [B.moeder, B.vader] { #expect(try verhaal.zegt(ouder, .gegeven, leeftijd: 8) == nil) }
        func gestopt(_ organisatie: String = B.hulp) -> Date? {
            verhaal.bescherming?.inhoudGestopt(voor: organisatie, now: verhaal.nu)
        }
        #expect(gestopt() == nil)
        verhaal.nu += 3600
        let sinds = verhaal.nu
        #expect(try verhaal.zegt(B.moeder, .ingetrokken, leeftijd: 8) == nil)
        #expect(gestopt() == sinds && gestopt(Rolbezetting.zorg) == nil)
        verhaal.nu += 3600
        #expect(try verhaal.zegt(B.vader, .ingetrokken, leeftijd: 8) == nil)
        #expect(gestopt() == sinds)
        #expect(try verhaal.zegt(B.moeder, .gegeven, leeftijd: 8) == nil)
        #expect(gestopt() == sinds)
        #expect(try verhaal.zegt(B.vader, .gegeven, leeftijd: 8) == nil)
        #expect(gestopt() == nil)
    }
}
