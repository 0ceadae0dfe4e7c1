import Foundation

/// The repository that these tests stand in, read as text: nothing of it is imported.
enum Repository {
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    struct File: Sendable {
        /// From the root: `Shared/Kafka/KafkaError.swift`.
        let path: String
        let text: String

        var name: String { path.split(separator: "/").last.map(String.init) ?? path }
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    }

    /// All text files, but for hidden ones and what is built.
    static let files: [File] = {
        guard
            let found = FileManager.default.enumerator(
                at: root, includingPropertiesForKeys: [.isRegularFileKey], options: .skipsHiddenFiles)
        else { return [] }
        let prefix = root.path(percentEncoded: false).count + (root.path(percentEncoded: false).hasSuffix("/") ? 0 : 1)
        return found.compactMap { entry in
            // What is no text is no business of these tests: a folder, an image.
            guard let url = entry as? URL, let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
            return File(path: String(url.path(percentEncoded: false).dropFirst(prefix)), text: text)
        }.sorted { $0.path < $1.path }
    }()

    static func files(under folder: String, _ ending: String) -> [File] {
        files.filter { $0.path.hasPrefix(folder) && $0.path.hasSuffix(ending) }
    }

    /// The text of a file that must be there.
    static func text(_ path: String) throws -> String {
        guard let file = files.first(where: { $0.path == path }) else { throw Missing(path: path) }
        return file.text
    }

    /// Names in a folder, hidden ones left out.
    static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path(percentEncoded: false))
            .filter { !$0.hasPrefix(".") }.sorted()
    }

    struct Missing: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) is missing" }
    }
}

extension String {
    /// The first capture of each match.
    func all(_ pattern: Regex<(Substring, Substring)>) -> [String] { matches(of: pattern).map { String($0.output.1) } }
}
