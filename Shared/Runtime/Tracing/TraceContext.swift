/// Where a piece of work stands in a trace (W3C Trace Context, level 1), and the business conversation it belongs to.
///
/// It travels in HTTP headers and in message headers; `TraceContext.current` carries it through a task.
public struct TraceContext: Sendable, Equatable {
    /// 32 lower-case hex digits, not all zero.
    public let traceID: String
    /// 16 lower-case hex digits, not all zero: the span that is running.
    public let spanID: String
    /// The span that this one came from; nil at the root and right after parsing.
    public let parentSpanID: String?
    public let isSampled: Bool
    /// Vendors' part, passed on unchanged; nil when absent or longer than 512 characters.
    public let tracestate: String?
    /// Stays the same through a whole chain of cause and effect: `A-Za-z0-9._-`, 1 to 64 positions.
    public let correlationID: String

    /// The context of the task that is running, if any.
    @TaskLocal public static var current: TraceContext?

    /// A new trace.
    public static func make(correlationID: String? = nil) -> TraceContext {
        let traceID = hex(.random(in: 1...UInt64.max)) + hex(.random(in: 0...UInt64.max))
        return TraceContext(
            traceID: traceID, spanID: newSpanID(), parentSpanID: nil, isSampled: true, tracestate: nil,
            correlationID: accepted(correlationID) ?? traceID)
    }

    /// The sender's context, from its headers; nil when `traceparent` is not valid, in which case a new trace begins.
    /// A correlation id that is absent or has other characters than allowed is replaced by the trace id.
    public init?(traceparent: String, tracestate: String? = nil, correlationID: String? = nil) {
        let parts = traceparent.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, Self.isHex(parts[0], 2), parts[0] != "ff", parts[0] != "00" || parts.count == 4,
            Self.isHex(parts[1], 32), parts[1].contains(where: { $0 != "0" }),
            Self.isHex(parts[2], 16), parts[2].contains(where: { $0 != "0" }),
            Self.isHex(parts[3], 2), let flags = UInt8(parts[3], radix: 16)
        else { return nil }
        self.init(
            traceID: String(parts[1]), spanID: String(parts[2]), parentSpanID: nil, isSampled: flags & 1 == 1,
            tracestate: tracestate.flatMap { $0.isEmpty || $0.utf8.count > 512 ? nil : $0 },
            correlationID: Self.accepted(correlationID) ?? String(parts[1]))
    }

    /// The next span under this one, in the same trace and conversation.
    public func child() -> TraceContext {
        TraceContext(
            traceID: traceID, spanID: Self.newSpanID(), parentSpanID: spanID, isSampled: isSampled,
            tracestate: tracestate, correlationID: correlationID)
    }

    /// The header to send.
    public var traceparent: String { "00-\(traceID)-\(spanID)-\(isSampled ? "01" : "00")" }

    /// A child of the sender's context, or a new trace when there is none that can be used.
    public static func continuing(
        traceparent: String?, tracestate: String? = nil, correlationID: String? = nil
    ) -> TraceContext {
        guard let traceparent,
            let sender = TraceContext(
                traceparent: traceparent, tracestate: tracestate, correlationID: correlationID)
        else { return make(correlationID: correlationID) }
        return sender.child()
    }

    private init(
        traceID: String, spanID: String, parentSpanID: String?, isSampled: Bool, tracestate: String?,
        correlationID: String
    ) {
        self.traceID = traceID
        self.spanID = spanID
        self.parentSpanID = parentSpanID
        self.isSampled = isSampled
        self.tracestate = tracestate
        self.correlationID = correlationID
    }

    private static func newSpanID() -> String { hex(.random(in: 1...UInt64.max)) }

    private static func hex(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    private static func isHex(_ text: Substring, _ length: Int) -> Bool {
        text.utf8.count == length && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    private static func accepted(_ correlationID: String?) -> String? {
        guard let correlationID, (1...64).contains(correlationID.utf8.count),
            correlationID.utf8.allSatisfy({
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                    || [45, 46, 95].contains($0)
            }),
            // Nine digits and nothing else may be a BSN, and this goes into logs and messages.
            correlationID.utf8.contains(where: { $0 >= 65 && $0 != 95 })
                || correlationID.utf8.count(where: { (48...57).contains($0) }) != 9
        else { return nil }
        return correlationID
    }
}
