import Contracts
import Foundation
import Postgres

extension Operations {
    /// How outbox, relay, quarantine, consumers and terms stand now.
    public func state() async throws -> Berichtenstand {
        let results = try await pool.exchange([
            """
            select count(*), count(failed_at), (select created_at from event e where e.seq = min(o.seq)) from outbox o
            """,
            "select owner, epoch, nullif(expires_at, '-infinity') from relay_lease",
            "select status, count(*) from quarantine where resolved_at is null or status = 'refused' group by status order by status",
            """
            select consumer, count(*), count(*) filter (where seen_sequence > last_sequence), count(*) filter (where held)
            from position group by consumer order by consumer
            """,
            """
            select count(*), count(*) filter (where due_at < clock_timestamp())
            from term where fired_at is null and cancelled_at is null
            """,
        ])
        guard let outbox = try results[0].first?.decode(Int64.self, Int64.self, Date?.self),
            let relay = try results[1].first?.decode(String?.self, Int64.self, Date?.self),
            let terms = try results[4].first?.decode(Int64.self, Int64.self)
        else { throw EngineError.stopped }
        return Berichtenstand(
            dienst: service, outbox: Outboxstand(aantal: Int(outbox.0), gefaald: Int(outbox.1), oudsteOp: outbox.2),
            relay: Relaystand(leider: relay.0, tijdvak: Int(relay.1), verlooptOp: relay.2),
            quarantaine: try results[2].map { row in
                let (status, count) = try row.decode(String.self, Int64.self)
                return Aantal(naam: status, aantal: Int(count))
            },
            afnemers: try results[3].map { row in
                let (consumer, keys, gaps, held) = try row.decode(String.self, Int64.self, Int64.self, Int64.self)
                return Afnemerstand(afnemer: consumer, sleutels: Int(keys), gaten: Int(gaps), vastgehouden: Int(held))
            },
            termijnen: Termijnstand(lopend: Int(terms.0), overTijd: Int(terms.1)))
    }
}
