import Foundation
import Logging
import Postgres

/// A database of one test.
public struct TestDatabase: Sendable {
    public let name: String
    public let server: PostgresServer

    /// - Parameter role: signs in as this one rather than as the superuser.
    public func url(role: String? = nil) -> String { server.url(database: name, role: role) }

    public func configuration(
        schema: String? = nil, role: String? = nil, statementTimeout: Duration = .seconds(30)
    ) -> PostgresConfiguration {
        PostgresConfiguration(
            url: url(role: role), schema: schema, applicationName: "test", statementTimeout: statementTimeout)
    }

    public func connect(schema: String? = nil, role: String? = nil) async throws -> PostgresConnection {
        try await PostgresConnection.connect(configuration(schema: schema, role: role))
    }

    /// Ends its sessions and removes it.
    public func drop() async throws {
        try await server.superuser().run(script: "drop database if exists \(name) with (force)")
    }
}

extension PostgresServer {
    /// A new database, copied from a template: the quickest way to one with a schema.
    public func database(template: String? = nil) async throws -> TestDatabase {
        let name = "test_" + UUID().uuidString.lowercased().replacing("-", with: "")
        let source = template.map { " template " + $0 } ?? ""
        // As a script: these run outside any transaction, also that of a pipeline which makes room for statements.
        try await superuser().run(script: "create database \(name)\(source)")
        return TestDatabase(name: name, server: self)
    }

    /// Runs `body` with a database of its own and removes that after it.
    public nonisolated func withDatabase<T: Sendable>(
        template: String? = nil, _ body: (TestDatabase) async throws -> T
    ) async throws -> T {
        let database = try await database(template: template)
        do {
            let value = try await body(database)
            try await database.drop()
            return value
        } catch {
            // The body's own error says more than a failed removal.
            try? await database.drop()
            throw error
        }
    }

    /// Prepares a database once per name and process, and makes it a template for `database(template:)`.
    /// - Parameter prepare: must have closed its connections when it returns.
    /// - Returns: the template's name.
    public func template(
        _ name: String, prepare: @escaping @Sendable (TestDatabase) async throws -> Void
    ) async throws -> String {
        if let known = templates[name] { return try await known.value }
        let making = Task {
            let database = try await self.database()
            try await prepare(database)
            return database.name
        }
        templates[name] = making
        return try await making.value
    }

    /// Makes sure that a role exists that may sign in and owns nothing.
    public func role(_ name: String) async throws {
        let administration = try await superuser()
        // One statement, so that two tests do not make it at once.
        _ = try await administration.exchange([
            "select pg_advisory_xact_lock(\(Int64(0x6b65_7465)))",
            "select set_config('keten.role', \(name), true)",
            """
            do $$
            begin
                if not exists (select from pg_roles where rolname = current_setting('keten.role')) then
                    execute format('create role %I login', current_setting('keten.role'));
                end if;
            end
            $$
            """,
        ])
    }
}
