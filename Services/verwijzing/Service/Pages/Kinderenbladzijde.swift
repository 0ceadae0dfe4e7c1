import Chassis
import Contracts
import Foundation
import Register
import Web

/// The children of a zaak: where each lives and is admitted (V4), how often it got another worker or place (V5), and where
/// it goes from 16 on (V6). Opening it is recorded, since it names them.
struct Kinderenbladzijde: Sendable {
    let register: Register
    let site: Site

    private struct Gelezen {
        let stand: JSON
        /// By id.
        let namen: [String: String]

        var kinderen: [JSON] { stand["kinderen"]?.array ?? [] }
        func naam(_ kind: JSON) -> String { namen[kind["kind"]?.string ?? ""] ?? "Kind" }
    }

    func toon(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let gelezen = try await lees(visit)
        let namen = try await Namen(
            visit, register.current,
            organisaties: Set(gelezen.kinderen.compactMap { $0["termijn"]?["organisatie"]?.string }))
        let overdracht = gelezen.stand["overdracht"]?.string
        let formulieren = formulieren(gelezen, visit, namen)
        return PageContent(
            "Kinderen bij " + (gelezen.stand["kenmerk"]?.string ?? ""), template: "kinderen",
            values: [
                "kenmerk": PageValue(gelezen.stand["kenmerk"]?.string),
                "terugnaam": .text(overdracht == nil ? "Terug naar de verwijzingen" : "Terug naar de overdracht"),
                "terug": .text(overdracht.map { "/overdrachten/" + $0 } ?? "/zaken/\(visit.onderwerp)/verwijzingen"),
                "gedaan": .flag(visit.query["gedaan"] != nil && formulier == nil),
                "leeg": .flag(gelezen.kinderen.isEmpty),
                "kinderen": .list(gelezen.kinderen.map { kind($0, gelezen, namen) }),
                "kanIets": .flag(!formulieren.isEmpty),
                "handelingen": .list(
                    formulieren.map { form in
                        let given = formulier.flatMap { $0.isFormulier(form) ? $0 : nil }
                        return .group([
                            "code": .text(form.name), "titel": .text(form.title),
                            "formulier": given ?? site.show(form, for: visit), "open": .flag(given != nil),
                        ])
                    }),
            ])
    }

    /// The form that was sent, as it would be shown now.
    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        let gelezen = try await lees(visit)
        let forms = formulieren(gelezen, visit, try await Namen(visit, register.current))
        return forms.first {
            $0.operation == post.value("handeling") && $0.path["opname"] == visit.path["opname"]
                && $0.path["kind"] == visit.path["kind"]
        }
    }

    private func lees(_ visit: Visit) async throws -> Gelezen {
        let stand = try await visit.read("continuiteitLezen", path: ["id": visit.onderwerp]).body
        let leden = try await visit.read("gezinLezen", path: ["id": visit.onderwerp]).body["leden"]?.array ?? []
        let namen = leden.filter { $0["rol"]?.string == "kind" }.enumerated().compactMap {
            plaats, lid in lid["id"]?.string.map { ($0, lid["naam"]?.string ?? "Kind \(plaats + 1)") }
        }
        return Gelezen(stand: stand, namen: Dictionary(namen, uniquingKeysWith: { $1 }))
    }

    private func kind(_ json: JSON, _ gelezen: Gelezen, _ namen: Namen) -> PageValue {
        func woord(_ veld: String) -> String? { json[veld]?.string.map { Verwijzingwoorden.woord($0, site.words) } }
        let bij = json["organisatie"]?.string.map { " bij " + namen.organisatie($0) } ?? ""
        var values: [String: PageValue] = [
            "naam": .text(gelezen.naam(json)),
            "woonplek": PageValue(woord("woonplek").map { $0 + bij }),
            "sinds": PageValue(json["sinds"]?.tijdstip.map { Tijd.moment($0) }),
            "opnames": .list((json["opnames"]?.array ?? []).map { .text(opname($0, namen)) }),
            "telling": .text(
                Verwijzingwoorden.telling(json["wissels"], kinderen: 1)
                    ?? "Dit kind kreeg nog geen nieuwe werker of andere woonplek."),
            "wonen": PageValue(woord("wonen")), "zorg": PageValue(woord("zorg")),
            "zonder": .flag(json["bestemmingOntbreektSinds"] != nil),
        ]
        if let termijn = json["termijn"] { values["termijn"] = namen.termijn(termijn, site.words) }
        return .group(values)
    }

    private func opname(_ json: JSON, _ namen: Namen) -> String {
        let waar = json["organisatie"]?.string.map { " bij " + namen.organisatie($0) } ?? ""
        let vanaf = json["vanaf"]?.string.map { Tijd.day($0) } ?? ""
        return "Opgenomen\(waar) vanaf \(vanaf)"
            + (json["tot"]?.string.map { " tot en met " + Tijd.day($0) } ?? "; de woonplek blijft bestaan")
    }

    // MARK: - Forms

    private func formulieren(_ gelezen: Gelezen, _ visit: Visit, _ namen: Namen) -> [ActionForm] {
        gelezen.kinderen.enumerated().flatMap { plaats, kind -> [ActionForm] in
            let (id, naam) = (kind["kind"]?.string ?? "", gelezen.naam(kind))
            let gezien = Verwijzingwoorden.gezien(kind["wissels"], kinderen: 1)
            let woont = kind["woonplek"] != nil
            func form(
                _ operation: String, _ titel: String, _ uitleg: String, opname: String? = nil, weg: Set<String> = []
            ) -> ActionForm {
                ActionForm(
                    operation: operation, title: titel, explanation: uitleg,
                    action: "/zaken/\(visit.onderwerp)/kinderen/\(id)" + (opname.map { "/" + $0 } ?? ""),
                    path: ["id": visit.onderwerp, "kind": id].merging(opname.map { ["opname": $0] } ?? [:]) { $1 },
                    choices: [
                        "/kind": [.init(id, naam)], "/organisatie": namen.organisaties, "/gezien": gezien,
                    ], omitted: weg, labels: Verwijzingwoorden.gezienlabel, name: "\(operation)-\(plaats + 1)")
            }
            let open = (kind["opnames"]?.array ?? []).first { $0["tot"] == nil }?["id"]?.string
            return [
                form(
                    "woonplekVastleggen", "\(naam): \(woont ? "andere woonplek" : "woonplek vastleggen")",
                    "Kijk eerst hoe vaak dit kind al verhuisde. Een opname is geen woonplek.",
                    weg: Set((woont ? [] : ["/reden"]) + (woont && !gezien.isEmpty ? [] : ["/gezien"]))),
                open.map {
                    form(
                        "opnameBeeindigen", "\(naam): opname is geëindigd",
                        "Het kind gaat terug naar de plek waar het woont.", opname: $0)
                }
                    ?? form(
                        "opnameVastleggen", "\(naam): opgenomen",
                        "Het kind houdt de plek waar het woont."),
                form(
                    "bestemmingVastleggen", "\(naam): bestemming voor later",
                    "Waar woont de jongere straks en welke zorg is er dan? Vanaf 16 jaar hoort dit bekend te zijn."),
            ]
        }
    }
}
