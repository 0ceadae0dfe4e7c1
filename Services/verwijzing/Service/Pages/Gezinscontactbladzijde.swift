import Chassis
import Contracts
import Foundation
import Register
import Web

/// The contact with a family, for who holds the regie (N7): what the family must hear, how each wants to hear it, and the
/// codes for the family's own page. Opening it is recorded, since it names people.
struct Gezinscontactbladzijde: Sendable {
    let register: Register
    let site: Site

    func toon(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let gelezen = try await visit.read("gezinscontactLezen", path: ["id": visit.onderwerp]).body
        let plan = try await visit.read("familiegroepsplanLezen", path: ["id": visit.onderwerp]).body
        let leden = gelezen["leden"]?.array ?? []
        let namen = try await Namen(visit, register.current, organisaties: [visit.caller.organisation.text])
        let formulieren = formulieren(gelezen, visit, heeftPlan: plan["sinds"] != nil)
        let overdracht = gelezen["overdracht"]?.string
        var values: [String: PageValue] = [
            "kenmerk": PageValue(gelezen["kenmerk"]?.string),
            "terug": .text(overdracht.map { "/overdrachten/" + $0 } ?? "/"),
            "terugnaam": .text(overdracht == nil ? "Terug naar wie aan zet is" : "Terug naar de overdracht"),
            "navragen": .text("/zaken/\(visit.onderwerp)/navragen"),
            "gedaan": .flag(visit.query["gedaan"] != nil && formulier == nil), "geenGezin": .flag(leden.isEmpty),
            "leden": .list(leden.enumerated().map { plaats, lid in self.lid(lid, plaats, visit) }),
            "handelingen": site.acts(
                formulieren.filter { $0.operation != Self.informeren }, for: visit, given: formulier),
        ]
        if let sinds = gelezen["teInformerenSinds"]?.tijdstip, let form = formulieren.first {
            values["informeren"] = .group([
                "aanleiding": .text(
                    gelezen["aanleiding"]?.string == "nieuw-contact"
                        ? "U bent het nieuwe contact." : "Er is een nieuwe stap gezet."),
                "sinds": .text(Tijd.moment(sinds)),
                "nogTeHoren": .list(
                    leden.enumerated().filter { $0.element["moetHoren"]?.bool == true }.map {
                        .text(Gezinsleden.naam($0.element, $0.offset, site.words))
                    }),
                "niemand": .flag(!leden.contains { $0["moetHoren"]?.bool == true }),
                "termijn": gelezen["termijn"].map { namen.termijn($0, site.words) } ?? PageValue.none,
                "formulier": site.act(form, for: visit, given: formulier),
            ])
        }
        values["plan"] =
            plan["sinds"]?.tijdstip.map { sinds in
                .group([
                    "sinds": .text(Tijd.moment(sinds)), "zelf": PageValue(plan["zelf"]?.string),
                    "netwerk": PageValue(plan["netwerk"]?.string),
                    "professioneel": PageValue(plan["professioneel"]?.string),
                    "leesbaar": .flag(plan["zelf"] != nil),
                    "onleesbaar": .flag(plan["zelf"] == nil && plan["vernietigd"] == nil),
                    "vernietigd": .list(plan["vernietigd"].map { Vernietigd.uitleg(.array([$0])) } ?? []),
                ])
            } ?? PageValue.none
        values["zonderToestemming"] = .list(
            (gelezen["zonderToestemming"]?.array ?? []).map { hulp in
                .group([
                    "wie": .text(hulp["helper"].map { namen.partij($0) } ?? "een organisatie"),
                    "sinds": PageValue(hulp["sinds"]?.tijdstip.map { Tijd.moment($0) }),
                    "termijn": hulp["termijn"].map { namen.termijn($0, site.words) } ?? PageValue.none,
                ])
            })
        values["gehoord"] = PageValue(gelezen["geinformeerdOp"]?.tijdstip.map { Tijd.moment($0) })
        values["wijze"] = PageValue(gelezen["wijze"]?.string.map { site.words[$0].lowercased() })
        return PageContent(
            "Contact met het gezin bij " + (gelezen["kenmerk"]?.string ?? ""), template: "gezinscontact",
            values: values)
    }

