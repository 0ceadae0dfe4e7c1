import Crypto
import Foundation
import Postgres

/// The keys of people within dossiers, made at first use, and anew after one was destroyed: what comes then has another
/// key, and what the first one sealed stays gone (P4).
///
/// Who asks while others are being asked for is served together with whoever else does: one exchange and one commit for
/// all. A key is stored outside the caller's transaction; one that is never used harms nobody.
actor ContentKeys {
    /// Whom a key belongs to.
    struct Owner: Hashable, Sendable {
        let dossier: UUID
        let person: String
        var place: String { "\(dossier) \(person)" }
    }

    typealias Keys = [Owner: (id: UUID, key: SymmetricKey)]

    private struct Asking {
        let owners: Set<Owner>
        let answer: CheckedContinuation<Keys, any Error>
    }

    private let ring: KeyRing
    private var asking: [Asking] = []
    private var isAsking = false

    init(ring: KeyRing) { self.ring = ring }

    /// - Throws: `ContentError.gone` where one of them is destroyed at this moment.
    func keys(of owners: Set<Owner>, on pool: PostgresPool) async throws -> Keys {
        try await withCheckedThrowingContinuation { answer in
            asking.append(Asking(owners: owners, answer: answer))
            guard !isAsking else { return }
            isAsking = true
            Task { await self.ask(pool) }
        }
    }

    /// A key for someone within a dossier that nobody has yet, so that it can be stored with what it seals.
    nonisolated func new(_ owner: Owner) throws -> (row: NewContentKey, key: SymmetricKey) {
        let key = SymmetricKey(size: .bits256)
        let (version, wrapping) = try ring.currentKey("content")
        return (
            NewContentKey(
                id: UUID.v7(), dossier: owner.dossier, person: owner.person,
                wrapped: try Seal.close(key.withUnsafeBytes { Array($0) }, with: wrapping, for: owner.place),
                version: version),
            key
        )
    }

    private func ask(_ pool: PostgresPool) async {
        while !asking.isEmpty {
            let round = asking
            asking = []
            do {
                let found = try await stored(round.reduce(into: []) { $0.formUnion($1.owners) }, on: pool)
                for one in round { one.answer.resume(with: Result { try pick(one.owners, of: found) }) }
            } catch {
                for one in round { one.answer.resume(throwing: error) }
            }
        }
        isAsking = false
    }

    private func pick(_ owners: Set<Owner>, of found: [Owner: Wrapped]) throws -> Keys {
        var keys: Keys = [:]
        for owner in owners {
            guard let wrapped = found[owner] else { throw ContentError.gone }
            keys[owner] = (wrapped.id, try unwrap(wrapped.bytes, version: wrapped.version, of: owner))
        }
        return keys
    }

    private struct Wrapped {
        let id: UUID
        let bytes: [UInt8]
        let version: String
    }

    private func stored(_ owners: Set<Owner>, on pool: PostgresPool) async throws -> [Owner: Wrapped] {
        // In one order everywhere, so that two processes that make the same keys wait and do not lock each other out.
        let sorted = owners.sorted { $0.place < $1.place }
        let (dossiers, people) = (sorted.map(\.dossier), sorted.map(\.person))
        let (version, wrapping) = try ring.currentKey("content")
        let fresh = try sorted.map { owner in
            try Seal.close(
                SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }, with: wrapping, for: owner.place)
        }
        let results = try await pool.exchange([
            """
            insert into content_key (id, dossier, person, wrapped, key_version)
            select id, dossier, person, wrapped, \(version)
            from unnest(\(sorted.map { _ in UUID.v7() }), \(dossiers), \(people), \(fresh)) as n (id, dossier, person, wrapped)
            on conflict (dossier, person, destroyed_at) do nothing
            """,
            """
            select k.dossier, k.person, k.id, k.wrapped, k.key_version
            from unnest(\(dossiers), \(people)) as n (dossier, person) join content_key k using (dossier, person)
            where k.destroyed_at is null
            """,
        ])
        return try results[1].reduce(into: [:]) { found, row in
            let (dossier, person, id, bytes, version) = try row.decode(
                UUID.self, String.self, UUID.self, [UInt8].self, String.self)
            found[Owner(dossier: dossier, person: person)] = Wrapped(id: id, bytes: bytes, version: version)
        }
    }

    /// Wraps live keys that an earlier key-encryption key wrapped with the current one. A key that is destroyed meanwhile
    /// stays so.
    /// - Returns: how many were found.
    nonisolated func rewrap(limit: Int, on pool: PostgresPool) async throws -> Int {
        let (version, wrapping) = try ring.currentKey("content")
        // Two ranges of the index: most often there is nothing, and all that lives would be read to see that.
        let rows = try await pool.query(
            """
            select id, dossier, person, wrapped, key_version from (
                (
                    select id, dossier, person, wrapped, key_version from content_key
                    where wrapped is not null and key_version < \(version) order by key_version limit \(limit)
                ) union all (
                    select id, dossier, person, wrapped, key_version from content_key
                    where wrapped is not null and key_version > \(version) order by key_version limit \(limit)
                )
            ) earlier order by id limit \(limit)
            """)
        var (ids, old, new): ([UUID], [[UInt8]], [[UInt8]]) = ([], [], [])
        for row in rows {
            let (id, dossier, person, wrapped, earlier) = try row.decode(
                UUID.self, UUID.self, String.self, [UInt8].self, String.self)
            let owner = Owner(dossier: dossier, person: person)
            let key = try Seal.open(wrapped, with: ring.key("content", version: earlier), for: owner.place)
            ids.append(id)
            old.append(wrapped)
            new.append(try Seal.close(key, with: wrapping, for: owner.place))
        }
        guard !ids.isEmpty else { return 0 }
        _ = try await pool.query(
            """
            update content_key k set wrapped = n.new, key_version = \(version)
            from unnest(\(ids), \(old), \(new)) as n (id, old, new) where k.id = n.id and k.wrapped = n.old
            """)
        return ids.count
    }

    nonisolated func unwrap(_ bytes: [UInt8], version: String, of owner: Owner) throws -> SymmetricKey {
        SymmetricKey(data: try Seal.open(bytes, with: ring.key("content", version: version), for: owner.place))
    }
}

/// The row of a key that is made in the transaction that first uses it.
public struct NewContentKey: SetWise {
    let id: UUID
    let dossier: UUID
    let person: String
    let wrapped: [UInt8]
    let version: String

    public static func insert(_ rows: [NewContentKey]) -> SQL {
        """
        insert into content_key (id, dossier, person, wrapped, key_version)
        select * from unnest(\(rows.map(\.id)), \(rows.map(\.dossier)), \(rows.map(\.person)), \(rows.map(\.wrapped)),
            \(rows.map(\.version)))
        """
    }
}
