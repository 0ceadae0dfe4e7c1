import Contracts
import Crypto
import Foundation
import Kafka

/// Makes work of raw messages: decodes, finds the handler, and decides what cannot be decided by one.
struct Intake: Sendable {
    let definition: ConsumerDefinition

    /// - Parameter row: where the message was set aside before. It is judged again as if it came from the broker.
    func work(_ message: KafkaMessage, row: QuarantineRow? = nil) -> (work: Work, key: String) {
        let key = Self.key(message.key)
        do throws(Invalid) {
            let event = try decode(message)
            if !definition.isInbound { try requireWriter(of: event, message.topic) }
            let foreign = definition.isInbound ? trespasses(event, message, key) : []
            var inbound = inbound(
                event, topic: message.topic, key: kept(key), body: message.value, headers: kept(message.headers),
                // Whoever speaks for another must not use up that other's message ids.
                messageID: foreign.isEmpty ? event.source + " " + event.id : place(message, row))
            inbound.row = row
            // An id or a correlation that identifies a person is not repeated.
            let identifying = Set(foreign.filter { $0.code == Violation.Codes.identifying }.map(\.pointer))
            let told = Told(
                id: identifying.contains("/id") ? position(inbound.messageID, on: message.topic) : event.id,
                trace: identifying.isDisjoint(with: ["/id", "/correlationid"]) ? Trace(of: event) : Trace(),
                oefening: event.oefening)
            return (try work(event, inbound, foreign, told), key)
        } catch {
            return (unreadable(message, key, error.violations, row: row), key)
        }
    }

    /// A key as text. The database's texts hold no zero byte, and its indexes no long text: a digest stands for that.
    static func key(_ bytes: [UInt8]?) -> String {
        let bytes = bytes ?? []
        var text = String(decoding: bytes, as: UTF8.self)
        if bytes.contains(0) { text = text.replacing("\0", with: "\u{FFFD}") }
        guard text.utf8.count > 256 else { return text }
        return "sha256-" + SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
    }

    /// What stands beside a sealed body in the clear holds nothing that a partner should not have sent.
    private func kept(_ key: String) -> String {
        definition.isInbound && !identifyingFields(in: .string(key)).isEmpty ? "" : key
    }

    /// The headers that reading the message again needs.
    private func kept(_ headers: [KafkaHeader]) -> [KafkaHeader] {
        Array(
            headers.lazy.filter { header in
                (header.name == "content-type" || header.name.hasPrefix("ce_")) && (header.value?.count ?? 0) <= 2_048
                    && header.name.utf8.count <= 40 && !identifies(header)
            }.prefix(64))
    }

    private func identifies(_ header: KafkaHeader) -> Bool {
        // Its names and values have a form of their own (W3C Trace Context), in which an at sign is no mail address.
        guard definition.isInbound, !header.name.hasSuffix("tracestate") else { return false }
        let value = String(decoding: header.value ?? [], as: UTF8.self)
        return !identifyingFields(in: .object([header.name: .string(value)])).isEmpty
    }

    /// A message that the source supplied from its log.
    func work(supplied body: [UInt8], _ position: PositionKey) -> (work: Work, key: String) {
        work(
            KafkaMessage(
                topic: position.topic, partition: -1, offset: -1, timestamp: nil, key: Array(position.key.utf8),
                value: body,
                headers: []))
    }

    /// What names a message that does not name itself.
    private func place(_ message: KafkaMessage, _ row: QuarantineRow?) -> String {
        if let row { return row.messageID }
        let onPartition = "\(message.partition)/\(message.offset)"
        let place =
            message.offset < 0 ? UUID(named: String(decoding: message.value, as: UTF8.self)).text : onPartition
        return "\(message.topic)/\(place)"
    }

    /// Its place on the topic: the only name that a sender can look a message up by that has no name of its own.
    private func position(_ place: String, on topic: String) -> String { String(place.dropFirst(topic.count + 1)) }

    /// What an answer and what follows may say of a message.
    private struct Told {
        let id: String
        let trace: Trace
        var oefening = false
    }

    private var strictness: Strictness { definition.isInbound ? .strict : .tolerant }

    func decode(_ message: KafkaMessage) throws(Invalid) -> CloudEvent {
        let names = message.headers.map { ($0.name, String(decoding: $0.value ?? [], as: UTF8.self)) }
        return names.contains { $0.0 == "ce_specversion" }
            ? try CloudEvent.decode(binaryHeaders: names, value: message.value, strictness)
            : try CloudEvent.decode(structured: message.value, strictness)
    }

    /// Several services read what organisations send; each message has one that answers it: the type's own, or the one
    /// that refuses unknown types. The chain's own types are unknown here.
    private func answers(_ type: String) -> Bool {
        definition.handlers[type] != nil
            || definition.refusesUnknown && !InkomendEvents.all.contains { $0.eventType.type == type }
    }

    /// A chain topic has one writer, and it numbers what it writes; anything else there is set aside by itself.
    func requireWriter(of event: CloudEvent, _ topic: String) throws(Invalid) {
        var violations: [Violation] = []
        if let writer = Topics.writer(of: topic), SourceURN(event.source)?.system != writer {
            violations.append(
                Violation(
                    pointer: "/source", code: "andere-schrijver", detail: "Op dit topic schrijft alleen \(writer)."))
        }
        if definition.isSequenced, event.sequence == nil {
            violations.append(
                Violation(pointer: "/sequence", code: Violation.Codes.missing, detail: "Dit veld is verplicht."))
        }
        if !violations.isEmpty { throw Invalid(violations) }
    }

