import Foundation

/// A CloudEvent 1.0 in the NL GOV profile: a notification with references, never with content.
public struct CloudEvent: Sendable, Equatable {
    /// Largest event in bytes, as it travels.
    public static let limit = 65_536
    public static let specversion = "1.0"
    public static let json = "application/json"

    /// Unique within `source`; the two together are the duplicate key.
    public var id: String
    /// The system that sent it: `urn:nld:oin:<oin>:systeem:<name>`.
    public var source: String
    public var type: String
    /// When it was logged.
    public var time: Date
    /// The aggregate's id. Never a BSN.
    public var subject: String?
    public var datacontenttype: String
    public var dataschema: String?
    /// Where an authorised receiver fetches the content.
    public var dataref: String?
    /// The Kafka key: the zaak.
    public var partitionkey: String?
    /// Gapless per topic and key.
    public var sequence: Int64?
    /// Which life of the writer's log the sequence belongs to.
    public var incarnation: String?
    /// W3C Trace Context.
    public var traceparent: String?
    public var tracestate: String?
    public var correlationid: String?
    public var causationid: String?
    /// After this moment the event needs no delivery any more.
    public var expirytime: Date?
    public var dataclassification: String?
    /// An exercise: nothing real happened.
    public var oefening: Bool
    /// Attributes that are none of the above: texts, booleans and 32-bit integers.
    public var extensions: JSON.Members
    /// `null` when the event has none.
    public var data: JSON

    public init(
        id: String, source: String, type: String, time: Date, subject: String? = nil,
        datacontenttype: String = CloudEvent.json, dataschema: String? = nil, dataref: String? = nil,
        partitionkey: String? = nil, sequence: Int64? = nil, incarnation: String? = nil, traceparent: String? = nil,
        tracestate: String? = nil, correlationid: String? = nil, causationid: String? = nil, expirytime: Date? = nil,
        dataclassification: String? = nil, oefening: Bool = false, extensions: JSON.Members = [:], data: JSON
    ) {
        self.id = id
        self.source = source
        self.type = type
        self.time = time
        self.subject = subject
        self.datacontenttype = datacontenttype
        self.dataschema = dataschema
        self.dataref = dataref
        self.partitionkey = partitionkey
        self.sequence = sequence
        self.incarnation = incarnation
        self.traceparent = traceparent
        self.tracestate = tracestate
        self.correlationid = correlationid
        self.causationid = causationid
        self.expirytime = expirytime
        self.dataclassification = dataclassification
        self.oefening = oefening
        self.extensions = extensions
        self.data = data
    }

    /// The organisation that `source` names; nil when it is named by another kind of number.
    public var organisation: OIN? { SourceURN(source)?.organisation }

    /// The type as one of this chain's; nil for any other.
    public var eventType: EventType? { EventType(parsing: type) }

    /// Violations in a decoded data part have pointers below `/data`.
    public func decodeData<Data: Contract>(_ type: Data.Type, _ strictness: Strictness) throws(Invalid) -> Data {
        do {
            return try Data.decode(data == .null ? [:] : data, strictness)
        } catch {
            throw Invalid(
                error.violations.map {
                    Violation(pointer: "/data" + $0.pointer, code: $0.code, detail: $0.detail)
                })
        }
    }
}
