import Contracts
import Foundation
import Kafka

/// What was seen of the whole chain in one look, and what of it is not well.
struct ChainReport: Sendable {
    /// What counts as late.
    struct Limits: Sendable {
        var unpublished: Duration
        var lag: Duration
        var grace: Duration
    }

    struct BrokerReport: Sendable {
        var servers: String
        var brokers: Int
        /// Chain topics that are not there, or of which a partition has no leader.
        var missing: [String]
        var groups: [GroupLag]
        /// Why nothing is known of it.
        var problem: String?
    }

    let services: [ServiceReport]
    let broker: BrokerReport
    /// Nil without the operators' token.
    let comparison: SequenceComparison.Outcome?
    let limits: Limits

    /// The group that is most seconds behind.
    var worstLag: GroupLag? {
        broker.groups.filter { $0.seconds != nil }.max { ($0.seconds ?? 0) < ($1.seconds ?? 0) }
    }

    var oldestUnpublished: (service: String, seconds: Double)? {
        services.compactMap { report in report.oldestUnpublished.map { (report.name, $0) } }.max { $0.1 < $1.1 }
    }

    var isWell: Bool { problems.isEmpty }

    /// Each with the command that shows more. People's lateness is none of these: it is told to people (O5).
    var problems: [String] {
        services.flatMap(problems) + brokerProblems
            + (comparison?.shortfalls ?? []).map { "\($0.text)  -> \($0.remedy)" }
    }

    private func problems(of service: ServiceReport) -> [String] {
        let name = service.name
        var found = service.faults.map { "\(name) \($0)" }
        if !service.ready, found.isEmpty { found.append("\(name) is not ready") }
        guard let state = service.messaging else { return found }
        if state.programma.migraties < state.programma.bekendeMigraties {
            found.append(
                "\(name) has \(state.programma.migraties) of \(state.programma.bekendeMigraties) migrations  -> \(name) migrate"
            )
        }
        if !service.hasLeader { found.append("no relay of \(name) publishes: its lease ran out") }
        if let age = service.oldestUnpublished, age > limits.unpublished.seconds {
            found.append(
                "\(name) has \(state.outbox.aantal) unpublished events, the oldest \(Span.text(age)) old  -> keten outbox"
            )
        }
        if state.outbox.gefaald > 0 {
            found.append("the broker refused \(state.outbox.gefaald) events of \(name)  -> keten outbox")
        }
        if service.contradicted > 0 {
            found.append(
                "\(name) has \(service.contradicted) messages of another history than it took  -> keten restore conflicts"
            )
        }
        if service.failed > 0 || (service.held > 0 && service.contradicted == 0) {
            found.append(
                "\(name) has \(service.failed) failed messages in quarantine, \(service.held) keys wait behind them  -> keten quarantine list --status failed"
            )
        }
        if state.termijnen.teLaat > 0 {
            found.append("\(state.termijnen.teLaat) terms of \(name) did not go off in time  -> keten terms --late")
        }
        if state.termijnen.gefaald > 0 {
            found.append("\(state.termijnen.gefaald) terms of \(name) failed to go off  -> keten terms --failed")
        }
        return found
    }

    private var brokerProblems: [String] {
        if let problem = broker.problem { return ["the broker \(broker.servers): \(problem)"] }
        return broker.missing.map { "topic \($0)  -> keten topics" }
            + broker.groups.compactMap { group in
                let lost = group.partitions.first {
                    $0.note != nil && !$0.isHeld && !$0.begins(within: limits.lag.seconds)
                }
                if let lost {
                    return
                        "\(group.consumer.naam) on \(lost.partition.topic)/\(lost.partition.partition): \(lost.note ?? "")  -> keten lag --group \(group.consumer.naam)"
                }
                guard let seconds = group.seconds, seconds > limits.lag.seconds else { return nil }
                return
                    "\(group.consumer.naam) is \(Span.text(seconds)) behind, \(group.lag) messages  -> keten lag --group \(group.consumer.naam)"
            }
    }
}

extension ChainReport {
    func show() {
        Swift.print(isWell ? "well" : "NOT WELL")
        Swift.print("")
        var table = Table(columns: ServiceReport.columns)
        table.rows = services.map(\.cells)
        table.print()
        Swift.print("")
        fact("broker", broker.problem ?? "\(broker.servers), \(broker.brokers) broker\(broker.brokers == 1 ? "" : "s")")
        fact("oldest unpublished event", unpublished)
        fact("oldest unanswered handover", unanswered)
        fact("worst lag", lag)
        fact("consumers against their sources", against)
        if isWell { return }
        Swift.print("\nnot well:")
        for problem in problems { Swift.print("  " + problem) }
    }

    private func fact(_ name: String, _ value: String) {
        Swift.print(name.padding(toLength: 33, withPad: " ", startingAt: 0) + value)
    }

    private var unpublished: String {
        guard let oldest = oldestUnpublished else { return "none" }
        return "\(Span.text(oldest.seconds)) (\(oldest.service))"
    }

    private var unanswered: String {
        guard let service = services.first(where: { $0.unanswered != nil }), let waiting = service.unanswered else {
            return services.contains { $0.messaging != nil } ? "none" : "?"
        }
        let age = service.age(waiting.oudsteOp).map(Span.text) ?? "?"
        return "\(age) (\(waiting.oudste.text)); \(waiting.lopend) wait, \(waiting.overTijd) of them past their term"
    }

    private var lag: String {
        guard broker.problem == nil else { return "?" }
        guard let worst = worstLag, let seconds = worst.seconds else { return "none" }
        return "\(Span.text(seconds)) (\(worst.consumer.naam), \(worst.lag) messages)"
    }

    private var against: String {
        guard let comparison else { return "?" }
        let skipped = comparison.skipped.map { "; not compared: " + $0 }.joined()
        return "\(comparison.compared) keys compared, \(comparison.shortfalls.count) differ" + skipped
    }

    var json: JSON {
        var members: JSON.Members = [
            "well": .bool(isWell), "problems": .array(problems.map(JSON.string)),
            "services": .array(services.map(\.json)),
            "broker": [
                "servers": .string(broker.servers), "brokers": .integer(Int64(broker.brokers)),
                "problem": broker.problem.map(JSON.string) ?? .null,
                "missingTopics": .array(broker.missing.map(JSON.string)),
                "groups": .array(
                    broker.groups.filter { $0.lag > 0 || $0.partitions.contains { $0.note != nil } }.map(\.json)),
            ],
        ]
        if let oldest = oldestUnpublished {
            members["oldestUnpublished"] = ["service": .string(oldest.service), "seconds": .number(oldest.seconds)]
        }
        if let service = services.first(where: { $0.unanswered != nil }), let waiting = service.unanswered {
            members["oldestUnanswered"] = [
                "overdracht": .string(waiting.oudste.text), "seconds": .number(service.age(waiting.oudsteOp) ?? 0),
                "waiting": .integer(Int64(waiting.lopend)), "overdue": .integer(Int64(waiting.overTijd)),
            ]
        }
        if let worst = worstLag, let seconds = worst.seconds {
            members["worstLag"] = [
                "group": .string(worst.consumer.naam), "seconds": .number(seconds), "messages": .integer(worst.lag),
            ]
        }
        if let comparison {
            members["comparison"] = [
                "keys": .integer(Int64(comparison.compared)),
                "differing": .array(comparison.shortfalls.map(\.json)),
                "skipped": .array(comparison.skipped.map(JSON.string)),
            ]
        }
        return .object(members)
    }
}
