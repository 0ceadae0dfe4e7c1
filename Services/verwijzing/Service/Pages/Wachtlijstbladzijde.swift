import Chassis
import Contracts
import Foundation
import Register
import Web

/// O19: who waits for an answer, in the order in which they should get it; each place with its reason.
struct Wachtlijstbladzijde: Sendable {
    let register: Register
    let words: Words

    func toon(_ visit: Visit) async throws -> PageContent {
        let lijst = try await visit.read("wachtlijstLezen").body
        let regels = lijst["regels"]?.array ?? []
        let namen = try await Namen(visit, register.current)
        return PageContent(
            "Wachtlijst", template: "wachtlijst",
            values: [
                "leeg": .flag(regels.isEmpty), "meer": .flag(lijst["meer"]?.bool ?? false),
                "regels": .list(regels.map { rij($0, visit, namen) }),
                "gelezen": .text(Tijd.moment(visit.now)),
            ])
    }

    private func rij(_ json: JSON, _ visit: Visit, _ namen: Namen) -> PageValue {
        let reden = json["reden"]?.string ?? ""
        var values: [String: PageValue] = [
            "plaats": .text(json["plaats"]?.integer.map { String($0) } ?? ""),
            "reden": .text(Self.redenen[reden] ?? words[reden]),
            "adres": .text("/overdrachten/" + (json["overdracht"]?.string ?? "")),
            "kenmerk": PageValue(json["kenmerk"]?.string), "van": .text(namen.organisatie(json["van"]?.string)),
            "spoed": .flag(json["urgentie"]?.string == "spoed"), "oefening": .flag(json["oefening"]?.bool ?? false),
            // Where the reason is another, it counts among those.
            "ookMaatregel": .flag(json["maatregel"]?.bool == true && reden != "maatregel"),
            "status": .text(words[json["status"]?.string ?? ""]),
            "waarover": .text(
                [words[json["vraag"]?.string ?? ""], json["gemeente"]?.string.map { Gemeenten.naam($0) }]
                    .compactMap { $0 }.joined(separator: ", ")),
        ]
        values["sinds"] = PageValue(json["wachtSinds"]?.tijdstip.map { Tijd.since($0, now: visit.now) })
        values["aangeboden"] = PageValue(json["wachtSinds"]?.tijdstip.map { Tijd.short($0) })
        values["tot"] = PageValue(json["uitgesteldTot"]?.string.map { Tijd.day($0) })
        return .group(values)
    }

    private static let redenen = [
        "niet-veilig": "De veiligheid is niet te houden", "spoed": "Spoed",
        "maatregel": "Een kind valt onder een maatregel", "wachttijd": "Wacht het langst van wie overblijft",
    ]
}
