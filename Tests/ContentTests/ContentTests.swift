import Content
import Contracts
import Foundation
import Logging
import Postgres
import TestSupport
import Testing

private let record = ProcessingRecord(
    traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", name: "lezen", resource: "test",
    activity: "https://keten.example/verwerkingen/test", user: "mw-test", organisation: .placeholder, role: "werker",
    purpose: "toets", networkAddress: "127.0.0.1")

@Suite("Vault: content is sealed, and read only after the reading was recorded")
struct VaultTests {
    private let dossier = UUID.v7()

    private func withVault(_ body: (Vault, PostgresPool, TestDatabase) async throws -> Void) async throws {
        let server = try await PostgresServer.shared()
        try await server.role("kluis_lezer")
        try await server.withDatabase { database in
            let owner = try await database.connect()
            _ = try await owner.run(script: "create schema kluis; set search_path = kluis")
            let migrator = Migrator(schema: "kluis", runtimeRole: "kluis_lezer")
            _ = try await migrator.migrate(ContentMigrations.all, on: owner, logger: Logger(label: "test"))
            let pool = PostgresPool(database.configuration(schema: "kluis"), size: 2, logger: Logger(label: "test"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await pool.run() }
                try await body(Vault(keys: keyRing()), pool, database)
                group.cancelAll()
            }
            await owner.close()
        }
    }

    private func stored(
        _ text: String, part: String = "feiten", person: String = "p1", in vault: Vault, _ pool: PostgresPool
    ) async throws -> UUID {
        let sealed = try await vault.seal(
            Vault.Part(Array(text.utf8), person: person, part: part), organisation: .placeholder, dossier: dossier,
            on: pool)
        _ = try await pool.exchange(SQL.inserts([sealed]))
        return sealed.id
    }

    @Test("What is stored shows nothing of the text, and gives it back whole")
    func roundTrip() async throws {
        try await withVault { vault, pool, _ in
            let id = try await stored("een geheim verhaal", in: vault, pool)
            let raw =
                try await pool.query("select sealed from content where id = \(id)").first?.decode([UInt8].self) ?? []
            #expect(!String(decoding: raw, as: UTF8.self).contains("geheim"))
            let opened = try await vault.read([id], record: record, on: pool)
            #expect(opened[id].map { String(decoding: $0, as: UTF8.self) } == "een geheim verhaal")
        }
    }

