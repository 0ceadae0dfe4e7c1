import Content
import Foundation
import Logging
import Postgres
import Runtime
import Web

extension Pages {
    /// How the parts of the chain are called in the menu of who signed in. The public form stands in none.
    private static let titles = [
        "notificaties": "Mijn taken", "verwijzing": "Overdrachten", "regionaal-veiligheidsteam": "Casussen",
    ]

    /// The service's site, over its own operations.
    func site(
        _ definition: ServiceDefinition, _ settings: Settings, api: API, pool: PostgresPool, keys: KeyRing,
        verifier: TokenVerifier
    ) throws -> Site {
        let addresses = settings[ServiceSettings.pages].compactMap { line -> (name: String, address: String)? in
            let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
            return parts.count == 2 ? (parts[0], parts[1]) : nil
        }
        let site = try Site(
            SiteConfiguration(
                address: addresses.first { $0.name == definition.name }?.address
                    ?? "http://127.0.0.1:\(settings[ServiceSettings.port(definition.port)])",
                service: definition.name, title: Self.titles[definition.name] ?? definition.title,
                issuer: settings[ServiceSettings.issuer],
                client: settings[ServiceSettings.signInClient] ?? definition.name, key: try keys.derived("aanmelden"),
                sites: addresses.compactMap { site in
                    Self.titles[site.name].map { .init(name: site.name, title: $0, address: site.address) }
                }, trustedProxies: trustedProxies),
            api: api, store: PostgresSessions(pool: pool, seal: SealedBodies(keys: keys, purpose: "sessie")),
            verifier: verifier, templates: templates, words: words)
        register(site)
        return site
    }
}
