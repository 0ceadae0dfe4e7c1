import Contracts
import Foundation
import Web

/// S4: figures on how handovers and questions for help went in a region and its gemeenten, without persons.
struct Cijfers: Tabular {
    var aard: KorteTekst
    var regio: Codewoord
    var jaar: Int
    var jaren: [Int]
    var gemetenOp: Date
    var samengevoegd: [Gemeentecode]
    var regels: [Cijferregel]

    static var title: String { "Procescijfers" }
    static var fields: [String: String] {
        [
            "aard": "Wat voor cijfers dit zijn.", "regio": "Code van de regio.",
            "jaar": "Het jaar waarin is aangeboden of gevraagd.", "jaren": "Van welke jaren er cijfers zijn.",
            "gemetenOp": "Wanneer geteld is.",
            "samengevoegd":
                "Gemeenten die te klein zijn voor eigen cijfers; zij zijn samen één gebied, met wat bij geen gemeente hoort.",
            "regels": "De cijfers; oefeningen tellen niet mee.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["samengevoegd": 0...400, "regels": 0...100_000] }
    static var example: Cijfers {
        Cijfers(
            aard: KorteTekst(naamVanAard) ?? .placeholder, regio: .placeholder, jaar: 2026, jaren: [2026],
            gemetenOp: .placeholder, samengevoegd: [.placeholder], regels: [.example])
    }

    static let naamVanAard = "procescijfers, geen uitkomsten voor gezinnen"

    var table: Table {
        Table(
            header: [
                "aard", "regio", "jaar", "gebied", "gemeente", "onderwerp", "waarde", "verborgen", "aantal",
                "procent", "mediaanMinuten", "p90Minuten",
            ],
            rows: regels.map { regel in
                func getal(_ waarde: Int?) -> String { waarde.map { String($0) } ?? "" }
                return [
                    aard.text, regio.text, String(jaar), regel.gebied.rawValue, regel.gemeente?.text ?? "",
                    regel.onderwerp.rawValue, regel.waarde.text, regel.verborgen ? "ja" : "nee", getal(regel.aantal),
                    getal(regel.procent), getal(regel.mediaanMinuten), getal(regel.p90Minuten),
                ]
            })
    }
}

/// One count, or the times of one step.
struct Cijferregel: Contract {
    enum Gebied: String, Code {
        case regio, gemeente
        /// The gemeenten that are too small by themselves.
        case samengevoegd
    }

    enum Onderwerp: String, Code {
        case aantal, uitkomst, weigerreden, uitstel, hops, stilte, wachtlijstbericht
        /// Whether a family was handed over, or help was asked beside it.
        case soortVraag = "soort-vraag"
        case soortHulp = "soort-hulp"
        case tijdTot = "tijd-tot"
        /// O18: from the offer to the start of the help, by kind of help.
        case wachttijd
        /// O18: what waits now, from its offer until now, by kind of help.
        case wachtNu = "wacht-nu"
    }

    var gebied: Gebied
    var gemeente: Gemeentecode?
    var onderwerp: Onderwerp
    var waarde: Codewoord
    var verborgen: Bool
    var aantal: Int?
    var procent: Int?
    var mediaanMinuten: Int?
    var p90Minuten: Int?

    static var title: String { "Procescijfer" }
    static var fields: [String: String] {
        [
            "gebied": "De regio, een gemeente, of gemeenten samen.", "gemeente": "De gemeente.",
            "onderwerp": "Waar het over gaat.", "waarde": "Welk antwoord, welke stap of welke soort hulp.",
            "verborgen": "Het aantal is kleiner dan 10, of zou zo'n aantal verraden.",
            "aantal": "Hoeveel overdrachten en vragen om hulp.",
            "procent": "Deel van het gebied; bij weigerredenen deel van de weigeringen.",
            "mediaanMinuten": "De helft ging sneller dan dit.", "p90Minuten": "Negen van de tien gingen sneller.",
        ]
    }
    static var example: Cijferregel {
        Cijferregel(
            gebied: .gemeente, gemeente: .placeholder, onderwerp: .uitkomst, waarde: .placeholder, verborgen: false,
            aantal: 12, procent: 40, mediaanMinuten: nil, p90Minuten: nil)
    }
}
