import Contracts
import Crypto
import Foundation
import Postgres

/// Keeps content that identifies people: sealed per person within a dossier, and given only after the reading was
/// recorded (DESIGN.md, Privacy by construction).
public struct Vault: Sendable {
    private let keys: KeyRing

    public init(keys: KeyRing) { self.keys = keys }

    /// A part of a dossier that is ready to be stored: its statements go into the transaction that refers to it.
    public struct Sealed: Sendable {
        public let id: UUID
        public let statements: [SQL]
    }

    /// Seals a part.
    /// - Parameters:
    ///   - organisation: who wrote it, an OIN.
    ///   - person: whom it concerns, as an opaque reference within the dossier; its key can be destroyed alone.
    ///   - part: which block of the dossier; with `version` it names this text for ever.
    public func seal(
        _ content: [UInt8], organisation: OIN, dossier: UUID, person: String, part: String, version: Int = 1,
        on pool: PostgresPool
    ) async throws -> Sealed {
        let (keyID, key) = try await key(dossier: dossier, person: person, on: pool)
        let id = UUID.v7()
        let place = Self.place(dossier, part, person, version)
        let sealed = try Seal.close(content, with: key, for: place)
        return Sealed(
            id: id,
            statements: [
                """
                insert into content (id, organisation, dossier, part, version, key_id, sealed)
                values (\(id), \(organisation.text), \(dossier), \(part), \(Int32(version)), \(keyID), \(sealed))
                """
            ])
    }

    /// Records the reading, commits that, and only then opens the content. If the record can't be written, nothing is given.
    /// - Throws: `ContentError.gone` where it never was or its key was destroyed.
    public func read(_ ids: [UUID], record: ProcessingRecord, on pool: PostgresPool) async throws -> [UUID: [UInt8]] {
        let rows = try await pool.query(
            """
            select c.id, c.dossier, c.part, c.version, c.sealed, k.person, k.wrapped, k.key_version
            from content c join content_key k on k.id = c.key_id where c.id = any(\(ids))
            """)
        var found:
            [(
                id: UUID, sealed: [UInt8], place: String, person: String, wrapped: [UInt8], version: String,
                dossier: UUID
            )] = []
        for row in rows {
            let (id, dossier, part, version, sealed, person, wrapped, keyVersion) = try row.decode(
                UUID.self, UUID.self, String.self, Int32.self, [UInt8].self, String.self, [UInt8]?.self, String.self)
            guard let wrapped else { throw ContentError.gone }
            found.append(
                (id, sealed, Self.place(dossier, part, person, Int(version)), person, wrapped, keyVersion, dossier))
        }
        guard found.count == Set(ids).count else { throw ContentError.gone }
        _ = try await pool.transaction { transaction in
            try await transaction.commit(Set(found.map(\.person)).sorted().map { record.statement(subject: $0) })
        }
        var opened: [UUID: [UInt8]] = [:]
        for item in found {
            let key = try unwrap(item.wrapped, version: item.version, dossier: item.dossier, person: item.person)
            opened[item.id] = try Seal.open(item.sealed, with: key, for: item.place)
        }
        return opened
    }

    /// Destroys a person's key in a dossier: what it sealed can't be read any more (P4).
    public func destroy(dossier: UUID, person: String, on pool: PostgresPool) async throws {
        _ = try await pool.query(Self.destruction(dossier: dossier, person: person))
    }

    /// The same, for a transaction that puts something in its place.
    public static func destruction(dossier: UUID, person: String) -> SQL {
        """
        update content_key set wrapped = null, destroyed_at = clock_timestamp()
        where dossier = \(dossier) and person = \(person) and destroyed_at is null
        """
    }

    // MARK: - Keys

    /// The person's key in this dossier, made at first use. A key that is never used harms nobody, so it is stored
    /// outside the caller's transaction.
    private func key(dossier: UUID, person: String, on pool: PostgresPool) async throws -> (UUID, SymmetricKey) {
        let fresh = SymmetricKey(size: .bits256)
        let wrapped = try Seal.close(
            fresh.withUnsafeBytes { Array($0) }, with: keys.key("content", version: keys.current),
            for: Self.keyPlace(dossier, person))
        let results = try await pool.exchange([
            """
            insert into content_key (id, dossier, person, wrapped, key_version)
            values (\(UUID.v7()), \(dossier), \(person), \(wrapped), \(keys.current)) on conflict (dossier, person) do nothing
            """,
            "select id, wrapped, key_version from content_key where dossier = \(dossier) and person = \(person)",
        ])
        guard let row = results[1].first else { throw ContentError.gone }
        let (id, stored, version) = try row.decode(UUID.self, [UInt8]?.self, String.self)
        guard let stored else { throw ContentError.gone }
        return (id, try unwrap(stored, version: version, dossier: dossier, person: person))
    }

    private func unwrap(_ wrapped: [UInt8], version: String, dossier: UUID, person: String) throws -> SymmetricKey {
        let bytes = try Seal.open(
            wrapped, with: keys.key("content", version: version), for: Self.keyPlace(dossier, person))
        return SymmetricKey(data: bytes)
    }

    private static func place(_ dossier: UUID, _ part: String, _ person: String, _ version: Int) -> String {
        "\(dossier) \(part) \(person) \(version)"
    }

    private static func keyPlace(_ dossier: UUID, _ person: String) -> String { "\(dossier) \(person)" }
}
