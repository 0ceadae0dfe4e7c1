import Contracts
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing

@testable import Web

@Suite("Bad input over HTTP")
struct BadInputTests {
    private let good: JSON = ["naam": "stoel", "aantal": 2]

    private func post(_ body: ByteBuffer, headers more: HTTPFields = [:]) async throws -> TestResponse {
        let things = Things()
        return try await things.serve { client in
            try await client.execute(
                uri: "/v1/dingen", method: .post, headers: try things.headers(more), body: body)
        }
    }

    @Test("a good request is answered with the operation's status, version and place")
    func good() async throws {
        let response = try await post(ByteBuffer(good))
        #expect(response.status == .created)
        #expect(response.headers[.eTag] == "\"1\"")
        #expect(response.headers[.location] == "/v1/dingen/1")
        #expect(response.json["naam"] == "stoel")
    }

    @Test(
        "malformed JSON is 400 and says where",
        arguments: ["", "{", "[]", "{\"naam\":}", "{\"naam\":\"a\",\"naam\":\"b\"}", "{} x", "\"naam\""])
    func malformed(text: String) async throws {
        let response = try await post(ByteBuffer(string: text))
        #expect(response.status == .badRequest)
        #expect(response.headers[.contentType] == "application/problem+json")
        #expect(!response.pointers.isEmpty)
    }

