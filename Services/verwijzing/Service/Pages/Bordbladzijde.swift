import Chassis
import Contracts
import Foundation
import Register
import Web

/// The board "wie is aan zet" (S1): what is most late stands first.
struct Bordbladzijde: Sendable {
    /// Rows that a page shows at once.
    private static let perBladzijde = 100

    let register: Register
    let words: Words

    func toon(_ visit: Visit) async throws -> PageContent {
        let alle = try await visit.list("bordLezen").map(Regel.init)
        let namen = try await Namen(
            visit, register.current, organisaties: Set(alle.compactMap { $0.json["aanZet"]?["organisatie"]?.string }))
        let eigen = visit.caller.organisation.text
        let regels = alle.filter { past($0, visit.query, eigen, visit.now) }.sorted(visit.query["volgorde"])
        let laat = regels.count { $0.isLaat(visit.now) }
        var values: [String: PageValue] = [
            "filters": .list(filters(alle, visit, namen)), "leeg": .flag(regels.isEmpty),
            "gefilterd": .flag(!alle.isEmpty),
        ]
        let vanaf = min(max(visit.query["vanaf"].flatMap(Int.init) ?? 0, 0), regels.count)
        let getoond = regels.dropFirst(vanaf).prefix(Self.perBladzijde)
        values["regels"] = .list(getoond.map { rij($0, visit, namen) })
        if getoond.count < regels.count {
            values["welke"] = .text("\(vanaf + 1) tot en met \(vanaf + getoond.count)")
        }
        if vanaf > 0 { values["vorige"] = .text(adres(vanaf - Self.perBladzijde, visit)) }
        if vanaf + getoond.count < regels.count { values["volgende"] = .text(adres(vanaf + getoond.count, visit)) }
        values["aantal"] = .text(regels.count == 1 ? "1 overdracht loopt" : "\(regels.count) overdrachten lopen")
        values["laat"] = PageValue(laat == 0 ? nil : laat == 1 ? "1 is te laat" : "\(laat) zijn te laat")
        return PageContent(
            laat > 0 ? "Wie is aan zet (\(laat) te laat)" : "Wie is aan zet", template: "bord", values: values)
    }

    /// This list with the same filters, from another row.
    private func adres(_ vanaf: Int, _ visit: Visit) -> String {
        var adres = URLComponents()
        adres.path = "/"
        adres.queryItems = visit.query.merging(["vanaf": String(max(vanaf, 0))]) { $1 }.sorted { $0.key < $1.key }
            .map { URLQueryItem(name: $0.key, value: $0.value) }
        return adres.string ?? "/"
    }

    // MARK: - Filters

    /// Filters that ask for one value of one field.
    private static let velden = ["stand": "status", "regio": "regio", "gemeente": "gemeente", "vraag": "vraag"]

    private func past(_ regel: Regel, _ vraag: [String: String], _ eigen: String, _ nu: Date) -> Bool {
        let aanZet = regel.json["aanZet"]?["organisatie"]?.string
        switch vraag["wie"] {
        case "wij": if aanZet != eigen { return false }
        case "ander": if aanZet == eigen { return false }
        default: break
        }
        for (filter, veld) in Self.velden {
            if let gekozen = vraag[filter], !gekozen.isEmpty, regel.json[veld]?.string != gekozen { return false }
        }
        if let met = vraag["met"], !met.isEmpty, regel.partijen.doesNotContain(met) { return false }
        return vraag["tijd"] != "laat" || regel.isLaat(nu)
    }

