import Postgres

/// The tables of the pages, after the messaging tables and before a service's own.
enum ChassisMigrations {
    static let all = [
        Migration(name: "m0001_sessions", sql: String(decoding: PackageResources.m0001_sessions_sql, as: UTF8.self)),
        Migration(name: "m0002_guests", sql: String(decoding: PackageResources.m0002_guests_sql, as: UTF8.self)),
    ]
}
