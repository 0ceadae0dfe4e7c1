import Foundation

// What a partner offers, and how it answers an offer (O1, O3, O4, O14).
// Each asks for the act of the HTTP interface with the same fields; texts went to `POST /v1/inhoud` of verwijzing first.
extension InkomendEvents {
    /// An offer by who holds the regie: question, urgency, age group and gemeente, and nothing else of the family (O7).
    public struct OverdrachtAangeboden: EventData {
        public var door: MedewerkerId
        public var zaak: UUID
        public var naar: OIN
        public var urgentie: Urgentie
        public var vraag: Codewoord
        public var leeftijdsgroep: Leeftijdsgroep
        public var gemeente: Gemeentecode
        public var reden: OverdrachtenEvents.Overdrachtsreden
        public var keuze: OverdrachtenEvents.Keuze?

        public static let eventType = InkomendEvents.type("overdracht-aangeboden")
        public static var title: String { "Overdracht aangeboden" }
        public static var fields: [String: String] {
            [
                "door": "Wie bij uw organisatie dit doet, als medewerker-id uit het register.",
                "zaak": "De zaak.",
                "naar": "De organisatie aan wie u aanbiedt.",
                "urgentie": "Regulier of spoed.",
                "vraag": "Soort vraag.",
                "leeftijdsgroep": "Leeftijdsgroep van het kind.",
                "gemeente": "Gemeente waar het kind woont.",
                "reden": "Waarom de zaak verder gaat (O6).",
                "keuze": "Wie het eerst accepteert, of u vraagt meer kandidaten om een voorstel en kiest (O14).",
            ]
        }
        public static var example: OverdrachtAangeboden {
            OverdrachtAangeboden(
                door: .placeholder, zaak: Voorbeeld.id, naar: .placeholder, urgentie: .regulier, vraag: .placeholder,
                leeftijdsgroep: .van12, gemeente: .placeholder, reden: .passenderHulp, keuze: .eersteAntwoord)
        }
    }

    /// The partner's system has the offer; a receipt, so without a person.
    public struct OverdrachtBezorgdGemeld: EventData {
        public var overdracht: UUID

        public static let eventType = InkomendEvents.type("overdracht-bezorgd-gemeld")
        public static var title: String { "Overdracht bezorgd" }
        public static var fields: [String: String] {
            [
                "overdracht": "De overdracht."
            ]
        }
        public static var example: OverdrachtBezorgdGemeld {
            OverdrachtBezorgdGemeld(overdracht: Voorbeeld.id)
        }
    }

    /// A named person at the partner opened the offer.
    public struct OverdrachtGezienGemeld: EventData {
        public var overdracht: UUID
        public var door: MedewerkerId

        public static let eventType = InkomendEvents.type("overdracht-gezien-gemeld")
        public static var title: String { "Overdracht gezien" }
        public static var fields: [String: String] {
            [
                "overdracht": "De overdracht.",
                "door": "Wie bij uw organisatie dit doet, als medewerker-id uit het register.",
            ]
        }
        public static var example: OverdrachtGezienGemeld {
            OverdrachtGezienGemeld(overdracht: Voorbeeld.id, door: .placeholder)
        }
    }

    /// The regie goes with it (O1, O21).
    public struct OverdrachtAanvaard: EventData, MetKop {
        public var kop: Daadkop
        public var werker: MedewerkerId
        public var startdatum: Datum

        public static let eventType = InkomendEvents.type("overdracht-aanvaard")
        public static var title: String { "Overdracht aanvaard" }
        public static let eigenVelden = [
            "werker": "De werker die het gezin gaat helpen; geen planner.",
            "startdatum": "Wanneer de hulp start.",
        ]
        public static var example: OverdrachtAanvaard {
            OverdrachtAanvaard(kop: .example, werker: .placeholder, startdatum: .placeholder)
        }
    }

    /// What a candidate can give, with whom and from when (O14).
    public struct VoorstelGedaan: EventData, MetKop {
        public var kop: Daadkop
        public var aanbod: UUID
        public var werker: MedewerkerId
        public var startdatum: Datum

        public static let eventType = InkomendEvents.type("voorstel-gedaan")
        public static var title: String { "Voorstel gedaan" }
        public static let eigenVelden = [
            "aanbod": "Inhoud-id van wat u dit gezin kunt bieden.",
            "werker": "De werker die het gezin gaat helpen; geen planner.",
            "startdatum": "Wanneer de hulp dan start.",
        ]
        public static var example: VoorstelGedaan {
            VoorstelGedaan(kop: .example, aanbod: Voorbeeld.id, werker: .placeholder, startdatum: .placeholder)
        }
    }

    /// The offerer chooses this candidate (O14).
    public struct VoorstelGekozen: EventData, MetKop {
        public var kop: Daadkop
        public var gezinErbij: Bool?
        public var redenNiet: OverdrachtenEvents.AfwezigheidGezin?

