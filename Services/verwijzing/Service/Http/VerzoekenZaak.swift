import Chassis
import Contracts

/// Involves an organisation, or states the own wettelijke taak (O1, O10).
struct BetrekkenVerzoek: Handeling {
    var door: MedewerkerId?
    var organisatie: OIN
    var grond: OverdrachtenEvents.Betrokkengrond

    static var title: String { "Organisatie betrekken" }
    static var fields: [String: String] { ["door": doorUitleg, "organisatie": "De organisatie.", "grond": "Waarom."] }
    static var example: BetrekkenVerzoek {
        BetrekkenVerzoek(door: .placeholder, organisatie: .placeholder, grond: .hulp)
    }
}

/// O22: where the family lives from then on.
struct VerhuizingVerzoek: Handeling {
    var door: MedewerkerId?
    var gemeente: Gemeentecode
    var vanaf: Datum

    static var title: String { "Verhuizing vastleggen" }
    static var fields: [String: String] {
        ["door": doorUitleg, "gemeente": "De nieuwe gemeente.", "vanaf": "De eerste dag daar."]
    }
    static var example: VerhuizingVerzoek {
        VerhuizingVerzoek(door: .placeholder, gemeente: .placeholder, vanaf: .placeholder)
    }
}

/// An organisation no longer sees its part.
struct EindeBetrokkenheidVerzoek: Handeling {
    var door: MedewerkerId?
    var organisatie: OIN
    var reden: OverdrachtenEvents.EindeBetrokkenheid

    static var title: String { "Betrokkenheid beëindigen" }
    static var fields: [String: String] { ["door": doorUitleg, "organisatie": "De organisatie.", "reden": "Waarom."] }
    static var example: EindeBetrokkenheidVerzoek {
        EindeBetrokkenheidVerzoek(door: .placeholder, organisatie: .placeholder, reden: .hulpBeeindigd)
    }
}
