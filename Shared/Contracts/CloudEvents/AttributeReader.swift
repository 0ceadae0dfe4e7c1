import Foundation

/// Reads the attributes of one event and collects what is wrong with them.
struct AttributeReader {
    private let findings: ContractDecoder.Findings
    private var isStrict: Bool { findings.strictness == .strict }

    init(strictness: Strictness) {
        findings = ContractDecoder.Findings(strictness: strictness)
    }

    func refuse(_ attribute: String, _ code: String, _ detail: String) {
        // A name that is no attribute name may be anything, so it is not repeated.
        let isKnown = (Self.isName(attribute) || attribute == "data_base64") && BSN(attribute) == nil
        findings.add(isKnown ? .member(.root, attribute) : .root, code, detail)
    }

    static func isName(_ name: String) -> Bool {
        (1...20).contains(name.utf8.count) && name.isAll { $0.isLower || $0.isDigit }
    }

    /// Takes `data` or `data_base64` out of a structured event; never both.
    func data(taking members: inout JSON.Members) -> JSON {
        let plain = members.removeValue(forKey: "data").flatMap { $0 == .null ? nil : $0 }
        let encoded = members.removeValue(forKey: "data_base64").flatMap { $0 == .null ? nil : $0 }
        guard let encoded else { return plain ?? .null }
        guard plain == nil else {
            refuse("data_base64", Violation.Codes.value, "Een bericht heeft data of data_base64, niet beide.")
            return .null
        }
        guard case .string(let text) = encoded, let bytes = Data(base64Encoded: text) else {
            refuse("data_base64", Violation.Codes.value, "Hier hoort base64.")
            return .null
        }
        return data(bytes: Array(bytes), at: "data_base64")
    }

    func data(bytes: [UInt8], at attribute: String) -> JSON {
        do {
            return try JSON.parse(bytes)
        } catch {
            refuse(attribute, Violation.Codes.json, "Geen geldige JSON: \(error).")
            return .null
        }
    }

    func event(_ attributes: JSON.Members, data: JSON) throws(Invalid) -> CloudEvent {
        let attributes = attributes.contains { $0.value.isNull } ? attributes.filter { !$0.value.isNull } : attributes
        var found = 0
        func value(_ name: String) -> JSON? {
            guard let value = attributes[name] else { return nil }
            found += 1
            return value
        }
        func text(_ name: String, _ expected: @autoclosure () -> String, _ isValid: (String) -> Bool) -> String? {
            guard let value = value(name) else { return nil }
            guard case .string(let text) = value else {
                refuse(name, Violation.Codes.type, "Hier hoort een tekst.")
                return nil
            }
            guard isValid(text) else {
                refuse(name, Violation.Codes.value, "Hier hoort \(expected()).")
                return nil
            }
            return text
        }
        func required(_ name: String, _ expected: String, _ isValid: (String) -> Bool) -> String {
            if attributes[name] == nil { refuse(name, Violation.Codes.missing, "Dit kenmerk is verplicht.") }
            return text(name, expected, isValid) ?? ""
        }
        func moment(_ name: String) -> Date? {
            var date: Date?
            _ = text(name, "een tijdstip volgens RFC 3339") { text in
                date = RFC3339.date(text)
                return date != nil
            }
            return date
        }
        func reference(_ name: String, _ length: Int = 128) -> String? {
            text(name, "een verwijzing van 1 tot en met \(length) zichtbare tekens, geen BSN") {
                (1...length).contains($0.utf8.count) && $0.isAll(\.isVisible)
                    && ($0.utf8.count != 9 || BSN($0) == nil)
            }
        }

        _ = required("specversion", "1.0") { $0 == CloudEvent.specversion }
        let id = required("id", BerichtId.expected) { BerichtId($0) != nil }
        let source = required("source", "een URN zoals urn:nld:oin:00000099000000001000:systeem:naam") {
            SourceURN($0) != nil
        }
        let type = required("type", "een type in omgekeerde domeinnotatie met ten hoogste één versie", Self.isType)
        if attributes["time"] == nil { refuse("time", Violation.Codes.missing, "Dit kenmerk is verplicht.") }
        let time = moment("time") ?? Date.placeholder
        let contentType = text("datacontenttype", "application/json") { CloudEvent.mediaType($0) == CloudEvent.json }
        let sequence = sequence(value("sequence"), ofType: value("sequencetype"))
        let oefening = flag("oefening", value("oefening"))
        var event = CloudEvent(
            id: id, source: source, type: type, time: time, subject: reference("subject"),
            datacontenttype: contentType.map(CloudEvent.mediaType) ?? CloudEvent.json,
            dataschema: text("dataschema", "een absolute URI") { Self.isURI($0, absolute: true) },
            dataref: text("dataref", "een URI zonder BSN") { Self.isURI($0, absolute: false) },
            partitionkey: reference("partitionkey"), sequence: sequence, incarnation: reference("incarnation", 64),
            traceparent: trace("traceparent", value("traceparent"), Self.isTraceparent),
            tracestate: trace("tracestate", value("tracestate"), Self.isTracestate),
            correlationid: reference("correlationid"), causationid: reference("causationid"),
            expirytime: moment("expirytime"),
            dataclassification: text("dataclassification", Codewoord.expected) { Codewoord($0) != nil },
            oefening: oefening, extensions: [:], data: data)
        if found < attributes.count {
            event.extensions = extensions(attributes.filter { !Self.known.contains($0.key) })
        }
        guard findings.violations.isEmpty else { throw Invalid(findings.violations) }
        return event
    }

