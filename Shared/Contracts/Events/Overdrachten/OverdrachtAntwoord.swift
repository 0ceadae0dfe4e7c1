import Foundation

// The receiver's answers (O3).
extension OverdrachtenEvents {
    /// O3, O4: an answer that waits; the regie stays with the offerer.
    public struct Uitgesteld: EventData {
        public var overdracht: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var van: Persoon
        public var naar: OIN
        public var status: Status
        public var tijdstip: Date
        public var organisatie: OIN?
        public var medewerker: MedewerkerId?
        public var door: MedewerkerId
        public var reden: Uitstelreden
        public var nieuweDatum: Datum
        public var overbrugging: UUID

        public static let eventType = OverdrachtenEvents.type("overdracht-uitgesteld")
        public static var title: String { "Overdracht uitgesteld" }
        public static var fields: [String: String] {
            kop(met: [
                "door": "Medewerker die dit deed.",
                "reden": "Waarom het antwoord wacht.",
                "nieuweDatum": "Dag waarop het antwoord er is.",
                "overbrugging": "Inhoud van de overbruggingsafspraak.",
            ])
        }
        public static var example: Uitgesteld {
            Uitgesteld(
                overdracht: Voorbeeld.overdracht, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, van: .example, naar: .placeholder, status: .uitgesteld,
                tijdstip: Voorbeeld.tijdstip, organisatie: .placeholder, medewerker: .placeholder,
                door: .placeholder, reden: .wachtlijst, nieuweDatum: .placeholder, overbrugging: Voorbeeld.inhoud)
        }
    }

    /// O4: the receiver said how the waiting goes.
    public struct WachtlijstberichtGegeven: EventData {
        public var overdracht: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var van: Persoon
        public var naar: OIN
        public var status: Status
        public var tijdstip: Date
        public var organisatie: OIN?
        public var medewerker: MedewerkerId?
        public var door: MedewerkerId
        public var bericht: UUID
        public var volgendeDatum: Datum?

        public static let eventType = OverdrachtenEvents.type("wachtlijstbericht-gegeven")
        public static var title: String { "Wachtlijstbericht gegeven" }
        public static var fields: [String: String] {
            kop(met: [
                "door": "Medewerker die dit deed.",
                "bericht": "Inhoud van het bericht.",
                "volgendeDatum": "Nieuwe verwachte dag, als die veranderde.",
            ])
        }
        public static var example: WachtlijstberichtGegeven {
            WachtlijstberichtGegeven(
                overdracht: Voorbeeld.overdracht, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, van: .example, naar: .placeholder, status: .uitgesteld,
                tijdstip: Voorbeeld.tijdstip, organisatie: .placeholder, medewerker: .placeholder,
                door: .placeholder, bericht: Voorbeeld.inhoud, volgendeDatum: .placeholder)
        }
    }

    /// O4: the silence signal.
    public struct WachtlijstberichtGemist: EventData {
        public var overdracht: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var van: Persoon
        public var naar: OIN
        public var status: Status
        public var tijdstip: Date
        public var organisatie: OIN?
        public var medewerker: MedewerkerId?
        public var sinds: Date
        public var aantal: Int

        public static let eventType = OverdrachtenEvents.type("wachtlijstbericht-gemist")
        public static var title: String { "Wachtlijstbericht gemist" }
        public static var fields: [String: String] {
            kop(met: [
                "sinds": "Sinds wanneer het bericht werd verwacht.",
                "aantal": "Hoeveel berichten er tijdens dit uitstel zijn gemist.",
            ])
        }
        public static var example: WachtlijstberichtGemist {
            WachtlijstberichtGemist(
                overdracht: Voorbeeld.overdracht, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, van: .example, naar: .placeholder, status: .uitgesteld,
                tijdstip: Voorbeeld.tijdstip, organisatie: .placeholder, medewerker: .placeholder,
                sinds: Voorbeeld.tijdstip, aantal: 1)
        }
    }

    /// O1, O21: a named person of the receiver accepted; `regie-verplaatst` comes with it.
    public struct Geaccepteerd: EventData {
        public var overdracht: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var van: Persoon
        public var naar: OIN
        public var status: Status
        public var tijdstip: Date
        public var organisatie: OIN?
        public var medewerker: MedewerkerId?
        public var door: MedewerkerId
        public var werker: MedewerkerId
        public var startdatum: Datum

        public static let eventType = OverdrachtenEvents.type("overdracht-geaccepteerd")
        public static var title: String { "Overdracht geaccepteerd" }
        public static var fields: [String: String] {
            kop(met: [
                "door": "Medewerker die dit deed.",
                "werker": "Werker die het gezin gaat helpen; draagt nu de regie.",
                "startdatum": "Dag waarop de hulp begint.",
            ])
        }
        public static var example: Geaccepteerd {
            Geaccepteerd(
                overdracht: Voorbeeld.overdracht, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, van: .example, naar: .placeholder, status: .geaccepteerd,
                tijdstip: Voorbeeld.tijdstip, organisatie: .placeholder, medewerker: .placeholder,
                door: .placeholder, werker: .placeholder, startdatum: .placeholder)
        }
    }

    /// O3, O6: a refusal with reason and alternative, back to a named person.
    public struct Geweigerd: EventData {
        public var overdracht: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var van: Persoon
        public var naar: OIN
        public var status: Status
        public var tijdstip: Date
        public var organisatie: OIN?
        public var medewerker: MedewerkerId?
        public var door: MedewerkerId
        public var reden: Weigerreden
        public var alternatief: Alternatief
        public var alternatieveOrganisatie: OIN?
        public var toelichting: UUID?
        public var terugNaar: MedewerkerId

        public static let eventType = OverdrachtenEvents.type("overdracht-geweigerd")
        public static var title: String { "Overdracht geweigerd" }
        public static var fields: [String: String] {
            kop(met: [
                "door": "Medewerker die dit deed.",
                "reden": "Waarom de ontvanger weigert.",
                "alternatief": "Wat de ontvanger in plaats daarvan voorstelt.",
                "alternatieveOrganisatie": "De voorgestelde organisatie, alleen bij andere-organisatie.",
                "toelichting": "Inhoud van de toelichting.",
                "terugNaar": "Medewerker van de aanbieder bij wie de zaak terugkomt.",
            ])
        }
        public static var example: Geweigerd {
            Geweigerd(
                overdracht: Voorbeeld.overdracht, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, van: .example, naar: .placeholder, status: .geweigerd,
                tijdstip: Voorbeeld.tijdstip, organisatie: .placeholder, medewerker: .placeholder,
                door: .placeholder, reden: .nietPassend, alternatief: .andereOrganisatie,
                alternatieveOrganisatie: .placeholder, toelichting: Voorbeeld.inhoud, terugNaar: .placeholder)
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
