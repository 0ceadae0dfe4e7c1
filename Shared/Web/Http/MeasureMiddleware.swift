import CoreMetrics
import HTTPTypes
import Hummingbird
import Logging

/// Times each request per operation and writes one access line for it: the operation and its path template, never the
/// path or query that was asked, and no address or person.
struct MeasureMiddleware: RouterMiddleware {
    typealias Context = WebContext

    /// By "METHOD template".
    let endpoints: [String: Endpoint]
    let unmatched: [any TimerHandler]
    let logger: Logger

    func handle(
        _ request: HummingbirdCore.Request, context: WebContext,
        next: (HummingbirdCore.Request, WebContext) async throws -> HummingbirdCore.Response
    ) async throws -> HummingbirdCore.Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let (seconds, attoseconds) = start.duration(to: .now).components
        let nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
        let endpoint = context.endpointPath.flatMap { endpoints["\(request.method.rawValue) \($0)"] }
        let timers = endpoint?.timers ?? unmatched
        timers[min(max(response.status.code / 100, 1), timers.count) - 1].recordNanoseconds(nanoseconds)
        let level: Logger.Level = endpoint?.isProbe == true ? .debug : .info
        logger.log(
            level: level, "request",
            metadata: [
                "operation": "\(endpoint?.id ?? "onbekend")",
                "method": "\(endpoint?.method.rawValue ?? "-")",
                "path": "\(endpoint?.path ?? "-")",
                "status": .stringConvertible(response.status.code),
                "duration_ms": .stringConvertible(Double(nanoseconds / 1_000) / 1_000),
                "organisation": "\(context.notes.caller ?? "-")",
            ])
        return response
    }
}
