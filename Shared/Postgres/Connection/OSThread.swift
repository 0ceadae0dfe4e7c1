import CLibpq
import Glibc

/// Threads of the operating system, for C calls that block: those never run on Swift's cooperative pool.
enum OSThread {
    private final class Body {
        let name: String
        let run: @Sendable () -> Void

        init(_ name: String, _ run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// libpq and OpenSSL's certificate checks fit comfortably.
    private static let stackSize = 512 * 1024

    /// - Parameter name: at most 15 characters, as `ps -L` shows it.
    static func start(name: String, _ body: @escaping @Sendable () -> Void) throws(PostgresError) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackSize)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let box = Unmanaged.passRetained(Body(name, body))
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
                keten_name_this_thread(body.name)
                body.run()
                return nil
            }, box.toOpaque())
        guard failure == 0 else {
            box.release()
            throw PostgresError(.cannotConnect, "no thread could be started (errno \(failure))")
        }
    }
}
