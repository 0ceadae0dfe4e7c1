extension JSON {
    /// UTF-8 without white space, members sorted by name: the same value always gives the same bytes.
    /// A number that is not finite has no JSON form and becomes `null`.
    public func encoded() -> [UInt8] {
        var bytes = JSONBytes(capacity: 2_048)
        write(to: &bytes)
        return bytes.array
    }

    /// `encoded()` as text.
    public var text: String { String(decoding: encoded(), as: UTF8.self) }

    /// `encoded()` at the end of other bytes.
    public func write(to bytes: inout [UInt8]) {
        var more = JSONBytes(capacity: 256)
        write(to: &more)
        more.append(to: &bytes)
    }

    func write(to bytes: inout JSONBytes) {
        switch self {
        case .null: bytes.append("null")
        case .bool(let value): bytes.append(value ? "true" : "false")
        case .integer(let value): bytes.append(plain: String(value))
        case .number(let value): bytes.append(plain: value.isFinite ? value.description : "null")
        case .string(let value): bytes.append(quoted: value)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                element.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                bytes.append(quoted: member.key)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }
}
