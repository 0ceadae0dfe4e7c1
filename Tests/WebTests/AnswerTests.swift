import Contracts
import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import Runtime
import Synchronization
import Testing

@testable import Web

private final class Lines: LogOutput {
    private let lines = Mutex<[String]>([])
    func write(_ line: [UInt8]) { lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) } }
    var all: String { lines.withLock { $0.joined() } }
}

@Suite("Every answer")
struct AnswerTests {
    private static let everyKind: [(HTTPRequest.Method, String, HTTPResponse.Status)] = [
        (.get, "/health/live", .ok), (.get, "/v1/openapi.json", .ok), (.get, "/metrics", .ok),
        (.get, "/v1/dingen", .unauthorized), (.get, "/nergens", .notFound), (.get, "/v1/dingen/", .notFound),
        (.get, "//v1/dingen", .notFound), (.patch, "/v1/dingen", .methodNotAllowed),
        (.get, "/v1/stuk", .internalServerError), (.get, "/v1/weg", .serviceUnavailable),
        (.get, "/v1/stroom", .ok), (.head, "/health/live", .ok),
    ]

    @Test("carries the version and the security headers, also 404, 405, 500 and a stream", arguments: everyKind)
    func headers(method: HTTPRequest.Method, path: String, status: HTTPResponse.Status) async throws {
        let response = try await Things().serve { try await $0.execute(uri: path, method: method) }
        #expect(response.status == status)
        #expect(response.headers[.apiVersion] == "1.0.0")
        #expect(response.headers[.cacheControl] == "no-store")
        #expect(response.headers[.contentSecurityPolicy] == "frame-ancestors 'none'")
        #expect(response.headers[.strictTransportSecurity]?.isEmpty == false)
        #expect(response.headers[.xContentTypeOptions] == "nosniff")
        #expect(response.headers[.frameOptions] == "DENY")
        #expect(response.headers[.traceParent] != nil)
        if status.code >= 400 {
            #expect(response.headers[.contentType] == "application/problem+json")
            for member in ["type", "title", "status", "detail"] { #expect(response.json[member] != nil, "\(member)") }
            #expect(response.json["status"] == .integer(Int64(status.code)))
        }
    }

    @Test("that is no HTTP at all still carries the headers")
    func noHTTP() async throws {
        let response = try await Things().serve {
            try await $0.execute(
                uri: "/health/live", method: .get,
                headers: [HTTPField.Name("X-Lang")!: String(repeating: "x", count: 40_000)])
        }
        #expect(response.status == .badRequest)
        #expect(response.headers[.apiVersion] == "1.0.0")
    }

    @Test("to a method that the path does not have names those it has")
    func allow() async throws {
        let response = try await Things().serve { try await $0.execute(uri: "/v1/dingen/5", method: .get) }
        #expect(response.status == .methodNotAllowed)
        #expect(response.headers[.allow] == "DELETE, PUT")
    }

    @Test("continues the sender's trace and conversation")
    func trace() async throws {
        let response = try await Things().serve {
            try await $0.execute(
                uri: "/health/live", method: .get,
                headers: [
                    .traceParent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", .correlationID: "c-9",
                ])
        }
        #expect(response.headers[.traceParent]?.hasPrefix("00-4bf92f3577b34da6a3ce929d0e0e4736-") == true)
        #expect(response.headers[.traceParent]?.contains("00f067aa0ba902b7") == false)
        #expect(response.headers[.correlationID] == "c-9")
    }

    @Test("to an error that nobody foresaw is 500 without details, and the log has it at error level")
    func unexpected() async throws {
        let lines = Lines()
        let logger = Logger(label: "http") { JSONLogHandler(label: $0, service: "dingen", output: lines) }
        let response = try await Things(logger: logger).serve { try await $0.execute(uri: "/v1/stuk", method: .get) }
        #expect(response.status == .internalServerError)
        #expect(!String(buffer: response.body).contains("Surprise"))
        #expect(lines.all.contains("\"level\":\"error\""))
        #expect(lines.all.contains("Surprise"))
        let correlation = try #require(response.headers[.correlationID])
        #expect(lines.all.contains(correlation))
    }

    @Test("leaves an access line with the template, and never the path, the query, the token or the address")
    func accessLog() async throws {
        let lines = Lines()
        let logger = Logger(label: "http") {
            JSONLogHandler(label: $0, service: "dingen", level: .trace, output: lines)
        }
        let things = Things(logger: logger)
        try await things.serve { client in
            _ = try await client.execute(
                uri: "/v1/dingen/11111111-2222-4333-8444-555555555555?naam=jansen", method: .delete,
                headers: try things.headers())
            _ = try await client.execute(uri: "/v1/999990019/jansen?bsn=999990019", method: .get)
        }
        #expect(lines.all.contains("\"operation\":\"dingWeg\""))
        #expect(lines.all.contains("/v1/dingen/{id}"))
        #expect(lines.all.contains(Issuer.organisation.description))
        for secret in ["jansen", "999990019", "11111111-2222", "Bearer", "eyJ", "127.0.0.1"] {
            #expect(!lines.all.contains(secret), "\(secret)")
        }
    }

    @Test("is measured by operation and class of status")
    func metrics() async throws {
        let things = Things()
        let text = try await things.serve { client in
            _ = try await client.execute(uri: "/v1/stuk", method: .get)
            _ = try await client.execute(uri: "/nergens/\(UUID())", method: .get)
            return String(buffer: try await client.execute(uri: "/metrics", method: .get).body)
        }
        #expect(text.contains("http_request_duration_seconds_count{operation=\"stuk\",status=\"5xx\"} 1\n"))
        #expect(text.contains("http_request_duration_seconds_count{operation=\"onbekend\",status=\"4xx\"} 1\n"))
        #expect(text.contains("# TYPE http_request_duration_seconds histogram\n"))
    }

    @Test("of a stream is framed events, told where the client was")
    func stream() async throws {
        let response = try await Things().serve {
            try await $0.execute(uri: "/v1/stroom", method: .get, headers: [.lastEventID: "7"])
        }
        #expect(response.headers[.contentType] == "text/event-stream; charset=utf-8")
        #expect(
            String(buffer: response.body)
                == ": verbonden\n\nid: 8\nevent: taak\ndata: na 7\ndata: regel twee\n\n")
    }

    @Test("of readiness names each check and is 503 when one fails")
    func readiness() async throws {
        let api = API(
            API.Information(title: "x", description: "x"), verifier: Issuer().verifier(),
            registry: PrometheusRegistry(), logger: silent)
        let health = Health()
        health.register("database") {}
        health.register("broker") { throw Health.Failure("geen verbinding") }
        api.standardOperations(health: health)
        let response = try await WebServer(api, .init(host: "127.0.0.1", port: 0), logger: silent).application()
            .test(.live) { try await $0.execute(uri: "/health/ready", method: .get) }
        #expect(response.status == .serviceUnavailable)
        #expect(
            response.json == [
                "status": "not-ready",
                "checks": [
                    ["name": "database", "status": "ok"],
                    ["name": "broker", "status": "nok", "detail": "geen verbinding"],
                ],
            ])
    }
}
