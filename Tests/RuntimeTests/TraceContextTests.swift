import Runtime
import Testing

@Suite("Trace context")
struct TraceContextTests {
    private let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test("a child keeps the trace, the conversation and the vendors' part, and names its parent")
    func child() throws {
        let context = try #require(TraceContext(traceparent: parent, tracestate: "a=1", correlationID: "c-1"))
        let child = context.child()
        #expect(context.traceparent == parent)
        #expect(child.traceID == context.traceID)
        #expect(child.parentSpanID == "00f067aa0ba902b7")
        #expect(child.spanID != context.spanID)
        #expect(child.tracestate == "a=1")
        #expect(child.correlationID == "c-1")
        #expect(TraceContext(traceparent: child.traceparent)?.traceID == context.traceID)
    }

    @Test("a later version with more parts is read; the invalid version, zeros, capitals and other shapes are not")
    func parsing() {
        #expect(TraceContext(traceparent: "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x") != nil)
        for text in [
            "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", parent + "-x",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        ] {
            #expect(TraceContext(traceparent: text) == nil, "\(text)")
        }
    }

    @Test("a correlation id with other characters is replaced, so that nothing personal or forged is carried on")
    func correlation() {
        for text in ["", "jan jansen", "a\nb", String(repeating: "x", count: 65)] {
            let context = TraceContext.continuing(traceparent: nil, correlationID: text)
            #expect(context.correlationID == context.traceID)
        }
        #expect(TraceContext.continuing(traceparent: "bad", correlationID: "goed.1-2_3").correlationID == "goed.1-2_3")
    }
}
