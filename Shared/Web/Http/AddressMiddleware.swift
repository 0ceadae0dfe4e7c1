import HTTPTypes
import Hummingbird

/// Addresses have one spelling: a slash at the end or twice is another address, which does not exist. And a path that
/// exists for other methods says so.
struct AddressMiddleware: RouterMiddleware {
    typealias Context = WebContext

    let endpoints: [Endpoint]

    func handle(
        _ request: HummingbirdCore.Request, context: WebContext,
        next: (HummingbirdCore.Request, WebContext) async throws -> HummingbirdCore.Response
    ) async throws -> HummingbirdCore.Response {
        let path = request.uri.path
        if path.utf8.count > 1, path.hasSuffix("/") || path.contains("//") { throw Problem.notFound() }
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            let methods = Set(endpoints.filter { matches($0.path, path) }.flatMap(methods))
            throw methods.isEmpty ? Problem.notFound() : Problem.methodNotAllowed(Array(methods))
        }
    }

    /// The router answers HEAD wherever it answers GET.
    private func methods(_ endpoint: Endpoint) -> [HTTPRequest.Method] {
        endpoint.method == .get ? [.get, .head] : [endpoint.method]
    }

    private func matches(_ template: String, _ path: String) -> Bool {
        let template = template.split(separator: "/")
        let path = path.split(separator: "/")
        return template.count == path.count
            && zip(template, path).allSatisfy { $0 == $1 || ($0.hasPrefix("{") && $0.hasSuffix("}")) }
    }
}
