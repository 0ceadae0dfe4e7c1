import Contracts
import Foundation
import TestSupport

/// What can be wrong with a history, each as a change of the good one.
enum Wrong {
    typealias Change = @Sendable (inout LedgerFixture) -> Void

    // MARK: - Lost

    static let lost: [String: Change] = [
        "an event that is not in the log": { $0.history.logs[2].events.remove(at: 2) },
        "the last event of a key": { $0.history.logs[3].events.removeLast() },
        "an event of an aggregate": { $0.history.logs[2].events[1].version = nil },
        "a record that the topic has not": { $0.history.records.removeLast() },
        "the first record of a topic": { $0.history.records.removeFirst() },
        "a record after a gap": { $0.history.records.swapAt(1, 2) },
        "another event on the topic than in the log": { $0.history.records[0].id = "other" },
        "an event that a consumer passed undecided": { $0.history.logs[1].inbox.removeAll() },
        "a position past the end of the log": { $0.history.logs[1].positions[0].last = 99 },
        "an accepted request without its event": {
            $0.claims.effects.append(.init("seen", Topics.bevestigingen, "taak-gezien", [:]))
        },
        "a melding in no casus": { $0.claims.meldingen.append(UUID()) },
        "an offer that was never made": { $0.claims.overdrachten.append(UUID()) },
        "an offer about which nobody was asked": { $0.history.logs[3].events[0].data = [:] },
        "an end that the casus does not know": {
            $0.history.logs[1].events[$0.history.logs[1].events.count - 1].data = [:]
        },
        "a regie that the casus does not know": {
            let place = $0.history.logs[1].events.firstIndex { $0.name == "regie-gevolgd" } ?? 0
            $0.history.logs[1].events[place].data = ["regiehouder": LedgerFixture.team]
        },
        "a zaak whose regie nobody holds": {
            $0.history.logs[2].events.removeAll { $0.name != "organisatie-betrokken" }
        },
    ]

    // MARK: - Twice

    static let twice: [String: Change] = [
        "two events of one number": { $0.history.logs[2].events.append($0.history.logs[2].events[1]) },
        "two records of one number with other ids": {
            $0.history.records.append(
                .init(stream: $0.history.records[0].stream, sequence: 1, id: "melding-ontvangen-other"))
        },
        "one cause with the same effect twice": {
            $0.tell(2, Topics.overdrachten, "z", "zaak-geopend", ["regie": LedgerFixture.team], cause: "casus-geopend")
        },
        "an accepted request with its event twice": {
            $0.tell(
                2, Topics.overdrachten, "z", "regie-verplaatst", ["overdracht": .string(LedgerFixture.overdracht.lower)]
            )
        },
        "two answers to one key": { $0.claims.answers[0].bodies.append("{\"status\":\"gestart\"}") },
        "a melding in two casussen": {
            $0.tell(
                1, Topics.casussen, UUID().lower, "casus-geopend",
                ["melding": .string(LedgerFixture.melding.lower), "regiehouder": LedgerFixture.team])
        },
        "two meldingen of one reference": {
            $0.tell(0, Topics.meldingen, UUID().lower, "melding-ontvangen", ["melder": "school", "eigenKenmerk": "1"])
        },
        "a casus opened twice": {
            $0.tell(1, Topics.casussen, LedgerFixture.zaak.lower, "casus-geopend", ["regiehouder": LedgerFixture.gi])
        },
        "an offer made twice": {
            $0.tell(
                2, Topics.overdrachten, LedgerFixture.zaak.lower, "overdracht-aangeboden",
                ["overdracht": .string(LedgerFixture.overdracht.lower)])
        },
        "a person asked twice": {
            $0.tell(
                3, Topics.bevestigingen, LedgerFixture.zaak.lower, "taak-aangemaakt", $0.history.logs[3].events[0].data)
        },
        "a stage that went off twice": {
            let fired = $0.history.logs[2].events.first { $0.name == "termijn-herinnerd" }
            $0.tell(2, Topics.overdrachten, LedgerFixture.zaak.lower, "termijn-herinnerd", fired?.data ?? [:])
        },
        "the regie moved twice by one handover": {
            let moved = $0.history.logs[2].events.first { $0.name == "regie-verplaatst" }
            $0.tell(2, Topics.overdrachten, LedgerFixture.zaak.lower, "regie-verplaatst", moved?.data ?? [:])
        },
        "the regie leaving who did not hold it": {
            $0.tell(
                2, Topics.overdrachten, LedgerFixture.zaak.lower, "regie-verplaatst",
                ["overdracht": "other", "grond": "acceptatie", "van": LedgerFixture.team, "naar": LedgerFixture.gi])
        },
        "a successor of who did not hold the regie": {
            $0.tell(
                2, Topics.overdrachten, LedgerFixture.zaak.lower, "organisatie-gestopt",
                ["regie": LedgerFixture.gi, "regieWas": LedgerFixture.team])
        },
        "a second holder of the regie": {
            $0.tell(
                2, Topics.overdrachten, LedgerFixture.zaak.lower, "organisatie-betrokken",
                ["regie": LedgerFixture.team])
        },
    ]

    // MARK: - Stuck

    static let stuck: [String: Change] = [
        "an event in the outbox": {
            $0.history.logs[0].outbox[$0.history.records[0].stream] = [1]
        },
        "a consumer that is behind": { $0.history.logs[1].positions[0].last -= 1 },
        "a key that a consumer never met": { $0.tell(2, Topics.overdrachten, "new", "aanbod-gesloten", [:]) },
        "a consumer that has seen more than it has": { $0.history.logs[1].positions[0].seen += 1 },
        "a key that is held": { $0.history.logs[1].positions[0].held = true },
        "a message set aside": { $0.history.logs[1].setAside = ["failed"] },
        "a term that did not go off": { $0.history.logs[1].overdue = ["wachtlijstbericht"] },
        "a lease that nobody takes": { $0.history.logs[1].hasLeader = false },
        "a handover that does not end": { $0.claims.observed = [Finding(.stuck, "handover 1")] },
    ]
}
