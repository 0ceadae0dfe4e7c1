import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Mustache
import Runtime

/// A service's pages for people: each route once, signed in, over the service's own operations (`Visit.read`), so that
/// there is one place that decides who sees and does what.
///
/// Register everything before the routes are built. Not to be changed after that; then safe from any thread.
public final class Site: @unchecked Sendable {
    // @unchecked: `routes` and `library` change only while the service is put together, by one task, before it serves.
    struct Route: Sendable {
        let endpoint: Endpoint
        let handler: @Sendable (HummingbirdCore.Request, WebContext) async throws -> HummingbirdCore.Response
    }

    private(set) var routes: [Route] = []
    private var library: MustacheLibrary
    let configuration: SiteConfiguration
    public let words: Words
    let api: API
    let store: any SessionStore
    private let signIn: SignIn
    let cookies: Cookies

    /// - Parameters:
    ///   - templates: the service's own Mustache templates by name; they may use those of `PageAssets`.
    ///   - words: plain Dutch for the service's codes.
    /// - Throws: what the template engine says of a template that it cannot read.
    public init(
        _ configuration: SiteConfiguration, api: API, store: any SessionStore, verifier: TokenVerifier,
        templates: [String: String], words: Words
    ) throws {
        self.configuration = configuration
        self.api = api
        self.store = store
        self.words = words
        signIn = SignIn(configuration: configuration, verifier: verifier)
        cookies = Cookies(isSecure: configuration.isSecure)
        library = MustacheLibrary()
        for (name, text) in PageAssets.templates.merging(templates, uniquingKeysWith: { $1 }) {
            try library.register(text, named: name)
        }
        registerSignIn()
        for asset in PageAssets.all {
            add(.get, asset.path, id: "bestand") { _, _ in asset.response }
        }
    }

    /// Where another service's page is; nil for a service without pages.
    public func address(of service: String, _ path: String) -> String? {
        configuration.sites.first { $0.name == service }.map { $0.address + path }
    }

    // MARK: - Registering

    /// A page that anyone who signed in may ask for.
    public func page(
        _ path: String, id: String, _ content: @escaping @Sendable (Visit) async throws -> PageContent
    ) {
        add(.get, path, id: id) { [unowned self] request, context in
            guard let (visit, _) = try await visit(request, context) else { return toSignIn(request) }
            return render(try await content(visit), for: visit)
        }
    }

    /// The live stream of an operation, for this service's own pages.
    public func stream(_ path: String, id: String, operation: String) {
        add(.get, path, id: id) { [unowned self] request, context in
            guard let (visit, key) = try await visit(request, context) else {
                throw Problem.unauthorized("Meld u aan.")
            }
            return try await api.respond(
                operation, as: visit.caller, networkAddress: context.networkAddress,
                lastEventID: request.headers[.lastEventID],
                // Signed out: nobody may look on.
                mayContinue: { [store] in (try? await store.session(key)) != nil })
        }
    }

    /// What a browser may do with what this site gives it.
    private static let policy =
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'"

    /// An operation's answer as a table to keep, with what the address asks of it.
    public func file(_ path: String, id: String, operation: String, name: String) {
        add(.get, path, id: id) { [unowned self] request, context in
            guard let (visit, _) = try await visit(request, context) else { return toSignIn(request) }
            // A filter in which nothing was chosen stands in the address all the same.
            let asked = visit.query.filter { !$0.value.isEmpty && $0.key != "vorm" }
            var response = try await api.respond(
                operation, as: visit.caller, path: visit.path,
                query: asked.map { ($0.key, $0.value) } + [("vorm", Vorm.csv.rawValue)],
                networkAddress: context.networkAddress, lastEventID: nil)
            response.headers[.contentSecurityPolicy] = Self.policy
            response.headers[.contentDisposition] = "attachment; filename=\"\(name).csv\""
            return response
        }
    }

    func add(
        _ method: HTTPRequest.Method, _ path: String, id: String,
        _ handler: @escaping @Sendable (HummingbirdCore.Request, WebContext) async throws -> HummingbirdCore.Response
    ) {
        routes.append(
            Route(
                endpoint: Endpoint(id: "pagina-" + id, method: method, path: path, timers: api.timers("pagina-" + id)),
                handler: { [unowned self] request, context in
                    do {
                        return try await handler(request, context)
                    } catch let error where !(error is CancellationError) {
                        // Told as a page, whatever the browser says that it accepts.
                        return response(of: api.problem(of: error, at: path))
                    }
                }))
    }

