import Foundation

/// `timestamptz`, in the server's precision of a microsecond: an encoded date is rounded to it.
/// The server's `infinity` and `-infinity` are read as `distantFuture` and `distantPast`, and written so.
extension Date: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .timestamptz }

    /// 2000-01-01T00:00:00Z (the server's zero) in seconds since 2001-01-01 (Foundation's zero).
    private static let zero: Double = -31_622_400

    public func encode(into binds: inout BindBuffer) {
        binds.write(integer: microseconds)
    }

    private var microseconds: Int64 {
        if self == .distantFuture { return .max }
        if self == .distantPast { return .min }
        // Whole seconds and fraction apart: their product with a million would lose the last microsecond.
        let seconds = timeIntervalSinceReferenceDate.rounded(.down)
        let fraction = ((timeIntervalSinceReferenceDate - seconds) * 1_000_000).rounded()
        return Int64(clamping: Int(seconds - Self.zero)) &* 1_000_000 &+ Int64(fraction)
    }

    public init(postgres cell: PostgresCell) throws(PostgresError) {
        let microseconds = try cell.integer(Int64.self, .timestamptz)
        switch microseconds {
        case .max: self = .distantFuture
        case .min: self = .distantPast
        default:
            let (seconds, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
            self.init(timeIntervalSinceReferenceDate: Double(seconds) + Self.zero + Double(fraction) / 1_000_000)
        }
    }
}

/// `interval` of a fixed length: days count 24 hours; an interval with months has no fixed length and is refused.
extension Duration: PostgresEncodable, PostgresDecodable {
    public static var postgresType: PostgresType { .interval }

    public func encode(into binds: inout BindBuffer) {
        let (seconds, attoseconds) = components
        binds.write(integer: seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
        binds.write(integer: Int32(0))
        binds.write(integer: Int32(0))
    }

    public init(postgres cell: PostgresCell) throws(PostgresError) {
        let bytes = try cell.require(.interval)
        guard bytes.count == 16 else { throw PostgresError(.decoding, "an interval of \(bytes.count) bytes") }
        let microseconds = Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
        let days = Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: Int32.self))
        let months = Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: 12, as: Int32.self))
        guard months == 0 else { throw PostgresError(.decoding, "an interval of months has no fixed length") }
        self = .microseconds(microseconds) + .seconds(Int64(days) * 86_400)
    }
}
