import Contracts
import Foundation
import MeldingDomain
import Messaging
import NotificatieDomain
import VerwijzingDomain

extension Case {
    static func all() throws -> [Case] { try messages() + rows() + decisions() + states() }

    // MARK: - Messages

    private static func messages() throws -> [Case] {
        let aangeboden = OverdrachtenEvents.Aangeboden.example
        let aangebodenJSON = aangeboden.json
        let melding = InkomendEvents.MeldingAangeboden.example.json
        let event = Given.event(aangebodenJSON)
        let bytes = event.encoded()
        return [
            Case("cloudevent-decode") { keep(try CloudEvent.decode(structured: bytes, .tolerant)) },
            Case("cloudevent-encode") { keep(event.encoded()) },
            Case("contract-decode-overdracht-aangeboden") {
                keep(try OverdrachtenEvents.Aangeboden.decode(aangebodenJSON, .tolerant))
            },
            Case("contract-validate-melding-aangeboden") {
                keep(try InkomendEvents.MeldingAangeboden.decode(melding, .strict))
            },
            Case("contract-encode-overdracht-aangeboden") { keep(aangeboden.encoded()) },
        ]
    }

    // MARK: - Rows of the outbox, and what goes to the broker for each

    private static func rows() throws -> [Case] {
        let data = String(decoding: OverdrachtenEvents.Aangeboden.example.encoded(), as: UTF8.self)
        let rows = try Given.outbox(count: 10, data: data)
        let read = try OutboxStore.read(rows)
        let envelope = Envelope(source: Given.source)
        return [
            Case("rows-decode-outbox-10") { keep(try OutboxStore.read(rows)) },
            Case("envelope-encode-10") { for row in read { keep(envelope.value(row)) } },
        ]
    }

    // MARK: - Decide and evolve

    private static func decisions() throws -> [Case] {
        let ontvangst = Given.ontvangst
        let zaak = try Given.zaak()
        let aanbod = Given.aanbod
        let aangeboden = zaak.na(try zaak.besluit(aanbod, over: Given.overdracht, now: Given.now))
        let taak = Given.taak
        return [
            Case("melding-ontvangen") {
                var state: Melding?
                for event in try Melding.decide(nil, .ontvangen(ontvangst), now: Given.now) {
                    state = Melding.evolve(state, event)
                }
                keep(state)
            },
            Case("overdracht-aanbieden") {
                keep(zaak.na(try zaak.besluit(aanbod, over: Given.overdracht, now: Given.now)))
            },
            Case("overdracht-accepteren") {
                keep(
                    aangeboden.na(try aangeboden.besluit(Given.accepteer, over: Given.overdracht, now: Given.now)))
            },
            Case("taak-aanmaken-en-zien") {
                var state: Taak?
                for command in [TaakCommand.aanmaken(taak), .zien(door: Given.taakhouder)] {
                    for event in try Taak.decide(state, command, now: Given.now) {
                        state = Taak.evolve(state, event)
                    }
                }
                keep(state)
            },
        ]
    }

    // MARK: - State rows

    private static func states() throws -> [Case] {
        var melding: Melding?
        for event in try Melding.decide(nil, .ontvangen(Given.ontvangst), now: Given.now) {
            melding = Melding.evolve(melding, event)
        }
        var taak: Taak?
        for event in try Taak.decide(nil, .aanmaken(Given.taak), now: Given.now) { taak = Taak.evolve(taak, event) }
        var stand = try Given.zaak()
        for handeling in [Given.aanbod, Given.accepteer] {
            stand = stand.na(try stand.besluit(handeling, over: Given.overdracht, now: Given.now))
        }
        guard let melding, let taak, let overdracht = stand.overdrachten[Given.overdracht] else { throw Missing() }
        return try coding("melding", melding) + coding("overdracht", overdracht) + coding("zaak", stand.zaak)
            + coding("taak", taak)
    }

    private static func coding<State: Codable>(_ name: String, _ state: State) throws -> [Case] {
        let text = try StateCoding.encode(state)
        return [
            Case("state-encode-\(name)") { keep(try StateCoding.encode(state)) },
            Case("state-decode-\(name)") { keep(try StateCoding.decode(State.self, text)) },
        ]
    }
}

struct Missing: Error {}
