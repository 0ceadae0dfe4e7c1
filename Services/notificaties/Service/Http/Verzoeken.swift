import Chassis
import Contracts
import Foundation

/// The system has the task: through which channel it came.
struct OntvangstVerzoek: Contract {
    var kanaal: BevestigingenEvents.Kanaal

    static var title: String { "Ontvangst van een taak" }
    static var fields: [String: String] { ["kanaal": "Waarlangs de taak aankwam."] }
    static var example: OntvangstVerzoek { OntvangstVerzoek(kanaal: .sse) }
}

/// A named person opened it.
struct InzageVerzoek: Contract, Handeling {
    var door: MedewerkerId?

    static var title: String { "Inzage van een taak" }
    static var fields: [String: String] { ["door": doorUitleg] }
    static var example: InzageVerzoek { InzageVerzoek(door: .placeholder) }
}

struct AfhandelingVerzoek: Contract, Handeling {
    var door: MedewerkerId?

    static var title: String { "Taak gedaan" }
    static var fields: [String: String] { ["door": doorUitleg] }
    static var example: AfhandelingVerzoek { AfhandelingVerzoek(door: .placeholder) }
}

/// N5. Without a person or a team the register's deputy gets it, else the team's list.
struct OverdraagVerzoek: Contract, Handeling {
    var door: MedewerkerId?
    var naarMedewerker: MedewerkerId?
    var naarTeam: Codewoord?
    var reden: Reden

    enum Reden: String, Code {
        case afwezig
        case uitDienst = "uit-dienst"
        case interneOverdracht = "interne-overdracht"
    }

    static var title: String { "Taak overdragen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "naarMedewerker": "De collega die de taak krijgt.",
            "naarTeam": "Of het team dat de taak krijgt; zonder keuze gaat zij naar de vervanger of het team.",
            "reden": "Waarom.",
        ]
    }
    static var example: OverdraagVerzoek {
        OverdraagVerzoek(door: .placeholder, naarMedewerker: .placeholder, naarTeam: nil, reden: .interneOverdracht)
    }

    func check() -> [Violation] {
        naarMedewerker != nil && naarTeam != nil
            ? [
                Violation(
                    pointer: "/naarTeam", code: Violation.Codes.value,
                    detail: "Noem een collega of een team, niet allebei.")
            ]
            : []
    }
}
