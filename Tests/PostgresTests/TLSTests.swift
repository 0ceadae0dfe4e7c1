import Postgres
import TestSupport
import Testing

@Suite("Encrypted sessions, by the URL's sslmode")
struct TLSTests {
    @Test("a verified server is used, also for large exchanges and cancellation; an unknown one is refused")
    func verified() async throws {
        let server = try await PostgresServer(.init(tls: true))
        let certificate = try #require(server.certificate)
        func configuration(_ host: String, _ mode: String, _ root: String) -> PostgresConfiguration {
            PostgresConfiguration(
                url: server.url().replacing("127.0.0.1", with: host) + "?sslmode=\(mode)&sslrootcert=\(root)",
                schema: nil, applicationName: "test")
        }
        let connection = try await PostgresConnection.connect(configuration("localhost", "verify-full", certificate))
        let encrypted = try await connection.query("select ssl from pg_stat_ssl where pid = pg_backend_pid()")
        #expect(try encrypted[0].decode(Bool.self))

        let text = String(repeating: "x", count: 1 << 20)
        let answers = try await connection.exchange((0..<16).map { _ in "select \(text)" })
        for answer in answers { #expect(try answer[0].decode(String.self).utf8.count == 1 << 20) }

        let sleeping = Task { _ = try await connection.query("select pg_sleep(60)") }
        let observer = try await PostgresConnection.connect(configuration("localhost", "require", certificate))
        try await eventually {
            try await observer.query(
                "select from pg_stat_activity where pid = \(connection.processID) and wait_event = 'PgSleep'"
            ).count == 1
        }
        sleeping.cancel()
        let cancelled = try await postgresError { try await sleeping.value }
        #expect(cancelled.code == .cancelled)
        #expect(connection.isUsable)

        // The certificate names localhost, not the address; and the system knows no such authority.
        for refused in [
            configuration("127.0.0.1", "verify-full", certificate), configuration("localhost", "verify-full", "system"),
        ] {
            let error = try await postgresError { _ = try await PostgresConnection.connect(refused) }
            #expect(error.code == .cannotConnect)
        }
        await server.stop()
    }
}
