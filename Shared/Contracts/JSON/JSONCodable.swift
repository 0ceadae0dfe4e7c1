/// For coders other than ours; ours hand the value over as it is.
extension JSON: Codable {
    public init(from decoder: any Decoder) throws {
        if let own = decoder.reading {
            self = own
            return
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
            return
        }
        // `try?` asks which kind of value this is; the last attempt throws the real error.
        if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSON].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode(Members.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        if let own = encoder.own { return own.be(self) }
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}

extension Decoder {
    /// The value that our own decoder reads.
    fileprivate var reading: JSON? {
        Self.self == JSONValueDecoder.self ? same(self, as: JSONValueDecoder.self).json : nil
    }
}

extension Encoder {
    /// This encoder, if it is ours.
    fileprivate var own: ContractEncoder? {
        Self.self == ContractEncoder.self ? same(self, as: ContractEncoder.self) : nil
    }
}

/// The value as `T`, which must be its very type. Unlike `as`, it looks nothing up.
@inline(__always)
func same<T, U>(_ value: U, as type: T.Type) -> T {
    precondition(T.self == U.self, "another type")
    return unsafeBitCast(value, to: T.self)
}