    private func filters(_ alle: [Regel], _ visit: Visit, _ namen: Namen) -> [PageValue] {
        func keuzes(_ veld: String, _ geen: String, _ woord: (String) -> String) -> [(String, String)] {
            [("", geen)]
                + Set(alle.compactMap { $0.json[veld]?.string }).map { ($0, woord($0)) }.sorted { $0.1 < $1.1 }
        }
        func regio(_ code: String) -> String {
            Codewoord(code).flatMap { register.current.region($0)?.naam.text } ?? code
        }
        let anderen = Set(alle.flatMap(\.partijen)).subtracting([visit.caller.organisation.text])
            .map { ($0, namen.organisatie($0)) }
        let filters = [
            PageFilter("wie", "Wie is aan zet", [("", "Iedereen"), ("wij", "Wij"), ("ander", "De ander")]),
            PageFilter("tijd", "Op tijd", [("", "Alles"), ("laat", "Alleen te laat")]),
            PageFilter("stand", "Stand", keuzes("status", "Elke stand") { words[$0] }),
            PageFilter("regio", "Regio", keuzes("regio", "Elke regio", regio)),
            PageFilter("gemeente", "Gemeente", keuzes("gemeente", "Elke gemeente") { Gemeenten.naam($0) }),
            PageFilter("vraag", "Soort hulp", keuzes("vraag", "Elke soort hulp") { words[$0] }),
            PageFilter("met", "Met", [("", "Elke organisatie")] + anderen.sorted { $0.1 < $1.1 }),
            PageFilter(
                "volgorde", "Eerst", [("", "Wat het meest te laat is"), ("oudste", "Wat het langst wacht")]),
        ]
        return filters.map { $0.value(visit) }
    }

    // MARK: - A row

    private func rij(_ regel: Regel, _ visit: Visit, _ namen: Namen) -> PageValue {
        let json = regel.json
        let wie = json["aanZet"]
        let wij = wie?["organisatie"]?.string == visit.caller.organisation.text
        var aanZet = wij ? "Wij" : namen.organisatie(wie?["organisatie"]?.string)
        if let medewerker = wie?["medewerker"]?.string {
            aanZet = namen.isZelf(wie) ? "U" : aanZet + ": " + namen.mens(medewerker, bij: wie?["organisatie"]?.string)
        }
        var values: [String: PageValue] = [
            "adres": .text("/overdrachten/" + (json["overdracht"]?.string ?? "")),
            "kenmerk": PageValue(json["kenmerk"]?.string), "status": .text(words[json["status"]?.string ?? ""]),
            "van": .text(namen.organisatie(json["van"]?.string)),
            "naar": .text(namen.organisatie(json["naar"]?.string)), "aanZet": .text(aanZet),
        ]
        values["waarover"] = .text(
            [words[json["vraag"]?.string ?? ""], json["gemeente"]?.string.map { Gemeenten.naam($0) }]
                .compactMap { $0 }.joined(separator: ", "))
        values["spoed"] = .flag(json["urgentie"]?.string == "spoed")
        values["oefening"] = .flag(json["oefening"]?.bool ?? false)
        values["laat"] = .flag(regel.isLaat(visit.now))
        values["termijn"] = PageValue(regel.verloopt.map { Tijd.left($0, now: visit.now) })
        values["herkomst"] = PageValue(regel.eerste?["herkomst"]?.string)
        values["waarvoor"] = PageValue(regel.eerste?["soort"]?.string.map { words[$0] })
        values["sinds"] = PageValue(regel.sinds.map { Tijd.since($0, now: visit.now) })
        values["afgesloten"] = .list(
            (json["afgesloten"]?.array ?? []).map {
                .text(namen.organisatie($0["organisatie"]?.string) + " is afgesloten en ziet dit nu niet.")
            })
        return .group(values)
    }

    /// One handover on the board.
    fileprivate struct Regel {
        let json: JSON

        var eerste: JSON? { json["termijnen"]?.array?.first }
        var verloopt: Date? { eerste?["verloopt"]?.tijdstip }
        var sinds: Date? { json["sinds"]?.tijdstip }
        var partijen: [String] { ["van", "naar"].compactMap { json[$0]?.string } }
        func isLaat(_ nu: Date) -> Bool { verloopt.map { $0 < nu } ?? false }
    }
}

extension [Bordbladzijde.Regel] {
    fileprivate func sorted(_ volgorde: String?) -> [Bordbladzijde.Regel] {
        let moment: (Bordbladzijde.Regel) -> Date = {
            (volgorde == "oudste" ? $0.sinds : $0.verloopt) ?? .distantFuture
        }
        return sorted { moment($0) < moment($1) }
    }
}

extension [String] {
    fileprivate func doesNotContain(_ text: String) -> Bool { !contains(text) }
}
