import HTTPTypes
import Hummingbird
import Runtime

extension HTTPField.Name {
    static let traceParent = HTTPField.Name("traceparent")!
    static let traceState = HTTPField.Name("tracestate")!
    static let correlationID = HTTPField.Name("X-Correlation-ID")!
    static let apiVersion = HTTPField.Name("API-Version")!
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
    static let lastEventID = HTTPField.Name("Last-Event-ID")!
    static let frameOptions = HTTPField.Name("X-Frame-Options")!
}

/// Outermost: continues the sender's trace or begins one, for all that happens under the request, and tells it back.
struct TraceMiddleware: RouterMiddleware {
    typealias Context = WebContext

    func handle(
        _ request: HummingbirdCore.Request, context: WebContext,
        next: (HummingbirdCore.Request, WebContext) async throws -> HummingbirdCore.Response
    ) async throws -> HummingbirdCore.Response {
        let trace = TraceContext.continuing(
            traceparent: request.headers[.traceParent], tracestate: request.headers[.traceState],
            correlationID: request.headers[.correlationID])
        var response = try await TraceContext.$current.withValue(trace) { try await next(request, context) }
        response.headers[.traceParent] = trace.traceparent
        response.headers[.correlationID] = trace.correlationID
        return response
    }
}
