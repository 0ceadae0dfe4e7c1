import Contracts
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Web

@Suite("The description")
struct OpenAPITests {
    @Test("has exactly the routes that the router has")
    func routes() {
        let api = Things().api
        let routes = Set(api.router().routes.map { "\($0.method.rawValue.lowercased()) \($0.path)" })
        var described: Set<String> = []
        for (path, operations) in api.openAPI["paths"]?.object ?? [:] {
            for method in (operations.object ?? [:]).keys { described.insert("\(method) \(path)") }
        }
        #expect(routes == described)
        #expect(routes.count == api.operations.count)
    }

    @Test("leaves out what another standard describes, and there every problem is told in that standard's form")
    func otherStandard() async throws {
        let things = Things()
        things.api.document(
            "/ander/dingen/{id}", id: "anderDing", summary: "Van een andere standaard", access: .signedIn,
            options: .isOfOtherStandard, parameters: [.path("id", UUID.self, "Van het ding.")],
            mediaTypes: ["application/ander+json"]
        ) { _ in Response(RawContent(["ding": 1], mediaType: "application/ander+json")) }
        things.api.tellProblems(under: "/ander/") { problem in
            RawContent(["fout": .string(problem.code)], mediaType: "application/ander+json")
        }
        #expect(things.api.openAPI["paths"]?["/ander/dingen/{id}"] == nil)
        #expect(things.api.openAPI["paths"]?["/v1/dingen"] != nil)
        let headers = try things.headers()
        try await things.serve { client in
            let id = UUID().uuidString
            for (path, headers, status, body) in [
                ("/ander/dingen/\(id)", headers, HTTPResponse.Status.ok, ["ding": 1] as JSON),
                ("/ander/dingen/\(id)", [:], .unauthorized, ["fout": "niet-aangemeld"]),
                ("/ander/dingen/nee", headers, .badRequest, ["fout": "ongeldig-verzoek"]),
                ("/ander/niets", headers, .notFound, ["fout": "niet-gevonden"]),
            ] {
                let response = try await client.execute(uri: path, method: .get, headers: headers)
                #expect(response.status == status && response.json == body, "\(path)")
                #expect(response.headers[.contentType] == "application/ander+json")
            }
            // Elsewhere as ever.
            let elders = try await client.execute(uri: "/nergens", method: .get)
            #expect(elders.headers[.contentType] == "application/problem+json")
        }
    }

    @Test("every reference leads somewhere, every id is used once, every operation says what can go wrong")
    func references() throws {
        let api = Things().api
        let description = api.openAPI
        #expect(description["openapi"] == "3.1.0")
        #expect(description["info"]?["version"] == "1.0.0")
        for name in ["name", "email", "url"] {
            #expect(description["info"]?["contact"]?[name]?.string?.isEmpty == false)
        }
        let schemas = try #require(description["components"]?["schemas"]?.object)
        for reference in Self.references(description) {
            #expect(reference.hasPrefix("#/components/schemas/"))
            #expect(schemas[String(reference.dropFirst("#/components/schemas/".count))] != nil, "\(reference)")
        }
        let ids = try #require(description["paths"]?.object).values
            .flatMap { ($0.object ?? [:]).values }.compactMap { $0["operationId"]?.string }
        #expect(Set(ids).count == ids.count)
        #expect(ids.count == api.operations.count)
    }

    @Test("says what an operation needs: scope, headers, parameters, body, and each problem that follows")
    func operation() throws {
        let paths = try #require(Things(quota: Quota(perSecond: 1, burst: 1)).api.openAPI["paths"])
        let post = try #require(paths["/v1/dingen"]?["post"])
        #expect(post["security"] == [["token": ["dingen:schrijven"]]])
        #expect(post["parameters"]?.array?.map { $0["name"] } == ["Idempotency-Key"])
        #expect(
            Set((post["responses"]?.object ?? [:]).keys)
                == ["200", "201", "400", "401", "403", "413", "415", "429", "500"])
        #expect(
            post["requestBody"]?["content"]?["application/json"]?["schema"]?["$ref"]
                == "#/components/schemas/Ding")
        let put = try #require(paths["/v1/dingen/{id}"]?["put"])
        #expect(put["parameters"]?.array?.map { $0["name"] } == ["id", "If-Match"])
        #expect(["412", "428"].allSatisfy { put["responses"]?[$0] != nil })
        let get = try #require(paths["/v1/dingen"]?["get"])
        #expect(get["parameters"]?.array?.map { $0["name"] } == ["status", "limit", "after"])
        #expect(paths["/health/live"]?["get"]?["security"] == [])
    }

    @Test("is open to scripts of any site")
    func crossOrigin() async throws {
        let response = try await Things().serve { try await $0.execute(uri: "/v1/openapi.json", method: .get) }
        #expect(response.headers[.accessControlAllowOrigin] == "*")
        #expect(response.json["paths"] != nil)
    }

    private static func references(_ json: JSON) -> [String] {
        switch json {
        case .array(let values): values.flatMap(references)
        case .object(let members):
            members.flatMap { name, value in
                name == "$ref" ? [value.string].compactMap(\.self) : references(value)
            }
        default: []
        }
    }
}
