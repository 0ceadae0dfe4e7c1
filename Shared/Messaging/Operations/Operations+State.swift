import Contracts
import Foundation
import Postgres

extension Operations {
    /// How outbox, relay, quarantine, consumers and terms stand now.
    public func state() async throws -> Berichtenstand {
        let held = held()
        let results = try await pool.exchange([
            "select clock_timestamp()", "select count(*) from migration", Sight.outbox(held: held), Sight.relay,
            Sight.quarantine,
            "select consumer, count(*) from position group by consumer", Sight.gaps, Sight.held, Sight.terms,
            Sight.lateTerms,
        ])
        guard let now = try results[0].first?.decode(Date.self),
            let migrations = try results[1].first?.decode(Int64.self),
            let relay = try results[3].first?.decode(String?.self, Int64.self, Date?.self)
        else { throw EngineError.stopped }
        var quarantine: [String: Int] = [:]
        for row in try Sight.quarantine(results[4]) { quarantine[row.status, default: 0] += row.count }
        return Berichtenstand(
            dienst: service, op: now,
            programma: Programmastand(
                versie: program.version, gestartOp: program.startedAt, migraties: Int(migrations),
                bekendeMigraties: program.migrations.count),
            aangehouden: held, outbox: try Sight.outbox(results[2]),
            relay: Relaystand(leider: relay.0, tijdvak: Int(relay.1), verlooptOp: relay.2),
            quarantaine: quarantine.sorted { $0.key < $1.key }.map { Aantal(naam: $0.key, aantal: $0.value) },
            afnemers: try consumers(
                keys: Sight.counts(results[5]), gaps: Sight.gaps(results[6]), waiting: Sight.counts(results[7])),
            termijnen: try Sight.terms(results[8], late: results[9]))
    }

    /// Those that the program has and those that left positions behind.
    private func consumers(
        keys: [String: Int], gaps: [String: (keys: Int, messages: Int)], waiting: [String: Int]
    ) -> [Afnemerstand] {
        let topics = Dictionary(consumers.map { ($0.name, $0.topics) }, uniquingKeysWith: { a, _ in a })
        return Set(topics.keys).union(keys.keys).sorted().map { name in
            Afnemerstand(
                afnemer: name, topics: topics[name] ?? [], sleutels: keys[name] ?? 0, gaten: gaps[name]?.keys ?? 0,
                ontbreekt: gaps[name]?.messages ?? 0, vastgehouden: waiting[name] ?? 0)
        }
    }
}

/// The statements behind both the operators' state and the metrics. None reads a table that grows with the chain's
/// history: each has an index of what is open.
enum Sight {
    /// The oldest event is not one that waits on purpose.
    static func outbox(held: [String]) -> SQL {
        """
        select count(*), count(failed_at), count(*) filter (where o.topic = any(\(held))),
            (select created_at from event e where e.seq = min(o.seq) filter (where o.topic <> all(\(held))))
        from outbox o
        """
    }

    static let relay: SQL = "select owner, epoch, nullif(expires_at, '-infinity') from relay_lease"

    static let quarantine: SQL = """
        select consumer, status, count(*) from quarantine
        where resolved_at is null or status = 'refused' group by consumer, status
        """

    static let gaps: SQL = """
        select consumer, count(*), sum(seen_sequence - last_sequence)::bigint from position
        where seen_sequence > last_sequence group by consumer
        """

    static let held: SQL = "select consumer, count(*) from position where held group by consumer"

    /// Also terms of which every stage has gone off: their step was not taken all the same.
    static let terms: SQL = """
        select kind, count(*), count(*) filter (where due_at < clock_timestamp()), min(since),
            (array_agg(aggregate order by since))[1]
        from \(openTerms) as term group by kind order by kind
        """

    /// The rows of terms whose step was not taken: in two parts, each with its index, so that the many that ended are
    /// not read.
    static let openTerms: SQL = """
        (select * from term where fired_at is null and cancelled_at is null
        union all select * from term where fired_at is not null and cancelled_at is null)
        """

    /// Terms whose moment was a minute ago and that did not go off, those whose going off failed, and by how many seconds
    /// the first that is due is late.
    static let lateTerms: SQL = """
        select count(*) filter (where next_at < clock_timestamp() - interval '1 minute'),
            count(*) filter (where attempts > 0),
            coalesce(extract(epoch from clock_timestamp() - min(next_at) filter (where next_at <= clock_timestamp())), 0)::float8
        from term where fired_at is null and cancelled_at is null
        """

    static func outbox(_ rows: Rows) throws -> Outboxstand {
        guard
            let (count, failed, held, oldest) = try rows.first?.decode(
                Int64.self, Int64.self, Int64.self, Date?.self)
        else { throw EngineError.stopped }
        return Outboxstand(aantal: Int(count), gefaald: Int(failed), aangehouden: Int(held), oudsteOp: oldest)
    }

    static func quarantine(_ rows: Rows) throws -> [(consumer: String, status: String, count: Int)] {
        try rows.map { row in
            let (consumer, status, count) = try row.decode(String.self, String.self, Int64.self)
            return (consumer, status, Int(count))
        }
    }

    static func counts(_ rows: Rows) throws -> [String: Int] {
        try rows.reduce(into: [:]) { counts, row in
            let (name, count) = try row.decode(String.self, Int64.self)
            counts[name] = Int(count)
        }
    }

    static func gaps(_ rows: Rows) throws -> [String: (keys: Int, messages: Int)] {
        try rows.reduce(into: [:]) { gaps, row in
            let (name, keys, messages) = try row.decode(String.self, Int64.self, Int64.self)
            gaps[name] = (Int(keys), Int(messages))
        }
    }

    static func terms(_ rows: Rows, late: Rows) throws -> Termijnstand {
        let kinds = try rows.map { row in
            let (kind, count, overdue, since, oldest) = try row.decode(
                String.self, Int64.self, Int64.self, Date.self, UUID.self)
            return Termijnsoortstand(
                soort: kind, lopend: Int(count), overTijd: Int(overdue), oudste: oldest, oudsteOp: since)
        }
        guard let (late, failed, _) = try late.first?.decode(Int64.self, Int64.self, Double.self) else {
            throw EngineError.stopped
        }
        return Termijnstand(
            lopend: kinds.reduce(0) { $0 + $1.lopend }, overTijd: kinds.reduce(0) { $0 + $1.overTijd },
            teLaat: Int(late), gefaald: Int(failed), soorten: kinds)
    }
}
