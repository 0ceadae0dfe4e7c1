import Chassis
import Contracts
import Foundation
import Register
import Web

/// V7: the families of an organisation that stops, and for one of them what can be done.
struct Vervangingbladzijde: Sendable {
    let register: Register
    let site: Site

    // MARK: - The list

    func lijst(_ visit: Visit) async throws -> PageContent {
        let vraag = visit.query.filter { $0.key == "regio" && !$0.value.isEmpty }
        let lijst = try await visit.read("vervangingenLezen", query: vraag).body
        let regels = lijst["regels"]?.array ?? []
        let regio = lijst["regio"]?.string ?? ""
        let namen = try await Namen(
            visit, register.current, organisaties: Set(regels.compactMap { $0["aan"]?["organisatie"]?.string }))
        let regios = Toegang.regios(visit.caller.organisation, register.current).map { ($0.text, naam($0.text)) }
        var values: [String: PageValue] = [
            "regio": .text(naam(regio)), "heleRegio": .flag(lijst["heleRegio"]?.bool ?? false),
            "meer": .flag(lijst["meer"]?.bool ?? false), "leeg": .flag(regels.isEmpty),
            "regels": .list(regels.map { .group(rij($0, visit, namen)) }), "filteradres": "/vervangingen",
            "heeftFilters": .flag(regios.count > 1),
            "filters": .list([PageFilter("regio", "Regio", regios).value(visit)]),
            "bestand": .text("/vervangingen/bestand?" + FormEncoding.encode(["regio": regio])),
            "aantal": .text(
                regels.count == 1 ? "1 gezin wacht op andere hulp" : "\(regels.count) gezinnen wachten op andere hulp"),
        ]
        values["gemeten"] = PageValue(lijst["gemetenOp"]?.tijdstip.map { Tijd.moment($0) })
        return PageContent("Hulp die stopt", template: "vervangingen", values: values)
    }

    private func naam(_ regio: String) -> String {
        Codewoord(regio).flatMap { register.current.region($0)?.naam.text } ?? regio
    }

    private func rij(_ json: JSON, _ visit: Visit, _ namen: Namen) -> [String: PageValue] {
        let wie = namen.partij(json["aan"])
        let eigen = json["mogelijk"]?.array?.isEmpty == false
        var values: [String: PageValue] = [
            "kenmerk": PageValue(json["kenmerk"]?.string), "oefening": .flag(json["oefening"]?.bool ?? false),
            "adres": PageValue(eigen ? "/vervangingen/" + (json["id"]?.string ?? "") : nil),
            "vorige": .text(namen.organisatie(json["vorige"]?.string)),
            "wie": .text(wie == "u" ? "U" : wie.isEmpty ? "afgeschermd" : wie),
            "bijRegio": .flag((json["termijn"]?["stadium"]?.integer ?? 0) >= 100),
        ]
        values["stoptOp"] = PageValue(json["stoptOp"]?.string.map { Tijd.day($0) })
        values["sinds"] = PageValue(json["sinds"]?.tijdstip.map { Tijd.since($0, now: visit.now) })
        let moment = json["termijn"]?["verloopt"]?.tijdstip
        values["herkomst"] = PageValue(json["termijn"]?["herkomst"]?.string)
        values["nog"] = PageValue(moment.map { Tijd.left($0, now: visit.now) })
        values["uiterlijk"] = PageValue(moment.map { Tijd.deadline($0) })
        return values
    }

    // MARK: - One of them

