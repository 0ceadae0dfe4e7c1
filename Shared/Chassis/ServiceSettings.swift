import Logging
import Runtime

/// The settings that all four services have. The README's table is made from this list; a test compares them.
public enum ServiceSettings {
    public static let host = Setting("host", default: "127.0.0.1", "Address that the HTTP interface listens on.")
    public static let tlsCertificate = Setting<String?>(
        "tls-certificate", default: nil, "Path of its certificate chain (PEM); with `tls-key` it speaks TLS.")
    public static let tlsKey = Setting<String?>("tls-key", default: nil, "Path of that certificate's key (PEM).")
    public static let databaseURL = Setting(
        "database-url", default: "postgresql://127.0.0.1:5432/keten",
        "Postgres, without the role: each service adds its own (`verwijzing`, and `verwijzing_owner` for `migrate`).")
    public static let databasePassword = Setting<Secret?>(
        "database-password-file", default: nil, "File with the database role's password.")
    public static let databaseConnections = Setting(
        "database-connections", default: 12, in: 8...200, "Connections to Postgres at the most.")
    public static let lanes = Setting(
        "lanes", default: 4, in: 1...64,
        "How many transactions decide messages at once; each holds a connection. Fewer make larger batches.")
    public static let kafka = Setting(
        "kafka-bootstrap-servers", default: "127.0.0.1:9092", "Kafka brokers, separated by commas.")
    public static let kafkaSettings = Setting<Secret?>(
        "kafka-settings-file", default: nil, "File with further librdkafka settings, `name=value` a line (TLS, SASL).")
    public static let kafkaSession = Setting(
        "kafka-session-timeout", default: Duration.seconds(45), "Silence after which a consumer is taken for dead.")
    public static let kafkaFetchWait = Setting(
        "kafka-fetch-wait", default: Duration.milliseconds(500),
        "How long an empty fetch waits; 10ms with the development broker.")
    public static let kafkaInstance = Setting<String?>(
        "kafka-instance", default: nil, "Stable name of this replica for static membership, such as the pod's name.")
    public static let issuer = Setting("issuer", default: "http://127.0.0.1:8085", "Issuer of access tokens.")
    public static let audience = Setting("audience", default: "keten", "Audience that access tokens must have.")
    public static let keySetURL = Setting(
        "jwks-url", default: "http://127.0.0.1:8085/jwks.json", "Where the issuer's public keys are.")
    public static let keys = Setting<Secret>(
        required: "keys-file", "File with the key-encryption keys: a line `version base64` for each, newest last.")
    public static let keysInterval = Setting(
        "keys-interval", default: Duration.seconds(30), "Within it a key file that was replaced is read anew.")
    public static let retentionInterval = Setting(
        "retention-interval", default: Duration.seconds(3_600),
        "Pause between looks for content whose retention is over, which is then destroyed.")
    public static let pseudonyms = Setting<Secret>(
        required: "pseudonym-file", "File with the chain's pseudonym key: `number base64`.")
    public static let oin = Setting(
        "oin", default: "00000099000000001000",
        "OIN of the organisation that runs this service; part of its events' source.")
    public static let clientID = Setting(
        "client-id", default: "keten-dienst", "Client with which services ask each other for missing events.")
    public static let clientSecret = Setting<Secret?>(
        "client-secret-file", default: nil,
        "File with that client's secret; without it gaps wait for the broker and timelines lack the others' parts.")
    public static let sources = Setting(
        "sources",
        default: [
            "melding-intake=http://127.0.0.1:8081", "regionaal-veiligheidsteam=http://127.0.0.1:8082",
            "verwijzing=http://127.0.0.1:8083", "notificaties=http://127.0.0.1:8084",
        ],
        "Where each service's events API is, `name=url`, separated by commas.")
    public static let pages = Setting(
        "pages",
        default: [
            "notificaties=http://127.0.0.1:8084", "verwijzing=http://127.0.0.1:8083",
            "regionaal-veiligheidsteam=http://127.0.0.1:8082",
            "melding-intake=http://127.0.0.1:8081",
        ],
        "Where people's browsers reach the pages of each service, `name=url`, separated by commas.")
    public static let signInClient = Setting<String?>(
        "sign-in-client", default: nil, "This service's client at the issuer for signing in; its own name without.")
    public static let quota = Setting(
        "quota", default: 6_000, in: 1...1_000_000, "Requests per minute that one organisation may make.")
    public static let logLevel = Setting<Logger.Level>(
        "log-level", default: .info, "Least severe level that is logged.")

    /// - Parameter port: the service's own loopback port.
    public static func port(_ port: Int) -> Setting<Int> {
        Setting("port", default: port, in: 0...65_535, "Port of the HTTP interface.")
    }

    public static func all(port: Int) -> [any SettingDeclaration] {
        [
            host, Self.port(port), tlsCertificate, tlsKey, databaseURL, databasePassword, databaseConnections, lanes,
            kafka, kafkaSettings, kafkaSession, kafkaFetchWait, kafkaInstance, issuer, audience, keySetURL, keys,
            keysInterval, retentionInterval, pseudonyms, oin, clientID, clientSecret, sources, pages, signInClient,
            quota,
            logLevel,
        ]
    }
}
