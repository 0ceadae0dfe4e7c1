import Foundation

// What the two sides do with an accepted handover, until it ends (O2, O11, O21).
// Each asks for the act of the HTTP interface with the same fields; texts went to `POST /v1/inhoud` of verwijzing first.
extension InkomendEvents {
    /// One side's account of the conversation (O2).
    public struct GesprekBevestigd: EventData, MetKop {
        public var kop: Daadkop
        public var datum: Datum
        public var deelnemers: [MedewerkerId]
        public var gezinErbij: Bool
        public var redenNiet: OverdrachtenEvents.AfwezigheidGezin?

        public static let eventType = InkomendEvents.type("gesprek-bevestigd")
        public static var title: String { "Gesprek bevestigd" }
        public static let eigenVelden = [
            "datum": "De dag van het gesprek.",
            "deelnemers": "Wie er van beide kanten bij waren.",
            "gezinErbij": "Of het gezin erbij was.",
            "redenNiet": "Waarom niet, als het gezin er niet bij was.",
        ]
        public static var lists: [String: ClosedRange<Int>] { ["deelnemers": 2...30] }
        public static var example: GesprekBevestigd {
            GesprekBevestigd(
                kop: .example, datum: .placeholder, deelnemers: [.placeholder, .placeholder], gezinErbij: true,
                redenNiet: nil)
        }
    }

    /// The help that was promised has started.
    public struct HulpGestart: EventData, MetKop {
        public var kop: Daadkop
        public var grond: OverdrachtenEvents.Hulpgrond?

        public static let eventType = InkomendEvents.type("hulp-gestart")
        public static var title: String { "Hulp gestart" }
        public static let eigenVelden = [
            "grond": "Waarop de hulp rust, als van het gezin nog geen kind is vastgelegd."
        ]
        public static var example: HulpGestart { HulpGestart(kop: .example, grond: nil) }
    }

    /// How the help goes.
    public struct VoortgangGemeld: EventData, MetKop {
        public var kop: Daadkop
        public var bericht: UUID

        public static let eventType = InkomendEvents.type("voortgang-gemeld")
        public static var title: String { "Voortgang gemeld" }
        public static let eigenVelden = ["bericht": "Inhoud-id van het bericht."]
        public static var example: VoortgangGemeld { VoortgangGemeld(kop: .example, bericht: Voorbeeld.id) }
    }

    /// Another worker of the receiver (O21).
    public struct WerkerGewisseld: EventData, MetKop {
        public var kop: Daadkop
        public var naar: MedewerkerId

        public static let eventType = InkomendEvents.type("werker-gewisseld")
        public static var title: String { "Werker gewisseld" }
        public static let eigenVelden = ["naar": "De werker die het overneemt; geen planner."]
        public static var example: WerkerGewisseld { WerkerGewisseld(kop: .example, naar: .placeholder) }
    }

    /// Who stays in touch or why nobody, and the way back in (O11).
    public struct OverdrachtAfgerond: EventData, MetKop {
        public var kop: Daadkop
        public var nazorg: Persoon?
        public var nazorgOp: Datum?
        public var redenGeenNazorg: OverdrachtenEvents.GeenNazorgReden?
        public var wegTerug: OverdrachtenEvents.WegTerug

        public static let eventType = InkomendEvents.type("overdracht-afgerond")
        public static var title: String { "Overdracht afgerond" }
        public static let eigenVelden = [
            "nazorg": "Wie contact houdt.",
            "nazorgOp": "Op welke dag; zonder dag rekent de keten met haar eigen termijn.",
            "redenGeenNazorg": "Of waarom niemand dat doet.",
            "wegTerug": "Hoe het gezin de weg terug vindt.",
        ]
        public static var example: OverdrachtAfgerond {
            OverdrachtAfgerond(
                kop: .example, nazorg: .example, nazorgOp: nil, redenGeenNazorg: nil, wegTerug: .lokaalTeam)
        }
    }

