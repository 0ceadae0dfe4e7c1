import Foundation

// A dispute between the two sides of a handover (O12, O13): beside it, so that it blocks nothing.
extension OverdrachtenEvents {
    /// What every event of a dispute says.
    public struct Geschilkop: Kop {
        public var geschil: UUID
        public var overdracht: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var over: Geschilsoort
        public var geopendDoor: Persoon
        public var tegenpartij: Ontvanger
        public var beslisser: Persoon
        public var door: Persoon?
        public var tijdstip: Date

        public static let fields = [
            "geschil": "Het geschil.", "overdracht": "De overdracht waar het over gaat.", "zaak": "De zaak.",
            "kenmerk": "Kenmerk van de overdracht, om te noemen aan de telefoon.",
            "regio": "Code van de regio.", "oefening": "Of dit een oefening is.",
            "urgentie": "Regulier of spoed.", "over": "Waar het geschil over gaat.",
            "geopendDoor": "Wie het geschil voorlegde.", "tegenpartij": "De andere kant van de overdracht.",
            "beslisser": "Wie beslist; van geen van beide, vooraf vastgelegd in het register.",
            "door": "Wie dit deed; ontbreekt als de klok het deed.", "tijdstip": "Wanneer het gebeurde.",
        ]
        public static var example: Geschilkop {
            Geschilkop(
                geschil: Voorbeeld.melding, overdracht: Voorbeeld.overdracht, zaak: Voorbeeld.zaak,
                kenmerk: .placeholder, regio: .placeholder, oefening: false, urgentie: .regulier, over: .contract,
                geopendDoor: .example, tegenpartij: .example, beslisser: .example, door: .example,
                tijdstip: Voorbeeld.tijdstip)
        }
    }

    /// A side put a dispute before the person who decides on such disputes between these two.
    public struct GeschilGeopend: EventData, MetKop {
        public var kop: Geschilkop
        public var toelichting: UUID

        public static let eventType = OverdrachtenEvents.type("geschil-geopend")
        public static var title: String { "Geschil voorgelegd" }
        public static let eigenVelden = ["toelichting": "Verwijzing naar de versleutelde toelichting."]
        public static var example: GeschilGeopend { GeschilGeopend(kop: .example, toelichting: Voorbeeld.inhoud) }
    }

    /// The decider decided; both sides read it.
    public struct GeschilBesloten: EventData, MetKop {
        public var kop: Geschilkop
        public var uitkomst: Geschiluitkomst
        public var motivering: UUID

        public static let eventType = OverdrachtenEvents.type("geschil-besloten")
        public static var title: String { "Geschil beslist" }
        public static let eigenVelden = [
            "uitkomst": "Wie van beide het doet of betaalt, of dat zij het delen.",
            "motivering": "Verwijzing naar de versleutelde motivering.",
        ]
        public static var example: GeschilBesloten {
            GeschilBesloten(kop: .example, uitkomst: .aanbieder, motivering: Voorbeeld.inhoud)
        }
    }

    /// Who put it forward takes it back: the two agreed.
    public struct GeschilIngetrokken: EventData, MetKop {
        public var kop: Geschilkop

        public static let eventType = OverdrachtenEvents.type("geschil-ingetrokken")
        public static var title: String { "Geschil ingetrokken" }
        public static var example: GeschilIngetrokken { GeschilIngetrokken(kop: .example) }
    }

    /// O5: the decider's term is half or nearly over.
    public struct GeschiltermijnHerinnerd: EventData, MetKop {
        public var kop: Geschilkop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var organisatie: OIN

        public static let eventType = OverdrachtenEvents.type("geschiltermijn-herinnerd")
        public static var title: String { "Herinnerd aan een geschil" }
        public static let eigenVelden = [
            "soort": "Soort termijn.", "sinds": "Vanaf wanneer zij telt.", "stadium": "Hoeveel procent om is.",
            "organisatie": "De organisatie die aan zet is.",
        ]
        public static var example: GeschiltermijnHerinnerd {
            GeschiltermijnHerinnerd(
                kop: .example.met(\.door, nil), soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: 50,
                organisatie: .placeholder)
        }
    }

    /// O5: nobody decided in time.
    public struct GeschiltermijnGeescaleerd: EventData, MetKop {
        public var kop: Geschilkop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = OverdrachtenEvents.type("geschiltermijn-geescaleerd")
        public static var title: String { "Termijn van een geschil verlopen" }
        public static let eigenVelden = [
            "soort": "Soort termijn.", "sinds": "Vanaf wanneer zij telt.", "stadium": "Hoeveel procent om is.",
            "niveau": "Wie het hoort.", "escalatieNaar": "Organisaties waarvan de teamleiders het horen.",
        ]
        public static var example: GeschiltermijnGeescaleerd {
            GeschiltermijnGeescaleerd(
                kop: .example.met(\.door, nil), soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: 100,
                niveau: .teamleiders, escalatieNaar: [.placeholder])
        }
    }

    /// O13: the decider said on which side the regie is; `regie-verplaatst` comes with it where that moves it.
    public struct RegieBesloten: EventData, MetKop {
        public var kop: Overdrachtkop
        public var geschil: UUID
        public var beslisser: Persoon
        public var regieBij: Kant
        public var regiehouder: MedewerkerId?

        public static let eventType = OverdrachtenEvents.type("regie-besloten")
        public static var title: String { "Over de regie beslist" }
        public static let eigenVelden = [
            "geschil": "Het geschil.", "beslisser": "Wie besliste.",
            "regieBij": "De kant die de regie heeft of terugkrijgt.",
            "regiehouder": "Wie haar bij de aanbieder neemt, als zij daarheen gaat.",
        ]
        public static var example: RegieBesloten {
            RegieBesloten(
                kop: .example.met(\.status, .teruggaveAanvaard).met(\.organisatie, nil).met(\.medewerker, nil),
                geschil: Voorbeeld.melding, beslisser: .example, regieBij: .aanbieder, regiehouder: .placeholder)
        }
    }
}
