/// One choice above a list, by the name that stands in the address; a list with them works without a script.
public struct PageFilter: Sendable {
    private let name: String
    private let label: String
    private let choices: [(code: String, words: String)]

    /// - Parameter choices: the first is what counts where nothing was chosen.
    public init(_ name: String, _ label: String, _ choices: [(String, String)]) {
        self.name = name
        self.label = label
        self.choices = choices.map { (code: $0.0, words: $0.1) }
    }

    /// As the template `filters` takes it.
    public func value(_ visit: Visit) -> PageValue {
        .group([
            "naam": .text(name), "label": .text(label),
            "keuzes": .list(
                choices.map { code, words in
                    .group([
                        "code": .text(code), "woord": .text(words),
                        "gekozen": .flag((visit.query[name] ?? "") == code),
                    ])
                }),
        ])
    }
}
