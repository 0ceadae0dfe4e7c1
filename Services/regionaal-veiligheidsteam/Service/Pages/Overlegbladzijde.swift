import Chassis
import Contracts
import Foundation
import Register
import Web

/// One meeting: who is invited and came, how the children were heard, what was concluded and agreed, and what can be done
/// (O20, R6, V8). Opening it is recorded.
struct Overlegbladzijde: Sendable {
    let register: Register
    let site: Site

    /// - Parameter formulier: a form that was sent, as it comes back.
    func toon(_ visit: Visit, _ id: String, formulier: PageValue? = nil) async throws -> PageContent {
        let gelezen = try await lees(visit, id)
        let (stand, namen) = (gelezen.stand, gelezen.namen)
        let formulieren = formulieren(gelezen, visit)
        let termijnen = (stand["termijnen"]?.array ?? []).map { namen.termijn($0, site.words) }
        let soort = site.words[stand["soort"]?.string ?? ""]
        let status = stand["status"]?.string ?? ""
        func lijst(_ veld: String) -> [JSON] { stand[veld]?.array ?? [] }
        var values: [String: PageValue] = [
            "kenmerk": PageValue(stand["kenmerk"]?.string), "soort": .text(soort),
            "casus": gelezen.zietCasus ? .text("/casussen/" + (stand["zaak"]?.string ?? "")) : PageValue.none,
            "gedaan": .flag(visit.query["gedaan"] != nil && formulier == nil),
            "oefening": .flag(stand["oefening"]?.bool ?? false), "status": .text(site.words[status]),
            "einde": .flag(["afgezegd", "overgenomen"].contains(status)), "gehouden": .flag(status == "gehouden"),
            "wanneer": PageValue(stand["geplandOp"]?.tijdstip.map { Tijd.moment($0) }),
            "door": .text(wie(stand["bijeengeroepenDoor"], namen)),
            "uitnodigingen": .list(lijst("uitnodigingen").map { uitnodiging($0, namen) }),
            "voorlooptijd": PageValue(stand["voorlooptijd"]?.string),
            "gezin": .list(lijst("gezin").map { .text(deelnemer($0, gelezen)) }),
            "aanwezig": .list((stand["aanwezig"]?.strings ?? []).map { .text(namen.organisatie($0)) }),
            "gezinAanwezig": .list(lijst("gezinAanwezig").map { .text(deelnemer($0, gelezen)) }),
            "kinderen": .list(lijst("kinderen").map { kind($0, gelezen) }),
            "afspraken": .list(lijst("afspraken").map { afspraak($0, namen) }),
            "heeftAfspraken": .flag(!lijst("afspraken").isEmpty),
            "termijnen": .list(termijnen), "heeftTermijnen": .flag(!termijnen.isEmpty),
            "kanIets": .flag(!formulieren.isEmpty),
            "handelingen": site.acts(formulieren, for: visit, given: formulier),
        ]
        for veld in ["geenGezinReden", "nietGehoordReden", "motivering", "toelichting", "afmelding"] {
            values[veld] = PageValue(stand[veld]?.string)
        }
        for veld in ["uitkomst", "terugmelding"] {
            values[veld] = PageValue(stand[veld]?.string.map { site.words[$0] })
        }
        values["gesprekNodig"] = .flag(stand["nieuwGesprekNodig"]?.bool ?? false)
        for veld in ["vervolg", "vorige"] { values[veld] = PageValue(stand[veld]?.string.map { "/overleggen/" + $0 }) }
        values["onderzoek"] = PageValue(stand["onderzoek"]?.string)
        return PageContent("\(soort) bij \(stand["kenmerk"]?.string ?? "")", template: "overleg", values: values)
    }

