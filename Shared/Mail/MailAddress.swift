/// An address that can stand in a header and in an SMTP command as it is: letters, digits and the few signs that need no
/// quoting, so that nothing can be smuggled in by it. Printing or logging it shows nothing.
public struct MailAddress: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    public let text: String

    /// - Returns: nil for what is no such address.
    public init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, Self.isLocal(parts[0]), Self.isDomain(parts[1]) else {
            return nil
        }
        self.text = text
    }

    /// What comes after the at sign.
    public var domain: String { text.split(separator: "@").last.map(String.init) ?? "" }
    /// Enough for its owner to know it again.
    public var masked: String { "\(text.prefix(1))…@\(domain)" }
    public var description: String { "<address>" }
    public var debugDescription: String { "<address>" }

    private static func isLocal(_ part: Substring) -> Bool {
        part.utf8.count <= 64
            && part.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
                !atom.isEmpty && atom.utf8.allSatisfy { isLetterOrDigit($0) || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
            }
    }

    private static func isDomain(_ part: Substring) -> Bool {
        let labels = part.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
            }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