    func toon(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let stand = try await lees(visit)
        let namen = try await Namen(
            visit, register.current, organisaties: Set([stand["aan"]?["organisatie"]?.string].compactMap { $0 }))
        let formulieren = try await formulieren(stand, visit)
        let termijnen = [stand["termijn"]].compactMap { $0 }.map { namen.termijn($0, site.words) }
        var values = rij(stand, visit, namen)
        values["gedaan"] = .flag(visit.query["gedaan"] != nil && formulier == nil)
        values["open"] = .flag(stand["status"]?.string == "gezocht")
        values["uitkomst"] = PageValue(stand["uitkomst"]?.string.map { site.words[$0].lowercased() })
        values["geslotenOp"] = PageValue(stand["geslotenOp"]?.tijdstip.map { Tijd.moment($0) })
        values["verwijzing"] = PageValue(stand["verwijzing"]?.string.map { "/verwijzingen/" + $0 })
        values["andereHulp"] = PageValue(stand["vervangenDoor"]?.string.map { "/verwijzingen/" + $0 })
        values["overdracht"] = PageValue(stand["overdracht"]?.string.map { "/overdrachten/" + $0 })
        values["termijnen"] = .list(termijnen)
        values["heeftTermijnen"] = .flag(!termijnen.isEmpty)
        values["kanIets"] = .flag(!formulieren.isEmpty)
        values["handelingen"] = site.acts(formulieren, for: visit, given: formulier)
        return PageContent(
            "Andere hulp bij " + (stand["kenmerk"]?.string ?? ""), template: "vervanging", values: values)
    }

    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        try await formulieren(try await lees(visit), visit).first { $0.operation == post.value("handeling") }
    }

    private func lees(_ visit: Visit) async throws -> JSON {
        try await visit.read("vervangingLezen", path: ["id": visit.onderwerp]).body
    }

    /// What can stand in the place of help under a verwijzing: other help in the zaak that has started.
    private func andereHulp(_ stand: JSON, _ visit: Visit) async throws -> [ActionForm.Choice] {
        guard let hulp = stand["verwijzing"]?.string, let zaak = stand["zaak"]?.string else { return [] }
        let gelezen: JSON
        do { gelezen = try await visit.read("zaakverwijzingenLezen", path: ["id": zaak]).body } catch {
            // Who asked and has no part in the zaak any more sees its own verwijzing only.
            guard error.status == .notFound || error.status == .forbidden else { throw error }
            return []
        }
        let gestart = (gelezen["verwijzingen"]?.array ?? []).filter {
            $0["id"]?.string != hulp && $0["status"]?.string == "gestart" && $0["naar"] != stand["vorige"]
        }
        let namen = try await Namen(
            visit, register.current, organisaties: Set(gestart.compactMap { $0["naar"]?.string }))
        return gestart.compactMap { andere in
            andere["id"]?.string.map {
                ActionForm.Choice(
                    $0, site.words[andere["hulp"]?.string ?? ""] + ", door " + namen.organisatie(andere["naar"]?.string)
                )
            }
        }
    }

    private func formulieren(_ stand: JSON, _ visit: Visit) async throws -> [ActionForm] {
        let mogelijk = Set(stand["mogelijk"]?.strings ?? [])
        let anderen = try await andereHulp(stand, visit)
        let bevestig =
            stand["verwijzing"] == nil
            ? ("Bevestigen dat wij het voortzetten", "Uw organisatie nam deze hulp over en gaat ermee door.")
            : (
                "Bevestigen dat een ander helpt",
                "Kies de hulp die ervoor in de plaats kwam. Gaat de opvolger ermee door? Kies dan niets."
            )
        let teksten = [
            (
                "vervanging-bevestigen", "vervangingBevestigen", bevestig.0, bevestig.1
            ),
            (
                "vervanging-beeindigen", "vervangingBeeindigen", "Er is geen andere hulp nodig",
                "Het gezin gaat van de lijst. Bespreek dit eerst met het gezin."
            ),
        ]
        return teksten.filter { mogelijk.contains($0.0) }.map { _, operation, titel, uitleg in
            ActionForm(
                operation: operation, title: titel, explanation: uitleg,
                action: "/vervangingen/\(visit.onderwerp)", path: ["id": visit.onderwerp],
                choices: [
                    "/reden": ["niet-meer-nodig", "gezin-wil-niet", "gaat-door"].map {
                        ActionForm.Choice($0, site.words[$0])
                    }, "/verwijzing": anderen,
                ], omitted: anderen.isEmpty ? ["/verwijzing"] : [])
        }
    }
}
