import Foundation

/// The bytes of a JSON text while it is written. They only grow, so that nothing need be checked at each of them but the
/// room that is left.
struct JSONBytes: ~Copyable {
    private var storage: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(capacity: Int) { storage = .allocate(capacity: capacity) }
    deinit { storage.deallocate() }

    var array: [UInt8] { Array(storage[..<count]) }

    func append(to array: inout [UInt8]) { array.append(contentsOf: storage[..<count]) }

    mutating func removeAll() { count = 0 }

    mutating func append(_ byte: UInt8) {
        makeRoom(1)
        storage[count] = byte
        count += 1
    }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        makeRoom(bytes.count)
        _ = storage[count...].initialize(fromContentsOf: bytes)
        count += bytes.count
    }

    mutating func append(_ other: borrowing JSONBytes, _ range: Range<Int>) {
        append(UnsafeBufferPointer(rebasing: other.storage[range]))
    }

    mutating func append(_ word: StaticString) {
        append(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    /// A text as it is, such as a number's.
    mutating func append(plain text: String) { text.bytes { append($0) } }

    mutating func append(_ id: UUID) {
        append(UInt8(ascii: "\""))
        append(36) { id.write(to: $0) }
        append(UInt8(ascii: "\""))
    }

    mutating func append(_ moment: Date) {
        append(UInt8(ascii: "\""))
        append(24) { RFC3339.write(moment, to: $0) }
        append(UInt8(ascii: "\""))
    }

    /// So many bytes that `fill` gives.
    private mutating func append(_ length: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
        makeRoom(length)
        fill(UnsafeMutableBufferPointer(rebasing: storage[count..<count + length]))
        count += length
    }

    /// A text between quotes. What needs no escape is copied in one piece.
    mutating func append(quoted text: String) {
        text.bytes { utf8 in
            append(UInt8(ascii: "\""))
            var at = 0
            while true {
                let end = utf8.plain(from: at).end
                append(UnsafeBufferPointer(rebasing: utf8[at..<end]))
                guard end < utf8.count else { break }
                escape(utf8[end])
                at = end + 1
            }
            append(UInt8(ascii: "\""))
        }
    }

    private mutating func escape(_ byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x0D: append(UInt8(ascii: "r"))
        case 0x09: append(UInt8(ascii: "t"))
        case 0..<0x20:
            append("u00")
            append(UInt8(ascii: "0") + (byte >> 4))
            append(byte & 15 < 10 ? UInt8(ascii: "0") + (byte & 15) : UInt8(ascii: "a") + (byte & 15) - 10)
        default: append(byte)
        }
    }

    private mutating func makeRoom(_ more: Int) {
        if count + more > storage.count { grow(more) }
    }

    private mutating func grow(_ more: Int) {
        let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(2 * storage.count, count + more))
        _ = larger.initialize(fromContentsOf: storage[..<count])
        storage.deallocate()
        storage = larger
    }
}

extension String {
    /// What `body` makes of the UTF-8, which it has in one piece.
    func bytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        var text = self
        return text.withUTF8(body)
    }

    /// Whether each byte of the UTF-8 is such a one.
    func isAll(_ isSuch: (UInt8) -> Bool) -> Bool { bytes { $0.allSatisfy(isSuch) } }
}

extension UnsafeBufferPointer<UInt8> {
    /// Up to where bytes from `start` on stand in a JSON text as they are: to the first quote, backslash or control
    /// character, or to the end. Looks at eight bytes at a time.
    func plain(from start: Int) -> (end: Int, isASCII: Bool) {
        let each: UInt64 = 0x0101_0101_0101_0101
        let high = each << 7
        /// High in the lowest byte that is below `limit`; what it says of bytes above that one is not certain.
        func below(_ limit: UInt64, _ word: UInt64) -> UInt64 { (word &- each &* limit) & ~word & high }

        let raw = UnsafeRawBufferPointer(self)
        var at = start
        var seen: UInt64 = 0
        while at + 8 <= count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            let special =
                below(0x20, word) | below(1, word ^ each &* UInt64(UInt8(ascii: "\"")))
                | below(1, word ^ each &* UInt64(UInt8(ascii: "\\")))
            guard special == 0 else {
                let bits = special.trailingZeroBitCount & ~7
                seen |= word & (1 << bits &- 1)
                return (at + bits / 8, seen & high == 0)
            }
            seen |= word
            at += 8
        }
        while at < count, self[at] >= 0x20, self[at] != UInt8(ascii: "\""), self[at] != UInt8(ascii: "\\") {
            seen |= UInt64(self[at])
            at += 1
        }
        return (at, seen & high == 0)
    }
}
