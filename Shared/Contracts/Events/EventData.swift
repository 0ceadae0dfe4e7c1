/// The data of one event type: references, codes, times, organisations, numbers. Never free text or identifying fields.
public protocol EventData: Contract {
    static var eventType: EventType { get }
}

extension EventData {
    /// Readers of the chain's own events pass over fields they do not know; what comes in from outside is held to the
    /// letter.
    public static var strictness: Strictness { eventType.domain == "inkomend" ? .strict : .tolerant }
}
