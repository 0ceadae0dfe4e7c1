import Foundation

extension Array: PostgresEncodable where Element: PostgresElement {
    public static var postgresType: PostgresType { Element.postgresArrayType }
    public func encode(into binds: inout BindBuffer) { Element.encode(array: self, into: &binds) }
}

extension Array: PostgresDecodable where Element: PostgresElement {
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self = try Element.decode(array: cell)
    }
}

/// `bytea`.
extension UInt8: PostgresElement {
    public static var postgresArrayType: PostgresType { .bytea }
    public static func encode(array: [UInt8], into binds: inout BindBuffer) { binds.write(bytes: array) }
    public static func decode(array cell: PostgresCell) throws(PostgresError) -> [UInt8] {
        Array(try cell.require(.bytea))
    }
}

extension PostgresElement where Self: PostgresEncodable & PostgresDecodable {
    /// One dimension, lower bound 1: dimensions, has-nulls, element type, length, lower bound, elements.
    public static func encode(array: [Self], into binds: inout BindBuffer) {
        binds.write(integer: Int32(array.isEmpty ? 0 : 1))
        let hasNulls = binds.bytes.count
        binds.write(integer: Int32(0))
        binds.write(integer: Self.postgresType.oid)
        guard !array.isEmpty else { return }
        binds.write(integer: Int32(clamping: array.count))
        binds.write(integer: Int32(1))
        for element in array {
            if element.isPostgresNull {
                binds.write(integer: Int32(-1))
                binds.patch(1, at: hasNulls)
            } else {
                binds.lengthPrefixed { element.encode(into: &$0) }
            }
        }
    }

    public static func decode(array cell: PostgresCell) throws(PostgresError) -> [Self] {
        guard let bytes = cell.bytes else { throw PostgresError(.decoding, "null where an array is expected") }
        var reader = ArrayReader(bytes: bytes)
        let dimensions = try reader.integer()
        _ = try reader.integer()
        let type = PostgresType(oid: UInt32(bitPattern: try reader.integer()))
        guard dimensions != 0 else { return [] }
        guard dimensions == 1 else { throw PostgresError(.decoding, "an array of \(dimensions) dimensions") }
        let count = try reader.integer()
        _ = try reader.integer()
        var elements: [Self] = []
        elements.reserveCapacity(Int(count))
        for _ in 0..<count {
            elements.append(try Self(postgres: PostgresCell(type: type, bytes: try reader.value())))
        }
        return elements
    }
}

private struct ArrayReader {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    mutating func integer() throws(PostgresError) -> Int32 {
        guard position + 4 <= bytes.count else { throw PostgresError(.decoding, "not a binary array") }
        defer { position += 4 }
        return Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: position, as: Int32.self))
    }

    mutating func value() throws(PostgresError) -> UnsafeRawBufferPointer? {
        let length = Int(try integer())
        guard length >= 0 else { return nil }
        guard position + length <= bytes.count else { throw PostgresError(.decoding, "not a binary array") }
        defer { position += length }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + length])
    }
}

extension Bool: PostgresElement { public static var postgresArrayType: PostgresType { .boolArray } }
extension Int16: PostgresElement { public static var postgresArrayType: PostgresType { .int2Array } }
extension Int32: PostgresElement { public static var postgresArrayType: PostgresType { .int4Array } }
extension Int64: PostgresElement { public static var postgresArrayType: PostgresType { .int8Array } }
extension Int: PostgresElement { public static var postgresArrayType: PostgresType { .int8Array } }
extension Double: PostgresElement { public static var postgresArrayType: PostgresType { .float8Array } }
extension String: PostgresElement { public static var postgresArrayType: PostgresType { .textArray } }
extension UUID: PostgresElement { public static var postgresArrayType: PostgresType { .uuidArray } }
extension Date: PostgresElement { public static var postgresArrayType: PostgresType { .timestamptzArray } }
extension Duration: PostgresElement { public static var postgresArrayType: PostgresType { .intervalArray } }
extension JSONB: PostgresElement { public static var postgresArrayType: PostgresType { .jsonbArray } }

/// `bytea[]`.
extension Array: PostgresElement where Element == UInt8 {
    public static var postgresArrayType: PostgresType { .byteaArray }
}

extension Optional: PostgresElement where Wrapped: PostgresElement & PostgresEncodable & PostgresDecodable {
    public static var postgresArrayType: PostgresType { Wrapped.postgresArrayType }
}

extension PostgresElement where Self: RawRepresentable, RawValue: PostgresElement {
    public static var postgresArrayType: PostgresType { RawValue.postgresArrayType }
}
