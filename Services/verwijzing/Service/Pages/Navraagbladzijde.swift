import Chassis
import Contracts
import Foundation
import Register
import Web

/// Questions in a zaak (N7): what was asked and answered, what waits, and the forms to ask and to answer. Opening it is
/// recorded, since it shows what people wrote.
struct Navraagbladzijde: Sendable {
    let register: Register
    let site: Site

    func toon(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let gelezen = try await visit.read("navragenLezen", path: ["id": visit.onderwerp]).body
        let vragen = gelezen["navragen"]?.array ?? []
        let namen = try await Namen(
            visit, register.current,
            organisaties: Set(
                vragen.flatMap { [$0["van"], $0["aan"], $0["antwoordVan"]] }.compactMap { $0?["organisatie"]?.string }))
        let weg = Vernietigd.teksten(gelezen["vernietigd"])
        let vraagformulier = try await vraagformulier(visit)
        let antwoorden = antwoordformulieren(vragen, visit)
        let overdracht = gelezen["overdracht"]?.string
        return PageContent(
            "Vragen bij " + (gelezen["kenmerk"]?.string ?? ""), template: "navragen",
            values: [
                "kenmerk": PageValue(gelezen["kenmerk"]?.string),
                "terug": .text(overdracht.map { "/overdrachten/" + $0 } ?? "/"),
                "terugnaam": .text(overdracht == nil ? "Terug naar wie aan zet is" : "Terug naar de overdracht"),
                "gedaan": .flag(visit.query["gedaan"] != nil && formulier == nil), "leeg": .flag(vragen.isEmpty),
                "vernietigd": .list(Vernietigd.uitleg(gelezen["vernietigd"])),
                "vragen": .list(
                    vragen.map { vraag in
                        var values = self.vraag(vraag, weg[vraag["id"]?.string ?? ""], namen)
                        if let form = antwoorden.first(where: { $0.path["navraag"] == vraag["id"]?.string }) {
                            values["antwoorden"] = site.act(form, for: visit, given: formulier)
                        }
                        return .group(values)
                    }),
                "stellen": .group([
                    "formulier": formulier.flatMap { $0.isFormulier(vraagformulier) ? $0 : nil }
                        ?? site.show(vraagformulier, for: visit),
                    "open": .flag(formulier?.isFormulier(vraagformulier) ?? vragen.isEmpty),
                ]),
            ])
    }

    /// The form that was sent, as it would be shown now.
    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        guard let navraag = visit.path["navraag"] else {
            let form = try await vraagformulier(visit)
            return post.value("handeling") == form.operation ? form : nil
        }
        let gelezen = try await visit.read("navragenLezen", path: ["id": visit.onderwerp]).body
        return antwoordformulieren(gelezen["navragen"]?.array ?? [], visit).first {
            $0.path["navraag"] == navraag && $0.operation == post.value("handeling")
        }
    }

    /// - Parameter weg: what is said where its texts were destroyed (P4).
    private func vraag(_ json: JSON, _ weg: String?, _ namen: Namen) -> [String: PageValue] {
        let gezin = json["namensGezin"]?.bool == true
        let van = namen.partij(json["van"])
        let lid = json["naam"]?.string.map { "\($0), van het gezin" } ?? "iemand van het gezin"
        let vrager =
            gezin ? (van.isEmpty ? lid : "\(lid), vastgelegd door \(van)") : van.isEmpty ? "een organisatie" : van
        let door = namen.partij(json["antwoordVan"])
        let zonderTekst =
            gezin && json["aanbod"]?.string != nil
            ? "Het gezin vraagt hoe het met uw antwoord op het aanbod staat. De vraag zelf leest u na de acceptatie."
            : "Deze tekst is afgeschermd."
        var values: [String: PageValue] = [
            "id": PageValue(json["id"]?.string),
            "titel": .text(gezin ? "Vraag van het gezin" : "Vraag van een organisatie"),
            "van": .text(vrager), "tekst": PageValue(json["vraag"]?.string ?? weg ?? zonderTekst),
            "antwoord": PageValue(json["antwoord"]?.string ?? weg),
            "antwoordVan": PageValue(door.isEmpty ? nil : door), "wacht": .flag(json["beantwoordOp"] == nil),
        ]
        values["wanneer"] = PageValue(json["gesteldOp"]?.tijdstip.map { Tijd.moment($0) })
        values["beantwoord"] = PageValue(json["beantwoordOp"]?.tijdstip.map { Tijd.moment($0) })
        if let termijn = json["termijn"] {
            values["termijn"] = namen.termijn(termijn, site.words)
            let aan = namen.partij(json["aan"])
            values["aan"] = PageValue(aan.isEmpty ? nil : aan == "u" ? "U" : aan)
        }
        return values
    }

    // MARK: - Forms

    private static let antwoorden = "navraagBeantwoorden"

    /// Of the questions that wait, the oldest first; named by that order.
    private func antwoordformulieren(_ vragen: [JSON], _ visit: Visit) -> [ActionForm] {
        vragen.reversed().filter { $0["magAntwoorden"]?.bool == true }.compactMap { $0["id"]?.string }.enumerated().map
        {
            plaats, navraag in
            ActionForm(
                operation: Self.antwoorden, title: "Antwoord versturen",
                explanation: "Wie vroeg, leest uw antwoord. Daarna verandert u het niet meer.",
                action: "/zaken/\(visit.onderwerp)/navragen/\(navraag)",
                path: ["id": visit.onderwerp, "navraag": navraag], name: "antwoord-\(plaats + 1)")
        }
    }

    private func vraagformulier(_ visit: Visit) async throws -> ActionForm {
        let leden = try await leden(visit)
        return ActionForm(
            operation: "navraagStellen", title: "Vraag versturen",
            explanation:
                "Wie aan zet is krijgt uw vraag als taak, met een termijn: wie een aanbod moet beantwoorden, of anders wie "
                + "de regie heeft. De regie verandert er niet door. Noem niemand bij naam.",
            action: "/zaken/\(visit.onderwerp)/navragen", path: ["id": visit.onderwerp],
            choices: ["/namens": leden], omitted: leden.isEmpty ? ["/namens"] : [])
    }

    /// Those of the family, for who knows them.
    private func leden(_ visit: Visit) async throws -> [ActionForm.Choice] {
        let gezin: JSON
        do { gezin = try await visit.read("gezinLezen", path: ["id": visit.onderwerp]).body } catch {
            guard error.status == .forbidden else { throw error }
            return []
        }
        return (gezin["leden"]?.array ?? []).enumerated().map { plaats, lid in
            ActionForm.Choice(lid["id"]?.string ?? "", Gezinsleden.naam(lid, plaats, site.words))
        }
    }
}
