import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Adds the standard headers to answers that the server gives by itself, before any route: to a request that is no
/// HTTP. Used on one event loop only, as handlers are.
final class HeadersHandler: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let standard: StandardHeaders

    init(standard: StandardHeaders) { self.standard = standard }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(var head) = unwrapOutboundIn(data), head.headerFields[.apiVersion] == nil else {
            context.write(data, promise: promise)
            return
        }
        standard.add(to: &head.headerFields)
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }
}
