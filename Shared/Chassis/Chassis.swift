import Foundation
import Logging
import Postgres
import Runtime

/// The command line of every service: `serve`, `migrate` and `restored`, each with the service's settings.
public enum Chassis {
    /// Runs the command that the arguments name, and ends the process with its exit code.
    public static func main(_ definition: ServiceDefinition) async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let declared = ServiceSettings.all(port: definition.port) + definition.settings
        guard let command = arguments.first, ["serve", "migrate", "restored"].contains(command) else {
            if let word = arguments.first, !["--help", "-h", "help"].contains(word) {
                let told = "there is no command \(word): serve, migrate or restored; \(definition.name) --help\n"
                FileHandle.standardError.write(Data(told.utf8))
                exit(64)
            }
            print(help(definition, declared))
            exit(arguments.isEmpty ? 64 : 0)
        }
        do {
            let restored = command == "restored" ? try RestoredCommand(Array(arguments.dropFirst())) : nil
            let settings = try await Settings.load(declared, arguments: restored?.rest ?? Array(arguments.dropFirst()))
            JSONLogHandler.bootstrap(service: definition.name, level: settings[ServiceSettings.logLevel])
            let logger = Logger(label: definition.name)
            if let restored {
                try await restored.run(definition, settings, logger)
            } else if command == "migrate" {
                try await migrate(definition, settings, logger)
            } else {
                PrometheusRegistry.bootstrap()
                ProcessMetrics.register()
                ChainMetrics.describe()
                try await Process(definition, settings, logger).run()
            }
        } catch let error as SettingsError {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(SettingsError.exitCode)
        } catch let error as RestoredCommand.Misuse {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(64)
        } catch {
            Logger(label: definition.name).critical("stopped", metadata: ["error": "\(error)"])
            exit(1)
        }
    }

    static func migrate(_ definition: ServiceDefinition, _ settings: Settings, _ logger: Logger) async throws {
        let connection = try await PostgresConnection.connect(
            Database.configuration(definition, settings, role: "\(definition.schema)_owner"))
        let migrator = Migrator(schema: definition.schema, runtimeRole: definition.schema)
        let applied = try await migrator.migrate(Database.migrations(definition), on: connection, logger: logger)
        await connection.close()
        logger.info("migrated", metadata: ["applied": "\(applied.count)"])
    }

    private static func help(_ definition: ServiceDefinition, _ declared: [any SettingDeclaration]) -> String {
        """
        \(definition.name): \(definition.explanation)

        usage: \(definition.name) serve|migrate|restored [--setting value …]

          serve     runs the service until SIGTERM
          migrate   brings the schema \(definition.schema) up to date, as its owner
          restored  after restoring the schema from a dump, before it runs again: --by WHO --reason WHY, and --complete
                    if nothing was lost

        example:
          \(definition.name) migrate --database-url postgresql://127.0.0.1:5432/keten
          \(definition.name) serve --keys-file /run/secrets/keys --pseudonym-file /run/secrets/pseudonym
          \(definition.name) restored --by mw-beheer-1 --reason "disk lost; dump of 03:00"

        settings:
        \(Settings.help([Settings.file] + declared))
        """
    }
}
