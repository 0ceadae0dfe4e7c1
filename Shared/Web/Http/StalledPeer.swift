import NIOCore
import NIOHTTPTypes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Ends a connection whose other end takes nothing for a minute, also where it keeps a window of nothing open: an answer
/// that goes on would otherwise wait for it for ever (RFC 5482). Used on one event loop only, as handlers are.
final class StalledPeerHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart

    private static let patience = 60_000

    func handlerAdded(context: ChannelHandlerContext) {
        #if os(Linux)
            let option = ChannelOptions.Types.SocketOption(
                level: SocketOptionLevel(IPPROTO_TCP), name: TCP_USER_TIMEOUT)
            // Where it is no TCP socket there is no peer to stall.
            context.channel.setOption(option, value: SocketOptionValue(Self.patience)).whenFailure { _ in }
        #endif
    }
}
