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
        let na = visit.query["na"].flatMap { Cursor($0) }.flatMap { cursor in
            // Of an older list: `key` says whether it fits this one.
            (try? cursor.key(Int64.self, Bool.self, Int64.self, UUID.self)) == nil ? nil : cursor.description
        }
        let lijst = try await visit.read("wachtlijstLezen", query: na.map { ["after": $0] } ?? [:]).body
        let regels = lijst["regels"]?.array ?? []
        let aantal = lijst["aantal"]?.integer ?? 0
        let volgende = lijst["volgende"]?.string.map { "/wachtlijst?na=\($0)" }
        let begin: String? = na == nil ? nil : "/wachtlijst"
        let namen = try await Namen(visit, register.current)
        return PageContent(
            "Wachtlijst", template: "wachtlijst",
            values: [
                "leeg": .flag(aantal == 0),
                "aantal": .text(
                    aantal == 1 ? "Er wacht 1 vraag op antwoord." : "Er wachten \(aantal) vragen op antwoord."),
                "verder": volgende == nil && begin == nil
                    ? PageValue.none : .group(["volgende": PageValue(volgende), "begin": PageValue(begin)]),
                "regels": .list(regels.map { rij($0, visit, namen) }),
                "gelezen": .text(Tijd.moment(visit.now)),
            ])
    }

    private func rij(_ json: JSON, _ visit: Visit, _ namen: Namen) -> PageValue {
        let reden = json["reden"]?.string ?? ""
        var values: [String: PageValue] = [
            "plaats": .text(json["plaats"]?.integer.map { String($0) } ?? ""),
            "reden": .text(Self.redenen[reden] ?? words[reden]),
            "adres": .text(
                json["verwijzing"]?.string.map { "/verwijzingen/" + $0 }
                    ?? "/overdrachten/" + (json["overdracht"]?.string ?? "")),
            "hulp": .flag(json["verwijzing"] != nil),
            "kenmerk": PageValue(json["kenmerk"]?.string), "van": .text(namen.organisatie(json["van"]?.string)),
            "spoed": .flag(json["urgentie"]?.string == "spoed"), "oefening": .flag(json["oefening"]?.bool ?? false),
            // Where the reason is another, it counts among those.
            "ookMaatregel": .flag(json["maatregel"]?.bool == true && reden != "maatregel"),
            "status": .text(
                json["verwijzing"] == nil
                    ? words[json["status"]?.string ?? ""] : Verwijzingwoorden.stand(json["status"]?.string)),
            "waarover": .text(
                [
                    json["hulpnaam"]?.string ?? words[json["vraag"]?.string ?? ""],
                    json["gemeente"]?.string.map { Gemeenten.naam($0) },
                ]
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
