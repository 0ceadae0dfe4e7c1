import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1

/// Turns every error into an answer. What nobody foresaw is logged at error level and told without details.
struct ErrorMiddleware: RouterMiddleware {
    typealias Context = WebContext

    let api: API
    /// Tells a browser that asks for a page; nil where there are no pages.
    let site: Site?

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
            let problem = api.problem(of: error, at: context.endpointPath)
            if let form = api.form(at: request.uri.path) { return problem.httpResponse(as: form(problem)) }
            if let site, request.headers[.accept]?.contains("text/html") == true { return site.response(of: problem) }
            return problem.httpResponse
        }
    }
}

extension Problem {
    var httpResponse: HummingbirdCore.Response {
        httpResponse(as: RawContent(json, mediaType: Problem.mediaType))
    }

    func httpResponse(as content: RawContent) -> HummingbirdCore.Response {
        var headers = headers
        headers[.contentType] = content.mediaType
        return HummingbirdCore.Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: content.bytes)))
    }
}
