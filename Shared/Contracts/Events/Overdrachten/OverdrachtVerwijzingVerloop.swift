import Foundation

// What became of a question for help that was accepted, and its terms (V3, R13).
extension OverdrachtenEvents {
    /// The help began.
    public struct VerwijzingGestart: EventData, MetKop {
        public var kop: Verwijzingkop
        public var werker: MedewerkerId

        public static let eventType = OverdrachtenEvents.type("verwijzing-gestart")
        public static var title: String { "Hulp van een verwijzing gestart" }
        public static let eigenVelden = ["werker": "Wie de hulp geeft."]
        public static var example: VerwijzingGestart { VerwijzingGestart(kop: .example, werker: .placeholder) }
    }

    /// O5: help that runs stays not silent.
    public struct VerwijzingVoortgangGemeld: EventData, MetKop {
        public var kop: Verwijzingkop
        public var bericht: UUID

        public static let eventType = OverdrachtenEvents.type("verwijzing-voortgang-gemeld")
        public static var title: String { "Voortgang van een verwijzing gemeld" }
        public static let eigenVelden = ["bericht": "Verwijzing naar het versleutelde bericht."]
        public static var example: VerwijzingVoortgangGemeld {
            VerwijzingVoortgangGemeld(kop: .example, bericht: Voorbeeld.inhoud)
        }
    }

    /// V5: counted for each child.
    public struct VerwijzingWerkerGewisseld: EventData, MetKop {
        public var kop: Verwijzingkop
        public var vorigeWerker: MedewerkerId
        public var werker: MedewerkerId

        public static let eventType = OverdrachtenEvents.type("verwijzing-werker-gewisseld")
        public static var title: String { "Andere werker bij een verwijzing" }
        public static let eigenVelden = [
            "vorigeWerker": "Wie de hulp gaf.",
            "werker": "Wie de hulp verder geeft.",
        ]
        public static var example: VerwijzingWerkerGewisseld {
            VerwijzingWerkerGewisseld(kop: .example, vorigeWerker: .placeholder, werker: Voorbeeld.collega)
        }
    }

    /// N5: another person of who asked has this verwijzing from here on; the head names them.
    public struct VerwijzingVragerGewisseld: EventData, MetKop {
        public var kop: Verwijzingkop
        public var vorige: MedewerkerId
        public var ontvanger: Ontvanger?

        public static let eventType = OverdrachtenEvents.type("verwijzing-vrager-gewisseld")
        public static var title: String { "Andere vrager bij een verwijzing" }
        public static let eigenVelden = [
            "vorige": "Wie het was.", "ontvanger": "Wie hoort wie het nu is; ontbreekt als de hulp voorbij is.",
        ]
        public static var example: VerwijzingVragerGewisseld {
            VerwijzingVragerGewisseld(kop: .example.met(\.door, nil), vorige: Voorbeeld.collega, ontvanger: .example)
        }
    }

    /// O22: the regie is another organisation's, and who holds it there asks on; the head names that one.
    public struct VerwijzingVragerVerplaatst: EventData, MetKop {
        public var kop: Verwijzingkop
        public var vorige: Persoon
        public var ontvanger: Ontvanger

        public static let eventType = OverdrachtenEvents.type("verwijzing-vrager-verplaatst")
        public static var title: String { "Een verwijzing ging mee met de regie" }
        public static let eigenVelden = [
            "vorige": "Wie de hulp vroeg.", "ontvanger": "Aan wie de hulp gevraagd is, en wie daar helpt.",
        ]
        public static var example: VerwijzingVragerVerplaatst {
            VerwijzingVragerVerplaatst(kop: .example.met(\.door, nil), vorige: .example, ontvanger: .example)
        }
    }

    /// The help ended, by who gives it or, as a choice with a reason, by who asked for it (R13).
    public struct VerwijzingBeeindigd: EventData, MetKop {
        public var kop: Verwijzingkop
        public var reden: Hulpeinde
        public var werker: MedewerkerId
        public var vervangenDoor: UUID?

        public static let eventType = OverdrachtenEvents.type("verwijzing-beeindigd")
        public static var title: String { "Hulp van een verwijzing beëindigd" }
        public static let eigenVelden = [
            "reden": "Waarom.",
            "werker": "Wie de hulp tot dan gaf.",
            "vervangenDoor": "De nieuwe verwijzing waarvoor deze hulp stopte.",
        ]
        public static var example: VerwijzingBeeindigd {
            VerwijzingBeeindigd(kop: .example, reden: .doelBereikt, werker: .placeholder, vervangenDoor: nil)
        }
    }

    /// O5: a term of a verwijzing is half or nearly over.
    public struct VerwijzingtermijnHerinnerd: EventData, MetKop {
        public var kop: Verwijzingkop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var organisatie: OIN
        public var medewerker: MedewerkerId?

        public static let eventType = OverdrachtenEvents.type("verwijzingtermijn-herinnerd")
        public static var title: String { "Herinnerd aan een verwijzing" }
        public static let eigenVelden = [
            "soort": "Soort termijn.",
            "sinds": "Vanaf wanneer zij telt.",
            "stadium": "Hoeveel procent om is.",
            "organisatie": "De organisatie die aan zet is.",
            "medewerker": "De medewerker die aan zet is, als die bekend is.",
        ]
        public static var example: VerwijzingtermijnHerinnerd {
            VerwijzingtermijnHerinnerd(
                kop: .example.met(\.door, nil), soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: 50,
                organisatie: .placeholder, medewerker: nil)
        }
    }

    /// O5: nothing came in time.
    public struct VerwijzingtermijnGeescaleerd: EventData, MetKop {
        public var kop: Verwijzingkop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = OverdrachtenEvents.type("verwijzingtermijn-geescaleerd")
        public static var title: String { "Termijn van een verwijzing verlopen" }
        public static let eigenVelden = [
            "soort": "Soort termijn.",
            "sinds": "Vanaf wanneer zij telt.",
            "stadium": "Hoeveel procent om is.",
            "niveau": "Wie het hoort.",
            "escalatieNaar": "Organisaties waarvan de teamleiders het horen.",
        ]
        public static var example: VerwijzingtermijnGeescaleerd {
            VerwijzingtermijnGeescaleerd(
                kop: .example.met(\.door, nil), soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: 100,
                niveau: .teamleiders, escalatieNaar: [.placeholder])
        }
    }
}
