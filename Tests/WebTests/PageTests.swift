import Contracts
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing

@testable import Web

/// A form's body with each kind of question.
private struct Vraag: Contract {
    var door: MedewerkerId?
    var naam: KorteTekst
    var toelichting: Tekst?
    var dag: Datum
    var samen: Bool
    var aantal: Int?
    var werker: MedewerkerId
    var mensen: [MedewerkerId]
    var urgentie: Urgentie
    var nazorg: Persoon?

    static let title = "Vraag"
    static let fields = [
        "door": "Wie.", "naam": "Hoe het heet.",
        "toelichting": "Toelichting (O4); wordt versleuteld bewaard. Niet te lang.", "dag": "Welke dag.",
        "samen": "Of samen.",
        "aantal": "Hoeveel.", "werker": "Wie werkt.", "mensen": "Wie erbij waren.", "urgentie": "Hoe snel.",
        "nazorg": "Wie contact houdt.",
    ]
    static let lists = ["mensen": 1...5]
    static let example = Vraag(
        door: nil, naam: .placeholder, toelichting: nil, dag: .placeholder, samen: true, aantal: nil,
        werker: .placeholder, mensen: [.placeholder], urgentie: .regulier, nazorg: nil)
}

private final class Sessions: SessionStore {
    private let rows = Mutex<[[UInt8]: Session]>([:])
    func start(_ session: Session, key: [UInt8]) { rows.withLock { $0[key] = session } }
    func session(_ key: [UInt8]) -> Session? { rows.withLock { $0[key] } }
    func end(_ key: [UInt8]) { rows.withLock { _ = $0.removeValue(forKey: key) } }
    func names(at organisation: OIN) -> [String: String] {
        rows.withLock { rows in
            let here = rows.values.filter { $0.caller.organisation == organisation }
            return Dictionary(here.map { ($0.caller.person ?? "", $0.name) }, uniquingKeysWith: { $1 })
        }
    }
    func startGuest(_ subject: String, formToken: String, key: [UInt8]) {}
    func guest(_ key: [UInt8]) -> (subject: String, formToken: String)? { nil }
    func endGuest(_ key: [UInt8]) {}
    func endAll(of person: String, at organisation: OIN) {
        rows.withLock { rows in
            rows = rows.filter { $0.value.caller.person != person || $0.value.caller.organisation != organisation }
        }
    }
}

@Suite("Forms and pages")
struct PageTests {
    private let choices = [
        "/werker": [ActionForm.Choice("mw-1", "Eén"), ActionForm.Choice("mw-2", "Twee")],
        "/mensen": [ActionForm.Choice("mw-1", "Eén"), ActionForm.Choice("mw-2", "Twee")],
    ]

    private var fields: [FormField] { FormField.all(of: Vraag.shape, choices: choices, words: Words()) }

