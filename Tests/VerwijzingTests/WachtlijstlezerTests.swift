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

@Suite("O19: de wachtlijst, op een echte Postgres", .timeLimit(.minutes(2)))
struct WachtlijstlezerTests {
    private static let lezer = "wachtlijst_lezer"
    private static let (van, naar) = ("00000099000000001000", "00000099000000002000")
    private static let nu = Date(timeIntervalSince1970: 1_795_244_400)
    private static let (anna, bram) = (persoon(van), persoon(naar))

    private static func persoon(_ organisatie: String) -> VerwijzingDomain.Actor {
        .init(organisatie: organisatie, medewerker: "mw-een", rollen: [.werker])
    }

    private func metSchema(_ body: (PostgresPool) async throws -> Void) async throws {
        try await withVerwijzingSchema("wachtlijst", role: Self.lezer, body)
    }

    /// A state row, and the zaak that it belongs to.
    private struct Rij {
        let id: UUID
        let kind: String
        let zaak: UUID
        let stand: String

        init<A: Aggregate>(_ state: A, _ id: UUID, in zaak: UUID) throws {
            (self.id, kind, self.zaak, stand) = (id, A.kind, zaak, try StateCoding.encode(state))
        }
    }

    private func zet(_ rijen: [Rij], in pool: PostgresPool) async throws {
        _ = try await pool.query(
            """
            insert into aggregate (id, kind, version, state, zaak, regio, oefening, created_at, updated_at)
            select id, kind, 1, stand::jsonb, zaak, 'regio-a', false, clock_timestamp(), clock_timestamp()
            from unnest(\(rijen.map(\.id)), \(rijen.map(\.kind)), \(rijen.map(\.zaak)), \(rijen.map(\.stand)))
                as n (id, kind, zaak, stand)
            """)
    }

    private static func zaak() throws -> Zaak {
        let events = try Zaak.decide(
            nil,
            .open(
                zaak: UUID.v7(), kenmerk: "A-2222-222-2", regio: "regio-a", oefening: false, regie: anna.partij),
            now: nu)
        return try #require(events.reduce(nil) { Zaak.evolve($0, $1) })
    }

    private static func aanbod(
        _ zaak: Zaak, _ urgentie: VerwijzingDomain.Urgentie = .regulier, na dagen: Double,
        _ daden: [OverdrachtCommand] = [],
        keuze: VerwijzingDomain.Keuze = .eersteAntwoord
    ) throws -> Overdracht {
        let (id, op) = (UUID.v7(), nu.addingTimeInterval(dagen * 86_400))
        let besluit = try Zaakstand(zaak: zaak, overdrachten: [:]).besluit(
            .aanbieden(
                Aanbieding(
                    door: anna, naar: naar, kenmerk: "O-2222-222-2", urgentie: urgentie, vraag: "passender-hulp",
                    leeftijdsgroep: "0-11", gemeente: "0202", reden: .passenderHulp, keuze: keuze, antwoorden: [:])),
            over: id, now: op)
        var overdracht = try #require(besluit.events(van: id).reduce(nil) { Overdracht.evolve($0, $1) })
        for daad in daden {
            for event in try Overdracht.decide(overdracht, daad, now: op) { overdracht = .evolve(overdracht, event) }
        }
        return overdracht
    }

    private static func hulp(_ zaak: Zaak, na dagen: Double) throws -> VerwijzingDomain.Verwijzing {
        let vraag = Verwijsvraag(
            door: anna, naar: naar, kenmerk: "V-2222-222-2", urgentie: .regulier, hulp: "ambulante-jeugdhulp",
            regime: .jeugdwet, richting: .opschalen, gekozenOp: .passend, watMist: nil, route: "gemeente",
            overlegMet: nil, behoefte: UUID.v7(), kinderen: [], soortVrager: "lokaal-team", mandaten: [],
            regels: .keten, lopend: [], gezienLopend: [])
        let events = try VerwijzingDomain.Verwijzing.decide(
            nil, in: zaak, .vraag(vraag, id: UUID.v7()), now: nu.addingTimeInterval(dagen * 86_400))
        return try #require(events.reduce(nil) { VerwijzingDomain.Verwijzing.evolve($0, $1) })
    }

