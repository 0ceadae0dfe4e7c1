import Foundation

/// Where browsers reach a service's pages and where its people sign in.
public struct SiteConfiguration: Sendable {
    /// Scheme, host and port, without a slash at the end: `https://verwijzing.keten.example`.
    public let address: String
    /// In the page's head and the cookie's name: `verwijzing`.
    public let service: String
    public let title: String
    /// The OpenID provider's issuer, and this service's client there; it has no secret (PKCE).
    public let issuer: String
    public let client: String
    /// 32 bytes that all replicas share: seals what a browser carries while its person signs in.
    public let key: [UInt8]
    /// Every service's pages, also this one's, for the menu and for links.
    public let sites: [Linked]
    /// Who may say, in `X-Forwarded-For`, for whom a request is.
    public let trustedProxies: [AddressRange]

    /// A service's pages as others link to them; the address has no slash at its end.
    public struct Linked: Sendable {
        public let name: String
        public let title: String
        public let address: String

        public init(name: String, title: String, address: String) {
            self.name = name
            self.title = title
            self.address = address
        }
    }

    public init(
        address: String, service: String, title: String, issuer: String, client: String, key: [UInt8],
        sites: [Linked], trustedProxies: [AddressRange] = []
    ) {
        self.address = address
        self.service = service
        self.title = title
        self.issuer = issuer
        self.client = client
        self.key = key
        self.sites = sites
        self.trustedProxies = trustedProxies
    }

    /// Over TLS the cookie is bound to this host, whatever its subdomains say (`__Host-`).
    var isSecure: Bool { address.hasPrefix("https://") }
    var sessionCookie: String { (isSecure ? "__Host-" : "") + "keten-" + service }
    /// Of a browser at an open page; says nothing but that it is the same one.
    var visitCookie: String { sessionCookie + "-bezoek" }
    /// Of somebody without an account who was let in.
    var guestCookie: String { sessionCookie + "-gast" }
    var signInCookie: String { sessionCookie + "-aanmelden" }
    var redirectURI: String { address + "/aanmelden/terug" }
}
