import Postgres

/// The migrations of the messaging tables, before a service's own.
public enum MessagingMigrations {
    public static let all = [
        Migration(name: "m0001_messaging", sql: String(decoding: PackageResources.m0001_messaging_sql, as: UTF8.self)),
        Migration(name: "m0002_operator", sql: String(decoding: PackageResources.m0002_operator_sql, as: UTF8.self)),
        Migration(name: "m0003_redrive", sql: String(decoding: PackageResources.m0003_redrive_sql, as: UTF8.self)),
        Migration(
            name: "m0004_operator_sight",
            sql: String(decoding: PackageResources.m0004_operator_sight_sql, as: UTF8.self)),
        Migration(name: "m0005_history", sql: String(decoding: PackageResources.m0005_history_sql, as: UTF8.self)),
        Migration(name: "m0006_indexes", sql: String(decoding: PackageResources.m0006_indexes_sql, as: UTF8.self)),
        Migration(name: "m0007_refusal", sql: String(decoding: PackageResources.m0007_refusal_sql, as: UTF8.self)),
        Migration(name: "m0008_terms", sql: String(decoding: PackageResources.m0008_terms_sql, as: UTF8.self)),
    ]
}
