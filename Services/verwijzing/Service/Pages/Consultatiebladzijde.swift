import Chassis
import Contracts
import Foundation
import Register
import Web

/// O15: the questions for advice in a zaak with the form to ask, and one of them for both sides.
struct Consultatiebladzijde: Sendable {
    let register: Register
    let site: Site

    // MARK: - In a zaak

    func lijst(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let gelezen = try await visit.read("consultatiesLezen", path: ["id": visit.onderwerp]).body
        let vragen = gelezen["consultaties"]?.array ?? []
        let namen = try await namen(vragen, visit)
        return PageContent(
            "Advies bij " + (gelezen["kenmerk"]?.string ?? ""), template: "consultaties",
            values: [
                "kenmerk": PageValue(gelezen["kenmerk"]?.string),
                "gedaan": .flag(visit.query["gedaan"] != nil && formulier == nil), "leeg": .flag(vragen.isEmpty),
                "tijdlijn": .text("/zaken/\(visit.onderwerp)/tijdlijn"),
                "vragen": .list(vragen.map { .group(waarden($0, namen, visit)) }),
                "stellen": site.act(vraagformulier(visit, namen), for: visit, given: formulier),
            ])
    }

    func lijstformulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        let form = vraagformulier(visit, try await namen([], visit))
        return post.value("handeling") == form.operation ? form : nil
    }

    private func vraagformulier(_ visit: Visit, _ namen: Namen) -> ActionForm {
        ActionForm(
            operation: "consultatieVragen", title: "Advies vragen",
            explanation:
                "De regie blijft waar zij is. Schrijf zo dat niet te lezen is om wie het gaat, tenzij u dat mag delen.",
            action: "/zaken/\(visit.onderwerp)/consultaties", path: ["id": visit.onderwerp],
            choices: [
                "/naar": namen.organisaties.filter { $0.value != visit.caller.organisation.text }
            ])
    }

    // MARK: - One of them

    func toon(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let (stand, versie) = try await lees(visit)
        let namen = try await namen([stand], visit)
        let formulieren = formulieren(stand, versie, visit)
        let termijnen = (stand["termijnen"]?.array ?? []).map { namen.termijn($0, site.words) }
        var values = waarden(stand, namen, visit)
        values["gedaan"] = .flag(visit.query["gedaan"] != nil && formulier == nil)
        values["vraag"] = PageValue(stand["vraag"]?.string)
        values["advies"] = PageValue(stand["advies"]?.string)
        let van = namen.partij(stand["adviesVan"])
        values["adviesVan"] = PageValue(van.isEmpty ? nil : van)
        values["terug"] = PageValue(stand["zaak"]?.string.map { "/zaken/\($0)/consultaties" })
        values["termijnen"] = .list(termijnen)
        values["heeftTermijnen"] = .flag(!termijnen.isEmpty)
        values["kanIets"] = .flag(!formulieren.isEmpty)
        values["handelingen"] = site.acts(formulieren, for: visit, given: formulier)
        return PageContent("Advies " + (stand["kenmerk"]?.string ?? ""), template: "consultatie", values: values)
    }

    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        let (stand, versie) = try await lees(visit)
        return formulieren(stand, versie, visit).first { $0.operation == post.value("handeling") }
    }

    private func lees(_ visit: Visit) async throws -> (stand: JSON, versie: Int64?) {
        let gelezen = try await visit.read("consultatieLezen", path: ["id": visit.onderwerp])
        return (gelezen.body, gelezen.etag)
    }

    private func namen(_ vragen: [JSON], _ visit: Visit) async throws -> Namen {
        try await Namen(
            visit, register.current,
            organisaties: Set(
                vragen.flatMap { [$0["van"]?["organisatie"]?.string, $0["adviesVan"]?["organisatie"]?.string] }
                    .compactMap { $0 }))
    }

    private func waarden(_ stand: JSON, _ namen: Namen, _ visit: Visit) -> [String: PageValue] {
        let status = stand["status"]?.string ?? ""
        var values: [String: PageValue] = [
            "adres": .text("/consultaties/" + (stand["id"]?.string ?? "")),
            "kenmerk": PageValue(stand["kenmerk"]?.string), "oefening": .flag(stand["oefening"]?.bool ?? false),
            "spoed": .flag(stand["urgentie"]?.string == "spoed"),
            "meekijken": .flag(stand["over"]?.string == "meekijken"), "van": .text(namen.partij(stand["van"])),
            "naar": .text(namen.organisatie(stand["naar"]?.string)),
            "gevraagd": .flag(status == "gevraagd"), "beantwoord": .flag(status == "beantwoord"),
            "gesloten": .flag(status == "gesloten"), "weet": .flag(stand["gezinWeet"]?.bool ?? false),
            "herkenbaar": .flag(stand["grondslag"] != nil),
        ]
        values["grondslag"] = PageValue(stand["grondslag"]?.string.map { site.words[$0].lowercased() })
        values["uitkomst"] = PageValue(stand["uitkomst"]?.string.map { Self.uitkomsten[$0] ?? site.words[$0] })
        values["wanneer"] = PageValue(stand["gesteldOp"]?.tijdstip.map { Tijd.moment($0) })
        values["sinds"] = PageValue(stand["sinds"]?.tijdstip.map { Tijd.moment($0) })
        return values
    }

    private static let uitkomsten = [
        "bewaard": "Het advies is bewaard", "niet-bewaard": "Het advies is gelezen en niet bewaard",
        "afgewezen": "Er kwam geen advies", "ingetrokken": "De vraag is ingetrokken",
    ]

    private func formulieren(_ stand: JSON, _ versie: Int64?, _ visit: Visit) -> [ActionForm] {
        let mogelijk = Set(stand["mogelijk"]?.strings ?? [])
        return [
            (
                "consultatie-beantwoorden", "consultatieBeantwoorden", "Advies geven",
                "Wie vroeg leest uw advies. De regie blijft daar."
            ),
            (
                "consultatie-afwijzen", "consultatieAfwijzen", "Geen advies geven",
                "Wie vroeg hoort dat uw organisatie geen advies geeft."
            ),
            (
                "consultatie-afsluiten", "consultatieAfsluiten", "Afsluiten",
                "Weten de mensen om wie het gaat hiervan? Alleen dan blijft het advies bij het dossier. Anders wordt het gewist."
            ),
            (
                "consultatie-intrekken", "consultatieIntrekken", "Vraag intrekken",
                "Er is geen advies meer nodig. De vraag wordt gewist."
            ),
        ].filter { mogelijk.contains($0.0) }.map { _, operation, titel, uitleg in
            ActionForm(
                operation: operation, title: titel, explanation: uitleg, action: "/consultaties/" + visit.onderwerp,
                path: ["id": visit.onderwerp], version: versie)
        }
    }
}
