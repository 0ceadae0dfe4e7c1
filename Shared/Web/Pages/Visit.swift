import Contracts
import Foundation
import HTTPTypes

/// A signed-in person at a page: who it is, what the address says, and the service's operations in their name.
public struct Visit: Sendable {
    public let session: Session
    /// Parts of the page's path, by name.
    public let path: [String: String]
    /// What stands after the question mark; a name that stands there twice is left out.
    public let query: [String: String]
    public let now: Date
    let api: API
    let store: any SessionStore
    let networkAddress: String?

    public var caller: Caller { session.caller }
    /// The id of what the page's address is about: `{id}` in its path.
    public var onderwerp: String { path["id"] ?? "" }

    /// The address of one of the service's pages with the names in its path filled in as they are here.
    func address(of page: String) -> String {
        path.reduce(page) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    /// Reads by an operation of this service, with the person's own rights.
    /// - Throws: `Problem`; the page then says so.
    public func read(
        _ operation: String, path: [String: String] = [:], query: [String: String] = [:]
    ) async throws(Problem) -> Reply {
        try await api.call(
            operation, as: caller, path: path, query: query.map { ($0.key, $0.value) }, networkAddress: networkAddress)
    }

    /// All pages of a list, at most `limit` items.
    public func list(
        _ operation: String, query: [String: String] = [:], limit: Int = 1_000
    ) async throws(Problem) -> [JSON] {
        var items: [JSON] = []
        var query = query
        query["limit"] = "200"
        while true {
            let page = try await read(operation, query: query).body
            items += page["resultaten"]?.array ?? []
            guard let next = page["volgende"]?.string, items.count < limit else { return items }
            query["after"] = next
        }
    }

    /// How people of an organisation are called, as far as they ever signed in here.
    public func names(at organisation: OIN) async throws -> [String: String] {
        try await store.names(at: organisation)
    }

    /// Does something by an operation of this service, in this person's name.
    public func act(
        _ operation: String, path: [String: String], body: JSON, idempotencyKey: String, ifMatch: Int64?
    ) async throws(Problem) -> Reply {
        try await api.call(
            operation, as: caller, path: path, body: body, idempotencyKey: idempotencyKey, ifMatch: ifMatch,
            networkAddress: networkAddress)
    }
}

/// What a page shows.
public struct PageContent: Sendable {
    public var title: String
    public var template: String
    /// By name in the template. Texts are escaped by it.
    public var values: [String: PageValue]
    public var status: HTTPResponse.Status
    /// Those of a problem; of them a page tells when to try again, and by which method.
    public var headers: HTTPFields
    /// In the page's head, where it is not the service's title.
    public var site: String?
    /// Where the page's head leads to.
    public var home = "/"
    /// How a guest leaves: where the button in the head is sent, with the token of the session.
    public var leaving: (address: String, token: String)?

    public init(
        _ title: String, template: String, values: [String: PageValue], status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:]
    ) {
        self.title = title
        self.template = template
        self.values = values
        self.status = status
        self.headers = headers
    }
}

/// What templates are filled with.
public indirect enum PageValue: Sendable, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    case text(String)
    case flag(Bool)
    case list([PageValue])
    case group([String: PageValue])
    /// Is written as it is: made by a template before.
    case html(String)
    case none

    public init(stringLiteral value: String) { self = .text(value) }
    public init(booleanLiteral value: Bool) { self = .flag(value) }
    public init(_ text: String?) { self = text.map { .text($0) } ?? .none }

    /// Whether this is that form, as `Site.show` or `again` gave it.
    public func isFormulier(_ form: ActionForm) -> Bool {
        guard case .group(let members) = self, case .text(let id)? = members["handeling"] else { return false }
        return id == form.operation && actie == form.action
    }

    /// Where a shown form is sent.
    public var actie: String? {
        guard case .group(let members) = self, case .text(let address)? = members["actie"] else { return nil }
        return address
    }

    /// As the template engine takes it.
    var any: Any {
        switch self {
        case .text(let text), .html(let text): text
        case .flag(let flag): flag
        case .list(let values): values.map(\.any)
        case .group(let values): values.mapValues(\.any)
        case .none: false
        }
    }
}

/// What pages read out of an answer.
extension JSON {
    public var tijdstip: Date? { string.flatMap { RFC3339.date($0) } }
    public var strings: [String] { (array ?? []).compactMap(\.string) }
}
