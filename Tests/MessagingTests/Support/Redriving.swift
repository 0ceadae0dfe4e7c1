import Contracts
import Foundation
import Kafka
import Postgres
import TestSupport
import Testing

@testable import Messaging

/// What the tests of quarantine and redrive share: a consumer that fails where it is told to, and an operator.
enum Redriving {
    static let act = OperatorAct(organisation: "00000099000000001000", person: "mw-1", reason: "proef")

    /// Fails for the numbers in the box.
    static func consumer(
        failing: Box<Set<Int>>, tries: Box<[Int]> = Box([]), error: any Error & Sendable = Sabotage()
    ) -> ConsumerDefinition {
        ConsumerDefinition(
            "afnemer.proeven", topic: "keten.proeven",
            handlers: [
                EnterHandler { message in
                    tries.change { $0.append(message.data.nummer) }
                    if failing.value.contains(message.data.nummer) { throw error }
                }
            ])
    }

    /// What an organisation sends, and the consumer that reads it.
    static let oin = OIN("00000099000000002000")!
    static let inboundStream = Stream(
        topic: Topics.in(oin), source: "urn:nld:oin:\(oin.text):systeem:dossier", incarnation: nil)

    static func inbound(failing: Box<Set<Int>> = Box([])) -> ConsumerDefinition {
        ConsumerDefinition(
            inbound: "afnemer.inkomend", topics: [Topics.inboundPattern],
            handlers: [
                EnterHandler { message in if failing.value.contains(message.data.nummer) { throw Sabotage() } }
            ], refusesUnknown: true
        ) { _, _ in }
    }
}

extension TestService {
    var operations: Operations { Operations(pool: pool, service: "proef") }

    func sweeper(_ consumer: ConsumerDefinition, source: (any GapSource)? = nil) -> Sweeper {
        Sweeper(engine: engine, consumers: [consumer], source: source, logger: quiet)
    }

    var redriver: RedriveRunner { RedriveRunner(engine: engine, logger: quiet) }

    /// Failed messages are not tried again by themselves for a while: only a redrive lets them go.
    func onlyByRedrive() async throws { _ = try await pool.query("update quarantine set next_at = null") }

    func start(_ selection: RedriveSelection = RedriveSelection(), rate: Int = 1_000) async throws -> Herstart {
        let id = try await operations.startRedrive(selection, rate: rate, by: Redriving.act)
        return try await redrive(id)
    }

    func redrive(_ id: UUID) async throws -> Herstart { try #require(try await operations.redrive(id)) }

    func isOver(_ redrive: Herstart, within limit: Duration = .seconds(30)) async throws -> Herstart {
        try await eventually(within: limit, "redrive \(redrive.id) is over") {
            let now = try await self.redrive(redrive.id)
            return now.klaarOp == nil ? nil : now
        }
    }

    /// The id of the one row with this number, or of this status.
    func aside(_ condition: SQL) async throws -> UUID {
        try #require(
            try await pool.query("select id from quarantine where \(condition) order by id limit 1").first?
                .decode(UUID.self))
    }
}
