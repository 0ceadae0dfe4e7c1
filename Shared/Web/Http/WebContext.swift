import Hummingbird
import Runtime
import Synchronization

/// What travels with a request through the middlewares.
struct WebContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The peer of the connection; nil in tests without one.
    let networkAddress: String?
    /// What inner layers tell the access log.
    let notes = RequestNotes()

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        networkAddress = source.channel.remoteAddress?.ipAddress
    }
}

/// Filled in on the way in, read on the way out. Safe from any thread.
final class RequestNotes: Sendable {
    private let organisation = Mutex<String?>(nil)

    var caller: String? {
        get { organisation.withLock { $0 } }
        set { organisation.withLock { $0 = newValue } }
    }
}
