import Contracts
import Foundation
import Postgres

extension Chain {
    /// Reads the tables of all services and then the topics.
    ///
    /// The order makes a history that is fair while terms still go off: what was numbered first, then how far others
    /// are, then the logs, and the topics last.
    public func history(within limit: Duration = .seconds(30)) async throws -> LedgerHistory {
        var logs: [LedgerHistory.Log] = []
        for service in setup.services { logs.append(try await log(service)) }
        for index in logs.indices {
            logs[index].positions = try await positions(setup.services[index])
            logs[index].inbox = try await inbox(setup.services[index])
        }
        for index in logs.indices { logs[index].events = try await events(setup.services[index]) }
        var records: [LedgerHistory.Record] = []
        // In order of each partition, and none of its beginning may be gone.
        let topics = Topics.chain.filter { $0 != Topics.register } + setup.organisations.map { Topics.uit($0) }
        let held = try await tap.messages(Set(topics), within: limit)
        for message in topics.flatMap({ held[$0] ?? [] }) {
            // A test may have put there what is no event.
            guard let event = try? CloudEvent.decode(structured: message.value, .tolerant) else { continue }
            records.append(
                LedgerHistory.Record(
                    stream: .init(message.topic, event.partitionkey ?? ""), sequence: event.sequence ?? 0,
                    id: event.id))
        }
        return LedgerHistory(logs: logs, records: records)
    }

    /// What the tables alone say, for whoever waits until nothing is stuck.
    ///
    /// How far the consumers are comes first: what they had done by then has its events in the logs that are read after
    /// it, so that nothing on its way between two services is overlooked.
    public func stuck() async throws -> [Finding] {
        var reached: [[LedgerHistory.Position]] = []
        for service in setup.services { reached.append(try await positions(service)) }
        var logs: [LedgerHistory.Log] = []
        for service in setup.services { logs.append(try await log(service)) }
        for index in logs.indices { logs[index].positions = reached[index] }
        return LedgerJudgement(LedgerHistory(logs: logs, records: [])).stuck()
    }

    private func log(_ service: ChainService) async throws -> LedgerHistory.Log {
        var log = LedgerHistory.Log(service: service.rawValue)
        let schema = service.schema
        for row in try await query("select topic, key, last_sequence from stream", schema: schema) {
            let (topic, key, last) = try row.decode(String.self, String.self, Int64.self)
            log.streams[.init(topic, key)] = last
        }
        for row in try await query("select topic, key, sequence from outbox", schema: schema) {
            let (topic, key, sequence) = try row.decode(String.self, String.self, Int64.self)
            log.outbox[.init(topic, key), default: []].insert(sequence)
        }
        for row in try await query("select id, version from aggregate", schema: schema) {
            let (id, version) = try row.decode(UUID.self, Int64.self)
            log.versions[id] = version
        }
        let open: SQL = "select consumer, type, status, error from quarantine where resolved_at is null"
        for row in try await query(open, schema: schema) {
            let (consumer, type, status, error) = try row.decode(String.self, String.self, String.self, String?.self)
            log.setAside.append("\(consumer) \(type): \(status) \(error ?? "")")
        }
        let late: SQL = """
            select kind, aggregate, attempts from term
            where next_at < clock_timestamp() - interval '10 seconds' and fired_at is null and cancelled_at is null
            """
        for row in try await query(late, schema: schema) {
            let (kind, aggregate, attempts) = try row.decode(String.self, UUID.self, Int32.self)
            log.overdue.append("\(kind) of \(aggregate.lower), \(attempts) attempts,")
        }
        let leases = try await query(
            "select count(*) from relay_lease where expires_at > clock_timestamp()", schema: schema)
        log.hasLeader = try leases.first?.decode(Int64.self) == Int64(1)
        return log
    }

    private func positions(_ service: ChainService) async throws -> [LedgerHistory.Position] {
        try await query(
            """
            select consumer, topic, key, last_sequence, seen_sequence, held from position
            where topic <> \(Topics.register)
            """, schema: service.schema
        ).map { row in
            let (consumer, topic, key, last, seen, held) = try row.decode(
                String.self, String.self, String.self, Int64.self, Int64.self, Bool.self)
            return LedgerHistory.Position(
                consumer: consumer, stream: .init(topic, key), last: last, seen: seen, held: held)
        }
    }

    private func inbox(_ service: ChainService) async throws -> [String: Set<String>] {
        var inbox: [String: Set<String>] = [:]
        for row in try await query("select consumer, message_id from inbox", schema: service.schema) {
            let (consumer, id) = try row.decode(String.self, String.self)
            // Source and id of the event.
            inbox[consumer, default: []].insert(id.split(separator: " ").last.map(String.init) ?? id)
        }
        return inbox
    }

    private func events(_ service: ChainService) async throws -> [LedgerHistory.Event] {
        try await query(
            """
            select id, topic, key, sequence, type, aggregate, version, subject, causation_id, data from event
            order by seq
            """, schema: service.schema
        ).map { row in
            let (id, topic, key, sequence, type, aggregate, version, subject, causation, data) = try row.decode(
                UUID.self, String.self, String.self, Int64.self, String.self, UUID?.self, Int64?.self, String.self,
                String?.self, String.self)
            return LedgerHistory.Event(
                id: id.lower, stream: .init(topic, key), sequence: sequence,
                name: EventType(parsing: type)?.name ?? type, aggregate: aggregate, version: version, subject: subject,
                causation: causation, data: try JSON.parse(data.utf8))
        }
    }
}
