import Logging

/// Brings one schema to the present. Run by the role that owns the schema.
///
/// Two replicas that start together don't collide: a lock of the session, asked for again and again rather than
/// waited for (a waiting statement would hold up CREATE INDEX CONCURRENTLY), lets one work and the other find nothing
/// to do. What was applied stands in the table `migration` of the schema, with the checksum of its SQL.
public struct Migrator: Sendable {
    private let schema: String
    private let runtimeRole: String
    /// How long to wait for another migrator.
    private let patience: Duration

    /// A migration waits this long for the locks of running transactions before it lets them pass and tries again.
    private static let lockTimeout = "3s"
    private static let lockAttempts = 20

    public init(schema: String, runtimeRole: String, patience: Duration = .seconds(300)) {
        self.schema = schema
        self.runtimeRole = runtimeRole
        self.patience = patience
    }

    /// Applies what is missing, in the order given, each in a transaction of its own.
    /// - Returns: the names of those applied now.
    /// - Throws: `PostgresError` with code `migration` when an applied migration's SQL was changed, a role is missing,
    ///   or another migrator does not finish; what the server says when a migration fails (nothing of it remains).
    @discardableResult
    public func migrate(
        _ migrations: [Migration], on connection: PostgresConnection, logger: Logger
    ) async throws -> [String] {
        guard Set(migrations.map(\.name)).count == migrations.count else {
            throw PostgresError(.migration, "two migrations have the same name")
        }
        try await lock(connection, logger)
        do {
            let applied = try await applyMissing(migrations, connection, logger)
            await unlock(connection)
            return applied
        } catch {
            await unlock(connection)
            throw error
        }
    }

    /// The names of the migrations that the schema has, oldest first; none when it was never migrated. The runtime
    /// role may ask this.
    public static func applied(on connection: PostgresConnection, schema: String) async throws -> [String] {
        let table = SQL.quoted(identifier: schema) + ".migration"
        let exists = try await connection.query("select to_regclass(\(table)) is not null")
        guard try exists[0].decode(Bool.self) else { return [] }
        let rows = try await connection.query(
            "select name from \(identifier: schema).migration order by applied_at, name")
        return try rows.map { try $0.decode(String.self) }
    }

    // MARK: the lock

    private var key: SQL { "hashtextextended(\("keten.migration." + schema), 0)" }

