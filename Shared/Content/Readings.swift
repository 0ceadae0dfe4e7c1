import Contracts
import Foundation
import Postgres

/// One time that content was read, as its processing records have it.
public struct Reading: Sendable, Equatable {
    public let organisation: OIN
    /// The record's name, such as `dossier lezen`.
    public let name: String
    public let at: Date
    /// Whom it concerned.
    public let subjects: Set<String>
    public let purposes: Set<String>
}

extension ProcessingRecord {
    /// The readings whose records pass a filter over `r`, oldest first.
    public static func readings(where filter: SQL, on pool: PostgresPool) async throws -> [Reading] {
        let rows = try await pool.query(
            """
            select r.organisation, r.name, min(r.start_time), array_agg(distinct r.data_subject_id),
                array_agg(distinct r.purpose)
            from processing_record r where \(filter)
            group by r.organisation, r.name, r.trace_id order by min(r.start_time)
            """)
        return try rows.compactMap { row in
            let (organisation, name, at, subjects, purposes) = try row.decode(
                String.self, String.self, Date.self, [String].self, [String].self)
            return OIN(organisation).map {
                Reading(organisation: $0, name: name, at: at, subjects: Set(subjects), purposes: Set(purposes))
            }
        }
    }
}
