import AsyncHTTPClient
import Contracts
import Foundation
import NIOCore
import Synchronization
import TestSupport
import Testing

/// Everything that the services give an organisation about one zaak. Which routes read, their openapi documents say: one
/// that has no row here fails, so that no new one is forgotten.
struct Leesroutes: Sendable {
    let chain: Chain
    /// What stands in a path, by the collection before it.
    let ids: [String: String]
    /// By what a row of a list is known to be about this zaak; other tests share the chain.
    let kenmerken: [String]

    /// Read by operators, between services, or about no zaak.
    private static let zonderZaak = [
        "/v1/openapi.json", "/v1/schemas", "/v1/beheer", "/v1/gebeurtenissen", "/v1/mailadressen", "/v1/cijfers",
        "/v1/abonnementen", "/v1/kanalen", "/health", "/metrics", "/v1/zaken/{id}/tijdlijndeel",
        "/v1/zaken/{id}/inzagedeel",
    ]
    /// Outside the openapi documents, in another standard.
    private static let fhir = ["/fhir/Task/{id}", "/fhir/ServiceRequest/{id}", "/fhir/Task"]

    private struct Route {
        let dienst: ChainService
        let pad: String
        let vragen: Set<String>
        var isStroom: Bool { pad.hasSuffix("/stroom") }
        var isLijst: Bool { !pad.contains("{") }
    }

    private func routes() async throws -> [Route] {
        var routes = Self.fhir.map { Route(dienst: .verwijzing, pad: $0, vragen: []) }
        for dienst in ChainService.allCases {
            let paden = try #require(
                try await chain.get(dienst, "/v1/openapi.json").expect(200)["paths"]?.object, "\(dienst)")
            for (pad, methoden) in paden {
                guard let lezen = methoden["get"], !Self.zonderZaak.contains(where: { pad.hasPrefix($0) }) else {
                    continue
                }
                let vragen = (lezen["parameters"]?.array ?? []).filter { $0["in"] == "query" }
                #expect(
                    vragen.allSatisfy { $0["required"]?.bool != true }, "\(pad) wants something that has no row here")
                routes.append(
                    Route(dienst: dienst, pad: pad, vragen: Set(vragen.compactMap { $0["name"]?.string })))
            }
        }
        #expect(routes.count > 50)
        return routes
    }

    /// The path with what it is asked for; nil, and a failure, where this knows nothing of that.
    private func gevuld(_ pad: String) -> String? {
        var delen = pad.split(separator: "/").map(String.init)
        for plaats in delen.indices where delen[plaats].hasPrefix("{") {
            guard plaats > 0, let id = ids[delen[plaats - 1]] else {
                Issue.record("\(pad) has no row here: what stands in it for a zaak?")
                return nil
            }
            delen[plaats] = id
        }
        return "/" + delen.joined(separator: "/")
    }

    /// Every answer but the streams, as JSON and as a table; a refusal says something too.
    func alles(als wie: Deelnemer) async throws -> String {
        var gelezen = ""
        for route in try await routes() where !route.isStroom {
            guard let pad = gevuld(route.pad) else { continue }
            let vragen = route.vragen.contains("door") ? ["door=\(wie.medewerker("wacht"))"] : []
            for vorm in [[], ["vorm=csv"]] where vorm.isEmpty || route.vragen.contains("vorm") {
                let vraag = vragen + vorm
                gelezen +=
                    route.isLijst
                    ? try await lijst(route, vraag, als: wie)
                    : try await antwoord(
                        route, vraag.isEmpty ? pad : "\(pad)?\(vraag.joined(separator: "&"))", als: wie)
            }
        }
        return gelezen
    }

    private func antwoord(_ route: Route, _ pad: String, als wie: Deelnemer) async throws -> String {
        let reply = try await chain.get(route.dienst, pad, as: wie.client)
        #expect([200, 403, 404].contains(reply.status), "\(pad) \(reply)")
        return "\(route.pad) \(reply.text)\n"
    }

    /// The rows that are about this zaak, of every page.
    private func lijst(_ route: Route, _ vraag: [String], als wie: Deelnemer) async throws -> String {
        var gelezen = ""
        var verder: String?
        repeat {
            let vragen = vraag + (route.vragen.contains("limit") ? ["limit=200"] : []) + [verder].compactMap { $0 }
            let pad = route.pad + (vragen.isEmpty ? "" : "?" + vragen.joined(separator: "&"))
            let reply = try await chain.get(route.dienst, pad, as: wie.client)
            #expect([200, 403].contains(reply.status), "\(pad) \(reply)")
            let regels =
                vraag.contains("vorm=csv")
                ? reply.text.split(whereSeparator: \.isNewline).map(String.init)
                : (reply.json?.object ?? [:]).flatMap { $0.value.array ?? [] }.map(\.text)
            for regel in regels where kenmerken.contains(where: regel.contains) {
                gelezen += "\(route.pad) \(regel)\n"
            }
            verder = reply["volgende"]?.string.map { "after=\($0)" }
        } while verder != nil
        return gelezen
    }

    /// What the live streams say of the zaak to who comes back after a day: all that changed since.
    func stromen(als wie: Deelnemer) async throws -> String {
        let token = try await chain.tokens.token(wie.client)
        let stromen = try await routes().filter(\.isStroom)
        #expect(stromen.count == 3)
        return try await withThrowingTaskGroup(of: String.self) { group in
            for stroom in stromen {
                var request = HTTPClientRequest(url: chain.url(stroom.dienst) + stroom.pad)
                request.headers.add(name: "authorization", value: "Bearer \(token)")
                request.headers.add(name: "last-event-id", value: "0")
                group.addTask { [request, kenmerken] in
                    let response = try await HTTPClient.shared.execute(request, timeout: .minutes(1))
                    #expect(response.status == .ok, "\(stroom.pad)")
                    let gelezen = Mutex("")
                    let lezer = Task {
                        for try await deel in response.body {
                            gelezen.withLock { $0 += String(buffer: deel) }
                        }
                    }
                    // What was missed comes at once; a stream has come to now when it has been still for a while.
                    var lengte = -1
                    repeat {
                        lengte = gelezen.withLock { $0.utf8.count }
                        try await Task.sleep(for: .seconds(1))
                    } while gelezen.withLock({ $0.utf8.count }) != lengte
                    lezer.cancel()
                    _ = await lezer.result
                    return gelezen.withLock { $0 }.split(separator: "\n")
                        .filter { regel in kenmerken.contains { regel.contains($0) } }
                        .map { "\(stroom.pad) \($0)\n" }.joined()
                }
            }
            return try await group.reduce(into: "") { $0 += $1 }
        }
    }

    /// The codes and ids in a text, whatever stands around them.
    static func woorden(_ tekst: String) -> Set<Substring> {
        Set(tekst.split { !($0.isLetter || $0.isNumber || $0 == "-") })
    }
}
