import Foundation

extension CloudEvent {
    /// Structured mode. Every violation is reported at once, with pointers into the event.
    public static func decode(structured bytes: [UInt8], _ strictness: Strictness) throws(Invalid) -> CloudEvent {
        guard bytes.count <= limit else { throw tooLarge }
        let json = try JSON.parsing(bytes)
        guard case .object(var members) = json else {
            throw Invalid(code: Violation.Codes.type, detail: "Hier hoort een object.")
        }
        let reader = AttributeReader(strictness: strictness)
        let data = reader.data(taking: &members)
        return try reader.event(members, data: data)
    }

    /// Binary mode: attributes in headers that begin with `ce_` (Kafka) or `ce-` (HTTP, percent-encoded), the content
    /// type in `content-type`; other headers are not looked at. Pointers name the attributes as in structured mode.
    public static func decode(
        binaryHeaders headers: [(String, String)], value: [UInt8], _ strictness: Strictness
    ) throws(Invalid) -> CloudEvent {
        let size = headers.reduce(value.count) { $0 + $1.0.utf8.count + $1.1.utf8.count }
        guard size <= limit else { throw tooLarge }
        let reader = AttributeReader(strictness: strictness)
        var members: JSON.Members = [:]
        for (name, text) in headers {
            let name = name.lowercased()
            let attribute: String
            var value = text
            if name.hasPrefix("ce_") {
                attribute = String(name.dropFirst(3))
            } else if name.hasPrefix("ce-") {
                attribute = String(name.dropFirst(3))
                guard let plain = text.removingPercentEncoding else {
                    reader.refuse(attribute, Violation.Codes.value, "Hier hoort geldige procentcodering.")
                    continue
                }
                value = plain
            } else if name == "content-type" {
                attribute = "datacontenttype"
            } else {
                continue
            }
            if attribute == "data" || attribute == "data_base64" {
                reader.refuse(attribute, Violation.Codes.unknown, "Dit kan geen kenmerk zijn.")
            } else if members.updateValue(.string(value), forKey: attribute) != nil {
                reader.refuse(attribute, Violation.Codes.value, "Dit kenmerk staat er twee keer.")
            }
        }
        let data = value.isEmpty ? JSON.null : reader.data(bytes: value, at: "data")
        return try reader.event(members, data: data)
    }

    /// Chooses the mode by the `content-type` header, as the Kafka and HTTP bindings say.
    public static func decode(
        headers: [(String, String)], value: [UInt8], _ strictness: Strictness
    ) throws(Invalid) -> CloudEvent {
        let type = headers.first { $0.0.lowercased() == "content-type" }.map { mediaType($0.1) } ?? ""
        if type == structured { return try decode(structured: value, strictness) }
        guard !type.hasPrefix("application/cloudevents") else {
            throw Invalid(
                pointer: "/datacontenttype", code: Violation.Codes.value,
                detail: "Alleen application/cloudevents+json wordt gelezen, geen stapels of andere vormen.")
        }
        return try decode(binaryHeaders: headers, value: value, strictness)
    }

    /// Without parameters, in lower case.
    static func mediaType(_ header: String) -> String {
        // As nearly all say it.
        if header == json { return json }
        let end = header.firstIndex(of: ";") ?? header.endIndex
        return header[..<end].trimmingCharacters(in: .whitespaces).lowercased()
    }

    private static var tooLarge: Invalid {
        Invalid(code: Violation.Codes.tooLarge, detail: "Een bericht is ten hoogste \(limit) bytes.")
    }
}
