import Configuration
import Foundation
import SystemPackage

/// The values of a process's settings, read once at the start.
///
/// Order: the command line (`--port 8081`), the environment (`KETEN_PORT`), the file that
/// `KETEN_SETTINGS_FILE` names (lines `KETEN_PORT=8081`), the default.
public struct Settings: Sendable {
    /// Names the settings file. It is read before all others, so it stands in the environment or on the command line.
    public static let file = Setting<String?>(
        "settings-file", default: nil,
        "File with lines such as `KETEN_PORT=8081`, read for settings that the environment lacks.")

    private let values: [String: any Sendable]

    /// The value of a declared setting. Asking for one that was not in the list given to `load` is a programming error.
    public subscript<Value>(setting: Setting<Value>) -> Value {
        guard let value = values[setting.name] as? Value else {
            preconditionFailure("the setting \(setting.name) is not in the list that was loaded")
        }
        return value
    }

    /// Reads and checks all settings.
    ///
    /// - Throws: `SettingsError` with every problem found.
    public static func load(
        _ declared: [any SettingDeclaration], arguments: [String] = [],
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws(SettingsError) -> Settings {
        let declared = declared.contains { $0.name == file.name } ? declared : [file] + declared
        let (given, misuse) = parse(arguments, for: declared)
        var problems = misuse
        var providers: [any ConfigProvider] = [
            InMemoryProvider(
                name: "command line",
                values: given.reduce(into: [:]) { $0[key($1.key)] = ConfigValue(.string($1.value), isSecret: true) }),
            EnvironmentVariablesProvider(environmentVariables: environment),
        ]
        if let path = given[file.name] ?? environment[file.variable], !path.isEmpty {
            do {
                providers.append(try await EnvironmentVariablesProvider(environmentFilePath: FilePath(path)))
            } catch {
                problems.append(file.problem("must be the path of a readable file with lines NAME=value"))
            }
        }
        let reader = ConfigReader(providers: providers)
        var values: [String: any Sendable] = [:]
        for setting in declared {
            switch setting.resolve(reader.string(forKey: ConfigKey(components(setting.name)), isSecret: true)) {
            case .success(let value): values[setting.name] = value
            case .failure(let problem): problems.append(problem)
            }
        }
        guard problems.isEmpty else { throw SettingsError(problems: problems) }
        return Settings(values: values)
    }

    /// Settings for tests: the defaults, but for what is given by name.
    public static func load(_ declared: [any SettingDeclaration], values: [String: String]) async throws(SettingsError)
        -> Settings
    {
        let arguments = values.sorted { $0.key < $1.key }.map { "--\($0.key)=\($0.value)" }
        return try await load(declared, arguments: arguments, environment: [:])
    }

    private static func components(_ name: String) -> [String] {
        ["keten"] + name.split(separator: "-").map(String.init)
    }

    private static func key(_ name: String) -> AbsoluteConfigKey { AbsoluteConfigKey(components(name)) }

    private static func parse(
        _ arguments: [String], for declared: [any SettingDeclaration]
    ) -> (given: [String: String], problems: [SettingsError.Problem]) {
        var given: [String: String] = [:]
        var problems: [SettingsError.Problem] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0].dropFirst(2))
            guard argument.hasPrefix("--"), let setting = declared.first(where: { $0.name == name }) else {
                problems.append(
                    SettingsError.Problem(setting: name, variable: "command line", detail: "is not a known setting"))
                continue
            }
            if parts.count == 2 {
                given[name] = String(parts[1])
            } else if let value = rest.first, !value.hasPrefix("--") {
                given[name] = rest.removeFirst()
            } else {
                problems.append(setting.problem("has no value"))
            }
        }
        return (given, problems)
    }
}

extension SettingDeclaration {
    fileprivate func problem(_ detail: String) -> SettingsError.Problem {
        SettingsError.Problem(setting: name, variable: variable, detail: detail)
    }
}