    /// The form that was sent, as it would be shown now.
    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        let gelezen = try await visit.read("gezinscontactLezen", path: ["id": visit.onderwerp]).body
        return formulieren(gelezen, visit, heeftPlan: false).first { $0.operation == post.value("handeling") }
    }

    /// The code, to print with a letter. It is shown once: a page that is asked for again has none.
    func brief(_ visit: Visit, _ reply: Reply) async throws -> PageContent? {
        guard let code = reply.body["code"]?.string else { return nil }
        return PageContent(
            "Code voor een gezinslid", template: "gezinsbrief",
            values: [
                "terug": .text("/zaken/\(visit.onderwerp)/gezin"), "code": .text(code),
                "adres": PageValue(site.address(of: "verwijzing", "/gezin")),
                "tot": PageValue(reply.body["geldigTot"]?.tijdstip.map { Tijd.deadline($0) }),
                "naam": .text(visit.session.name),
                "organisatie": PageValue(register.current.organisation(visit.caller.organisation)?.naam.text),
            ])
    }

    private static let informeren = "gezinInformeren"

    private func lid(_ json: JSON, _ plaats: Int, _ visit: Visit) -> PageValue {
        let tot = json["codeGeldigTot"]?.tijdstip
        let taal = json["taal"]?.string
        let voorkeur = json["kanaal"]?.string.map {
            site.words[$0].lowercased() + (taal.map { ", in het " + $0 } ?? "")
        }
        return .group([
            "naam": .text(Gezinsleden.naam(json, plaats, site.words)),
            "leeftijd": PageValue(json["leeftijdsgroep"]?.string.map { site.words[$0] }),
            "voorkeur": .text(voorkeur ?? "nog niet vastgelegd"), "gehoord": PageValue(gehoord(json)),
            "code": .text(
                tot.map { "heeft een code, geldig tot \(Tijd.deadline($0))" }
                    ?? (json["kanCodeKrijgen"]?.bool == true
                        ? "heeft geen code" : "kan geen code krijgen")),
        ])
    }

    /// N7: whether this one heard the last change.
    private func gehoord(_ json: JSON) -> String? {
        if json["moetHoren"]?.bool == true { return "moet dit nog horen" }
        guard let op = json["gehoordOp"]?.tijdstip.map({ Tijd.moment($0) }) else { return nil }
        if let wijze = json["gehoordWijze"]?.string { return "hoorde het op \(op), \(site.words[wijze].lowercased())" }
        return json["nietVerteld"]?.string.map { "hoorde het niet: \(site.words[$0].lowercased()) (\(op))" }
    }

    // MARK: - Forms

    /// That about what the family must hear comes first.
    private func formulieren(_ gelezen: JSON, _ visit: Visit, heeftPlan: Bool) -> [ActionForm] {
        let leden = (gelezen["leden"]?.array ?? []).enumerated().map { (plaats: $0.offset, lid: $0.element) }
        func keuzes(_ past: (JSON) -> Bool) -> [ActionForm.Choice] {
            leden.filter { past($0.lid) }.map {
                ActionForm.Choice($0.lid["lid"]?.string ?? "", Gezinsleden.naam($0.lid, $0.plaats, site.words))
            }
        }
        func form(_ operation: String, _ titel: String, _ uitleg: String, _ wie: [ActionForm.Choice]) -> ActionForm {
            ActionForm(
                operation: operation, title: titel, explanation: uitleg,
                action: "/zaken/\(visit.onderwerp)/gezin", path: ["id": visit.onderwerp],
                choices: ["/lid": wie, "/namens": wie, "/verteldAan": wie, "/nietVerteldAan": wie])
        }
        var forms: [ActionForm] = []
        if gelezen["teInformerenSinds"] != nil {
            forms.append(
                form(
                    Self.informeren, "Gezin is geïnformeerd",
                    "Uw taak is gedaan als van iedereen vastligt dat die het hoorde, of waarom niet.",
                    keuzes { $0["moetHoren"]?.bool == true || $0["gehoordOp"] != nil }))
        }
        let (magCode, heeftCode) = (
            keuzes { $0["kanCodeKrijgen"]?.bool == true }, keuzes { $0["codeGeldigTot"] != nil }
        )
        if !magCode.isEmpty {
            forms.append(
                form(
                    "gezinstoegangGeven", "Code geven",
                    "U ziet de code één keer, met een brief om af te drukken. Een eerdere code van deze persoon werkt dan niet meer.",
                    magCode))
        }
        if !heeftCode.isEmpty {
            forms.append(
                form(
                    "gezinstoegangIntrekken", "Code intrekken", "De bladzijde van dit gezinslid gaat meteen dicht.",
                    heeftCode))
        }
        let alle = keuzes { _ in true }
        if !alle.isEmpty {
            forms.append(
                form(
                    "gezinsvoorkeurVastleggen", "Voorkeur vastleggen",
                    "Vraag hoe deze persoon het liefst iets hoort, en in welke taal.", alle))
        }
        if !alle.isEmpty, !heeftPlan {
            forms.append(
                form(
                    "familiegroepsplanToevoegen", "Plan van het gezin toevoegen",
                    "Schrijf op wat het gezin u gaf, in zijn eigen woorden. Daarna verandert alleen het gezin het.",
                    alle))
        }
        let zonder = gelezen["zonderToestemming"]?.array ?? []
        if !zonder.isEmpty {
            forms.append(
                ActionForm(
                    operation: "hulpgrondVastleggen", title: "Vastleggen waarop hulp rust",
                    explanation: "Iemand zei nee tegen hulp die loopt. Zonder grond stopt de hulp.",
                    action: "/zaken/\(visit.onderwerp)/gezin", path: ["id": visit.onderwerp],
                    choices: [
                        "/hulp": zonder.map { hulp in
                            let wie = hulp["helper"]?["organisatie"]?.string.flatMap { OIN($0) }
                            return ActionForm.Choice(
                                hulp["hulp"]?.string ?? "",
                                wie.flatMap { register.current.organisation($0)?.naam.text } ?? "Een organisatie")
                        }
                    ]))
        }
        return forms
    }
}
