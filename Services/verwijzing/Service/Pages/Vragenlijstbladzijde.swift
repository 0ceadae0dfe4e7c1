import Chassis
import Contracts
import Foundation
import Register
import Web

/// O16: the question lists of a zaak with the form to make one, and one of them with its answers. Opening one is recorded.
struct Vragenlijstbladzijde: Sendable {
    let register: Register
    let site: Site

    // MARK: - In a zaak

    func lijst(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let gelezen = try await visit.read("vragenlijstenLezen", path: ["id": visit.onderwerp]).body
        let lijsten = gelezen["vragenlijsten"]?.array ?? []
        let namen = try await namen(lijsten, visit)
        return PageContent(
            "Vragenlijsten bij " + (gelezen["kenmerk"]?.string ?? ""), template: "vragenlijsten",
            values: [
                "kenmerk": PageValue(gelezen["kenmerk"]?.string),
                "tijdlijn": .text("/zaken/\(visit.onderwerp)/tijdlijn"),
                "gedaan": .flag(visit.query["gedaan"] != nil && formulier == nil), "leeg": .flag(lijsten.isEmpty),
                "lijsten": .list(lijsten.map { .group(waarden($0, namen, visit)) }),
                "opstellen": site.act(opstelformulier(lijsten, namen, visit), for: visit, given: formulier),
            ])
    }

