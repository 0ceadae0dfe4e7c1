import Chassis
import Contracts
import Foundation
import Register
import VerwijzingDomain
import Web

/// The verwijzingen of a zaak: each with its state and what it waits for, the help that runs (R13), and the form to ask
/// for more (V1). Beside it the list of all that run of an organisation.
struct Zaakverwijzingenbladzijde: Sendable {
    let register: Register
    let site: Site

    func toon(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let gelezen = try await lees(visit)
        let verwijzingen = gelezen["verwijzingen"]?.array ?? []
        let lopend = gelezen["lopendeHulp"]?.array ?? []
        let namen = try await Namen(
            visit, register.current,
            organisaties: Set(verwijzingen.compactMap { $0["aanZet"]?["organisatie"]?.string }))
        let form = try await vraagformulier(gelezen, visit, namen)
        let given = form.flatMap { form in formulier.flatMap { $0.isFormulier(form) ? $0 : nil } }
        let overdracht = gelezen["overdracht"]?.string
        return PageContent(
            "Verwijzingen bij " + (gelezen["kenmerk"]?.string ?? ""), template: "zaakverwijzingen",
            values: [
                "kenmerk": PageValue(gelezen["kenmerk"]?.string),
                "terugnaam": .text(overdracht == nil ? "Terug naar de verwijzingen" : "Terug naar de overdracht"),
                "terug": .text(overdracht.map { "/overdrachten/" + $0 } ?? "/verwijzingen"),
                "gedaan": .flag(visit.query["gedaan"] != nil && formulier == nil),
                "leeg": .flag(verwijzingen.isEmpty),
                "regels": .list(verwijzingen.map { Self.regel($0, visit, namen, site.words) }),
                "geenHulp": .flag(lopend.isEmpty),
                "lopend": .list(lopend.map { .text(Self.hulp($0, namen, site.words)) }),
                "heeftEerder": .flag(!Self.eerder(gelezen).isEmpty),
                "eerder": .list(Self.eerder(gelezen).map { .text(Self.eerder($0, namen, site.words)) }),
                "vragen": form.map { form in
                    .group([
                        "titel": .text(form.title), "formulier": given ?? site.show(form, for: visit),
                        "open": .flag(given != nil),
                    ])
                } ?? PageValue.none,
            ])
    }

    /// All that run from or to the organisation.
    func lijst(_ visit: Visit) async throws -> PageContent {
        let alle = try await visit.list("verwijzingenLezen").sorted { eerste($0) < eerste($1) }
        let namen = try await Namen(
            visit, register.current, organisaties: Set(alle.compactMap { $0["aanZet"]?["organisatie"]?.string }))
        return PageContent(
            "Verwijzingen", template: "verwijzingen",
            values: [
                "leeg": .flag(alle.isEmpty),
                "regels": .list(alle.map { Self.regel($0, visit, namen, site.words) }),
            ])
    }

    private func eerste(_ json: JSON) -> Date {
        json["termijnen"]?.array?.first?["verloopt"]?.tijdstip ?? .distantFuture
    }

