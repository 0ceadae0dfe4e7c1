import Foundation

// What the two sides do with an accepted handover, until it ends (O2, O11, O21).
// Each asks for the act of the HTTP interface with the same fields; texts went to `POST /v1/inhoud` of verwijzing first.
extension InkomendEvents {
    /// One side's account of the conversation (O2).
    public struct GesprekBevestigd: EventData {
        public var overdracht: UUID
        public var versie: Int?
        public var door: MedewerkerId
        public var datum: Datum
        public var deelnemers: [MedewerkerId]
        public var gezinErbij: Bool
        public var redenNiet: OverdrachtenEvents.AfwezigheidGezin?

        public static let eventType = InkomendEvents.type("gesprek-bevestigd")
        public static var title: String { "Gesprek bevestigd" }
        public static var fields: [String: String] {
            InkomendEvents.kop(met: [
                "datum": "De dag van het gesprek.",
                "deelnemers": "Wie er van beide kanten bij waren.",
                "gezinErbij": "Of het gezin erbij was.",
                "redenNiet": "Waarom niet, als het gezin er niet bij was.",
            ])
        }
        public static var lists: [String: ClosedRange<Int>] { ["deelnemers": 2...30] }
        public static var example: GesprekBevestigd {
            GesprekBevestigd(
                overdracht: Voorbeeld.id, versie: 3, door: .placeholder, datum: .placeholder,
                deelnemers: [.placeholder, .placeholder], gezinErbij: true, redenNiet: nil)
        }
    }

    /// The help that was promised has started.
    public struct HulpGestart: EventData {
        public var overdracht: UUID
        public var versie: Int?
        public var door: MedewerkerId

        public static let eventType = InkomendEvents.type("hulp-gestart")
        public static var title: String { "Hulp gestart" }
        public static var fields: [String: String] { InkomendEvents.kop() }
        public static var example: HulpGestart {
            HulpGestart(overdracht: Voorbeeld.id, versie: 3, door: .placeholder)
        }
    }

    /// How the help goes.
    public struct VoortgangGemeld: EventData {
        public var overdracht: UUID
        public var versie: Int?
        public var door: MedewerkerId
        public var bericht: UUID

        public static let eventType = InkomendEvents.type("voortgang-gemeld")
        public static var title: String { "Voortgang gemeld" }
        public static var fields: [String: String] {
            InkomendEvents.kop(met: [
                "bericht": "Inhoud-id van het bericht."
            ])
        }
        public static var example: VoortgangGemeld {
            VoortgangGemeld(overdracht: Voorbeeld.id, versie: 3, door: .placeholder, bericht: Voorbeeld.id)
        }
    }

    /// Another worker of the receiver (O21).
    public struct WerkerGewisseld: EventData {
        public var overdracht: UUID
        public var versie: Int?
        public var door: MedewerkerId
        public var naar: MedewerkerId

        public static let eventType = InkomendEvents.type("werker-gewisseld")
        public static var title: String { "Werker gewisseld" }
        public static var fields: [String: String] {
            InkomendEvents.kop(met: [
                "naar": "De werker die het overneemt; geen planner."
            ])
        }
        public static var example: WerkerGewisseld {
            WerkerGewisseld(overdracht: Voorbeeld.id, versie: 3, door: .placeholder, naar: .placeholder)
        }
    }

    /// Who stays in touch or why nobody, and the way back in (O11).
    public struct OverdrachtAfgerond: EventData {
        public var overdracht: UUID
        public var versie: Int?
        public var door: MedewerkerId
        public var nazorg: Persoon?
        public var redenGeenNazorg: OverdrachtenEvents.GeenNazorgReden?
        public var wegTerug: OverdrachtenEvents.WegTerug

        public static let eventType = InkomendEvents.type("overdracht-afgerond")
        public static var title: String { "Overdracht afgerond" }
        public static var fields: [String: String] {
            InkomendEvents.kop(met: [
                "nazorg": "Wie contact houdt.",
                "redenGeenNazorg": "Of waarom niemand dat doet.",
                "wegTerug": "Hoe het gezin de weg terug vindt.",
            ])
        }
        public static var example: OverdrachtAfgerond {
            OverdrachtAfgerond(
                overdracht: Voorbeeld.id, versie: 3, door: .placeholder, nazorg: .example, redenGeenNazorg: nil,
                wegTerug: .lokaalTeam)
        }
    }

    /// Before its goal was reached.
    public struct OverdrachtVoortijdigBeeindigd: EventData {
        public var overdracht: UUID
        public var versie: Int?
        public var door: MedewerkerId
        public var reden: OverdrachtenEvents.Beeindigingsreden
        public var nazorg: Persoon?
        public var redenGeenNazorg: OverdrachtenEvents.GeenNazorgReden?
        public var wegTerug: OverdrachtenEvents.WegTerug

