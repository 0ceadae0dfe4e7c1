import Chassis
import Contracts
import Foundation
import Register
import Web

/// What each candidate can give, side by side, for who chooses (O14). Opening it is recorded: it shows their texts.
struct Kandidatenbladzijde: Sendable {
    let register: Register
    let site: Site

    func toon(_ visit: Visit) async throws -> PageContent {
        let overdracht = try await visit.read("overdrachtLezen", path: ["id": visit.onderwerp]).body
        let zaak = try await visit.read("zaakLezen", path: ["id": overdracht["zaak"]?.string ?? ""]).body
        var kandidaten: [(stand: JSON, tekst: String?)] = []
        for aanbod in zaak["openAanbiedingen"]?.array ?? [] {
            guard let id = aanbod["overdracht"]?.string else { continue }
            let stand = try await visit.read("overdrachtLezen", path: ["id": id]).body
            guard stand["keuze"]?.string == "beste-voorstel",
                stand["van"]?["organisatie"]?.string == visit.caller.organisation.text
            else { continue }
            kandidaten.append((stand, stand["voorstelSinds"] == nil ? nil : try await voorstel(id, visit)))
        }
        let namen = try await Namen(
            visit, register.current, organisaties: Set(kandidaten.compactMap { $0.stand["naar"]?.string }))
        return PageContent(
            "Kandidaten voor " + (zaak["kenmerk"]?.string ?? ""), template: "kandidaten",
            values: [
                "kenmerk": PageValue(zaak["kenmerk"]?.string), "terug": .text("/overdrachten/" + visit.onderwerp),
                "leeg": .flag(kandidaten.isEmpty),
                "kandidaten": .list(kandidaten.map { kandidaat($0.stand, $0.tekst, namen) }),
            ])
    }

    /// The last that the candidate wrote.
    private func voorstel(_ id: String, _ visit: Visit) async throws -> String? {
        let teksten = try await visit.read("overdrachttekstenLezen", path: ["id": id]).body["teksten"]?.array ?? []
        return teksten.last { $0["soort"]?.string == "voorstel" }?["tekst"]?.string
    }

    private func kandidaat(_ stand: JSON, _ tekst: String?, _ namen: Namen) -> PageValue {
        let naar = stand["naar"]?.string
        var values: [String: PageValue] = [
            "naam": .text(namen.organisatie(naar)), "voorstel": .flag(stand["voorstelSinds"] != nil),
            "status": .text(site.words[stand["status"]?.string ?? ""]),
            "adres": .text("/overdrachten/" + (stand["id"]?.string ?? "")), "tekst": .init(tekst),
            "werker": .init(stand["werker"]?.string.map { namen.mens($0, bij: naar) }),
            "start": .init(stand["startdatum"]?.string.map { Tijd.day($0) }),
        ]
        values["sinds"] = PageValue(stand["voorstelSinds"]?.tijdstip.map { Tijd.moment($0) })
        return .group(values)
    }
}
