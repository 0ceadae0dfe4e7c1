/// The bytes of a statement's binds, one after the other in the server's binary format (network byte order).
///
/// One buffer per statement: a value of thousands of elements costs no allocation per element.
public struct BindBuffer: Sendable {
    var bytes: [UInt8] = []

    public mutating func write(_ byte: UInt8) {
        bytes.append(byte)
    }

    public mutating func write<I: FixedWidthInteger>(integer: I) {
        withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
    }

    public mutating func write(bytes new: some Collection<UInt8>) {
        bytes.append(contentsOf: new)
    }

    public mutating func write(utf8 string: String) {
        bytes.append(contentsOf: string.utf8)
    }

    /// Writes a 4-byte length, then what `body` writes.
    mutating func lengthPrefixed(_ body: (inout BindBuffer) -> Void) {
        let start = bytes.count
        write(integer: Int32(0))
        body(&self)
        patch(Int32(clamping: bytes.count - start - 4), at: start)
    }

    mutating func patch(_ value: Int32, at start: Int) {
        withUnsafeBytes(of: value.bigEndian) { source in
            for index in 0..<4 { bytes[start + index] = source[index] }
        }
    }
}
