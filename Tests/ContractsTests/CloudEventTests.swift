import Contracts
import Foundation
import Testing

@Suite("CloudEvents volgens het NL GOV-profiel")
struct CloudEventTests {
    static let event: JSON = [
        "specversion": "1.0", "id": "01900000-0000-7000-8000-000000000001",
        "source": "urn:nld:oin:00000099000000001000:systeem:melding-intake",
        "type": "nl.keten.meldingen.melding-ontvangen.v1", "time": "2026-11-21T07:00:00.123Z",
        "subject": "01900000-0000-7000-8000-000000000002", "datacontenttype": "application/json",
        "dataschema": "https://keten.example/schemas/nl.keten.meldingen.melding-ontvangen.v1.json",
        "dataref": "https://keten.example/v1/inhoud/01900000-0000-7000-8000-000000000003",
        "partitionkey": "01900000-0000-7000-8000-000000000004", "sequence": "123456782", "sequencetype": "Integer",
        "incarnation": "a1", "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "tracestate": "keten=1", "correlationid": "c-1", "causationid": "c-0", "expirytime": "2026-11-22T07:00:00.000Z",
        "dataclassification": "vertrouwelijk", "oefening": true, "data": ["a": 1],
    ]

    func read(_ json: JSON, _ strictness: Strictness = .strict) throws(Invalid) -> CloudEvent {
        try CloudEvent.decode(structured: json.encoded(), strictness)
    }

    func faults(_ json: JSON, _ strictness: Strictness = .strict) -> [String] {
        violations { () throws(Invalid) in try read(json, strictness) }
    }

    @Test("een volledig bericht gaat heen en terug")
    func roundTrip() throws {
        let event = try read(Self.event)
        #expect(event.json == Self.event)
        #expect(event.sequence == 123_456_782)
        #expect(event.oefening)
        #expect(event.organisation == OIN("00000099000000001000"))
        #expect(event.eventType == EventType(domain: "meldingen", name: "melding-ontvangen"))
        #expect(event.identifyingFields == [])
    }

