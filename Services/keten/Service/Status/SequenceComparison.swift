import Contracts
import Foundation
import Kafka

/// A key of which a consumer has less, or more, than its source gave out.
struct Shortfall: Sendable {
    enum Cause: String, Sendable {
        /// The source has not got it onto the broker.
        case unpublished
        /// It waits behind a failed message of its key.
        case held
        /// A later one came first; the consumer asks the source for what is between.
        case gap
        /// The group has not read that far.
        case unread
        /// The group has read past its place, and the consumer has never seen it: the broker lost it.
        case lost
        /// The consumer has more than the source: the source was put back to an earlier time.
        case ahead
        /// Without the broker it cannot be told whether it was read.
        case undecided
    }

    let consumer: Afnemer
    let source: String
    let key: String
    /// The last sequence that the consumer decided, and the last that the source gave out.
    let has: Int
    let last: Int
    /// What the consumer should have next.
    let event: Reeksgebeurtenis?
    let age: Double
    let cause: Cause

    /// What an operator does about it.
    var remedy: String {
        switch cause {
        case .unpublished: "keten outbox"
        case .held: "keten quarantine list --consumer \(consumer.naam)"
        case .unread, .undecided: "keten lag --group \(consumer.naam)"
        case .gap: "keten trace \(key)"
        case .lost: "keten replay \(consumer.naam) --missed --key \(key)"
        case .ahead: "keten quarantine list --status conflict"
        }
    }
}

/// Compares what each source has given out with what its consumers have decided (MESSAGING.md §5): the last event of a
/// key that the broker lost is invisible to a sequence, and shows here only.
///
/// Groups of keys are compared by a checksum, so that a chain that is level costs two answers of at most 256 lines for
/// each consumer, however many keys there are.
struct SequenceComparison {
    struct Outcome: Sendable {
        var shortfalls: [Shortfall] = []
        /// Keys at the sources, counted once for each consumer of theirs.
        var compared = 0
        /// Consumers that could not be compared, and why.
        var skipped: [String] = []
    }

    let `operator`: Operator
    let token: String
    /// The database's clock at each service that answered.
    let now: [String: Date]
    /// An event that is younger may be on its way.
    let grace: Duration
    /// How far each group has read; empty without the broker.
    let committed: [String: [TopicPartition: Int64]]

    /// Groups that are looked into for one consumer at the most. A chain in which more differ is behind as a whole, and its
    /// lag tells that.
    private static let budget = 64

    func run() async -> Outcome {
        var outcome = Outcome()
        for consumer in Afnemers.alle where consumer.isGenummerd {
            guard let source = Topics.writer(of: consumer.topic) else { continue }
            guard let at = now[source], now[consumer.dienst] != nil else {
                outcome.skipped.append(
                    "\(consumer.naam): \(now[source] == nil ? source : consumer.dienst) does not answer")
                continue
            }
            do { try await compare(consumer, with: source, at: at, into: &outcome) } catch {
                outcome.skipped.append("\(consumer.naam): \(error)")
            }
        }
        return outcome
    }

    private func compare(
        _ consumer: Afnemer, with source: String, at now: Date, into outcome: inout Outcome
    ) async throws {
        var differing: [String: (has: Reekssleutel?, last: Int)] = [:]
        var open = [""]
        var looks = 0
        while let prefix = open.popLast() {
            // The consumer first, here and below: what it decides meanwhile must not look like more than its source gave out.
            let decided = try await groups(consumer.dienst, consumer.topic, consumer.naam, prefix)
            let given = try await groups(source, consumer.topic, nil, prefix)
            if prefix.isEmpty { outcome.compared += given.values.reduce(0) { $0 + $1.sleutels } }
            for begin in Set(given.keys).union(decided.keys).sorted() where given[begin]?.toets != decided[begin]?.toets
            {
                guard looks < Self.budget else {
                    outcome.skipped.append("\(consumer.naam): more than \(looks) groups of keys differ; see keten lag")
                    open = []
                    break
                }
                looks += 1
                if max(given[begin]?.sleutels ?? 0, decided[begin]?.sleutels ?? 0) > Reeksen.grens {
                    open.append(begin)
                    continue
                }
                let has = try await keys(consumer.dienst, consumer.topic, consumer.naam, begin)
                let last = try await keys(source, consumer.topic, nil, begin)
                for key in Set(last.keys).union(has.keys) where last[key]?.laatste ?? 0 != has[key]?.laatste ?? 0 {
                    differing[key] = (has[key], last[key]?.laatste ?? 0)
                }
            }
        }
        let next = try await events(
            source, consumer.topic, differing.filter { ($0.value.has?.laatste ?? 0) < $0.value.last })
        for (key, (has, last)) in differing.sorted(by: { $0.key < $1.key }) {
            let event = next[key]
            let age = event.map { max(0, now.timeIntervalSince($0.vastgelegdOp)) } ?? 0
            if event != nil, age < grace.seconds { continue }
            outcome.shortfalls.append(
                Shortfall(
                    consumer: consumer, source: source, key: key, has: has?.laatste ?? 0, last: last, event: event,
                    age: age, cause: cause(consumer, has, last, event)))
        }
    }

