import ArgumentParser
import Contracts
import Foundation
import Kafka

/// `keten status`: whether the chain can do its work, what stands in its way, and what is late.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show whether the chain is well, and what is late, stuck or refused.",
        discussion: """
            Asks every service and the broker, and compares what each source has given out
            with what its consumers have decided: the last event of a key that the broker
            lost shows nowhere else.

            Not well (exit 1) is any of:
              a service that does not answer or is not ready, or whose schema lacks
                migrations
              a service of which no relay holds the lease, with an event unpublished for
                longer than --max-unpublished, or with an event that the broker refused
              a failed or contradicted message in quarantine, or a key that waits behind
                one
              a term that should have gone off a minute ago, or whose going off failed
              a broker that does not answer, a topic that is missing or has a partition
                without a leader
              a group that is further behind than --max-lag, or whose place the broker no
                longer has
              a consumer that lacks an event that is older than --grace, or has more than
                its source
            Overdue terms and unanswered handovers are shown and are not counted: people
            are late then, and were told. Without the operators' secret only readiness and
            the broker are looked at.

            Example:
              keten status
              keten status --watch
              keten status --json | jq -r '.problems[]'
            """)

    @OptionGroup var `operator`: Operator
    @OptionGroup var broker: Broker
    @Option(help: "How old an unpublished event may be.") var maxUnpublished = Span(.seconds(60))
    @Option(help: "How far behind a group may be, in time.") var maxLag = Span(.seconds(60))
    @Option(help: "An event that is younger may still be on its way to a consumer.") var grace = Span(.seconds(60))
    @Flag(help: "Look again every few seconds, until interrupted.") var watch = false
    @Option(help: "How long --watch waits between looks.") var every = Span(.seconds(5))

    func run() async throws {
        while true {
            let report = await look()
            // Home and clear, as `watch` does.
            if watch, !`operator`.json { print("\u{1b}[H\u{1b}[2J", terminator: "") }
            if `operator`.json { `operator`.print(report.json) } else { report.show() }
            guard watch else {
                if !report.isWell { throw ExitCode(1) }
                return
            }
            try await Task.sleep(for: every.duration)
        }
    }

    private func look() async -> ChainReport {
        var refused: String?
        var token: String?
        if `operator`.canSignIn {
            do { token = try await `operator`.token() } catch { refused = "\(error)" }
        }
        var services = await self.services(token)
        if let refused {
            services.append(ServiceReport(name: "identity", ready: false, checks: [("token", refused)], messaging: nil))
        }
        let broker = await lookAtBroker(held: `operator`.heldTopics(services.compactMap(\.messaging)))
        var comparison: SequenceComparison.Outcome?
        if let token {
            comparison = await SequenceComparison(
                operator: `operator`, token: token,
                now: Dictionary(
                    services.compactMap { report in report.messaging.map { (report.name, $0.op) } },
                    uniquingKeysWith: { a, _ in a }), grace: grace.duration,
                committed: broker.committed
            ).run()
        }
        return ChainReport(
            services: services, broker: broker, comparison: comparison,
            limits: .init(unpublished: maxUnpublished.duration, lag: maxLag.duration, grace: grace.duration))
    }

    private func services(_ token: String?) async -> [ServiceReport] {
        await withTaskGroup(of: (Int, ServiceReport).self) { group in
            for (index, endpoint) in `operator`.endpoints.enumerated() {
                group.addTask { [`operator`] in (index, await ServiceReport.ask(endpoint, `operator`, token)) }
            }
            return await group.reduce(into: [(Int, ServiceReport)]()) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func lookAtBroker(held: Set<String>) async -> ChainReport.BrokerReport {
        var report = ChainReport.BrokerReport(servers: "?", brokers: 0, missing: [], groups: [], problem: nil)
        do {
            report.servers = try broker.configuration().bootstrapServers
            let (metadata, groups) = try await broker.use { client, configuration in
                let metadata = try await client.metadata()
                let look = LagLook(client: client, configuration: configuration, held: held)
                return (metadata, try await look.groups(Afnemers.alle, looks: 1, over: .zero))
            }
            report.brokers = metadata.brokers.count
            report.groups = groups
            report.missing = Topics.chain.compactMap { name in
                guard let topic = metadata.topics.first(where: { $0.name == name }), topic.error == nil else {
                    return "\(name) is missing"
                }
                return topic.leaderless > 0 ? "\(name) has \(topic.leaderless) partitions without a leader" : nil
            }
        } catch {
            report.problem = "\(error)"
        }
        return report
    }
}

extension ChainReport.BrokerReport {
    /// How far each group has read.
    fileprivate var committed: [String: [TopicPartition: Int64]] {
        Dictionary(
            groups.map { group in
                (
                    group.consumer.naam,
                    Dictionary(
                        group.partitions.compactMap { place in place.last.committed.map { (place.partition, $0) } },
                        uniquingKeysWith: { a, _ in a })
                )
            }, uniquingKeysWith: { a, _ in a })
    }
}