    // MARK: - Signing in and out

    private func registerSignIn() {
        add(.get, "/aanmelden", id: "aanmelden") { [unowned self] request, _ in
            let target = Self.local(FormPost.pairs(request.uri.query ?? "")["naar"]?.first)
            let (address, carried) = try await signIn.begin(target: target)
            var response = redirect(address)
            response.headers.append(
                HTTPField(
                    name: .setCookie,
                    value: cookies.set(configuration.signInCookie, carried, maximumAge: SignIn.patience)))
            return response
        }
        add(.get, "/aanmelden/terug", id: "aanmelden-terug") { [unowned self] request, context in
            let answer = FormPost.pairs(request.uri.query ?? "").compactMapValues { $0.count == 1 ? $0[0] : nil }
            let (session, target) = try await signIn.finish(
                answer, carried: Cookies.value(configuration.signInCookie, in: request))
            try await api.authorise(session.caller)
            // Always a new one: a value that somebody planted in the browser is worth nothing.
            if let old = Cookies.value(configuration.sessionCookie, in: request) {
                try await store.end(Session.key(old))
            }
            let secret = Session.secret()
            try await store.start(session, key: Session.key(secret))
            context.notes.caller = session.caller.organisation.description
            var response = redirect(target)
            response.headers.append(
                HTTPField(name: .setCookie, value: cookies.set(configuration.sessionCookie, secret)))
            response.headers.append(
                HTTPField(name: .setCookie, value: cookies.set(configuration.signInCookie, "", maximumAge: 0)))
            return response
        }
        add(.post, "/afmelden", id: "afmelden") { [unowned self] request, context in
            guard let (visit, post) = try await posted(request, context) else { return signedOut() }
            if post.value("overal") != nil, let person = visit.caller.person {
                try await store.endAll(of: person, at: visit.caller.organisation)
            } else if let secret = Cookies.value(configuration.sessionCookie, in: request) {
                try await store.end(Session.key(secret))
            }
            return signedOut()
        }
    }

    private func signedOut() -> HummingbirdCore.Response {
        var response = render(
            PageContent(
                "U bent afgemeld", template: "melding",
                values: [
                    "titel": "U bent afgemeld", "tekst": "Sluit het venster als anderen deze computer gebruiken.",
                    "knop": .group(["adres": "/aanmelden", "tekst": "Opnieuw aanmelden"]),
                ]), for: nil)
        response.headers.append(
            HTTPField(name: .setCookie, value: cookies.set(configuration.sessionCookie, "", maximumAge: 0)))
        return response
    }

    /// Who asks, with the key of the session; nil when nobody is signed in (any more).
    private func visit(
        _ request: HummingbirdCore.Request, _ context: WebContext
    ) async throws -> (Visit, key: [UInt8])? {
        guard let secret = Cookies.value(configuration.sessionCookie, in: request) else { return nil }
        let key = Session.key(secret)
        guard let session = try await store.session(key) else { return nil }
        context.notes.caller = session.caller.organisation.description
        try await api.authorise(session.caller)
        var path: [String: String] = [:]
        for (name, value) in context.parameters { path[String(name)] = value.removingPercentEncoding ?? "" }
        return (
            Visit(
                session: session, path: path,
                query: FormPost.pairs(request.uri.query ?? "").compactMapValues { $0.count == 1 ? $0[0] : nil },
                now: Date(), api: api, store: store, networkAddress: context.networkAddress), key
        )
    }

    /// A form that was sent from one of our own pages, in this session.
    /// - Throws: `Problem` 403 for one that was sent from elsewhere.
    func posted(
        _ request: HummingbirdCore.Request, _ context: WebContext
    ) async throws -> (Visit, FormPost)? {
        guard let origin = request.headers[.origin], origin == configuration.address else { throw Self.foreign }
        guard let (visit, _) = try await visit(request, context) else { return nil }
        let post = try await FormPost.read(request)
        guard post.value("formulier") == visit.session.formToken else { throw Self.foreign }
        return (visit, post)
    }

