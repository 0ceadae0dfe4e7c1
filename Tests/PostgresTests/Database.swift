import Logging
import Postgres
import TestSupport

let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// Runs a test with a connection to a database of its own.
func withConnection<T: Sendable>(_ body: (PostgresConnection) async throws -> T) async throws -> T {
    try await PostgresServer.shared().withDatabase { database in
        try await body(try await database.connect())
    }
}

func withPool<T: Sendable>(
    size: Int = 4, waitLimit: Duration = .seconds(5), _ body: (PostgresPool) async throws -> T
) async throws -> T {
    try await PostgresServer.shared().withDatabase { database in
        let pool = PostgresPool(database.configuration(), size: size, waitLimit: waitLimit, logger: quiet)
        do {
            let value = try await body(pool)
            await pool.close()
            return value
        } catch {
            await pool.close()
            throw error
        }
    }
}

/// What the body throws, as an error of the client.
func postgresError(_ body: () async throws -> Void) async throws -> PostgresError {
    do {
        try await body()
    } catch let error as PostgresError {
        return error
    }
    throw NothingThrown()
}

struct NothingThrown: Error {}
