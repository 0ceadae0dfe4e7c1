import Chassis
import Contracts
import Foundation
import Register
import VerwijzingDomain
import Web

/// S4: how handovers went in a region, or in one of its gemeenten: each figure in words, with a bar beside it.
struct Cijferbladzijde: Sendable {
    let register: Register
    let words: Words

    func toon(_ visit: Visit) async throws -> PageContent {
        var vraag = visit.query.filter { ["regio", "jaar"].contains($0.key) && !$0.value.isEmpty }
        if vraag["jaar"].map({ Int($0) == nil }) == true { vraag["jaar"] = nil }
        let cijfers = try await visit.read("cijfersLezen", query: vraag).body
        let regels = cijfers["regels"]?.array ?? []
        let gebieden = Self.gebieden(regels)
        let gekozen = visit.query["gebied"].flatMap { code in gebieden.first { $0.code == code } } ?? gebieden[0]
        let eigen = regels.filter { Self.gebied($0) == gekozen.code }
        let jaar = cijfers["jaar"]?.integer.map { String($0) } ?? ""
        let regio = regio(cijfers["regio"]?.string ?? "")
        let waar = gekozen.code == Self.regio ? regio : gekozen.naam
        let bestand = FormEncoding.encode(["regio": cijfers["regio"]?.string ?? "", "jaar": jaar])
        let aantal = eigen.first { $0["onderwerp"]?.string == "aantal" }
        var values: [String: PageValue] = [
            "filteradres": "/cijfers", "waar": .text(waar), "jaar": .text(jaar),
            "filters": .list(filters(visit, cijfers, gebieden, gekozen.code)),
            "bestand": .text("/cijfers/bestand?" + bestand),
            "teKlein": .flag(aantal?["verborgen"]?.bool ?? true),
            "aantal": PageValue(aantal?["aantal"]?.integer.map { String($0) }),
            "tijden": .list(tijden(eigen, "tijd-tot", Self.stappen)),
            "tabellen": .list(Self.tabellen.compactMap { tabel($0, eigen) }),
        ]
        let lijsten: [(String, String, [PageValue])] = [
            ("wachttijden", "heeftWachttijden", tijden(eigen, "wachttijd", nil)),
            ("wachtNu", "heeftWachtNu", tijden(eigen, "wacht-nu", nil)),
            (
                "gebieden", "heeftGebieden",
                gekozen.code == Self.regio ? gebieden.dropFirst().map { rij($0, regels) } : []
            ),
        ]
        for (naam, heeft, lijst) in lijsten {
            values[naam] = .list(lijst)
            values[heeft] = .flag(!lijst.isEmpty)
        }
        values["gemeten"] = PageValue(cijfers["gemetenOp"]?.tijdstip.map { Tijd.moment($0) })
        values["samen"] = PageValue(
            (cijfers["samengevoegd"]?.strings ?? []).isEmpty
                ? nil : (cijfers["samengevoegd"]?.strings ?? []).map { Gemeenten.naam($0) }.joined(separator: ", "))
        return PageContent("Procescijfers \(waar) \(jaar)", template: "cijfers", values: values)
    }

    // MARK: - Areas

    private static let regio = "regio"

    private static func gebied(_ regel: JSON) -> String {
        regel["gemeente"]?.string ?? regel["gebied"]?.string ?? regio
    }

    /// The region first, then its gemeenten, then those that are taken together.
    private static func gebieden(_ regels: [JSON]) -> [(code: String, naam: String)] {
        let codes = Set(regels.map(gebied)).subtracting([regio, "samengevoegd"])
        let gemeenten = codes.map { (code: $0, naam: Gemeenten.naam($0)) }.sorted { $0.naam < $1.naam }
        let samen = regels.contains { gebied($0) == "samengevoegd" }
        return [(regio, "De hele regio")] + gemeenten
            + (samen ? [("samengevoegd", "Kleinere gemeenten samen")] : [])
    }