    /// An organisation speaks on its own topic only, and without identifying fields, wherever they stand (STANDARDS.md §7).
    func trespasses(_ event: CloudEvent, _ message: KafkaMessage, _ key: String) -> [Violation] {
        var places = event.identifyingFields.filter { $0 != "/tracestate" }
        if kept(key) != key { places.append("/key") }
        if message.headers.contains(where: identifies) { places.append("/headers") }
        var violations = places.map {
            Violation(
                pointer: $0, code: Violation.Codes.identifying,
                detail: "Persoonsgegevens horen niet op Kafka. Stuur ze eerst naar /v1/inhoud.")
        }
        if event.organisation == nil || event.organisation != Topics.organisation(ofInbound: message.topic) {
            violations.append(
                Violation(
                    pointer: "/source", code: "andere-organisatie",
                    detail: "De afzender hoort bij een andere organisatie dan dit topic."))
        }
        return violations
    }

    private func inbound(
        _ event: CloudEvent, topic: String, key: String, body: [UInt8], headers: [KafkaHeader], messageID: String
    ) -> Inbound {
        Inbound(
            consumer: definition.name, source: event.source, topic: topic, key: key,
            sequence: definition.isSequenced ? event.sequence : nil, life: LogLife(of: event),
            messageID: messageID, type: event.type, body: body, headers: headers)
    }

    private func work(
        _ event: CloudEvent, _ inbound: Inbound, _ foreign: [Violation], _ told: Told
    ) throws(Invalid) -> Work {
        if let handler = definition.handlers[event.type] {
            if !foreign.isEmpty { return failing(inbound, foreign, told) }
            do throws(Invalid) {
                return answering(try handler.work(event, inbound), inbound, told)
            } catch {
                let violations = error.violations.map {
                    Violation(pointer: "/data" + $0.pointer, code: $0.code, detail: $0.detail)
                }
                return failing(inbound, violations, told)
            }
        }
        if definition.isInbound {
            guard answers(event.type) else {
                return Work(origin: .message(inbound), trace: Trace(of: event), needs: [], further: nil) { _ in
                    throw Skipped()
                }
            }
            let unknown = Violation(
                pointer: "/type", code: "onbekend-type", detail: "Dit soort bericht, of deze versie, kennen wij niet.")
            return failing(inbound, foreign + [unknown], told)
        }
        return Work(origin: .message(inbound), trace: Trace(of: event), needs: [], further: nil) { _ in
            if isNewerVersion(event.type) { throw UnknownVersion(type: event.type) }
            throw Skipped()
        }
    }

    /// Inside the chain a newer version of a known type waits for a newer consumer (MESSAGING.md §9).
    private func isNewerVersion(_ name: String) -> Bool {
        guard let type = EventType(parsing: name) else { return false }
        return definition.handlers.values.contains {
            $0.type.domain == type.domain && $0.type.name == type.name && $0.type.version < type.version
        }
    }

    /// Outside input is refused and answered; inside the chain it fails and holds its key.
    private func failing(_ inbound: Inbound, _ violations: [Violation], _ told: Told) -> Work {
        let work = Work(origin: .message(inbound), trace: told.trace, needs: [], further: nil) { _ in
            throw definition.isInbound ? Refused(violations) : Invalid(violations)
        }
        return answering(work, inbound, told)
    }

    /// A refused message's sender is told in the same transaction, whatever refused it.
    private func answering(_ work: Work, _ inbound: Inbound, _ told: Told) -> Work {
        guard let refusal = definition.refusal, let organisation = Topics.organisation(ofInbound: inbound.topic) else {
            return work
        }
        var answered = Work(
            origin: work.origin, trace: work.trace, needs: work.needs, further: work.further
        ) { scope in
            do {
                return try work.decide(&scope)
            } catch var refused as Refused {
                let message = RefusedMessage(
                    organisation: organisation, messageID: told.id, violations: refused.violations,
                    standing: refused.standing, oefening: told.oefening)
                refused.answer = { try refusal(message, &$0) }
                throw refused
            }
        }
        if let reading = work.reading {
            answered.reading = {
                do {
                    return answering(try await reading(), inbound, told)
                } catch let refused as Refused {
                    return answering(work.failing(refused), inbound, told)
                }
            }
        }
        return answered
    }

    private func unreadable(
        _ message: KafkaMessage, _ key: String, _ violations: [Violation],
        row: QuarantineRow?
    ) -> Work {
        let place = place(message, row)
        var inbound = Inbound(
            consumer: definition.name, source: message.topic, topic: message.topic, key: kept(key), sequence: nil,
            life: nil, messageID: place, type: "onleesbaar", body: message.value, headers: kept(message.headers))
        inbound.row = row
        // Of no type that can be read: the one that refuses unknown types answers it.
        guard !definition.isInbound || definition.refusesUnknown else {
            return Work(origin: .message(inbound), trace: Trace(), needs: [], further: nil) { _ in throw Skipped() }
        }
        return failing(inbound, violations, Told(id: position(place, on: message.topic), trace: Trace()))
    }
}

/// A known event type in a version that only a newer consumer understands.
struct UnknownVersion: Error, CustomStringConvertible {
    let type: String
    var description: String { "unknown version \(type)" }
}
