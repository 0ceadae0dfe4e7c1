import Foundation
import Postgres
import TestSupport
import Testing

@Suite("Connections")
struct ConnectionTests {
    @Test("the session has the schema, time zone, timeouts and name that were asked for")
    func settings() async throws {
        try await PostgresServer.shared().withDatabase { database in
            let connection = try await PostgresConnection.connect(
                PostgresConfiguration(
                    url: database.url() + "?options=-c%20work_mem%3D5MB", schema: "Mijn \"schema\"",
                    applicationName: "naam", statementTimeout: .seconds(7)))
            let row = try await connection.query(
                """
                select current_setting('search_path'), current_setting('timezone'),
                    current_setting('statement_timeout'), current_setting('application_name'),
                    current_setting('work_mem'), current_setting('idle_in_transaction_session_timeout')
                """)[0]
            let all = try row.decode(
                String.self, String.self, String.self, String.self, String.self, String.self)
            #expect(all == (#""Mijn ""schema""""#, "UTC", "7s", "naam", "5MB", "1min"))
        }
    }

    @Test(
        "of several hosts the one that answers is used; role and password stand apart from the URL, unless it names one"
    )
    func severalHosts() async throws {
        try await PostgresServer.shared().withDatabase { database in
            let port = try #require(URLComponents(string: database.url())?.port)
            let hosts = "127.0.0.1:1,127.0.0.1:\(port)"
            for url in [
                "postgresql://\(hosts)/\(database.name)", "postgresql://postgres@\(hosts)/\(database.name)",
                "host=127.0.0.1,127.0.0.1 port=1,\(port) dbname=\(database.name)",
            ] {
                let role = url.contains("postgres@") ? "niemand" : "postgres"
                let connection = try await PostgresConnection.connect(
                    PostgresConfiguration(
                        url: url, role: role, password: "geheim", schema: nil, applicationName: "naam"))
                #expect(try await connection.query("select current_user::text")[0].decode(String.self) == "postgres")
                await connection.close()
            }
        }
    }

    @Test(
        "a connection that cannot be made says why, and whether trying again makes sense",
        arguments: [
            ("postgresql://postgres@127.0.0.1:1/x", nil, true),
            ("{server}/nergens", "3D000", false),
            ("postgresql://postgres:geheim@[::1/x", nil, false),
            ("host=127.0.0.1 sslmode=onzin password=geheim", nil, false),
        ])
    func refused(_ url: String, _ state: String?, _ isTransient: Bool) async throws {
        let server = try await PostgresServer.shared()
        let url = url.replacing("{server}/nergens", with: server.url(database: "nergens"))
        let error = try await postgresError {
            _ = try await PostgresConnection.connect(
                PostgresConfiguration(url: url, schema: nil, applicationName: "test"))
        }
        #expect(error.code == .cannotConnect)
        #expect(error.sqlState == state)
        #expect(error.isTransient == isTransient)
        #expect(!"\(error)".contains("geheim"))
    }

    @Test("a configuration never shows its URL")
    func configuration() {
        let configuration = PostgresConfiguration(
            url: "postgresql://u:geheim@h/d", schema: "s", applicationName: "naam")
        #expect(!"\(configuration)".contains("geheim"))
        #expect(!String(reflecting: configuration).contains("geheim"))
    }

    @Test("a session ended by the server is noticed at once and tells its statement so")
    func terminated() async throws {
        try await PostgresServer.shared().withDatabase { database in
            let victim = try await database.connect()
            let other = try await database.connect()
            let running = Task { _ = try await victim.query("select pg_sleep(60)") }
            try await eventually {
                try await other.query(
                    "select from pg_stat_activity where pid = \(victim.processID) and wait_event = 'PgSleep'"
                ).count == 1
            }
            _ = try await other.query("select pg_terminate_backend(\(victim.processID))")
            let error = try await postgresError { try await running.value }
            #expect(error.code == .connectionLost)
            #expect(error.sqlState == "57P01")
            #expect(error.isConnectionLost && error.isTransient)
            #expect(!victim.isUsable)
            let later = try await postgresError { _ = try await victim.query("select 1") }
            #expect(later.isConnectionLost)

            let idle = try await database.connect()
            _ = try await other.query("select pg_terminate_backend(\(idle.processID))")
            try await eventually { !idle.isUsable }
        }
    }

    @Test("closing waits for the running statement and refuses the waiting ones")
    func closing() async throws {
        try await withConnection { connection in
            let running = Task { try await connection.query("select pg_sleep(0.2), 1 as n").count }
            try await eventually { try await sleeping(connection) }
            await connection.close()
            #expect(try await running.value == 1)
            let error = try await postgresError { _ = try await connection.query("select 1") }
            #expect(error.code == .closed)
        }
    }

    private func sleeping(_ connection: PostgresConnection) async throws -> Bool {
        let server = try await PostgresServer.shared()
        let observer = try await PostgresConnection.connect(
            PostgresConfiguration(url: server.url(), schema: nil, applicationName: "observer"))
        return try await observer.query(
            "select from pg_stat_activity where pid = \(connection.processID) and wait_event = 'PgSleep'"
        ).count == 1
    }

    @Test("a connection that nobody holds ends its session")
    func dropped() async throws {
        try await PostgresServer.shared().withDatabase { database in
            let observer = try await database.connect()
            let processID = try await database.connect().processID
            try await eventually {
                try await observer.query("select from pg_stat_activity where pid = \(processID)").isEmpty
            }
        }
    }

    @Test("what is notified arrives, with its payload, until the stream is left")
    func listening() async throws {
        try await PostgresServer.shared().withDatabase { database in
            let sender = try await database.connect()
            let listener = try await database.connect()
            let stream = listener.listen(["kanaal", "Tweede \"kanaal\""])
            try await eventually {
                try await sender.query(
                    "select from pg_stat_activity where pid = \(listener.processID) and query like 'LISTEN \"Tweede%'"
                ).count == 1
            }
            _ = try await sender.exchange([
                "select pg_notify('kanaal', \("één"))", "select pg_notify(\("Tweede \"kanaal\""), '')",
            ])
            var iterator = stream.makeAsyncIterator()
            #expect(try await iterator.next() == PostgresNotification(channel: "kanaal", payload: "één"))
            #expect(try await iterator.next() == PostgresNotification(channel: "Tweede \"kanaal\"", payload: ""))

            _ = try await sender.query("select pg_terminate_backend(\(listener.processID))")
            let error = try await postgresError { _ = try await iterator.next() }
            #expect(error.isConnectionLost)
        }
    }
}
