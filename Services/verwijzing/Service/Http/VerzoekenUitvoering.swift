import Chassis
import Contracts
import Foundation
import VerwijzingDomain

/// One side's account of the conversation (O2).
struct GesprekVerzoek: Handeling {
    var door: MedewerkerId?
    var datum: Datum
    var deelnemers: [MedewerkerId]
    var gezinErbij: Bool
    var redenNiet: OverdrachtenEvents.AfwezigheidGezin?

    static var title: String { "Gesprek bevestigen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "datum": "De dag van het gesprek.", "deelnemers": "Wie er van beide kanten bij waren.",
            "gezinErbij": "Of het gezin erbij was.", "redenNiet": "Waarom niet, als het gezin er niet bij was.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["deelnemers": 2...30] }
    static var example: GesprekVerzoek {
        GesprekVerzoek(
            door: .placeholder, datum: .placeholder, deelnemers: [.placeholder, .placeholder], gezinErbij: true,
            redenNiet: nil)
    }

    func check() -> [Violation] {
        gezinErbij == (redenNiet == nil)
            ? []
            : [
                Violation(
                    pointer: "/redenNiet", code: Violation.Codes.value,
                    detail: "Noem waarom het gezin er niet bij was, en alleen dan.")
            ]
    }
}

/// O14: the sender chooses with the family, or says why not.
struct KeuzeVerzoek: Handeling {
    var door: MedewerkerId?
    var gezinErbij: Bool
    var redenNiet: OverdrachtenEvents.AfwezigheidGezin?

    static var title: String { "Kandidaat kiezen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "gezinErbij": "Of het gezin meekoos.",
            "redenNiet": "Waarom niet, als het gezin niet meekoos.",
        ]
    }
    static var example: KeuzeVerzoek { KeuzeVerzoek(door: .placeholder, gezinErbij: true, redenNiet: nil) }

    func check() -> [Violation] {
        gezinErbij == (redenNiet == nil)
            ? []
            : [
                Violation(
                    pointer: "/redenNiet", code: Violation.Codes.value,
                    detail: "Noem waarom het gezin niet meekoos, en alleen dan.")
            ]
    }
}

struct VoortgangVerzoek: Handeling {
    var door: MedewerkerId?
    var bericht: Tekst

    static var title: String { "Voortgang melden" }
    static var fields: [String: String] { ["door": doorUitleg, "bericht": "Het bericht; wordt versleuteld bewaard."] }
    static var example: VoortgangVerzoek { VoortgangVerzoek(door: .placeholder, bericht: .placeholder) }
}

/// O11: who stays in touch or why nobody, and the way back in.
struct AfrondingVerzoek: Handeling {
    var door: MedewerkerId?
    var nazorg: Contracts.Persoon?
    var redenGeenNazorg: OverdrachtenEvents.GeenNazorgReden?
    var wegTerug: OverdrachtenEvents.WegTerug

    static var title: String { "Overdracht afronden" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "nazorg": "Wie contact houdt.", "redenGeenNazorg": "Of waarom niemand dat doet.",
            "wegTerug": "Hoe het gezin de weg terug vindt.",
        ]
    }
    static var example: AfrondingVerzoek {
        AfrondingVerzoek(door: .placeholder, nazorg: .example, redenGeenNazorg: nil, wegTerug: .lokaalTeam)
    }

    func check() -> [Violation] { Afsluiting.keuze(nazorg, redenGeenNazorg) }
    func afsluiting() throws -> Afsluiting { try .van(nazorg, redenGeenNazorg, wegTerug) }
}

/// Help that stopped before its goal was reached.
struct BeeindigingVerzoek: Handeling {
    var door: MedewerkerId?
    var reden: OverdrachtenEvents.Beeindigingsreden
    var nazorg: Contracts.Persoon?
    var redenGeenNazorg: OverdrachtenEvents.GeenNazorgReden?
    var wegTerug: OverdrachtenEvents.WegTerug

    static var title: String { "Hulp voortijdig beëindigen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "reden": "Waarom.", "nazorg": "Wie contact houdt.",
            "redenGeenNazorg": "Of waarom niemand dat doet.", "wegTerug": "Hoe het gezin de weg terug vindt.",
        ]
    }
    static var example: BeeindigingVerzoek {
        BeeindigingVerzoek(
            door: .placeholder, reden: .gezinStopt, nazorg: nil, redenGeenNazorg: .gezinWilNiet, wegTerug: .lokaalTeam)
    }

    func check() -> [Violation] { Afsluiting.keuze(nazorg, redenGeenNazorg) }
    func afsluiting() throws -> Afsluiting { try .van(nazorg, redenGeenNazorg, wegTerug) }
}

extension Afsluiting {
    fileprivate static func keuze(
        _ nazorg: Contracts.Persoon?, _ reden: OverdrachtenEvents.GeenNazorgReden?
    ) -> [Violation] {
        (nazorg == nil) != (reden == nil)
            ? []
            : [
                Violation(
                    pointer: "/nazorg", code: Violation.Codes.value,
                    detail: "Noem wie contact houdt, of waarom niemand dat doet.")
            ]
    }

    fileprivate static func van(
        _ nazorg: Contracts.Persoon?, _ reden: OverdrachtenEvents.GeenNazorgReden?,
        _ wegTerug: OverdrachtenEvents.WegTerug
    ) throws -> Afsluiting {
        let nazorgcontact = nazorg.map { Nazorg.contact($0.partij) }
        return Afsluiting(
            nazorg: try nazorgcontact ?? .geen(.van(reden?.rawValue ?? "")), wegTerug: try .van(wegTerug))
    }
}

/// O21: the receiver cannot go on.
struct TeruggaveVerzoek: Handeling {
    var door: MedewerkerId?
    var reden: OverdrachtenEvents.Teruggavereden

    static var title: String { "Overdracht teruggeven" }
    static var fields: [String: String] { ["door": doorUitleg, "reden": "Waarom."] }
    static var example: TeruggaveVerzoek { TeruggaveVerzoek(door: .placeholder, reden: .geenWerker) }
}

/// O1, O21: the regie goes back to the person named here.
struct TeruggaveaanvaardingVerzoek: Handeling {
    var door: MedewerkerId?
    var regiehouder: MedewerkerId

    static var title: String { "Teruggave aanvaarden" }
    static var fields: [String: String] { ["door": doorUitleg, "regiehouder": "Wie bij u de regie neemt."] }
    static var example: TeruggaveaanvaardingVerzoek {
        TeruggaveaanvaardingVerzoek(door: .placeholder, regiehouder: .placeholder)
    }
}

/// Another named person at the same organisation: worker of a handover, or holder of the regie.
struct WisselVerzoek: Handeling {
    var door: MedewerkerId?
    var naar: MedewerkerId

    static var title: String { "Een andere medewerker noemen" }
    static var fields: [String: String] { ["door": doorUitleg, "naar": "De werker die het overneemt; geen planner."] }
    static var example: WisselVerzoek { WisselVerzoek(door: .placeholder, naar: .placeholder) }
}

struct TriageVerzoek: Handeling {
    var door: MedewerkerId?
    var urgentie: Contracts.Urgentie

    static var title: String { "Triage herzien" }
    static var fields: [String: String] { ["door": doorUitleg, "urgentie": "De urgentie na de triage."] }
    static var example: TriageVerzoek { TriageVerzoek(door: .placeholder, urgentie: .regulier) }
}
