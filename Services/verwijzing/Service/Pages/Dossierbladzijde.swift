import Contracts
import Foundation
import Register
import VerwijzingDomain
import Web

/// The dossier by rights, with the source and age of each statement (O7, O8), and what the two sides wrote. Each reading
/// is recorded before anything is shown (P5), so these are pages of their own that a person opens.
struct Dossierbladzijde: Sendable {
    let register: Register
    let site: Site

    /// Past this a statement is shown as old (O8).
    private static let oud: TimeInterval = 365 * 86_400

    func toon(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let inhoud = try await visit.read("dossierLezen", path: ["id": visit.onderwerp]).body
        let alle = inhoud["verklaringen"]?.array ?? []
        let namen = try await Namen(
            visit, register.current, organisaties: Set(alle.compactMap { $0["organisatie"]?.string }))
        let formulieren = formulieren(zaak: inhoud["zaak"]?.string ?? "", visit)
        let blokken = Dossierblok.allCases.map(\.rawValue).map { blok -> PageValue in
            let hier = alle.filter { $0["blok"]?.string == blok }
            let form = formulieren.first { $0.path["blok"] == blok }
            let given = formulier.flatMap { $0.actie == form?.action ? $0 : nil }
            return .group([
                "code": .text(blok), "naam": .text(site.words[blok]), "leeg": .flag(hier.isEmpty),
                "verklaringen": .list(hier.map { verklaring($0, visit, namen) }),
                "formulier": given ?? form.map { site.show($0, for: visit) } ?? PageValue.none,
                "open": .flag(given != nil),
            ])
        }
        return PageContent(
            "Dossier " + (inhoud["kenmerk"]?.string ?? ""), template: "dossier",
            values: [
                "kenmerk": PageValue(inhoud["kenmerk"]?.string), "terug": .text("/overdrachten/" + visit.onderwerp),
                "gedaan": .flag(visit.query["gedaan"] != nil && formulier == nil),
                "deels": .flag(!(inhoud["volledig"]?.bool ?? false)), "blokken": .list(blokken),
            ])
    }

    private func verklaring(_ json: JSON, _ visit: Visit, _ namen: Namen) -> PageValue {
        let bron = json["organisatie"]?.string
        let dag = json["datum"]?.string.flatMap { RFC3339.date($0 + "T00:00:00Z") }
        var values: [String: PageValue] = [
            "tekst": PageValue(json["tekst"]?.string), "onbekend": .flag(json["onbekend"]?.bool ?? false),
            "soort": .text(site.words[json["soort"]?.string ?? ""]), "bron": .text(namen.organisatie(bron)),
            "door": PageValue(json["door"]?.string.map { namen.mens($0, bij: bron) }),
            "datum": .text(Tijd.day(json["datum"]?.string ?? "")),
        ]
        values["oud"] = .text(dag.map { Tijd.age($0, now: visit.now) } ?? "")
        values["verouderd"] = .flag(dag.map { visit.now.timeIntervalSince($0) > Self.oud } ?? false)
        return .group(values)
    }

    /// The form of one block; its own address in the query tells them apart.
    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        let zaak = try await visit.read("overdrachtLezen", path: ["id": visit.onderwerp]).body["zaak"]?.string ?? ""
        return formulieren(zaak: zaak, visit).first { $0.path["blok"] == visit.query["blok"] }
    }

    private func formulieren(zaak: String, _ visit: Visit) -> [ActionForm] {
        Dossierblok.allCases.map(\.rawValue).map { blok in
            ActionForm(
                operation: "dossierAanvullen", title: "Zet in het dossier",
                explanation: "Schrijf wat u weet, of waarom dit onbekend is. Een van de twee.",
                action: "/overdrachten/\(visit.onderwerp)/dossier?blok=\(blok)", path: ["id": zaak, "blok": blok],
                omitted: ["/vervangt"])
        }
    }

    func berichten(_ visit: Visit) async throws -> PageContent {
        let inhoud = try await visit.read("overdrachttekstenLezen", path: ["id": visit.onderwerp]).body
        let teksten = inhoud["teksten"]?.array ?? []
        let namen = try await Namen(visit, register.current)
        return PageContent(
            "Berichten " + (inhoud["kenmerk"]?.string ?? ""), template: "berichten",
            values: [
                "kenmerk": PageValue(inhoud["kenmerk"]?.string), "terug": .text("/overdrachten/" + visit.onderwerp),
                "leeg": .flag(teksten.isEmpty),
                "berichten": .list(
                    teksten.reversed().map { tekst in
                        .group([
                            "soort": .text(site.words[tekst["soort"]?.string ?? ""]),
                            "tekst": PageValue(tekst["tekst"]?.string),
                            "van": .text(namen.organisatie(tekst["organisatie"]?.string)),
                            "wanneer": PageValue(tekst["vastgelegdOp"]?.tijdstip.map { Tijd.moment($0) }),
                        ])
                    }),
            ])
    }
}
