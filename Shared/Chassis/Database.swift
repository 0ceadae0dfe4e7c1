import Foundation
import Messaging
import Postgres
import Runtime

/// How a service reaches its schema.
enum Database {
    static func configuration(_ definition: ServiceDefinition, _ settings: Settings, role: String)
        -> PostgresConfiguration
    {
        PostgresConfiguration(
            url: url(
                settings[ServiceSettings.databaseURL], role: role, password: settings[ServiceSettings.databasePassword]),
            schema: definition.schema, applicationName: definition.name)
    }

    static func migrations(_ definition: ServiceDefinition) -> [Migration] {
        MessagingMigrations.all + definition.migrations
    }

    /// Adds role and password to a libpq URI, unless it names a role itself.
    static func url(_ base: String, role: String, password: Secret?) -> String {
        guard var components = URLComponents(string: base) else { return base }
        if components.user == nil {
            components.user = role
            components.password = password?.content
        }
        return components.string ?? base
    }
}