    func lijstformulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        let lijsten =
            try await visit.read("vragenlijstenLezen", path: ["id": visit.onderwerp]).body["vragenlijsten"]?.array
            ?? []
        let form = opstelformulier(lijsten, try await namen(lijsten, visit), visit)
        return post.value("handeling") == form.operation ? form : nil
    }

    /// A list of another can be gone on with once it was shared.
    private func opstelformulier(_ lijsten: [JSON], _ namen: Namen, _ visit: Visit) -> ActionForm {
        let eigen = visit.caller.organisation.text
        let gedeeld = lijsten.filter { lijst in
            lijst["eigenaar"]?["organisatie"]?.string != eigen
                && (lijst["delingen"]?.array ?? []).contains { $0["organisatie"]?.string == eigen }
        }.map { lijst -> ActionForm.Choice in
            let over = site.words[lijst["over"]?.string ?? ""]
            let van = namen.organisatie(lijst["eigenaar"]?["organisatie"]?.string)
            return ActionForm.Choice(lijst["id"]?.string ?? "", "\(over), van \(van)")
        }
        return ActionForm(
            operation: "vragenlijstOpstellen", title: "Maak een vragenlijst",
            explanation:
                "Is er al een lijst van een ander? Vraag die eerst. Dan hoeft het gezin niet alles opnieuw te vertellen.",
            action: "/zaken/\(visit.onderwerp)/vragenlijsten", path: ["id": visit.onderwerp],
            choices: ["/uit": gedeeld, "/over": Self.waarvoor.map { ActionForm.Choice($0, site.words[$0]) }],
            omitted: gedeeld.isEmpty ? ["/uit"] : [],
            labels: [
                "/over": "Waar de lijst voor is", "/uit": "Gaat u verder op een lijst die met u gedeeld is? Kies die",
            ])
    }

    /// For what a family is asked things: an intake or an investigation, or what a handover asks.
    private static let waarvoor = ["intake", "onderzoek"] + Overdrachtwoorden.vragen

    // MARK: - One of them

    func toon(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let (stand, inhoud, versie) = try await lees(visit)
        let vragen = inhoud?["vragen"]?.array ?? []
        let eerder = inhoud?["eerder"]?.array ?? []
        let namen = try await namen([stand] + vragen + eerder, visit)
        let weg = Vernietigd.uitleg(inhoud?["vernietigd"])
        let termijnen = (stand["termijnen"]?.array ?? []).map { namen.termijn($0, site.words) }
        let formulieren = formulieren(stand, versie, vragen, namen, visit)
        var values = waarden(stand, namen, visit)
        values["terug"] = PageValue(inhoud?["zaak"]?.string.map { "/zaken/\($0)/vragenlijsten" })
        values["kenmerk"] = PageValue(inhoud?["kenmerk"]?.string)
        values["gedaan"] = .flag(visit.query["gedaan"] != nil && formulier == nil)
        values["nietGedeeld"] = .flag(inhoud == nil)
        values["kanVragen"] = .flag(stand["mogelijk"]?.strings.contains("vragenlijst-aanvragen") == true)
        values["vernietigd"] = .list(weg)
        values["eerder"] = eerder.isEmpty ? PageValue.none : .group(["vragen": .list(eerder.map { vraag($0, namen) })])
        values["beantwoord"] = .list(vragen.filter { $0["beantwoordOp"] != nil }.map { vraag($0, namen) })
        values["nogTeVragen"] = .list(vragen.filter { $0["beantwoordOp"] == nil }.map { vraag($0, namen) })
        values["nietsBeantwoord"] = .flag(vragen.allSatisfy { $0["beantwoordOp"] == nil })
        values["allesGevraagd"] = .flag(inhoud != nil && vragen.allSatisfy { $0["beantwoordOp"] != nil })
        values["termijnen"] = .list(termijnen)
        values["heeftTermijnen"] = .flag(!termijnen.isEmpty)
        values["kanIets"] = .flag(!formulieren.isEmpty)
        values["handelingen"] = site.acts(formulieren, for: visit, given: formulier)
        return PageContent(
            "Vragenlijst " + site.words[stand["over"]?.string ?? ""].lowercased(), template: "vragenlijst",
            values: values)
    }

    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        let (stand, inhoud, versie) = try await lees(visit)
        let vragen = inhoud?["vragen"]?.array ?? []
        return formulieren(stand, versie, vragen, try await namen([stand], visit), visit).first {
            $0.operation == post.value("handeling")
        }
    }

    /// What there is of it, and its texts where they are given: who may ask for it sees that it is there.
    private func lees(_ visit: Visit) async throws -> (stand: JSON, inhoud: JSON?, versie: Int64?) {
        let gelezen: Reply
        do { gelezen = try await visit.read("vragenlijstLezen", path: ["id": visit.onderwerp]) } catch {
            guard error.status == .forbidden, error.code == "niet-gedeeld" else { throw error }
            let stand = try await visit.read("vragenlijststandLezen", path: ["id": visit.onderwerp])
            return (stand.body, nil, stand.etag)
        }
        return (gelezen.body["lijst"] ?? .null, gelezen.body, gelezen.etag)
    }

    private func namen(_ delen: [JSON], _ visit: Visit) async throws -> Namen {
        var genoemd: Set<String> = []
        for deel in delen {
            let wie: [JSON?] = [deel["eigenaar"], deel]
            let anderen = (deel["delingen"]?.array ?? []) + (deel["aanvragen"]?.array ?? [])
            genoemd.formUnion((wie.compactMap { $0 } + anderen).compactMap { $0["organisatie"]?.string })
        }
        return try await Namen(visit, register.current, organisaties: genoemd)
    }

    private func vraag(_ json: JSON, _ namen: Namen) -> PageValue {
        let oin = json["organisatie"]?.string
        let wie = [json["door"]?.string.map { namen.mens($0, bij: oin) }, oin.map { namen.organisatie($0) }]
        return .group([
            "nummer": PageValue(json["nummer"]?.integer.map(String.init)),
            "vraag": .text(json["vraag"]?.string ?? "Deze vraag is niet te lezen."),
            "antwoord": .text(json["antwoord"]?.string ?? "Dit antwoord is niet te lezen."),
            "soort": PageValue(json["soort"]?.string.map { site.words[$0] }),
            "datum": PageValue(json["datum"]?.string.map { Tijd.day($0) }),
            "wie": .text(wie.compactMap { $0 }.joined(separator: ", ")),
        ])
    }

    private func waarden(_ stand: JSON, _ namen: Namen, _ visit: Visit) -> [String: PageValue] {
        let eigen = stand["eigenaar"]?["organisatie"]?.string == visit.caller.organisation.text
        let aantal = stand["aantal"]?.integer ?? 0
        return [
            "adres": .text("/vragenlijsten/" + (stand["id"]?.string ?? "")),
            "over": .text(site.words[stand["over"]?.string ?? ""]), "eigen": .flag(eigen),
            "van": .text(namen.partij(stand["eigenaar"])),
            "hoeveel": .text(aantal == 1 ? "1 vraag" : "\(aantal) vragen"),
            "wanneer": PageValue(stand["opgesteldOp"]?.tijdstip.map { Tijd.moment($0) }),
            "delingen": .list(
                (stand["delingen"]?.array ?? []).map { deling in
                    .group([
                        "met": .text(namen.organisatie(deling["organisatie"]?.string)),
                        "grond": .text(site.words[deling["grondslag"]?.string ?? ""].lowercased()),
                        "ontvangen": .flag(deling["ontvangen"]?.bool ?? false),
                        "sinds": PageValue(deling["sinds"]?.tijdstip.map { Tijd.moment($0) }),
                    ])
                }),
            "aanvragen": .list(
                (stand["aanvragen"]?.array ?? []).map { aanvraag in
                    .group([
                        "wie": .text(namen.partij(aanvraag)),
                        "grond": .text(site.words[aanvraag["grondslag"]?.string ?? ""].lowercased()),
                        "sinds": PageValue(aanvraag["sinds"]?.tijdstip.map { Tijd.moment($0) }),
                    ])
                }),
        ]
    }

    private func formulieren(
        _ stand: JSON, _ versie: Int64?, _ vragen: [JSON], _ namen: Namen, _ visit: Visit
    ) -> [ActionForm] {
        let mogelijk = Set(stand["mogelijk"]?.strings ?? [])
        let aanvragers = (stand["aanvragen"]?.array ?? []).compactMap { $0["organisatie"]?.string }.map {
            ActionForm.Choice($0, namen.organisatie($0))
        }
        // The text of the question is on this page already; what may not be read is known by its number.
        let genummerd = vragen.compactMap { vraag in
            vraag["nummer"]?.integer.map { nummer in
                ActionForm.Choice(String(nummer), "\(nummer). \(vraag["vraag"]?.string ?? "")")
            }
        }
        let anderen = namen.organisaties.filter { $0.value != visit.caller.organisation.text }
        let alle: [(String, String, String, String, [String: [ActionForm.Choice]])] = [
            (
                "vragenlijst-ontvangen", "vragenlijstOntvangen", "Ontvangen",
                "U zegt dat uw organisatie de lijst heeft. Vraag het gezin niet opnieuw wat erin staat.", [:]
            ),
            (
                "vragenlijst-aanvragen", "vragenlijstAanvragen", "Vraag om deze lijst",
                "Wie de lijst maakte, krijgt een taak met een termijn.", [:]
            ),
            (
                "vragenlijst-beantwoorden", "vragenlijstBeantwoorden", "Leg een antwoord vast",
                "Een nieuw antwoord komt in de plaats van het vorige.", ["/vraag": genummerd]
            ),
            (
                "vragenlijst-delen", "vragenlijstDelen", "Deel deze lijst",
                "De organisatie leest de vragen en de antwoorden. Die heeft een deel in de zaak.",
                ["/organisatie": anderen]
            ),
            (
                "vragenlijst-weigeren", "vragenlijstWeigeren", "Deel niet",
                "Wie erom vroeg, hoort dat de lijst niet komt en waarom.", ["/organisatie": aanvragers]
            ),
        ]
        return alle.filter { mogelijk.contains($0.0) }.map { _, operation, titel, uitleg, keuzes in
            ActionForm(
                operation: operation, title: titel, explanation: uitleg,
                action: "/vragenlijsten/" + visit.onderwerp, path: ["id": visit.onderwerp], version: versie,
                choices: keuzes, labels: ["/vraag": "De vraag"])
        }
    }
}
