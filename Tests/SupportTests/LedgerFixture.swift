import Contracts
import Foundation
import TestSupport

/// A made-up history in which all is well: one melding, its casus, one offer, accepted and done.
struct LedgerFixture {
    static let zaak = UUID(uuidString: "01930000-0000-7000-8000-000000000001") ?? UUID()
    static let melding = UUID(uuidString: "01930000-0000-7000-8000-000000000002") ?? UUID()
    static let overdracht = UUID(uuidString: "01930000-0000-7000-8000-000000000003") ?? UUID()
    static let team: JSON = ["organisatie": "team", "medewerker": "mw-team"]
    static let gi: JSON = ["organisatie": "gi", "medewerker": "mw-gi"]

    var history = LedgerHistory(logs: ChainService.allCases.map { .init(service: $0.rawValue) }, records: [])
    var claims = LedgerClaims(
        meldingen: [melding], overdrachten: [overdracht],
        effects: [
            .init("the acceptance", Topics.overdrachten, "regie-verplaatst", ["overdracht": overdracht.lower])
        ],
        answers: [.init("accepting", ["{\"status\":\"geaccepteerd\"}", "{\"status\":\"geaccepteerd\"}"])])

    init() {
        let (zaak, melding, overdracht) = (Self.zaak.lower, Self.melding.lower, Self.overdracht.lower)
        tell(
            0, Topics.meldingen, melding, "melding-ontvangen",
            ["melding": .string(melding), "melder": "school", "eigenKenmerk": "1"])
        tell(
            1, Topics.casussen, zaak, "casus-geopend", ["melding": .string(melding), "regiehouder": Self.team],
            cause: "melding-ontvangen")
        tell(1, Topics.casussen, zaak, "overdracht-verzocht", ["overdracht": .string(overdracht)])
        tell(2, Topics.overdrachten, zaak, "zaak-geopend", ["regie": Self.team], cause: "casus-geopend")
        tell(2, Topics.overdrachten, zaak, "overdracht-aangeboden", ["overdracht": .string(overdracht)])
        tell(
            2, Topics.overdrachten, zaak, "termijn-herinnerd",
            ["overdracht": .string(overdracht), "soort": "overdracht-beantwoorden", "sinds": "nu", "stadium": 50])
        tell(
            2, Topics.overdrachten, zaak, "regie-verplaatst",
            [
                "overdracht": .string(overdracht), "grond": "acceptatie", "van": Self.team, "naar": Self.gi,
                "regie": Self.gi,
            ])
        tell(2, Topics.overdrachten, zaak, "organisatie-betrokken", ["regie": Self.gi])
        tell(2, Topics.overdrachten, zaak, "overdracht-afgerond", ["overdracht": .string(overdracht)])
        tell(1, Topics.casussen, zaak, "regie-gevolgd", ["regiehouder": Self.gi])
        tell(1, Topics.casussen, zaak, "overdracht-gevolgd", ["overdracht": .string(overdracht), "stand": "afgerond"])
        tell(
            3, Topics.bevestigingen, zaak, "taak-aangemaakt",
            ["soort": "overdracht-beantwoorden", "onderwerp": .string(overdracht), "bestemd": "mw-gi"])
        for log in [1, 3] { follow(log, Topics.overdrachten) }
        follow(2, Topics.casussen)
    }

    /// Logs an event and publishes it.
    mutating func tell(
        _ log: Int, _ topic: String, _ key: String, _ name: String, _ data: JSON, cause: String? = nil
    ) {
        let stream = LedgerHistory.Stream(topic, key)
        let sequence = (history.logs[log].streams[stream] ?? 0) + 1
        history.logs[log].streams[stream] = sequence
        let id = "\(name)-\(sequence)"
        history.logs[log].versions[Self.zaak] = (history.logs[log].versions[Self.zaak] ?? 0) + 1
        history.logs[log].events.append(
            .init(
                id: id, stream: stream, sequence: sequence, name: name, aggregate: Self.zaak,
                version: history.logs[log].versions[Self.zaak], causation: cause, data: data))
        history.records.append(.init(stream: stream, sequence: sequence, id: id))
    }

    /// A consumer of that service has decided all that the topic has.
    private mutating func follow(_ log: Int, _ topic: String) {
        let consumer = "\(history.logs[log].service).\(topic)"
        for (stream, last) in history.logs.flatMap(\.streams) where stream.topic == topic {
            history.logs[log].positions.append(.init(consumer: consumer, stream: stream, last: last))
        }
        history.logs[log].inbox[consumer] = Set(
            history.logs.flatMap(\.events).filter { $0.stream.topic == topic }.map(\.id))
    }

    func findings() -> [Finding] { LedgerJudgement(history, claims).findings() }
}
