import Foundation
import TestSupport

/// Something that goes wrong. All of it passes by itself.
enum Fault: Sendable, Hashable {
    /// kill -9, and a new process.
    case kill(ChainInstance)
    /// kill -9, and again while the new process starts.
    case killStarting(ChainInstance, after: Duration)
    /// Both at the same instant.
    case killTwo(ChainInstance, ChainInstance)
    /// SIGTERM, as at every release, and a new process.
    case stop(ChainInstance)
    /// SIGSTOP and SIGCONT: the process sees time jump. Longer than the relay's lease or the broker's session, too.
    case freeze(ChainInstance, Duration)
    /// Little of its processor's time: stopped and continued many times a second.
    case throttle(ChainInstance, Duration)
    /// Processes that only burn, beside everything.
    case starve(Duration)
    /// No connection to the broker, for anyone.
    case brokerDown(Duration)
    /// Errors of Kafka's protocol: request kind, code, how many.
    case brokerErrors(request: Int, code: Int, count: Int)
    case brokerDelay(Duration, lasting: Duration)
    /// Sessions of a service ended by the server, in whatever they do.
    case endSessions(ChainService)
    /// The server falls over without a word and recovers from its log.
    case postgresCrash
    /// No new sessions, while those that are go on.
    case postgresFreeze(Duration)

    var kind: String {
        switch self {
        case .kill: "kill"
        case .killStarting: "kill while starting"
        case .killTwo: "kill two"
        case .stop: "stop"
        case .freeze: "freeze"
        case .throttle: "throttle"
        case .starve: "starve"
        case .brokerDown: "broker down"
        case .brokerErrors: "broker errors"
        case .brokerDelay: "broker delay"
        case .endSessions: "end sessions"
        case .postgresCrash: "postgres crash"
        case .postgresFreeze: "postgres freeze"
        }
    }

    /// What it is done to: no two faults have the same at once.
    enum Target: Sendable, Hashable, Comparable {
        case instance(String), broker, postgres, processor
    }

    var targets: [Target] {
        switch self {
        case .kill(let one), .killStarting(let one, _), .stop(let one), .freeze(let one, _), .throttle(let one, _):
            [.instance("\(one)")]
        case .killTwo(let one, let other): [.instance("\(one)"), .instance("\(other)")].sorted()
        case .starve: [.processor]
        case .brokerDown, .brokerErrors, .brokerDelay: [.broker]
        case .endSessions, .postgresCrash, .postgresFreeze: [.postgres]
        }
    }
}

/// Which faults come when. It follows from the seed, the length and who runs, and from nothing else.
struct FaultPlan: Sendable {
    struct Step: Sendable, Equatable {
        let at: Duration
        let fault: Fault
    }

    let steps: [Step]

    /// - Parameter interval: the mean time from one fault to the next.
    init(seed: UInt64, lasting total: Duration, instances: [ChainInstance], interval: Duration = .seconds(3)) {
        var random = Toeval(seed)
        var steps: [Step] = []
        var at = Duration.seconds(3)
        while at < total {
            let fault = Self.fault(instances, &random)
            steps.append(Step(at: at, fault: fault))
            at += interval * Double.random(in: 0.2...1.8, using: &random)
            // Whoever was away has to come back before the broker's memory of 5 MiB a partition is full.
            if case .brokerDown(let lasting) = fault { at += lasting }
        }
        self.steps = steps
    }

    private static let weights: [(Int, @Sendable ([ChainInstance], inout Toeval) -> Fault)] = [
        (22, { .kill(one(of: $0, &$1)) }),
        (6, { .killStarting(one(of: $0, &$1), after: milliseconds(20...1_500, &$1)) }),
        (
            8,
            { instances, random in
                let first = one(of: instances, &random)
                let others = instances.filter { $0 != first }
                return others.isEmpty ? .kill(first) : .killTwo(first, one(of: others, &random))
            }
        ),
        (8, { .stop(one(of: $0, &$1)) }),
        (12, { .freeze(one(of: $0, &$1), milliseconds(1_000...6_000, &$1)) }),
        (6, { .freeze(one(of: $0, &$1), milliseconds(10_500...15_000, &$1)) }),
        (6, { .throttle(one(of: $0, &$1), milliseconds(3_000...10_000, &$1)) }),
        (4, { .starve(milliseconds(3_000...10_000, &$1)) }),
        (6, { .brokerDown(milliseconds(500...12_000, &$1)) }),
        (8, { _, random in brokerErrors(&random) }),
        (4, { .brokerDelay(milliseconds(50...400, &$1), lasting: milliseconds(2_000...8_000, &$1)) }),
        (12, { .endSessions(ChainService.allCases.randomElement(using: &$1) ?? ($0[0].service)) }),
        (4, { _, _ in .postgresCrash }),
        (2, { .postgresFreeze(milliseconds(1_000...6_000, &$1)) }),
    ]

    private static func fault(_ instances: [ChainInstance], _ random: inout Toeval) -> Fault {
        var left = Int.random(in: 0..<weights.reduce(0) { $0 + $1.0 }, using: &random)
        for (weight, make) in weights {
            if left < weight { return make(instances, &random) }
            left -= weight
        }
        return .postgresCrash
    }

    private static func one(of instances: [ChainInstance], _ random: inout Toeval) -> ChainInstance {
        instances[Int.random(in: 0..<instances.count, using: &random)]
    }

    private static func milliseconds(_ range: ClosedRange<Int>, _ random: inout Toeval) -> Duration {
        .milliseconds(Int.random(in: range, using: &random))
    }

    /// Errors that a broker gives while it is in trouble, by what was asked of it.
    private static func brokerErrors(_ random: inout Toeval) -> Fault {
        let all: [(request: Int, codes: [Int])] = [
            // Produce: the connection breaks, and with it all that is under way. One refused request alone would not do:
            // this broker takes those after it, which tells the producer that the refused one is there too.
            (0, [-195]),
            // Fetch.
            (1, [6, -195]),
            // OffsetCommit: loading, no coordinator, rebalancing.
            (8, [14, 15, 16, 27]),
            // Heartbeat: the group rebalances, or knows us no more.
            (12, [16, 25, 27]),
        ]
        let (request, codes) = all[Int.random(in: 0..<all.count, using: &random)]
        return .brokerErrors(
            request: request, code: codes[Int.random(in: 0..<codes.count, using: &random)],
            count: Int.random(in: 1...5, using: &random))
    }
}