    private static let known: Set<String> = [
        "specversion", "id", "source", "type", "time", "datacontenttype", "sequence", "sequencetype", "oefening",
        "subject", "dataschema", "dataref", "partitionkey", "incarnation", "traceparent", "tracestate",
        "correlationid", "causationid", "expirytime", "dataclassification",
    ]

    /// What is left after the known attributes.
    private func extensions(_ rest: JSON.Members) -> JSON.Members {
        for (name, value) in rest.sorted(by: { $0.key < $1.key }) {
            guard Self.isName(name) else {
                refuse(name, Violation.Codes.unknown, "Een kenmerk heet met 1 tot en met 20 kleine letters en cijfers.")
                continue
            }
            guard !isStrict else {
                refuse(name, Violation.Codes.unknown, "Dit kenmerk kent het bericht niet.")
                continue
            }
            switch value {
            case .bool: break
            case .string(let text) where Self.isExtensionText(text): break
            case .integer(let number) where Int32(exactly: number) != nil: break
            default: refuse(name, Violation.Codes.type, "Hier hoort een tekst, true of false, of een geheel getal.")
            }
        }
        return rest
    }

    /// A text by the sequence extension; a JSON number is taken as well.
    private func sequence(_ value: JSON?, ofType kind: JSON?) -> Int64? {
        if let kind, kind != "Integer" {
            refuse("sequencetype", Violation.Codes.value, "Hier hoort Integer.")
        }
        guard let value else { return nil }
        let number: Int64? =
            switch value {
            case .integer(let number): number
            case .string(let text) where text.isAll(\.isDigit): Int64(text)
            default: nil
            }
        guard let number, number >= 0 else {
            refuse("sequence", Violation.Codes.value, "Hier hoort een geheel getal vanaf nul.")
            return nil
        }
        return number
    }

    private func flag(_ name: String, _ value: JSON?) -> Bool {
        switch value {
        case nil, .bool(false), "false": return false
        case .bool(true), "true": return true
        default:
            refuse(name, Violation.Codes.type, "Hier hoort true of false.")
            return false
        }
    }

    /// A faulty trace is refused from outside; a reader drops it, since it changes nothing about the event.
    private func trace(_ name: String, _ value: JSON?, _ isValid: (String) -> Bool) -> String? {
        guard let value else { return nil }
        if case .string(let text) = value, isValid(text) { return text }
        if isStrict { refuse(name, Violation.Codes.value, "Hier hoort een waarde volgens W3C Trace Context.") }
        return nil
    }
}
