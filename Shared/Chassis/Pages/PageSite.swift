import Content
import Foundation
import Logging
import Postgres
import Runtime
import Web

extension Pages {
    /// How the parts of the chain are called in the menu.
    private static let titles = [
        "notificaties": "Mijn taken", "verwijzing": "Overdrachten", "regionaal-veiligheidsteam": "Casussen",
        "melding-intake": "Meldingen",
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
                sites: addresses.map {
                    .init(name: $0.name, title: Self.titles[$0.name] ?? $0.name, address: $0.address)
                }),
            api: api, store: PostgresSessions(pool: pool, seal: SealedBodies(keys: keys, purpose: "sessie")),
            verifier: verifier, templates: templates, words: words)
        register(site)
        return site
    }
}