    @Test("alleen id, source, specversion, type en time zijn verplicht")
    func minimal() throws {
        let event = try read([
            "specversion": "1.0", "id": "1", "source": "urn:nld:kvknr:12345678:systeem:x", "type": "nl.x.y",
            "time": "2026-11-21T08:00:00+01:00", "subject": .null, "data": .null, "data_base64": .null, "vreemd": .null,
        ])
        #expect(event.datacontenttype == "application/json")
        #expect(event.organisation == nil)
        #expect(event.data == .null)
        #expect(!event.oefening)
        #expect(
            faults([:]) == [
                "/specversion ontbreekt", "/id ontbreekt", "/source ontbreekt", "/type ontbreekt", "/time ontbreekt",
            ])
    }

    @Test(
        "ieder kenmerk wordt getoetst",
        arguments: [
            ("specversion", "0.3"), ("specversion", 1.0), ("id", ""), ("id", "a b"), ("id", "123456782"), ("id", 1),
            ("source", "https://keten.example"), ("source", "urn:nld:oin:00000099000000001001:systeem:x"),
            ("source", "urn:nld:oin:00000099000000001000"), ("source", "urn:isbn:00000099000000001000:systeem:x"),
            ("source", "urn:nld:oin:00000099000000001000:systeem:X Y"), ("source", "urn:nld:kvknr:1:systeem:x"),
            ("type", "melding"), ("type", "nl.keten.v1.x.v2"), ("type", "nl.keten.v1.x"), ("type", "nl..x"),
            ("type", "nl.keten.Melding"), ("time", "gisteren"), ("time", 1), ("subject", "123456782"),
            ("subject", "a b"), ("subject", ""), ("datacontenttype", "text/xml"), ("dataschema", "/schemas/x"),
            ("dataschema", "data:x"), ("dataref", "https://x.example/123456782/a"), ("dataref", "a b"),
            ("partitionkey", "123456782"), ("sequence", "-1"), ("sequence", "1.5"), ("sequence", ""),
            ("sequence", "99999999999999999999"), ("sequencetype", "Text"), ("traceparent", "00-0-0-0"),
            ("traceparent", "00-00000000000000000000000000000000-00f067aa0ba902b7-01"),
            ("tracestate", ""), ("correlationid", ["a"]), ("expirytime", "later"),
            ("dataclassification", "Zeer Geheim"), ("oefening", "misschien"), ("vreemd", "x"),
        ] as [(String, JSON)])
    func refused(name: String, value: JSON) {
        #expect(faults(Self.event.with(name, value)).map { $0.prefix { $0 != " " } } == ["/\(name)"])
    }

    @Test("een onbekend kenmerk blijft bij ruim lezen bewaard, mits zijn naam en waarde mogen")
    func extensions() throws {
        let json = Self.event.with("vreemd1", "x").with("ander", 7).with("waar", true)
        let event = try read(json, .tolerant)
        #expect(event.extensions == ["vreemd1": "x", "ander": 7, "waar": true])
        #expect(event.json == json)
        #expect(faults(json) == ["/ander onbekend-veld", "/vreemd1 onbekend-veld", "/waar onbekend-veld"])
        for name in ["Vreemd", "vreemd_1", "abcdefghijklmnopqrstu", ""] {
            #expect(faults(Self.event.with(name, "x"), .tolerant) == [" onbekend-veld"])
        }
        for value: JSON in [1.5, 3_000_000_000, [], [:], "a\u{7}"] {
            #expect(faults(Self.event.with("vreemd", value), .tolerant) == ["/vreemd verkeerd-type"])
        }
    }

    @Test("een kapotte trace wordt bij ruim lezen losgelaten")
    func trace() throws {
        #expect(try read(Self.event.with("traceparent", "kapot"), .tolerant).traceparent == nil)
    }

    @Test("data of data_base64, niet beide")
    func base64() throws {
        let encoded = Self.event.with("data", nil).with("data_base64", "eyJhIjoxfQ==")
        #expect(try read(encoded) == read(Self.event))
        #expect(faults(encoded.with("data", 1)) == ["/data_base64 ongeldig"])
        #expect(faults(encoded.with("data_base64", "%")) == ["/data_base64 ongeldig"])
        #expect(faults(encoded.with("data_base64", "eyJh")) == ["/data_base64 geen-json"])
    }

    @Test("binair: dezelfde gebeurtenis uit ce_-koppen (Kafka) en ce-koppen (HTTP)", arguments: ["ce_", "ce-", "CE_"])
    func binary(prefix: String) throws {
        var headers = [("Content-Type", "application/json; charset=utf-8"), ("ander", "x")]
        for (name, value) in Self.event.object ?? [:] where name != "data" && name != "datacontenttype" {
            headers.append((prefix + name, value.string ?? value.text))
        }
        #expect(try CloudEvent.decode(headers: headers, value: Array(#"{"a":1}"#.utf8), .strict) == read(Self.event))
        #expect(
            violations { () throws(Invalid) in
                try CloudEvent.decode(binaryHeaders: headers + [("ce_id", "2")], value: Array("{".utf8), .strict)
            } == ["/id ongeldig", "/data geen-json"])
    }

    @Test("de content-type kiest gestructureerd of binair; een stapel wordt geweigerd")
    func modes() throws {
        let bytes = Self.event.encoded()
        let structured = [("content-type", "application/cloudevents+json; charset=UTF-8")]
        #expect(try CloudEvent.decode(headers: structured, value: bytes, .strict) == read(Self.event))
        #expect(throws: Invalid.self) {
            try CloudEvent.decode(
                headers: [("content-type", "application/cloudevents-batch+json")], value: bytes, .strict)
        }
        #expect(throws: Invalid.self) { try CloudEvent.decode(headers: [], value: bytes, .strict) }
    }

    @Test("meer dan 64 KB is te groot, precies 64 KB niet")
    func size() throws {
        let room = CloudEvent.limit - Self.event.with("data", "").encoded().count
        let full = Self.event.with("data", .string(String(repeating: "x", count: room)))
        #expect(full.encoded().count == CloudEvent.limit)
        #expect(faults(full) == [])
        #expect(faults(Self.event.with("data", .string(String(repeating: "x", count: room + 1)))) == [" te-groot"])
        #expect(
            violations { () throws(Invalid) in
                try CloudEvent.decode(
                    binaryHeaders: [("ce_id", "1")], value: Array(repeating: 0x20, count: CloudEvent.limit), .strict)
            } == [" te-groot"])
    }

    @Test("fouten in de gegevens wijzen onder /data")
    func data() throws {
        let event = try read(Self.event.with("data", ["gemeente": "1"]))
        #expect(
            violations { () throws(Invalid) in try event.decodeData(Plek.self, .strict) } == ["/data/gemeente ongeldig"]
        )
        var empty = event
        empty.data = .null
        #expect(
            violations { () throws(Invalid) in try empty.decodeData(Plek.self, .strict) }
                == ["/data/gemeente ontbreekt"])
    }
}
