import Foundation

extension Bool: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .bool }
    public func encode(into binds: inout BindBuffer) { binds.write(self ? 1 : 0) }
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self = try cell.integer(UInt8.self, .bool) != 0
    }
}

extension Int16: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .int2 }
    public func encode(into binds: inout BindBuffer) { binds.write(integer: self) }
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self = try cell.integer(Int16.self, .int2)
    }
}

extension Int32: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .int4 }
    public func encode(into binds: inout BindBuffer) { binds.write(integer: self) }
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self = cell.type == .int2 ? Int32(try Int16(postgres: cell)) : try cell.integer(Int32.self, .int4)
    }
}

extension Int64: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .int8 }
    public func encode(into binds: inout BindBuffer) { binds.write(integer: self) }
    /// Reads every integer type: widening loses nothing.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        switch cell.type {
        case .int2, .int4: self = Int64(try Int32(postgres: cell))
        case .oid: self = Int64(try cell.integer(UInt32.self, .oid))
        default: self = try cell.integer(Int64.self, .int8)
        }
    }
}

extension Int: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .int8 }
    public func encode(into binds: inout BindBuffer) { binds.write(integer: Int64(self)) }
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self = Int(try Int64(postgres: cell))
    }
}

extension Double: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .float8 }
    public func encode(into binds: inout BindBuffer) { binds.write(integer: bitPattern) }
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        if cell.type == .float4 {
            self = Double(Float(bitPattern: try cell.integer(UInt32.self, .float4)))
        } else {
            self = Double(bitPattern: try cell.integer(UInt64.self, .float8))
        }
    }
}

extension String: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .text }
    public func encode(into binds: inout BindBuffer) { binds.write(utf8: self) }
    /// Reads every type whose binary form is its text, enums and domains included, and JSON.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        if cell.type == .jsonb {
            self = try JSONB(postgres: cell).text
            return
        }
        let bytes: UnsafeRawBufferPointer
        if cell.type.oid >= PostgresType.firstUserDefined, let own = cell.bytes {
            bytes = own
        } else {
            bytes = try cell.require(.text, .varchar, .bpchar, .name, .json, .unknown)
        }
        // Validating is generic, at many times the cost of copying; of ASCII there is nothing to validate.
        if bytes.reduce(0, { $0 | $1 }) < 0x80 {
            self = bytes.withMemoryRebound(to: UInt8.self) { String(decoding: $0, as: UTF8.self) }
            return
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PostgresError(.decoding, "not UTF-8")
        }
        self = text
    }
}

extension UUID: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .uuid }
    public func encode(into binds: inout BindBuffer) {
        withUnsafeBytes(of: uuid) { binds.write(bytes: $0) }
    }
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        let bytes = try cell.require(.uuid)
        guard bytes.count == 16 else { throw PostgresError(.decoding, "a uuid of \(bytes.count) bytes") }
        self.init(uuid: bytes.loadUnaligned(as: uuid_t.self))
    }
}

/// `jsonb`, as its text. The server checks that it is JSON.
public struct JSONB: PostgresEncodable, PostgresDecodable, Equatable {
    public let utf8: [UInt8]

    public init(text: String) { utf8 = Array(text.utf8) }
    public init(utf8: [UInt8]) { self.utf8 = utf8 }

    public var text: String { String(decoding: utf8, as: UTF8.self) }

    public static var postgresType: PostgresType { .jsonb }

    /// The version of the binary format, before the text.
    private static let version: UInt8 = 1

    public func encode(into binds: inout BindBuffer) {
        binds.write(Self.version)
        binds.write(bytes: utf8)
    }

    public init(postgres cell: PostgresCell) throws(PostgresError) {
        let bytes = try cell.require(.jsonb, .json)
        if cell.type == .json {
            utf8 = Array(bytes)
        } else {
            guard bytes.first == Self.version else { throw PostgresError(.decoding, "unknown version of jsonb") }
            utf8 = Array(bytes.dropFirst())
        }
    }
}
