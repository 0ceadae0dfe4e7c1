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
        // In the order of their names, so that each belongs at the end.
        put("causationid", causationid)
        put("correlationid", correlationid)
        if !data.isNull { members["data"] = data }
        put("dataclassification", dataclassification)
        put("datacontenttype", datacontenttype)
        put("dataref", dataref)
        put("dataschema", dataschema)
        members["expirytime"] = expirytime?.json
        members["id"] = .string(id)
        put("incarnation", incarnation)
        if oefening { members["oefening"] = true }
        put("partitionkey", partitionkey)
        if let sequence {
            members["sequence"] = .string(String(sequence))
            members["sequencetype"] = "Integer"
        }
        members["source"] = .string(source)
        members["specversion"] = .string(Self.specversion)
        put("subject", subject)
        members["time"] = time.json
        put("traceparent", traceparent)
        put("tracestate", tracestate)
        members["type"] = .string(type)
        return .object(members)
    }
}