    /// A child under a measure until that day.
    private static func maatregel(_ zaak: Zaak, tot dag: String) throws -> Bescherming {
        let kind = UUID.v7()
        var stand: Bescherming?
        for command: BeschermingCommand in [
            .legGezinslidVast(door: anna, id: kind, rol: .kind, gegevens: UUID.v7()),
            .legKaderVast(
                door: anna,
                GedwongenKader(
                    kind: kind, uitvoerder: van, vanaf: try #require(Dag("2026-01-01")), tot: Dag(dag))),
        ] {
            for event in try Bescherming.decide(stand, over: zaak, command, now: nu) { stand = .evolve(stand, event) }
        }
        return try #require(stand)
    }

    @Test("O19: bij meer dan duizend wachtenden staat de nieuwste bovenaan als die onveilig is of spoed heeft")
    func meerDanDuizend() async throws {
        try await metSchema { pool in
            var (rijen, plaatsen): ([Rij], [Wachtplaats]) = ([], [])
            func voeg(_ overdracht: Overdracht, maatregel: Bool = false) throws {
                rijen.append(try Rij(overdracht, overdracht.id, in: overdracht.zaak))
                plaatsen.append(Wachtplaats(overdracht, maatregel: maatregel))
            }
            let zaak = try Self.zaak()
            for nummer in 0..<1_100 { try voeg(Self.aanbod(zaak, na: Double(nummer) / 1_000)) }
            // Under a measure, and no more under one.
            for (dag, geldt) in [("2026-12-31", true), ("2026-11-01", false)] {
                let ander = try Self.zaak()
                let bescherming = try Self.maatregel(ander, tot: dag)
                rijen.append(try Rij(bescherming, Bescherming.id(van: ander.id), in: ander.id))
                try voeg(Self.aanbod(ander, na: 2), maatregel: geldt)
                let hulp = try Self.hulp(ander, na: 3)
                rijen.append(try Rij(hulp, hulp.id, in: ander.id))
                plaatsen.append(Wachtplaats(hulp, maatregel: geldt))
            }
            try voeg(Self.aanbod(zaak, .spoed, na: 4))
            let uitstel = OverdrachtCommand.uitstellen(
                door: Self.bram, reden: .wachtlijst, nieuweDatum: try #require(Dag("2027-01-01")),
                overbrugging: UUID.v7())
            try voeg(Self.aanbod(zaak, na: 5, [uitstel, .meldVeiligheidNietTeHouden(door: Self.anna)]))
            // A proposal waits for the offerer.
            let voorstel = OverdrachtCommand.doeVoorstel(
                door: Self.bram, werker: Self.bram, startdatum: try #require(Dag("2027-01-01")), aanbod: UUID.v7())
            let voorgesteld = try Self.aanbod(zaak, .spoed, na: 6, [voorstel], keuze: .besteVoorstel)
            rijen.append(try Rij(voorgesteld, voorgesteld.id, in: zaak.id))
            try await zet(rijen, in: pool)

            let lezer = Wachtlijstlezer(pool: pool)
            let oin = try #require(OIN(Self.naar))
            let verwacht = Wachtplaats.volgorde(plaatsen)
            var gelezen: [Wachtlijstlezer.Rij] = []
            var na: Wachtlijstlezer.Plaats?
            while true {
                let deel = try await lezer.wachtenden(oin, op: Dag(Self.nu), na: na, hoogstens: 400)
                gelezen += deel.prefix(400)
                guard deel.count > 400 else { break }
                na = deel[399].plaats
            }
            #expect(gelezen.map(\.plaats.id) == verwacht.map(\.id), "as the rules order it, and each once")
            #expect(gelezen.map(\.plaats.maatregel).count { $0 } == 2)
            #expect(gelezen.map(\.nummer) == Array(1...verwacht.count))
            #expect(gelezen.allSatisfy { $0.aantal == verwacht.count })
            #expect(verwacht.prefix(4).map(\.reden) == [.nietVeilig, .spoed, .maatregel, .maatregel])
            #expect(
                try await lezer.wachtenden(#require(OIN(Self.van)), op: Dag(Self.nu), na: nil, hoogstens: 9).isEmpty)
        }
    }

    @Test("O4: wat al was uitgesteld voor er een wachtlijstbericht bij hoorde, is verschuldigd vanaf dat uitstel")
    func eerderUitgesteld() async throws {
        let server = try await PostgresServer.shared()
        try await server.role(Self.lezer)
        try await server.withDatabase { database in
            let owner = try await database.connect()
            _ = try await owner.run(script: "create schema wachtlijst; set search_path = wachtlijst")
            let migrator = Migrator(schema: "wachtlijst", runtimeRole: Self.lezer)
            let logger = Logger(label: "test")
            let alle = MessagingMigrations.all + ServiceDefinition.verwijzing.migrations
            _ = try await migrator.migrate(alle.filter { $0.name != "m0013_wachtlijst" }, on: owner, logger: logger)
            _ = try await owner.run(script: "grant usage on schema wachtlijst to \(Self.lezer)")
            let pool = PostgresPool(
                database.configuration(schema: "wachtlijst", role: Self.lezer), size: 1, logger: logger)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await pool.run() }
                let zaak = try Self.zaak()
                var hulp = try Self.hulp(zaak, na: 0)
                let bericht = UUID.v7()
                let uitstel = VerwijzingCommand.stelUit(
                    door: Self.bram, reden: .wachtlijst, nieuweDatum: try #require(Dag("2027-01-01")), bericht: bericht)
                for event in try VerwijzingDomain.Verwijzing.decide(hulp, in: zaak, uitstel, now: Self.nu) {
                    hulp = .evolve(hulp, event)
                }
                try await zet([try Rij(hulp, hulp.id, in: zaak.id)], in: pool)
                _ = try await pool.query(
                    """
                    update aggregate set state = jsonb_set(state, '{stand,uitgesteld,_0}', jsonb_build_object(
                        'reden', 'wachtlijst', 'nieuweDatum', '2027-01-01', 'bericht', \(bericht.uuidString)::text))
                    """)
                _ = try await migrator.migrate(alle, on: owner, logger: logger)
                let stand = try await AggregateReader(pool: pool).one(VerwijzingDomain.Verwijzing.self, hulp.id)
                #expect(stand?.state == hulp)
                group.cancelAll()
            }
            await owner.close()
        }
    }
}
