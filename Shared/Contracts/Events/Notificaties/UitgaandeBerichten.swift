import Foundation

// Messages to one organisation.
extension NotificatiesEvents {
    /// An actionable notification to an organisation: a reference that opens after signing in (N3).
    public struct TaakAangeboden: EventData {
        public var taak: UUID
        public var soort: Codewoord
        public var kenmerk: Kenmerk
        public var urgentie: Urgentie
        public var medewerker: MedewerkerId?
        public var team: Codewoord?
        public var link: Pad
        public var oefening: Bool
        public var tijdstip: Date

        public init(
            taak: UUID, soort: Codewoord, kenmerk: Kenmerk, urgentie: Urgentie, medewerker: MedewerkerId?,
            team: Codewoord?, link: Pad, oefening: Bool, tijdstip: Date
        ) {
            self.taak = taak
            self.soort = soort
            self.kenmerk = kenmerk
            self.urgentie = urgentie
            self.medewerker = medewerker
            self.team = team
            self.link = link
            self.oefening = oefening
            self.tijdstip = tijdstip
        }

        public static let eventType = NotificatiesEvents.type("taak-aangeboden")
        public static var title: String { "Taak aangeboden" }
        public static var fields: [String: String] {
            [
                "taak": "De taak.",
                "soort": "Wat er te doen is.",
                "kenmerk": "Kenmerk van het onderwerp.",
                "urgentie": "Regulier of spoed.",
                "medewerker": "Van wie de taak is.",
                "team": "Team op wiens lijst de taak staat.",
                "link": "Pad dat na inloggen opent.",
                "oefening": "Of dit een oefening is.",
                "tijdstip": "Wanneer het gebeurde.",
            ]
        }
        public static var example: TaakAangeboden {
            TaakAangeboden(
                taak: Voorbeeld.id, soort: .placeholder, kenmerk: .placeholder, urgentie: .regulier,
                medewerker: .placeholder, team: nil, link: .placeholder, oefening: false, tijdstip: Voorbeeld.tijdstip)
        }
    }

    /// M4: the melder hears what was done: steps, never content.
    public struct MeldingStatusGewijzigd: EventData {
        public var melding: UUID
        public var kenmerk: Kenmerk
        public var eigenKenmerk: EigenKenmerk?
        public var status: MelderStatus
        public var behandelaar: OIN
        public var uitkomst: MeldingenEvents.Uitkomst?
        public var oefening: Bool
        public var tijdstip: Date

        public init(
            melding: UUID, kenmerk: Kenmerk, eigenKenmerk: EigenKenmerk?, status: MelderStatus, behandelaar: OIN,
            uitkomst: MeldingenEvents.Uitkomst?, oefening: Bool, tijdstip: Date
        ) {
            self.melding = melding
            self.kenmerk = kenmerk
            self.eigenKenmerk = eigenKenmerk
            self.status = status
            self.behandelaar = behandelaar
            self.uitkomst = uitkomst
            self.oefening = oefening
            self.tijdstip = tijdstip
        }

        public static let eventType = NotificatiesEvents.type("melding-status-gewijzigd")
        public static var title: String { "Status van uw melding gewijzigd" }
        public static var fields: [String: String] {
            [
                "melding": "De melding.",
                "kenmerk": "Kenmerk van de melding.",
                "eigenKenmerk": "Uw eigen kenmerk.",
                "status": "Hoe het met de melding staat.",
                "behandelaar": "Organisatie die de melding nu behandelt.",
                "uitkomst": "Uitkomst, als die er is en u die wilt horen.",
                "oefening": "Of dit een oefening is.",
                "tijdstip": "Wanneer het gebeurde.",
            ]
        }
        public static var example: MeldingStatusGewijzigd {
            MeldingStatusGewijzigd(
                melding: Voorbeeld.id, kenmerk: .placeholder, eigenKenmerk: .placeholder, status: .ontvangen,
                behandelaar: .placeholder, uitkomst: .geenVervolg, oefening: false, tijdstip: Voorbeeld.tijdstip)
        }
    }

    /// A message of this organisation was refused, with every error at once.
    public struct BerichtGeweigerd: EventData {
        public var bericht: BerichtId
        public var fouten: [Fout]
        public var oefening: Bool
        public var tijdstip: Date

        public init(bericht: BerichtId, fouten: [Fout], oefening: Bool, tijdstip: Date) {
            self.bericht = bericht
            self.fouten = fouten
            self.oefening = oefening
            self.tijdstip = tijdstip
        }

        public static let eventType = NotificatiesEvents.type("bericht-geweigerd")
        public static var title: String { "Bericht geweigerd" }
        public static var fields: [String: String] {
            [
                "bericht": "Het id van het geweigerde bericht.",
                "fouten": "Alles wat er mis is.",
                "oefening": "Of dit een oefening is.",
                "tijdstip": "Wanneer het gebeurde.",
            ]
        }
        public static var example: BerichtGeweigerd {
            BerichtGeweigerd(bericht: .placeholder, fouten: [.example], oefening: false, tijdstip: Voorbeeld.tijdstip)
        }
    }

    /// What the melder sees.
    public enum MelderStatus: String, Code {
        case ontvangen
        case inBehandeling = "in-behandeling"
        case doorgestuurd
        case afgehandeld
    }
}
