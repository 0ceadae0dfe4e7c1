import Contracts
import Foundation
import Kafka

/// Makes the CloudEvent of a log row, in structured mode (STANDARDS.md §1). The row's data is not parsed again.
package struct Envelope: Sendable {
    let source: String

    package init(source: String) { self.source = source }

    func record(_ row: OutboxRow) -> OutgoingRecord {
        OutgoingRecord(
            topic: row.topic, key: Array(row.key.utf8), value: value(row), headers: Self.headers,
            tag: UInt64(bitPattern: row.seq))
    }

    private static let headers = [
        KafkaHeader(name: "content-type", value: Array("application/cloudevents+json; charset=UTF-8".utf8))
    ]

    package func value(_ row: OutboxRow) -> [UInt8] {
        let event = row.event
        var bytes: [UInt8] = []
        bytes.reserveCapacity(event.data.utf8.count + 1_024)
        func put(_ name: StaticString, _ value: String) {
            name.withUTF8Buffer { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: value.utf8)
        }
        // What came from outside, such as the id of a refused message, may hold quotes.
        func put(_ name: StaticString, text: String?) {
            guard let text else { return }
            put(name, "")
            JSON.string(text).write(to: &bytes)
        }
        put(#"{"specversion":"1.0","id":""#, event.id.text)
        put(#"","source":""#, source)
        put(#"","type":""#, event.type)
        put(#"","time":""#, RFC3339.text(event.time))
        put(#"","subject":"#, text: event.subject)
        put(#","datacontenttype":"application/json","dataschema":""#, EventType.schemaBase)
        put("", event.type)
        put(#".json","partitionkey":"#, text: row.key)
        put(#","sequence":""#, String(row.sequence))
        put(#"","sequencetype":"Integer","incarnation":""#, event.life.incarnation)
        if let start = event.life.start {
            put(#"","continuesafter":""#, String(start.after))
            if let from = start.from { put(#"","continuesfrom":""#, from) }
        }
        put("\"", event.oefening ? #","oefening":true"# : "")
        put(#","traceparent":"#, text: event.traceparent)
        put(#","correlationid":"#, text: event.correlation)
        put(#","causationid":"#, text: event.causation)
        put(#","data":"#, event.data)
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}
