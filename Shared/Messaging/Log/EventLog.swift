import Foundation
import Postgres

/// The append-only log with its streams and outbox (MESSAGING.md §2).
enum EventLog {
    /// One statement: advances the streams in (topic, key) order, gives each event its gapless sequence, draws `seq`
    /// after that, and puts the numbers in the outbox.
    static func append(_ events: [NewEvent], at now: Date) -> [SQL] {
        guard !events.isEmpty else { return [] }
        let ordered = events.enumerated().sorted { a, b in
            (a.element.topic, a.element.key, a.offset) < (b.element.topic, b.element.key, b.offset)
        }.map(\.element)
        var ordinals: [Int64] = []
        var streams: [(topic: String, key: String, count: Int64)] = []
        for event in ordered {
            if let last = streams.last, last.topic == event.topic, last.key == event.key {
                streams[streams.count - 1].count += 1
            } else {
                streams.append((event.topic, event.key, 1))
            }
            ordinals.append(streams[streams.count - 1].count)
        }
        return [
            """
            with advanced as (
                insert into stream as s (topic, key, last_sequence)
                select topic, key, events
                from unnest(\(streams.map(\.topic)), \(streams.map(\.key)), \(streams.map(\.count))) as n (topic, key, events)
                on conflict (topic, key) do update set last_sequence = s.last_sequence + excluded.last_sequence
                returning topic, key, last_sequence
            ), counted as (
                select topic, key, last_sequence - events as base
                from advanced
                join unnest(\(streams.map(\.topic)), \(streams.map(\.key)), \(streams.map(\.count)))
                    as n (topic, key, events) using (topic, key)
            ), appended as (
                insert into event (id, aggregate, version, topic, key, sequence, type, subject, data, regio, oefening,
                    traceparent, correlation_id, causation_id, created_at)
                select e.id, e.aggregate, e.version, e.topic, e.key, c.base + e.ordinal, e.type, e.subject, e.data,
                    e.regio, e.oefening, e.traceparent, e.correlation, e.causation, \(now)
                from unnest(\(ordered.map(\.id)), \(ordered.map(\.aggregate)), \(ordered.map(\.version)),
                    \(ordered.map(\.topic)), \(ordered.map(\.key)), \(ordinals), \(ordered.map(\.type)),
                    \(ordered.map(\.subject)), \(ordered.map(\.data)), \(ordered.map(\.regio)),
                    \(ordered.map(\.oefening)), \(ordered.map(\.trace.traceparent)),
                    \(ordered.map(\.trace.correlation)), \(ordered.map(\.trace.causation)))
                    with ordinality as e (id, aggregate, version, topic, key, ordinal, type, subject, data, regio, oefening,
                        traceparent, correlation, causation, place)
                join counted c on c.topic = e.topic and c.key = e.key
                order by e.place
                returning seq, topic, key, sequence
            )
            insert into outbox (seq, topic, key, sequence) select seq, topic, key, sequence from appended
            """
        ]
    }
}
