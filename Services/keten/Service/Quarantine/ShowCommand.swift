import ArgumentParser
import Contracts
import Foundation

extension QuarantineCommand {
    struct ShowCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show one message, what was done to it, and its content, masked.",
            discussion: """
                --unmask gives the content itself. It needs --by and --reason, and is recorded
                as a processing of personal data before anything is given.

                Example:
                  keten quarantine show verwijzing 01a1fd37-7e25-7c3d-b47e-16d62628cfbf
                  keten quarantine show verwijzing 01a1fd37-7e25-7c3d-b47e-16d62628cfbf \\
                      --unmask --by mw-beheer-1 --reason "afzender belt over dit bericht"
                """)

        @OptionGroup var `operator`: Operator
        @OptionGroup var target: Target
        @Argument(help: "The id in quarantine.") var id: UUID
        @Flag(help: "Give the content itself; recorded.") var unmask = false
        @Flag(help: "With --unmask: as it came, not as it was edited.") var original = false
        @Option(help: "With --unmask: who you are, a medewerker id.") var by: String?
        @Option(help: "With --unmask: why.") var reason: String?

        func validate() throws {
            if original, !unmask { throw ValidationError("--original goes with --unmask") }
            if unmask, by.flatMap(MedewerkerId.init) == nil || reason.flatMap(KorteTekst.init) == nil {
                throw ValidationError("--unmask needs --by, a medewerker id, and --reason; both are recorded")
            }
        }

        func run() async throws {
            let endpoint = try target.endpoint(`operator`)
            let token = try await `operator`.token()
            let detail = try Quarantainedetail.decode(
                await `operator`.get(endpoint.url("quarantaine/\(id.text)"), token: token), .tolerant)
            let content = try await content(endpoint, token, isKept: detail.bericht.inhoudBewaard ?? true)
            if `operator`.json {
                var members = detail.json.object ?? [:]
                members["inhoud"] = content?.json
                return `operator`.print(.object(members))
            }
            show(detail)
            print("")
            show(content)
        }

        private func content(_ endpoint: Operator.Endpoint, _ token: String, isKept: Bool) async throws
            -> Quarantaineinhoud?
        {
            guard isKept else { return nil }
            guard unmask, let person = by.flatMap(MedewerkerId.init), let reason = reason.flatMap(KorteTekst.init)
            else {
                return try Quarantaineinhoud.decode(
                    await `operator`.get(endpoint.url("quarantaine/\(id.text)/inhoud"), token: token), .tolerant)
            }
            return try Quarantaineinhoud.decode(
                await `operator`.post(
                    endpoint.url("quarantaine/\(id.text)/inzagen"),
                    Inzageverzoek(door: person, reden: reason, origineel: original ? true : nil), token: token),
                .tolerant)
        }

        private func show(_ detail: Quarantainedetail) {
            let row = detail.bericht
            var table = Table(columns: ["field", "value"])
            func add(_ name: String, _ value: String?) { if let value { table.rows.append([name, value]) } }
            add("id", row.id.text)
            add("status", row.toestand)
            add("consumer", row.afnemer)
            add("source", row.bron)
            add("topic", row.topic)
            add("key", row.sleutel)
            add("number", row.volgnummer.map(String.init))
            add("handled up to", detail.laatsteVolgnummer.map(String.init))
            add("seen up to", detail.hoogsteVolgnummer.map(String.init))
            add("key held", detail.sleutelVastgehouden ? "yes, \(detail.wachtend) messages wait behind it" : "no")
            add("message", row.bericht)
            add("type", row.soort)
            add("error", row.fout)
            add("fingerprint", row.vingerafdruk)
            add("tries", "\(row.pogingen)")
            add("tried again at", row.volgendeOp.map(RFC3339.text))
            add("set aside", RFC3339.text(row.opzijgezetOp))
            add("settled", row.opgelostOp.map(RFC3339.text))
            add("by", row.opgelostDoor)
            add("reason", row.reden)
            if let edits = row.bewerkingen, edits > 0 { add("edits", "\(edits)") }
            for redrive in detail.herstarts { add("redrive", redrive.text) }
            for act in detail.handelingen {
                add("act", "\(RFC3339.text(act.op))  \(act.daad) by \(act.door): \(act.reden)")
            }
            table.print()
        }

        private func show(_ content: Quarantaineinhoud?) {
            guard let content else {
                return print("the content was dropped at a cap; the source has the message")
            }
            if content.afgeschermd { print("content, masked:") }
            print(Pretty.text(content))
            for change in content.wijzigingen ?? [] {
                print("edited \(change.plaats): \(change.was?.text ?? "-") -> \(change.wordt?.text ?? "-")")
            }
        }
    }
}

/// A content as people read and edit it: JSON on lines of its own, anything else as it is.
enum Pretty {
    static func text(_ content: Quarantaineinhoud) -> String {
        guard let text = content.inhoud?.text else { return content.inhoudBase64.map { "base64 \($0)" } ?? "" }
        do {
            return lines(try JSON.parse(text), indent: "")
        } catch {
            return text
        }
    }

    private static func lines(_ json: JSON, indent: String) -> String {
        let deeper = indent + "  "
        func compact(_ json: JSON) -> String { String(decoding: json.encoded(), as: UTF8.self) }
        switch json {
        case .object(let members) where !members.isEmpty:
            let rows = members.sorted { $0.key < $1.key }.map {
                "\(deeper)\(compact(.string($0.key))): \(lines($0.value, indent: deeper))"
            }
            return "{\n\(rows.joined(separator: ",\n"))\n\(indent)}"
        case .array(let elements) where !elements.isEmpty:
            let rows = elements.map { deeper + lines($0, indent: deeper) }
            return "[\n\(rows.joined(separator: ",\n"))\n\(indent)]"
        default: return compact(json)
        }
    }
}
