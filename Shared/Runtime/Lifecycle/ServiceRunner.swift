import Logging
import ServiceLifecycle

/// Starts a process's services in order, and stops them in reverse at SIGTERM, SIGINT or when one of them fails.
public struct ServiceRunner: Sendable {
    /// One service, and what it takes before the next may start.
    public struct Step: Sendable {
        let name: String
        let service: any Service
        let started: @Sendable () async throws -> Void

        /// - Parameter started: returns when the service does its work, so that the next can rely on it. Left out,
        ///   the next starts at once.
        public init(
            _ name: String, _ service: any Service, started: @escaping @Sendable () async throws -> Void = {}
        ) {
            self.name = name
            self.service = service
            self.started = started
        }
    }

    private let steps: [Step]
    private let logger: Logger
    private let limit: Duration

    /// - Parameter limit: how long stopping in good order may take, all services together; after it they are cancelled,
    ///   and five seconds later the process ends.
    public init(_ steps: [Step], logger: Logger, stopWithin limit: Duration = .seconds(40)) {
        self.steps = steps
        self.logger = logger
        self.limit = limit
    }

    /// Runs until stopped. Throws the error of the service that failed, after the others have stopped.
    ///
    /// - Parameter onStopping: called once as stopping begins, before the first service stops.
    public func run(onStopping: @escaping @Sendable () -> Void = {}) async throws {
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = []
        var previous: Gate?
        for step in steps {
            let gate = Gate()
            services.append(
                .init(
                    service: OrderedService(step: step, after: previous, opens: gate, logger: logger),
                    successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup, serviceName: step.name))
            previous = gate
        }
        // Stopped first, since it was started last.
        services.append(
            .init(
                service: StopSignal(onStopping: onStopping), successTerminationBehavior: .ignore,
                serviceName: "stop-signal"))
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = limit
        configuration.maximumCancellationDuration = .seconds(5)
        try await ServiceGroup(configuration: configuration).run()
    }
}

/// Opens once; waiting ends when it opens or the task is cancelled.
private struct Gate: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func open() { continuation.finish() }
    func wait() async { for await _ in stream {} }
}

private struct OrderedService: Service {
    let step: ServiceRunner.Step
    let after: Gate?
    let opens: Gate
    let logger: Logger

    func run() async throws {
        // A stop before its turn has come: it never starts, and neither does the next one.
        if let after {
            await cancelWhenGracefulShutdown { await after.wait() }
            if Task.isShuttingDownGracefully || Task.isCancelled { return }
        }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await step.service.run()
                return true
            }
            group.addTask {
                try await cancelWhenGracefulShutdown { try await step.started() }
                logger.debug("started", metadata: ["step": "\(step.name)"])
                opens.open()
                return false
            }
            while let ended = try await group.next(), !ended {}
            group.cancelAll()
        }
    }
}

private struct StopSignal: Service {
    let onStopping: @Sendable () -> Void

    func run() async throws {
        // Cancellation is the other way to stop; the services see it for themselves.
        try? await gracefulShutdown()
        onStopping()
    }
}
