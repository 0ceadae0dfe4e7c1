import ArgumentParser
import Contracts
import Foundation
import Kafka
import Logging

/// Where Kafka is, for the commands that publish the register, and those that look at it themselves: what a broker holds is
/// told by the broker, also while a service is down.
struct Broker: ParsableArguments {
    @Option(help: "Kafka brokers; also KETEN_KAFKA_BOOTSTRAP_SERVERS.") var kafka: String?
    @Option(help: "File with librdkafka settings, name=value a line; also KETEN_KAFKA_SETTINGS_FILE.")
    var kafkaSettingsFile: String?

    func configuration() throws -> KafkaConfiguration {
        KafkaConfiguration(
            bootstrapServers: kafka ?? Operator.environment("KETEN_KAFKA_BOOTSTRAP_SERVERS") ?? "127.0.0.1:9092",
            clientId: "keten", fetchWaitMax: .milliseconds(50), settings: try settings())
    }

    private func settings() throws -> [String: String] {
        guard let file = kafkaSettingsFile ?? Operator.environment("KETEN_KAFKA_SETTINGS_FILE") else { return [:] }
        return KafkaConfiguration.settings(inLines: try Operator.text(file))
    }

    /// Opens a client, uses it and closes it.
    func use<R: Sendable>(_ body: (KafkaClient, KafkaConfiguration) async throws -> R) async throws -> R {
        let configuration = try configuration()
        let client = try KafkaClient(configuration, logger: Self.quiet)
        do {
            let result = try await body(client, configuration)
            await client.close()
            return result
        } catch {
            await client.close()
            throw error
        }
    }

    /// What librdkafka says of connections stands in the command's own answer.
    static let quiet = Logger(label: "keten") { _ in SwiftLogNoOpLogHandler() }
}

/// A span of time as people write it: `500ms`, `10s`, `5m`, `2h`, `3d`.
struct Span: ExpressibleByArgument {
    let duration: Duration

    init(_ duration: Duration) { self.duration = duration }

    init?(argument: String) {
        let digits = argument.prefix { $0.isNumber }
        guard let count = Int(digits), count < 1_000_000 else { return nil }
        switch argument.dropFirst(digits.count) {
        case "ms": duration = .milliseconds(count)
        case "s", "": duration = .seconds(count)
        case "m": duration = .seconds(count * 60)
        case "h": duration = .seconds(count * 3_600)
        case "d": duration = .seconds(count * 86_400)
        default: return nil
        }
    }

    /// As somebody would type it.
    var defaultValueDescription: String {
        let seconds = Int(duration.seconds)
        guard Double(seconds) == duration.seconds else { return "\(Int(duration.seconds * 1_000))ms" }
        let units: [(Int, String)] = [(86_400, "d"), (3_600, "h"), (60, "m")]
        let unit = units.first { seconds > 0 && seconds.isMultiple(of: $0.0) } ?? (1, "s")
        return "\(seconds / unit.0)\(unit.1)"
    }

    /// Seconds in the unit in which people would say them.
    static func text(_ seconds: Double) -> String {
        switch seconds {
        case ..<10: "\((seconds * 10).rounded() / 10) s"
        case ..<120: "\(Int(seconds)) s"
        case ..<7_200: "\(Int(seconds / 60)) min"
        case ..<172_800: "\(Int(seconds / 3_600)) h"
        default: "\(Int(seconds / 86_400)) d"
        }
    }
}

extension Duration {
    var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
