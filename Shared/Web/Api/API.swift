import Contracts
import CoreMetrics
import HTTPTypes
import Hummingbird
import Logging
import Runtime
import Synchronization

/// A service's HTTP interface: each operation is registered once, and route and OpenAPI description follow from that.
///
/// Register everything before `router()` or `application(…)` is called; from then on it is fixed. Safe from any thread.
public final class API: Sendable {
    public struct Information: Sendable {
        public let title: String
        public let description: String
        /// Semantic version; its value is in the header `API-Version` of every answer.
        public let version: String
        public let contactName: String
        public let contactEmail: String
        public let contactURL: String

        public init(
            title: String, description: String, version: String = "1.0.0", contactName: String = "Beheer van de keten",
            contactEmail: String = "beheer@keten.example", contactURL: String = "https://keten.example/contact"
        ) {
            self.title = title
            self.description = description
            self.version = version
            self.contactName = contactName
            self.contactEmail = contactEmail
            self.contactURL = contactURL
        }
    }

    /// Bytes of a request's body.
    public static let bodyLimit = 65_536
    /// How long a client may take over a body.
    static let bodyPatience = Duration.seconds(30)

    public let information: Information
    let verifier: any TokenVerifying
    let quota: Quota<OIN>?
    let authorise: @Sendable (Caller) async throws -> Void
    let problemFor: @Sendable (any Error) -> Problem?
    let refused: @Sendable (RefusedAct) async -> Void
    let registry: PrometheusRegistry
    let logger: Logger

    private struct State {
        var operations: [Operation] = []
        var forms: [(prefix: String, form: @Sendable (Problem) -> RawContent)] = []
        var isFixed = false
    }

    private let state = Mutex(State())

    /// - Parameters:
    ///   - quota: per organisation; nil for none.
    ///   - authorise: whether the register knows the caller's organisation as active (and, for a person, the
    ///     medewerker); throws `Problem.unknownOrganisation` when not. Runs after the token and before the scope.
    ///   - problemFor: how an error of a library is told, such as 503 for a database that is away; nil for 500.
    ///   - refused: keeps that an act was refused; the answer waits for it.
    public init(
        _ information: Information, verifier: any TokenVerifying, quota: Quota<OIN>? = nil,
        authorise: @escaping @Sendable (Caller) async throws -> Void = { _ in },
        problemFor: @escaping @Sendable (any Error) -> Problem? = { _ in nil },
        refused: @escaping @Sendable (RefusedAct) async -> Void = { _ in },
        registry: PrometheusRegistry = .shared, logger: Logger = Logger(label: "http")
    ) {
        self.information = information
        self.verifier = verifier
        self.quota = quota
        self.authorise = authorise
        self.problemFor = problemFor
        self.refused = refused
        self.registry = registry
        self.logger = logger
        registry.describe(Self.durationMetric, "Time until the answer was ready, by operation and class of status.")
    }

    static let durationMetric = "http_request_duration_seconds"

    /// All operations, in order of registration; nothing can be added after this.
    var operations: [Operation] {
        state.withLock {
            $0.isFixed = true
            return $0.operations
        }
    }

    /// Tells every problem below a path in the form of another standard, also of an address that does not exist.
    /// - Parameter prefix: with its last slash: `/fhir/`.
    public func tellProblems(under prefix: String, as form: @escaping @Sendable (Problem) -> RawContent) {
        state.withLock { $0.forms.append((prefix, form)) }
    }

    func form(at path: String) -> (@Sendable (Problem) -> RawContent)? {
        state.withLock { state in state.forms.first { path.hasPrefix($0.prefix) }?.form }
    }

    func add(_ operation: Operation) {
        let declared = operation.parameters.filter { $0.place == .path }.map(\.name)
        precondition(
            operation.pathNames.sorted() == declared.sorted(),
            "\(operation.key): the path and its declared parameters differ")
        state.withLock { state in
            precondition(!state.isFixed, "\(operation.key): registered after the routes were built")
            precondition(
                !state.operations.contains { $0.id == operation.id || $0.key == operation.key },
                "\(operation.key): registered twice")
            state.operations.append(operation)
        }
    }

    func timers(_ id: String) -> [any TimerHandler] {
        (1...5).map {
            registry.makeTimer(label: Self.durationMetric, dimensions: [("operation", id), ("status", "\($0)xx")])
        }
    }
}