    @Test("a form asks what the contract has, but not who acts; a part that may be left out has no required fields")
    func asked() {
        #expect(
            fields.map(\.pointer) == [
                "/naam", "/toelichting", "/dag", "/samen", "/aantal", "/werker", "/mensen", "/urgentie",
                "/nazorg/organisatie", "/nazorg/medewerker",
            ])
        let required = fields.filter(\.isRequired).map(\.pointer)
        #expect(required == ["/naam", "/dag", "/samen", "/werker", "/mensen", "/urgentie"])
        #expect(fields[0].label == "Hoe het heet")
        // How it is kept, and by which rule, is no question to a person.
        #expect(fields[1].label == "Toelichting. Niet te lang")
    }

    @Test("what was filled in becomes the contract's body; what was left empty is left out")
    func body() throws {
        let sent = FormPost(
            values: FormPost.pairs(
                "%2Fnaam=Een+naam%26meer&%2Ftoelichting=&%2Fdag=2026-12-01&%2Fsamen=nee&%2Faantal=3&%2Fwerker=mw-2"
                    + "&%2Fmensen=mw-1&%2Fmensen=mw-2&%2Furgentie=spoed&%2Fnazorg%2Forganisatie=&%2Fnazorg%2Fmedewerker="
            ))
        let body = FormField.body(fields, sent)
        #expect(
            body == [
                "naam": "Een naam&meer", "dag": "2026-12-01", "samen": false, "aantal": 3, "werker": "mw-2",
                "mensen": ["mw-1", "mw-2"], "urgentie": "spoed",
            ])
        _ = try Vraag.decode(body.encoded(), .strict)
        let part = FormPost(values: ["/nazorg/medewerker": ["mw-1"]])
        #expect(FormField.body(fields, part) == ["nazorg": ["medewerker": "mw-1"]])
        #expect(FormField.body(fields, FormPost(values: ["/aantal": ["veel"]])) == ["aantal": "veel"])
    }

    @Test(
        "only a page of this site is a place to go to after signing in",
        arguments: [
            ("/overdrachten/1?x=2", "/overdrachten/1?x=2"), ("/", "/"), ("//kwaad.example", "/"),
            ("https://kwaad.example", "/"), ("/\\kwaad.example", "/"), ("/a b", "/"), ("/a\r\nSet-Cookie: x=y", "/"),
            ("", "/"), ("javascript:alert(1)", "/"),
        ])
    func target(asked: String, given: String) {
        #expect(Site.local(asked) == given)
        #expect(Site.local(nil) == "/")
    }

    @Test("time is told as people here say it, in summer and in winter")
    func tijd() throws {
        let winter = try #require(RFC3339.date("2026-11-25T09:05:00Z"))
        let summer = try #require(RFC3339.date("2026-07-01T22:30:00Z"))
        #expect(Tijd.moment(winter) == "woensdag 25 november 2026, 10.05 uur")
        #expect(Tijd.moment(summer) == "donderdag 2 juli 2026, 0.30 uur")
        #expect(Tijd.day("2026-03-01") == "1 maart 2026")
        #expect(Tijd.short(winter) == "25 november, 10.05 uur")
        #expect(Tijd.deadline(winter) == "woensdag 25 november 2026, 10.05 uur")
        let midnight = try #require(RFC3339.date("2026-12-02T23:00:00Z"))
        #expect(Tijd.deadline(midnight) == "woensdag 2 december 2026")
        // A day is over at midnight here, where Greenwich has an hour or two of it to go.
        let day = try #require(Datum("2026-12-01"))
        #expect(Tijd.age(day, now: midnight.addingTimeInterval(-1)) == "1 dag oud")
        #expect(Tijd.age(day, now: midnight) == "2 dagen oud")
        #expect(Tijd.age(day, now: midnight.addingTimeInterval(800 * 86_400)) == "2 jaar oud")
        #expect(Tijd.left(winter, now: winter.addingTimeInterval(-3 * 86_400)) == "nog 3 dagen")
        #expect(Tijd.left(winter, now: winter.addingTimeInterval(7_200)) == "2 uur te laat")
        #expect(Tijd.ago(winter, now: winter.addingTimeInterval(60)) == "1 minuut geleden")
        #expect(Tijd.ago(winter, now: winter) == "zojuist")
    }

    // MARK: - Over HTTP

    private let things = Things()
    private let sessions = Sessions()
    private static let address = "https://dingen.example"

    private func site() throws -> Site {
        let site = try Site(
            SiteConfiguration(
                address: Self.address, service: "dingen", title: "Dingen", issuer: Issuer.address, client: "dingen",
                key: Array(repeating: 7, count: 32), sites: []),
            api: things.api, store: sessions, verifier: things.issuer.verifier(),
            templates: ["ding": "<p>{{naam}}</p>{{#formulier}}{{>formulier}}{{/formulier}}"], words: Words())
        let form = ActionForm(
            operation: "dingMaken", title: "Maak", explanation: "Een ding.", action: "/dingen", path: [:],
            labels: ["/naam": "Hoe noemt u het?"])
        site.page("/", id: "dingen") { visit in
            PageContent(
                "Dingen", template: "ding",
                values: ["naam": .text("<script>\(visit.caller.subject)"), "formulier": site.show(form, for: visit)])
        }
        site.action(
            "/dingen", id: "ding-maken", form: { _, _ in form }, done: { _, reply in reply.location ?? "/" },
            again: { _, shown, _ in
                PageContent("Dingen", template: "ding", values: ["naam": "opnieuw", "formulier": shown])
            })
        return site
    }

    private func signedIn(scopes: Set<String> = ["dingen:schrijven"]) -> (cookie: String, session: Session) {
        let session = Session(
            caller: Caller(
                organisation: Issuer.organisation, person: "mw-1", subject: "mw-1", scopes: scopes, tokenID: nil,
                expires: Date().addingTimeInterval(600)), name: "Anna \"Proef\" <b>", formToken: "teken")
        sessions.start(session, key: Session.key("geheim"))
        return ("__Host-keten-dingen=geheim", session)
    }

    private func ask(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:], _ form: String? = nil
    ) async throws -> TestResponse {
        let server = WebServer(things.api, site: try site(), things.configuration, logger: silent)
        return try await server.application().test(.live) { client in
            try await client.execute(
                uri: path, method: method, headers: headers, body: form.map { ByteBuffer(string: $0) })
        }
    }

    private func post(_ form: String, origin: String? = PageTests.address, cookie: String) async throws -> TestResponse
    {
        var headers: HTTPFields = [.cookie: cookie, .contentType: "application/x-www-form-urlencoded"]
        if let origin { headers[.origin] = origin }
        return try await ask(.post, "/dingen", headers, form)
    }

    @Test("who is not signed in is sent to sign in, and comes back to the page that was asked for")
    func stranger() async throws {
        let response = try await ask(.get, "/?x=1", [.cookie: "__Host-keten-dingen=onbekend"])
        #expect(response.status == .seeOther)
        #expect(response.headers[.location] == "/aanmelden?naar=%2F%3Fx%3D1")
        let foreign = try await ask(.get, "/", [.cookie: "keten-dingen=geheim"])
        #expect(foreign.status == .seeOther)
    }

    @Test("a page shows text as text, and its policy lets nothing of elsewhere in")
    func escaped() async throws {
        let response = try await ask(.get, "/", [.cookie: signedIn().cookie])
        let html = String(buffer: response.body)
        #expect(response.status == .ok)
        #expect(html.contains("&lt;script&gt;mw-1"))
        #expect(!html.contains("<b>"))
        #expect(html.contains("Hoe noemt u het?") && !html.contains("Hoe het heet"), "the page's own word for a field")
        #expect(response.headers[.contentSecurityPolicy]?.contains("default-src 'self'") == true)
        #expect(response.headers[.cacheControl] == "no-store")
    }

    @Test("a form is carried out by the operation, once, with the person's own rights")
    func done() async throws {
        let cookie = signedIn().cookie
        let form = "formulier=teken&sleutel=s-1&handeling=dingMaken&%2Fnaam=stoel&%2Faantal=2"
        let response = try await post(form, cookie: cookie)
        #expect(response.status == .seeOther)
        #expect(response.headers[.location] == "/v1/dingen/1")
        let without = signedIn(scopes: [])
        #expect(try await post(form, cookie: without.cookie).status == .forbidden)
    }

    @Test("a form after its session ended tells that it was not kept, and leads back to its page")
    func ended() async throws {
        let response = try await post("formulier=teken&%2Fnaam=stoel", cookie: "__Host-keten-dingen=weg")
        #expect(response.status == .unauthorized)
        let html = String(buffer: response.body)
        #expect(html.contains("U bent niet meer aangemeld") && html.contains("/aanmelden?naar=%2F"))
    }

    @Test("what is wrong with a form is told beside its fields, with what was filled in kept")
    func wrong() async throws {
        let response = try await post(
            "formulier=teken&handeling=dingMaken&%2Fnaam=%3Cb%3Estoel&%2Faantal=veel", cookie: signedIn().cookie)
        let html = String(buffer: response.body)
        #expect(response.status == .badRequest)
        #expect(html.contains("href=\"#dingMaken-aantal\""))
        #expect(html.contains("aria-describedby=\"dingMaken-aantal-fout\""))
        #expect(html.contains("value=\"&lt;b&gt;stoel\""))
        #expect(html.contains("Dit is nog niet vastgelegd"))
    }

    @Test("hidden fields are from outside too: without a version, or with a key that is none, nothing is done")
    func hidden() async throws {
        let (cookie, session) = signedIn()
        let missing = await #expect(throws: Problem.self) {
            _ = try await things.api.call(
                "dingWijzigen", as: session.caller, path: ["id": UUID().uuidString],
                body: ["naam": "stoel", "aantal": 2])
        }
        #expect(missing?.code == "if-match-ontbreekt")
        for key in [String(repeating: "k", count: 129), "%3Cscript%3E+", "%00"] {
            let response = try await post(
                "formulier=teken&sleutel=\(key)&handeling=dingMaken&%2Fnaam=stoel&%2Faantal=2", cookie: cookie)
            #expect(response.status == .badRequest)
            #expect(String(buffer: response.body).contains("zichtbare ASCII-tekens"))
        }
    }

    @Test("a form from another site, another session or without the token changes nothing")
    func foreign() async throws {
        let cookie = signedIn().cookie
        let good = "formulier=teken&handeling=dingMaken&%2Fnaam=stoel&%2Faantal=2"
        for origin in ["https://kwaad.example", "null", "http://dingen.example", nil] {
            #expect(try await post(good, origin: origin, cookie: cookie).status == .forbidden, "\(origin ?? "-")")
        }
        #expect(try await post(good.replacing("teken", with: "ander"), cookie: cookie).status == .forbidden)
        #expect(try await post("%2Fnaam=stoel", cookie: cookie).status == .forbidden)
    }

    @Test("signing out ends this session, or all of the person's")
    func signedOut() async throws {
        let (cookie, session) = signedIn()
        sessions.start(session, key: Session.key("elders"))
        let headers: HTTPFields = [
            .cookie: cookie, .contentType: "application/x-www-form-urlencoded", .origin: Self.address,
        ]
        let response = try await ask(.post, "/afmelden", headers, "formulier=teken&overal=ja")
        #expect(response.status == .ok)
        #expect(response.headers[.setCookie]?.contains("Max-Age=0") == true)
        #expect(sessions.session(Session.key("geheim")) == nil)
        #expect(sessions.session(Session.key("elders")) == nil)
    }

    @Test("style and script may be kept, under an address that changes with them")
    func assets() async throws {
        for asset in PageAssets.all {
            let response = try await ask(.get, asset.path)
            #expect(response.status == .ok)
            #expect(response.headers[.cacheControl] == "public, max-age=31536000, immutable")
        }
    }

    @Test("a browser that asks for what is not there gets a page; a program gets a problem")
    func missing() async throws {
        let page = try await ask(.get, "/nergens", [.accept: "text/html,*/*"])
        #expect(page.status == .notFound)
        #expect(page.headers[.contentType] == "text/html; charset=utf-8")
        #expect(try await ask(.get, "/nergens").code == "niet-gevonden")
    }
}

@Suite("Form encoding")
struct FormEncodingTests {
    @Test("what is encoded is read back, and a plus is no space")
    func there() {
        #expect(
            FormEncoding.encode([(name: "a", value: "x+y z&é"), (name: "a b", value: "=")])
                == "a=x%2By%20z%26%C3%A9&a%20b=%3D")
        #expect(FormPost.pairs(FormEncoding.encode(["naar": "/x?a=1+2&b= "])) == ["naar": ["/x?a=1+2&b= "]])
    }
}