        public static let eventType = InkomendEvents.type("overdracht-voortijdig-beeindigd")
        public static var title: String { "Hulp voortijdig beëindigd" }
        public static var fields: [String: String] {
            InkomendEvents.kop(met: [
                "reden": "Waarom.",
                "nazorg": "Wie contact houdt.",
                "redenGeenNazorg": "Of waarom niemand dat doet.",
                "wegTerug": "Hoe het gezin de weg terug vindt.",
            ])
        }
        public static var example: OverdrachtVoortijdigBeeindigd {
            OverdrachtVoortijdigBeeindigd(
                overdracht: Voorbeeld.id, versie: 3, door: .placeholder, reden: .gezinStopt, nazorg: .example,
                redenGeenNazorg: nil, wegTerug: .lokaalTeam)
        }
    }

    /// The receiver cannot go on; it keeps the regie until the offerer accepts (O21).
    public struct OverdrachtTeruggegeven: EventData {
        public var overdracht: UUID
        public var versie: Int?
        public var door: MedewerkerId
        public var reden: OverdrachtenEvents.Teruggavereden

        public static let eventType = InkomendEvents.type("overdracht-teruggegeven")
        public static var title: String { "Overdracht teruggegeven" }
        public static var fields: [String: String] {
            InkomendEvents.kop(met: [
                "reden": "Waarom."
            ])
        }
        public static var example: OverdrachtTeruggegeven {
            OverdrachtTeruggegeven(overdracht: Voorbeeld.id, versie: 3, door: .placeholder, reden: .geenWerker)
        }
    }

    /// The offerer takes the regie back (O1, O21).
    public struct TeruggaveAanvaard: EventData {
        public var overdracht: UUID
        public var versie: Int?
        public var door: MedewerkerId
        public var regiehouder: MedewerkerId

        public static let eventType = InkomendEvents.type("teruggave-aanvaard")
        public static var title: String { "Teruggave aanvaard" }
        public static var fields: [String: String] {
            InkomendEvents.kop(met: [
                "regiehouder": "Wie bij u de regie neemt."
            ])
        }
        public static var example: TeruggaveAanvaard {
            TeruggaveAanvaard(overdracht: Voorbeeld.id, versie: 3, door: .placeholder, regiehouder: .placeholder)
        }
    }

    /// The receiver goes on after all.
    public struct TeruggaveIngetrokken: EventData {
        public var overdracht: UUID
        public var versie: Int?
        public var door: MedewerkerId

        public static let eventType = InkomendEvents.type("teruggave-ingetrokken")
        public static var title: String { "Teruggave ingetrokken" }
        public static var fields: [String: String] { InkomendEvents.kop() }
        public static var example: TeruggaveIngetrokken {
            TeruggaveIngetrokken(overdracht: Voorbeeld.id, versie: 3, door: .placeholder)
        }
    }

    /// After acceptance the offerer can only ask (O21).
    public struct IntrekkingGevraagd: EventData {
        public var overdracht: UUID
        public var versie: Int?
        public var door: MedewerkerId
        public var reden: OverdrachtenEvents.Intrekkingsreden
        public var regiehouder: MedewerkerId

        public static let eventType = InkomendEvents.type("intrekking-gevraagd")
        public static var title: String { "Om intrekking gevraagd" }
        public static var fields: [String: String] {
            InkomendEvents.kop(met: [
                "reden": "Waarom.",
                "regiehouder": "Wie bij u de regie neemt als de ontvanger instemt.",
            ])
        }
        public static var example: IntrekkingGevraagd {
            IntrekkingGevraagd(
                overdracht: Voorbeeld.id, versie: 3, door: .placeholder, reden: .andersOpgelost,
                regiehouder: .placeholder)
        }
    }

    /// The regie goes back (O21).
    public struct IntrekkingIngestemd: EventData {
        public var overdracht: UUID
        public var versie: Int?
        public var door: MedewerkerId

        public static let eventType = InkomendEvents.type("intrekking-ingestemd")
        public static var title: String { "Met intrekking ingestemd" }
        public static var fields: [String: String] { InkomendEvents.kop() }
        public static var example: IntrekkingIngestemd {
            IntrekkingIngestemd(overdracht: Voorbeeld.id, versie: 3, door: .placeholder)
        }
    }

    /// The receiver goes on (O21).
    public struct IntrekkingAfgewezen: EventData {
        public var overdracht: UUID
        public var versie: Int?
        public var door: MedewerkerId

        public static let eventType = InkomendEvents.type("intrekking-afgewezen")
        public static var title: String { "Intrekking afgewezen" }
        public static var fields: [String: String] { InkomendEvents.kop() }
        public static var example: IntrekkingAfgewezen {
            IntrekkingAfgewezen(overdracht: Voorbeeld.id, versie: 3, door: .placeholder)
        }
    }
}
