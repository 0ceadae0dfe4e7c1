import Chassis
import Contracts
import Foundation
import Register
import Web

/// S5: what does not move, to take to the meeting: a reference, which term passed, since when, and who must act.
struct Vastgelopenbladzijde: Sendable {
    let register: Register
    let words: Words

    func toon(_ visit: Visit) async throws -> PageContent {
        let vraag = visit.query.filter { ["regio", "maand"].contains($0.key) && !$0.value.isEmpty }
        let lijst = try await visit.read("vastgelopenLezen", query: vraag).body
        let regels = lijst["regels"]?.array ?? []
        let (regio, maand) = (lijst["regio"]?.string ?? "", lijst["maand"]?.string)
        let namen = try await Namen(
            visit, register.current,
            organisaties: Set(regels.flatMap { $0["verlopen"]?.array ?? [] }.compactMap { $0["organisatie"]?.string }))
        let regios = Toegang.regios(visit.caller.organisation, register.current).map { ($0.text, naam($0.text)) }
        var values: [String: PageValue] = [
            "regio": .text(naam(regio)), "heleRegio": .flag(lijst["heleRegio"]?.bool ?? false),
            "meer": .flag(lijst["meer"]?.bool ?? false), "leeg": .flag(regels.isEmpty),
            "regels": .list(regels.map { rij($0, visit, namen) }), "filteradres": "/vastgelopen",
            "heeftFilters": .flag(regios.count > 1),
            "filters": .list([PageFilter("regio", "Regio", regios).value(visit)]),
            "bestand": .text("/vastgelopen/bestand?" + FormEncoding.encode(["regio": regio, "maand": maand ?? ""])),
            "aantal": .text(
                regels.count == 1 ? "1 overdracht zit vast" : "\(regels.count) overdrachten zitten vast"),
        ]
        let nu = Maand(visit.now)
        let gekozen = maand.flatMap { Maand($0) }
        values["maand"] = PageValue(gekozen.map(Self.naam))
        let eerder = (gekozen ?? nu.plus(1)).plus(-1)
        let later = gekozen.flatMap { $0 == nu ? nil : $0.plus(1) }
        values["maanden"] = .list(
            [later, eerder].compactMap { $0 }.map { maand in
                .group([
                    "naam": .text("Wat in \(Self.naam(maand)) vastzat"),
                    "adres": .text("/vastgelopen?" + FormEncoding.encode(["regio": regio, "maand": maand.text])),
                ])
            })
        values["nuAdres"] = PageValue(
            gekozen == nil ? nil : "/vastgelopen?" + FormEncoding.encode(["regio": regio]))
        values["kastje"] = PageValue(
            lijst["kastjeVanaf"]?.integer.map { hop in
                "Vanaf de \(hop)e keer dat een gezin wordt doorgestuurd, hoort het aanspreekpunt van de regio het. "
                    + "Dit aantal komt uit: \(lijst["kastjeHerkomst"]?.string ?? "")."
            })
        values["gemeten"] = PageValue(lijst["gemetenOp"]?.tijdstip.map { Tijd.moment($0) })
        return PageContent("Vastgelopen overdrachten", template: "vastgelopen", values: values)
    }

    private static let maanden = [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
        "december",
    ]

    private static func naam(_ maand: Maand) -> String { "\(maanden[maand.maand - 1]) \(maand.jaar)" }

    private func naam(_ regio: String) -> String {
        Codewoord(regio).flatMap { register.current.region($0)?.naam.text } ?? regio
    }

    private func rij(_ json: JSON, _ visit: Visit, _ namen: Namen) -> PageValue {
        var values: [String: PageValue] = [
            "kenmerk": PageValue(json["kenmerk"]?.string), "status": .text(words[json["status"]?.string ?? ""]),
            "waarover": .text(
                [words[json["vraag"]?.string ?? ""], json["gemeente"]?.string.map { Gemeenten.naam($0) }]
                    .compactMap { $0 }.joined(separator: ", ")),
            "van": .text(namen.organisatie(json["van"]?.string)),
            "naar": .text(namen.organisatie(json["naar"]?.string)),
            "spoed": .flag(json["urgentie"]?.string == "spoed"),
            "termijnen": .list(
                (json["verlopen"]?.array ?? []).map { termijn in
                    let wie = namen.partij(termijn)
                    let voorbij = termijn["afgesloten"]?.tijdstip.map { "weer verder op \(Tijd.moment($0))" }
                    var values: [String: PageValue] = [
                        "soort": .text(words[termijn["soort"]?.string ?? ""]),
                        "wie": .text(wie == "u" ? "U" : wie.isEmpty ? voorbij ?? "afgeschermd" : wie),
                        "bijRegio": .flag((termijn["stadium"]?.integer ?? 0) >= 150),
                    ]
                    values["verliep"] = PageValue(termijn["verliep"]?.tijdstip.map { Tijd.deadline($0) })
                    values["herkomst"] = PageValue(termijn["herkomst"]?.string)
                    values["laat"] = PageValue(
                        voorbij != nil ? nil : termijn["verliep"]?.tijdstip.map { Tijd.left($0, now: visit.now) })
                    return .group(values)
                }),
        ]
        values["adres"] = PageValue(
            json["eigen"]?.bool == true ? "/overdrachten/" + (json["overdracht"]?.string ?? "") : nil)
        values["sinds"] = PageValue(json["sinds"]?.tijdstip.map { Tijd.since($0, now: visit.now) })
        return .group(values)
    }
}
