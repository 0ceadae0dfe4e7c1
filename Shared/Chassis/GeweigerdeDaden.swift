import Contracts
import Logging
import Messaging
import Metrics
import Postgres
import Register
import Runtime
import Web

/// Keeps that acts over HTTP were refused, for operators: what nobody can look up afterwards, nobody can explain.
struct GeweigerdeDaden: Sendable {
    private let store: RefusalStore
    private let register: Register
    private let logger: Logger
    /// Whoever goes on trying fills no table: the metric counts on.
    private let room = Quota<OIN>(perSecond: 1, burst: 300)

    init(pool: PostgresPool, register: Register, logger: Logger) {
        store = RefusalStore(pool: pool)
        self.register = register
        self.logger = logger
    }

    func keep(_ act: RefusedAct) async {
        for code in act.codes { Counter(label: "keten_acts_refused_total", dimensions: [("code", code)]).increment() }
        do {
            try room.take(act.organisation)
            // Whom the register does not know may be anything that somebody typed.
            let known = act.person.flatMap { id in
                register.current.person(act.organisation, id) == nil ? nil : id.text
            }
            try await store.record(
                Refusal(
                    organisation: act.organisation.text, person: known, operation: act.operation,
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
