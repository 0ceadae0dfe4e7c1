import Contracts
import Foundation
import Logging
import Messaging
import Metrics
import Postgres
import ServiceLifecycle
import Synchronization

/// This schema's copy of the register, held in memory and read at each request.
///
/// The rows are what counts; a copy in memory is at most half a second behind them. Safe from any thread.
public final class Register: Service {
    private static let interval: Duration = .milliseconds(500)
    private static let kinds = [
        OrganisatieVastgelegd.kind, RegioVastgelegd.kind, AansluitingVastgelegd.kind, OefeningVastgelegd.kind,
    ]

    private let pool: PostgresPool
    private let logger: Logger
    private let snapshot = Mutex(RegisterSnapshot())
    /// Ends when the rows have been read for the first time.
    private let firstRead = AsyncStream<Never>.makeStream()

    public init(pool: PostgresPool, logger: Logger) {
        self.pool = pool
        self.logger = logger
    }

    /// The register as it stands now.
    public var current: RegisterSnapshot { snapshot.withLock { $0 } }

    /// The consumer that keeps the rows up to date.
    public func consumer(named name: String) -> ConsumerDefinition {
        ConsumerDefinition(
            name, topic: Topics.register,
            handlers: [OrganisationHandler(), RegionHandler(), ConnectionHandler(), ExerciseHandler()])
    }

    /// Returns once the rows have been read for the first time.
    public func firstLoad() async throws {
        for await _ in firstRead.stream {}
        try Task.checkCancellation()
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var seen = ""
            while !Task.isCancelled {
                do {
                    let mark = try await self.mark()
                    if mark != seen {
                        try await self.load(mark)
                        seen = mark
                        self.firstRead.continuation.finish()
                    }
                } catch {
                    self.logger.warning("the register is read again", metadata: ["error": "\(error)"])
                }
                do { try await Task.sleep(for: Self.interval) } catch { return }
            }
        }
    }

    private func mark() async throws -> String {
        let rows = try await pool.query(
            """
            select count(*)::text || ' ' || coalesce(sum(version), 0)::text
            from aggregate where kind = any(\(Self.kinds))
            """)
        return try rows.first?.decode(String.self) ?? ""
    }

    private func load(_ mark: String) async throws {
        var organisations: [OrganisatieVastgelegd] = []
        var regions: [RegioVastgelegd] = []
        var connections: [AansluitingVastgelegd] = []
        var exercises: [OefeningVastgelegd] = []
        let rows = try await pool.query("select kind, state::text from aggregate where kind = any(\(Self.kinds))")
        for row in rows {
            let (kind, state) = try row.decode(String.self, String.self)
            switch kind {
            case RegioVastgelegd.kind: regions.append(try StateCoding.decode(RegioVastgelegd.self, state))
            case AansluitingVastgelegd.kind:
                connections.append(try StateCoding.decode(AansluitingVastgelegd.self, state))
            case OefeningVastgelegd.kind: exercises.append(try StateCoding.decode(OefeningVastgelegd.self, state))
            default: organisations.append(try StateCoding.decode(OrganisatieVastgelegd.self, state))
            }
        }
        let read = RegisterSnapshot(
            organisations: organisations, regions: regions, connections: connections, exercises: exercises,
            merk: mark)
        snapshot.withLock { $0 = read }
        for region in regions {
            Gauge(label: "keten_register_version", dimensions: [("region", region.code.text)]).record(region.versie)
        }
        logger.info(
            "register read", metadata: ["organisations": "\(organisations.count)", "regions": "\(regions.count)"])
    }
}
