import Contracts
import Logging
import Messaging
import Metrics
import Postgres
import Runtime
import Web

/// Keeps that acts over HTTP were refused, for operators: what nobody can look up afterwards, nobody can explain.
struct GeweigerdeDaden: Sendable {
    private let store: RefusalStore
    private let logger: Logger
    /// Whoever goes on trying fills no table: the metric counts on.
    private let room = Quota<OIN>(perSecond: 1, burst: 300)

    init(pool: PostgresPool, logger: Logger) {
        store = RefusalStore(pool: pool)
        self.logger = logger
    }

    func keep(_ act: RefusedAct) async {
        for code in act.codes { Counter(label: "keten_acts_refused_total", dimensions: [("code", code)]).increment() }
        do {
            try room.take(act.organisation)
            try await store.record(
                Refusal(
                    organisation: act.organisation.text, person: act.person?.text, operation: act.operation,
                    subjects: act.subjects, status: act.status, codes: act.codes, state: act.state,
                    correlation: act.correlation))
        } catch {
            unrecorded.increment()
            guard !(error is Problem) else { return }
            logger.warning(
                "a refused act was not recorded", error: error, metadata: ["operation": "\(act.operation)"])
        }
    }
}

private let unrecorded = Counter(label: "keten_acts_refused_unrecorded_total")
