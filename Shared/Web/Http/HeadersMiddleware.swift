import HTTPTypes
import Hummingbird

/// The headers that every answer carries, also one that says no.
struct StandardHeaders: Sendable {
    let version: String

    func add(to headers: inout HTTPFields) {
        headers[.apiVersion] = version
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
        if headers[.contentSecurityPolicy] == nil { headers[.contentSecurityPolicy] = "frame-ancestors 'none'" }
        headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains"
        headers[.xContentTypeOptions] = "nosniff"
        headers[.frameOptions] = "DENY"
    }
}

struct HeadersMiddleware: RouterMiddleware {
    typealias Context = WebContext

    let standard: StandardHeaders

    func handle(
        _ request: HummingbirdCore.Request, context: WebContext,
        next: (HummingbirdCore.Request, WebContext) async throws -> HummingbirdCore.Response
    ) async throws -> HummingbirdCore.Response {
        var response = try await next(request, context)
        standard.add(to: &response.headers)
        return response
    }
}
