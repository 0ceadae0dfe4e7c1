import Chassis
import Contracts
import Foundation
import Logging
import Messaging
import NotificatieDomain
import Postgres
import Register
import TestSupport
import Testing

@testable import Notificaties

/// O23: where an organisation is split, what it had to do goes by the gemeente of what it is about.
@Suite(
    "O23: wordt een organisatie gesplitst, dan gaat een taak naar wie in die gemeente opvolgt",
    .timeLimit(.minutes(2)))
struct SplitsingTests {
    private static let (hier, daar, elders) = ("0202", "0299", "1734")

    private static func oin(_ nummer: Int) throws -> OIN {
        try #require(OIN("000000990000000" + String(10 + nummer) + "000"))
    }

    private static func organisatie(
        _ nummer: Int, actief: Bool = true, opvolger: Int? = nil, per: [String: Int] = [:]
    ) throws -> OrganisatieVastgelegd {
        var organisatie = OrganisatieVastgelegd.example
        organisatie.oin = try oin(nummer)
        organisatie.actief = actief
        organisatie.opvolger = try opvolger.map(oin)
        organisatie.opvolgers = try per.map {
            RegisterEvents.Gemeenteopvolger(
                gemeente: try #require(Gemeentecode($0.key)), organisatie: try oin($0.value))
        }
        return organisatie
    }

    private static func taak(bij nummer: Int) throws -> Taak {
        let wie = Medewerker("mw-weg")
        let nieuw = NieuweTaak(
            onderwerp: OnderwerpId(UUID.v7()), soort: .casusBeoordelen, organisatie: Organisatie(try oin(nummer).text),
            bestemd: wie, voor: .medewerker(wie), kenmerk: "C-2222-222-2", zaak: nil, regio: "regio-a", oefening: false,
            urgentie: .regulier, kanalen: [.sse], aanleiding: NotificatieDomain.BerichtId(UUID.v7()))
        let taak = try Taak.decide(nil, .aanmaken(nieuw), now: Date()).reduce(nil) { Taak.evolve($0, $1) }
        return try #require(taak)
    }

    @Test("O23: de gemeente wijst aan wie het overneemt; is die niet bekend of niet genoemd, dan wie de rest overneemt")
    func perGemeente() throws {
        let register = RegisterSnapshot(organisations: [
            try Self.organisatie(0, actief: false, opvolger: 1, per: [Self.daar: 2, Self.elders: 3]),
            try Self.organisatie(1), try Self.organisatie(2),
            // Merged itself meanwhile.
            try Self.organisatie(3, actief: false, opvolger: 2),
        ])
        let bezetting = RegisterBezetting(register: register, nu: Date())
        let taak = try Self.taak(bij: 0)
        func naar(_ gemeente: String?) -> String? {
            bezetting.opvolging(taak, gemeente: gemeente)?.organisatie.rawValue
        }
        #expect(try naar(Self.daar) == Self.oin(2).text && naar(Self.elders) == Self.oin(2).text)
        #expect(try naar(Self.hier) == Self.oin(1).text && naar(nil) == Self.oin(1).text)
    }

    @Test("O23: hoe vaak er ook gesplitst en samengegaan is, wie overneemt doet mee en is in die gemeente aangewezen")
    func eigenschappen() throws {
        var kans = SystemRandomNumberGenerator()
        let gemeenten = [Self.hier, Self.daar, Self.elders]
        for _ in 0..<300 {
            let organisaties = try (0..<8).map { nummer in
                var per: [String: Int] = [:]
                // Only later ones, so that each line of successors ends.
                for gemeente in gemeenten where nummer < 7 && Bool.random(using: &kans) {
                    per[gemeente] = Int.random(in: (nummer + 1)...7, using: &kans)
                }
                return try Self.organisatie(
                    nummer, actief: nummer == 7 || Int.random(in: 0..<3, using: &kans) == 0,
                    opvolger: nummer < 7 ? Int.random(in: (nummer + 1)...7, using: &kans) : nil, per: per)
            }
            let register = RegisterSnapshot(organisations: organisaties)
            let taak = try Self.taak(bij: 0)
            for gemeente in gemeenten {
                var verwacht = organisaties[0]
                while !verwacht.actief {
                    let eigen = verwacht.opvolgers?.first { $0.gemeente.text == gemeente }?.organisatie
                    verwacht = try #require(organisaties.first { $0.oin == eigen ?? verwacht.opvolger })
                }
                let nieuw = RegisterBezetting(register: register, nu: Date()).opvolging(taak, gemeente: gemeente)
                let oin = organisaties[0].actief ? nil : verwacht.oin.text
                #expect(nieuw?.organisatie.rawValue == oin, "\(organisaties)")
            }
        }
    }

    private static func aangeboden(_ zaak: UUID, in gemeente: String) throws -> Gemeentebericht {
        var bericht = OverdrachtenEvents.Aangeboden.example
        bericht.kop.zaak = zaak
        bericht.gemeente = try #require(Gemeentecode(gemeente))
        return try #require(Gemeentebericht(bericht))
    }

    private static func geopend(_ zaak: UUID, in gemeente: String?) throws -> Gemeentebericht? {
        var bericht = CasussenEvents.CasusGeopend.example
        bericht.kop.zaak = zaak
        bericht.kop.gemeente = try gemeente.map { try #require(Gemeentecode($0)) }
        return Gemeentebericht(bericht)
    }

    @Test("O23: een zaak is waar zij het laatst is aangeboden, anders waar de casus is, in welke volgorde het ook komt")
    func plaats() throws {
        let zaak = UUID.v7()
        let casus = try #require(try Self.geopend(zaak, in: Self.hier))
        let aanbod = try Self.aangeboden(zaak, in: Self.daar)
        for berichten in [[casus, aanbod], [aanbod, casus]] {
            var lijst = Onderwerptaken(regio: "regio-a")
            for bericht in berichten { lijst.onthoud(bericht) }
            #expect(lijst.gemeente == Self.daar)
            lijst.onthoud(try Self.aangeboden(zaak, in: Self.elders))
            #expect(lijst.gemeente == Self.elders)
        }
        #expect(try Self.geopend(zaak, in: nil) == nil)
        // A row of before stays readable.
        let oud = try StateCoding.decode(Onderwerptaken.self, #"{"regio":"regio-a","taken":[]}"#)
        #expect(oud == Onderwerptaken(regio: "regio-a"))
    }

    @Test("O15, O23: ook van een vraag om advies zonder herkenbare gegevens is de gemeente van de zaak te vinden")
    func gemeenten() async throws {
        let server = try await PostgresServer.shared()
        try await server.role("splits_lezer")
        try await server.withDatabase { database in
            let owner = try await database.connect()
            _ = try await owner.run(script: "create schema splits; set search_path = splits")
            let migrator = Migrator(schema: "splits", runtimeRole: "splits_lezer")
            _ = try await migrator.migrate(
                MessagingMigrations.all + ServiceDefinition.notificaties.migrations, on: owner,
                logger: Logger(label: "test"))
            _ = try await owner.run(script: "grant usage on schema splits to splits_lezer")
            let pool = PostgresPool(
                database.configuration(schema: "splits", role: "splits_lezer"), size: 2, logger: Logger(label: "test"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await pool.run() }
                try await zoek(pool)
                group.cancelAll()
            }
            await owner.close()
        }
    }

    private func zoek(_ pool: PostgresPool) async throws {
        let (zaak, overdracht, advies, melding, onbekend) = (
            UUID.v7(), OnderwerpId(UUID.v7()), OnderwerpId(UUID.v7()), OnderwerpId(UUID.v7()), OnderwerpId(UUID.v7())
        )
        func zet(_ onderwerp: OnderwerpId, gemeente: String?, zaak: UUID? = nil) async throws {
            let lijst = Onderwerptaken(regio: "regio-a", gemeente: gemeente, zaak: zaak)
            _ = try await pool.query(
                """
                insert into aggregate (id, kind, version, state, zaak, regio, oefening, created_at, updated_at)
                values (\(Onderwerptaken.id(onderwerp)), \(Onderwerptaken.kind), 1,
                    \(try StateCoding.encode(lijst))::jsonb, null, 'regio-a', false, clock_timestamp(),
                    clock_timestamp())
                """)
        }
        try await zet(OnderwerpId(zaak), gemeente: Self.daar)
        try await zet(overdracht, gemeente: nil)
        try await zet(advies, gemeente: nil, zaak: zaak)
        try await zet(melding, gemeente: Self.hier)
        let gevonden = try await Onderwerptaken.gemeenten(
            van: [(overdracht, zaak), (advies, nil), (melding, nil), (onbekend, nil), (onbekend, UUID.v7())], pool)
        #expect(gevonden == [overdracht: Self.daar, advies: Self.daar, melding: Self.hier])
        #expect(try await Onderwerptaken.gemeenten(van: [], pool).isEmpty)
    }
}
