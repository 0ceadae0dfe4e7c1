import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct RouteTests {
        @Test(
            "De beschrijving van elke draaiende dienst noemt precies haar routes", .timeLimit(.minutes(1)),
            arguments: ChainService.allCases)
        func beschrijving(_ service: ChainService) async throws {
            let chain = try await IntegrationTests.chain()
            let reply = try await chain.get(service, "/v1/openapi.json").expect(200)
            #expect(reply.headers["access-control-allow-origin"] == "*")
            let paths = try #require(reply["paths"]?.object)
            #expect(paths.count > 5)
            for (path, item) in paths {
                let concrete = path.replacing(#/\{[^}]+\}/#) { _ in UUID().lower }
                let methods = (item.object ?? [:]).keys.filter {
                    ["get", "post", "put", "delete", "patch"].contains($0)
                }
                for method in methods {
                    // Without a token: whoever is asked to sign in stands before a route, an unknown path is 404.
                    let answer = try await chain.send(method.uppercased(), service, concrete)
                    let open = item[method]?["security"]?.array?.isEmpty == true
                    #expect(
                        open ? [200, 404].contains(answer.status) : answer.status == 401, "\(method) \(path): \(answer)"
                    )
                    // What is named in the address may be unknown; the address itself is not.
                    #expect(answer["detail"]?.string != "Dit adres bestaat niet.", "\(method) \(path)")
                    #expect(answer.headers["api-version"] != nil, "\(method) \(path)")
                }
                // No method beside those: the answer names the ones that are there.
                let other = try await chain.send("PATCH", service, concrete)
                let allowed = (other.headers["allow"] ?? "").lowercased().split(separator: ",").map {
                    $0.trimmingCharacters(in: .whitespaces)
                }
                #expect(other.status == 405, "\(path): \(other)")
                #expect(Set(allowed).subtracting(["head"]) == Set(methods), "\(path)")
                #expect(try await chain.send("GET", service, concrete + "/").status == 404, "\(path)/")
            }
        }
    }
}
