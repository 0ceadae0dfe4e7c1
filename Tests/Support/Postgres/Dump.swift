import Foundation

extension PostgresServer {
    /// A server for tests that stop it or make roles: one of their own, unless `KETEN_TEST_POSTGRES` names one.
    public static func own() async throws -> PostgresServer {
        ProcessInfo.processInfo.environment["KETEN_TEST_POSTGRES"] == nil
            ? try await PostgresServer() : try await shared()
    }

    /// What `pg_dump` says of a database: schema and data as SQL.
    public nonisolated func dump(_ database: TestDatabase) async throws -> String {
        let output = try await run("pg_dump", "--dbname", database.url(), "--inserts")
        return try String(contentsOfFile: output.standardOutput, encoding: .utf8)
    }

    /// Runs such a dump in an empty database.
    public nonisolated func restore(_ dump: String, into database: TestDatabase) async throws {
        let file = try TemporaryFolder.make("keten-dump") + "/dump.sql"
        try Data(dump.utf8).write(to: URL(filePath: file))
        try await run("psql", "--dbname", database.url(), "--quiet", "--set", "ON_ERROR_STOP=1", "--file", file)
    }

    /// A backup of one schema, made as deploy/runbooks/restore-schema.md says.
    public nonisolated func backUp(schema: String, of database: TestDatabase) async throws -> String {
        let file = try TemporaryFolder.make("keten-dump") + "/\(schema).dump"
        try await run("pg_dump", "--format", "custom", "--schema", schema, "--file", file, database.url())
        return file
    }

    /// Puts such a backup back, as the runbook says.
    public nonisolated func restore(backup file: String, into database: TestDatabase) async throws {
        try await run("pg_restore", "--exit-on-error", "--dbname", database.url(), file)
    }

    @discardableResult
    private nonisolated func run(_ program: String, _ arguments: String...) async throws -> CapturedOutput {
        let output = try CapturedOutput()
        let child = try ChildProcess(try Installation.program(program), arguments, output: output)
        guard try await child.waitForExit(within: .seconds(60)).succeeded else {
            throw ProcessError("\(program): \(output.errorLines.suffix(5))")
        }
        return output
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
