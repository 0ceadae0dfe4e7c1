import Chassis
import Contracts
import Foundation
import Register
import VerwijzingDomain
import Web

/// One verwijzing: what is asked, how far it is and who must move, and what each side can do (V1-V3). Opening it is
/// recorded, since it shows what people wrote.
struct Verwijzingbladzijde: Sendable {
    let register: Register
    let site: Site

    func toon(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let id = visit.onderwerp
        var gelezen = try await lees(visit)
        if gelezen.body["naar"]?.string == visit.caller.organisation.text, gelezen.body["gezienOp"] == nil,
            gelezen.body["status"]?.string == "gevraagd"
        {
            gelezen = try await gezien(id, visit)
        }
        let stand = gelezen.body
        let namen = try await namen(stand, visit)
        let formulieren = formulieren(gelezen, visit, namen)
        let aanZet = stand["aanZet"]
        let zelf = namen.isZelf(aanZet)
        let wij = aanZet?["organisatie"]?.string == visit.caller.organisation.text && !zelf
        let termijnen = (stand["termijnen"]?.array ?? []).map { namen.termijn($0, site.words) }
        return PageContent(
            "Verwijzing " + (stand["kenmerk"]?.string ?? ""), template: "verwijzing",
            values: [
                "kenmerk": PageValue(stand["kenmerk"]?.string), "id": .text(id),
                "eerder": Overdrachtbladzijde.eerder(stand, namen, site.words),
                "zaak": .text("/zaken/\(stand["zaak"]?.string ?? "")/verwijzingen"),
                "inZaak": .flag(stand["van"]?["organisatie"]?.string == visit.caller.organisation.text),
                "gedaan": .flag(visit.query["gedaan"] != nil && formulier == nil),
                "oefening": .flag(stand["oefening"]?.bool ?? false),
                "spoed": .flag(stand["urgentie"]?.string == "spoed"),
                "status": .text(Verwijzingwoorden.stand(stand["status"]?.string)),
                "einde": .flag(aanZet == nil), "uZelf": .flag(zelf), "uwOrganisatie": .flag(wij),
                "ander": .flag(aanZet != nil && !zelf && !wij), "aanZet": .text(namen.partij(aanZet)),
                "van": .text(namen.partij(stand["van"])), "naar": .text(namen.organisatie(stand["naar"]?.string)),
                "sinds": PageValue(stand["sinds"]?.tijdstip.map { Tijd.moment($0) }),
                "behoefte": PageValue(stand["behoefte"]?.string), "watMist": PageValue(stand["watMist"]?.string),
                "afspraak": PageValue(stand["overbruggingsafspraak"]?.string),
                "bericht": PageValue(stand["bericht"]?.string),
                "geenTekst": .flag(stand["behoefte"] == nil),
                "wissels": PageValue(
                    Verwijzingwoorden.telling(stand["wissels"], kinderen: stand["aantalKinderen"]?.integer ?? 0)),
                "gegevens": .list(gegevens(stand, namen)),
                "ontvangst": .list(ontvangst(stand)),
                "termijnen": .list(termijnen), "heeftTermijnen": .flag(!termijnen.isEmpty),
                "nietsTeDoen": .flag(formulieren.isEmpty),
                "handelingen": .list(
                    formulieren.map { form in
                        let given = formulier.flatMap { $0.isFormulier(form) ? $0 : nil }
                        return .group([
                            "code": .text(form.operation), "titel": .text(form.title),
                            "formulier": given ?? site.show(form, for: visit), "open": .flag(given != nil),
                        ])
                    }),
            ])
    }

