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
        guard let parsed = urn.bytes({ Self($0) }) else { return nil }
        self = parsed
    }

    private init?(_ utf8: UnsafeBufferPointer<UInt8>) {
        guard utf8.count <= 200 else { return nil }
        let parts = utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        func says(_ part: Slice<UnsafeBufferPointer<UInt8>>, _ word: StaticString) -> Bool {
            part.count == word.utf8CodeUnitCount
                && zip(part, 0..<part.count).allSatisfy { $0 | 0x20 == word.utf8Start[$1] }
        }
        guard parts.count == 6, says(parts[0], "urn"), says(parts[1], "nld"), parts[4].elementsEqual("systeem".utf8),
            Codewoord.isValid(parts[5])
        else { return nil }
        let number = String(decoding: parts[3], as: UTF8.self)
        if parts[2].elementsEqual("oin".utf8) {
            guard OIN(number) != nil else { return nil }
            kind = "oin"
        } else if parts[2].elementsEqual("kvknr".utf8) {
            guard parts[3].count == 8, parts[3].allSatisfy(\.isDigit) else { return nil }
            kind = "kvknr"
        } else {
            return nil
        }
        self.number = number
        system = String(decoding: parts[5], as: UTF8.self)
    }

    public var organisation: OIN? { kind == "oin" ? OIN(number) : nil }
    public var urn: String { "urn:nld:\(kind):\(number):systeem:\(system)" }
}
