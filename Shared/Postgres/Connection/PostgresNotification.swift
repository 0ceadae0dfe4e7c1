/// What another session told with NOTIFY.
public struct PostgresNotification: Sendable, Equatable {
    public let channel: String
    public let payload: String
}

typealias NotificationStream = AsyncThrowingStream<PostgresNotification, any Error>
