import HTTPTypes
import Hummingbird

extension API {
    /// The routes, from the operations that were registered.
    func router() -> Router<WebContext> {
        let operations = self.operations
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: TraceMiddleware())
        router.add(
            middleware: MeasureMiddleware(
                operations: Dictionary(uniqueKeysWithValues: operations.map { ($0.key, $0) }),
                unmatched: timers("onbekend"), logger: logger))
        router.add(middleware: HeadersMiddleware(standard: standardHeaders))
        router.add(middleware: ErrorMiddleware(problemFor: problemFor, logger: logger))
        router.add(middleware: AddressMiddleware(operations: operations))
        for operation in operations {
            let entrance = Entrance(api: self, operation: operation)
            let anyOrigin = operation.options.contains(.allowsAnyOrigin)
            router.on(RouterPath(operation.path), method: operation.method) { request, context in
                var response = try await entrance.respond(to: request, context: context)
                if anyOrigin { response.headers[.accessControlAllowOrigin] = "*" }
                return response
            }
        }
        return router
    }

    var standardHeaders: StandardHeaders { StandardHeaders(version: information.version) }
}
