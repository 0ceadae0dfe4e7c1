import Chassis
import Contracts
import Foundation

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
            "meldingen": "Over welke meldingen zij gaat; zonder keuze alle waarop nog geen beoordeling is.",
            "redenen": "Waarom. Wordt versleuteld bewaard.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["meldingen": 1...200] }
    static var example: BeoordelingVerzoek {
        BeoordelingVerzoek(
            door: .placeholder, uitkomst: .onderzoek, meldingen: nil,
            redenen: Tekst("Er is meer zicht nodig.") ?? .placeholder)
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
    var keuze: OverdrachtenEvents.Keuze?

    static var title: String { "Overdracht starten" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "naar": "Aan welke organisatie.", "vraag": "Wat u vraagt.",
            "urgentie": "Regulier of spoed.", "leeftijdsgroep": "Leeftijdsgroep van het kind.",
            "soortHulp": "Code van de soort hulp.",
            "keuze": "Wie het wordt; zonder keuze is dat wie het eerst accepteert.",
        ]
    }
    static var example: OverdrachtVerzoek {
        OverdrachtVerzoek(
            door: .placeholder, naar: .placeholder, vraag: .placeholder, urgentie: .regulier, leeftijdsgroep: .onder12,
            soortHulp: nil, keuze: nil)
    }
}

/// M7: where the routing knew no team, or one more is needed.
struct LokaalTeamVerzoek: Handeling {
    var door: MedewerkerId?
    var organisatie: OIN

    static var title: String { "Lokaal team betrekken" }
    static var fields: [String: String] { ["door": doorUitleg, "organisatie": "Het lokale team."] }
    static var example: LokaalTeamVerzoek { LokaalTeamVerzoek(door: .placeholder, organisatie: .placeholder) }
}

/// An act that says no more than who did it.
struct DoorVerzoek: Handeling {
    var door: MedewerkerId?

    static var title: String { "Handeling van een medewerker" }
    static var fields: [String: String] { ["door": doorUitleg] }
    static var example: DoorVerzoek { DoorVerzoek(door: .placeholder) }
}

/// R11.
struct UitBeeldVerzoek: Handeling {
    var door: MedewerkerId?
    var toelichting: Tekst?

    static var title: String { "Gezin uit beeld melden" }
    static var fields: [String: String] {
        ["door": doorUitleg, "toelichting": "Wat er bekend is. Wordt versleuteld bewaard."]
    }
    static var example: UitBeeldVerzoek { UitBeeldVerzoek(door: .placeholder, toelichting: nil) }
}

/// R12: beside the decision, with its facts.
struct MeningsverschilVerzoek: Handeling {
    var door: MedewerkerId?
    var beoordeling: UUID
    var feiten: Tekst

    static var title: String { "Meningsverschil" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "beoordeling": "Over welke beoordeling.",
            "feiten": "Hoe uw organisatie het ziet en waarop dat berust. Wordt versleuteld bewaard.",
        ]
    }
    static var example: MeningsverschilVerzoek {
        MeningsverschilVerzoek(door: .placeholder, beoordeling: .placeholder, feiten: .placeholder)
    }
}

/// O11.
struct SluitingVerzoek: Handeling {
    var door: MedewerkerId?
    var nazorg: CasussenEvents.Nazorg
    var toelichting: Tekst

    static var title: String { "Casus sluiten" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "nazorg": "Of iemand contact houdt.",
            "toelichting": "Wie contact houdt en de weg terug, of waarom niemand. Wordt versleuteld bewaard.",
        ]
    }
    static var example: SluitingVerzoek {
        SluitingVerzoek(door: .placeholder, nazorg: .contact, toelichting: .placeholder)
    }
}

/// A person chooses where a melding belongs.
struct KoppelbesluitVerzoek: Handeling {
    var door: MedewerkerId?
    var zaak: UUID?
    var nieuw: Bool?

    static var title: String { "Besluit over een koppeling" }
    static var fields: [String: String] {
        ["door": doorUitleg, "zaak": "De casus waarbij de melding hoort.", "nieuw": "Of er een nieuwe casus komt."]
    }
    static var example: KoppelbesluitVerzoek {
        KoppelbesluitVerzoek(door: .placeholder, zaak: .placeholder, nieuw: nil)
    }

    func check() -> [Violation] {
        (zaak == nil) == (nieuw ?? false)
            ? []
            : [
                Violation(
                    pointer: "/zaak", code: Violation.Codes.value, detail: "Noem een casus, of kies voor een nieuwe.")
            ]
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
