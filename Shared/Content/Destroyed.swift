import Foundation
import Postgres

/// That content was destroyed at the end of its retention, as it is told to who asks for it (P4).
public struct Destroyed: Sendable, Equatable {
    public let at: Date
    /// Whose term it was, how long, and where that comes from; nil where the key went for another reason.
    public let organisation: String?
    public let term: String?
    public let ground: String?

    public init(at: Date, organisation: String?, term: String?, ground: String?) {
        self.at = at
        self.organisation = organisation
        self.term = term
        self.ground = ground
    }
}

extension Vault {
    /// Reads what is left of these parts, and tells of the others since when they are gone, also when one goes meanwhile.
    public func readWhatIsLeft(
        _ ids: [UUID], record: ProcessingRecord, on pool: PostgresPool
    ) async throws -> (opened: [UUID: [UInt8]], destroyed: [UUID: Destroyed]) {
        let destroyed = try await destroyed(ids, on: pool)
        let left = ids.filter { destroyed[$0] == nil }
        guard !left.isEmpty else { return ([:], destroyed) }
        do {
            return (try await read(left, record: record, on: pool), destroyed)
        } catch ContentError.gone {
            // Nothing was given yet. Fewer are left each time, so this ends; what never was is no different a second time.
            let now = try await self.destroyed(ids, on: pool)
            guard now.count > destroyed.count else { throw ContentError.gone }
            return try await readWhatIsLeft(ids, record: record, on: pool)
        }
    }

    /// Which of these parts can't be read any more, for their key is gone.
    public func destroyed(_ ids: [UUID], on pool: PostgresPool) async throws -> [UUID: Destroyed] {
        guard !ids.isEmpty else { return [:] }
        let rows = try await pool.query(
            """
            select c.id, k.destroyed_at, nullif(d.organisation, ''), d.term, d.ground
            from content c join content_key k on k.id = c.key_id left join content_destruction d on d.key_id = k.id
            where c.id = any(\(ids)) and k.wrapped is null
            """)
        return try rows.reduce(into: [:]) { found, row in
            let (id, at, organisation, term, ground) = try row.decode(
                UUID.self, Date.self, String?.self, String?.self, String?.self)
            found[id] = Destroyed(at: at, organisation: organisation, term: term, ground: ground)
        }
    }
}
