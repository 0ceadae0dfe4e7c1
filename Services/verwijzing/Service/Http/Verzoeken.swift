import Chassis
import Contracts
import Foundation
import VerwijzingDomain

/// A request in which a system may name the person that acts.
protocol Handeling: Contract { var door: MedewerkerId? { get } }

/// An offer by who holds the regie: question, urgency, age group and gemeente, and nothing else of the family (O7).
struct AanbodVerzoek: Handeling {
    var door: MedewerkerId?
    var zaak: UUID
    var naar: OIN
    var urgentie: Contracts.Urgentie
    var vraag: Codewoord
    var leeftijdsgroep: Leeftijdsgroep
    var gemeente: Gemeentecode
    var reden: OverdrachtenEvents.Overdrachtsreden
    var keuze: OverdrachtenEvents.Keuze?

    static var title: String { "Zaak aanbieden" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "zaak": "De zaak.", "naar": "De organisatie aan wie u aanbiedt.",
            "urgentie": "Regulier of spoed.", "vraag": "Soort vraag.", "leeftijdsgroep": "Leeftijdsgroep van het kind.",
            "gemeente": "Gemeente waar het kind woont.", "reden": "Waarom de zaak verder gaat (O6).",
            "keuze": "Wie het wordt (O14); zonder keuze is dat wie het eerst accepteert.",
        ]
    }
    static var example: AanbodVerzoek {
        AanbodVerzoek(
            door: .placeholder, zaak: .placeholder, naar: .placeholder, urgentie: .regulier, vraag: .placeholder,
            leeftijdsgroep: .van12, gemeente: .placeholder, reden: .passenderHulp, keuze: nil)
    }
}

/// An act that says nothing more than who does it.
struct DoorVerzoek: Handeling {
    var door: MedewerkerId?

    static var title: String { "Handeling" }
    static var fields: [String: String] { ["door": doorUitleg] }
    static var example: DoorVerzoek { DoorVerzoek(door: .placeholder) }
}

/// P2: the help starts; with what it rests on where there is no child whose consent could be asked.
struct StartVerzoek: Handeling {
    var door: MedewerkerId?
    var grond: OverdrachtenEvents.Hulpgrond?

    static var title: String { "Hulp starten" }
    static var fields: [String: String] {
        ["door": doorUitleg, "grond": "Waarop de hulp rust, als van het gezin nog geen kind is vastgelegd."]
    }
    static var example: StartVerzoek { StartVerzoek(door: .placeholder, grond: nil) }
}

/// A receipt by a system: nobody is named, since it says only that the system has it.
struct OntvangstVerzoek: Contract {
    static var title: String { "Ontvangstbevestiging van een systeem" }
    static var fields: [String: String] { [:] }
    static var example: OntvangstVerzoek { OntvangstVerzoek() }

    init() {}

    // Asking for a container is what makes a field that is not there refused; nothing would ask for it otherwise.
    private enum Veld: CodingKey {}
    init(from decoder: any Decoder) throws { _ = try decoder.container(keyedBy: Veld.self) }
}

/// O1, O21: names the worker and the day on which the help starts.
struct AanvaardingVerzoek: Handeling {
    var door: MedewerkerId?
    var werker: MedewerkerId
    var startdatum: Datum

    static var title: String { "Overdracht aanvaarden" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "werker": "De werker die het gezin gaat helpen; geen planner.",
            "startdatum": "Wanneer de hulp start.",
        ]
    }
    static var example: AanvaardingVerzoek {
        AanvaardingVerzoek(door: .placeholder, werker: .placeholder, startdatum: .placeholder)
    }
}

/// O14, O21: what a candidate can give, with whom and from when.
struct VoorstelVerzoek: Handeling {
    var door: MedewerkerId?
    var aanbod: Tekst
    var werker: MedewerkerId
    var startdatum: Datum

    static var title: String { "Voorstel doen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "aanbod": "Wat u dit gezin kunt bieden; wordt versleuteld bewaard.",
            "werker": "De werker die het gezin gaat helpen als u gekozen wordt; geen planner.",
            "startdatum": "Wanneer de hulp dan start.",
        ]
    }
    static var example: VoorstelVerzoek {
        VoorstelVerzoek(door: .placeholder, aanbod: .placeholder, werker: .placeholder, startdatum: .placeholder)
    }
}

