import Contracts
import Foundation

extension LedgerJudgement {
    /// Meldingen, offers, tasks and terms, by the rules of the domain.
    func cases() -> [Finding] { links() + offers() + tasks() + terms() }

    /// A melding is in one casus, and one reference of a melder is one melding (M5).
    private func links() -> [Finding] {
        var found: [Finding] = []
        let linked = Dictionary(
            grouping: events(Topics.casussen, "casus-geopend") + events(Topics.casussen, "melding-gekoppeld"),
            by: { $0.data["melding"]?.string ?? "" })
        for (melding, events) in linked where events.count > 1 {
            let zaken = Set(events.map(\.stream.key))
            found.append(
                Finding(.duplicate, "melding \(melding) is \(events.count) times in casussen \(zaken.sorted())"))
        }
        for melding in claims.meldingen where linked[melding.lower] == nil {
            found.append(Finding(.lost, "melding \(melding.lower) is in no casus"))
        }
        let received = Dictionary(grouping: events(Topics.meldingen, "melding-ontvangen")) { event in
            // An exercise has references of its own (C3).
            [
                event.data["melder"]?.string, event.data["eigenKenmerk"]?.string,
                event.data["oefening"] == true ? "oefening" : "echt",
            ]
        }
        for (source, events) in received where events.count > 1 && !source.contains(nil) {
            found.append(Finding(.duplicate, "\(events.count) meldingen of \(source.compactMap { $0 })"))
        }
        for (zaak, events) in Dictionary(grouping: events(Topics.casussen, "casus-geopend"), by: \.stream.key)
        where events.count > 1 {
            found.append(Finding(.duplicate, "casus \(zaak) was opened \(events.count) times"))
        }
        return found
    }

    /// What a casus asked for was offered once, or answered; and the casus knows how it ended.
    private func offers() -> [Finding] {
        var found: [Finding] = []
        func byOffer(_ events: [LedgerHistory.Event]) -> [String: [LedgerHistory.Event]] {
            Dictionary(grouping: events) { $0.data["overdracht"]?.string ?? "" }
        }
        let offered = byOffer(events(Topics.overdrachten, "overdracht-aangeboden"))
        for (offer, events) in offered where events.count > 1 {
            found.append(Finding(.duplicate, "overdracht \(offer) was offered \(events.count) times"))
        }
        let withdrawn = byOffer(events(Topics.overdrachten, "overdracht-ingetrokken"))
        let asked = byOffer(events(Topics.casussen, "overdracht-verzocht"))
        for offer in Set(asked.keys).union(claims.overdrachten.map(\.lower))
        where offered[offer] == nil && withdrawn[offer] == nil {
            found.append(Finding(.lost, "overdracht \(offer) was never offered"))
        }
        let followed = byOffer(events(Topics.casussen, "overdracht-gevolgd"))
        for (ended, stand) in [("afgerond", "afgerond"), ("geweigerd", "geweigerd")] {
            for event in events(Topics.overdrachten, "overdracht-\(ended)") {
                let offer = event.data["overdracht"]?.string ?? ""
                let last = followed[offer]?.max { $0.sequence < $1.sequence }
                if asked[offer] != nil, last?.data["stand"]?.string != stand {
                    found.append(Finding(.lost, "overdracht \(offer) is \(ended), which its casus does not know"))
                }
            }
        }
        return found
    }

    /// N1: an offer asks each person once.
    private func tasks() -> [Finding] {
        var found: [Finding] = []
        let asked = events(Topics.bevestigingen, "taak-aangemaakt").filter {
            $0.data["soort"]?.string == "overdracht-beantwoorden"
        }
        let byPerson = Dictionary(grouping: asked) { [$0.data["onderwerp"]?.string, $0.data["bestemd"]?.string] }
        for (who, events) in byPerson where events.count > 1 {
            found.append(Finding(.duplicate, "\(who.compactMap { $0 }) was asked \(events.count) times"))
        }
        let offers = Set(asked.map { $0.data["onderwerp"]?.string })
        let offered = events(Topics.overdrachten, "overdracht-aangeboden").map { $0.data["overdracht"]?.string ?? "" }
        for offer in offered where !offers.contains(offer) {
            found.append(Finding(.lost, "nobody was asked about overdracht \(offer)"))
        }
        return found
    }

