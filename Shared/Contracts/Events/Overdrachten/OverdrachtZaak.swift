import Foundation

// The zaak as a whole and its regie (O1, O6, O10).
extension OverdrachtenEvents {
    /// The zaak exists, and someone holds its regie (O1).
    public struct ZaakGeopend: EventData, MetKop {
        public var kop: Zaakkop

        public static let eventType = OverdrachtenEvents.type("zaak-geopend")
        public static var title: String { "Zaak geopend" }
        public static var example: ZaakGeopend { ZaakGeopend(kop: .example) }
    }

    /// O1, O10: stays visible with its part; a wettelijke taak stands beside the regie.
    public struct OrganisatieBetrokken: EventData, MetKop {
        public var kop: Zaakkop
        public var organisatie: OIN
        public var wettelijkeTaak: Bool
        public var grond: Betrokkengrond
        public var maatregelen: [UUID]?

        public static let eventType = OverdrachtenEvents.type("organisatie-betrokken")
        public static var title: String { "Organisatie betrokken" }
        public static let eigenVelden = [
            "organisatie": "De betrokken organisatie.",
            "wettelijkeTaak": "Of zij een wettelijke taak heeft in deze zaak.",
            "grond": "Waarom zij betrokken is.",
            "maatregelen": "De maatregelen van de rechter die zij nu uitvoert; afwezig als dit daar niets van zegt.",
        ]
        public static var example: OrganisatieBetrokken {
            OrganisatieBetrokken(
                kop: .example, organisatie: .placeholder, wettelijkeTaak: false, grond: .vorigeRegiehouder,
                maatregelen: nil)
        }
    }

    /// The organisation no longer sees its part.
    public struct BetrokkenheidBeeindigd: EventData, MetKop {
        public var kop: Zaakkop
        public var organisatie: OIN
        public var reden: EindeBetrokkenheid
        public var door: MedewerkerId?

        public static let eventType = OverdrachtenEvents.type("betrokkenheid-beeindigd")
        public static var title: String { "Betrokkenheid beëindigd" }
        public static let eigenVelden = [
            "organisatie": "De organisatie.",
            "reden": "Waarom.",
            "door": "Medewerker die dit deed; afwezig als een regel van de keten het deed.",
        ]
        public static var example: BetrokkenheidBeeindigd {
            BetrokkenheidBeeindigd(kop: .example, organisatie: .placeholder, reden: .hulpBeeindigd, door: .placeholder)
        }
    }

    /// An offer of this zaak waits for an answer.
    public struct AanbodGeopend: EventData, MetKop {
        public var kop: Zaakkop
        public var overdracht: UUID
        public var naar: OIN
        public var hop: Int
        public var verhuizing: Bool?

        public static let eventType = OverdrachtenEvents.type("aanbod-geopend")
        public static var title: String { "Aanbod geopend" }
        public static let eigenVelden = [
            "overdracht": "De overdracht.",
            "naar": "De ontvanger.",
            "hop": "De hoeveelste keer dat de zaak verder gaat.",
            "verhuizing": "Of het gaat naar waar het gezin heen verhuisde; afwezig is niet.",
        ]
        public static var example: AanbodGeopend {
            AanbodGeopend(kop: .example, overdracht: Voorbeeld.overdracht, naar: .placeholder, hop: 1, verhuizing: nil)
        }
    }

    /// A handover of this zaak ended.
    public struct AanbodGesloten: EventData, MetKop {
        public var kop: Zaakkop
        public var overdracht: UUID
        public var status: Status
        public var hops: Int
        public var verhuizing: Bool?

        public static let eventType = OverdrachtenEvents.type("aanbod-gesloten")
        public static var title: String { "Aanbod gesloten" }
        public static let eigenVelden = [
            "overdracht": "De overdracht.",
            "status": "De eindstand van de overdracht.",
            "hops": "Hoe vaak de zaak tot nu toe is doorgestuurd.",
            "verhuizing": "Of het ging naar waar het gezin heen verhuisde en opnieuw moet; afwezig is niet.",
        ]
        public static var example: AanbodGesloten {
            AanbodGesloten(
                kop: .example, overdracht: Voorbeeld.overdracht, status: .geweigerd, hops: 1, verhuizing: nil)
        }
    }

    /// O1: somebody accepted, or consented; beside this only `organisatie-gestopt` gives the regie to another organisation.
    public struct RegieVerplaatst: EventData, MetKop {
        public var kop: Zaakkop
        public var van: Persoon
        public var naar: Persoon
        public var overdracht: UUID
        public var grond: Regiegrond
        public var door: MedewerkerId
        public var hops: Int
        public var verhuizing: Bool?

        public static let eventType = OverdrachtenEvents.type("regie-verplaatst")
        public static var title: String { "Regie verplaatst" }
        public static let eigenVelden = [
            "van": "Wie de regie had.",
            "naar": "Wie de regie nu heeft.",
            "overdracht": "De overdracht waardoor.",
            "grond": "Wiens handeling haar verplaatste.",
            "door": "Medewerker die dit deed.",
            "hops": "Hoe vaak de zaak tot nu toe is doorgestuurd.",
            "verhuizing": "Of het gezin verhuisde en de zaak daar nog niet is aangeboden; afwezig is niet.",
        ]
        public static var example: RegieVerplaatst {
            RegieVerplaatst(
                kop: .example, van: .example, naar: .example, overdracht: Voorbeeld.overdracht, grond: .acceptatie,
                door: .placeholder, hops: 1, verhuizing: nil)
        }
    }

    /// Another named person at the same organisation.
    public struct RegiehouderGewisseld: EventData, MetKop {
        public var kop: Zaakkop
        public var vorige: MedewerkerId
        public var door: MedewerkerId

        public static let eventType = OverdrachtenEvents.type("regiehouder-gewisseld")
        public static var title: String { "Regiehouder gewisseld" }
        public static let eigenVelden = [
            "vorige": "Wie het was.",
            "door": "Medewerker die dit deed.",
        ]
        public static var example: RegiehouderGewisseld {
            RegiehouderGewisseld(kop: .example, vorige: .placeholder, door: .placeholder)
        }
    }

    /// N5: those who are involved hear who holds the regie now at the same organisation.
    public struct RegiehouderBekendgemaakt: EventData, MetKop {
        public var kop: Zaakkop
        public var vorige: MedewerkerId
        public var anderen: [OIN]

        public static let eventType = OverdrachtenEvents.type("regiehouder-bekendgemaakt")
        public static var title: String { "Regiehouder bekendgemaakt" }
        public static let eigenVelden = ["vorige": "Wie het was.", "anderen": "Wie in de zaak horen wie het nu is."]
        public static var lists: [String: ClosedRange<Int>] { ["anderen": 1...500] }
        public static var example: RegiehouderBekendgemaakt {
            RegiehouderBekendgemaakt(kop: .example, vorige: .placeholder, anderen: [.placeholder])
        }
    }

    /// O6: the zaak is sent on too often; the region's named person hears it.
    public struct KastjeNaarDeMuur: EventData, MetKop {
        public var kop: Zaakkop
        public var overdracht: UUID
        public var hop: Int

        public static let eventType = OverdrachtenEvents.type("kastje-naar-de-muur")
        public static var title: String { "Van het kastje naar de muur" }
        public static let eigenVelden = [
            "overdracht": "Het aanbod waarbij het opviel.",
            "hop": "De hoeveelste keer dat de zaak verder gaat.",
        ]
        public static var example: KastjeNaarDeMuur {
            KastjeNaarDeMuur(kop: .example, overdracht: Voorbeeld.overdracht, hop: 3)
        }
    }
}
