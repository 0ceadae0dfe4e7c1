import Foundation

/// How far a source's log is in one key.
public struct KeyState: Sendable, Equatable {
    /// Keys given at once at the most.
    public static let page = 1_000

    public let key: String
    /// The last number that was published.
    public let last: Int64
    /// The last number from before the instant that was asked about; 0 where there is none.
    public let before: Int64

    public init(key: String, last: Int64, before: Int64) {
        self.key = key
        self.last = last
        self.before = before
    }
}

/// Where the keys of a topic can be had: its writer's authenticated events API.
public protocol KeySource: Sendable {
    /// - Returns: the writer's `source`, and a page of its keys after `after`; fewer than `KeyState.page` at the end.
    func keys(
        of topic: String, since: Date?, key: String?, after: String
    ) async throws -> (source: String, keys: [KeyState])
}
