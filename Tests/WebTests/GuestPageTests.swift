import Contracts
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing

@testable import Web

/// Guests by the key of their session; nobody else.
private final class Guests: SessionStore {
    let rows = Mutex<[[UInt8]: (subject: String, formToken: String)]>([:])
    func start(_ session: Session, key: [UInt8]) {}
    func session(_ key: [UInt8]) -> Session? { nil }
    func end(_ key: [UInt8]) {}
    func endAll(of person: String, at organisation: OIN) {}
    func names(at organisation: OIN) -> [String: String] { [:] }
    func startGuest(_ subject: String, formToken: String, key: [UInt8]) {
        rows.withLock { $0[key] = (subject, formToken) }
    }
    func guest(_ key: [UInt8]) -> (subject: String, formToken: String)? { rows.withLock { $0[key] } }
    func endGuest(_ key: [UInt8]) { rows.withLock { _ = $0.removeValue(forKey: key) } }
}

@Suite("Pages for guests")
struct GuestPageTests {
    private static let address = "https://dingen.example"
    private static let cookie = "__Host-keten-dingen-gast"
    private let things = Things()
    private let guests = Guests()

    private func site() throws -> Site {
        let site = try Site(
            SiteConfiguration(
                address: Self.address, service: "dingen", title: "Dingen", issuer: Issuer.address, client: "dingen",
                key: Array(repeating: 7, count: 32), sites: []),
            api: things.api, store: guests, verifier: things.issuer.verifier(),
            templates: ["ding": "<em>{{wat}}</em><i>{{formulier}}</i>"], words: Words())
        @Sendable func page(_ wat: String, _ token: String) -> PageContent {
            PageContent("Ding", template: "ding", values: ["wat": .text(wat), "formulier": .text(token)])
        }
        site.guestPage("/gast", id: "gast") { visitor, state in
            switch state {
            case .none: .shown(page("wie", visitor.form.token))
            case .ended: .shown(page("om", visitor.form.token))
            case .here(let guest): .shown(page("voor \(guest.subject)", guest.formToken))
            }
        }
        site.guestEntrance(
            "/gast", id: "gast-binnen", again: { visitor, _ in page("nog eens", visitor.form.token) },
            act: { visitor, post in
                post.value("code") == "goed"
                    ? .admitted(subject: "zaak 7", to: "/gast") : .shown(page("fout", visitor.form.token))
            })
        site.guestAction(
            "/gast/doe", id: "gast-doe", ended: { page("te laat", $0.form.token) },
            act: { visitor, guest, post in
                switch post.value("wat") {
                case "weg": .shut(page("dag", visitor.form.token))
                case "klaar": .done(to: "/gast")
                default: .shown(page("deed iets voor \(guest.subject)", guest.formToken))
                }
            })
        return site
    }

    private func with(_ body: @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        let server = WebServer(things.api, site: try site(), things.configuration, logger: silent)
        try await server.application().test(.live) { try await body($0) }
    }

    private func part(_ response: TestResponse, _ tag: String) -> String {
        let html = String(buffer: response.body)
        return String(html.components(separatedBy: "<\(tag)>").last?.components(separatedBy: "</\(tag)>").first ?? "")
    }

    private func get(_ client: any TestClientProtocol, _ cookies: [String]) async throws -> TestResponse {
        try await client.execute(uri: "/gast", method: .get, headers: [.cookie: cookies.joined(separator: "; ")])
    }

    private func send(
        _ client: any TestClientProtocol, _ path: String, _ form: [String: String], _ cookies: [String],
        origin: String? = GuestPageTests.address
    ) async throws -> TestResponse {
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        headers[.cookie] = cookies.joined(separator: "; ")
        headers[.origin] = origin
        return try await client.execute(
            uri: path, method: .post, headers: headers, body: ByteBuffer(string: FormEncoding.encode(form)))
    }