    @Test("invalid UTF-8 is 400")
    func invalidUTF8() async throws {
        let response = try await post(
            ByteBuffer(bytes: Array(#"{"naam":""#.utf8) + [0xC3, 0x28] + Array(#"","aantal":1}"#.utf8)))
        #expect(response.status == .badRequest)
        #expect(response.code == "ongeldig-verzoek")
    }

    @Test("deep nesting is 400, not a crash")
    func deep() async throws {
        let response = try await post(ByteBuffer(string: String(repeating: "[", count: 60_000)))
        #expect(response.status == .badRequest)
    }

    @Test(
        "all that is wrong is told at once: wrong types, an unknown field, a missing header, and no value is repeated")
    func allAtOnce() async throws {
        let response = try await post(
            ByteBuffer(["naam": 5, "aantal": "geheim", "extra": true, "organisatie": "123"]),
            headers: [.idempotencyKey: "met spatie"])
        #expect(response.status == .badRequest)
        #expect(
            Set(response.pointers)
                == ["/naam", "/aantal", "/extra", "/organisatie", "/header/Idempotency-Key"])
        #expect(!String(buffer: response.body).contains("geheim"))
    }

    @Test("a refused act is kept with who, on what and why, and nothing of what was sent; what was read or done is not")
    func refusedActs() async throws {
        let kept = Mutex<[RefusedAct]>([])
        let things = Things(refused: { act in kept.withLock { $0.append(act) } })
        let id = UUID()
        try await things.serve { client in
            func change(_ version: String, _ body: JSON) async throws {
                _ = try await client.execute(
                    uri: "/v1/dingen/\(id)", method: .put, headers: try things.headers([.ifMatch: version]),
                    body: ByteBuffer(body))
            }
            try await change("\"7\"", good)
            _ = try await client.execute(uri: "/v1/dingen?limit=x", method: .get, headers: try things.headers())
            #expect(kept.withLock { $0 }.isEmpty)
            try await change("\"6\"", good)
            try await change("\"7\"", ["naam": 5, "door": "mw-geheim-1"])
        }
        let acts = kept.withLock { $0 }
        #expect(acts.map(\.operation) == ["dingWijzigen", "dingWijzigen"] && acts.allSatisfy { $0.subjects == [id] })
        #expect(acts.map(\.status) == [412, 400] && acts[0].codes == ["versie-verouderd"])
        #expect(Set(acts[1].codes) == [Violation.Codes.missing, Violation.Codes.type, Violation.Codes.unknown])
        #expect(acts.allSatisfy { !$0.correlation.isEmpty } && acts[0].organisation == acts[1].organisation)
    }

    @Test("more than 64 KB is 413, with and without a length given beforehand")
    func tooLarge() async throws {
        let body = ByteBuffer(string: "{\"naam\":\"" + String(repeating: "x", count: API.bodyLimit) + "\"}")
        let response = try await post(body)
        #expect(response.status == .contentTooLarge)
        #expect(response.code == "te-groot")
        let chunked = try await post(body, headers: [.transferEncoding: "chunked"])
        #expect(chunked.status == .contentTooLarge)
    }

    @Test(
        "another media type or another character set is 415",
        arguments: ["text/plain", "", "application/xml", "application/json; charset=latin1", "application/jsonx"])
    func mediaType(type: String) async throws {
        let response = try await post(ByteBuffer(good), headers: [.contentType: type])
        #expect(response.status == .unsupportedMediaType)
    }

    @Test("UTF-8 may be named")
    func charset() async throws {
        let response = try await post(ByteBuffer(good), headers: [.contentType: "Application/JSON; charset=UTF-8"])
        #expect(response.status == .created)
    }

    @Test("a malformed id in the path and an unknown or repeated query key are 400 with their pointers")
    func parameters() async throws {
        let things = Things()
        try await things.serve { client in
            let path = try await client.execute(
                uri: "/v1/dingen/42", method: .put, headers: try things.headers([.ifMatch: "\"7\""]),
                body: ByteBuffer(["naam": "a"]))
            #expect(path.status == .badRequest)
            #expect(Set(path.pointers) == ["/path/id", "/aantal"])
            for (query, pointer) in [
                ("zoek=jan", "/query"), ("limit=0", "/query/limit"), ("limit=x", "/query/limit"),
                ("limit=1&limit=2", "/query/limit"), ("status=anders", "/query/status"),
                ("after=onzin", "/query/after"),
            ] {
                let response = try await client.execute(
                    uri: "/v1/dingen?\(query)", method: .get, headers: try things.headers())
                #expect(response.status == .badRequest, "\(query)")
                #expect(response.pointers == [pointer], "\(query)")
                #expect(!String(buffer: response.body).contains("jan"))
            }
        }
    }

    @Test("a change without If-Match is 428, with an old version 412 and the current one, with no ETag 400")
    func ifMatch() async throws {
        let things = Things()
        try await things.serve { client in
            func put(_ ifMatch: String?) async throws -> TestResponse {
                var headers = try things.headers()
                if let ifMatch { headers[.ifMatch] = ifMatch }
                return try await client.execute(
                    uri: "/v1/dingen/7f2b4f0e-7d0a-4f5a-9d0e-0a6c2d2f9b11", method: .put, headers: headers,
                    body: ByteBuffer(["naam": "a", "aantal": 1]))
            }
            #expect(try await put(nil).status == .preconditionRequired)
            #expect(try await put("W/\"7\"").pointers == ["/header/If-Match"])
            #expect(try await put("*").status == .badRequest)
            let old = try await put("\"6\"")
            #expect(old.status == .preconditionFailed)
            #expect(old.headers[.eTag] == "\"7\"")
            #expect(old.json["versie"] == 7)
            let current = try await put("\"7\"")
            #expect(current.status == .ok)
            #expect(current.headers[.eTag] == "\"8\"")
        }
    }

    @Test("an organisation that the register does not know is 403")
    func unknownOrganisation() async throws {
        let things = Things(authorise: { _ in throw Problem.unknownOrganisation })
        let response = try await things.serve { client in
            try await client.execute(uri: "/v1/dingen", method: .get, headers: try things.headers())
        }
        #expect(response.status == .forbidden)
        #expect(response.code == "onbekende-organisatie")
    }

    @Test("the wrong scope is 403 and names the one that is needed")
    func scope() async throws {
        let things = Things()
        let response = try await things.serve { client in
            try await client.execute(
                uri: "/v1/dingen/7f2b4f0e-7d0a-4f5a-9d0e-0a6c2d2f9b11", method: .delete,
                headers: try things.headers())
        }
        #expect(response.status == .forbidden)
        #expect(response.json["scope"] == "dingen:beheren")
        #expect(response.headers[.wwwAuthenticate]?.contains("insufficient_scope") == true)
    }

    @Test("an organisation over its quota is 429 with Retry-After, and another is not held up")
    func quota() async throws {
        let clock = Mutex(ContinuousClock.now)
        let things = Things(quota: Quota(perSecond: 0.5, burst: 2, now: { clock.withLock { $0 } }))
        let other = try things.issuer.token("k1", Issuer.claims(["oin": "00000099000000002000"]))
        try await things.serve { client in
            func get(_ token: String? = nil) async throws -> TestResponse {
                try await client.execute(
                    uri: "/v1/dingen", method: .get, headers: try things.headers(token: token))
            }
            #expect(try await get().status == .ok)
            #expect(try await get().status == .ok)
            let refused = try await get()
            #expect(refused.status == .tooManyRequests)
            #expect(refused.headers[.retryAfter] == "2")
            #expect(try await get(other).status == .ok)
            clock.withLock { $0 += .seconds(2) }
            #expect(try await get().status == .ok)
            #expect(try await get().status == .tooManyRequests)
        }
    }
}
