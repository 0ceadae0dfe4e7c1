import Contracts
import Foundation
import Kafka

/// Makes the CloudEvent of a log row, in structured mode (STANDARDS.md §1). The row's data is not parsed again.
struct Envelope: Sendable {
    let source: String
    /// Which copy of the log this is (MESSAGING.md §5, Restore).
    let incarnation: String

    func record(_ row: OutboxRow) -> OutgoingRecord {
        OutgoingRecord(
            topic: row.topic, key: Array(row.key.utf8), value: value(row), headers: Self.headers,
            tag: UInt64(bitPattern: row.seq))
    }

    private static let headers = [
        KafkaHeader(name: "content-type", value: Array("application/cloudevents+json; charset=UTF-8".utf8))
    ]

    func value(_ row: OutboxRow) -> [UInt8] {
        let event = row.event
        var text = #"{"specversion":"1.0","id":""# + event.id.lowercased
        text += #"","source":""# + source + #"","type":""# + event.type
        text += #"","time":""# + RFC3339.text(event.time) + #"","subject":"# + Self.quoted(event.subject)
        text += #","datacontenttype":"application/json","dataschema":""# + EventType.schemaBase + event.type + ".json"
        text +=
            #"","partitionkey":"# + Self.quoted(row.key) + #","sequence":""# + String(row.sequence)
            + #"","sequencetype":"Integer","incarnation":""# + incarnation + "\""
        if event.oefening { text += #","oefening":true"# }
        for (name, value) in [
            ("traceparent", event.traceparent), ("correlationid", event.correlation), ("causationid", event.causation),
        ] {
            if let value { text += ",\"" + name + "\":" + Self.quoted(value) }
        }
        text += #","data":"# + event.data + "}"
        return Array(text.utf8)
    }

    /// What came from outside, such as the id of a refused message, may hold quotes.
    private static func quoted(_ text: String) -> String {
        String(decoding: JSON.string(text).encoded(), as: UTF8.self)
    }
}
