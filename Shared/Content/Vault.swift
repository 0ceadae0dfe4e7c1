import Contracts
import Crypto
import Foundation
import Postgres

/// Keeps content that identifies people: sealed per person within a dossier, and given only after the reading was
/// recorded (DESIGN.md, Privacy by construction).
public struct Vault: Sendable {
    private let keys: ContentKeys

    public init(keys: KeyRing) { self.keys = ContentKeys(ring: keys) }

    /// A text or a person's data that is to be sealed.
    public struct Part: Sendable {
        let content: [UInt8]
        let person: String
        let part: String
        let version: Int

        /// - Parameters:
        ///   - person: whom it concerns, as an opaque reference within the dossier; its key can be destroyed alone.
        ///   - part: which block of the dossier; with `version` it names this text for ever.
        public init(_ content: [UInt8], person: String, part: String, version: Int = 1) {
            self.content = content
            self.person = person
            self.part = part
            self.version = version
        }
    }

    /// A part of a dossier that is ready to be stored: its row goes into the transaction that refers to it.
    public struct Sealed: SetWise {
        public let id: UUID
        let organisation: OIN
        let dossier: UUID
        let part: String
        let version: Int
        let key: UUID
        let sealed: [UInt8]

        public static func insert(_ rows: [Sealed]) -> SQL {
            """
            insert into content (id, organisation, dossier, part, version, key_id, sealed)
            select * from unnest(\(rows.map(\.id)), \(rows.map(\.organisation.text)), \(rows.map(\.dossier)),
                \(rows.map(\.part)), \(rows.map { Int32($0.version) }), \(rows.map(\.key)), \(rows.map(\.sealed)))
            """
        }
    }

    /// Seals the parts of a dossier, in their order.
    /// - Parameter organisation: who wrote them.
    /// - Throws: `ContentError.gone` where the key of one of these people is destroyed at this moment.
    public func seal(
        _ parts: [Part], organisation: OIN, dossier: UUID, on pool: PostgresPool
    ) async throws -> [Sealed] {
        guard !parts.isEmpty else { return [] }
        let keys = try await keys.keys(of: Set(parts.map { owner($0.person, dossier) }), on: pool)
        return try parts.map { part in
            guard let (key, secret) = keys[owner(part.person, dossier)] else { throw ContentError.gone }
            return Sealed(
                id: UUID.v7(), organisation: organisation, dossier: dossier, part: part.part, version: part.version,
                key: key,
                sealed: try Seal.close(
                    part.content, with: secret, for: Self.place(dossier, part.part, part.person, part.version)))
        }
    }

    /// Seals the parts of a dossier that is only being made: its keys are made here, and each is to be written before the
    /// first part that it seals, in the same transaction. That asks the database nothing.
    public func sealNew(
        _ parts: [Part], organisation: OIN, dossier: UUID
    ) throws -> [(key: NewContentKey?, part: Sealed)] {
        var made: [String: (row: NewContentKey, key: SymmetricKey)] = [:]
        return try parts.map { part in
            let isFirst = made[part.person] == nil
            let key = try made[part.person] ?? keys.new(owner(part.person, dossier))
            made[part.person] = key
            return (
                isFirst ? key.row : nil,
                Sealed(
                    id: UUID.v7(), organisation: organisation, dossier: dossier, part: part.part,
                    version: part.version, key: key.row.id,
                    sealed: try Seal.close(
                        part.content, with: key.key, for: Self.place(dossier, part.part, part.person, part.version)))
            )
        }
    }

    /// Seals one part.
    public func seal(_ part: Part, organisation: OIN, dossier: UUID, on pool: PostgresPool) async throws -> Sealed {
        try await seal([part], organisation: organisation, dossier: dossier, on: pool)[0]
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
            let parts = Dictionary(grouping: found, by: \.person).mapValues { $0.map(\.id) }
            return try await transaction.commit(
                parts.sorted { $0.key < $1.key }.map { record.statement(subject: $0.key, parts: $0.value) })
        }
        var opened: [UUID: [UInt8]] = [:]
        for item in found {
            let key = try keys.unwrap(item.wrapped, version: item.version, of: owner(item.person, item.dossier))
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

    /// Wraps at most `limit` live keys with the current key-encryption key that an earlier one wrapped, so that the earlier
    /// one can go: with it goes what only older backups still hold (P4).
    /// - Returns: how many there were; fewer than `limit` means that none is left.
    public func rewrap(limit: Int = 500, on pool: PostgresPool) async throws -> Int {
        try await keys.rewrap(limit: limit, on: pool)
    }

    private func owner(_ person: String, _ dossier: UUID) -> ContentKeys.Owner {
        ContentKeys.Owner(dossier: dossier, person: person)
    }

    private static func place(_ dossier: UUID, _ part: String, _ person: String, _ version: Int) -> String {
        "\(dossier) \(part) \(person) \(version)"
    }
}
