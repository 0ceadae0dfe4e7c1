import Foundation

extension UUID {
    /// A time-ordered id (RFC 9562 version 7): 48 bits of milliseconds, 12 bits of a finer fraction, 62 random bits.
    /// Ids made one after another sort in that order as far as the clock goes forward; never rely on it for
    /// correctness.
    public static func v7(at date: Date = Date()) -> UUID {
        let milliseconds = min(max(date.timeIntervalSince1970 * 1000, 0), 0x1p48 - 1)
        let whole = UInt64(milliseconds)
        let fraction = UInt64((milliseconds - Double(whole)) * 4096) & 0xFFF
        let high = whole << 16 | 0x7000 | fraction
        let low = UInt64.random(in: .min ... .max) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        func byte(_ word: UInt64, _ index: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: word >> (56 - 8 * index)) }
        return UUID(
            uuid: (
                byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3), byte(high, 4), byte(high, 5),
                byte(high, 6), byte(high, 7), byte(low, 0), byte(low, 1), byte(low, 2), byte(low, 3), byte(low, 4),
                byte(low, 5), byte(low, 6), byte(low, 7)
            ))
    }

    /// Lower case, as RFC 9562 writes it and Postgres returns it: the form for keys, subjects and messages.
    public var text: String {
        func digit(_ value: UInt8) -> UInt8 { value < 10 ? value + UInt8(ascii: "0") : value - 10 + UInt8(ascii: "a") }
        return withUnsafeBytes(of: uuid) { bytes in
            String(unsafeUninitializedCapacity: 36) { text in
                var at = 0
                for (index, byte) in bytes.enumerated() {
                    if index == 4 || index == 6 || index == 8 || index == 10 {
                        text[at] = UInt8(ascii: "-")
                        at += 1
                    }
                    text[at] = digit(byte >> 4)
                    text[at + 1] = digit(byte & 15)
                    at += 2
                }
                return 36
            }
        }
    }
}
