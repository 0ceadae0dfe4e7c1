import Contracts
import Foundation
import HTTPTypes
import Hummingbird

/// Somebody without an account who showed what opens something here, such as a code on paper.
public struct Guest: Sendable {
    /// Ended after this long, however busy it was.
    public static let lifetime: TimeInterval = 4 * 3_600
    /// Ended when nothing was asked for this long: people look on a telephone or computer that others use as well.
    public static let idle: TimeInterval = 1_800

    /// What may be looked at, in the words of the pages that let the guest in. It names nobody.
    public let subject: String
    /// Stands in every form of this session.
    public let formToken: String
    let store: any SessionStore

    /// How people of an organisation are called, as far as they ever signed in here.
    public func names(at organisation: OIN) async throws -> [String: String] {
        try await store.names(at: organisation)
    }
}

/// Whether somebody at a guests' page was let in.
public enum GuestState: Sendable {
    case none
    /// Was, and stayed away too long.
    case ended
    case here(Guest)
}

extension Site {
    /// What came of a form on a guests' page.
    public enum GuestAnswer: Sendable {
        /// Lets somebody in who may look at this, and goes on there.
        case admitted(subject: String, to: String)
        case done(to: String)
        /// Ends the session, so that what it opened is shut.
        case shut(PageContent)
        case shown(PageContent)
    }

    /// A page for guests; for whoever was not let in it asks for what opens it.
    public func guestPage(
        _ path: String, id: String, _ content: @escaping @Sendable (Visitor, GuestState) async throws -> GuestAnswer
    ) {
        add(.get, path, id: id) { [unowned self] request, context in
            let (browser, isNew) = browser(request)
            let (state, key) = try await guest(request)
            var response = try await answer(
                try await content(visitor(request, context, browser), state), to: browser, isNew: isNew, key: key)
            if case .ended = state { forget(&response) }
            return response
        }
    }

    /// What a form of a guest does; it is sent to `path`.
    ///
    /// A form of another site, or of another session, is refused.
    /// - Parameter ended: the page for whose session is over; what was filled in is not kept.
    public func guestAction(
        _ path: String, id: String, ended: @escaping @Sendable (Visitor) async throws -> PageContent,
        act: @escaping @Sendable (Visitor, Guest, FormPost) async throws -> GuestAnswer
    ) {
        add(.post, path, id: id) { [unowned self] request, context in
            guard request.headers[.origin] == configuration.address else { throw Self.foreign }
            let post = try await FormPost.read(request)
            let (browser, isNew) = browser(request)
            let visitor = visitor(request, context, browser)
            let (state, key) = try await guest(request)
            guard case .here(let guest) = state else {
                var response = shown(try await ended(visitor), to: browser, isNew: isNew)
                forget(&response)
                return response
            }
            guard post.value("formulier") == guest.formToken else { throw Self.foreign }
            return try await answer(try await act(visitor, guest, post), to: browser, isNew: isNew, key: key)
        }
    }

    /// The form that asks for what opens the guests' pages. It is open to all, so it is bound to the browser as such.
    public func guestEntrance(
        _ path: String, id: String, again: @escaping @Sendable (Visitor, FormPost) async throws -> PageContent,
        act: @escaping @Sendable (Visitor, FormPost) async throws -> GuestAnswer
    ) {
        openForm(path, id: id, again: again) { [unowned self] visitor, post, request, browser in
            // Always a new one: a value that somebody planted in the browser is worth nothing.
            let (_, old) = try await guest(request)
            return try await answer(try await act(visitor, post), to: browser, isNew: false, key: old)
        }
    }

    private func guest(_ request: HummingbirdCore.Request) async throws -> (GuestState, key: [UInt8]?) {
        guard let secret = Cookies.value(configuration.guestCookie, in: request) else { return (.none, nil) }
        let key = Session.key(secret)
        guard let known = try await store.guest(key) else { return (.ended, key) }
        return (.here(Guest(subject: known.subject, formToken: known.formToken, store: store)), key)
    }

    private func answer(
        _ answer: GuestAnswer, to browser: String, isNew: Bool, key: [UInt8]?
    ) async throws -> HummingbirdCore.Response {
        switch answer {
        case .shown(let content): return shown(content, to: browser, isNew: isNew)
        case .done(let address): return redirect(address)
        case .shut(let content):
            if let key { try await store.endGuest(key) }
            var response = shown(content, to: browser, isNew: isNew)
            forget(&response)
            return response
        case .admitted(let subject, let address):
            if let key { try await store.endGuest(key) }
            let secret = Session.secret()
            try await store.startGuest(subject, formToken: Session.secret(), key: Session.key(secret))
            var response = redirect(address)
            response.headers.append(
                HTTPField(name: .setCookie, value: cookies.set(configuration.guestCookie, secret)))
            return response
        }
    }

    private func forget(_ response: inout HummingbirdCore.Response) {
        response.headers.append(
            HTTPField(name: .setCookie, value: cookies.set(configuration.guestCookie, "", maximumAge: 0)))
    }
}
