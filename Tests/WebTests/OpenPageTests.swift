import Contracts
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing

@testable import Web

/// Nobody is signed in at an open page.
private struct NoSessions: SessionStore {
    func start(_ session: Session, key: [UInt8]) {}
    func session(_ key: [UInt8]) -> Session? { nil }
    func end(_ key: [UInt8]) {}
    func endAll(of person: String, at organisation: OIN) {}
    func names(at organisation: OIN) -> [String: String] { [:] }
    func startGuest(_ subject: String, formToken: String, key: [UInt8]) {}
    func guest(_ key: [UInt8]) -> (subject: String, formToken: String)? { nil }
    func endGuest(_ key: [UInt8]) {}
}

@Suite("Pages that are open to all")
struct OpenPageTests {
    private static let address = "https://dingen.example"
    private static let cookie = "__Host-keten-dingen-bezoek"
    private let things = Things()

    private func site(_ limit: Quota<ClientAddress>? = nil) throws -> Site {
        let site = try Site(
            SiteConfiguration(
                address: Self.address, service: "dingen", title: "Dingen", issuer: Issuer.address, client: "dingen",
                key: Array(repeating: 7, count: 32), sites: [], trustedProxies: [AddressRange("127.0.0.0/8")!]),
            api: things.api, store: NoSessions(), verifier: things.issuer.verifier(),
            templates: ["ding": "<p>{{wat}} {{naam}}</p><i>{{formulier}}</i><b>{{sleutel}}</b>"], words: Words())
        @Sendable func page(_ wat: String, _ visitor: Visitor, _ post: FormPost? = nil) -> PageContent {
            PageContent(
                "Ding", template: "ding",
                values: [
                    "wat": .text(wat), "naam": .text(post?.value("naam") ?? ""), "formulier": .text(visitor.form.token),
                    "sleutel": .text(visitor.form.key + visitor.secret(for: "iets").map { "\($0)" }.joined()),
                ])
        }
        site.openPage("/melden", id: "melden") { page("leeg", $0) }
        site.openAction(
            "/melden", id: "melden-versturen", again: { page("nog eens", $0, $1) },
            act: { visitor, post in
                try limit?.take(visitor.address)
                return page("gedaan", visitor, post)
            })
        return site
    }

    private func with<Value: Sendable>(
        _ limit: Quota<ClientAddress>? = nil, _ body: @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        let server = WebServer(things.api, site: try site(limit), things.configuration, logger: silent)
        return try await server.application().test(.live) { try await body($0) }
    }

    private func part(_ html: String, _ tag: String) -> String {
        String(html.components(separatedBy: "<\(tag)>").last?.components(separatedBy: "</\(tag)>").first ?? "")
    }

    private func shown(_ client: any TestClientProtocol, cookie: String? = nil) async throws -> (
        cookie: String, token: String
    ) {
        let response = try await client.execute(
            uri: "/melden", method: .get, headers: cookie.map { [.cookie: $0] } ?? [:])
        #expect(response.status == .ok)
        let set = response.headers[.setCookie]
        #expect((set == nil) == (cookie != nil))
        if let set {
            #expect(
                set.hasPrefix(Self.cookie + "=")
                    && set.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=43200"))
        }
        return (
            cookie ?? String(set?.split(separator: ";").first ?? ""), part(String(buffer: response.body), "i")
        )
    }

    private func send(
        _ client: any TestClientProtocol, _ form: String, origin: String? = OpenPageTests.address, cookie: String?,
        forwarded: String? = nil
    ) async throws -> TestResponse {
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        if let cookie { headers[.cookie] = cookie }
        if let origin { headers[.origin] = origin }
        if let forwarded { headers[.forwardedFor] = forwarded }
        return try await client.execute(
            uri: "/melden", method: .post, headers: headers, body: ByteBuffer(string: form))
    }

    @Test("a form comes back from the browser that it was shown to, and sent twice it is the same form")
    func there() async throws {
        try await with { client in
            let (cookie, token) = try await shown(client)
            let form = FormEncoding.encode(["formulier": token, "naam": "<b>stoel"])
            let first = try await send(client, form, cookie: cookie)
            let html = String(buffer: first.body)
            #expect(html.contains("gedaan &lt;b&gt;stoel"))
            #expect(first.headers[.setCookie] == nil)
            #expect(String(buffer: try await send(client, form, cookie: cookie).body) == html)
            // The next one that this browser gets is another.
            let (_, other) = try await shown(client, cookie: cookie)
            #expect(other != token)
            // What this browser makes of a text is its own.
            let here = try await client.execute(uri: "/melden", method: .get, headers: [.cookie: cookie])
            let elsewhere = try await client.execute(uri: "/melden", method: .get)
            func secret(_ response: TestResponse) -> Substring {
                part(String(buffer: response.body), "b").dropFirst(43)
            }
            #expect(secret(here) == secret(first))
            #expect(secret(here).count > 32 && secret(here) != secret(elsewhere))
        }
    }

    @Test("a form of another site is refused, whatever it carries")
    func foreign() async throws {
        try await with { client in
            let (cookie, token) = try await shown(client)
            let form = FormEncoding.encode(["formulier": token])
            for origin in ["https://kwaad.example", "null", "http://dingen.example", "https://dingen.example:444", nil]
            {
                let answer = try await send(client, form, origin: origin, cookie: cookie)
                #expect(answer.status == .forbidden, "\(origin ?? "-")")
            }
        }
    }

