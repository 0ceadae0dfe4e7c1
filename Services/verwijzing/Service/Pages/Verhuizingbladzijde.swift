import Chassis
import Contracts
import Foundation
import Register
import Web

/// O22: where the family moved, and offering the zaak to the lokaal team there.
struct Verhuizingbladzijde: Sendable {
    let register: Register
    let site: Site

    func toon(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let stand = try await lees(visit)
        let namen = try await Namen(
            visit, register.current,
            organisaties: Set([stand["regie"]?["organisatie"]?.string].compactMap { $0 }))
        let formulieren = formulieren(stand, visit)
        let verhuizing = stand["verhuizing"]
        let wie = namen.partij(stand["regie"])
        var values: [String: PageValue] = [
            "kenmerk": PageValue(stand["kenmerk"]?.string), "oefening": .flag(stand["oefening"]?.bool ?? false),
            "gedaan": .flag(visit.query["gedaan"] != nil && formulier == nil),
            "tijdlijn": .text("/zaken/\(visit.onderwerp)/tijdlijn"),
            "regie": .text(wie == "u" ? "U heeft" : wie.isEmpty ? "Een ander heeft" : wie + " heeft"),
            "verhuisd": .flag(verhuizing != nil), "klaar": .flag(verhuizing?["klaarOp"] != nil),
            "kanIets": .flag(!formulieren.isEmpty),
            "handelingen": site.acts(formulieren, for: visit, given: formulier),
        ]
        values["gemeente"] = PageValue(verhuizing?["gemeente"]?.string.map { Gemeenten.naam($0) })
        values["vanaf"] = PageValue(verhuizing?["vanaf"]?.string.map { Tijd.day($0) })
        values["lokaalTeam"] = PageValue(verhuizing?["lokaalTeam"]?.string.map { namen.organisatie($0) })
        values["aanbod"] = PageValue(verhuizing?["aanbod"]?.string.map { "/overdrachten/" + $0 })
        return PageContent("Verhuizing bij " + (stand["kenmerk"]?.string ?? ""), template: "verhuizing", values: values)
    }

    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        formulieren(try await lees(visit), visit).first { $0.operation == post.value("handeling") }
    }

    private func lees(_ visit: Visit) async throws -> JSON {
        try await visit.read("zaakLezen", path: ["id": visit.onderwerp]).body
    }

    private func formulieren(_ stand: JSON, _ visit: Visit) -> [ActionForm] {
        let adres = "/zaken/\(visit.onderwerp)/verhuizing"
        var forms: [ActionForm] = []
        let eigen = stand["regie"]?["organisatie"]?.string == visit.caller.organisation.text
        if eigen, let verhuizing = stand["verhuizing"], verhuizing["klaarOp"] == nil, verhuizing["aanbod"] == nil {
            let teams = register.current.activeOrganisations.filter { team in
                verhuizing["lokaalTeam"]?.string.map { team.oin.text == $0 } ?? (team.soort == .lokaalTeam)
            }
            forms.append(
                ActionForm(
                    operation: "overdrachtAanbieden", title: "Aanbieden aan het team daar",
                    explanation: "De regie blijft bij u tot dit team ja zegt. Waar het gezin op wacht, gaat mee.",
                    action: adres, path: [:],
                    choices: [
                        "/zaak": [.init(visit.onderwerp, stand["kenmerk"]?.string ?? "")],
                        "/naar": teams.map { .init($0.oin.text, $0.naam.text) },
                        "/gemeente": [
                            .init(
                                verhuizing["gemeente"]?.string ?? "",
                                Gemeenten.naam(verhuizing["gemeente"]?.string ?? ""))
                        ],
                        "/reden": [.init("verhuizing", "Verhuizing")],
                        "/vraag": Overdrachtwoorden.vragen.map { .init($0, site.words[$0]) },
                    ], omitted: ["/keuze"]))
        }
        forms.append(
            ActionForm(
                operation: "gezinVerhuisd", title: "Verhuizing vastleggen",
                explanation:
                    "Dit verplaatst niets. Wie de regie heeft, biedt de zaak aan bij het team in die gemeente.",
                action: adres, path: ["id": visit.onderwerp],
                choices: [
                    "/gemeente": register.current.gemeenten.map { .init($0.text, Gemeenten.naam($0.text)) }
                ]))
        return forms
    }
}