    /// The form that was sent, as it would be shown now.
    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        let gelezen = try await lees(visit)
        return formulieren(gelezen, visit, try await namen(gelezen.body, visit)).first {
            $0.operation == post.value("handeling")
        }
    }

    private func lees(_ visit: Visit) async throws -> Reply {
        try await visit.read("verwijzingLezen", path: ["id": visit.onderwerp])
    }

    /// A named person of the receiver opened it: a fact beside the state.
    private func gezien(_ id: String, _ visit: Visit) async throws -> Reply {
        do {
            _ = try await visit.act(
                "verwijzingGezien", path: ["id": id], body: [:],
                idempotencyKey: "gezien-\(id)-\(visit.caller.subject)", ifMatch: nil)
        } catch {
            // Another was first, or it has ended: what is read again shows that.
            if error.status == .serviceUnavailable { throw error }
        }
        return try await lees(visit)
    }

    private func namen(_ stand: JSON, _ visit: Visit) async throws -> Namen {
        try await Namen(
            visit, register.current,
            organisaties: Set([stand["van"]?["organisatie"]?.string, stand["naar"]?.string].compactMap { $0 }))
    }

    private func gegevens(_ stand: JSON, _ namen: Namen) -> [PageValue] {
        func woord(_ veld: String) -> String? { stand[veld]?.string.map { Verwijzingwoorden.woord($0, site.words) } }
        let voorstel = woord("alternatief").map { woord in
            stand["alternatieveOrganisatie"]?.string.map { woord + ": " + namen.organisatie($0) } ?? woord
        }
        let kinderen = stand["aantalKinderen"]?.integer ?? 0
        let regels: [(String, String?)] = [
            ("Soort hulp", stand["hulpnaam"]?.string ?? woord("hulp")), ("Uit welke wet", woord("regime")),
            ("Zwaarder of lichter", woord("richting")), ("Waarom deze hulp", woord("gekozenOp")),
            ("Langs welke route", woord("route")), ("Waar die route vandaan komt", stand["routeHerkomst"]?.string),
            ("Overlegd met", stand["overlegMet"]?.string.map { namen.organisatie($0) }),
            ("Voor hoeveel kinderen", kinderen == 0 ? "het hele gezin" : "\(kinderen)"),
            ("Antwoord beloofd op", stand["uitgesteldTot"]?.string.map { Tijd.day($0) }),
            ("Reden", woord("reden")), ("Voorstel van de ontvanger", voorstel),
            ("Werker voor het gezin", stand["werker"]?.string.map { namen.mens($0, bij: stand["naar"]?.string) }),
            ("De hulp start op", stand["startdatum"]?.string.map { Tijd.day($0) }),
            ("De hulp is gestart op", stand["gestartOp"]?.tijdstip.map { Tijd.moment($0) }),
        ]
        return regels.compactMap { naam, waarde in
            waarde.map { .group(["naam": .text(naam), "waarde": .text($0)]) }
        }
    }

    /// V3: each acknowledgement, as far as it came.
    private func ontvangst(_ stand: JSON) -> [PageValue] {
        let open = ["gevraagd"].contains(stand["status"]?.string)
        let stappen: [(String, Date?)] = [
            ("Gevraagd", stand["gevraagdOp"]?.tijdstip), ("Aangekomen bij de ontvanger", stand["bezorgdOp"]?.tijdstip),
            ("Geopend door de ontvanger", stand["gezienOp"]?.tijdstip),
            ("Beantwoord", open ? nil : stand["sinds"]?.tijdstip), ("Hulp gestart", stand["gestartOp"]?.tijdstip),
        ]
        return stappen.map { naam, moment in
            .group([
                "naam": .text(naam), "gedaan": .flag(moment != nil),
                "wanneer": PageValue(moment.map { Tijd.moment($0) }),
            ])
        }
    }

    private func formulieren(_ gelezen: Reply, _ visit: Visit, _ namen: Namen) -> [ActionForm] {
        let mogelijk = Set(gelezen.body["mogelijk"]?.strings ?? [])
        let eigen = namen.keuzes(visit.caller.organisation.text)
        return Verwijzingwoorden.handelingen.filter { mogelijk.contains($0.code) }.map { handeling in
            let gezien = Verwijzingwoorden.gezien(
                gelezen.body["wissels"], kinderen: gelezen.body["aantalKinderen"]?.integer ?? 0)
            let einden = handeling.code == "stoppen" ? Hulpeinde.vanVrager : Hulpeinde.vanHulp
            let keuzes = einden.map { ActionForm.Choice($0.rawValue, Verwijzingwoorden.woord($0.rawValue, site.words)) }
            return ActionForm(
                operation: handeling.operation, title: handeling.titel, explanation: handeling.uitleg,
                action: "/verwijzingen/" + visit.onderwerp, path: ["id": visit.onderwerp], version: gelezen.etag,
                choices: [
                    "/werker": eigen, "/naar": eigen, "/alternatieveOrganisatie": namen.organisaties,
                    "/gezien": gezien,
                ].merging(
                    ["beeindigen", "stoppen"].contains(handeling.code) ? ["/reden": keuzes] : [:],
                    uniquingKeysWith: { $1 }), omitted: gezien.isEmpty ? ["/gezien"] : [],
                labels: Verwijzingwoorden.gezienlabel)
        }
    }
}
