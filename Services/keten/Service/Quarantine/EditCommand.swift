import ArgumentParser
import Contracts
import Foundation

extension QuarantineCommand {
    struct EditCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "edit", abstract: "Let a message be handled with another content.",
            discussion: """
                Opens the content in $EDITOR (which is recorded as a processing of personal
                data), or takes it from --body. The new content must be a valid event of the
                same id, source, number and key; all that is wrong with it is told, and nothing
                changes then. The content as it came is kept. Accepted, the message is redriven
                with the new content.

                Example:
                  keten quarantine edit verwijzing 01a1fd37-7e25-7c3d-b47e-16d62628cfbf \\
                      --by mw-beheer-1 --reason "code hersteld"
                  keten quarantine edit verwijzing 01a1fd37-7e25-7c3d-b47e-16d62628cfbf \\
                      --body event.json --dry-run --by mw-beheer-1 --reason "code hersteld"
                """)

        @OptionGroup var `operator`: Operator
        @OptionGroup var reason: Reason
        @OptionGroup var target: Target
        @Argument(help: "The id in quarantine.") var id: UUID
        @Option(help: "File with the new content, a CloudEvent in JSON; - for standard input.") var body: String?
        @Flag(help: "Only judge it; change nothing.") var dryRun = false
        @Flag(help: "Do not wait until it is tried.") var detach = false

        func run() async throws {
            let endpoint = try target.endpoint(`operator`)
            let token = try await `operator`.token()
            let (text, version) = try await edited(endpoint, token)
            guard let content = Berichttekst(text) else { throw ValidationError("the content is too large") }
            let (person, why) = try reason.person()
            let order = Bewerkingsopdracht(
                door: person, reden: why, inhoud: content, versie: version, proef: dryRun ? true : nil)
            let done = try Bewerking.decode(
                await `operator`.post(endpoint.url("quarantaine/\(id.text)/bewerkingen"), order, token: token),
                .tolerant)
            if !`operator`.json {
                print("\(dryRun ? "valid" : "accepted"); changed: \(done.plaatsen.map(\.text).joined(separator: ", "))")
            }
            guard let redrive = done.herstart, !detach else {
                if `operator`.json { `operator`.print(done.json) }
                return
            }
            try await RedriveProgress(endpoint: endpoint, id: redrive, operator: `operator`).follow()
        }

        /// The new content, and the version that it is based on.
        private func edited(_ endpoint: Operator.Endpoint, _ token: String) async throws -> (String, Int) {
            if let body {
                let content =
                    body == "-"
                    ? String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
                    : try Operator.text(body)
                let masked = try Quarantaineinhoud.decode(
                    await `operator`.get(endpoint.url("quarantaine/\(id.text)/inhoud"), token: token), .tolerant)
                return (content, masked.versie)
            }
            let (person, why) = try reason.person()
            let content = try Quarantaineinhoud.decode(
                await `operator`.post(
                    endpoint.url("quarantaine/\(id.text)/inzagen"), Inzageverzoek(door: person, reden: why),
                    token: token), .tolerant)
            guard content.inhoud != nil else {
                throw Operator.Failure(description: "the content is no text: give the new one with --body FILE")
            }
            return (try Editor.edit(Pretty.text(content)), content.versie)
        }
    }
}

/// Lets a person change a text in the editor of her choice. The file is hers alone, and goes at once.
enum Editor {
    static func edit(_ text: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "keten-edit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer {
            // Already gone is as well.
            try? FileManager.default.removeItem(at: folder)
        }
        let file = folder.appending(path: "event.json").path(percentEncoded: false)
        guard
            FileManager.default.createFile(
                atPath: file, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        else { throw Operator.Failure(description: "cannot write \(file)") }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        let editor = Operator.environment("VISUAL") ?? Operator.environment("EDITOR") ?? "vi"
        process.arguments = ["-c", "\(editor) \"$1\"", "editor", file]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Operator.Failure(description: "\(editor) ended with \(process.terminationStatus); nothing changed")
        }
        return String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
    }
}