    /// Before its goal was reached.
    public struct OverdrachtVoortijdigBeeindigd: EventData, MetKop {
        public var kop: Daadkop
        public var reden: OverdrachtenEvents.Beeindigingsreden
        public var nazorg: Persoon?
        public var nazorgOp: Datum?
        public var redenGeenNazorg: OverdrachtenEvents.GeenNazorgReden?
        public var wegTerug: OverdrachtenEvents.WegTerug

        public static let eventType = InkomendEvents.type("overdracht-voortijdig-beeindigd")
        public static var title: String { "Hulp voortijdig beëindigd" }
        public static let eigenVelden = [
            "reden": "Waarom.",
            "nazorg": "Wie contact houdt.",
            "nazorgOp": "Op welke dag; zonder dag rekent de keten met haar eigen termijn.",
            "redenGeenNazorg": "Of waarom niemand dat doet.",
            "wegTerug": "Hoe het gezin de weg terug vindt.",
        ]
        public static var example: OverdrachtVoortijdigBeeindigd {
            OverdrachtVoortijdigBeeindigd(
                kop: .example, reden: .gezinStopt, nazorg: .example, nazorgOp: nil, redenGeenNazorg: nil,
                wegTerug: .lokaalTeam)
        }
    }

    /// The receiver cannot go on; it keeps the regie until the offerer accepts (O21).
    public struct OverdrachtTeruggegeven: EventData, MetKop {
        public var kop: Daadkop
        public var reden: OverdrachtenEvents.Teruggavereden

        public static let eventType = InkomendEvents.type("overdracht-teruggegeven")
        public static var title: String { "Overdracht teruggegeven" }
        public static let eigenVelden = ["reden": "Waarom."]
        public static var example: OverdrachtTeruggegeven { OverdrachtTeruggegeven(kop: .example, reden: .geenWerker) }
    }

    /// The offerer takes the regie back (O1, O21).
    public struct TeruggaveAanvaard: EventData, MetKop {
        public var kop: Daadkop
        public var regiehouder: MedewerkerId

        public static let eventType = InkomendEvents.type("teruggave-aanvaard")
        public static var title: String { "Teruggave aanvaard" }
        public static let eigenVelden = ["regiehouder": "Wie bij u de regie neemt."]
        public static var example: TeruggaveAanvaard { TeruggaveAanvaard(kop: .example, regiehouder: .placeholder) }
    }

    /// The receiver goes on after all.
    public struct TeruggaveIngetrokken: EventData, MetKop {
        public var kop: Daadkop

        public static let eventType = InkomendEvents.type("teruggave-ingetrokken")
        public static var title: String { "Teruggave ingetrokken" }
        public static var example: TeruggaveIngetrokken { TeruggaveIngetrokken(kop: .example) }
    }

    /// After acceptance the offerer can only ask (O21).
    public struct IntrekkingGevraagd: EventData, MetKop {
        public var kop: Daadkop
        public var reden: OverdrachtenEvents.Intrekkingsreden
        public var regiehouder: MedewerkerId

        public static let eventType = InkomendEvents.type("intrekking-gevraagd")
        public static var title: String { "Om intrekking gevraagd" }
        public static let eigenVelden = [
            "reden": "Waarom.",
            "regiehouder": "Wie bij u de regie neemt als de ontvanger instemt.",
        ]
        public static var example: IntrekkingGevraagd {
            IntrekkingGevraagd(kop: .example, reden: .andersOpgelost, regiehouder: .placeholder)
        }
    }

    /// The regie goes back (O21).
    public struct IntrekkingIngestemd: EventData, MetKop {
        public var kop: Daadkop

        public static let eventType = InkomendEvents.type("intrekking-ingestemd")
        public static var title: String { "Met intrekking ingestemd" }
        public static var example: IntrekkingIngestemd { IntrekkingIngestemd(kop: .example) }
    }

    /// The receiver goes on (O21).
    public struct IntrekkingAfgewezen: EventData, MetKop {
        public var kop: Daadkop

        public static let eventType = InkomendEvents.type("intrekking-afgewezen")
        public static var title: String { "Intrekking afgewezen" }
        public static var example: IntrekkingAfgewezen { IntrekkingAfgewezen(kop: .example) }
    }
}