/// O3, O4: a reason, a date and who does what meanwhile.
struct UitstelVerzoek: Handeling {
    var door: MedewerkerId?
    var reden: OverdrachtenEvents.Uitstelreden
    var nieuweDatum: Datum
    var overbruggingsafspraak: Tekst

    static var title: String { "Antwoord uitstellen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "reden": "Waarom.", "nieuweDatum": "Wanneer u wel antwoordt.",
            "overbruggingsafspraak": "Wie intussen wat doet; het gezin leest dit ook. Wordt versleuteld bewaard.",
        ]
    }
    static var example: UitstelVerzoek {
        UitstelVerzoek(
            door: .placeholder, reden: .wachtlijst, nieuweDatum: .placeholder, overbruggingsafspraak: .placeholder)
    }
}

/// O4: word to offerer and family while they wait.
struct WachtlijstberichtVerzoek: Handeling {
    var door: MedewerkerId?
    var bericht: Tekst
    var volgendeDatum: Datum?

    static var title: String { "Wachtlijstbericht" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "bericht": "Het bericht; het gezin leest dit ook. Wordt versleuteld bewaard.",
            "volgendeDatum": "Een nieuwe datum, als die verandert.",
        ]
    }
    static var example: WachtlijstberichtVerzoek {
        WachtlijstberichtVerzoek(door: .placeholder, bericht: .placeholder, volgendeDatum: nil)
    }
}

/// O3: a reason and an alternative.
struct WeigeringVerzoek: Handeling {
    var door: MedewerkerId?
    var reden: OverdrachtenEvents.Weigerreden
    var alternatief: OverdrachtenEvents.Alternatief
    var alternatieveOrganisatie: OIN?
    var toelichting: Tekst?

    static var title: String { "Overdracht weigeren" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "reden": "Waarom.", "alternatief": "Wat u in plaats daarvan voorstelt.",
            "alternatieveOrganisatie": "Welke organisatie, als dat het alternatief is.",
            "toelichting": "Toelichting; wordt versleuteld bewaard.",
        ]
    }
    static var example: WeigeringVerzoek {
        WeigeringVerzoek(
            door: .placeholder, reden: .nietPassend, alternatief: .consultatie, alternatieveOrganisatie: nil,
            toelichting: nil)
    }

    func check() -> [Violation] {
        (alternatief == .andereOrganisatie) == (alternatieveOrganisatie != nil)
            ? []
            : [
                Violation(
                    pointer: "/alternatieveOrganisatie", code: Violation.Codes.value,
                    detail: "Noem een organisatie als het alternatief een andere organisatie is, en alleen dan.")
            ]
    }
}

/// O4: what makes it safe again.
struct HerstelVerzoek: Handeling {
    var door: MedewerkerId?
    var bericht: Tekst

    static var title: String { "Veiligheid hersteld" }
    static var fields: [String: String] {
        ["door": doorUitleg, "bericht": "Wat het weer veilig maakt; wordt versleuteld bewaard."]
    }
    static var example: HerstelVerzoek { HerstelVerzoek(door: .placeholder, bericht: .placeholder) }
}

/// Taking an offer back, before it was accepted.
struct IntrekkingVerzoek: Handeling {
    var door: MedewerkerId?
    var reden: OverdrachtenEvents.Intrekkingsreden

    static var title: String { "Aanbod intrekken" }
    static var fields: [String: String] { ["door": doorUitleg, "reden": "Waarom."] }
    static var example: IntrekkingVerzoek { IntrekkingVerzoek(door: .placeholder, reden: .nietMeerNodig) }
}

/// O21: after acceptance the offerer can only ask.
struct IntrekkingsvraagVerzoek: Handeling {
    var door: MedewerkerId?
    var reden: OverdrachtenEvents.Intrekkingsreden
    var regiehouder: MedewerkerId

    static var title: String { "Om intrekking vragen" }
    static var fields: [String: String] {
        ["door": doorUitleg, "reden": "Waarom.", "regiehouder": "Wie bij u de regie neemt als de ontvanger instemt."]
    }
    static var example: IntrekkingsvraagVerzoek {
        IntrekkingsvraagVerzoek(door: .placeholder, reden: .andersOpgelost, regiehouder: .placeholder)
    }
}
