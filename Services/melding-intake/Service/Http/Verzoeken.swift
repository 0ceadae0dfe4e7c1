import Contracts
import Foundation

/// A melding over HTTPS, with its content in it. Every field may be missing by form; the intake's rules say what that
/// means, so that an acute melding is never refused for it (M9).
struct MeldingVerzoek: Contract {
    var soort: MeldingenEvents.Soort?
    var gemeente: Gemeentecode?
    var acuut: MeldingenEvents.Acuut?
    var waarneming: Tekst?
    var besproken: MeldingenEvents.Besproken?
    var redenNietBesproken: Tekst?
    var terugkoppelingGewenst: Bool?
    var grondslag: MeldingenEvents.Grondslag?
    var ontvanger: OIN?
    var melderAfgeschermd: Bool?
    var eigenKenmerk: EigenKenmerk?
    var betrokkenen: [BetrokkeneVerzoek]?
    var oefening: Bool?
    var onleesbaar: Tekst?

    static var title: String { "Nieuwe melding" }
    static var fields: [String: String] {
        [
            "soort": "Wat voor melding het is.",
            "gemeente": "Gemeente waar het speelt (CBS-code).",
            "acuut": "Of er acuut gevaar is.",
            "waarneming": "Wat er gezien of gehoord is; een vermoeden is genoeg.",
            "besproken": "Of het met betrokkenen besproken is.",
            "redenNietBesproken": "Waarom het niet besproken is.",
            "terugkoppelingGewenst": "Of u wilt horen wat ermee gedaan is.",
            "grondslag": "Grondslag, als de melding personen herkenbaar maakt en geen vt-melding is.",
            "ontvanger": "Organisatie aan wie u meldt.",
            "melderAfgeschermd": "Of uw organisatie afgeschermd blijft.",
            "eigenKenmerk": "Uw eigen kenmerk; hetzelfde kenmerk is dezelfde melding.",
            "betrokkenen": "Over wie het gaat.",
            "oefening": "Of dit een oefening is.",
            "onleesbaar": "Laat dit leeg: een acute melding met fouten bewaart de keten hier zoals zij kwam.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["betrokkenen": 0...20] }
    static var example: MeldingVerzoek {
        MeldingVerzoek(
            soort: .zorgmelding, gemeente: .placeholder, acuut: .nee,
            waarneming: Tekst("Een leerling komt al weken niet."),
            besproken: .ja, redenNietBesproken: nil, terugkoppelingGewenst: true, grondslag: .wettelijkeTaak,
            ontvanger: .placeholder, melderAfgeschermd: false, eigenKenmerk: EigenKenmerk("2026-0041"),
            betrokkenen: [.example], oefening: nil, onleesbaar: nil)
    }

    static func repaired(_ json: JSON, _ violations: [Violation]) -> JSON? {
        guard json["acuut"]?.string == MeldingenEvents.Acuut.ja.rawValue,
            case .object(var rest) = json.without(violations),
            let asItCame = Tekst(fitting: String(decoding: json.encoded(), as: UTF8.self))
        else { return nil }
        rest["onleesbaar"] = .string(asItCame.text)
        return .object(rest)
    }
}

/// Someone the melding is about.
struct BetrokkeneVerzoek: Contract {
    var rol: MeldingenEvents.Rol
    var bsn: BSN?
    var naam: KorteTekst?
    var geboortedatum: Datum?
    var signaalgedrag: Bool?

    static var title: String { "Betrokkene" }
    static var fields: [String: String] {
        [
            "rol": "Rol in wat er gezien is.",
            "bsn": "Burgerservicenummer, als u dat kent en mag delen.",
            "naam": "Naam.",
            "geboortedatum": "Geboortedatum.",
            "signaalgedrag": "Of er een strafbaar feit of signaalgedrag is.",
        ]
    }
    static var example: BetrokkeneVerzoek {
        BetrokkeneVerzoek(
            rol: .kind, bsn: .placeholder, naam: KorteTekst("Noor Voorbeeld"), geboortedatum: nil, signaalgedrag: nil)
    }

    func check() -> [Violation] {
        geboortedatum.map { Datum.vandaag < $0 } == true ? [.toekomst("/geboortedatum")] : []
    }
    var gegevens: Persoonsgegevens { Persoonsgegevens(bsn: bsn, naam: naam, geboortedatum: geboortedatum) }
}

/// What identifies a person; only ever stored sealed.
struct Persoonsgegevens: Contract {
    var bsn: BSN?
    var naam: KorteTekst?
    var geboortedatum: Datum?

    static var title: String { "Persoonsgegevens" }
    static var fields: [String: String] {
        ["bsn": "Burgerservicenummer.", "naam": "Naam.", "geboortedatum": "Geboortedatum."]
    }
    static var example: Persoonsgegevens { Persoonsgegevens(bsn: .placeholder, naam: nil, geboortedatum: nil) }

    func check() -> [Violation] {
        geboortedatum.map { Datum.vandaag < $0 } == true ? [.toekomst("/geboortedatum")] : []
    }
}

/// Content that a later message on Kafka refers to: either a text or a person.
struct InhoudVerzoek: Contract {
    var tekst: Tekst?
    var persoon: Persoonsgegevens?

    static var title: String { "Inhoud bij een bericht" }
    static var fields: [String: String] {
        ["tekst": "Een tekst, zoals wat er gezien is.", "persoon": "Gegevens van een betrokkene."]
    }
    static var example: InhoudVerzoek { InhoudVerzoek(tekst: Tekst("Een leerling komt al weken niet."), persoon: nil) }

    func check() -> [Violation] {
        (tekst == nil) == (persoon == nil)
            ? [
                Violation(
                    pointer: "", code: Violation.Codes.value, detail: "Stuur een tekst of een persoon, en niet allebei."
                )
            ] : []
    }
}

struct InhoudAntwoord: Contract {
    var id: UUID

    static var title: String { "Bewaarde inhoud" }
    static var fields: [String: String] { ["id": "Kenmerk waarmee een bericht naar deze inhoud verwijst."] }
    static var example: InhoudAntwoord { InhoudAntwoord(id: .placeholder) }
}

extension Violation {
    static func toekomst(_ pointer: String) -> Violation {
        Violation(pointer: pointer, code: Codes.value, detail: "Deze datum ligt in de toekomst.")
    }
}
