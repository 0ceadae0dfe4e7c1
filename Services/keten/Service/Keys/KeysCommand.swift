import ArgumentParser
import Contracts
import Foundation

/// `keten keys`: which key-encryption keys are in use, and changing them month by month (P4).
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "The key-encryption keys: what is sealed with which, and changing them.",
        discussion: """
            Destroying a content key does not reach older backups: those hold it, wrapped.
            Once everything that lives is wrapped with a newer key-encryption key and the
            earlier one is gone, they can't be read either. `rotate` does what is due of
            that and no more; let a timer run it every day where the key file is kept
            (deploy/runbooks/replace-key.md).

            Example:
              keten keys
              keten keys rotate /run/keten/keys --dry-run
              keten keys rotate /run/keten/keys --every 30d --horizon 35d
            """,
        subcommands: [Show.self, Rotate.self], defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show which keys each service has, and what is sealed with each.",
            discussion: "Exits 1 when something is sealed with a key that its service does not have.")

        @OptionGroup var `operator`: Operator

        func run() async throws {
            let found = try await KeysCommand.ask(`operator`)
            if `operator`.json {
                `operator`.print(.object(JSON.Members(found.map { ($0.key, $0.value.json) })))
            } else {
                var table = Table(columns: ["service", "version", "", "content keys", "set-aside messages"])
                for (service, keys) in found.sorted(by: { $0.key < $1.key }) {
                    table.rows += keys.versies.map {
                        [
                            service, $0.versie,
                            $0.versie == keys.huidig ? "current" : $0.bekend ? "known" : "MISSING", "\($0.sleutels)",
                            "\($0.berichten)",
                        ]
                    }
                }
                table.print()
            }
            if found.values.contains(where: { $0.versies.contains { !$0.bekend } }) { throw ExitCode(1) }
        }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Do the next step of changing the key-encryption keys that is due.",
            discussion: """
                Steps: a new key is added that only opens; once every service has it, it seals,
                and the services wrap what lives anew; once nothing is sealed with the earlier
                one, that is noted; after the backup horizon it is removed. The file is
                replaced as a whole. Every service must answer, or nothing is done.
                """)

        @OptionGroup var `operator`: Operator
        @Argument(help: "The key file that the services read.") var file: String
        @Option(help: "How long a key seals.") var every = Span(.seconds(30 * 86_400))
        @Option(help: "In which every replica has read the file.") var settle = Span(.seconds(3_600))
        @Option(help: "How long backups are kept.") var horizon = Span(.seconds(35 * 86_400))
        @Flag(help: "Only say what would be done.") var dryRun = false

        func run() async throws {
            var keys = try KeyFile(Operator.text(file))
            let plan = KeyFile.Plan(
                every: every.duration.seconds, settle: settle.duration.seconds, horizon: horizon.duration.seconds)
            let now = Date()
            let step = keys.next(plan, try await KeysCommand.ask(`operator`), now: now)
            if !dryRun, step.changes {
                // The system's generator, which is fit for keys.
                var random = SystemRandomNumberGenerator()
                keys.apply(step, secret: (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }, now: now)
                try replace(keys.text)
            }
            print((dryRun && step.changes ? "would: " : "") + step.told)
        }

        /// A reader sees the old file or the new one, never half of one; permissions stay.
        private func replace(_ text: String) throws {
            let target = URL(filePath: file).resolvingSymlinksInPath()
            let new = target.deletingLastPathComponent().appending(path: ".\(target.lastPathComponent).new")
            let attributes = try FileManager.default.attributesOfItem(atPath: target.path)
            let mode = attributes[.posixPermissions] ?? 0o600
            try? FileManager.default.removeItem(at: new)  // Left by a run that was ended; most often there is none.
            guard
                FileManager.default.createFile(
                    atPath: new.path, contents: Data(text.utf8), attributes: [.posixPermissions: mode])
            else { throw Operator.Failure(description: "can't write beside \(target.path)") }
            guard rename(new.path, target.path) == 0 else {
                throw Operator.Failure(description: "can't replace \(target.path)")
            }
        }
    }

    /// Every service, or an error: what one of them has sealed must not be guessed.
    fileprivate static func ask(_ operator: Operator) async throws -> [String: Kluissleutels] {
        let token = try await `operator`.token()
        var found: [String: Kluissleutels] = [:]
        for endpoint in `operator`.endpoints {
            found[endpoint.name] = try Kluissleutels.decode(
                await `operator`.get(endpoint.url("sleutels"), token: token), .tolerant)
        }
        return found
    }
}

extension KeyFile.Step {
    fileprivate var changes: Bool { if case .wait = self { false } else { true } }

    fileprivate var told: String {
        switch self {
        case .date: "the age of the current key is counted from now"
        case .add: "a new key is added; it opens and does not seal yet"
        case .use(let version): "\(version) seals from now on; the services wrap what lives anew"
        case .unused(let version): "nothing is sealed with \(version) any more; backups of before still are"
        case .remove(let version):
            "\(version) is removed: what was destroyed can't be read from older backups any more"
        case .wait(let reason): "nothing to do: \(reason)"
        }
    }
}
