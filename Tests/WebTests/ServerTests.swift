import AsyncHTTPClient
import Contracts
import Foundation
import HummingbirdCore
import Logging
import NIOCore
import Runtime
import ServiceLifecycle
import Testing

@testable import Web

@Suite("A server that listens")
struct ServerTests {
    /// Runs a server until the body has returned, then stops it in good order.
    private func serve<Value: Sendable>(
        _ server: WebServer,
        _ body: @escaping @Sendable (Int, @escaping @Sendable () async -> Void) async throws -> Value
    ) async throws -> Value {
        let group = ServiceGroup(configuration: .init(services: [.init(service: server)], logger: silent))
        return try await withThrowingTaskGroup(of: Value?.self) { tasks in
            tasks.addTask {
                try await group.run()
                return nil
            }
            let value = try await body(server.port()) { await group.triggerGracefulShutdown() }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return value
        }
    }

    @Test("a port that is taken is an error at the start, not a wait")
    func portTaken() async throws {
        let first = WebServer(Things().api, .init(host: "127.0.0.1", port: 0), logger: silent)
        try await serve(first) { port, _ in
            let second = WebServer(Things().api, .init(host: "127.0.0.1", port: port), logger: silent)
            let runner = ServiceRunner([.init("http", second) { _ = try await second.port() }], logger: silent)
            await #expect(throws: (any Error).self) { try await runner.run() }
        }
    }

    @Test("a client that sends its body a byte now and then is told that it takes too long")
    func slowBody() async throws {
        let (parts, sending) = AsyncStream.makeStream(of: ByteBuffer.self)
        sending.yield(ByteBuffer(string: "{"))
        let request = HummingbirdCore.Request(
            head: .init(method: .post, scheme: "http", authority: "x", path: "/"), body: .init(asyncSequence: parts))
        let problem = await #expect(throws: Problem.self) {
            _ = try await request.collected(upTo: 100, within: .milliseconds(50))
        }
        #expect(problem?.status == .requestTimeout)
        sending.finish()
    }

    @Test("of more connections than are allowed the next waits until one ends")
    func manyConnections() async throws {
        let (events, ending) = AsyncStream.makeStream(of: ServerSentEvent.self)
        let api = API(
            API.Information(title: "x", description: "x"), verifier: Issuer().verifier(),
            registry: PrometheusRegistry(), logger: silent)
        api.stream("/v1/stroom", id: "stroom", summary: "Stroomt", access: .open) { _ in EventStream(events) }
        let server = WebServer(api, .init(host: "127.0.0.1", port: 0, maximumConnections: 1), logger: silent)
        try await serve(server) { port, _ in
            let request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/v1/stroom")
            let one = HTTPClient(eventLoopGroupProvider: .singleton)
            let first = try await one.execute(request, timeout: .seconds(20))
            #expect(first.status == .ok)
            let other = HTTPClient(eventLoopGroupProvider: .singleton)
            await #expect(throws: (any Error).self) {
                _ = try await other.execute(request, timeout: .milliseconds(500))
            }
            ending.finish()
            for try await _ in first.body {}
            try await one.shutdown()
            #expect(try await other.execute(request, timeout: .seconds(20)).status == .ok)
            try await other.shutdown()
        }
    }

    @Test("an open stream ends at shutdown, with a heartbeat before it, and the server stops")
    func streamEnds() async throws {
        let api = API(
            API.Information(title: "x", description: "x"), verifier: Issuer().verifier(),
            registry: PrometheusRegistry(), logger: silent)
        api.stream("/v1/stroom", id: "stroom", summary: "Stroomt", access: .open) { _ in
            EventStream(AsyncStream { _ in }, heartbeat: .milliseconds(5))
        }
        let server = WebServer(api, .init(host: "127.0.0.1", port: 0), logger: silent)
        let text = try await serve(server) { port, stop in
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: "http://127.0.0.1:\(port)/v1/stroom"), timeout: .seconds(20))
            var text = ""
            for try await part in response.body {
                text += String(buffer: part)
                if text.contains("\n\n: \n\n") { await stop() }
            }
            return text
        }
        #expect(text.hasPrefix(": verbonden\n\n: \n\n"))
    }

    @Test("a stream ends when the caller's rights are gone")
    func rightsGone() async throws {
        let api = API(
            API.Information(title: "x", description: "x"), verifier: Issuer().verifier(),
            registry: PrometheusRegistry(), logger: silent)
        api.stream("/v1/stroom", id: "stroom", summary: "Stroomt", access: .open) { _ in
            EventStream(AsyncStream { _ in }, recheckEvery: .milliseconds(5)) { false }
        }
        let server = WebServer(api, .init(host: "127.0.0.1", port: 0), logger: silent)
        let body = try await serve(server) { port, _ in
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: "http://127.0.0.1:\(port)/v1/stroom"), timeout: .seconds(20))
            return try await response.body.collect(upTo: 1_000)
        }
        #expect(String(buffer: body) == ": verbonden\n\n")
    }
}
