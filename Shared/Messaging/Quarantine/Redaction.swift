import Contracts

/// What of a body may be seen without a record of the processing: its form. Values are masked, and so are names that no
/// contract has, since a sender may have written anything there.
enum Redaction {
    static func redacted(_ body: SetAsideBody) -> JSON {
        guard let members = body.members else { return .string("‹geen JSON, \(body.bytes.count) bytes›") }
        return .object(
            JSON.Members(
                members.enumerated().map { index, member in
                    let isPlain = plain.contains(member.key) && isHarmless(member.key, member.value)
                    return (name(member.key, index), isPlain ? member.value : masked(member.value))
                }, uniquingKeysWith: { first, _ in first }))
    }

    /// Attributes that stand beside the body in the clear already, or that say nothing of anybody.
    private static let plain: Set<String> = [
        "specversion", "type", "time", "sequence", "sequencetype", "datacontenttype", "oefening",
    ]

    private static func isHarmless(_ name: String, _ value: JSON) -> Bool {
        switch (name, value) {
        case ("type", .string(let type)): EventCatalogue.type(named: type) != nil
        case ("time", .string(let text)): RFC3339.date(text) != nil
        case ("specversion", .string(let text)): text == CloudEvent.specversion
        case ("sequencetype", .string(let text)): text == "Integer"
        case ("datacontenttype", .string(let text)): text == CloudEvent.json
        case ("sequence", .string(let text)): text.utf8.count < 9 && text.utf8.allSatisfy(\.isASCIIDigit)
        case ("oefening", .bool): true
        default: false
        }
    }

    private static func masked(_ value: JSON) -> JSON {
        switch value {
        case .null: .null
        case .bool: "‹ja of nee›"
        case .integer, .number: "‹getal›"
        case .string(let text): .string("‹tekst, \(text.unicodeScalars.count) tekens›")
        case .array(let elements): .array(elements.map(masked))
        case .object(let members):
            .object(
                JSON.Members(
                    members.enumerated().map { (name($1.key, $0), masked($1.value)) },
                    uniquingKeysWith: { first, _ in first }))
        }
    }

    private static func name(_ name: String, _ index: Int) -> String {
        known.contains(name) ? name : "‹onbekend veld \(index + 1)›"
    }

    /// The attributes of an event, and the names in every contract of the chain.
    private static let known: Set<String> = {
        var names: Set<String> = ["data"]
        func collect(_ schema: JSON) {
            switch schema {
            case .object(let members):
                for (name, value) in members {
                    if name == "properties", case .object(let properties) = value { names.formUnion(properties.keys) }
                    collect(value)
                }
            case .array(let elements): elements.forEach(collect)
            default: break
            }
        }
        for type in EventCatalogue.all { collect(type.publishedSchema) }
        let full = CloudEvent(
            id: "-", source: "-", type: "-", time: .placeholder, subject: "-", dataschema: "-", dataref: "-",
            partitionkey: "-", sequence: 1, incarnation: "-", traceparent: "-", tracestate: "-", correlationid: "-",
            causationid: "-", expirytime: .placeholder, dataclassification: "-", oefening: true, data: true)
        return names.union(full.json.object?.keys.map { $0 } ?? [])
    }()
}

extension UInt8 {
    fileprivate var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
