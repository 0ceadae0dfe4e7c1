import Chassis
import Contracts
import Foundation
import Logging
import Messaging
import Postgres
import TestSupport
import Testing
import VerwijzingDomain

@testable import Verwijzing

/// S1, S5: the table of the board says what the states say, in the transaction of the events themselves.
@Suite("S1, S5: het bord volgt uit het logboek, op een echte Postgres", .timeLimit(.minutes(2)))
struct BordlezerTests {
    private static let lezer = "bord_lezer"
    private static let (wijkteam, gi, ander) = ("00000099000000001000", "00000099000000002000", "00000099000000003000")
    private static let nu = Date(timeIntervalSince1970: 1_795_244_400)
    private static let anna = persoon(wijkteam, "anna")
    private static let bram = persoon(gi, "bram")

    private static func persoon(_ organisatie: String, _ naam: String) -> VerwijzingDomain.Actor {
        .init(organisatie: organisatie, medewerker: "mw-\(naam)", rollen: [.werker])
    }

    private func metSchema(
        zonder weg: Set<String> = [], _ body: (PostgresPool, _ migreer: () async throws -> Void) async throws -> Void
    ) async throws {
        let server = try await PostgresServer.shared()
        try await server.role(Self.lezer)
        try await server.withDatabase { database in
            let owner = try await database.connect()
            _ = try await owner.run(script: "create schema bordtest; set search_path = bordtest")
            let migrator = Migrator(schema: "bordtest", runtimeRole: Self.lezer)
            let alle = MessagingMigrations.all + ServiceDefinition.verwijzing.migrations
            let logger = Logger(label: "test")
            _ = try await migrator.migrate(alle.filter { !weg.contains($0.name) }, on: owner, logger: logger)
            _ = try await owner.run(script: "grant usage on schema bordtest to \(Self.lezer)")
            let pool = PostgresPool(
                database.configuration(schema: "bordtest", role: Self.lezer), size: 2, logger: logger)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await pool.run() }
                try await body(pool) { _ = try await migrator.migrate(alle, on: owner, logger: logger) }
                group.cancelAll()
            }
            await owner.close()
        }
    }

    // MARK: - A handover, and how the engine writes it

    private struct Verhaal {
        var stand: Zaakstand
        let id = UUID.v7()
        var overdracht: Overdracht { get throws { try #require(stand.overdrachten[id]) } }

        init(naar: String = BordlezerTests.gi, gemeente: String = "0202", keuze: Keuze = .eersteAntwoord) throws {
            let events = try Zaak.decide(
                nil,
                .open(
                    zaak: UUID.v7(), kenmerk: "A-2222-222-2", regio: "regio-a", oefening: false,
                    regie: BordlezerTests.anna.partij), now: BordlezerTests.nu)
            stand = Zaakstand(zaak: try #require(events.reduce(nil) { Zaak.evolve($0, $1) }), overdrachten: [:])
            try doe(
                .aanbieden(
                    Aanbieding(
                        door: BordlezerTests.anna, naar: naar, kenmerk: "O-2222-222-2", urgentie: .regulier,
                        vraag: "veiligheid-thuis", leeftijdsgroep: "0-11", gemeente: gemeente,
                        reden: .andereDeskundigheid, keuze: keuze, antwoorden: [:])))
        }

        mutating func doe(_ handeling: Zaakhandeling) throws {
            stand = stand.na(try stand.besluit(handeling, over: id, now: BordlezerTests.nu))
        }

        mutating func doe(_ command: OverdrachtCommand) throws {
            for event in try Overdracht.decide(stand.overdrachten[id], command, now: BordlezerTests.nu) {
                stand.overdrachten[id] = .evolve(stand.overdrachten[id], event)
            }
        }
    }

    /// States, then terms, then the events.
    private func schrijf(
        _ overdrachten: [Overdracht], verlopen: [Date?], in pool: PostgresPool, gebeurtenis: Bool = true
    ) async throws {
        _ = try await pool.query(
            """
            insert into aggregate (id, kind, version, state, zaak, regio, oefening, created_at, updated_at)
            select id, 'overdracht', 1, state::jsonb, zaak, 'regio-a', false, clock_timestamp(), clock_timestamp()
            from unnest(\(overdrachten.map(\.id)), \(try overdrachten.map { try StateCoding.encode($0) }),
                \(overdrachten.map(\.zaak))) as n (id, state, zaak)
            on conflict (id) do update set state = excluded.state
            """)
        _ = try await pool.query(
            """
            update term set cancelled_at = clock_timestamp()
            where aggregate = any(\(overdrachten.map(\.id))) and cancelled_at is null
            """)
        _ = try await pool.query(
            """
            insert into term (id, aggregate, aggregate_kind, kind, generation, since, urgent, due_at, stages, moments,
                calendar_version)
            select gen_random_uuid(), id, 'overdracht', soort, 1, \(Self.nu), false, einde, '{100}', array[einde], 'v1'
            from unnest(\(overdrachten.map(\.id)), \(verlopen)) as n (id, verloopt),
                lateral (values ('eerste', verloopt), ('tweede', verloopt + interval '1 day')) t (soort, einde)
            where verloopt is not null
            """)
        guard gebeurtenis else { return }
        _ = try await pool.query(
            """
            insert into event (
                id, aggregate, version, topic, key, sequence, type, subject, data, regio, oefening, created_at)
            select gen_random_uuid(), id, 1, 'keten.overdrachten', id, 1, 'nl.keten.overdrachten.iets.v1', id, '{}',
                'regio-a', false, clock_timestamp()
            from unnest(\(overdrachten.map(\.id))) as n (id)
            """)
    }

    private static func vraag(_ organisatie: String, nu: Date = nu) throws -> Bordlezer.Vraag {
        Bordlezer.Vraag(oin: try #require(OIN(organisatie)), now: nu)
    }

    // MARK: - What the table says

    @Test("S1: in elke toestand staat op het bord wie aan zet is en de eerste termijn; wat eindigt gaat eraf")
    func volgtDeToestand() async throws {
        try await metSchema { pool, _ in
            let gesprek = Gesprek(datum: Dag(Self.nu), deelnemers: ["mw-anna", "mw-bram"], gezinAfwezig: nil)
            let later = Dag(Self.nu.addingTimeInterval(14 * 86_400))
            let afsluiting = Afsluiting(nazorg: .contact(Self.bram.partij, op: later), wegTerug: .lokaalTeam)
            var verhaal = try Verhaal(keuze: .besteVoorstel)
            var uitgesteld = try Verhaal()
            let stappen: [(inout Verhaal) throws -> Void] = [
                { _ in },
                {
                    try $0.doe(
                        .doeVoorstel(
                            door: Self.bram, werker: Self.bram, startdatum: Dag(Self.nu), aanbod: UUID.v7()))
                },
                { try $0.doe(.kiesVoorstel(door: Self.anna, werker: Self.bram)) },
                { try $0.doe(.bevestigGesprek(door: Self.bram, gesprek)) },
                { try $0.doe(.bevestigGesprek(door: Self.anna, gesprek)) },
                { try $0.doe(.start(door: Self.bram)) },
                { try $0.doe(.teruggeven(door: Self.bram, reden: .geenWerker)) },
                { try $0.doe(.trekTeruggaveIn(door: Self.bram)) },
            ]
            var gezien: [String] = []
            for (nummer, stap) in stappen.enumerated() {
                try stap(&verhaal)
                gezien.append(try await staatEr(try verhaal.overdracht, pool, verloopt: Double(nummer)))
            }
            try uitgesteld.doe(
                .uitstellen(
                    door: Self.bram, reden: .wachtlijst, nieuweDatum: later, overbrugging: UUID.v7()))
            gezien.append(try await staatEr(try uitgesteld.overdracht, pool, verloopt: nil))
            #expect(
                gezien == [
                    "aangeboden \(Self.gi)", "aangeboden \(Self.wijkteam)", "geaccepteerd \(Self.gi)",
                    "geaccepteerd \(Self.wijkteam)", "overgedragen \(Self.gi)", "gestart \(Self.gi)",
                    "teruggegeven \(Self.wijkteam)", "gestart \(Self.gi)", "uitgesteld \(Self.gi)",
                ])

            try verhaal.doe(.afronden(door: Self.bram, afsluiting: afsluiting))
            try await schrijf([try verhaal.overdracht], verlopen: [nil], in: pool)
            let over = try await pool.query("select overdracht from bord").map { try $0.decode(UUID.self) }
            #expect(over == [uitgesteld.id])
        }
    }

    /// Writes it and holds its row against what the domain says.
    private func staatEr(_ overdracht: Overdracht, _ pool: PostgresPool, verloopt: Double?) async throws -> String {
        let einde = verloopt.map { Self.nu.addingTimeInterval($0 * 3_600) }
        try await schrijf([overdracht], verlopen: [einde], in: pool)
        let rij = try #require(
            try await pool.query(
                """
                select van, naar, aan_zet, stand, regio, gemeente, vraag, sinds, verloopt, zaak from bord
                where overdracht = \(overdracht.id)
                """
            ).first)
        let (van, naar, aanZet, stand, regio, gemeente, vraag, sinds, eerste, zaak) = try rij.decode(
            String.self, String.self, String.self, String.self, String.self, String.self, String.self, Date.self,
            Date?.self, UUID.self)
        #expect([van, naar] == [overdracht.van.organisatie, overdracht.naar])
        #expect(aanZet == overdracht.aanZet?.organisatie)
        #expect(stand == overdracht.status.code)
        #expect([regio, gemeente, vraag] == [overdracht.regio, overdracht.aanbod.gemeente, overdracht.aanbod.vraag])
        #expect(sinds == overdracht.sinds && zaak == overdracht.zaak)
        #expect(eerste == einde)
        return "\(stand) \(aanZet)"
    }

    @Test("S1: wat al liep voor er een bord was, staat er na de migratie op; wat voorbij is niet")
    func watAlLiep() async throws {
        try await metSchema(zonder: ["m0012_bord"]) { pool, migreer in
            let loopt = try Verhaal()
            var voorbij = try Verhaal()
            try voorbij.doe(.intrekken(door: Self.anna, reden: .anders))
            try await schrijf(
                [try loopt.overdracht, try voorbij.overdracht], verlopen: [Self.nu, nil], in: pool, gebeurtenis: false)
            try await migreer()
            let rijen = try await pool.query("select overdracht, verloopt from bord").map {
                try $0.decode(UUID.self, Date?.self)
            }
            #expect(rijen.map(\.0) == [loopt.id])
            #expect(rijen.map(\.1) == [Self.nu])
        }
    }

    // MARK: - Choosing, counting and reading on

    @Test(
        "S1: in elke volgorde komt bij doorlezen alles een keer, met hoeveel ervoor stond",
        arguments: Bordvolgorde.allCases)
    func doorlezen(volgorde: Bordvolgorde) async throws {
        try await metSchema { pool, _ in
            let verhalen = try (0..<7).map { _ in try Verhaal() }
            // Two end at the same instant, two nowhere.
            let verlopen: [Date?] = [5, 1, 3, 3, nil, nil, 2].map { $0.map { Self.nu.addingTimeInterval($0) } }
            try await schrijf(try verhalen.map { try $0.overdracht }, verlopen: verlopen, in: pool)
            let lezer = Bordlezer(pool: pool)
            var vraag = try Self.vraag(Self.gi)
            vraag.volgorde = volgorde
            var (gelezen, na): ([UUID], Bordlezer.Plaats?) = ([], nil)
            repeat {
                let rijen = try await lezer.regels(vraag, na: na, hoogstens: 2)
                let groepen = try await lezer.groepen(vraag, voor: rijen.first?.plaats)
                #expect(groepen.reduce(0) { $0 + $1.ervoor } == gelezen.count)
                #expect(groepen.reduce(0) { $0 + $1.aantal } == 7)
                gelezen += rijen.prefix(2).map(\.overdracht.id)
                na = rijen.count > 2 ? rijen[1].plaats : nil
            } while na != nil
            let ids = verhalen.map(\.id)
            let verwacht =
                switch volgorde {
                case .aangeboden, .oudste: ids.sorted()
                case .verloop:
                    [ids[1], ids[6]] + [ids[2], ids[3]].sorted() + [ids[0]] + [ids[4], ids[5]].sorted()
                }
            #expect(gelezen == verwacht)
        }
    }

    @Test("S1, P1: gekozen en geteld wordt wat van de organisatie is, en op geen gemeente die zij niet ziet")
    func kiezen() async throws {
        try await metSchema { pool, _ in
            let hier = try Verhaal()
            let daar = try Verhaal(gemeente: "1734")
            let vreemd = try Verhaal(naar: Self.ander, gemeente: "0274")
            try await schrijf(
                try [hier, daar, vreemd].map { try $0.overdracht },
                verlopen: [Self.nu.addingTimeInterval(-60), Self.nu.addingTimeInterval(60), nil], in: pool)
            let lezer = Bordlezer(pool: pool)
            func gevonden(_ vraag: Bordlezer.Vraag) async throws -> [UUID] {
                let rijen = try await lezer.regels(vraag, na: nil, hoogstens: 10).map(\.overdracht.id)
                let passend = try await lezer.groepen(vraag, voor: nil).filter(\.past)
                #expect(passend.reduce(0) { $0 + $1.aantal } == rijen.count)
                return rijen
            }
            func met(_ zet: (inout Bordlezer.Vraag) -> Void) throws -> Bordlezer.Vraag {
                var vraag = try Self.vraag(Self.gi)
                zet(&vraag)
                return vraag
            }
            let alles = try Self.vraag(Self.gi)
            #expect(try await Set(gevonden(alles)) == [hier.id, daar.id])
            #expect(try await Set(gevonden(Self.vraag(Self.wijkteam))) == [hier.id, daar.id, vreemd.id])
            #expect(try await lezer.groepen(alles, voor: nil).reduce(0) { $0 + $1.laat } == 1)
            #expect(try await gevonden(met { $0.laat = true }) == [hier.id])
            #expect(try await gevonden(met { $0.laat = false }) == [daar.id])
            #expect(try await gevonden(met { $0.gemeente = Gemeentecode("1734") }) == [daar.id])
            #expect(try await gevonden(met { $0.regio = Codewoord("regio-b") }).isEmpty)
            #expect(try await gevonden(met { $0.vraag = Codewoord("veiligheid-thuis") }).count == 2)
            #expect(try await gevonden(met { $0.status = .gestart }).isEmpty)
            #expect(try await gevonden(met { $0.met = OIN(Self.ander) }).isEmpty)
            #expect(try await gevonden(met { $0.met = OIN(Self.wijkteam) }).count == 2)
            #expect(try await gevonden(met { $0.aanZet = .eigen }).count == 2)
            #expect(try await gevonden(met { $0.aanZet = .ander }).isEmpty)

            let verborgen = try met { $0.zonderGemeente = [daar.id] }
            #expect(try await gevonden(verborgen).count == 2)
            #expect(try await Set(lezer.groepen(verborgen, voor: nil).map(\.gemeente)) == ["0202", nil])
            #expect(
                try await gevonden(
                    met {
                        $0.zonderGemeente = [daar.id]
                        $0.gemeente = Gemeentecode("1734")
                    }
                ).isEmpty)
        }
    }

    @Test("P1: alleen een zaak waarin een gemeente is afgeschermd wordt erop nagekeken")
    func afgeschermd() async throws {
        try await metSchema { pool, _ in
            let verhalen = try (0..<2).map { _ in try Verhaal() }
            try await schrijf(try verhalen.map { try $0.overdracht }, verlopen: [nil, nil], in: pool)
            for (verhaal, wat) in zip(
                verhalen,
                [
                    Afgeschermde(.plaatsing, organisatie: Self.ander, gemeente: "0202"),
                    Afgeschermde(.adres, inhoud: [UUID.v7()]),
                ])
            {
                let stand = try Bescherming.decide(
                    nil, over: verhaal.stand.zaak,
                    .schermAf(
                        door: Self.anna, id: UUID.v7(), wat: try #require(wat), reden: .veiligheidGezin,
                        toelichting: nil, ookBekendBij: []), now: Self.nu
                ).reduce(nil) { Bescherming.evolve($0, $1) }
                _ = try await pool.query(
                    """
                    insert into aggregate (id, kind, version, state, zaak, regio, oefening, created_at, updated_at)
                    values (gen_random_uuid(), 'bescherming', 1, \(try StateCoding.encode(try #require(stand)))::jsonb,
                        \(verhaal.stand.zaak.id), 'regio-a', false, clock_timestamp(), clock_timestamp())
                    """)
            }
            let lezer = Bordlezer(pool: pool)
            let gevonden = try await lezer.metAfschermingVanGemeente(try #require(OIN(Self.gi)))
            #expect(gevonden.map(\.overdracht) == [verhalen[0].id])
            #expect(gevonden.map(\.gemeente) == ["0202"])
            #expect(try await lezer.metAfschermingVanGemeente(try #require(OIN(Self.ander))).isEmpty)
        }
    }
    // MARK: - What does not move (S5)

    @Test("S5: een maand toont wat toen over tijd was, ook als het verder is; niet wat op tijd ging of later verliep")
    func maand() async throws {
        try await metSchema { pool, _ in
            let maand = try #require(Maand("2026-03"))
            func dag(_ dag: Int) -> Date { maand.duur.lowerBound.addingTimeInterval(Double(dag) * 86_400) }
            // When it ended, when it went on, and whether March shows it.
            let gevallen: [(verliep: Date, verder: Date?, toont: Bool)] = [
                (dag(5), dag(8), true), (dag(-40), dag(3), true), (dag(-40), dag(90), true), (dag(28), dag(60), true),
                (dag(5), dag(4), false), (dag(-40), dag(-3), false), (dag(-1), dag(0), false),
                (dag(40), dag(60), false), (dag(31), dag(60), false), (dag(-40), nil, true), (dag(40), nil, false),
                (Date().addingTimeInterval(86_400), nil, false),
            ]
            let verhalen = try gevallen.map { _ in try Verhaal() }
            try await schrijf(
                try verhalen.map { try $0.overdracht }, verlopen: gevallen.map { $0.verder == nil ? $0.verliep : nil },
                in: pool)
            _ = try await pool.query(
                """
                insert into term (id, aggregate, aggregate_kind, kind, generation, since, urgent, due_at, stages, moments,
                    calendar_version, cancelled_at)
                select gen_random_uuid(), id, 'overdracht', 'eerste', 1, verliep - interval '5 days', false, verliep,
                    '{100}', array[verliep], 'v1', verder
                from unnest(\(verhalen.map(\.id)), \(gevallen.map(\.verliep)), \(gevallen.map(\.verder)))
                    as n (id, verliep, verder)
                where verder is not null
                """)
            let gevonden = Vastgelopenlezer.overdrachtenGestrand(in: maand)
            let ids = try await pool.query("select distinct id from (\(gevonden)) g (id)").map {
                try $0.decode(UUID.self)
            }
            let verwacht = zip(verhalen, gevallen).filter(\.1.toont).map(\.0.id)
            #expect(Set(ids) == Set(verwacht))
            // Each with the terms that make it so, and no other.
            let gestrand = try await Vastgelopenlezer(pool: pool).gestrand(in: maand, van: verhalen.map(\.id))
            #expect(Set(gestrand.keys) == Set(verwacht))
        }
    }
}
