import Contracts
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import Runtime
import ServiceLifecycle
import Synchronization

/// Where and how a service listens.
public struct WebServerConfiguration: Sendable {
    /// Files in PEM. With `clientAuthority`, only clients with a certificate of that authority get a connection.
    public struct TLS: Sendable {
        public let certificate: String
        public let privateKey: String
        public let clientAuthority: String?

        public init(certificate: String, privateKey: String, clientAuthority: String? = nil) {
            self.certificate = certificate
            self.privateKey = privateKey
            self.clientAuthority = clientAuthority
        }
    }

    public var host: String
    /// 0: any free one.
    public var port: Int
    public var tls: TLS?
    /// A connection on which nothing is asked for this long is closed.
    public var idleTimeout: Duration
    /// More are not accepted until one ends, so that files are left for Postgres and Kafka.
    public var maximumConnections: Int

    public init(
        host: String, port: Int, tls: TLS? = nil, idleTimeout: Duration = .seconds(60), maximumConnections: Int = 5_000
    ) {
        self.host = host
        self.port = port
        self.tls = tls
        self.idleTimeout = idleTimeout
        self.maximumConnections = maximumConnections
    }
}

/// An API that listens. At a graceful shutdown it takes no new connections and finishes the requests that are running.
public final class WebServer: Service {
    private struct State {
        var port: Int?
        var waiting: [AsyncStream<Int>.Continuation] = []
    }

    private let api: API
    private let site: Site?
    private let configuration: WebServerConfiguration
    private let logger: Logger
    private let state = Mutex(State())

    public init(
        _ api: API, site: Site? = nil, _ configuration: WebServerConfiguration, logger: Logger = Logger(label: "http")
    ) {
        self.api = api
        self.site = site
        self.configuration = configuration
        self.logger = logger
    }

    /// The port that it listens on; waits until it does. A start condition beside `run()`.
    ///
    /// - Throws: `CancellationError` when the task is cancelled first, as when the port is taken.
    public func port() async throws -> Int {
        let (ports, waiting) = AsyncStream.makeStream(of: Int.self)
        state.withLock { state in
            if let port = state.port {
                waiting.yield(port)
            } else {
                state.waiting.append(waiting)
            }
        }
        for await port in ports { return port }
        throw CancellationError()
    }

    public func run() async throws {
        try await application().run()
    }

    func application() throws -> Application<RouterResponder<WebContext>> {
        Application(
            router: api.router(site), server: try server(),
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port),
                availableConnectionsDelegate: MaximumAvailableConnections(configuration.maximumConnections)),
            onServerRunning: { channel in self.listening(on: channel.localAddress?.port ?? 0) }, logger: logger)
    }

    private func listening(on port: Int) {
        logger.info("listening", metadata: ["port": .stringConvertible(port)])
        let waiting = state.withLock { state in
            state.port = port
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.yield(port) }
    }

    private func server() throws -> HTTPServerBuilder {
        let standard = api.standardHeaders
        let (seconds, attoseconds) = configuration.idleTimeout.components
        let http = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [StalledPeerHandler(), HeadersHandler(standard: standard)],
                idleTimeout: .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16_384, maxHeaderListSize: 32_768, maxHeaderFieldCount: 100)))
        guard let tls = configuration.tls else { return http }
        let chain = try NIOSSLCertificate.fromPEMFile(tls.certificate).map { NIOSSLCertificateSource.certificate($0) }
        let key = NIOSSLPrivateKeySource.privateKey(try NIOSSLPrivateKey(file: tls.privateKey, format: .pem))
        var settings: TLSConfiguration
        if let authority = tls.clientAuthority {
            settings = .makeServerConfigurationWithMTLS(
                certificateChain: chain, privateKey: key, trustRoots: .file(authority))
        } else {
            settings = .makeServerConfiguration(certificateChain: chain, privateKey: key)
        }
        settings.minimumTLSVersion = .tlsv12
        return try .tls(http, tlsConfiguration: settings)
    }
}
