import Foundation
import Postgres

/// Which relay publishes: a row with an owner and an epoch, by the database's clock.
///
/// No advisory lock, since a frozen process would keep it. The epoch is checked in the transaction that records
/// publications; what an old leader still sends is absorbed by the consumers' positions (MESSAGING.md §2).
struct Lease: Sendable {
    static let seconds = 10

    let owner: String
    let pool: PostgresPool

    /// Takes or prolongs the lease. One that ran out while nobody else took it goes on as if it had not.
    /// - Returns: the epoch, or nil while another holds it.
    func hold() async throws -> Int64? {
        let rows = try await pool.query(
            """
            update relay_lease
            set owner = \(owner), expires_at = clock_timestamp() + make_interval(secs => \(Double(Self.seconds))),
                epoch = case when owner = \(owner) then epoch else epoch + 1 end
            where owner = \(owner) or expires_at <= clock_timestamp()
            returning epoch
            """)
        return try rows.first?.decode(Int64.self)
    }

    func release() async throws {
        _ = try await pool.query("update relay_lease set expires_at = '-infinity', owner = null where owner = \(owner)")
    }
}