    @Test("a form without its cookie, of another browser or with a made-up token does nothing and is shown again")
    func again() async throws {
        try await with { client in
            let (cookie, token) = try await shown(client)
            let (other, _) = try await shown(client)
            let parts = token.split(separator: ".").map(String.init)
            let wrong: [(String, String?)] = [
                (token, nil), (token, other), (parts[0], cookie), (parts[0] + ".", cookie), ("", cookie),
                (parts[0] + "x." + parts[1], cookie), (token + "." + parts[1], cookie), (token, cookie + "; " + cookie),
            ]
            for (token, cookie) in wrong {
                let answer = try await send(
                    client, FormEncoding.encode(["formulier": token, "naam": "stoel"]), cookie: cookie)
                #expect(String(buffer: answer.body).contains("nog eens stoel"), "\(token) \(cookie ?? "-")")
            }
            // What is shown again can be sent.
            let shownAgain = try await send(client, "naam=stoel", cookie: nil)
            let given = String(shownAgain.headers[.setCookie]?.split(separator: ";").first ?? "")
            let sent = FormEncoding.encode(["formulier": part(String(buffer: shownAgain.body), "i")])
            #expect(String(buffer: try await send(client, sent, cookie: given).body).contains("gedaan"))
        }
    }

    @Test("too large a form, and one of another kind, is refused")
    func form() async throws {
        try await with { client in
            let (cookie, token) = try await shown(client)
            let large = "formulier=\(token)&naam=" + String(repeating: "a", count: FormPost.limit)
            #expect(try await send(client, large, cookie: cookie).status == .contentTooLarge)
            let headers: HTTPFields = [
                .contentType: "multipart/form-data; boundary=x", .cookie: cookie, .origin: Self.address,
            ]
            let other = try await client.execute(
                uri: "/melden", method: .post, headers: headers, body: ByteBuffer(string: "--x--"))
            #expect(other.status == .unsupportedMediaType)
        }
    }

    @Test("a limit holds for each client behind a trusted proxy apart")
    func limit() async throws {
        let clock = ContinuousClock.now
        try await with(Quota(perSecond: 0.1, burst: 2, now: { clock })) { client in
            let (cookie, token) = try await shown(client)
            let form = FormEncoding.encode(["formulier": token])
            func ask(_ forwarded: String?) async throws -> Int {
                try await send(client, form, cookie: cookie, forwarded: forwarded).status.code
            }
            #expect(try await ask("203.0.113.7") == 200)
            // Whatever the client itself wrote before it says nothing.
            #expect(try await ask("198.51.100.1, 203.0.113.7") == 200)
            let refused = try await send(client, form, cookie: cookie, forwarded: "203.0.113.7")
            #expect(refused.status == .tooManyRequests)
            #expect(refused.headers[.retryAfter] == "10")
            #expect(try await ask("203.0.113.8") == 200)
            // All of an IPv6 network of 64 bits is one.
            #expect(try await ask("2001:db8:0:1::1") == 200)
            #expect(try await ask("2001:db8:0:1::2") == 200)
            #expect(try await ask("2001:db8:0:1:ffff::3") == 429)
            #expect(try await ask("2001:db8:0:2::3") == 200)
        }
    }

    @Test(
        "who is no trusted proxy says nothing of whom a request is for",
        arguments: [
            ("192.0.2.1", ["203.0.113.7"], "192.0.2.1"), ("10.0.0.1", ["203.0.113.7"], "203.0.113.7"),
            ("10.0.0.1", ["203.0.113.7, 10.9.9.9"], "203.0.113.7"),
            ("10.0.0.1", ["203.0.113.7", "10.9.9.9"], "203.0.113.7"),
            ("10.0.0.1", ["geen adres"], "10.0.0.1"), ("10.0.0.1", [], "10.0.0.1"),
            ("10.0.0.1", ["198.51.100.1, 203.0.113.7"], "203.0.113.7"),
            ("::ffff:10.0.0.1", ["203.0.113.7"], "203.0.113.7"),
            ("11.0.0.1", ["203.0.113.7"], "11.0.0.1"),
        ])
    func forwarded(peer: String, header: [String], client: String) throws {
        let trusted = [try #require(AddressRange("10.0.0.0/8"))]
        let found = ClientAddress(peer: peer, forwarded: header, trusted: trusted)
        #expect(found == ClientAddress(peer: client, forwarded: [], trusted: []))
        #expect(!"\(found)".contains(client))
    }

    @Test("a range of addresses is read strictly")
    func ranges() {
        for good in ["10.0.0.7", "10.0.0.0/8", "0.0.0.0/0", "2001:db8::/32", "::1", "10.0.0.0/12"] {
            #expect(AddressRange(good)?.shown == good)
        }
        for wrong in [
            "", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "naam.example", "10.0.0.0/8/8",
        ] {
            #expect(AddressRange(wrong) == nil, "\(wrong)")
        }
        #expect(AddressRange("172.16.0.0/12")?.contains([172, 31, 255, 255]) == true)
        #expect(AddressRange("172.16.0.0/12")?.contains([172, 32, 0, 0]) == false)
        #expect(AddressRange("0.0.0.0/0")?.contains(Array(repeating: 0, count: 16)) == false)
    }
}
