import Foundation

extension PostgresServer {
    /// A server for tests that stop it or make roles: one of their own, unless `KETEN_TEST_POSTGRES` names one.
    public static func own() async throws -> PostgresServer {
        ProcessInfo.processInfo.environment["KETEN_TEST_POSTGRES"] == nil
            ? try await PostgresServer() : try await shared()
    }

    /// What `pg_dump` says of a database: schema and data as SQL.
    public nonisolated func dump(_ database: TestDatabase) async throws -> String {
        let output = try CapturedOutput()
        let child = try ChildProcess(
            try Installation.program("pg_dump"), ["--dbname", database.url(), "--inserts"], output: output)
        guard try await child.waitForExit(within: .seconds(60)).succeeded else {
            throw ProcessError("pg_dump: \(output.errorLines.suffix(5))")
        }
        return try String(contentsOfFile: output.standardOutput, encoding: .utf8)
    }
}

extension TestDatabase {
    /// Without role and password: each service adds its own.
    func url(withoutRole: Void) -> String {
        guard var parts = URLComponents(string: server.url(database: name)) else { return "" }
        parts.user = nil
        parts.password = nil
        return parts.string ?? ""
    }
}
