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
    static var fields: [String: String] {
        ["door": doorUitleg, "bericht": "Het bericht; het gezin leest dit ook. Wordt versleuteld bewaard."]
    }
    static var example: VoortgangVerzoek { VoortgangVerzoek(door: .placeholder, bericht: .placeholder) }
}

/// O11: who stays in touch or why nobody, and the way back in.
struct AfrondingVerzoek: Afsluitend {
    var door: MedewerkerId?
    var nazorg: Contracts.Persoon?
    var nazorgOp: Datum?
    var redenGeenNazorg: OverdrachtenEvents.GeenNazorgReden?
    var wegTerug: OverdrachtenEvents.WegTerug

    static var title: String { "Overdracht afronden" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "nazorg": "Wie contact houdt.", "nazorgOp": nazorgOpUitleg,
            "redenGeenNazorg": "Of waarom niemand dat doet.", "wegTerug": "Hoe het gezin de weg terug vindt.",
        ]
    }
    static var example: AfrondingVerzoek {
        AfrondingVerzoek(
            door: .placeholder, nazorg: .example, nazorgOp: .placeholder, redenGeenNazorg: nil, wegTerug: .lokaalTeam)
    }

    func check() -> [Violation] { nazorgkeuze }
}

/// Help that stopped before its goal was reached.
struct BeeindigingVerzoek: Afsluitend {
    var door: MedewerkerId?
    var reden: OverdrachtenEvents.Beeindigingsreden
    var nazorg: Contracts.Persoon?
    var nazorgOp: Datum?
    var redenGeenNazorg: OverdrachtenEvents.GeenNazorgReden?
    var wegTerug: OverdrachtenEvents.WegTerug

    static var title: String { "Hulp voortijdig beëindigen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "reden": "Waarom.", "nazorg": "Wie contact houdt.", "nazorgOp": nazorgOpUitleg,
            "redenGeenNazorg": "Of waarom niemand dat doet.", "wegTerug": "Hoe het gezin de weg terug vindt.",
        ]
    }
    static var example: BeeindigingVerzoek {
        BeeindigingVerzoek(
            door: .placeholder, reden: .gezinStopt, nazorg: nil, nazorgOp: nil, redenGeenNazorg: .gezinWilNiet,
            wegTerug: .lokaalTeam)
    }

    func check() -> [Violation] { nazorgkeuze }
}

/// O11: what every end of the help states.
protocol Afsluitend: Handeling {
    var nazorg: Contracts.Persoon? { get }
    var nazorgOp: Datum? { get }
    var redenGeenNazorg: OverdrachtenEvents.GeenNazorgReden? { get }
    var wegTerug: OverdrachtenEvents.WegTerug { get }
}

extension Afsluitend {
    static var nazorgOpUitleg: String { "Op welke dag die contact zoekt; laat leeg voor de termijn van de regio." }

    var nazorgkeuze: [Violation] {
        let keuze =
            (nazorg == nil) != (redenGeenNazorg == nil)
            ? []
            : [
                Violation(
                    pointer: "/nazorg", code: Violation.Codes.value,
                    detail: "Noem wie contact houdt, of waarom niemand dat doet.")
            ]
        guard nazorgOp != nil, nazorg == nil else { return keuze }
        return keuze + [
            Violation(
                pointer: "/nazorgOp", code: Violation.Codes.value, detail: "Een dag hoort bij wie contact houdt.")
        ]
    }

    /// - Parameter dag: on which who stays in touch does so, where the request names none.
    func afsluiting(anders dag: Dag) throws -> Afsluiting {
        guard let nazorg else {
            return Afsluiting(
                nazorg: .geen(try .van(redenGeenNazorg?.rawValue ?? "")), wegTerug: try .van(wegTerug))
        }
        let op = try nazorgOp.map { try Dag.van($0) } ?? dag
        return Afsluiting(nazorg: .contact(nazorg.partij, op: op), wegTerug: try .van(wegTerug))
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
