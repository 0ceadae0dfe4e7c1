import Chassis
import Contracts
import Foundation
import Register
import Web

/// The casussen that somebody's organisation keeps or is involved in: what is most urgent stands first. References only.
struct Casuslijst: Sendable {
    let register: Register
    let words: Words

    /// More than this is not read for one page; who has more chooses.
    private static let meeste = 1_000

    func toon(_ visit: Visit) async throws -> PageContent {
        let fase = Self.fasen[visit.query["fase"] ?? ""] ?? "open"
        let gelezen = try await visit.list(
            "casussenLezen", query: fase.isEmpty ? [:] : ["fase": fase], limit: Self.meeste)
        let alle = gelezen.map { Regel(json: $0, eigen: visit.caller.organisation.text, nu: visit.now) }
        let regels = alle.filter { past($0, visit.query) }.sorted(visit.query["volgorde"])
        let wachtend = try await visit.list("koppelingenLezen", query: ["wacht": "true"])
        let namen = try await Namen(
            visit, register.current,
            organisaties: Set(regels.compactMap { $0.json["regiehouder"]?["organisatie"]?.string }))
        let laat = regels.count(where: \.isLaat)
        var values: [String: PageValue] = [
            "filters": .list(filters.map { $0.value(visit) }), "leeg": .flag(regels.isEmpty),
            "gefilterd": .flag(!visit.query.isEmpty), "regels": .list(regels.map { rij($0, visit, namen) }),
            "koppelingen": .list(wachtend.map { koppeling($0) }), "heeftKoppelingen": .flag(!wachtend.isEmpty),
            "meer": .flag(gelezen.count >= Self.meeste),
        ]
        values["aantal"] = .text(regels.count == 1 ? "1 casus" : "\(regels.count) casussen")
        values["laat"] = PageValue(laat == 0 ? nil : laat == 1 ? "1 is te laat" : "\(laat) zijn te laat")
        return PageContent(
            laat > 0 ? "Casussen (\(laat) te laat)" : "Casussen", template: "casussen", values: values)
    }

    // MARK: - Filters

    private static let fasen = ["": "open", "gesloten": "gesloten", "alle": ""]

    private var filters: [PageFilter] {
        [
            PageFilter("fase", "Stand", [("", "Open"), ("gesloten", "Gesloten"), ("alle", "Open en gesloten")]),
            PageFilter(
                "rol", "Wat wij doen",
                [
                    ("", "Alles"), ("regie", "Wij hebben de regie"), ("team", "Wij houden de casus bij"),
                    ("betrokken", "Wij zijn betrokken"),
                ]),
            PageFilter("tijd", "Op tijd", [("", "Alles"), ("laat", "Alleen te laat")]),
            PageFilter(
                "wat", "Wat er speelt",
                [
                    ("", "Alles"), ("beoordelen", "Wacht op een beoordeling"), ("uit-beeld", "Gezin uit beeld"),
                    ("overdracht", "Er loopt een overdracht"), ("anders", "Een organisatie ziet het anders"),
                ]),
            PageFilter("volgorde", "Eerst", [("", "Wat het meest dringt"), ("oudste", "Wat het langst loopt")]),
        ]
    }

    private func past(_ regel: Regel, _ vraag: [String: String]) -> Bool {
        switch vraag["rol"] {
        case "regie": if !regel.heeftRegie { return false }
        case "team": if !regel.isTeam { return false }
        case "betrokken": if regel.heeftRegie || regel.isTeam { return false }
        default: break
        }
        if vraag["tijd"] == "laat", !regel.isLaat { return false }
        switch vraag["wat"] {
        case "beoordelen": return regel.wachtOpBeoordeling
        case "uit-beeld": return regel.uitBeeld != nil
        case "overdracht": return regel.loopt
        case "anders": return regel.json["meningsverschillen"]?.array?.isEmpty == false
        default: return true
        }
    }

    // MARK: - A row