    /// The cookie of the browser, and that of the guest.
    private func enter(_ client: any TestClientProtocol) async throws -> [String] {
        let first = try await client.execute(uri: "/gast", method: .get)
        #expect(part(first, "em") == "wie")
        let browser = String(first.headers[.setCookie]?.split(separator: ";").first ?? "")
        let answer = try await send(client, "/gast", ["formulier": part(first, "i"), "code": "goed"], [browser])
        #expect(answer.status == .seeOther && answer.headers[.location] == "/gast")
        let set = try #require(answer.headers[.setCookie])
        #expect(set.hasPrefix(Self.cookie + "=") && set.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Secure"))
        return [browser, String(set.split(separator: ";").first ?? "")]
    }

    @Test("whoever shows the right thing is let in, with a session that only the cookie opens")
    func entering() async throws {
        try await with { client in
            let cookies = try await enter(client)
            #expect(part(try await get(client, cookies), "em") == "voor zaak 7")
            #expect(part(try await get(client, [cookies[0]]), "em") == "wie")
            // What is stored opens nothing.
            let stored = guests.rows.withLock { $0.keys.map { Base64URL.encode($0) } }
            #expect(stored.count == 1 && !cookies[1].contains(stored[0]))
            let wrong = try await get(client, [cookies[0], Self.cookie + "=" + stored[0]])
            #expect(part(wrong, "em") == "om")
            #expect(wrong.headers[.setCookie]?.contains(Self.cookie + "=; ") == true)
        }
    }

    @Test("a session that somebody planted is ended when its browser enters by itself")
    func planted() async throws {
        try await with { client in
            let old = try await enter(client)
            let page = try await client.execute(uri: "/gast", method: .get, headers: [.cookie: old[0]])
            _ = try await send(client, "/gast", ["formulier": part(page, "i"), "code": "goed"], old)
            #expect(part(try await get(client, old), "em") == "om")
            #expect(guests.rows.withLock { $0.count } == 1)
        }
    }

    @Test("what is wrong lets nobody in")
    func wrong() async throws {
        try await with { client in
            let first = try await client.execute(uri: "/gast", method: .get)
            let browser = String(first.headers[.setCookie]?.split(separator: ";").first ?? "")
            let answer = try await send(client, "/gast", ["formulier": part(first, "i"), "code": "fout"], [browser])
            #expect(part(answer, "em") == "fout" && answer.headers[.setCookie] == nil)
            let other = try await send(client, "/gast", ["formulier": "x.y", "code": "goed"], [browser])
            #expect(part(other, "em") == "nog eens")
            let foreign = try await send(
                client, "/gast", ["formulier": part(first, "i"), "code": "goed"], [browser],
                origin: "https://kwaad.example")
            #expect(foreign.status == .forbidden)
            #expect(guests.rows.withLock { $0.isEmpty })
        }
    }

    @Test("a guest's form is taken from this site and this session only; without a session it does nothing")
    func acting() async throws {
        try await with { client in
            let cookies = try await enter(client)
            let token = part(try await get(client, cookies), "i")
            let done = try await send(client, "/gast/doe", ["formulier": token], cookies)
            #expect(part(done, "em") == "deed iets voor zaak 7")
            #expect(try await send(client, "/gast/doe", ["formulier": "een ander"], cookies).status == .forbidden)
            for origin in ["https://kwaad.example", "null", nil] {
                let foreign = try await send(client, "/gast/doe", ["formulier": token], cookies, origin: origin)
                #expect(foreign.status == .forbidden)
            }
            #expect(part(try await send(client, "/gast/doe", ["formulier": token], [cookies[0]]), "em") == "te laat")
            let elsewhere = try await send(client, "/gast/doe", ["formulier": token, "wat": "klaar"], cookies)
            #expect(elsewhere.status == .seeOther && elsewhere.headers[.location] == "/gast")
            // Leaving ends it at the store as well.
            let left = try await send(client, "/gast/doe", ["formulier": token, "wat": "weg"], cookies)
            #expect(part(left, "em") == "dag" && left.headers[.setCookie]?.contains(Self.cookie + "=; ") == true)
            #expect(part(try await get(client, cookies), "em") == "om")
        }
    }
}
