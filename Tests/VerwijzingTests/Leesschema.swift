import Chassis
import Logging
import Messaging
import Postgres
import TestSupport

@testable import Verwijzing

/// A database of its own in which the verwijzing's schema stands, read as its runtime role reads it.
/// - Parameters:
///   - schema: its name, by which one suite is told from another.
///   - role: the runtime role.
func withVerwijzingSchema(
    _ schema: String, role: String, _ body: (PostgresPool) async throws -> Void
) async throws {
    let server = try await PostgresServer.shared()
    try await server.role(role)
    try await server.withDatabase { database in
        let owner = try await database.connect()
        _ = try await owner.run(script: "create schema \(schema); set search_path = \(schema)")
        let logger = Logger(label: "test")
        _ = try await Migrator(schema: schema, runtimeRole: role).migrate(
            MessagingMigrations.all + ServiceDefinition.verwijzing.migrations, on: owner, logger: logger)
        _ = try await owner.run(script: "grant usage on schema \(schema) to \(role)")
        let pool = PostgresPool(database.configuration(schema: schema, role: role), size: 2, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pool.run() }
            try await body(pool)
            group.cancelAll()
        }
        await owner.close()
    }
}
