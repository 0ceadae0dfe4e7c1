/// `nl.keten.<domain>.<name>.v<version>`: domain in plural, name in kebab-case. An incompatible change is a new
/// version.
public struct EventType: Sendable, Hashable, CustomStringConvertible {
    public let domain: String
    public let name: String
    public let version: Int

    /// For constants in code: a part that is not in kebab-case is a mistake of the caller.
    public init(domain: String, name: String, version: Int = 1) {
        precondition(Codewoord(domain) != nil && Codewoord(name) != nil && version > 0, "no valid event type")
        self.domain = domain
        self.name = name
        self.version = version
    }

    /// nil for anything that is no type of this chain.
    public init?(parsing type: String) {
        let parts = type.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "nl", parts[1] == "keten", Codewoord(String(parts[2])) != nil,
            Codewoord(String(parts[3])) != nil, parts[4].first == "v", parts[4].dropFirst().utf8.allSatisfy(\.isDigit),
            parts[4].dropFirst().first != "0", let version = Int(parts[4].dropFirst())
        else { return nil }
        domain = String(parts[2])
        name = String(parts[3])
        self.version = version
    }

    public var type: String { "nl.keten.\(domain).\(name).v\(version)" }
    public var dataschema: String { "\(Self.schemaBase)\(type).json" }
    public var description: String { type }

    public static let schemaBase = "https://keten.example/schemas/"
}
