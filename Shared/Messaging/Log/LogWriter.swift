import Contracts
import Foundation

/// Who writes this service's log: it stamps type, topic and source.
public struct LogWriter: Sendable {
    /// `urn:nld:oin:<oin>:systeem:<service>`: the source of every event of this log.
    public let source: String
    /// The one chain topic that only this service writes.
    public let topic: String
    /// The domain part of its event types: `meldingen`.
    public let domain: String

    public init(source: String, topic: String, domain: String) {
        self.source = source
        self.topic = topic
        self.domain = domain
    }

    func event(
        _ event: some LoggedEvent, aggregate: UUID, version: Int64, key: UUID, regio: String, oefening: Bool,
        trace: Trace
    ) throws -> NewEvent {
        let type = EventType(domain: domain, name: event.naam, version: 1).type
        return try NewEvent(
            aggregate: aggregate, version: version, topic: topic, key: key.text, type: type,
            subject: aggregate.text, data: StateCoding.encode(event), regio: regio, oefening: oefening,
            trace: trace)
    }

    func announcement<D: EventData>(
        _ data: D, topic: String, key: String, subject: String, regio: String, oefening: Bool, trace: Trace
    ) throws -> NewEvent {
        try NewEvent(
            aggregate: nil, version: nil, topic: topic, key: key, type: D.eventType.type, subject: subject,
            data: String(decoding: data.encoded(), as: UTF8.self), regio: regio, oefening: oefening, trace: trace)
    }
}

/// An event that is about to be appended.
struct NewEvent: Sendable {
    let id: UUID
    let aggregate: UUID?
    let version: Int64?
    let topic: String
    let key: String
    let type: String
    let subject: String
    let data: String
    let regio: String
    let oefening: Bool
    let trace: Trace

    /// Room that the envelope takes beside the data.
    private static let envelope = 2_048

    init(
        aggregate: UUID?, version: Int64?, topic: String, key: String, type: String, subject: String, data: String,
        regio: String, oefening: Bool, trace: Trace
    ) throws {
        guard data.utf8.count <= CloudEvent.limit - Self.envelope else { throw EngineError.tooLarge(type: type) }
        self.id = UUID.v7()
        self.aggregate = aggregate
        self.version = version
        self.topic = topic
        self.key = key
        self.type = type
        self.subject = subject
        self.data = data
        self.regio = regio
        self.oefening = oefening
        self.trace = trace
    }
}