    private func cause(_ consumer: Afnemer, _ has: Reekssleutel?, _ last: Int, _ event: Reeksgebeurtenis?)
        -> Shortfall.Cause
    {
        let decided = has?.laatste ?? 0
        if decided > last { return .ahead }
        if has?.vastgehouden == true { return .held }
        if let event, event.partitie == nil { return .unpublished }
        if let seen = has?.gezien, seen > decided { return .gap }
        guard let event, let partition = event.partitie, let offset = event.plek,
            let group = committed[consumer.naam]
        else { return .undecided }
        let read = group[TopicPartition(topic: consumer.topic, partition: Int32(partition))] ?? 0
        return read > Int64(offset) ? .lost : .unread
    }

    // MARK: - Asking

    private func groups(_ service: String, _ topic: String, _ consumer: String?, _ prefix: String) async throws
        -> [String: Reeksgroep]
    {
        let answer = try await ask(service, "/v1/beheer/reeksen", topic, consumer, prefix)
        return Dictionary(answer.groepen.map { ($0.begin, $0) }, uniquingKeysWith: { a, _ in a })
    }

    private func keys(_ service: String, _ topic: String, _ consumer: String?, _ prefix: String) async throws
        -> [String: Reekssleutel]
    {
        let answer = try await ask(service, "/v1/beheer/reeksen/sleutels", topic, consumer, prefix)
        return Dictionary(answer.sleutels.map { ($0.sleutel, $0) }, uniquingKeysWith: { a, _ in a })
    }

    private func ask(_ service: String, _ path: String, _ topic: String, _ consumer: String?, _ prefix: String)
        async throws -> Reeksen
    {
        var components = URLComponents(string: try `operator`.endpoint(of: service).url + path)
        components?.queryItems = [("topic", topic), ("afnemer", consumer), ("begin", prefix.isEmpty ? nil : prefix)]
            .compactMap { name, value in value.map { URLQueryItem(name: name, value: $0) } }
        return try Reeksen.decode(await `operator`.get(components?.string ?? path, token: token), .tolerant)
    }

    /// What each consumer should have next, by key.
    private func events(_ service: String, _ topic: String, _ places: [String: (has: Reekssleutel?, last: Int)])
        async throws -> [String: Reeksgebeurtenis]
    {
        guard let topic = KorteTekst(topic) else { return [:] }
        var rest = places.map { Reekssleutel(sleutel: $0.key, laatste: ($0.value.has?.laatste ?? 0) + 1) }[...]
        var found: [String: Reeksgebeurtenis] = [:]
        let url = try `operator`.endpoint(of: service).url + "/v1/beheer/reeksen/gebeurtenissen"
        while !rest.isEmpty {
            let question = Reeksvraag(topic: topic, plaatsen: Array(rest.prefix(listDefault.upperBound)))
            rest = rest.dropFirst(listDefault.upperBound)
            let answer = try Reeksantwoord.decode(await `operator`.post(url, question, token: token), .tolerant)
            for event in answer.gebeurtenissen { found[event.sleutel] = event }
        }
        return found
    }
}

extension Shortfall {
    /// In one line.
    var text: String {
        let place = event.flatMap { event in
            event.partitie.map { "\(consumer.topic)/\($0)/\(event.plek ?? 0)" }
        }
        let what = event.map { " \($0.soort)" } ?? ""
        return switch cause {
        case .ahead: "\(consumer.naam) has \(has) of key \(key), its source \(source) only \(last)"
        case .lost:
            "\(consumer.naam) has \(has) of \(last) of key \(key):\(what) at \(place ?? "-") was passed over \(Span.text(age)) ago, the broker lost it"
        default:
            "\(consumer.naam) has \(has) of \(last) of key \(key):\(what) \(cause.rawValue) for \(Span.text(age))"
        }
    }

    var json: JSON {
        var members: JSON.Members = [
            "consumer": .string(consumer.naam), "source": .string(source), "topic": .string(consumer.topic),
            "key": .string(key), "has": .integer(Int64(has)), "last": .integer(Int64(last)),
            "cause": .string(cause.rawValue), "remedy": .string(remedy), "ageSeconds": .number(age),
        ]
        if let event { members["event"] = event.json }
        return .object(members)
    }
}
