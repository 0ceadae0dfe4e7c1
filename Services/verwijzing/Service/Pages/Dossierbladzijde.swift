import Chassis
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

    /// From so many days on a statement is shown as old (O8).
    private static let oud = 365

    func toon(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let inhoud = try await visit.read("dossierLezen", path: ["id": visit.onderwerp]).body
        let alle = inhoud["verklaringen"]?.array ?? []
        let terzijde = inhoud["terzijde"]?.array ?? []
        let namen = try await Namen(
            visit, register.current,
            organisaties: Set(
                (alle + terzijde + alle.flatMap(Self.genoemd)).compactMap { $0["organisatie"]?.string }))
        let zaak = inhoud["zaak"]?.string ?? ""
        let weggelegd = Set(terzijde.flatMap { $0["verklaringen"]?.strings ?? [] })
        let formulieren = try await formulieren(visit)
        let blokken = Dossierblok.allCases.map(\.rawValue).map { blok -> PageValue in
            let hier = alle.filter { $0["blok"]?.string == blok }
            let geldt = hier.contains {
                $0["organisatie"]?.string != visit.caller.organisation.text
                    && !weggelegd.contains($0["id"]?.string ?? "")
            }
            let forms = formulieren.filter {
                $0.path["blok"] == blok && (geldt || $0.operation != "terzijdeLeggen")
            }
            return .group([
                "code": .text(blok), "naam": .text(site.words[blok]), "leeg": .flag(hier.isEmpty),
                "verklaringen": .list(
                    hier.map {
                        verklaring($0, in: zaak, weg: weggelegd.contains($0["id"]?.string ?? ""), visit, namen)
                    }),
                "terzijde": .list(terzijde.filter { $0["blok"]?.string == blok }.map { weglegging($0, namen) }),
                "handelingen": site.acts(forms, for: visit, given: formulier),
            ])
        }
        return PageContent(
            "Dossier " + (inhoud["kenmerk"]?.string ?? ""), template: "dossier",
            values: [
                "kenmerk": PageValue(inhoud["kenmerk"]?.string), "terug": .text("/overdrachten/" + visit.onderwerp),
                "gedaan": .flag(visit.query["gedaan"] != nil && formulier == nil),
                "deels": .flag(!(inhoud["volledig"]?.bool ?? false)), "blokken": .list(blokken),
                "vernietigd": .list(Vernietigd.uitleg(inhoud["vernietigd"])),
            ])
    }

    /// Who is named with a statement: by whom it was corrected or asked about, and who received it.
    private static func genoemd(_ json: JSON) -> [JSON] {
        (json["correctie"]?["ontvangers"]?.array ?? [])
            + ([json["correctie"]?["door"], json["overgenomen"]]
            + (json["verzoeken"]?.array ?? []).map { $0["aanvrager"] }).compactMap { $0 }
    }

    private func verklaring(
        _ json: JSON, in zaak: String, weg: Bool, _ visit: Visit, _ namen: Namen
    ) -> PageValue {
        let bron = json["organisatie"]?.string
        let dag = json["datum"]?.string.flatMap { Datum($0) }
        var values: [String: PageValue] = [
            "tekst": PageValue(json["tekst"]?.string), "onbekend": .flag(json["onbekend"]?.bool ?? false),
            "soort": .text(site.words[json["soort"]?.string ?? ""]), "bron": .text(namen.organisatie(bron)),
            "door": PageValue(json["door"]?.string.map { namen.mens($0, bij: bron) }),
            "datum": .text(Tijd.day(json["datum"]?.string ?? "")),
        ]
        values["oud"] = .text(dag.map { Tijd.age($0, now: visit.now) } ?? "")
        values["weg"] = .flag(weg)
        values["bestand"] = json["bestand"].map { Verklaringbladzijde.bestand($0) } ?? PageValue.none
        values["overgenomen"] =
            json["overgenomen"].map { Verklaringbladzijde.overname($0, namen) } ?? PageValue.none
        values["adres"] = .text("/zaken/\(zaak)/verklaringen/" + (json["id"]?.string ?? ""))
        values["nietMeer"] = .flag(json["geldigheid"]?.string == "niet-meer")
        values["gevraagd"] = .flag(json["geldigheid"]?.string == "gevraagd")
        values["correctie"] =
            json["correctie"].map { Verklaringbladzijde.correctie($0, namen, site.words) } ?? PageValue.none
        values["verzoeken"] = .list(
            (json["verzoeken"]?.array ?? []).map { Verklaringbladzijde.verzoek($0, namen, site.words) })
        values["verouderd"] = .flag(dag.map { Tijd.daysOld($0, now: visit.now) >= Self.oud } ?? false)
        return .group(values)
    }

    /// O8: that the receiver does not go by what stood there, and why.
    private func weglegging(_ json: JSON, _ namen: Namen) -> PageValue {
        let bron = json["organisatie"]?.string
        return .group([
            "reden": .text(site.words[json["reden"]?.string ?? ""]),
            "toelichting": PageValue(json["toelichting"]?.string),
            "bron": .text(namen.organisatie(bron)),
            "door": PageValue(json["door"]?.string.map { namen.mens($0, bij: bron) }),
            "wanneer": PageValue(json["vastgelegdOp"]?.tijdstip.map { Tijd.moment($0) }),
        ])
    }

    /// The form of one block; the block in the query tells them apart.
    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        try await formulieren(visit).first {
            $0.path["blok"] == visit.query["blok"] && $0.operation == post.value("handeling")
        }
    }

    private func formulieren(_ visit: Visit) async throws -> [ActionForm] {
        let gelezen = try await visit.read("overdrachtLezen", path: ["id": visit.onderwerp])
        let zaak = gelezen.body["zaak"]?.string ?? ""
        let magTerzijde = gelezen.body["mogelijk"]?.strings.contains("terzijde-leggen") ?? false
        let organisaties = try await Namen(visit, register.current).organisaties
        return Dossierblok.allCases.map(\.rawValue).flatMap { blok -> [ActionForm] in
            let adres = "/overdrachten/\(visit.onderwerp)/dossier?blok=\(blok)"
            let aanvullen = ActionForm(
                operation: "dossierAanvullen", title: "Zet in het dossier",
                explanation: "Schrijf wat u weet, of waarom dit onbekend is. Een van de twee.",
                action: adres, path: ["id": zaak, "blok": blok], choices: ["/overgenomen/organisatie": organisaties],
                omitted: Verklaringbladzijde.bestandsvelden.union(["/vervangt", "/overgenomen/auteur"]),
                labels: [
                    "/bsn": "Het burgerservicenummer (BSN) van over wie het gaat, als dat één persoon is",
                    "/overgenomen/origineel": "Nam u dit over van een ander? Noem het kenmerk van het origineel",
                    "/overgenomen/organisatie": "Van welke organisatie dat is; niet nodig als het in Keten staat",
                ],
                name: "dossierAanvullen-" + blok)
            let terzijde = ActionForm(
                operation: "terzijdeLeggen", title: "Leg terzijde",
                explanation:
                    "Wat er staat blijft staan. De afzender en het gezin lezen dat u er niet van uitgaat, en waarom.",
                action: adres, path: ["id": visit.onderwerp, "blok": blok], version: gelezen.etag,
                name: "terzijdeLeggen-" + blok)
            return magTerzijde ? [aanvullen, terzijde] : [aanvullen]
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
                "leeg": .flag(teksten.isEmpty && (inhoud["vernietigd"]?.array ?? []).isEmpty),
                "vernietigd": .list(Vernietigd.uitleg(inhoud["vernietigd"])),
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