    private func rij(_ regel: Regel, _ visit: Visit, _ namen: Namen) -> PageValue {
        let json = regel.json
        let regie = json["regiehouder"].map { namen.partij($0) } ?? "Voor u afgeschermd"
        var values: [String: PageValue] = [
            "adres": .text("/casussen/" + (json["id"]?.string ?? "")), "kenmerk": PageValue(json["kenmerk"]?.string),
            "gemeente": .text(json["gemeente"]?.string.map { Gemeenten.naam($0) } ?? "gemeente onbekend"),
            "regie": .text(regie == "u" ? "U" : regie), "spoed": .flag(regel.isSpoed),
            "oefening": .flag(json["oefening"]?.bool ?? false), "uitBeeld": .flag(regel.uitBeeld != nil),
            "gesloten": .flag(json["fase"]?.string == "gesloten"), "laat": .flag(regel.isLaat),
        ]
        values["waarvoor"] = PageValue(regel.eerste?["soort"]?.string.map { words[$0] })
        values["herkomst"] = PageValue(regel.eerste?["herkomst"]?.string)
        values["wie"] = PageValue(regel.eerste?["organisatie"]?.string.map { namen.organisatie($0) })
        values["termijn"] = PageValue(regel.verloopt.map { Tijd.left($0, now: visit.now) })
        values["sinds"] = PageValue(regel.geopend.map { Tijd.since($0, now: visit.now) })
        return .group(values)
    }

    private func koppeling(_ json: JSON) -> PageValue {
        .group([
            "adres": .text("/koppelingen/" + (json["melding"]?.string ?? "")),
            "kenmerk": PageValue(json["kenmerk"]?.string), "acuut": .flag(json["acuut"]?.string == "ja"),
            "oefening": .flag(json["oefening"]?.bool ?? false),
            "soort": .text(json["soort"]?.string.map { words[$0] } ?? "Melding zonder soort"),
            "ontvangen": PageValue(json["ontvangenOp"]?.tijdstip.map { Tijd.moment($0) }),
            "aantal": .text("\(json["kandidaten"]?.array?.count ?? 0)"),
        ])
    }

    /// One casus in the list.
    fileprivate struct Regel {
        let json: JSON
        let eigen: String
        let nu: Date

        /// Of the terms that run, the one that ends first.
        var eerste: JSON? { json["termijnen"]?.array?.first }
        var verloopt: Date? { eerste?["verloopt"]?.tijdstip }
        var geopend: Date? { json["geopendOp"]?.tijdstip }
        var uitBeeld: Date? { json["uitBeeldSindsTijdstip"]?.tijdstip }
        var isLaat: Bool { verloopt.map { $0 < nu } ?? false }
        var isSpoed: Bool { json["urgentie"]?.string == "spoed" && json["fase"]?.string == "open" }
        var isTeam: Bool { json["team"]?.string == eigen }
        var heeftRegie: Bool { json["regiehouder"]?["organisatie"]?.string == eigen }
        var wachtOpBeoordeling: Bool { (json["meldingen"]?.array ?? []).contains { $0["beoordeeld"]?.bool == false } }
        var loopt: Bool {
            let klaar: Set = [
                "gestart", "afgerond", "geweigerd", "ingetrokken", "teruggave-aanvaard", "voortijdig-beeindigd",
            ]
            return (json["overdrachten"]?.array ?? []).contains { !klaar.contains($0["stand"]?.string ?? "") }
        }

        /// Spoed before the rest, and in each what ends first.
        var rang: (Int, Date, Date) { (isSpoed ? 0 : 1, verloopt ?? .distantFuture, geopend ?? .distantFuture) }
    }
}

extension [Casuslijst.Regel] {
    fileprivate func sorted(_ volgorde: String?) -> [Casuslijst.Regel] {
        volgorde == "oudste"
            ? sorted { ($0.geopend ?? .distantFuture) < ($1.geopend ?? .distantFuture) }
            : sorted { $0.rang < $1.rang }
    }
}
