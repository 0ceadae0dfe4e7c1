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
