import Chassis
import Contracts
import Foundation
import Register
import Web

/// One dispute: what it is about, who decides and by when, and the decision, for both sides and the decider (O12, O13).
struct Geschilbladzijde: Sendable {
    let register: Register
    let site: Site

    func toon(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let (stand, versie) = try await lees(visit)
        let namen = try await namen(stand, visit)
        let status = stand["status"]?.string ?? ""
        let formulieren = formulieren(stand, versie, visit, namen)
        let termijnen = (stand["termijnen"]?.array ?? []).map { namen.termijn($0, site.words) }
        let partij = [stand["aanbieder"]?.string, stand["ontvanger"]?.string].contains(
            visit.caller.organisation.text)
        return PageContent(
            "Geschil bij " + (stand["kenmerk"]?.string ?? ""), template: "geschil",
            values: [
                "kenmerk": PageValue(stand["kenmerk"]?.string),
                "overdracht": partij
                    ? .text("/overdrachten/" + (stand["overdracht"]?.string ?? "")) : PageValue.none,
                "gedaan": .flag(visit.query["gedaan"] != nil && formulier == nil),
                "oefening": .flag(stand["oefening"]?.bool ?? false),
                "spoed": .flag(stand["urgentie"]?.string == "spoed"),
                "over": .text(site.words[stand["over"]?.string ?? ""].lowercased()),
                "regie": .flag(stand["over"]?.string == "regie"),
                "open": .flag(status == "open"), "ingetrokken": .flag(status == "ingetrokken"),
                "besloten": .flag(status == "besloten"),
                "aanbieder": .text(namen.organisatie(stand["aanbieder"]?.string)),
                "ontvanger": .text(namen.organisatie(stand["ontvanger"]?.string)),
                "geopendDoor": .text(namen.partij(stand["geopendDoor"])),
                "beslisser": .text(namen.partij(stand["beslisser"])),
                "sinds": PageValue(stand["sinds"]?.tijdstip.map { Tijd.moment($0) }),
                "toelichting": PageValue(stand["toelichting"]?.string),
                "uitkomst": PageValue(stand["uitkomst"]?.string.map { Self.uitkomst($0, stand, namen) }),
                "beslotenDoor": PageValue(stand["beslotenDoor"].map { namen.partij($0) }),
                "geslotenOp": PageValue(stand["geslotenOp"]?.tijdstip.map { Tijd.moment($0) }),
                "motivering": PageValue(stand["motivering"]?.string),
                "termijnen": .list(termijnen), "heeftTermijnen": .flag(!termijnen.isEmpty),
                "kanIets": .flag(!formulieren.isEmpty),
                "handelingen": site.acts(formulieren, for: visit, given: formulier),
            ])
    }

    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        let (stand, versie) = try await lees(visit)
        return formulieren(stand, versie, visit, try await namen(stand, visit)).first {
            $0.operation == post.value("handeling")
        }
    }

    /// Whose it is, by name.
    static func uitkomst(_ code: String, _ stand: JSON, _ namen: Namen) -> String {
        switch code {
        case "aanbieder", "ontvanger": namen.organisatie(stand[code]?.string)
        default: "allebei, zij delen het"
        }
    }

    private func lees(_ visit: Visit) async throws -> (stand: JSON, versie: Int64?) {
        let gelezen = try await visit.read("geschilLezen", path: ["id": visit.onderwerp])
        return (gelezen.body, gelezen.etag)
    }

    private func namen(_ stand: JSON, _ visit: Visit) async throws -> Namen {
        try await Namen(
            visit, register.current,
            organisaties: Set(
                [
                    stand["aanbieder"]?.string, stand["ontvanger"]?.string, stand["beslisser"]?["organisatie"]?.string,
                    stand["beslotenDoor"]?["organisatie"]?.string,
                ].compactMap { $0 }))
    }

    private func formulieren(_ stand: JSON, _ versie: Int64?, _ visit: Visit, _ namen: Namen) -> [ActionForm] {
        let mogelijk = Set(stand["mogelijk"]?.strings ?? [])
        func form(_ operation: String, _ titel: String, _ uitleg: String) -> ActionForm {
            let kanten = ["aanbieder", "ontvanger"].map {
                ActionForm.Choice($0, Self.uitkomst($0, stand, namen))
            }
            let regie = stand["over"]?.string == "regie"
            return ActionForm(
                operation: operation, title: titel, explanation: uitleg, action: "/geschillen/" + visit.onderwerp,
                path: ["id": visit.onderwerp], version: versie,
                choices: [
                    "/uitkomst": regie ? kanten : kanten + [.init("gedeeld", "Allebei, zij delen het")],
                    "/regiehouder": namen.keuzes(stand["aanbieder"]?.string ?? ""),
                ], omitted: regie ? [] : ["/regiehouder"])
        }
        var forms: [ActionForm] = []
        if mogelijk.contains("beslissen") {
            forms.append(
                form(
                    "geschilBeslissen", "Beslissen",
                    "Beide kanten lezen uw besluit. Over een taak die iemand door de wet heeft, beslist u niet."))
        }
        if mogelijk.contains("geschil-intrekken") {
            forms.append(form("geschilIntrekken", "Geschil intrekken", "U bent het samen eens geworden."))
        }
        return forms
    }
}
