import Chassis
import Contracts
import Foundation
import Register
import VerwijzingDomain
import Web

/// The dossier as it was handed over (O7). Opening it is recorded.
struct Dossierstandbladzijde: Sendable {
    let register: Register
    let words: Words

    func toon(_ visit: Visit) async throws -> PageContent {
        let gevraagd = visit.query.filter { ["moment", "op"].contains($0.key) && !$0.value.isEmpty }
        let stand = try await visit.read("dossierstandLezen", path: ["id": visit.onderwerp], query: gevraagd).body
        let alle = stand["verklaringen"]?.array ?? []
        let terzijde = stand["terzijde"]?.array ?? []
        let namen = try await Namen(
            visit, register.current,
            organisaties: Set(
                (alle + terzijde + alle.compactMap { $0["overgenomen"] }).compactMap { $0["organisatie"]?.string }))
        let gewijzigd = Set(stand["laterGewijzigd"]?.strings ?? [])
        let zaak = stand["zaak"]?.string ?? ""
        let wanneer = stand["op"]?.tijdstip.map { Tijd.moment($0) } ?? ""
        let wat =
            switch stand["moment"]?.string {
            case "overgedragen": "Dossier zoals overgedragen op \(wanneer)"
            case "geaccepteerd": "Dossier zoals het was bij de acceptatie op \(wanneer)"
            case "aangeboden": "Dossier zoals het was bij het aanbod op \(wanneer)"
            default: "Dossier zoals het was op \(wanneer)"
            }
        let blokken = Dossierblok.allCases.map(\.rawValue).map { blok -> PageValue in
            let hier = alle.filter { $0["blok"]?.string == blok }
            return .group([
                "code": .text(blok), "naam": .text(words[blok]), "leeg": .flag(hier.isEmpty),
                "verklaringen": .list(
                    hier.map { verklaring($0, in: zaak, later: gewijzigd, namen) }),
                "terzijde": .list(
                    terzijde.filter { $0["blok"]?.string == blok }.map { weggelegd in
                        .group([
                            "reden": .text(words[weggelegd["reden"]?.string ?? ""]),
                            "toelichting": PageValue(weggelegd["toelichting"]?.string),
                            "wie": .text(namen.organisatie(weggelegd["organisatie"]?.string)),
                        ])
                    }),
            ])
        }
        return PageContent(
            "Dossier zoals het was, " + (stand["kenmerk"]?.string ?? ""), template: "dossierstand",
            values: [
                "kenmerk": PageValue(stand["kenmerk"]?.string), "wat": .text(wat),
                "terug": .text("/overdrachten/" + visit.onderwerp),
                "nu": .text("/overdrachten/\(visit.onderwerp)/dossier"),
                "andere": .list(andere(visit, stand)),
                "deels": .flag(!(stand["volledig"]?.bool ?? false)), "blokken": .list(blokken),
                "vernietigd": .list(Vernietigd.uitleg(stand["vernietigd"])),
            ])
    }

    private func verklaring(_ json: JSON, in zaak: String, later: Set<String>, _ namen: Namen) -> PageValue {
        let (bron, id) = (json["organisatie"]?.string, json["id"]?.string ?? "")
        return .group([
            "tekst": PageValue(json["tekst"]?.string), "onbekend": .flag(json["onbekend"]?.bool ?? false),
            "soort": .text(words[json["soort"]?.string ?? ""]), "bron": .text(namen.organisatie(bron)),
            "door": PageValue(json["door"]?.string.map { namen.mens($0, bij: bron) }),
            "datum": .text(Tijd.day(json["datum"]?.string ?? "")),
            "versie": PageValue(json["versie"]?.integer.map(String.init)), "later": .flag(later.contains(id)),
            "bestand": json["bestand"].map { Verklaringbladzijde.bestand($0) } ?? PageValue.none,
            "overgenomen": json["overgenomen"].map { Verklaringbladzijde.overname($0, namen) } ?? PageValue.none,
            "adres": .text("/zaken/\(zaak)/verklaringen/\(id)"),
        ])
    }

    /// The other steps at which it can be looked at.
    private func andere(_ visit: Visit, _ stand: JSON) -> [PageValue] {
        let gezet = stand["momenten"]?.strings ?? []
        return [
            ("aangeboden", "bij het aanbod"), ("geaccepteerd", "bij de acceptatie"),
            ("overgedragen", "bij de overdracht"),
        ]
        .filter { gezet.contains($0.0) && $0.0 != stand["moment"]?.string }.map { code, naam in
            .group([
                "adres": .text("/overdrachten/\(visit.onderwerp)/dossierstand?moment=\(code)"),
                "naam": .text(naam),
            ])
        }
    }
}
