import Foundation

// The receiver's answers (O3).
extension OverdrachtenEvents {
    /// O3, O4: an answer that waits; the regie stays with the offerer.
    public struct Uitgesteld: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var reden: Uitstelreden
        public var nieuweDatum: Datum
        public var overbrugging: UUID

        public static let eventType = OverdrachtenEvents.type("overdracht-uitgesteld")
        public static var title: String { "Overdracht uitgesteld" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "reden": "Waarom het antwoord wacht.",
            "nieuweDatum": "Dag waarop het antwoord er is.",
            "overbrugging": "Inhoud van de overbruggingsafspraak.",
        ]
        public static var example: Uitgesteld {
            Uitgesteld(
                kop: .example.met(\.status, .uitgesteld), door: .placeholder, reden: .wachtlijst,
                nieuweDatum: .placeholder, overbrugging: Voorbeeld.inhoud)
        }
    }

    /// O4: the receiver said how the waiting goes.
    public struct WachtlijstberichtGegeven: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var bericht: UUID
        public var volgendeDatum: Datum?

        public static let eventType = OverdrachtenEvents.type("wachtlijstbericht-gegeven")
        public static var title: String { "Wachtlijstbericht gegeven" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "bericht": "Inhoud van het bericht.",
            "volgendeDatum": "Nieuwe verwachte dag, als die veranderde.",
        ]
        public static var example: WachtlijstberichtGegeven {
            WachtlijstberichtGegeven(
                kop: .example.met(\.status, .uitgesteld), door: .placeholder, bericht: Voorbeeld.inhoud,
                volgendeDatum: .placeholder)
        }
    }

    /// O4: the silence signal.
    public struct WachtlijstberichtGemist: EventData, MetKop {
        public var kop: Overdrachtkop
        public var sinds: Date
        public var aantal: Int

        public static let eventType = OverdrachtenEvents.type("wachtlijstbericht-gemist")
        public static var title: String { "Wachtlijstbericht gemist" }
        public static let eigenVelden = [
            "sinds": "Sinds wanneer het bericht werd verwacht.",
            "aantal": "Hoeveel berichten er tijdens dit uitstel zijn gemist.",
        ]
        public static var example: WachtlijstberichtGemist {
            WachtlijstberichtGemist(kop: .example.met(\.status, .uitgesteld), sinds: Voorbeeld.tijdstip, aantal: 1)
        }
    }

    /// O1, O21: a named person of the receiver accepted; `regie-verplaatst` comes with it.
    public struct Geaccepteerd: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var werker: MedewerkerId
        public var startdatum: Datum

        public static let eventType = OverdrachtenEvents.type("overdracht-geaccepteerd")
        public static var title: String { "Overdracht geaccepteerd" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "werker": "Werker die het gezin gaat helpen; draagt nu de regie.",
            "startdatum": "Dag waarop de hulp begint.",
        ]
        public static var example: Geaccepteerd {
            Geaccepteerd(
                kop: .example.met(\.status, .geaccepteerd), door: .placeholder, werker: .placeholder,
                startdatum: .placeholder)
        }
    }

    /// O3, O6: a refusal with reason and alternative, back to a named person.
    public struct Geweigerd: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var reden: Weigerreden
        public var alternatief: Alternatief
        public var alternatieveOrganisatie: OIN?
        public var toelichting: UUID?
        public var terugNaar: MedewerkerId

        public static let eventType = OverdrachtenEvents.type("overdracht-geweigerd")
        public static var title: String { "Overdracht geweigerd" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "reden": "Waarom de ontvanger weigert.",
            "alternatief": "Wat de ontvanger in plaats daarvan voorstelt.",
            "alternatieveOrganisatie": "De voorgestelde organisatie, alleen bij andere-organisatie.",
            "toelichting": "Inhoud van de toelichting.",
            "terugNaar": "Medewerker van de aanbieder bij wie de zaak terugkomt.",
        ]
        public static var example: Geweigerd {
            Geweigerd(
                kop: .example.met(\.status, .geweigerd), door: .placeholder, reden: .nietPassend,
                alternatief: .andereOrganisatie, alternatieveOrganisatie: .placeholder, toelichting: Voorbeeld.inhoud,
                terugNaar: .placeholder)
        }

        public func check() -> [Violation] {
            (alternatief == .andereOrganisatie) == (alternatieveOrganisatie != nil)
                ? []
                : [
                    Violation(
                        pointer: "/alternatieveOrganisatie", code: Violation.Codes.value,
                        detail: "Hoort bij het alternatief andere-organisatie, en alleen daarbij.")
                ]
        }
    }
}
