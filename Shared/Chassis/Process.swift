import Content
import Contracts
import Foundation
import Kafka
import Logging
import Messaging
import Postgres
import Register
import Runtime
import ServiceLifecycle
import Web

/// A serving process: its parts, the order in which they start, and what it takes to be ready.
///
/// Stopping goes the other way round (MESSAGING.md §10): HTTP first, then consumers, then the relay, then the pool.
struct Process {
    private let definition: ServiceDefinition
    private let settings: Settings
    private let logger: Logger
    private let pool: PostgresPool
    private let kafka: KafkaConfiguration
    private let health: Health

    init(_ definition: ServiceDefinition, _ settings: Settings, _ logger: Logger) throws {
        self.definition = definition
        self.settings = settings
        self.logger = logger
        pool = PostgresPool(
            Database.configuration(definition, settings, role: definition.schema),
            size: settings[ServiceSettings.databaseConnections], logger: logger)
        kafka = KafkaConfiguration(
            bootstrapServers: settings[ServiceSettings.kafka], clientId: definition.name,
            sessionTimeout: settings[ServiceSettings.kafkaSession],
            fetchWaitMax: settings[ServiceSettings.kafkaFetchWait],
            settings: KafkaConfiguration.settings(inLines: settings[ServiceSettings.kafkaSettings]?.content ?? ""))
        health = Health(logger: logger)
    }

    func run() async throws {
        let keys = try KeyRing(file: settings[ServiceSettings.keys].content)
        let source = "urn:nld:oin:\(settings[ServiceSettings.oin]):systeem:\(definition.name)"
        let register = Register(pool: pool, logger: logger)
        let sources = eventsClient()
        let engine = Engine(
            pool: pool, writer: LogWriter(source: source, topic: definition.topic, domain: definition.domain),
            policy: RegisterTerms(lengths: definition.terms, register: register), seal: SealedBodies(keys: keys),
            lanes: settings[ServiceSettings.lanes], logger: logger)
        let vault = Vault(keys: keys)
        let parts = try definition.build(
            Context(
                engine: engine, pool: pool, register: register, settings: settings, vault: vault,
                pseudonyms: Pseudonyms(file: settings[ServiceSettings.pseudonyms].content), source: source,
                anderen: Zaakbronnen(client: sources, own: definition.name, logger: logger), logger: logger))
        let consumers = [register.consumer(named: "\(definition.name).register")] + parts.consumers
        let operations = Operations(
            pool: pool, service: definition.name,
            program: Program(
                version: Build.version, source: source, migrations: Database.migrations(definition).map(\.name)),
            consumers: consumers, held: { register.current.heldTopics })
        let bewaarplaats = Bewaarplaats(
            bronnen: parts.bewaring, pool: pool, register: { register.current }, dienst: source)
        let verifier = TokenVerifier(
            issuer: settings[ServiceSettings.issuer], audience: settings[ServiceSettings.audience],
            jwksURL: settings[ServiceSettings.keySetURL], logger: logger)
        let tls = try tls()
        // Its routes and pages are made while others connect and read: neither needs the other.
        let server = Task {
            let api = api(
                parts, register, operations, QuarantineBodies(engine: engine, consumers: consumers),
                HistorieRoutes(operations: operations, consumers: consumers, source: sources),
                BewaarRoutes(plaats: bewaarplaats, keys: keys), verifier)
            let site = try parts.pages?.site(
                definition, settings, api: api, pool: pool, keys: keys, verifier: verifier)
            return WebServer(
                api, site: site,
                WebServerConfiguration(
                    host: settings[ServiceSettings.host], port: settings[ServiceSettings.port(definition.port)],
                    tls: tls),
                logger: logger)
        }
        let room = InboundRoom(engine: engine, consumers: consumers, logger: logger)

        var steps: [ServiceRunner.Step] = [
            // Before anything gives a number out.
            .init("pool", pool, started: { try await requireExplained() }),
            .init("housekeeping", Housekeeping(pool: pool, logger: logger)),
            .init("engine", engine),
            // Before the relay: it asks the register what must wait (C1).
            .init("register", register, started: { try await register.firstLoad() }),
            .init(
                "relay",
                Relay(engine: engine, kafka: kafka, holding: { register.current.heldTopics }, logger: logger)),
            .init("terms", TermPoller(engine: engine, handlers: parts.termHandlers, logger: logger)),
            .init("sweeper", Sweeper(engine: engine, consumers: consumers, source: sources, logger: logger)),
            .init("replayer", Replayer(engine: engine, consumers: consumers, source: sources, logger: logger)),
            .init("redrives", RedriveRunner(engine: engine, logger: logger)),
            .init("room", room),
            .init("gauges", Gauges(operations: operations, logger: logger)),
            .init(
                "keys",
                Sleutelwacht(
                    keys: keys, vault: vault, pool: pool, path: settings[ServiceSettings.keys].path,
                    interval: settings[ServiceSettings.keysInterval], logger: logger)),
            .init(
                "retention",
                Bewaarwacht(
                    plaats: bewaarplaats, interval: settings[ServiceSettings.retentionInterval], logger: logger)),
        ]
        steps += parts.services.enumerated().map { .init("\(definition.name)-\($0.offset)", $0.element) }
        steps += consumers.map { consumer in
            .init(
                consumer.name,
                Consumer(
                    consumer, engine: engine, kafka: kafka, instance: settings[ServiceSettings.kafkaInstance],
                    isHeld: { topic in
                        room.isFull(consumer.name, topic: topic)
                            || Topics.organisation(ofInbound: topic).map { register.current.afsluiting($0) != nil }
                                ?? false
                    }, logger: logger)
            )
        }
        steps.append(.init("http", Later(service: server), started: { _ = try await server.value.port() }))
        let probe = try KafkaClient(kafka, logger: logger)
        registerChecks(probe, register, engine)
        logger.info("starting", metadata: ["schema": "\(definition.schema)"])
        try await ServiceRunner(steps, logger: logger).run { health.stopping() }
        await probe.close()
        logger.info("stopped in good order")
    }

