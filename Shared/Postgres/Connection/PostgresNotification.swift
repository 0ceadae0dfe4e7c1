/// What another session told with NOTIFY.
public struct PostgresNotification: Sendable, Equatable {
    public let channel: String
    public let payload: String

    public init(channel: String, payload: String) {
        self.channel = channel
        self.payload = payload
    }
}

typealias NotificationStream = AsyncThrowingStream<PostgresNotification, any Error>
