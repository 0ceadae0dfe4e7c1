import Contracts

/// A place in a list: the sort key of the last item given. Opaque to clients, and refused when it was changed.
///
/// It holds keys only (ids, times, numbers) and grants nothing: the next page is read with the caller's own rights. Its
/// checksum tells a damaged text from a real one; it is no signature.
public struct Cursor: Sendable, Equatable, CustomStringConvertible {
    static let sizeLimit = 512

    private let parts: [JSON]

    /// A place after the item with these keys, in the order that the list is sorted by.
    public init<each T: Described>(after key: repeat each T) {
        var parts: [JSON] = []
        repeat parts.append((each key).json)
        self.parts = parts
    }

    /// Reads what `description` wrote; nil for anything else.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.sizeLimit, let bytes = Base64URL.decode(text), bytes.count > 4,
            Array(bytes.prefix(4)) == Self.checksum(bytes.dropFirst(4)),
            // Not JSON is one way to be damaged; all of them get the same answer.
            let parts = try? JSON.parse(bytes.dropFirst(4)).array
        else { return nil }
        self.parts = parts
    }

    public var description: String {
        let bytes = JSON.array(parts).encoded()
        return Base64URL.encode(Self.checksum(bytes[...]) + bytes)
    }

    /// The keys, as the types that the list is sorted by.
    ///
    /// - Throws: `Invalid` when the cursor belongs to another list.
    public func key<each T: Described>(_ types: repeat (each T).Type) throws(Invalid) -> (repeat each T) {
        var rest = parts[...]
        do {
            let key = (repeat try Self.next(&rest, each types))
            guard rest.isEmpty else { throw Mismatch.value("een plaats in deze lijst") }
            return key
        } catch {
            throw Invalid(
                pointer: "/query/after", code: Violation.Codes.value, detail: "Deze plaats hoort bij een andere lijst.")
        }
    }

    private static func next<T: Described>(_ rest: inout ArraySlice<JSON>, _: T.Type) throws(Mismatch) -> T {
        guard let json = rest.popFirst() else { throw .value("een plaats in deze lijst") }
        return try T(described: json)
    }

    /// FNV-1a, 32 bits.
    private static func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var hash: UInt32 = 0x811C_9DC5
        for byte in bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: hash >> UInt32($0)) }
    }
}
