import Foundation

/// One setting, declared once: its name, what it means, what it is when nobody says otherwise, and what is allowed.
///
/// The environment variable and the line of the settings file are `KETEN_` and the name in capitals
/// (`http-port` → `KETEN_HTTP_PORT`); on the command line it is `--http-port`.
public struct Setting<Value: SettingValue>: SettingDeclaration {
    public let name: String
    public let explanation: String
    /// nil: the setting is required.
    public let fallback: Value?
    /// A sentence that says what is wrong with a value, or nil when nothing is.
    private let check: @Sendable (Value) -> String?

    public init(
        _ name: String, default fallback: Value, _ explanation: String,
        check: @escaping @Sendable (Value) -> String? = { _ in nil }
    ) {
        self.name = name
        self.fallback = fallback
        self.explanation = explanation
        self.check = check
    }

    /// A setting without a default: starting without it is refused.
    public init(
        required name: String, _ explanation: String, check: @escaping @Sendable (Value) -> String? = { _ in nil }
    ) {
        self.name = name
        self.fallback = nil
        self.explanation = explanation
        self.check = check
    }

    public var defaultShown: String? { fallback?.shown }
    public var isSecret: Bool { Value.self == Secret.self || Value.self == Secret?.self }

    public func resolve(_ text: String?) -> Result<any Sendable, SettingsError.Problem> {
        func problem(_ detail: String) -> Result<any Sendable, SettingsError.Problem> {
            .failure(SettingsError.Problem(setting: name, variable: variable, detail: detail))
        }
        guard let text else {
            guard let fallback else { return problem("is required and has no value: \(explanation)") }
            return .success(fallback)
        }
        // The text itself is left out of the message: it may be a secret that was put in the wrong place.
        guard let value = Value.parse(setting: text) else { return problem("must be \(Value.expected)") }
        if let objection = check(value) { return problem(objection) }
        return .success(value)
    }
}

extension Setting where Value == Int {
    /// A whole number within a range.
    public init(_ name: String, default fallback: Int, in range: ClosedRange<Int>, _ explanation: String) {
        self.init(name, default: fallback, explanation) {
            range.contains($0) ? nil : "must be from \(range.lowerBound) to \(range.upperBound)"
        }
    }
}

/// What every setting has in common, whatever its type: enough to list, document and read it.
public protocol SettingDeclaration: Sendable {
    /// Lower case words joined by hyphens.
    var name: String { get }
    /// One sentence: what it does, with its unit.
    var explanation: String { get }
    /// nil: required.
    var defaultShown: String? { get }
    /// Whether the value names a file with a secret.
    var isSecret: Bool { get }
    /// The value for a text, or for no text at all.
    func resolve(_ text: String?) -> Result<any Sendable, SettingsError.Problem>
}

extension SettingDeclaration {
    /// The environment variable.
    public var variable: String { "KETEN_" + name.uppercased().replacing("-", with: "_") }
}

/// Everything that is wrong with the settings, at once.
public struct SettingsError: Error, Sendable, CustomStringConvertible {
    public struct Problem: Error, Sendable, Equatable {
        public let setting: String
        public let variable: String
        /// What is wrong, to be read after the setting's name; never the value.
        public let detail: String

        public init(setting: String, variable: String, detail: String) {
            self.setting = setting
            self.variable = variable
            self.detail = detail
        }
    }

    /// The exit code of a process that cannot start because of its configuration (sysexits: EX_CONFIG).
    public static let exitCode: Int32 = 78

    /// Never empty.
    public let problems: [Problem]

    public init(problems: [Problem]) { self.problems = problems }

    public var description: String {
        let lines = problems.map { "  \($0.variable) (--\($0.setting)) \($0.detail)" }
        return "The configuration is not valid:\n" + lines.joined(separator: "\n")
    }

    /// Says everything on standard error and ends the process with `exitCode`.
    public func exit() -> Never {
        FileHandle.standardError.write(Data("\(self)\n".utf8))
        Foundation.exit(Self.exitCode)
    }
}
