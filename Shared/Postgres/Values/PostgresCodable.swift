/// A value that can stand in a statement as a bind.
public protocol PostgresEncodable: Sendable {
    /// The type under which the value is declared to the server.
    static var postgresType: PostgresType { get }
    /// True for SQL's null; `encode` is then not called.
    var isPostgresNull: Bool { get }
    /// Appends the value in the server's binary format, and nothing else.
    func encode(into binds: inout BindBuffer)
}

extension PostgresEncodable {
    public var isPostgresNull: Bool { false }
}

/// A value that can be read from a column.
public protocol PostgresDecodable: Sendable {
    init(postgres cell: PostgresCell) throws(PostgresError)
}

/// A value that can stand in an array, and how an array of it travels. (`[UInt8]` is not an array but `bytea`,
/// which is why the element decides.)
public protocol PostgresElement: Sendable {
    static var postgresArrayType: PostgresType { get }
    static func encode(array: [Self], into binds: inout BindBuffer)
    static func decode(array cell: PostgresCell) throws(PostgresError) -> [Self]
}

/// One column of one row, lent for the duration of the decoding.
public struct PostgresCell {
    /// The type that the server declares; for an element, that of the array's elements.
    public let type: PostgresType
    /// Nil for null. Valid only until the decoding initialiser returns: the bytes belong to the result.
    public let bytes: UnsafeRawBufferPointer?

    /// The bytes of a value that may not be null and must have one of the given types.
    public func require(_ accepted: PostgresType...) throws(PostgresError) -> UnsafeRawBufferPointer {
        guard let bytes else { throw PostgresError(.decoding, "null where a value is expected") }
        guard accepted.contains(type) else {
            throw PostgresError(.decoding, "column of type \(type) where \(accepted) is expected")
        }
        return bytes
    }

    /// One integer in network byte order, exactly as wide as the value.
    public func integer<I: FixedWidthInteger>(
        _: I.Type, _ accepted: PostgresType...
    ) throws(PostgresError) -> I {
        guard let bytes else { throw PostgresError(.decoding, "null where a value is expected") }
        guard accepted.contains(type), bytes.count == MemoryLayout<I>.size else {
            throw PostgresError(.decoding, "column of type \(type) where \(accepted) is expected")
        }
        return I(bigEndian: bytes.loadUnaligned(as: I.self))
    }
}

// Enums and typed ids travel as their raw value.
extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
    public static var postgresType: PostgresType { RawValue.postgresType }
    public var isPostgresNull: Bool { rawValue.isPostgresNull }
    public func encode(into binds: inout BindBuffer) { rawValue.encode(into: &binds) }
}

extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        guard let value = Self(rawValue: try RawValue(postgres: cell)) else {
            throw PostgresError(.decoding, "not a value of \(Self.self)")
        }
        self = value
    }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    public static var postgresType: PostgresType { Wrapped.postgresType }
    public var isPostgresNull: Bool { self?.isPostgresNull ?? true }
    public func encode(into binds: inout BindBuffer) { self?.encode(into: &binds) }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self = cell.bytes == nil ? nil : try Wrapped(postgres: cell)
    }
}
