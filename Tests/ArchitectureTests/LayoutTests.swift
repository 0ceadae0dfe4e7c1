import Foundation
import Testing

@Suite("The layout is fixed")
struct LayoutTests {
    @Test("the top level holds what it may hold, and nothing else")
    func topLevel() throws {
        let allowed: Set<String> = [
            "LICENSE", "Package.swift", "README.md", "Services", "Shared", "Tests", "deploy", "docker-compose.yml",
        ]
        // Written by the package manager and not kept in git.
        let written: Set<String> = ["Package.resolved", "bench.json"]
        let found = Set(try Repository.names(in: "")).subtracting(written)
        #expect(found.subtracting(allowed) == [])
        #expect(allowed.subtracting(found).subtracting(["README.md"]) == [])
    }

    @Test("a service is a Domain of rules and a Service around it")
    func services() throws {
        for (service, modules) in ImportTable.services where modules.domain != nil {
            #expect(try Repository.names(in: "Services/\(service)") == ["Domain", "Service"], "\(service)")
            #expect(try Repository.text("Services/\(service)/Service/Main.swift").isEmpty == false)
        }
    }

    @Test("a page that shows when a term ends says beside it where the term comes from")
    func termSources() {
        // The end of a term, what is left of it or when it ended, as templates name them.
        let ends = ["uiterlijk", "termijn", "nog", "verliep", "verloopt", "hoort"].map { "{{\($0)}}" }
        var shown: Set<String> = []
        for file in Repository.files(under: "", ".mustache") {
            let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
            for (number, line) in lines.enumerated() where ends.contains(where: { line.contains($0) }) {
                shown.insert(file.name)
                let beside = lines[number..<min(number + 4, lines.count)]
                #expect(
                    beside.contains { $0.contains("{{herkomst}}") || $0.contains("{{waarom}}") },
                    "\(file.path):\(number + 1)")
            }
        }
        #expect(shown.isSuperset(of: ["bord.mustache", "taken.mustache", "gezin.mustache", "termijnen.mustache"]))
    }

    @Test("every script in deploy can be run, and says how")
    func scripts() throws {
        for script in ["deploy/bench", "deploy/demo", "deploy/down", "deploy/secrets", "deploy/test", "deploy/up"] {
            let path = Repository.root.appending(path: script).path(percentEncoded: false)
            #expect(FileManager.default.isExecutableFile(atPath: path), "\(script)")
            let text = try Repository.text(script)
            #expect(
                text.contains("set -euo pipefail") && text.contains("--help") && text.contains("# Example:"),
                "\(script)")
        }
    }
}
