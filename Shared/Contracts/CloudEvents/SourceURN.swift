/// `urn:nld:<kind>:<number>:systeem:<name>`: who sent an event. Never a data location.
public struct SourceURN: Sendable, Hashable {
    /// `oin`, or another kind such as `kvknr`.
    public let kind: String
    public let number: String
    public let system: String

    public init(_ organisation: OIN, system: String) {
        kind = "oin"
        number = organisation.text
        self.system = system
    }

    /// nil when the text is no such URN. The prefix may be in either case, as in any URN.
    public init?(_ urn: String) {
        let parts = urn.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard urn.utf8.count <= 200, parts.count == 6, parts[0].lowercased() == "urn", parts[1].lowercased() == "nld",
            parts[4] == "systeem", Codewoord(parts[5]) != nil
        else { return nil }
        switch parts[2] {
        case "oin": guard OIN(parts[3]) != nil else { return nil }
        case "kvknr": guard parts[3].utf8.count == 8, parts[3].utf8.allSatisfy(\.isDigit) else { return nil }
        default: return nil
        }
        kind = parts[2]
        number = parts[3]
        system = parts[5]
    }

    public var organisation: OIN? { kind == "oin" ? OIN(number) : nil }
    public var urn: String { "urn:nld:\(kind):\(number):systeem:\(system)" }
}