    /// Who comes from a task about one agreement sees the meeting at which it was made.
    func toonAfspraak(_ visit: Visit) async throws -> PageContent {
        let plaats = try await visit.read("afspraakVinden", path: ["id": visit.onderwerp]).body
        return try await toon(visit, plaats["overleg"]?.string ?? "")
    }

    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        formulieren(try await lees(visit, visit.onderwerp), visit).first { $0.operation == post.value("handeling") }
    }

    // MARK: - What is read

    private struct Gelezen {
        let stand: JSON
        let versie: Int64?
        let namen: Namen
        let gezin: [JSON]
        /// Who is only invited sees the meeting and not the casus.
        let zietCasus: Bool
    }

    private func lees(_ visit: Visit, _ id: String) async throws -> Gelezen {
        let overleg = try await visit.read("overlegLezen", path: ["id": id])
        let stand = overleg.body
        let genoemd =
            (stand["uitnodigingen"]?.array ?? []).map { $0["organisatie"]?.string }
            + [stand["bijeengeroepenDoor"]?["organisatie"]?.string]
        let namen = try await Namen(visit, register.current, organisaties: Set(genoemd.compactMap { $0 }))
        let pad = ["id": stand["zaak"]?.string ?? ""]
        let gezin: [JSON]?
        do {
            gezin = try await visit.read("gezinsledenLezen", path: pad).body["gezinsleden"]?.array
        } catch {
            guard error.status == .notFound else { throw error }
            gezin = nil
        }
        return Gelezen(
            stand: stand, versie: overleg.etag, namen: namen, gezin: gezin ?? [], zietCasus: gezin != nil)
    }

    private func wie(_ json: JSON?, _ namen: Namen) -> String {
        json == nil ? "een organisatie die voor u is afgeschermd" : namen.partij(json)
    }

    private func lid(_ id: String?, _ gelezen: Gelezen) -> String {
        Casusdelen.lid(id, gelezen.gezin, site.words)
    }

    private func deelnemer(_ json: JSON, _ gelezen: Gelezen) -> String {
        let wie = lid(json["lid"]?.string, gelezen)
        return json["als"]?.string == "vertrouwenspersoon" ? "Vertrouwenspersoon van \(wie.lowercased())" : wie
    }

    // MARK: - What there is

    private func uitnodiging(_ json: JSON, _ namen: Namen) -> PageValue {
        let stand =
            json["gezienOp"]?.tijdstip.map { "Geopend op " + Tijd.moment($0) }
            ?? json["bezorgdOp"]?.tijdstip.map { "Aangekomen op " + Tijd.moment($0) }
            ?? json["verstuurdOp"]?.tijdstip.map { "Verstuurd op " + Tijd.moment($0) } ?? ""
        let toen = namen.organisatie(json["organisatie"]?.string)
        let nu = json["opgevolgdDoor"]?.string.map { " (nu \(namen.organisatie($0)))" } ?? ""
        return .group([
            "organisatie": .text(toen + nu),
            "rol": .text(site.words[json["rol"]?.string ?? ""]), "stand": .text(stand),
            "laat": .flag(json["teLaat"]?.bool ?? false),
        ])
    }

    private func kind(_ json: JSON, _ gelezen: Gelezen) -> PageValue {
        let hoe =
            switch (json["onder12"]?.bool == true, json["gehoord"]?.bool == true, json["voorbereid"]?.bool == true) {
            case (true, _, _): "jonger dan 12 jaar"
            case (_, true, true): "voorbereid en gehoord"
            case (_, true, false): "gehoord, niet voorbereid"
            case (_, false, true): "voorbereid, niet gehoord"
            case (_, false, false): "niet voorbereid en niet gehoord"
            }
        return .text("\(lid(json["kind"]?.string, gelezen)): \(hoe)")
    }

    private func afspraak(_ json: JSON, _ namen: Namen) -> PageValue {
        let kring = (json["alleenVoor"]?.array ?? []).map { namen.partij($0) }
        let status = json["status"]?.string ?? ""
        return .group([
            "tekst": PageValue(json["tekst"]?.string), "eigenaar": .text(wie(json["eigenaar"], namen)),
            "horizon": .text(Casuswoorden.horizon(json["horizon"]?.string)),
            "status": .text(site.words[status]), "open": .flag(status == "open"),
            "reden": PageValue(json["reden"]?.string),
            "kring": kring.isEmpty ? PageValue.none : .text(kring.joined(separator: ", ")),
        ])
    }

    // MARK: - What can be done

    private func formulieren(_ gelezen: Gelezen, _ visit: Visit) -> [ActionForm] {
        let (stand, namen) = (gelezen.stand, gelezen.namen)
        let mogelijk = Set(stand["mogelijk"]?.strings ?? [])
        let id = stand["id"]?.string ?? ""
        let bijeen = stand["bijeengeroepenDoor"]?["organisatie"]?.string
        let genodigd = (stand["uitnodigingen"]?.array ?? []).compactMap {
            ($0["opgevolgdDoor"] ?? $0["organisatie"])?.string
        }
        var organisaties: [String] = []
        for wie in [bijeen].compactMap({ $0 }) + genodigd where !organisaties.contains(wie) { organisaties.append(wie) }
        let mensen = organisaties.flatMap { namen.keuzes($0) }
        let leden = gelezen.gezin.compactMap { $0["id"]?.string }.map {
            ActionForm.Choice($0, lid($0, gelezen))
        }
        let kinderen = leden.filter { keuze in
            gelezen.gezin.contains { $0["id"]?.string == keuze.value && $0["rol"]?.string == "kind" }
        }
        let open = (stand["afspraken"]?.array ?? []).filter { $0["afTeRonden"]?.bool == true }
        let keuzes: [String: [ActionForm.Choice]] = [
            "/aanwezig": organisaties.map { .init($0, namen.organisatie($0)) },
            "/organisatie": organisaties.map { .init($0, namen.organisatie($0)) },
            "/eigenaar": mensen, "/alleenVoor": mensen, "/gezinsledenAanwezig": leden,
            "/vertrouwenspersonenVan": leden, "/kinderenGehoord": kinderen, "/kinderenVoorbereid": kinderen,
            "/kinderenOnder12": kinderen,
            "/horizon": ["uren", "dagen", "weken", "maanden"].map { .init($0, Casuswoorden.horizon($0)) },
            "/afspraak": open.compactMap { afspraak in
                afspraak["id"]?.string.map { .init($0, String((afspraak["tekst"]?.string ?? "Afspraak").prefix(80))) }
            },
        ]
        return Casuswoorden.overleghandelingen.filter { mogelijk.contains($0.code) }.map { handeling in
            ActionForm(
                operation: handeling.operation, title: handeling.titel, explanation: handeling.uitleg,
                action: "/overleggen/" + id, path: ["id": id], version: gelezen.versie, choices: keuzes,
                omitted: kinderen.isEmpty
                    ? ["/kinderenGehoord", "/kinderenVoorbereid", "/kinderenOnder12", "/nietGehoordReden"] : [])
        }
    }
}
