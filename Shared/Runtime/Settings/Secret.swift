import Foundation

/// The content of a secret's file. Printing, logging or interpolating it shows nothing.
public struct Secret: SettingValue, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The file that it was read from.
    public let path: String
    /// The content, without the line end that editors leave behind.
    public let content: String

    public init(path: String, content: String) {
        self.path = path
        self.content = content
    }

    /// Reads the file that the text names; nil when it cannot be read or is empty.
    public static func parse(setting text: String) -> Secret? {
        guard let data = FileManager.default.contents(atPath: text), let content = String(data: data, encoding: .utf8)
        else { return nil }
        let trimmed = content.trimmingCharacters(in: .newlines)
        return trimmed.isEmpty ? nil : Secret(path: text, content: trimmed)
    }

    public static var expected: String { "the path of a readable, non-empty file that holds the secret" }
    public var shown: String { path }
    public var description: String { "<secret>" }
    public var debugDescription: String { "<secret>" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
