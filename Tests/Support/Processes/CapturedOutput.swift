import Foundation

/// Where a process's output goes: two files, to read while it runs and after. A folder of its own goes with it.
public final class CapturedOutput: Sendable {
    public let folder: String
    let isTemporary: Bool
    public var standardOutput: String { folder + "/stdout" }
    public var standardError: String { folder + "/stderr" }

    public init() throws {
        folder = try TemporaryFolder.make("keten-child")
        isTemporary = true
    }

    public init(folder: String) {
        self.folder = folder
        isTemporary = false
    }

    deinit {
        // What cannot be removed now lies in the temporary folder.
        if isTemporary { try? FileManager.default.removeItem(atPath: folder) }
    }

    /// Complete lines of stdout so far.
    public var lines: [String] { Self.lines(standardOutput) }
    /// Complete lines of stderr so far.
    public var errorLines: [String] { Self.lines(standardError) }

    /// Waits for a line of stdout or stderr that contains the text, and returns it.
    public func line(containing text: String, within limit: Duration = .seconds(15)) async throws -> String {
        try await eventually(within: limit, "a line with \(text)") {
            (lines + errorLines).first { $0.contains(text) }
        }
    }

    private static func lines(_ path: String) -> [String] {
        guard let bytes = FileManager.default.contents(atPath: path) else { return [] }
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        // What follows the last newline is not complete yet.
        lines.removeLast()
        return lines.map(String.init)
    }
}

public enum TemporaryFolder {
    public static func make(_ prefix: String) throws -> String {
        let parent = NSTemporaryDirectory()
        var template = Array("\(parent)\(parent.hasSuffix("/") ? "" : "/")\(prefix)-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ProcessError("mkdtemp: errno \(errno)") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