    static let foreign = Problem.forbidden(
        "Dit formulier kwam niet van deze site. Open de pagina opnieuw en vul het daar in.", code: "formulier-vreemd")

    private func toSignIn(_ request: HummingbirdCore.Request) -> HummingbirdCore.Response {
        redirect(signInAddress(request))
    }

    private func signInAddress(_ request: HummingbirdCore.Request) -> String {
        "/aanmelden?" + FormEncoding.encode(["naar": request.uri.string])
    }

    /// A form after its session ended. Browsers follow no redirect of a form to the provider (`form-action`), and who
    /// filled it in must know that it was not kept.
    func ended(_ request: HummingbirdCore.Request) -> HummingbirdCore.Response {
        render(
            PageContent(
                "U bent niet meer aangemeld", template: "melding",
                values: [
                    "titel": "U bent niet meer aangemeld",
                    "tekst": "Wat u invulde is niet vastgelegd. Meld u aan en vul het daarna opnieuw in.",
                    "knop": .group(["adres": .text(signInAddress(request)), "tekst": "Opnieuw aanmelden"]),
                ], status: .unauthorized), for: nil)
    }

    /// A page of this service; anything else becomes its first page, so that nobody is led elsewhere.
    static func local(_ target: String?) -> String {
        guard let target, target.hasPrefix("/"), !target.hasPrefix("//"), target.utf8.count <= 500,
            target.utf8.allSatisfy({ (33...126).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return "/" }
        return target
    }

    // MARK: - Answers

    func redirect(_ address: String) -> HummingbirdCore.Response {
        HummingbirdCore.Response(status: .seeOther, headers: [.location: address])
    }

    func render(_ content: PageContent, for visit: Visit?) -> HummingbirdCore.Response {
        guard let inner = library.render(content.values.mapValues(\.any), withTemplate: content.template) else {
            preconditionFailure("no template \(content.template)")
        }
        var values: [String: Any] = [
            "titel": content.title, "dienst": content.site ?? configuration.title, "inhoud": inner,
            "thuis": content.home,
            "stijl": PageAssets.style.path, "script": PageAssets.script.path, "icoon": PageAssets.icon.path,
            "anderen": configuration.sites.map {
                ["titel": $0.title, "adres": $0.address + "/", "hier": $0.name == configuration.service]
                    as [String: Any]
            },
        ]
        if let (address, token) = content.leaving { values["vertrek"] = ["adres": address, "formToken": token] }
        if let visit {
            values["persoon"] = [
                "naam": visit.session.name, "formToken": visit.session.formToken,
            ]
        }
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8",
            .contentSecurityPolicy: Self.policy,
            HTTPField.Name("Referrer-Policy")!: "same-origin",
        ]
        for field in content.headers where field.name == .retryAfter || field.name == .allow {
            headers[field.name] = field.value
        }
        return HummingbirdCore.Response(
            status: content.status, headers: headers,
            body: ResponseBody(
                byteBuffer: ByteBuffer(string: library.render(values, withTemplate: "bladzijde") ?? inner)))
    }

    /// What a person reads, and where they can go on. A scope says nothing to them, and the first page here asks for it too.
    private func told(_ problem: Problem) -> (text: String, way: PageValue) {
        guard problem.code == Problem.missingScopeCode else {
            return (problem.detail, .group(["adres": "/", "tekst": "Naar het begin"]))
        }
        let other = configuration.sites.first { $0.name != configuration.service }
        return (
            "Uw organisatie heeft geen toegang tot dit onderdeel. Klopt dat niet? Vraag het uw beheerder.",
            other.map { .group(["adres": .text($0.address + "/"), "tekst": .text("Naar " + $0.title)]) } ?? .none
        )
    }

    /// What went wrong, as a page that says what can be done.
    func response(of problem: Problem) -> HummingbirdCore.Response {
        let told = told(problem)
        return render(
            PageContent(
                problem.title, template: "melding",
                values: [
                    "titel": .text(problem.title), "tekst": .text(told.text),
                    "correlatie": .init(TraceContext.current?.correlationID),
                    "knop": told.way,
                ], status: problem.status, headers: problem.headers), for: nil)
    }
}
