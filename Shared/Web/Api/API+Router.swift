import HTTPTypes
import Hummingbird

extension API {
    /// The routes, from the operations that were registered and the pages beside them.
    func router(_ site: Site? = nil) -> Router<WebContext> {
        let operations = self.operations
        let endpoints = operations.map(\.endpoint) + (site?.routes.map(\.endpoint) ?? [])
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: TraceMiddleware())
        router.add(
            middleware: MeasureMiddleware(
                endpoints: Dictionary(uniqueKeysWithValues: endpoints.map { ($0.key, $0) }),
                unmatched: timers("onbekend"), logger: logger))
        router.add(middleware: HeadersMiddleware(standard: standardHeaders))
        router.add(middleware: ErrorMiddleware(api: self, site: site))
        router.add(middleware: AddressMiddleware(endpoints: endpoints))
        for operation in operations {
            let entrance = Entrance(api: self, operation: operation)
            let anyOrigin = operation.options.contains(.allowsAnyOrigin)
            router.on(RouterPath(operation.path), method: operation.method) { request, context in
                var response = try await entrance.respond(to: request, context: context)
                if anyOrigin { response.headers[.accessControlAllowOrigin] = "*" }
                return response
            }
        }
        for route in site?.routes ?? [] {
            router.on(RouterPath(route.endpoint.path), method: route.endpoint.method, use: route.handler)
        }
        return router
    }

    var standardHeaders: StandardHeaders { StandardHeaders(version: information.version) }
}