    private func regio(_ code: String) -> String {
        Codewoord(code).flatMap { register.current.region($0)?.naam.text } ?? code
    }

    private func filters(
        _ visit: Visit, _ cijfers: JSON, _ gebieden: [(code: String, naam: String)], _ gekozen: String
    ) -> [PageValue] {
        func keuze(_ naam: String, _ label: String, _ keuzes: [(String, String)], _ nu: String) -> PageValue {
            .group([
                "naam": .text(naam), "label": .text(label),
                "keuzes": .list(
                    keuzes.map {
                        .group(["code": .text($0.0), "woord": .text($0.1), "gekozen": .flag($0.0 == nu)])
                    }),
            ])
        }
        let regios = Toegang.regios(visit.caller.organisation, register.current)
        let jaren = (cijfers["jaren"]?.array ?? []).compactMap { $0.integer.map { String($0) } }
        let jaar = cijfers["jaar"]?.integer.map { String($0) } ?? ""
        return [
            keuze(
                "regio", "Regio", regios.map { ($0.text, regio($0.text)) }, cijfers["regio"]?.string ?? ""),
            keuze("jaar", "Jaar", (jaren.contains(jaar) ? jaren : [jaar] + jaren).map { ($0, $0) }, jaar),
            keuze("gebied", "Gebied", gebieden.map { ($0.code, $0.naam) }, gekozen),
        ]
    }

    /// An area in one line.
    private func rij(_ gebied: (code: String, naam: String), _ regels: [JSON]) -> PageValue {
        let eigen = regels.filter { Self.gebied($0) == gebied.code }
        func tijd(_ stap: String) -> String {
            eigen.first { $0["onderwerp"]?.string == "tijd-tot" && $0["waarde"]?.string == stap }?["mediaanMinuten"]?
                .integer.map { Tijd.duration(minutes: Int($0)) } ?? Self.teWeinig
        }
        return .group([
            "naam": .text(gebied.naam),
            "aantal": .text(
                eigen.first { $0["onderwerp"]?.string == "aantal" }?["aantal"]?.integer.map { String($0) } ?? ""),
            "antwoord": .text(tijd("beantwoord")), "start": .text(tijd("gestart")),
        ])
    }

    private static let teWeinig = "te weinig"

    // MARK: - Figures

    private static let stappen: [(String, String)] = [
        ("bezorgd", "Aangekomen bij de ontvanger"), ("gezien", "Geopend door een medewerker"),
        ("beantwoord", "Beantwoord"), ("besproken", "Besproken door beide kanten"), ("gestart", "Hulp gestart"),
    ]

    private struct Vraag {
        let onderwerp: String
        let titel: String
        let uitleg: String
        let woorden: [String: String]
    }

