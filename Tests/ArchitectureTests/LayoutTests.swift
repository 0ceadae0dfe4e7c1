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
