import Messaging
import Postgres
import Runtime

/// How a service reaches its schema.
enum Database {
    static func configuration(_ definition: ServiceDefinition, _ settings: Settings, role: String)
        -> PostgresConfiguration
    {
        PostgresConfiguration(
            url: settings[ServiceSettings.databaseURL], role: role,
            password: settings[ServiceSettings.databasePassword]?.content, schema: definition.schema,
            applicationName: definition.name)
    }

    static func migrations(_ definition: ServiceDefinition) -> [Migration] {
        MessagingMigrations.all + ChassisMigrations.all + definition.migrations
    }
}
