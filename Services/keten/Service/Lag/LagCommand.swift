import ArgumentParser
import Contracts
import Foundation
import Kafka

/// `keten lag`: how far each consumer group is behind, per partition, and whether it goes on.
struct LagCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lag", abstract: "Show how far each consumer group is behind, and whether it goes on.",
        discussion: """
            Asks the broker itself, so it tells of services that are down too. A group that
            is level is told at once; one that lags is looked at several times over a
            window, and judged by Burrow's rules:
              OK       level at some moment of the window, or catching up
              WARN     goes on, and falls behind or gains nothing
              STALL    a member has the partition, and nothing was committed
              STOP     nothing was committed, and no member is known to have the partition
              REWIND   the committed offset went back, or lies beyond the partition's end
              unknown  never committed, which is not the same as 0
            Lag in seconds is the age of the message at the committed offset, by the
            broker's timestamp. The owner is as the broker tells; a broker that does not
            (the development broker) leaves it "unknown". With the operators' secret what
            organisations that are cut off have sent is known to wait on purpose, and does
            not count.

            Exits 0 when every group is OK, 1 when one is not.

            Example:
              keten lag
              keten lag --group verwijzing.casussen --window 30s --json
            """)

    @OptionGroup var `operator`: Operator
    @OptionGroup var broker: Broker
    @Option(help: "Only this group.") var group: String?
    @Option(help: "How long a group that lags is watched.") var window = Span(.seconds(10))
    @Option(help: "How often it is looked at in that time.") var samples = 6
    @Flag(help: "Show every partition, also those without messages.") var all = false

    func validate() throws {
        guard samples >= 2 else { throw ValidationError("--samples is at least 2: one look shows no movement") }
        guard group.map({ name in Afnemers.alle.contains { $0.naam == name } }) ?? true else {
            throw ValidationError(
                "no group \(group ?? ""); there are " + Afnemers.alle.map(\.naam).joined(separator: ", "))
        }
    }

    func run() async throws {
        let consumers = Afnemers.alle.filter { group == nil || group == $0.naam }
        let held = try await heldTopics()
        let groups = try await broker.use { client, configuration in
            try await LagLook(client: client, configuration: configuration, held: held)
                .groups(consumers, looks: samples, over: window.duration)
        }
        if `operator`.json {
            `operator`.print(.array(groups.map(\.json)))
        } else {
            show(groups)
        }
        if !groups.allSatisfy(\.isWell) { throw ExitCode(1) }
    }

    private func heldTopics() async throws -> Set<String> {
        guard `operator`.canSignIn else { return [] }
        let token = try await `operator`.token()
        for endpoint in `operator`.endpoints {
            // Each of them knows; one that is down is no reason not to look at the broker.
            if let state = try? await `operator`.get(endpoint.url + "/v1/beheer/stand", token: token) {
                return `operator`.heldTopics([try Berichtenstand.decode(state, .tolerant)])
            }
        }
        return []
    }

    private func show(_ groups: [GroupLag]) {
        var table = Table(columns: ["group", "reads", "partitions", "lag", "oldest", "owner", "state"])
        table.rows = groups.map { group in
            [
                group.consumer.naam, group.consumer.topic, "\(group.partitions.count)", "\(group.lag)",
                group.seconds.map(Span.text) ?? "-",
                group.owners.isEmpty ? "unknown" : group.owners.joined(separator: ","), group.state.rawValue,
            ]
        }
        table.print()
        let shown = groups.flatMap(\.partitions).filter { all || $0.state != .ok || ($0.lag ?? 0) > 0 }
        if shown.isEmpty { return }
        print("")
        var details = Table(columns: [
            "group", "topic", "partition", "low", "committed", "high", "lag", "oldest", "owner", "state", "",
        ])
        details.rows = shown.map(\.cells)
        details.print()
    }
}

extension PartitionLag {
    fileprivate var cells: [String] {
        [
            group, partition.topic, "\(partition.partition)", "\(low)", last.committed.map(String.init) ?? "-",
            "\(last.high)", lag.map(String.init) ?? "unknown", seconds.map(Span.text) ?? "-", owner ?? "unknown",
            state.rawValue, note ?? "",
        ]
    }

    var json: JSON {
        var members: JSON.Members = [
            "topic": .string(partition.topic), "partition": .integer(Int64(partition.partition)),
            "low": .integer(low), "high": .integer(last.high), "state": .string(state.rawValue),
        ]
        if let committed = last.committed { members["committed"] = .integer(committed) }
        if let lag { members["lag"] = .integer(lag) }
        if let seconds { members["oldestSeconds"] = .number(seconds) }
        if let owner { members["owner"] = .string(owner) }
        if let note { members["note"] = .string(note) }
        return .object(members)
    }
}

extension GroupLag {
    /// With the partitions that hold messages.
    var json: JSON {
        var members: JSON.Members = [
            "group": .string(consumer.naam), "reads": .string(consumer.topic), "lag": .integer(lag),
            "state": .string(state.rawValue), "partitions": .array(partitions.filter { !$0.isEmpty }.map(\.json)),
        ]
        if let seconds { members["oldestSeconds"] = .number(seconds) }
        return .object(members)
    }
}
