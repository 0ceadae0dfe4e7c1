import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Synchronization

/// A development identity provider: OAuth 2.0 client credentials, and OpenID Connect's authorization code with PKCE.
/// Whoever chooses a demo professional is that professional: there are no passwords.
final class IdentityProvider: Sendable {
    struct Options: Sendable {
        var audience = "keten"
        var lifetime = 300
    }

    let directory: Directory
    let keys: KeyRing
    let codes: AuthorizationCodes
    let options: Options
    private let address = Mutex("")

    init(
        directory: Directory, keys: KeyRing, options: Options = Options(),
        codes: AuthorizationCodes = AuthorizationCodes()
    ) {
        self.directory = directory
        self.keys = keys
        self.options = options
        self.codes = codes
    }

    /// The issuer's address, without a slash at its end; known when the server listens.
    var issuer: String {
        get { address.withLock { $0 } }
        set { address.withLock { $0 = newValue } }
    }

    func router() -> Router<IdentityContext> {
        let router = Router(context: IdentityContext.self)
        router.get("/.well-known/openid-configuration") { _, _ in Answer.json(self.configuration) }
        router.get("/jwks.json") { _, _ in Answer.json(try self.keys.published()) }
        router.post("/token") { request, _ in await self.token(request) }
        router.get("/authorize") { request, _ in
            guard let query = Answer.pairs(request.uri.query ?? "") else {
                return Answer.page("Geen leesbare vraag.", .badRequest)
            }
            return self.authorize(query)
        }
        router.post("/authorize") { request, _ in
            guard let form = await Answer.form(request) else { return Answer.page("Geen formulier.", .badRequest) }
            return self.choose(form)
        }
        router.post("/rotate") { _, context in
            guard context.isLoopback else { return Answer.json(["error": "access_denied"], .forbidden) }
            return Answer.json(["kid": .string(try self.keys.rotate())])
        }
        return router
    }

    private var configuration: JSON {
        let issuer = issuer
        return [
            "issuer": .string(issuer), "jwks_uri": .string(issuer + "/jwks.json"),
            "token_endpoint": .string(issuer + "/token"), "authorization_endpoint": .string(issuer + "/authorize"),
            "grant_types_supported": ["client_credentials", "authorization_code"],
            "response_types_supported": ["code"], "code_challenge_methods_supported": ["S256"],
            "id_token_signing_alg_values_supported": ["ES256"], "subject_types_supported": ["public"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
            "authorization_response_iss_parameter_supported": true,
            "scopes_supported": .array(scopes.sorted().map { .string($0) }),
        ]
    }

    private var scopes: Set<String> {
        Set(directory.clients.flatMap(\.scopes) + directory.professionals.flatMap(\.scopes) + ["openid"])
    }
}

/// Knows whether the caller is on this machine.
struct IdentityContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let isLoopback: Bool

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        isLoopback = ["127.0.0.1", "::1"].contains(source.channel.remoteAddress?.ipAddress ?? "")
    }
}

/// The shapes that answers have here.
enum Answer {
    static func json(_ json: JSON, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.encoded())))
    }

    /// A page of plain HTML; the content is HTML already.
    static func page(_ content: String, _ status: HTTPResponse.Status = .ok) -> Response {
        let html = """
            <!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Aanmelden (ontwikkeling)</title>
            <style>body{font-family:sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}
            button{display:block;width:100%;margin:.5rem 0;padding:.75rem;text-align:left;font:inherit}</style></head>
            <body><main><h1>Aanmelden</h1>\(content)</main></body></html>
            """
        return Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
                .contentSecurityPolicy:
                    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    /// The form of a request; nil when it is none or too large.
    static func form(_ request: Request) async -> [String: String]? {
        guard request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true,
            // Too large or broken off: no form.
            let body = try? await request.body.collect(upTo: 16_384)
        else { return nil }
        return pairs(String(buffer: body))
    }

    /// Names and values, form encoded; nil when one is not readable or named twice.
    static func pairs(_ text: String) -> [String: String]? {
        var form: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                String($0).replacing("+", with: " ").removingPercentEncoding
            }
            guard parts.count == 2, let name = parts[0], let value = parts[1],
                form.updateValue(value, forKey: name) == nil
            else { return nil }
        }
        return form
    }
}
