import ArgumentParser
import Contracts
import Foundation
import Kafka
import Logging

/// `keten register …`
struct RegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "The register of organisations, people, routes and terms.",
        subcommands: [Apply.self])
}

extension RegisterCommand {
    /// Publishes a versioned file to `keten.register`; every service keeps the highest version.
    struct Apply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a register file and publish it to all services.",
            discussion: """
                Nothing is published unless the whole file is right. Applying the same version
                again changes nothing. It names each organisation that stops and who comes in
                its place (`keten organisation succession` shows what of it will pass).

                Example:
                  keten register apply deploy/register/demo.yaml --dry-run
                  keten register apply deploy/register/demo.yaml
                """)

        @Argument(help: "The register as YAML.") var file: String
        @Flag(help: "Check only; publish nothing.") var dryRun = false
        @OptionGroup var broker: Broker

        func run() async throws {
            let register: RegisterFile
            do {
                register = try RegisterFile(yaml: try Operator.text(file))
            } catch let invalid as Invalid {
                for violation in invalid.violations { print("\(file)\(violation.pointer): \(violation.detail)") }
                throw ExitCode(65)
            }
            print(
                "\(file): version \(register.version), \(register.organisations.count) organisations, \(register.regions.count) regions: valid"
            )
            for line in register.stops { print(line) }
            if dryRun { return }
            try await RegisterPublisher(broker: broker.configuration()).publish(register.events())
            print("published to \(Topics.register)")
        }
    }
}