    @Test("Parts that are sealed together open apart; those of one person under one key, also when many seal at once")
    func together() async throws {
        try await withVault { vault, pool, _ in
            let people = ["p1", "p2", "p1"]
            let rounds = try await withThrowingTaskGroup(of: [Vault.Sealed].self) { group in
                for round in 0..<20 {
                    group.addTask {
                        try await vault.seal(
                            people.enumerated().map { index, person in
                                Vault.Part(Array("\(round) \(index)".utf8), person: person, part: "\(round) \(index)")
                            }, organisation: .placeholder, dossier: dossier, on: pool)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            _ = try await pool.exchange(SQL.inserts(rounds.flatMap { $0 }))
            #expect(try await pool.query("select count(*) from content_key").first?.decode(Int64.self) == Int64(2))
            let rows = try await pool.query("select id, part from content")
            let parts = try Dictionary(uniqueKeysWithValues: rows.map { try $0.decode(UUID.self, String.self) })
            let opened = try await vault.read(Array(parts.keys), record: record, on: pool)
            #expect(opened.mapValues { String(decoding: $0, as: UTF8.self) } == parts)
        }
    }

    @Test("P5: every reading leaves a record per person concerned, with who, why and the trace")
    func recorded() async throws {
        try await withVault { vault, pool, _ in
            let first = try await stored("een", person: "p1", in: vault, pool)
            let second = try await stored("twee", part: "wens", person: "p2", in: vault, pool)
            _ = try await vault.read([first, second], record: record, on: pool)
            let rows = try await pool.query(
                """
                select data_subject_id, user_id, trace_id, purpose, array_to_string(parts, ',')
                from processing_record order by data_subject_id
                """)
            let subjects = try rows.map { row in
                try row.decode(String.self, String.self, String.self, String.self, String.self)
            }
            #expect(subjects.map(\.0) == ["p1", "p2"])
            // Who received which part (O9).
            #expect(subjects.map(\.4) == [first.text, second.text])
            #expect(
                subjects.allSatisfy {
                    $0.1 == "mw-test" && $0.2 == "4bf92f3577b34da6a3ce929d0e0e4736" && $0.3 == "toets"
                })
        }
    }

    @Test("P5: where the record can't be written, nothing is given")
    func noRecordNoContent() async throws {
        try await withVault { vault, pool, database in
            let id = try await stored("een", in: vault, pool)
            let owner = try await database.connect()
            try await owner.run(script: "alter table kluis.processing_record add constraint never check (false)")
            await owner.close()
            await #expect(throws: (any Error).self) { try await vault.read([id], record: record, on: pool) }
        }
    }

    @Test("Sealed bytes that are moved to another part or person don't open")
    func moved() async throws {
        try await withVault { vault, pool, _ in
            let id = try await stored("een", in: vault, pool)
            _ = try await pool.query("update content set part = 'wens' where id = \(id)")
            await #expect(throws: ContentError.tampered) { try await vault.read([id], record: record, on: pool) }
        }
    }

    @Test("P4: once a person's key is destroyed their content can't be read, that of another in the dossier can")
    func destroyed() async throws {
        try await withVault { vault, pool, _ in
            let gone = try await stored("een", person: "p1", in: vault, pool)
            let kept = try await stored("twee", person: "p2", in: vault, pool)
            try await vault.destroy(dossier: dossier, person: "p1", on: pool)
            await #expect(throws: ContentError.gone) { try await vault.read([gone], record: record, on: pool) }
            let opened = try await vault.read([kept], record: record, on: pool)
            #expect(opened[kept] == Array("twee".utf8))
        }
    }

    @Test(
        "P4: after a key was destroyed new content gets another, also when many seal at once; the old stays gone, and goes again"
    )
    func returned() async throws {
        try await withVault { vault, pool, _ in
            var gone: [UUID] = []
            for round in 0..<3 {
                let ids = try await withThrowingTaskGroup(of: UUID.self) { group in
                    for number in 0..<12 {
                        group.addTask {
                            try await stored("\(round)", part: "\(round) \(number)", person: "p1", in: vault, pool)
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(Set(try await vault.read(ids, record: record, on: pool).values) == [Array("\(round)".utf8)])
                let keys = try await pool.query(
                    "select count(*), count(*) filter (where wrapped is not null) from content_key")
                let (all, live) = try #require(try keys.first?.decode(Int64.self, Int64.self))
                #expect(all == Int64(round + 1) && live == 1)
                for id in gone {
                    await #expect(throws: ContentError.gone) { try await vault.read([id], record: record, on: pool) }
                }
                try await vault.destroy(dossier: dossier, person: "p1", on: pool)
                gone += ids
            }
            let left = try await vault.readWhatIsLeft(gone, record: record, on: pool)
            #expect(left.opened.isEmpty && left.destroyed.count == gone.count)
        }
    }

    @Test("A newer key-encryption key is used for new content, and the older still opens the old")
    func rotated() async throws {
        try await withVault { vault, pool, _ in
            let old = try await stored("oud", person: "p1", in: vault, pool)
            let newer = Vault(keys: try keyRing(["k1", "k2"]))
            let new = try await stored("nieuw", person: "p2", in: newer, pool)
            let opened = try await newer.read([old, new], record: record, on: pool)
            #expect(opened.count == 2)
            await #expect(throws: ContentError.keys("key version k2 is not in the key file")) {
                try await vault.read([new], record: record, on: pool)
            }
        }
    }
}

@Suite("P4: what was destroyed can't be read from any copy of the database")
struct BackupTests {
    private let dossier = UUID.v7()

    /// A pool on the schema of a database, for as long as the body runs.
    private func withPool<R: Sendable>(
        _ database: TestDatabase, _ body: @Sendable (PostgresPool) async throws -> R
    ) async throws -> R {
        let pool = PostgresPool(database.configuration(schema: "kluis"), size: 2, logger: Logger(label: "test"))
        return try await withThrowingTaskGroup(of: R?.self) { group in
            group.addTask {
                try await pool.run()
                return nil
            }
            let result = try await body(pool)
            group.cancelAll()
            return result
        }
    }

    private func store(_ text: String, _ person: String, _ vault: Vault, _ pool: PostgresPool) async throws -> UUID {
        let sealed = try await vault.seal(
            Vault.Part(Array(text.utf8), person: person, part: "feiten"), organisation: .placeholder, dossier: dossier,
            on: pool)
        _ = try await pool.exchange(SQL.inserts([sealed]))
        return sealed.id
    }

    /// What of these can be read from a backup that is put back in a fresh database, with a key file.
    private func read(_ ids: [UUID], in backup: String, _ server: PostgresServer, _ versions: [String]) async throws
        -> [UUID: String]
    {
        try await server.withDatabase { database in
            try await server.restore(backup: backup, into: database)
            return try await withPool(database) { pool in
                var found: [UUID: String] = [:]
                for id in ids {
                    do {
                        found[id] = try await Vault(keys: keyRing(versions)).read([id], record: record, on: pool)[id]
                            .map { String(decoding: $0, as: UTF8.self) }
                    } catch is ContentError {}
                }
                return found
            }
        }
    }

    @Test(
        "Neither a dump of after it, nor an older backup, also one with keys that were wrapped anew, once their key-encryption keys are gone"
    )
    func backups() async throws {
        let server = try await PostgresServer.shared()
        try await server.role("kluis_lezer")
        try await server.withDatabase { database in
            let owner = try await database.connect()
            _ = try await owner.run(script: "create schema kluis; set search_path = kluis")
            _ = try await Migrator(schema: "kluis", runtimeRole: "kluis_lezer")
                .migrate(ContentMigrations.all, on: owner, logger: Logger(label: "test"))
            await owner.close()
            try await withPool(database) { pool in
                let keys = try keyRing(["k1"])
                let vault = Vault(keys: keys)
                let gone = try await store("wat weg moet", "p1", vault, pool)
                let kept = try await store("wat blijft", "p2", vault, pool)
                let old = try await server.backUp(schema: "kluis", of: database)
                // A month later; a backup holds the same keys, wrapped anew.
                #expect(try keys.reload(file: file(["k1", "k2"]), isNeeded: ["k1"]))
                #expect(try await vault.rewrap(limit: 1, on: pool) == 1)
                #expect(try await vault.rewrap(limit: 5, on: pool) == 1)
                #expect(try await vault.rewrap(on: pool) == 0)
                let rewrapped = try await server.backUp(schema: "kluis", of: database)
                try await vault.destroy(dossier: dossier, person: "p1", on: pool)
                let after = try await server.backUp(schema: "kluis", of: database)

                // Until the keys change, the backups of before it are what they were: that is why they must.
                #expect(try await read([gone, kept], in: old, server, ["k1", "k2"])[gone] == "wat weg moet")
                #expect(try await read([gone, kept], in: rewrapped, server, ["k1", "k2"])[gone] == "wat weg moet")
                // The dump of after it: not with any key.
                #expect(try await read([gone, kept], in: after, server, ["k1", "k2"]) == [kept: "wat blijft"])
                let dump = try await server.dump(database)
                #expect(!dump.contains("wat weg moet") && !dump.contains(Data("wat weg moet".utf8).hex))

                // The next month: what lives is wrapped with the third key, and the earlier two are removed.
                #expect(try keys.reload(file: file(["k1", "k2", "k3"]), isNeeded: ["k2"]))
                #expect(try await vault.rewrap(on: pool) == 1)
                #expect(try keys.reload(file: file(["k3"]), isNeeded: ["k3"]))
                for backup in [old, rewrapped, after] {
                    #expect(try await read([gone, kept], in: backup, server, ["k3"]) == [:])
                }
                let newest = try await server.backUp(schema: "kluis", of: database)
                #expect(try await read([gone, kept], in: newest, server, ["k3"]) == [kept: "wat blijft"])
                await #expect(throws: ContentError.gone) { try await vault.read([gone], record: record, on: pool) }
                let opened = try await vault.read([kept], record: record, on: pool)
                #expect(opened[kept] == Array("wat blijft".utf8))
            }
        }
    }

    @Test("A key that is destroyed while live ones are wrapped anew stays destroyed, and nothing is stored under it")
    func destroyedMeanwhile() async throws {
        let server = try await PostgresServer.shared()
        try await server.role("kluis_lezer")
        try await server.withDatabase { database in
            let owner = try await database.connect()
            _ = try await owner.run(script: "create schema kluis; set search_path = kluis")
            _ = try await Migrator(schema: "kluis", runtimeRole: "kluis_lezer")
                .migrate(ContentMigrations.all, on: owner, logger: Logger(label: "test"))
            await owner.close()
            try await withPool(database) { pool in
                let keys = try keyRing(["k1"])
                let vault = Vault(keys: keys)
                for person in 0..<40 { _ = try await store("\(person)", "p\(person)", vault, pool) }
                _ = try keys.reload(file: file(["k1", "k2"]), isNeeded: ["k1"])
                let late = try await vault.seal(
                    Vault.Part([1], person: "p0", part: "later"), organisation: .placeholder, dossier: dossier, on: pool
                )
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { while try await vault.rewrap(limit: 3, on: pool) == 3 {} }
                    for person in stride(from: 0, to: 40, by: 2) {
                        group.addTask { try await vault.destroy(dossier: dossier, person: "p\(person)", on: pool) }
                    }
                    try await group.waitForAll()
                }
                let rows = try await pool.query(
                    "select count(*) filter (where wrapped is null), count(*) filter (where key_version = 'k2' and wrapped is not null) from content_key"
                )
                let (destroyed, wrapped) = try #require(try rows.first?.decode(Int64.self, Int64.self))
                #expect(destroyed == 20 && wrapped == 20)
                await #expect(throws: PostgresError.self) { _ = try await pool.exchange(SQL.inserts([late])) }
            }
        }
    }
}

extension Data {
    fileprivate var hex: String { map { String(format: "%02x", $0) }.joined() }
}
