import Postgres

/// The migrations of the content tables, for services that keep content.
public enum ContentMigrations {
    public static let all = [
        Migration(name: "m0001_content", sql: String(decoding: PackageResources.m0001_content_sql, as: UTF8.self)),
        Migration(
            name: "m0002_record_parts", sql: String(decoding: PackageResources.m0002_record_parts_sql, as: UTF8.self)),
        Migration(name: "m0003_retention", sql: String(decoding: PackageResources.m0003_retention_sql, as: UTF8.self)),
        Migration(name: "m0004_new_keys", sql: String(decoding: PackageResources.m0004_new_keys_sql, as: UTF8.self)),
    ]
}
