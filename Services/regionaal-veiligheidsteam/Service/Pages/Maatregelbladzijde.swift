import Chassis
import Contracts
import Foundation
import Register
import Web

/// One measure of the court: until when, who carries it out, what must happen by when, and what can be done (R7).
struct Maatregelbladzijde: Sendable {
    let register: Register
    let site: Site

    func toon(_ visit: Visit, formulier: PageValue? = nil) async throws -> PageContent {
        let (stand, versie) = try await lees(visit)
        let namen = try await Namen(
            visit, register.current,
            organisaties: Set([stand["getoetstDoor"]?["organisatie"]?.string].compactMap { $0 }))
        let termijnen = (stand["termijnen"]?.array ?? []).map { namen.termijn($0, site.words) }
        let formulieren = formulieren(stand, versie, visit)
        let loopt = stand["status"]?.string == "loopt"
        let soort = site.words[stand["soort"]?.string ?? ""]
        func dag(_ veld: String) -> PageValue { PageValue(stand[veld]?.string.map { Tijd.day($0) }) }
        func wie(_ veld: String) -> PageValue {
            .text(stand[veld]?.string.map { namen.organisatie($0) } ?? "een organisatie die voor u is afgeschermd")
        }
        return PageContent(
            "\(soort) in \(stand["kenmerk"]?.string ?? "")", template: "maatregel",
            values: [
                "kenmerk": PageValue(stand["kenmerk"]?.string), "soort": .text(soort),
                "casus": .text("/casussen/" + (stand["zaak"]?.string ?? "")), "loopt": .flag(loopt),
                "gedaan": .flag(visit.query["gedaan"] != nil && formulier == nil),
                "oefening": .flag(stand["oefening"]?.bool ?? false), "uitvoerder": wie("uitvoerder"),
                "raad": wie("raad"), "vanaf": dag("vanaf"), "uitspraak": dag("uitspraakdatum"),
                "tot": dag("einddatum"), "eersteContact": dag("eersteContactdatum"), "plan": dag("plandatum"),
                "rechter": .flag(stand["eindreden"]?.string == "rechter"),
                "eerder": .flag(stand["eindigtEerder"]?.bool ?? false),
                "evaluatieGevraagd": .flag(stand["evaluatie"]?.string == "gevraagd"),
                "uitkomst": PageValue(stand["uitkomst"]?.string.map { site.words[$0] }),
                "toelichting": PageValue(stand["toelichting"]?.string),
                "getoetst": .flag(stand["akkoord"] != nil), "akkoord": .flag(stand["akkoord"]?.bool ?? false),
                "getoetstDoor": .text(namen.partij(stand["getoetstDoor"])),
                "motivering": PageValue(stand["motivering"]?.string),
                "termijnen": .list(termijnen), "heeftTermijnen": .flag(!termijnen.isEmpty),
                "kanIets": .flag(!formulieren.isEmpty),
                "handelingen": site.acts(formulieren, for: visit, given: formulier),
            ])
    }

    func formulier(_ visit: Visit, _ post: FormPost) async throws -> ActionForm? {
        let (stand, versie) = try await lees(visit)
        return formulieren(stand, versie, visit).first { $0.operation == post.value("handeling") }
    }

    private func lees(_ visit: Visit) async throws -> (stand: JSON, versie: Int64?) {
        let gelezen = try await visit.read("maatregelLezen", path: ["id": visit.onderwerp])
        return (gelezen.body, gelezen.etag)
    }

    private func formulieren(_ stand: JSON, _ versie: Int64?, _ visit: Visit) -> [ActionForm] {
        let mogelijk = Set(stand["mogelijk"]?.strings ?? [])
        return Self.handelingen.filter { mogelijk.contains($0.code) }.map { handeling in
            ActionForm(
                operation: handeling.operation, title: handeling.titel, explanation: handeling.uitleg,
                action: "/maatregelen/" + visit.onderwerp, path: ["id": visit.onderwerp], version: versie)
        }
    }

    private static let handelingen: [(code: String, operation: String, titel: String, uitleg: String)] = [
        (
            "eerste-contact-melden", "eersteContactMelden", "Eerste contact melden",
            "Zeg op welke dag u kennismaakte met het kind en het gezin."
        ),
        ("plan-melden", "planMelden", "Melden dat het plan er is", "Zeg op welke dag het plan er was."),
        (
            "maatregel-evalueren", "maatregelEvalueren", "Evalueren",
            "Kijk terug en kies. Vraagt u geen verlenging, dan toetst de Raad voor de Kinderbescherming dat."
        ),
        (
            "maatregel-toetsen", "maatregelToetsen", "Toetsen of de maatregel mag eindigen",
            "Bent u het er niet mee eens, dan evalueert wie de maatregel uitvoert opnieuw."
        ),
        (
            "maatregel-verlengen", "maatregelVerlengen", "Verlenging vastleggen",
            "Alleen de rechter verlengt. Leg vast wat de rechter besloot."
        ),
        (
            "maatregel-beeindigen", "maatregelBeeindigen", "Beëindiging vastleggen",
            "Alleen de rechter beëindigt eerder. Tot en met die dag loopt de maatregel door, met zijn termijnen."
        ),
    ]
}
