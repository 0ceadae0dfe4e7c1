extension Settings {
    /// The lines of a Markdown table of settings, as the README shows it; sorted by variable.
    public static func table(_ declared: [any SettingDeclaration]) -> String {
        let rows = declared.sorted { $0.variable < $1.variable }.map { setting in
            let fallback = setting.defaultShown.map { $0.isEmpty ? "" : "`\($0)`" } ?? "required"
            let explanation = setting.isSecret ? setting.explanation + " (file)" : setting.explanation
            return "| `\(setting.variable)` | \(fallback) | \(explanation) |"
        }
        return (["| variable | default | meaning |", "|---|---|---|"] + rows).joined(separator: "\n") + "\n"
    }

    /// The settings as a command's help shows them.
    public static func help(_ declared: [any SettingDeclaration]) -> String {
        declared.sorted { $0.name < $1.name }.map { setting in
            let fallback = setting.defaultShown.map { $0.isEmpty ? "none" : $0 } ?? "required"
            return "  --\(setting.name)  (\(setting.variable), default: \(fallback))\n      \(setting.explanation)"
        }.joined(separator: "\n") + "\n"
    }
}
