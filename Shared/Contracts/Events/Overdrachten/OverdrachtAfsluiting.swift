import Foundation

// Ends and returns.
extension OverdrachtenEvents {
    /// O11: closed with an aftercare contact or why none, and the way back.
    public struct Afgerond: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var nazorg: Persoon?
        public var nazorgOp: Datum?
        public var redenGeenNazorg: GeenNazorgReden?
        public var wegTerug: WegTerug
        public var opvolger: UUID?

        public static let eventType = OverdrachtenEvents.type("overdracht-afgerond")
        public static var title: String { "Overdracht afgerond" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "nazorg": "Wie contact houdt met het gezin.", "nazorgOp": "Op welke dag die contact zoekt.",
            "redenGeenNazorg": "Waarom niemand contact houdt.",
            "wegTerug": "Hoe het gezin terug kan komen.",
            "opvolger": "De overdracht die het overnam.",
        ]
        public static var example: Afgerond {
            Afgerond(
                kop: .example.met(\.status, .afgerond), door: .placeholder, nazorg: .example,
                nazorgOp: .placeholder, redenGeenNazorg: nil, wegTerug: .lokaalTeam, opvolger: nil)
        }

        public func check() -> [Violation] {
            OverdrachtenEvents.nazorgOfReden(nazorg, redenGeenNazorg)
        }
    }

    /// Help stopped before its goal; the regie stays where it is.
    public struct VoortijdigBeeindigd: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var reden: Beeindigingsreden
        public var nazorg: Persoon?
        public var nazorgOp: Datum?
        public var redenGeenNazorg: GeenNazorgReden?
        public var wegTerug: WegTerug

        public static let eventType = OverdrachtenEvents.type("overdracht-voortijdig-beeindigd")
        public static var title: String { "Overdracht voortijdig beëindigd" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "reden": "Waarom de hulp stopte.",
            "nazorg": "Wie contact houdt met het gezin.", "nazorgOp": "Op welke dag die contact zoekt.",
            "redenGeenNazorg": "Waarom niemand contact houdt.",
            "wegTerug": "Hoe het gezin terug kan komen.",
        ]
        public static var example: VoortijdigBeeindigd {
            VoortijdigBeeindigd(
                kop: .example.met(\.status, .voortijdigBeeindigd), door: .placeholder, reden: .gezinStopt, nazorg: nil,
                nazorgOp: nil, redenGeenNazorg: .gezinWilNiet, wegTerug: .huisarts)
        }

        public func check() -> [Violation] {
            OverdrachtenEvents.nazorgOfReden(nazorg, redenGeenNazorg)
        }
    }

    /// O21: the receiver cannot go on, and keeps the regie until the offerer accepts.
    public struct Teruggegeven: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var reden: Teruggavereden

        public static let eventType = OverdrachtenEvents.type("overdracht-teruggegeven")
        public static var title: String { "Overdracht teruggegeven" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "reden": "Waarom het niet gaat.",
        ]
        public static var example: Teruggegeven {
            Teruggegeven(kop: .example.met(\.status, .teruggegeven), door: .placeholder, reden: .geenWerker)
        }
    }

    /// The receiver goes on after all.
    public struct TeruggaveIngetrokken: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId

        public static let eventType = OverdrachtenEvents.type("teruggave-ingetrokken")
        public static var title: String { "Teruggave ingetrokken" }
        public static let eigenVelden = ["door": "Medewerker die dit deed."]
        public static var example: TeruggaveIngetrokken {
            TeruggaveIngetrokken(kop: .example.met(\.status, .geaccepteerd), door: .placeholder)
        }
    }

    /// O21: a named person of the offerer accepted; `regie-verplaatst` comes with it.
    public struct TeruggaveAanvaard: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var regiehouder: MedewerkerId

        public static let eventType = OverdrachtenEvents.type("teruggave-aanvaard")
        public static var title: String { "Teruggave aanvaard" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "regiehouder": "Medewerker van de aanbieder die nu de regie heeft.",
        ]
        public static var example: TeruggaveAanvaard {
            TeruggaveAanvaard(
                kop: .example.met(\.status, .teruggaveAanvaard), door: .placeholder, regiehouder: .placeholder)
        }
    }
}
