import Contracts
import Crypto
import Foundation
import HTTPTypes
import Hummingbird

/// Somebody at a page that is open to all: nobody signed in, and nothing is kept of who it is.
public struct Visitor: Sendable {
    public let now: Date
    /// For limits.
    public let address: ClientAddress
    /// Of the form on the page that is shown. A form that is shown again to be put right is still the same form.
    public let form: OpenForm
    /// What stands after the question mark; a name that stands there twice is left out.
    public let query: [String: String]
    /// For what turns out to be something else than `form` was sent for.
    public let next: OpenForm
    let browser: SymmetricKey

    /// 256 bits that only this browser gives, the same ones for the same text as long as it holds its cookie.
    public func secret(for text: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: browser))
    }

    /// Seconds for which a browser is known to be the same one.
    static let patience = 12 * 3_600
}

/// A form on an open page: it comes back from the browser that it was shown to, and only from there.
public struct OpenForm: Sendable, Equatable {
    /// Stands in the form as the field `formulier`.
    public let token: String
    /// Of this form alone; sent twice it is the same.
    public let key: String

    /// - Parameter browser: the secret of the browser's cookie.
    init(key: String, browser: String, seal: SymmetricKey) {
        self.key = key
        token = key + "." + Base64URL.encode(Self.code(key, browser, seal))
    }

    /// nil for a token that was not given to this browser.
    init?(token: String, browser: String, seal: SymmetricKey) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let code = Base64URL.decode(parts[1]),
            HMAC<SHA256>.isValidAuthenticationCode(
                code, authenticating: Self.sealed(String(parts[0]), browser), using: seal)
        else { return nil }
        self.token = token
        key = String(parts[0])
    }

    private static func code(_ key: String, _ browser: String, _ seal: SymmetricKey) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: sealed(key, browser), using: seal)
    }

    private static func sealed(_ key: String, _ browser: String) -> Data { Data("formulier \(key) \(browser)".utf8) }
}

extension Site {
    /// A page that anyone may ask for, without signing in.
    public func openPage(
        _ path: String, id: String, _ content: @escaping @Sendable (Visitor) async throws -> PageContent
    ) {
        add(.get, path, id: id) { [unowned self] request, context in
            let (browser, isNew) = browser(request)
            return shown(
                try await content(visitor(request, context, browser)), to: browser, isNew: isNew)
        }
    }

    /// What a form on an open page does; it is sent to `path`, and what comes of it is the answer.
    ///
    /// A form of another site is refused. One of this site that was not shown to this browser, for instance because its
    /// cookie is gone, does nothing and is shown again.
    /// - Parameters:
    ///   - again: the page with the form, with what was filled in.
    public func openAction(
        _ path: String, id: String, again: @escaping @Sendable (Visitor, FormPost) async throws -> PageContent,
        act: @escaping @Sendable (Visitor, FormPost) async throws -> PageContent
    ) {
        openForm(path, id: id, again: again) { [unowned self] visitor, post, _, browser in
            shown(try await act(visitor, post), to: browser, isNew: false)
        }
    }

    func openForm(
        _ path: String, id: String, again: @escaping @Sendable (Visitor, FormPost) async throws -> PageContent,
        act:
            @escaping @Sendable (Visitor, FormPost, HummingbirdCore.Request, _ browser: String) async throws ->
            HummingbirdCore.Response
    ) {
        add(.post, path, id: id) { [unowned self] request, context in
            guard request.headers[.origin] == configuration.address else { throw Self.foreign }
            let post = try await FormPost.read(request)
            let (browser, isNew) = browser(request)
            guard !isNew, let token = post.value("formulier"),
                let form = OpenForm(token: token, browser: browser, seal: seal)
            else {
                return shown(
                    try await again(visitor(request, context, browser), post), to: browser, isNew: isNew)
            }
            return try await act(visitor(request, context, browser, form), post, request, browser)
        }
    }

    func visitor(
        _ request: HummingbirdCore.Request, _ context: WebContext, _ browser: String, _ form: OpenForm? = nil
    ) -> Visitor {
        Visitor(
            now: Date(),
            address: ClientAddress(
                peer: context.networkAddress, forwarded: request.headers[values: .forwardedFor],
                trusted: configuration.trustedProxies),
            form: form ?? newForm(for: browser),
            query: FormPost.pairs(request.uri.query ?? "").compactMapValues { $0.count == 1 ? $0[0] : nil },
            next: newForm(for: browser),
            browser: SymmetricKey(
                data: HMAC<SHA256>.authenticationCode(for: Data("geheim \(browser)".utf8), using: seal)))
    }

    func browser(_ request: HummingbirdCore.Request) -> (secret: String, isNew: Bool) {
        guard let known = Cookies.value(configuration.visitCookie, in: request), known.utf8.count <= 100 else {
            return (Session.secret(), true)
        }
        return (known, false)
    }

    func shown(_ content: PageContent, to browser: String, isNew: Bool) -> HummingbirdCore.Response {
        var response = render(content, for: nil)
        if isNew {
            response.headers.append(
                HTTPField(
                    name: .setCookie,
                    value: cookies.set(configuration.visitCookie, browser, maximumAge: Visitor.patience)))
        }
        return response
    }

    private func newForm(for browser: String) -> OpenForm {
        OpenForm(key: Session.secret(), browser: browser, seal: seal)
    }

    private var seal: SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: configuration.key), info: Data("bezoek".utf8), outputByteCount: 32)
    }
}
