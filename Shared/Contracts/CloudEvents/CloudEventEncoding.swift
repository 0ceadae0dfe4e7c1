extension CloudEvent {
    /// Content type of structured mode.
    public static let structured = "application/cloudevents+json"

    /// Structured mode: sorted by name, so the same event always gives the same bytes. Whoever sends it compares the
    /// size with `limit`.
    public func encoded() -> [UInt8] { json.encoded() }

    public var json: JSON {
        var members = extensions
        func put(_ name: String, _ value: String?) {
            if let value { members[name] = .string(value) }
        }
        members["specversion"] = .string(Self.specversion)
        members["id"] = .string(id)
        members["source"] = .string(source)
        members["type"] = .string(type)
        members["time"] = time.json
        put("subject", subject)
        put("datacontenttype", datacontenttype)
        put("dataschema", dataschema)
        put("dataref", dataref)
        put("partitionkey", partitionkey)
        if let sequence {
            members["sequence"] = .string(String(sequence))
            members["sequencetype"] = "Integer"
        }
        put("incarnation", incarnation)
        put("traceparent", traceparent)
        put("tracestate", tracestate)
        put("correlationid", correlationid)
        put("causationid", causationid)
        members["expirytime"] = expirytime?.json
        put("dataclassification", dataclassification)
        if oefening { members["oefening"] = true }
        if data != .null { members["data"] = data }
        return .object(members)
    }
}
