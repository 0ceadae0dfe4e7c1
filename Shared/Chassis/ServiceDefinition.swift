import Content
import Contracts
import Foundation
import Logging
import Messaging
import Postgres
import Register
import Runtime
import ServiceLifecycle
import Web

/// What makes one service different from the others; the chassis is what they share.
public struct ServiceDefinition: Sendable {
    /// The product's name: `melding-intake`.
    public var name: String
    /// For people who read its API's description.
    public var title: String
    public var explanation: String
    public var port: Int
    /// The one chain topic that it writes.
    public var topic: String
    /// The domain part of its event types.
    public var domain: String
    /// After the messaging tables: its own, in order.
    public var migrations: [Migration]
    /// Beside those that all services have.
    public var settings: [any SettingDeclaration]
    public var terms: TermLengths
    /// How its domain's refusals are told; nil for what is not one of them.
    public var problem: @Sendable (any Error) -> Problem?
    /// What it does, once its parts stand.
    public var build: @Sendable (Context) throws -> Parts

    public init(
        name: String, title: String, explanation: String, port: Int, topic: String, domain: String,
        migrations: [Migration], settings: [any SettingDeclaration] = [], terms: TermLengths,
        problem: @escaping @Sendable (any Error) -> Problem?,
        build: @escaping @Sendable (Context) throws -> Parts
    ) {
        self.name = name
        self.title = title
        self.explanation = explanation
        self.port = port
        self.topic = topic
        self.domain = domain
        self.migrations = migrations
        self.settings = settings
        self.terms = terms
        self.problem = problem
        self.build = build
    }

    /// Its schema and the role that serves; `<schema>_owner` migrates.
    public var schema: String { name.replacing("-", with: "_") }
}

/// What a service gets to work with.
public struct Context: Sendable {
    public let engine: Engine
    public let pool: PostgresPool
    public let register: Register
    public let settings: Settings
    /// Encrypted content, and the names under which people are matched.
    public let vault: Vault
    public let pseudonyms: Pseudonyms
    /// `urn:nld:oin:<oin>:systeem:<service>`
    public let source: String
    /// The other services' parts of what is told of a zaak as a whole (S2, S3).
    public let anderen: Zaakbronnen
    public let logger: Logger
}

/// What a service brings: its consumers, its terms' handlers and its routes.
public struct Parts: Sendable {
    public var consumers: [ConsumerDefinition]
    public var termHandlers: [TermHandler]
    public var routes: @Sendable (API) -> Void
    /// Its pages for people; nil for a service without.
    public var pages: Pages?
    public var services: [any Service]
    /// Its part of a zaak's timeline, for an organisation (S2).
    public var tijdlijn: (@Sendable (UUID, OIN) async throws -> [Tijdlijnstap])?
    /// Who read here what of a family (S3).
    public var inzage: (@Sendable (UUID) async throws -> [Inzagelezing])?
    /// What it keeps content of, and when that has ended (P4).
    public var bewaring: [Bewaarbron]
    /// What of an organisation is open here, by what it is: a query that gives a count. An operator sees it before the
    /// organisation is cut off.
    public var openstaand: @Sendable (OIN) -> [(wat: String, telling: SQL)]

    public init(
        consumers: [ConsumerDefinition], termHandlers: [TermHandler], routes: @escaping @Sendable (API) -> Void,
        pages: Pages? = nil, services: [any Service] = [],
        tijdlijn: (@Sendable (UUID, OIN) async throws -> [Tijdlijnstap])? = nil,
        inzage: (@Sendable (UUID) async throws -> [Inzagelezing])? = nil, bewaring: [Bewaarbron] = [],
        openstaand: @escaping @Sendable (OIN) -> [(wat: String, telling: SQL)] = { _ in [] }
    ) {
        self.openstaand = openstaand
        self.bewaring = bewaring
        self.consumers = consumers
        self.termHandlers = termHandlers
        self.routes = routes
        self.pages = pages
        self.services = services
        self.tijdlijn = tijdlijn
        self.inzage = inzage
    }
}

/// A service's pages: its Mustache templates, the plain Dutch of its codes, and what it shows where.
public struct Pages: Sendable {
    public var templates: [String: String]
    public var words: Words
    /// Who may say for whom a request to an open page is.
    public var trustedProxies: [AddressRange]
    public var register: @Sendable (Site) -> Void

    public init(
        templates: [String: String], words: Words, trustedProxies: [AddressRange] = [],
        register: @escaping @Sendable (Site) -> Void
    ) {
        self.templates = templates
        self.words = words
        self.trustedProxies = trustedProxies
        self.register = register
    }
}