        public static let eventType = InkomendEvents.type("voorstel-gekozen")
        public static var title: String { "Voorstel gekozen" }
        public static let eigenVelden = [
            "gezinErbij": "Of het gezin meekoos; zonder dit wordt de keuze geweigerd.",
            "redenNiet": "Waarom niet, als het gezin niet meekoos.",
        ]
        public static var example: VoorstelGekozen {
            VoorstelGekozen(kop: .example, gezinErbij: true, redenNiet: nil)
        }
    }

    /// A reason, a date and who does what meanwhile (O3, O4).
    public struct OverdrachtUitgesteld: EventData, MetKop {
        public var kop: Daadkop
        public var reden: OverdrachtenEvents.Uitstelreden
        public var nieuweDatum: Datum
        public var overbruggingsafspraak: UUID

        public static let eventType = InkomendEvents.type("overdracht-uitgesteld")
        public static var title: String { "Antwoord uitgesteld" }
        public static let eigenVelden = [
            "reden": "Waarom.",
            "nieuweDatum": "Wanneer u wel antwoordt.",
            "overbruggingsafspraak": "Inhoud-id van de afspraak wie intussen wat doet.",
        ]
        public static var example: OverdrachtUitgesteld {
            OverdrachtUitgesteld(
                kop: .example, reden: .wachtlijst, nieuweDatum: .placeholder, overbruggingsafspraak: Voorbeeld.id)
        }
    }

    /// Word to offerer and family while they wait (O4).
    public struct WachtlijstberichtGegeven: EventData, MetKop {
        public var kop: Daadkop
        public var bericht: UUID
        public var volgendeDatum: Datum?

        public static let eventType = InkomendEvents.type("wachtlijstbericht-gegeven")
        public static var title: String { "Wachtlijstbericht" }
        public static let eigenVelden = [
            "bericht": "Inhoud-id van het bericht.",
            "volgendeDatum": "Een nieuwe datum, als die verandert.",
        ]
        public static var example: WachtlijstberichtGegeven {
            WachtlijstberichtGegeven(kop: .example, bericht: Voorbeeld.id, volgendeDatum: .placeholder)
        }
    }

    /// A reason and an alternative (O3).
    public struct OverdrachtGeweigerd: EventData, MetKop {
        public var kop: Daadkop
        public var reden: OverdrachtenEvents.Weigerreden
        public var alternatief: OverdrachtenEvents.Alternatief
        public var alternatieveOrganisatie: OIN?
        public var toelichting: UUID?

        public static let eventType = InkomendEvents.type("overdracht-geweigerd")
        public static var title: String { "Overdracht geweigerd" }
        public static let eigenVelden = [
            "reden": "Waarom.",
            "alternatief": "Wat u in plaats daarvan voorstelt.",
            "alternatieveOrganisatie": "Welke organisatie, als dat het alternatief is.",
            "toelichting": "Inhoud-id van de toelichting.",
        ]
        public static var example: OverdrachtGeweigerd {
            OverdrachtGeweigerd(
                kop: .example, reden: .nietPassend, alternatief: .consultatie, alternatieveOrganisatie: nil,
                toelichting: Voorbeeld.id)
        }
    }

    /// Before it was accepted.
    public struct OverdrachtIngetrokken: EventData, MetKop {
        public var kop: Daadkop
        public var reden: OverdrachtenEvents.Intrekkingsreden

        public static let eventType = InkomendEvents.type("overdracht-ingetrokken")
        public static var title: String { "Aanbod ingetrokken" }
        public static let eigenVelden = ["reden": "Waarom."]
        public static var example: OverdrachtIngetrokken { OverdrachtIngetrokken(kop: .example, reden: .nietMeerNodig) }
    }

    /// By either side; escalates at once (O4).
    public struct VeiligheidGemeld: EventData, MetKop {
        public var kop: Daadkop

        public static let eventType = InkomendEvents.type("veiligheid-gemeld")
        public static var title: String { "Veiligheid niet te houden" }
        public static var example: VeiligheidGemeld { VeiligheidGemeld(kop: .example) }
    }

    /// By the side that reported it was not (O4).
    public struct VeiligheidHersteld: EventData, MetKop {
        public var kop: Daadkop
        public var bericht: UUID

        public static let eventType = InkomendEvents.type("veiligheid-hersteld")
        public static var title: String { "Veiligheid hersteld" }
        public static let eigenVelden = ["bericht": "Inhoud-id van wat het weer veilig maakt."]
        public static var example: VeiligheidHersteld { VeiligheidHersteld(kop: .example, bericht: Voorbeeld.id) }
    }

    /// After a new signal (O4).
    public struct TriageHerzien: EventData, MetKop {
        public var kop: Daadkop
        public var urgentie: Urgentie

        public static let eventType = InkomendEvents.type("triage-herzien")
        public static var title: String { "Triage herzien" }
        public static let eigenVelden = ["urgentie": "De urgentie na de triage."]
        public static var example: TriageHerzien { TriageHerzien(kop: .example, urgentie: .spoed) }
    }
}
