import Contracts
import Foundation
import Kafka

extension Intake {
    /// Everything that is wrong with a body that an operator wants handled instead of the one that came; empty where it
    /// may be. Stricter than what the chain reads from others: a misspelt name must not pass in silence, unless it stood
    /// there before.
    func violations(ofEdited body: [UInt8], instead original: SetAsideBody) -> [Violation] {
        let members: JSON.Members
        do {
            guard case .object(let object) = try JSON.parse(body) else {
                return [Violation(pointer: "", code: Violation.Codes.type, detail: "Hier hoort een object.")]
            }
            members = object
        } catch {
            return [Violation(pointer: "", code: Violation.Codes.json, detail: "Geen geldige JSON: \(error).")]
        }
        var violations = envelope(body, members, original) + data(members)
        if !definition.isInbound {
            let before = Set(original.members.map { unknownFields(of: $0) } ?? [])
            violations.removeAll { $0.code == Violation.Codes.unknown && before.contains($0.pointer) }
        }
        return violations
    }

    private func envelope(_ body: [UInt8], _ members: JSON.Members, _ original: SetAsideBody) -> [Violation] {
        var violations: [Violation] = []
        do throws(Invalid) {
            let event = try CloudEvent.decode(structured: body, .strict)
            if definition.isInbound {
                violations += trespasses(
                    event,
                    KafkaMessage(
                        topic: original.topic, partition: -1, offset: -1, timestamp: nil, key: Array(original.key.utf8),
                        value: body, headers: []), original.key)
            } else {
                try requireWriter(of: event, original.topic)
            }
        } catch {
            violations += error.violations
        }
        // The position and the inbox know the message by these.
        for name in [
            "id", "source", "sequence", "partitionkey", "incarnation", "continuesafter", "continuesfrom",
        ] {
            guard let kept = original.members?[name] ?? (original.members == nil ? nil : .null),
                members[name] ?? .null != kept
            else { continue }
            violations.append(
                Violation(pointer: "/" + name, code: "onveranderlijk", detail: "Dit kenmerk blijft zoals het is."))
        }
        return violations
    }

    private func data(_ members: JSON.Members) -> [Violation] {
        // Told with the envelope.
        guard let type = members["type"]?.string else { return [] }
        guard let handler = definition.handlers[type] else {
            return [
                Violation(
                    pointer: "/type", code: "onbekend-type",
                    detail: "Dit soort bericht, of deze versie, kent deze afnemer niet.")
            ]
        }
        do throws(Invalid) {
            try handler.check(members["data"] ?? .null)
            return []
        } catch {
            return error.violations.map {
                Violation(pointer: "/data" + $0.pointer, code: $0.code, detail: $0.detail)
            }
        }
    }

    private func unknownFields(of members: JSON.Members) -> [String] {
        var found = data(members)
        do throws(Invalid) { _ = try CloudEvent.decode(structured: JSON.object(members).encoded(), .strict) } catch {
            found += error.violations
        }
        return found.filter { $0.code == Violation.Codes.unknown }.map(\.pointer)
    }
}

/// A body that was set aside, opened.
struct SetAsideBody: Sendable {
    let topic: String
    let key: String
    /// As it is read: the bytes that came, or the whole event where its attributes came in headers.
    let bytes: [UInt8]
    /// The event's attributes and its data; nil where there is no JSON object.
    let members: JSON.Members?

    init(topic: String, key: String, body: [UInt8], headers: [KafkaHeader]) {
        self.topic = topic
        self.key = key
        let binary = headers.filter { $0.name.lowercased().hasPrefix("ce_") }
        guard !binary.isEmpty else {
            bytes = body
            // What is no JSON has no members.
            members = (try? JSON.parse(body))?.object
            return
        }
        let pairs = headers.map { ($0.name, String(decoding: $0.value ?? [], as: UTF8.self)) }
        do {
            members = try CloudEvent.decode(binaryHeaders: pairs, value: body, .tolerant).json.object
        } catch {
            // Nobody could read it as an event; the attributes are shown with the data as they stand.
            var loose = JSON.Members(
                pairs.filter { $0.0.lowercased().hasPrefix("ce_") }.map {
                    (String($0.0.lowercased().dropFirst(3)), JSON.string($0.1))
                }, uniquingKeysWith: { first, _ in first })
            // Data that is no JSON is shown as text.
            loose["data"] = (try? JSON.parse(body)) ?? .string(String(decoding: body, as: UTF8.self))
            members = loose
        }
        bytes = members.map { JSON.object($0).encoded() } ?? body
    }
}