    /// Waits for the database, since all that follows would give numbers out.
    private func requireExplained() async throws {
        while true {
            do {
                // Before its migrations there is nothing to explain; the health check tells of those.
                let rows = try await pool.query("select to_regclass('continuation') is not null")
                let isMigrated: Bool = try rows.first?.decode(Bool.self) ?? false
                guard isMigrated, try await RestoredLog.isUnexplained(pool) else { return }
            } catch let error as PostgresError {
                logger.warning("waiting for the database", metadata: ["error": "\(error)"])
                try await Task.sleep(for: .milliseconds(500))
                continue
            }
            throw UnexplainedLog(service: definition.name)
        }
    }

    private func api(
        _ parts: Parts, _ register: Register, _ operations: Operations, _ bodies: QuarantineBodies,
        _ history: HistorieRoutes, _ bewaren: BewaarRoutes, _ verifier: TokenVerifier
    ) -> API {
        let perMinute = settings[ServiceSettings.quota]
        let api = API(
            API.Information(title: definition.title, description: definition.explanation),
            verifier: verifier,
            quota: Quota(perSecond: Double(perMinute) / 60, burst: max(perMinute / 10, 20)),
            authorise: { try $0.authorise(in: register) }, problemFor: { Problem.of($0) ?? definition.problem($0) },
            refused: { [daden = GeweigerdeDaden(pool: pool, register: register, logger: logger)] in
                await daden.keep($0)
            }, logger: logger)
        api.standardOperations(health: health)
        SchemaRoutes.register(on: api)
        EventHistory(pool: pool, source: "urn:nld:oin:\(settings[ServiceSettings.oin]):systeem:\(definition.name)")
            .register(on: api)
        history.register(on: api)
        bewaren.register(on: api)
        BeheerRoutes(operations: operations, bodies: bodies).register(on: api)
        OrganisatieRoutes(
            pool: pool, register: register, beheerder: OIN(settings[ServiceSettings.oin]), openstaand: parts.openstaand
        ).register(on: api)
        OefeningRoutes(pool: pool, register: register).register(on: api)
        if let deel = parts.tijdlijn { TijdlijndeelRoute(deel: deel).register(on: api) }
        if let deel = parts.inzage { InzagedeelRoute(deel: deel).register(on: api) }
        parts.routes(api)
        return api
    }

    private func tls() throws -> WebServerConfiguration.TLS? {
        switch (settings[ServiceSettings.tlsCertificate], settings[ServiceSettings.tlsKey]) {
        case (nil, nil): nil
        case (let certificate?, let key?): .init(certificate: certificate, privateKey: key)
        default: throw IncompleteTLS()
        }
    }

    private func eventsClient() -> EventsClient? {
        guard let secret = settings[ServiceSettings.clientSecret] else { return nil }
        return EventsClient(
            sources: settings[ServiceSettings.sources],
            credentials: ClientCredentials(
                issuer: settings[ServiceSettings.issuer], client: settings[ServiceSettings.clientID],
                secret: secret.content, scope: EventHistory.scope))
    }

    /// Ready means: the database answers, its schema is at least this program's, a broker answers, handlers return, and
    /// the register says who takes part.
    private func registerChecks(_ probe: KafkaClient, _ register: Register, _ engine: Engine) {
        let (pool, schema, needed) = (pool, definition.schema, Database.migrations(definition).map(\.name))
        health.register("database") { _ = try await pool.query("select 1") }
        health.register("schema") {
            let rows = try await pool.query("select name from migration where name = any(\(needed))")
            guard rows.count == needed.count else { throw Health.Failure("the schema \(schema) needs `migrate`") }
        }
        health.register("register") {
            guard !register.current.isEmpty else {
                throw Health.Failure("the register is empty: `keten register apply`")
            }
        }
        health.register("handlers") {
            let stuck = engine.stuckHandlers
            guard stuck < 8 else { throw Health.Failure("\(stuck) handlers do not return: start the service again") }
        }
        health.register("broker") { _ = try await probe.metadata(timeout: .seconds(2)) }
    }
}

extension SealedBodies: BodySeal {}

/// A service that is still being made.
private struct Later<Made: Service>: Service {
    let service: Task<Made, any Error>
    func run() async throws { try await service.value.run() }
}

/// Half of it must not mean none.
private struct IncompleteTLS: Error, CustomStringConvertible {
    let description = "tls-certificate and tls-key belong together: one of them is missing"
}
