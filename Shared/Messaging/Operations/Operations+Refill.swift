import Contracts
import Foundation
import Postgres

/// Why an operator's act cannot be done now.
public enum ActRefused: Error, Sendable, CustomStringConvertible {
    case alreadyRunning(String)
    case notThere(String)

    public var description: String {
        switch self {
        case .alreadyRunning(let what), .notThere(let what): what
        }
    }
}

// Refilling a broker that lost its data (MESSAGING.md §6).
extension Operations {
    /// It reaches over what the outbox holds now as well: of that the broker that lost its data may have confirmed some.
    /// - Parameter topic: only this one; nil: all that this service writes.
    /// - Returns: the refill; with `dryRun` what it would be.
    public func refill(topic: String?, perSecond: Int, dryRun: Bool, by act: OperatorAct) async throws -> Herpublicatie
    {
        let id = UUID.v7()
        return try await pool.transaction { transaction in
            let counted = try await transaction.exchange([
                """
                select count(*) filter (where not exists (select from outbox o where o.seq = e.seq)),
                    coalesce(max(e.seq), 0), clock_timestamp()
                from event e where \(topic)::text is null or e.topic = \(topic)
                """
            ])[0].first?.decode(Int64.self, Int64.self, Date.self)
            let (total, upTo, now) = counted ?? (0, 0, Date())
            if !dryRun {
                guard total > 0 else { throw ActRefused.notThere("Er is niets te herpubliceren.") }
                let made = try await transaction.exchange([
                    """
                    insert into refill (id, topic, up_to, total, per_second, status, started_at)
                    values (\(id), \(topic), \(upTo), \(total), \(Int32(perSecond)), 'running', \(now))
                    on conflict do nothing returning 1
                    """
                ])[0]
                guard !made.isEmpty else {
                    throw ActRefused.alreadyRunning("Er loopt al een herpublicatie, of zij staat stil.")
                }
                _ = try await transaction.commit([act.record("refill", target: topic ?? "*", count: Int(total))])
            }
            return Herpublicatie(
                id: id, dienst: service, topic: topic, totaal: Int(total), gepubliceerd: 0, perSeconde: perSecond,
                toestand: "running", begonnenOp: now, geeindigdOp: nil)
        }
    }

    /// Pauses, goes on with, or cancels the refill that is open.
    public func setRefill(_ id: UUID, to status: RefillStatus, by act: OperatorAct) async throws {
        try await pool.transaction { transaction in
            let changed = try await transaction.exchange([
                """
                update refill set status = \(status.rawValue),
                    ended_at = case when \(status == .cancelled) then clock_timestamp() end
                where id = \(id) and status in ('running', 'paused') returning 1
                """
            ])[0]
            guard !changed.isEmpty else { throw ActRefused.notThere("Deze herpublicatie loopt niet meer.") }
            _ = try await transaction.commit([act.record("refill-\(status.rawValue)", target: id.text, count: 1)])
        }
    }

    public enum RefillStatus: String, Sendable { case running, paused, cancelled }

    func refills() async throws -> [Herpublicatie] {
        try await pool.query(
            """
            select id, topic, total, published, per_second, status, started_at, ended_at from refill
            order by started_at desc limit 20
            """
        ).map { row in
            let (id, topic, total, published, rate, status, started, ended) = try row.decode(
                UUID.self, String?.self, Int64.self, Int64.self, Int32.self, String.self, Date.self, Date?.self)
            return Herpublicatie(
                id: id, dienst: service, topic: topic, totaal: Int(total), gepubliceerd: Int(published),
                perSeconde: Int(rate), toestand: status, begonnenOp: started, geeindigdOp: ended)
        }
    }
}
