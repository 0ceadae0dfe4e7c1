import ArgumentParser
import Contracts
import Foundation
import Kafka

/// `keten trace`: the whole way of a message, a zaak or a handover over the services.
struct TraceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Show where a message, zaak or handover went, over all services.",
        discussion: """
            In order of time: recorded in a service's log, published at a partition and
            offset, handled by each consumer, set aside, the terms that run or went off,
            and acts over HTTP that were refused, with who tried and why; for a handover
            its staged acknowledgements. Names every consumer that should have one of these
            events and has not.

            What is looked up is the id of an event, an aggregate, a zaak or a correlation,
            a short reference (kenmerk) as people say it on the telephone, or a place on
            Kafka as topic/partition/offset.

            Exits 0 when everything arrived, 1 when nothing is known, a consumer lacks
            something, or a service is silent.

            Example:
              keten trace 01a1fd37-7e25-7c3d-b47e-16d62628cfbf
              keten trace O-7K3F-9QD-2
              keten trace keten.overdrachten/12/345 --json
            """)

    @OptionGroup var `operator`: Operator
    @OptionGroup var broker: Broker
    @Argument(help: "An id, a kenmerk, or topic/partition/offset.") var what: String

    func run() async throws {
        let token = try await `operator`.token()
        var id = what
        if let place = place(what) { id = try await event(at: place.partition, place.offset) }
        let journey = try await JourneySearch(operator: `operator`, token: token).journey(of: id)
        if `operator`.json { `operator`.print(journey.json) } else { show(journey, id) }
        if journey.steps.isEmpty || !journey.missing.isEmpty || !journey.silent.isEmpty { throw ExitCode(1) }
    }

    private func place(_ text: String) -> (partition: TopicPartition, offset: Int64)? {
        let parts = text.split(separator: "/")
        guard parts.count == 3, let partition = Int32(parts[1]), let offset = Int64(parts[2]) else { return nil }
        return (TopicPartition(topic: String(parts[0]), partition: partition), offset)
    }

    /// The id of the event that stands there.
    private func event(at partition: TopicPartition, _ offset: Int64) async throws -> String {
        let found = try await KafkaReader.messages(
            at: [partition: offset], broker.configuration(), logger: Broker.quiet)
        guard let message = found[partition], message.offset == offset else {
            throw Operator.Failure(
                description:
                    "nothing stands at \(partition.topic)/\(partition.partition)/\(offset); keten topics shows what does"
            )
        }
        guard let id = try JSON.parse(message.value)["id"]?.string else {
            throw Operator.Failure(
                description: "what stands at \(partition.topic)/\(partition.partition)/\(offset) is no event")
        }
        return id
    }

    private func show(_ journey: Journey, _ id: String) {
        if journey.steps.isEmpty { print("nothing is known of \(id)") }
        var table = Table(columns: ["when", "service", "step", "what", "key", "number", "place"])
        table.rows = journey.steps.map {
            [
                RFC3339.text($0.op), $0.dienst, $0.stap, $0.event, $0.sleutel, $0.volgnummer.map(String.init) ?? "",
                $0.stap == "gepubliceerd" ? "\($0.topic ?? "")/\($0.plaats ?? "")" : $0.plaats ?? "",
            ]
        }
        if !journey.steps.isEmpty { table.print() }
        for handover in journey.handovers {
            print("\nhandover \(handover.subject)")
            for stage in handover.stages {
                let name = stage.name.padding(toLength: 13, withPad: " ", startingAt: 0)
                print("  \(name) \(stage.at.map(RFC3339.text) ?? "not yet")  \(stage.by ?? "")")
            }
        }
        if !journey.missing.isEmpty { print("\nwaits:") }
        for missing in journey.missing {
            print(
                "  \(missing.consumer): \(missing.step.event), number \(missing.step.volgnummer ?? 0) of key \(missing.step.sleutel): \(missing.reason)"
            )
        }
        if !journey.silent.isEmpty { print("\nno answer from \(journey.silent.joined(separator: ", "))") }
    }
}

extension Journey {
    var json: JSON {
        [
            "steps": .array(steps.map(\.json)),
            "handovers": .array(
                handovers.map { handover in
                    var members: JSON.Members = ["overdracht": .string(handover.subject)]
                    for stage in handover.stages { members[stage.name] = stage.at.map(\.json) ?? .null }
                    return .object(members)
                }),
            "waiting": .array(
                missing.map { missing in
                    [
                        "consumer": .string(missing.consumer), "event": .string(missing.step.bericht ?? "-"),
                        "key": .string(missing.step.sleutel), "number": .integer(Int64(missing.step.volgnummer ?? 0)),
                        "reason": .string(missing.reason),
                    ]
                }),
            "silent": .array(silent.map(JSON.string)),
        ]
    }
}
