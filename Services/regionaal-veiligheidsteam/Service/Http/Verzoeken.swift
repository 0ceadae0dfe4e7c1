import Contracts
import Foundation

/// A request in which a system may name the person that acts.
protocol Handeling: Contract { var door: MedewerkerId? { get } }

let doorUitleg = "Wie dit doet; alleen nodig als een systeem het namens een medewerker doet."

/// R2: the outcome with its reasons.
struct BeoordelingVerzoek: Handeling {
    var door: MedewerkerId?
    var uitkomst: CasussenEvents.Beoordelingsuitkomst
    var meldingen: [UUID]?
    var redenen: Tekst

    static var title: String { "Beoordeling" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "uitkomst": "De uitkomst.",
            "meldingen": "Waarop zij berust; zonder: alle meldingen waarop nog geen beoordeling is.",
            "redenen": "Waarom. Wordt versleuteld bewaard.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["meldingen": 1...200] }
    static var example: BeoordelingVerzoek {
        BeoordelingVerzoek(
            door: .placeholder, uitkomst: .onderzoek, meldingen: nil, redenen: Tekst("Er is meer zicht nodig.") ?? .placeholder)
    }
}

/// Asks the verwijzing for an offer, with the minimal data of one (O7).
struct OverdrachtVerzoek: Handeling {
    var door: MedewerkerId?
    var naar: OIN
    var vraag: Codewoord
    var urgentie: Contracts.Urgentie
    var leeftijdsgroep: Contracts.Leeftijdsgroep
    var soortHulp: Codewoord?

    static var title: String { "Overdracht starten" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "naar": "Aan welke organisatie.", "vraag": "Code van de vraag.",
            "urgentie": "Regulier of spoed.", "leeftijdsgroep": "Leeftijdsgroep van het kind.",
            "soortHulp": "Code van de soort hulp.",
        ]
    }
    static var example: OverdrachtVerzoek {
        OverdrachtVerzoek(
            door: .placeholder, naar: .placeholder, vraag: .placeholder, urgentie: .regulier, leeftijdsgroep: .onder12,
            soortHulp: nil)
    }
}

/// What a person made, with the casus as it is now.
struct Vastgelegd: Contract {
    var id: UUID
    var casus: CasusStand

    static var title: String { "Vastgelegd in een casus" }
    static var fields: [String: String] { ["id": "Id van wat er vastgelegd is.", "casus": "De casus na afloop."] }
    static var example: Vastgelegd { Vastgelegd(id: .placeholder, casus: .example) }
}
