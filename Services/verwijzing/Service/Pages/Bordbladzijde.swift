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
        let vraag = vraag(visit.query)
        var bord = try await visit.read("bordLezen", query: vraag).body
        var regels = (bord["resultaten"]?.array ?? []).map(Regel.init)
        if regels.isEmpty, vraag["after"] != nil {
            // What stood there moved on meanwhile.
            bord = try await visit.read("bordLezen", query: vraag.filter { $0.key != "after" }).body
            regels = (bord["resultaten"]?.array ?? []).map(Regel.init)
        }
        let (aantal, laat) = (bord["aantal"]?.integer ?? 0, bord["laat"]?.integer ?? 0)
        let ervoor = Int(bord["ervoor"]?.integer ?? 0)
        let namen = try await Namen(
            visit, register.current, organisaties: Set(regels.compactMap { $0.json["aanZet"]?["organisatie"]?.string }))
        var values: [String: PageValue] = [
            "filters": .list(filters(bord["keuzes"], visit, namen)), "leeg": .flag(aantal == 0),
            "gefilterd": .flag(bord["keuzes"]?["statussen"]?.array?.isEmpty == false),
            "regels": .list(regels.map { rij($0, visit, namen) }),
        ]
        if regels.count < aantal { values["welke"] = .text("\(ervoor + 1) tot en met \(ervoor + regels.count)") }
        if ervoor > 0 { values["begin"] = .text(adres(nil, visit)) }
        values["volgende"] = PageValue(bord["volgende"]?.string.map { adres($0, visit) })
        values["aantal"] = .text(aantal == 1 ? "1 overdracht loopt" : "\(aantal) overdrachten lopen")
        values["laat"] = PageValue(laat == 0 ? nil : laat == 1 ? "1 is te laat" : "\(laat) zijn te laat")
        return PageContent(
            laat > 0 ? "Wie is aan zet (\(laat) te laat)" : "Wie is aan zet", template: "bord", values: values)
    }

    /// This list with the same filters, from another place.
    private func adres(_ na: String?, _ visit: Visit) -> String {
        var adres = URLComponents()
        adres.path = "/"
        var delen = visit.query
        delen["na"] = na
        adres.queryItems = delen.sorted { $0.key < $1.key }.map { URLQueryItem(name: $0.key, value: $0.value) }
        return adres.string ?? "/"
    }

    // MARK: - Filters

    /// What the address asks, as the operation asks it. What cannot be chosen counts as not chosen: an address may have
    /// been made by hand, or kept for years.
    private func vraag(_ gekozen: [String: String]) -> [String: String] {
        var vraag = [
            "limit": String(Self.perBladzijde),
            "volgorde": (gekozen["volgorde"] == "oudste" ? Bordvolgorde.oudste : .verloop).rawValue,
        ]
        switch gekozen["wie"] {
        case "wij": vraag["aanZet"] = BordAanZet.eigen.rawValue
        case "ander": vraag["aanZet"] = BordAanZet.ander.rawValue
        default: break
        }
        if gekozen["tijd"] == "laat" { vraag["laat"] = "true" }
        vraag["status"] = gekozen["stand"].flatMap(OverdrachtenEvents.Status.init)?.rawValue
        vraag["regio"] = gekozen["regio"].flatMap { Codewoord($0) }?.text
        vraag["gemeente"] = gekozen["gemeente"].flatMap { Gemeentecode($0) }?.text
        vraag["vraag"] = gekozen["vraag"].flatMap { Codewoord($0) }?.text
        vraag["met"] = gekozen["met"].flatMap { OIN($0) }?.text
        vraag["after"] = gekozen["na"].flatMap { Cursor($0) }.flatMap { cursor in
            // A place in another list is none here.
            (try? cursor.key(Int64.self, UUID.self)) == nil ? nil : cursor.description
        }
        return vraag
    }

    private func filters(_ bord: JSON?, _ visit: Visit, _ namen: Namen) -> [PageValue] {
        func keuzes(_ veld: String, _ geen: String, _ woord: (String) -> String) -> [(String, String)] {
            let aanwezig = Set((bord?[veld]?.array ?? []).compactMap(\.string))
            return [("", geen)] + aanwezig.map { ($0, woord($0)) }.sorted { $0.1 < $1.1 }
        }
        func regio(_ code: String) -> String {
            Codewoord(code).flatMap { register.current.region($0)?.naam.text } ?? code
        }
        let filters = [
            PageFilter("wie", "Wie is aan zet", [("", "Iedereen"), ("wij", "Wij"), ("ander", "De ander")]),
            PageFilter("tijd", "Op tijd", [("", "Alles"), ("laat", "Alleen te laat")]),
            PageFilter("stand", "Stand", keuzes("statussen", "Elke stand") { words[$0] }),
            PageFilter("regio", "Regio", keuzes("regios", "Elke regio", regio)),
            PageFilter("gemeente", "Gemeente", keuzes("gemeenten", "Elke gemeente") { Gemeenten.naam($0) }),
            PageFilter("vraag", "Soort hulp", keuzes("vragen", "Elke soort hulp") { words[$0] }),
            PageFilter("met", "Met", keuzes("organisaties", "Elke organisatie") { namen.organisatie($0) }),
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
        func isLaat(_ nu: Date) -> Bool { verloopt.map { $0 < nu } ?? false }
    }
}
