import Contracts
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1

/// Turns every error into an answer. What nobody foresaw is logged at error level and told without details.
struct ErrorMiddleware: RouterMiddleware {
    typealias Context = WebContext

    let problemFor: @Sendable (any Error) -> Problem?
    let logger: Logger

    func handle(
        _ request: HummingbirdCore.Request, context: WebContext,
        next: (HummingbirdCore.Request, WebContext) async throws -> HummingbirdCore.Response
    ) async throws -> HummingbirdCore.Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPParserError {
            // The connection is no longer at a boundary between requests: the server answers 400 and closes it.
            throw error
        } catch {
            return problem(error, context).httpResponse
        }
    }

    private func problem(_ error: any Error, _ context: WebContext) -> Problem {
        switch error {
        case let problem as Problem:
            return problem
        case let invalid as Invalid:
            return .invalid(invalid.violations)
        case is NIOTooManyBytesError:
            return .tooLarge
        case let error as HTTPError where error.status == .notFound:
            return .notFound()
        case is CancellationError:
            return .unavailable("De dienst stopt; probeer het zo opnieuw.")
        default:
            if let problem = problemFor(error) {
                logger.warning(
                    "request failed", error: error,
                    metadata: ["path": "\(context.endpointPath ?? "-")", "problem": "\(problem.code)"])
                return problem
            }
            logger.error(
                "request failed unexpectedly", error: error, metadata: ["path": "\(context.endpointPath ?? "-")"])
            return .unexpected
        }
    }
}

extension Problem {
    var httpResponse: HummingbirdCore.Response {
        var headers = headers
        headers[.contentType] = Problem.mediaType
        return HummingbirdCore.Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.encoded())))
    }
}