    /// The form that was sent, as it would be shown now.
    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        let form = try await vraagformulier(try await lees(visit), visit, try await Namen(visit, register.current))
        return form?.operation == post.value("handeling") ? form : nil
    }

    private func lees(_ visit: Visit) async throws -> JSON {
        try await visit.read("zaakverwijzingenLezen", path: ["id": visit.onderwerp]).body
    }

    static func regel(_ json: JSON, _ visit: Visit, _ namen: Namen, _ words: Words) -> PageValue {
        let termijn = json["termijnen"]?.array?.first
        let verloopt = termijn?["verloopt"]?.tijdstip
        let wie = namen.partij(json["aanZet"])
        var values: [String: PageValue] = [
            "adres": .text("/verwijzingen/" + (json["id"]?.string ?? "")),
            "kenmerk": PageValue(json["kenmerk"]?.string),
            "status": .text(Verwijzingwoorden.stand(json["status"]?.string)),
            "hulp": .text(json["hulpnaam"]?.string ?? words[json["hulp"]?.string ?? ""]),
            "van": .text(namen.organisatie(json["van"]?["organisatie"]?.string)),
            "naar": .text(namen.organisatie(json["naar"]?.string)),
            "spoed": .flag(json["urgentie"]?.string == "spoed"), "oefening": .flag(json["oefening"]?.bool ?? false),
            "laat": .flag(verloopt.map { $0 < visit.now } ?? false),
        ]
        values["aanZet"] = PageValue(wie.isEmpty ? nil : wie == "u" ? "U" : wie)
        values["waarvoor"] = PageValue(termijn?["soort"]?.string.map { Verwijzingwoorden.woord($0, words) })
        values["herkomst"] = PageValue(json["termijnen"]?.array?.first?["herkomst"]?.string)
        values["termijn"] = PageValue(verloopt.map { Tijd.left($0, now: visit.now) })
        values["sinds"] = PageValue(json["sinds"]?.tijdstip.map { Tijd.since($0, now: visit.now) })
        return .group(values)
    }

    private static func hulp(_ json: JSON, _ namen: Namen, _ words: Words) -> String {
        let soort = json["hulpnaam"]?.string ?? words[json["hulp"]?.string ?? ""]
        let sinds = json["sinds"]?.tijdstip.map { ", sinds " + Tijd.short($0) } ?? ""
        return "\(soort) door \(namen.organisatie(json["organisatie"]?.string))\(sinds)"
    }

    /// O16: what began before and does not run, which the list of running help does not show.
    private static func eerder(_ gelezen: JSON) -> [JSON] {
        let lopend = Set((gelezen["lopendeHulp"]?.array ?? []).compactMap { $0["id"]?.string })
        return (gelezen["eerderGedaan"]?.array ?? []).filter { !lopend.contains(id($0)) }
    }

    private static func id(_ eerder: JSON) -> String {
        eerder["overdracht"]?.string ?? eerder["verwijzing"]?.string ?? ""
    }

    private static func eerder(_ json: JSON, _ namen: Namen, _ words: Words) -> String {
        let sinds = json["aangebodenOp"]?.tijdstip.map { ", gevraagd op " + Tijd.short($0) } ?? ""
        let soort = words[json["vraag"]?.string ?? ""]
        return "\(soort) door \(namen.organisatie(json["organisatie"]?.string))\(sinds)"
    }

    // MARK: - Asking

    private func vraagformulier(_ gelezen: JSON, _ visit: Visit, _ namen: Namen) async throws -> ActionForm? {
        guard gelezen["magVragen"]?.bool == true else { return nil }
        let lopend = gelezen["lopendeHulp"]?.array ?? []
        func hulp(_ alleen: (JSON) -> Bool) -> [ActionForm.Choice] {
            lopend.filter(alleen).map { ActionForm.Choice($0["id"]?.string ?? "", Self.hulp($0, namen, site.words)) }
        }
        let eerder = Self.eerder(gelezen).map {
            ActionForm.Choice(Self.id($0), Self.eerder($0, namen, site.words))
        }
        let stopbaar = hulp { $0["magStoppen"]?.bool == true }
        let kinderen = try await kinderen(gelezen, visit)
        let routes = (gelezen["routes"]?.array ?? []).map { route -> ActionForm.Choice in
            let code = route["code"]?.string ?? ""
            return ActionForm.Choice(
                code, "\(Verwijzingwoorden.woord(code, site.words)) (\(route["herkomst"]?.string ?? ""))")
        }
        return ActionForm(
            operation: "verwijzingVragen", title: "Hulp vragen",
            explanation:
                "De organisatie krijgt uw vraag als taak, met een termijn. De regie verandert er niet door. U kunt meer organisaties tegelijk vragen.",
            action: "/zaken/\(visit.onderwerp)/verwijzingen", path: ["id": visit.onderwerp],
            choices: [
                "/naar": namen.organisaties, "/overlegMet": namen.organisaties, "/route": routes,
                "/hulp": (gelezen["hulpsoorten"]?.array ?? []).map {
                    ActionForm.Choice($0["code"]?.string ?? "", $0["naam"]?.string ?? "")
                }, "/kinderen": kinderen, "/lopendGezien": hulp { _ in true },
                "/eerderGezien": eerder, "/stoppen": stopbaar,
                "/stopreden": Hulpeinde.vanVrager.map {
                    ActionForm.Choice($0.rawValue, Verwijzingwoorden.woord($0.rawValue, site.words))
                },
            ],
            omitted: Set(
                (routes.isEmpty ? ["/route", "/overlegMet"] : []) + (kinderen.count < 2 ? ["/kinderen"] : [])
                    + (lopend.isEmpty ? ["/lopendGezien"] : []) + (eerder.isEmpty ? ["/eerderGezien"] : [])
                    + (stopbaar.isEmpty ? ["/stoppen", "/stopreden"] : [])),
            labels: [
                "/route": "Langs welke route; niet nodig bij vrij toegankelijke hulp",
                "/lopendGezien": "Welke hulp die al loopt, zag u? Kies alles wat u zag",
                "/eerderGezien": "Welke eerdere hulp zag u? Kies wat u opnieuw vraagt",
                "/stoppen": "Welke van die hulp stopt? Kiest u niets, dan gaat alles door",
            ])
    }

    /// The children by name, for who may read them; where there is one, nobody need choose.
    private func kinderen(_ gelezen: JSON, _ visit: Visit) async throws -> [ActionForm.Choice] {
        guard (gelezen["kinderen"]?.array ?? []).count > 1 else { return [] }
        let gezin: JSON
        do { gezin = try await visit.read("gezinLezen", path: ["id": visit.onderwerp]).body } catch {
            guard error.status == .forbidden else { throw error }
            return []
        }
        return (gezin["leden"]?.array ?? []).filter { $0["rol"]?.string == "kind" }.enumerated().map { plaats, lid in
            ActionForm.Choice(lid["id"]?.string ?? "", lid["naam"]?.string ?? "kind \(plaats + 1)")
        }
    }
}