    private static let tabellen = [
        Vraag(
            onderwerp: "uitkomst", titel: "Hoe staat het ervoor",
            uitleg: "Waar wat dit jaar gevraagd werd nu staat. Dit zegt niet of het met het gezin beter gaat.",
            woorden: [
                "wacht-op-antwoord": "Wacht op antwoord", "nog-niet-gestart": "Aanvaard, hulp nog niet gestart",
                "hulp-loopt": "Hulp loopt", "terug-bij-afzender": "Terug bij de afzender",
                "eerder-gestopt": "Hulp eerder gestopt", "ander-gekozen": "Een andere kandidaat is gekozen",
            ]),
        Vraag(
            onderwerp: "weigerreden", titel: "Waarom geweigerd", uitleg: "Deel van de weigeringen.", woorden: [:]),
        Vraag(
            onderwerp: "uitstel", titel: "Uitgesteld", uitleg: "De eerste reden telt.",
            woorden: [
                "niet-uitgesteld": "Niet uitgesteld", "uitgesteld-wachtlijst": "Wachtlijst",
                "uitgesteld-informatie-nodig": "Informatie nodig", "uitgesteld-capaciteit": "Capaciteit",
                "uitgesteld-anders": "Andere reden",
            ]),
        Vraag(
            onderwerp: "hops", titel: "Hoe vaak de zaak verder ging", uitleg: "Van organisatie naar organisatie.",
            woorden: [
                "eerste-keer": "Voor het eerst", "tweede-keer": "Voor de tweede keer",
                "hulp-erbij": "Ging niet verder: er werd hulp bij gevraagd",
            ]),
        Vraag(
            onderwerp: "stilte", titel: "Stilte", uitleg: "Hoe ver een gemiste termijn is doorgegeven.",
            woorden: [
                "op-tijd": "Elke stap op tijd", "naar-teamleiders": "Gemeld aan de leidinggevenden",
                "naar-regio": "Gemeld aan de regio",
            ]),
        Vraag(
            onderwerp: "wachtlijstbericht", titel: "Berichten over het wachten", uitleg: "Of er een uitbleef.",
            woorden: [
                "geen-bericht-gemist": "Geen bericht gemist", "bericht-gemist": "Een of meer berichten gemist",
            ]),
        Vraag(
            onderwerp: "soort-vraag", titel: "Overgedragen of hulp erbij",
            uitleg: "Of een gezin werd overgedragen, of dat er hulp bij werd gevraagd.",
            woorden: ["overdracht": "Overdracht", "verwijzing": "Vraag om hulp"]),
        Vraag(onderwerp: "soort-hulp", titel: "Soort hulp", uitleg: "Wat er gevraagd werd.", woorden: [:]),
    ]

    /// Nil where there is nothing to show of it.
    private func tabel(_ vraag: Vraag, _ eigen: [JSON]) -> PageValue? {
        let regels = eigen.filter { $0["onderwerp"]?.string == vraag.onderwerp }
        guard regels.contains(where: { $0["aantal"] != nil }) else { return nil }
        return .group([
            "titel": .text(vraag.titel), "uitleg": .text(vraag.uitleg),
            "regels": .list(
                regels.map { regel in
                    let code = regel["waarde"]?.string ?? ""
                    let procent = regel["procent"]?.integer
                    var values: [String: PageValue] = [
                        "woord": .text(vraag.woorden[code] ?? words[code]),
                        "aantal": .text(regel["aantal"]?.integer.map { String($0) } ?? "verborgen"),
                        "verborgen": .flag(regel["aantal"] == nil),
                    ]
                    values["procent"] = PageValue(procent.map { "\($0) %" })
                    values["breedte"] = PageValue(procent.map { String($0) })
                    return .group(values)
                }),
        ])
    }

    /// - Parameter stappen: the steps in their order, also those without a figure; nil for kinds of help.
    private func tijden(_ eigen: [JSON], _ onderwerp: String, _ stappen: [(String, String)]?) -> [PageValue] {
        let gevonden = eigen.filter { $0["onderwerp"]?.string == onderwerp }
        let langst = gevonden.compactMap { $0["p90Minuten"]?.integer }.max() ?? 0
        func breedte(_ minuten: Int64?) -> PageValue {
            .text(String(langst == 0 ? 0 : (minuten ?? 0) * 100 / langst))
        }
        let rijen = stappen ?? gevonden.compactMap { $0["waarde"]?.string }.map { ($0, Self.hulp[$0] ?? words[$0]) }
        return rijen.map { code, woord in
            let regel = gevonden.first { $0["waarde"]?.string == code }
            func duur(_ veld: String) -> PageValue {
                .text(regel?[veld]?.integer.map { Tijd.duration(minutes: Int($0)) } ?? Self.teWeinig)
            }
            return .group([
                "woord": .text(woord), "mediaan": duur("mediaanMinuten"), "p90": duur("p90Minuten"),
                "heeftTijd": .flag(regel != nil), "breedte": breedte(regel?["mediaanMinuten"]?.integer),
                "breedteP90": breedte(regel?["p90Minuten"]?.integer),
            ])
        }
    }

    private static let hulp = ["alle-hulp": "Alle hulp samen"]
}