    /// One stage of one running of a term goes off once.
    private func terms() -> [Finding] {
        let fired = history.logs.flatMap(\.events).filter {
            $0.name == "termijn-herinnerd" || $0.name == "termijn-geescaleerd"
        }
        let stages = Dictionary(grouping: fired) { event in
            ["soort", "termijn", "sinds"].map { event.data[$0]?.string ?? "" }
                + [event.stream.topic, event.subject, "\(event.data["stadium"]?.integer ?? 0)"]
        }
        return stages.filter { $0.value.count > 1 }.map {
            Finding(.duplicate, "term \($0.key.filter { !$0.isEmpty }) went off \($0.value.count) times")
        }
    }
}

/// O1: exactly one organisation holds the regie of a zaak at every moment, as the events tell it.
struct Regie {
    private let judgement: LedgerJudgement
    private var found: [Finding] = []

    init(_ judgement: LedgerJudgement) { self.judgement = judgement }

    func findings() -> [Finding] {
        var all: [Finding] = []
        let told = judgement.history.logs.flatMap(\.events).filter { $0.stream.topic == Topics.overdrachten }
        for (stream, events) in Dictionary(grouping: told, by: \.stream) {
            let (holder, found) = follow(stream.key, events.sorted { $0.sequence < $1.sequence })
            all += found
            if let holder, let casus = casusHolder(stream.key), casus != holder["organisatie"]?.string {
                all.append(
                    Finding(.lost, "the casus \(stream.key) has the regie at \(casus), the verwijzing at \(holder)"))
            }
        }
        return all
    }

    private func follow(_ zaak: String, _ events: [LedgerHistory.Event]) -> (holder: JSON?, found: [Finding]) {
        var holder: JSON?
        var found: [Finding] = []
        var moved: [[String?]: Int] = [:]
        for event in events {
            switch event.name {
            case "zaak-geopend":
                if holder != nil { found.append(Finding(.duplicate, "zaak \(zaak) was opened twice")) }
                holder = event.data["regie"]
            case "regie-verplaatst":
                moved[[event.data["overdracht"]?.string, event.data["grond"]?.string], default: 0] += 1
                if event.data["van"] != holder {
                    found.append(
                        Finding(
                            .duplicate,
                            "zaak \(zaak) \(event.sequence): the regie left who did not hold it, two hold it (O1)"))
                }
                holder = event.data["naar"]
            case "regiehouder-gewisseld": holder = event.data["regie"]
            case "organisatie-gestopt":
                // O23: it names whom the regie left, where it did.
                if (event.data["regieWas"] ?? event.data["regie"]) != holder {
                    found.append(
                        Finding(
                            .duplicate,
                            "zaak \(zaak) \(event.sequence): a successor of who did not hold the regie, two hold it (O1)"))
                }
                holder = event.data["regie"]
            case let name where name.hasPrefix("vervang") && event.data["verwijzing"] != nil:
                // V7: help under a verwijzing is sought by who asked for it, whoever holds the regie (P1).
                continue
            default:
                if let regie = event.data["regie"], regie != holder {
                    found.append(
                        Finding(.duplicate, "zaak \(zaak) \(event.sequence) \(event.name): two hold the regie (O1)"))
                }
            }
        }
        if holder == nil, events.contains(where: { $0.data["regie"] != nil }) {
            found.append(Finding(.lost, "nobody holds the regie of zaak \(zaak) (O1)"))
        }
        for (by, times) in moved where times > 1 {
            found.append(Finding(.duplicate, "overdracht \(by[0] ?? "") moved the regie \(times) times (O1)"))
        }
        return (holder, found)
    }

    private func casusHolder(_ zaak: String) -> String? {
        let names = ["casus-geopend", "regie-gevolgd"]
        return names.flatMap { judgement.events(Topics.casussen, $0) }.filter { $0.stream.key == zaak }
            .max { $0.sequence < $1.sequence }?.data["regiehouder"]?["organisatie"]?.string
    }
}
