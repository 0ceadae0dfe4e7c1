import Contracts
import Foundation
import Postgres

// How far a source and its consumers are with each key, for comparing the two (MESSAGING.md §5).
extension Operations {
    /// Keys in groups by the first digits of their digest, two further than `prefix`: at most 256 lines, however many
    /// keys there are.
    /// - Parameter consumer: its positions; nil for what this service itself has given out.
    public func groups(topic: String, consumer: String?, prefix: String) async throws -> [Reeksgroep] {
        // MD5 is a digest here that every server computes alike, no protection.
        let digits = Int32(prefix.utf8.count + 2)
        let rows = try await pool.query(
            """
            select substr(digest, 1, \(digits)), count(*), sum(last_sequence)::bigint,
                bit_xor(('x' || substr(md5(key || ' ' || last_sequence), 1, 16))::bit(64))::bigint::text
            from (\(Self.sequences(topic, consumer))) s
            where starts_with(digest, \(prefix)) group by 1 order by 1
            """)
        return try rows.map { row in
            let (prefix, keys, sum, check) = try row.decode(String.self, Int64.self, Int64.self, String.self)
            return Reeksgroep(begin: prefix, sleutels: Int(keys), som: Int(sum), toets: check)
        }
    }

    /// The keys of one group.
    public func keys(topic: String, consumer: String?, prefix: String) async throws -> [Reekssleutel] {
        let rows = try await pool.query(
            """
            select key, last_sequence, seen_sequence, held from (\(Self.sequences(topic, consumer))) s
            where starts_with(digest, \(prefix)) order by key limit \(Reeksen.grens)
            """)
        return try rows.map { row in
            let (key, last, seen, held) = try row.decode(String.self, Int64.self, Int64?.self, Bool?.self)
            return Reekssleutel(sleutel: key, laatste: Int(last), gezien: seen.map(Int.init), vastgehouden: held)
        }
    }

    /// A position without anything decided is no position: the source need not know of it yet.
    private static func sequences(_ topic: String, _ consumer: String?) -> SQL {
        guard let consumer else {
            return """
                select key, last_sequence, null::bigint as seen_sequence, null::boolean as held, md5(key) as digest
                from stream where topic = \(topic)
                """
        }
        return """
            select key, last_sequence, seen_sequence, held, md5(key) as digest
            from position where consumer = \(consumer) and topic = \(topic)
            """
    }

    /// What stands at some places of this service's own log.
    public func events(topic: String, at places: [(key: String, sequence: Int64)]) async throws -> [Reeksgebeurtenis] {
        let rows = try await pool.query(
            """
            select e.key, e.sequence, e.id, e.type, e.created_at, p.partition, p."offset"
            from unnest(\(places.map(\.key)), \(places.map(\.sequence))) as n (key, sequence)
            join event e on (e.topic, e.key, e.sequence) = (\(topic), n.key, n.sequence)
            left join publication p using (seq)
            """)
        return try rows.map { row in
            let (key, sequence, id, type, created, partition, offset) = try row.decode(
                String.self, Int64.self, UUID.self, String.self, Date.self, Int32?.self, Int64?.self)
            return Reeksgebeurtenis(
                sleutel: key, volgnummer: Int(sequence), id: id, soort: type, vastgelegdOp: created,
                partitie: partition.map(Int.init), plek: offset.map(Int.init))
        }
    }

    /// Which of these messages were decided here, by whom and when, and how far each consumer is with these keys.
    public func received(_ messages: [String], keys: [String]) async throws -> Ontvangst {
        let names = consumers.map(\.name)
        let results = try await pool.exchange([
            """
            select i.consumer, i.message_id, i.received_at
            from unnest(\(names)) as c (consumer) cross join unnest(\(messages)) as m (message_id)
            join inbox i using (consumer, message_id)
            """,
            """
            select p.consumer, p.topic, p.key, p.last_sequence, p.seen_sequence, p.held from position p
            where p.consumer = any(\(names)) and p.key = any(\(keys))
            """,
        ])
        return Ontvangst(
            verwerkt: try results[0].map { row in
                let (consumer, message, at) = try row.decode(String.self, String.self, Date.self)
                return Verwerking(afnemer: consumer, bericht: message, op: at)
            },
            standen: try results[1].map { row in
                let (consumer, topic, key, last, seen, held) = try row.decode(
                    String.self, String.self, String.self, Int64.self, Int64.self, Bool.self)
                return Sleutelstand(
                    afnemer: consumer, topic: topic, sleutel: key, laatste: Int(last), gezien: Int(seen),
                    vastgehouden: held)
            })
    }
}
