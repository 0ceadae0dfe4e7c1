import Foundation

/// The one OS thread of a client, kept out of Swift's cooperative pool because librdkafka's calls can block.
enum ClientThread {
    static func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.name = name
        thread.stackSize = 512 * 1_024
        thread.start()
    }
}
