import Contracts
import Foundation

/// A form that asks what one operation needs: its fields, words and rules are those of the operation's contract.
public struct ActionForm: Sendable {
    /// One answer that a person can choose.
    public struct Choice: Sendable, Equatable {
        public let value: String
        public let label: String

        public init(_ value: String, _ label: String) {
            self.value = value
            self.label = label
        }
    }

    /// The operation that it calls.
    public let operation: String
    /// On the page and on the button: "Accepteren".
    public let title: String
    /// Below the title: what happens then.
    public let explanation: String
    /// The operation's path values.
    public let path: [String: String]
    /// The version that the person saw.
    public let version: Int64?
    /// What can be chosen, by JSON Pointer of the field; codes bring their own.
    public let choices: [String: [Choice]]
    /// Where the form is sent.
    public let action: String
    /// Fields that this page does not ask, by JSON Pointer.
    public let omitted: Set<String>
    /// What this page calls a field, by JSON Pointer, where that says more than the contract's own words.
    public let labels: [String: String]
    /// What its ids on the page begin with: a page that shows one operation more than once names each form.
    public let name: String

    public init(
        operation: String, title: String, explanation: String, action: String, path: [String: String],
        version: Int64? = nil, choices: [String: [Choice]] = [:], omitted: Set<String> = [],
        labels: [String: String] = [:], name: String? = nil
    ) {
        self.name = name ?? operation
        self.omitted = omitted
        self.labels = labels
        self.operation = operation
        self.title = title
        self.explanation = explanation
        self.action = action
        self.path = path
        self.version = version
        self.choices = choices
    }
}

/// One question of a form.
struct FormField: Sendable {
    enum Kind: Sendable {
        case line, number, date, lines, yesNo
        case one([ActionForm.Choice], areNumbers: Bool = false)
        case several([ActionForm.Choice])
        case texts
    }

    /// JSON Pointer in the body; also the field's name.
    let pointer: String
    var label: String
    let isRequired: Bool
    let kind: Kind

    /// Whether there is something to choose from; what must be chosen is asked all the same.
    var hasAnswers: Bool {
        switch kind {
        case .one(let choices, _), .several(let choices): isRequired || !choices.isEmpty
        case .line, .number, .date, .lines, .yesNo, .texts: true
        }
    }

    /// The fields of a body. Who acts is who signed in, so `door` is not asked.
    static func all(
        of shape: Shape, choices: [String: [ActionForm.Choice]], words: Words, at place: String = "",
        required: Bool = true
    ) -> [FormField] {
        guard case .contract(let type, let fields) = shape else { return [] }
        return fields.filter { $0.name != "door" }.flatMap { field -> [FormField] in
            let pointer = place + "/" + JSONPointer.escape(field.name)
            if case .contract = field.shape {
                return all(
                    of: field.shape, choices: choices, words: words, at: pointer,
                    required: required && field.isRequired)
            }
            return [
                FormField(
                    pointer: pointer, label: label(type.fields[field.name] ?? field.name),
                    isRequired: required && field.isRequired,
                    kind: kind(field.shape, choices: choices[pointer], words: words))
            ]
        }
    }

    /// What the contract says of a field, as a question; how it is kept and by which rule is for who builds with it.
    private static func label(_ text: String) -> String {
        let text = text.replacing(#/[;,.] (het )?[Ww]ord(t|en) versleuteld bewaard(?=[.]|$)/#, with: "")
            .replacing(#/ \([A-Z][0-9]+(, [A-Z][0-9]+)*\)/#, with: "")
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    private static func kind(_ shape: Shape, choices: [ActionForm.Choice]?, words: Words) -> Kind {
        switch shape {
        case .list:
            return choices.map { .several($0) } ?? .texts
        case .leaf(let type):
            if let choices { return .one(choices, areNumbers: type == Int.self) }
            if type == Bool.self { return .yesNo }
            if type == Datum.self { return .date }
            if type == Tekst.self { return .lines }
            if type == Int.self { return .number }
            if let codes = type.schema["enum"]?.array?.compactMap(\.string), !codes.isEmpty {
                return .one(codes.map { ActionForm.Choice($0, words[$0]) })
            }
            return .line
        case .contract, .dictionary:
            return .line
        }
    }

    /// The answer as the contract has it; nil where nothing was filled in.
    func json(_ post: FormPost) -> JSON? {
        switch kind {
        case .several: return post.all(pointer).isEmpty ? nil : .array(post.all(pointer).map { .string($0) })
        case .texts:
            let lines = (post.value(pointer) ?? "").split(separator: "\n").map { JSON.string(String($0)) }
            return lines.isEmpty ? nil : .array(lines)
        case .yesNo: return post.value(pointer).map { .bool($0 == "ja") }
        case .number, .one(_, areNumbers: true):
            return post.value(pointer).map { text in Int64(text).map { .integer($0) } ?? .string(text) }
        case .line, .date, .lines, .one: return post.value(pointer).map { .string($0) }
        }
    }

    /// The body that a form's answers make.
    static func body(_ fields: [FormField], _ post: FormPost) -> JSON {
        var body = JSON.object([:])
        for field in fields {
            guard let value = field.json(post) else { continue }
            body.set(field.pointer.split(separator: "/").map(String.init)[...], to: value)
        }
        return body
    }
}

extension JSON {
    fileprivate mutating func set(_ path: ArraySlice<String>, to value: JSON) {
        guard let name = path.first else {
            self = value
            return
        }
        var members = object ?? [:]
        var member = members[name] ?? .object([:])
        member.set(path.dropFirst(), to: value)
        members[name] = member
        self = .object(members)
    }
}

/// Plain Dutch for codes: what a service says of its own, else the code's words.
public struct Words: Sendable {
    private let own: [String: String]

    public init(_ own: [String: String] = [:]) { self.own = own }

    public subscript(code: String) -> String {
        if let word = own[code] { return word }
        let words = code.replacing("-", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
