import CoreMetrics
import HTTPTypes
import Hummingbird
import Logging

/// Times each request per operation and writes one access line for it: the operation and its path template, never the
/// path or query that was asked, and no address or person.
struct MeasureMiddleware: RouterMiddleware {
    typealias Context = WebContext

    /// By "METHOD template".
    let operations: [String: Operation]
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
        let operation = context.endpointPath.flatMap { operations["\(request.method.rawValue) \($0)"] }
        let timers = operation?.timers ?? unmatched
        timers[min(max(response.status.code / 100, 1), timers.count) - 1].recordNanoseconds(nanoseconds)
        let level: Logger.Level = operation?.options.contains(.isProbe) == true ? .debug : .info
        logger.log(
            level: level, "request",
            metadata: [
                "operation": "\(operation?.id ?? "onbekend")",
                "method": "\(operation?.method.rawValue ?? "-")",
                "path": "\(operation?.path ?? "-")",
                "status": .stringConvertible(response.status.code),
                "duration_ms": .stringConvertible(Double(nanoseconds / 1_000) / 1_000),
                "organisation": "\(context.notes.caller ?? "-")",
            ])
        return response
    }
}
