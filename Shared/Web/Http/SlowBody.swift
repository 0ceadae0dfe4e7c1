import HTTPTypes
import HummingbirdCore
import NIOCore

extension HummingbirdCore.Request {
    /// - Throws: `Problem` 408 from a client that sends a byte now and then; what `collect` throws of one that is too large.
    func collected(upTo limit: Int, within patience: Duration = API.bodyPatience) async throws -> ByteBuffer {
        let body = body
        return try await withThrowingTaskGroup(of: ByteBuffer?.self) { group in
            group.addTask { try await body.collect(upTo: limit) }
            group.addTask {
                try await Task.sleep(for: patience)
                return nil
            }
            defer { group.cancelAll() }
            guard let buffer = try await group.next() ?? nil else { throw Problem.tooSlow }
            return buffer
        }
    }
}
