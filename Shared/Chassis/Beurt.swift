import Logging
import ServiceLifecycle

/// Rounds with a rest between them, until the process is asked to stop.
/// - Parameters:
///   - rust: how long it rests after each round.
///   - ronde: tells itself of what fails in it; the next round tries it again.
public func rondes(elke rust: Duration, _ ronde: @escaping @Sendable () async -> Void) async {
    await cancelWhenGracefulShutdown {
        while !Task.isCancelled {
            await ronde()
            do { try await Task.sleep(for: rust) } catch { return }
        }
    }
}

/// One turn in what a service does again and again for many: one that fails is told of and keeps no other from its turn;
/// its own comes again in the next round.
/// - Parameter wie: of whom or what, as references.
public func beurt(
    _ logger: Logger, _ wat: Logger.Message, _ wie: Logger.Metadata, _ doe: () async throws -> Void
) async throws {
    do { try await doe() } catch {
        guard !Task.isCancelled else { throw error }
        logger.error(wat, metadata: wie.merging(["error": "\(error)"]) { $1 })
    }
}
