import Postgres
import TestSupport
import Testing

@Suite("Migrations")
struct MigratorTests {
    private let first = Migration(
        name: "m0001_begin",
        sql: """
            create table zaak (id bigint primary key, naam text);
            grant select, insert on {{schema}}.zaak to {{runtime}};
            """)
    private let second = Migration(name: "m0002_meer", sql: "alter table zaak add versie int not null default 1")
    private let third = Migration(
        name: "m0003_index", sql: "create index concurrently zaak_naam on zaak (naam)", concurrently: true)

    private func withMigrator(_ body: (Migrator, TestDatabase) async throws -> Void) async throws {
        let server = try await PostgresServer.shared()
        try await server.role("Test runtime")
        try await server.withDatabase { database in
            try await body(Migrator(schema: "Keten test", runtimeRole: "Test runtime"), database)
        }
    }

    @Test("what is missing is applied, once, in order, and the runtime role can use it")
    func applied() async throws {
        try await withMigrator { migrator, database in
            let connection = try await database.connect()
            #expect(try await Migrator.applied(on: connection, schema: "Keten test").isEmpty)
            #expect(
                try await migrator.migrate([first, second], on: connection, logger: quiet) == [first.name, second.name])
            #expect(try await migrator.migrate([first, second], on: connection, logger: quiet) == [])
            #expect(
                try await migrator.migrate([first, second, third], on: connection, logger: quiet) == [third.name])
            let runtime = try await database.connect(schema: "Keten test", role: "Test runtime")
            #expect(
                try await Migrator.applied(on: runtime, schema: "Keten test") == [first.name, second.name, third.name])
            #expect(try await runtime.query("insert into zaak (id, naam) values (1, 'x')").affected == 1)
            let error = try await postgresError { _ = try await runtime.query("delete from zaak") }
            #expect(error.sqlState == "42501")
            let timeout = try await connection.query("select current_setting('statement_timeout')")
            #expect(try timeout[0].decode(String.self) == "30s")
        }
    }

    @Test("replicas that start together do not collide")
    func racing() async throws {
        try await withMigrator { migrator, database in
            let applied = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let connection = try await database.connect()
                        return try await migrator.migrate([first, second, third], on: connection, logger: quiet)
                    }
                }
                return try await group.reduce(into: [String]()) { $0 += $1 }
            }
            #expect(applied == [first.name, second.name, third.name])
        }
    }

    @Test("a migration that was changed after it was applied is refused")
    func changed() async throws {
        try await withMigrator { migrator, database in
            let connection = try await database.connect()
            _ = try await migrator.migrate([first], on: connection, logger: quiet)
            let edited = Migration(name: first.name, sql: first.sql + " ")
            let error = try await postgresError {
                _ = try await migrator.migrate([edited, second], on: connection, logger: quiet)
            }
            #expect(error.code == .migration)
            #expect(error.reason.contains(first.name))
            #expect(try await Migrator.applied(on: connection, schema: "Keten test") == [first.name])
            #expect(try await migrator.migrate([first, second], on: connection, logger: quiet) == [second.name])
        }
    }

    @Test("of a failing migration nothing remains, and the earlier ones stay")
    func failing() async throws {
        try await withMigrator { migrator, database in
            let connection = try await database.connect()
            let broken = Migration(name: "m0002_stuk", sql: "create table half (n int); select * from nergens")
            let error = try await postgresError {
                _ = try await migrator.migrate([first, broken], on: connection, logger: quiet)
            }
            #expect(error.sqlState == "42P01")
            let half = try await connection.query("select to_regclass('\"Keten test\".half') is null")
            #expect(try half[0].decode(Bool.self))
            #expect(try await Migrator.applied(on: connection, schema: "Keten test") == [first.name])
            let ending = Migration(name: "m0002_eindigt", sql: "create table half (n int); commit")
            let refused = try await postgresError {
                _ = try await migrator.migrate([first, ending], on: connection, logger: quiet)
            }
            #expect(refused.code == .misuse)
            #expect(try await migrator.migrate([first, second], on: connection, logger: quiet) == [second.name])
        }
    }

    @Test("an index left invalid by an interrupted build is built anew")
    func invalidIndex() async throws {
        try await withMigrator { migrator, database in
            let connection = try await database.connect(schema: "Keten test")
            _ = try await migrator.migrate([first], on: connection, logger: quiet)
            _ = try await connection.query("insert into zaak values (1, 'x'), (2, 'x')")
            let failed = try await postgresError {
                try await connection.run(script: "create unique index concurrently zaak_naam on zaak (naam)")
            }
            #expect(failed.isUniqueViolation)
            #expect(try await migrator.migrate([first, third], on: connection, logger: quiet) == [third.name])
            let valid = try await connection.query(
                "select indisvalid and not indisunique from pg_index where indexrelid = 'zaak_naam'::regclass")
            #expect(try valid[0].decode(Bool.self))
        }
    }

    @Test("a migration waits for a table in use without holding up others for long")
    func lockTimeout() async throws {
        try await withMigrator { migrator, database in
            let connection = try await database.connect(schema: "Keten test")
            _ = try await migrator.migrate([first], on: connection, logger: quiet)
            let user = try await database.connect(schema: "Keten test")
            let migrating = try await user.transaction { transaction in
                _ = try await transaction.query("select from zaak")
                let migrating = Task { try await migrator.migrate([first, second], on: connection, logger: quiet) }
                let observer = try await database.connect()
                try await eventually("it waits") { try await waiting(connection, observer) }
                try await eventually("it lets others pass") { try await !waiting(connection, observer) }
                return migrating
            }
            #expect(try await migrating.value == [second.name])
        }
    }

    private func waiting(_ connection: PostgresConnection, _ observer: PostgresConnection) async throws -> Bool {
        try await observer.query(
            "select from pg_stat_activity where pid = \(connection.processID) and wait_event_type = 'Lock'"
        ).count == 1
    }

    @Test("a missing runtime role and a name given twice are refused")
    func refused() async throws {
        try await withMigrator { migrator, database in
            let connection = try await database.connect()
            let role = try await postgresError {
                _ = try await Migrator(schema: "s", runtimeRole: "niemand").migrate(
                    [first], on: connection, logger: quiet)
            }
            #expect(role.code == .migration)
            let twice = try await postgresError {
                _ = try await migrator.migrate([first, first], on: connection, logger: quiet)
            }
            #expect(twice.code == .migration)
        }
    }
}