    private func lock(_ connection: PostgresConnection, _ logger: Logger) async throws {
        let deadline = ContinuousClock.now + patience
        while true {
            let rows = try await connection.query("select pg_try_advisory_lock(\(key))")
            if try rows[0].decode(Bool.self) { return }
            guard ContinuousClock.now < deadline else {
                throw PostgresError(.migration, "another migrator of \(schema) did not finish within \(patience)")
            }
            logger.info("waiting for another migrator", metadata: ["schema": "\(schema)"])
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    private func unlock(_ connection: PostgresConnection) async {
        // A session that cannot unlock is lost, and the server frees its locks.
        _ = try? await connection.submit(
            .pipeline(["select pg_advisory_unlock(\(key))"]), isCleanUp: true, limit: .seconds(5), file: #fileID,
            line: #line)
    }

    // MARK: applying

    private func applyMissing(
        _ migrations: [Migration], _ connection: PostgresConnection, _ logger: Logger
    ) async throws -> [String] {
        try await prepare(connection)
        let known = try await checksums(connection)
        let present = try await checksums(of: migrations, connection)
        var applied: [String] = []
        for (migration, checksum) in zip(migrations, present) {
            if let before = known[migration.name] {
                guard before == checksum else {
                    throw PostgresError(.migration, "\(migration.name) was changed after it was applied to \(schema)")
                }
                continue
            }
            try await apply(migration, checksum, connection, logger)
            applied.append(migration.name)
            logger.info("migration applied", metadata: ["schema": "\(schema)", "migration": "\(migration.name)"])
        }
        return applied
    }

    private func prepare(_ connection: PostgresConnection) async throws {
        let rows = try await connection.query(
            """
            select to_regnamespace(\(SQL.quoted(identifier: schema))) is not null,
                   exists (select from pg_roles where rolname = \(runtimeRole))
            """)
        let (schemaExists, roleExists) = try rows[0].decode(Bool.self, Bool.self)
        guard roleExists else { throw PostgresError(.migration, "the role \(runtimeRole) does not exist") }
        // An owner without the right to create schemas is given one.
        if !schemaExists { _ = try await connection.query("create schema \(identifier: schema)") }
        _ = try await connection.exchange([
            """
            create table if not exists \(identifier: schema).migration (
                name text primary key,
                checksum text not null,
                applied_at timestamptz not null default clock_timestamp()
            )
            """,
            "grant usage on schema \(identifier: schema) to \(identifier: runtimeRole)",
            "grant select on \(identifier: schema).migration to \(identifier: runtimeRole)",
        ])
    }

    private func checksums(_ connection: PostgresConnection) async throws -> [String: String] {
        let rows = try await connection.query("select name, checksum from \(identifier: schema).migration")
        return Dictionary(uniqueKeysWithValues: try rows.map { try $0.decode(String.self, String.self) })
    }

    private func checksums(of migrations: [Migration], _ connection: PostgresConnection) async throws -> [String] {
        let rows = try await connection.query(
            """
            select encode(sha256(convert_to(sql, 'UTF8')), 'hex')
            from unnest(\(migrations.map(\.sql))) with ordinality as given(sql, place) order by place
            """)
        return try rows.map { try $0.decode(String.self) }
    }

    private func apply(
        _ migration: Migration, _ checksum: String, _ connection: PostgresConnection, _ logger: Logger
    ) async throws {
        if migration.concurrently { return try await applyConcurrently(migration, checksum, connection) }
        for attempt in 1... {
            do {
                return try await applyInTransaction(migration, checksum, connection)
            } catch let error as PostgresError where error.sqlState == "55P03" && attempt < Self.lockAttempts {
                logger.info("a table is in use, trying again", metadata: ["migration": "\(migration.name)"])
                try await Task.sleep(for: Backoff.delay(attempt: attempt))
            }
        }
    }

    private func applyInTransaction(
        _ migration: Migration, _ checksum: String, _ connection: PostgresConnection
    ) async throws {
        try await connection.transaction { transaction in
            _ = try await transaction.exchange([
                "select set_config('search_path', \(SQL.quoted(identifier: schema)), true)",
                "select set_config('lock_timeout', \(Self.lockTimeout), true)",
                "select set_config('statement_timeout', '0', true)",
            ])
            try await transaction.run(script: migration.text(schema: schema, runtimeRole: runtimeRole))
            _ = try await transaction.commit([record(migration, checksum)])
        }
    }

    private func applyConcurrently(
        _ migration: Migration, _ checksum: String, _ connection: PostgresConnection
    ) async throws {
        do {
            try await connection.run(
                script: "set statement_timeout = 0; set search_path = \(SQL.quoted(identifier: schema))")
            try await dropInvalidIndexes(connection)
            try await connection.run(script: migration.text(schema: schema, runtimeRole: runtimeRole))
            _ = try await connection.query(record(migration, checksum))
        } catch {
            await resetSettings(connection)
            throw error
        }
        await resetSettings(connection)
    }

    private func dropInvalidIndexes(_ connection: PostgresConnection) async throws {
        let invalid = try await connection.query(
            """
            select relation.relname from pg_index
            join pg_class as relation on relation.oid = pg_index.indexrelid
            where not pg_index.indisvalid
              and relation.relnamespace = to_regnamespace(\(SQL.quoted(identifier: schema)))
            """)
        for row in invalid {
            let name = SQL.quoted(identifier: try row.decode(String.self))
            try await connection.run(script: "drop index concurrently if exists \(name)")
        }
    }

    private func resetSettings(_ connection: PostgresConnection) async {
        // A session that refuses this is lost, and its settings with it.
        _ = try? await connection.submit(
            .pipeline(["reset statement_timeout", "reset search_path"]), isCleanUp: true, limit: .seconds(5),
            file: #fileID, line: #line)
    }

    private func record(_ migration: Migration, _ checksum: String) -> SQL {
        "insert into \(identifier: schema).migration (name, checksum) values (\(migration.name), \(checksum))"
    }
}
