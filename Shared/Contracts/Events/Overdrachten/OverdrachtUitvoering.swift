import Foundation

// From acceptance to help (O2).
extension OverdrachtenEvents {
    /// O2: one side's account of the conversation.
    public struct GesprekBevestigd: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var kant: Kant
        public var datum: Datum
        public var deelnemers: [MedewerkerId]
        public var gezinErbij: Bool
        public var redenNiet: AfwezigheidGezin?

        public static let eventType = OverdrachtenEvents.type("gesprek-bevestigd")
        public static var title: String { "Gesprek bevestigd" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "kant": "Welke kant bevestigt.",
            "datum": "Dag van het gesprek.",
            "deelnemers": "Professionals die erbij waren.",
            "gezinErbij": "Of het gezin erbij was.",
            "redenNiet": "Waarom het gezin er niet bij was.",
        ]
        public static var lists: [String: ClosedRange<Int>] { ["deelnemers": 2...50] }
        public static var example: GesprekBevestigd {
            GesprekBevestigd(
                kop: .example.met(\.status, .geaccepteerd), door: .placeholder, kant: .ontvanger, datum: .placeholder,
                deelnemers: [.placeholder, Voorbeeld.collega], gezinErbij: true, redenNiet: nil)
        }

        public func check() -> [Violation] {
            gezinErbij == (redenNiet == nil)
                ? []
                : [
                    Violation(
                        pointer: "/redenNiet", code: Violation.Codes.value,
                        detail: "Hoort erbij als het gezin er niet was, en alleen dan.")
                ]
        }
    }

    /// O2: both sides confirmed that they spoke.
    public struct Overgedragen: EventData, MetKop {
        public var kop: Overdrachtkop

        public static let eventType = OverdrachtenEvents.type("overdracht-overgedragen")
        public static var title: String { "Overdracht overgedragen" }
        public static var example: Overgedragen { Overgedragen(kop: .example.met(\.status, .overgedragen)) }
    }

    /// The help began.
    public struct Gestart: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId

        public static let eventType = OverdrachtenEvents.type("overdracht-gestart")
        public static var title: String { "Hulp gestart" }
        public static let eigenVelden = ["door": "Medewerker die dit deed."]
        public static var example: Gestart { Gestart(kop: .example.met(\.status, .gestart), door: .placeholder) }
    }

    /// N5: another person of the offerer has this offer from here on; the head names them.
    public struct AfzenderGewisseld: EventData, MetKop {
        public var kop: Overdrachtkop
        public var vorige: MedewerkerId

        public static let eventType = OverdrachtenEvents.type("afzender-gewisseld")
        public static var title: String { "Andere afzender bij dezelfde organisatie" }
        public static let eigenVelden = ["vorige": "Wie het was."]
        public static var example: AfzenderGewisseld {
            AfzenderGewisseld(kop: .example.met(\.status, .aangeboden), vorige: Voorbeeld.collega)
        }
    }

    /// The receiver said how the help goes.
    public struct VoortgangGemeld: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var bericht: UUID

        public static let eventType = OverdrachtenEvents.type("voortgang-gemeld")
        public static var title: String { "Voortgang gemeld" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "bericht": "Inhoud van het bericht.",
        ]
        public static var example: VoortgangGemeld {
            VoortgangGemeld(kop: .example.met(\.status, .gestart), door: .placeholder, bericht: Voorbeeld.inhoud)
        }
    }

    /// O21: thread, terms and contact stay; the family is told who it is now (N5).
    public struct WerkerGewisseld: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var vorigeWerker: MedewerkerId
        public var werker: MedewerkerId

        public static let eventType = OverdrachtenEvents.type("werker-gewisseld")
        public static var title: String { "Werker gewisseld" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "vorigeWerker": "De werker tot nu toe.",
            "werker": "De werker vanaf nu; draagt de regie.",
        ]
        public static var example: WerkerGewisseld {
            WerkerGewisseld(
                kop: .example.met(\.status, .gestart), door: .placeholder, vorigeWerker: .placeholder,
                werker: Voorbeeld.collega)
        }
    }
    /// O8: the receiver does not go by what others stated earlier in one block of the dossier, and says why.
    public struct TerzijdeGelegd: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var blok: Dossierblok
        public var verklaringen: [UUID]
        public var reden: Terzijdereden
        public var toelichting: UUID
        public var lezers: [Persoon]?

        public static let eventType = OverdrachtenEvents.type("verklaringen-terzijde-gelegd")
        public static var title: String { "Verklaringen terzijde gelegd" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "blok": "Het blok van het dossier.",
            "verklaringen": "De verklaringen van anderen waar het om gaat.",
            "reden": "Waarom.",
            "toelichting": "Id van de versleutelde toelichting.",
            "lezers": "Wie bij de aanbieder dit hoort.",
        ]
        public static var lists: [String: ClosedRange<Int>] { ["verklaringen": 1...1_000, "lezers": 0...1_000] }
        public static var example: TerzijdeGelegd {
            TerzijdeGelegd(
                kop: .example.met(\.status, .gestart), door: .placeholder, blok: .eerderOnderzoekEnHulp,
                verklaringen: [Voorbeeld.inhoud], reden: .verouderd, toelichting: Voorbeeld.inhoud,
                lezers: [.example])
        }
    }
}
