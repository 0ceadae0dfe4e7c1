import Foundation
import Logging
import Runtime
import Testing

private let port = Setting("http-port", default: 8081, in: 1...65_535, "Port of the HTTP interface.")
private let wait = Setting("stop-wait", default: Duration.seconds(40), "How long stopping may take.")
private let level = Setting("log-level", default: Logger.Level.info, "Least level that is written.")
private let brokers = Setting<[String]>(required: "kafka-brokers", "Host and port of brokers.")
private let password = Setting<Secret?>("database-password", default: nil, "Password of the database role.")

@Suite("Settings")
struct SettingsTests {
    private let all: [any SettingDeclaration] = [port, wait, level, brokers, password]

    @Test("the command line goes before the environment, the environment before the file, the file before the default")
    func order() async throws {
        let file = try temporary("KETEN_HTTP_PORT=1\nKETEN_STOP_WAIT=1s\nKETEN_LOG_LEVEL=debug\n")
        defer { try? FileManager.default.removeItem(atPath: file) }  // left behind in the temporary folder otherwise
        let settings = try await Settings.load(
            all, arguments: ["--http-port", "3"],
            environment: [
                "KETEN_SETTINGS_FILE": file, "KETEN_HTTP_PORT": "2", "KETEN_STOP_WAIT": "2m",
                "KETEN_KAFKA_BROKERS": "a:1, b:2",
            ])
        #expect(settings[port] == 3)
        #expect(settings[wait] == .seconds(120))
        #expect(settings[level] == .debug)
        #expect(settings[brokers] == ["a:1", "b:2"])
        #expect(settings[password] == nil)
    }

    @Test("everything that is wrong is told at once, and no value is repeated")
    func allProblems() async throws {
        let error = await #expect(throws: SettingsError.self) {
            try await Settings.load(
                all, arguments: ["--unknown=1", "--http-port"],
                environment: [
                    "KETEN_HTTP_PORT": "70000", "KETEN_STOP_WAIT": "geheim", "KETEN_DATABASE_PASSWORD": "hunter2",
                    "KETEN_SETTINGS_FILE": "/nowhere/at/all",
                ])
        }
        let text = try #require(error).description
        for name in ["unknown", "http-port", "stop-wait", "kafka-brokers", "database-password", "settings-file"] {
            #expect(text.contains("--\(name))"), "\(name) is missing in: \(text)")
        }
        #expect(!text.contains("hunter2"))
        #expect(!text.contains("geheim"))
        #expect(SettingsError.exitCode == 78)
    }

    @Test("a secret is the content of its file, and is never shown")
    func secret() async throws {
        let file = try temporary("hunter2\n")
        defer { try? FileManager.default.removeItem(atPath: file) }  // left behind in the temporary folder otherwise
        let settings = try await Settings.load(all, values: ["kafka-brokers": "a:1", "database-password": file])
        let secret = try #require(settings[password])
        #expect(secret.content == "hunter2")
        #expect(
            "\(secret) \(String(reflecting: secret)) \(String(describing: Optional(secret)))".contains("hunter2")
                == false)
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(!dumped.contains("hunter2"))
    }

    @Test(
        "a duration is written with its unit and read back the same",
        arguments: ["250ms", "30s", "15m", "12h", "5d", "0s"])
    func durations(text: String) throws {
        #expect(try #require(Duration.parse(setting: text)).shown == text)
    }

    @Test(
        "a duration without a known unit, negative or too large is refused",
        arguments: ["", "5", "5x", "-5s", "s", "99999999999999999999s", "9223372036854775807d"])
    func badDurations(text: String) { #expect(Duration.parse(setting: text) == nil) }

    @Test("the table has a row per setting with its variable, default and meaning")
    func table() {
        let table = Settings.table(all)
        #expect(table.contains("| `KETEN_HTTP_PORT` | `8081` | Port of the HTTP interface. |"))
        #expect(table.contains("| `KETEN_KAFKA_BROKERS` | required |"))
        #expect(table.contains("Password of the database role. (file)"))
        #expect(table.split(separator: "\n").count == all.count + 2)
    }

    private func temporary(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }
}
