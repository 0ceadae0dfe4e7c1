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
        public var onderwerp: UUID?
        public var zaak: UUID?
        public var oefening: Bool
        public var tijdstip: Date

        public init(
            taak: UUID, soort: Codewoord, kenmerk: Kenmerk, urgentie: Urgentie, medewerker: MedewerkerId?,
            team: Codewoord?, link: Pad, onderwerp: UUID?, zaak: UUID?, oefening: Bool, tijdstip: Date
        ) {
            self.taak = taak
            self.soort = soort
            self.kenmerk = kenmerk
            self.urgentie = urgentie
            self.medewerker = medewerker
            self.team = team
            self.link = link
            self.onderwerp = onderwerp
            self.zaak = zaak
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
                "onderwerp": "Waarover de taak gaat: een overdracht, een melding, een verklaring of een vraag.",
                "zaak": "De zaak, als die er is.",
                "oefening": "Of dit een oefening is.",
                "tijdstip": "Wanneer het gebeurde.",
            ]
        }
        public static var example: TaakAangeboden {
            TaakAangeboden(
                taak: Voorbeeld.id, soort: .placeholder, kenmerk: .placeholder, urgentie: .regulier,
                medewerker: .placeholder, team: nil, link: .placeholder, onderwerp: Voorbeeld.id, zaak: Voorbeeld.id,
                oefening: false, tijdstip: Voorbeeld.tijdstip)
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

    /// A message of this organisation was carried out.
    public struct BerichtVerwerkt: EventData {
        public var bericht: BerichtId
        public var onderwerp: UUID
        public var versie: Int?
        public var oefening: Bool
        public var tijdstip: Date

        public init(bericht: BerichtId, onderwerp: UUID, versie: Int?, oefening: Bool, tijdstip: Date) {
            self.bericht = bericht
            self.onderwerp = onderwerp
            self.versie = versie
            self.oefening = oefening
            self.tijdstip = tijdstip
        }

        public static let eventType = NotificatiesEvents.type("bericht-verwerkt")
        public static var title: String { "Bericht verwerkt" }
        public static var fields: [String: String] {
            [
                "bericht": "Het id van uw bericht.",
                "onderwerp": "De overdracht, de verklaring of de vraag waar het om ging, ook als die nieuw is.",
                "versie": "De versie van de overdracht erna, voor uw volgende bericht.",
                "oefening": "Of dit een oefening is.",
                "tijdstip": "Wanneer het gebeurde.",
            ]
        }
        public static var example: BerichtVerwerkt {
            BerichtVerwerkt(
                bericht: .placeholder, onderwerp: Voorbeeld.id, versie: 4, oefening: false,
                tijdstip: Voorbeeld.tijdstip)
        }
    }

    /// A message of this organisation was refused, with every error at once; nothing changed.
    public struct BerichtGeweigerd: EventData {
        public var bericht: BerichtId
        public var fouten: [Fout]
        public var toestand: Codewoord?
        public var mogelijk: [Codewoord]?
        public var versie: Int?
        public var oefening: Bool
        public var tijdstip: Date

        public init(
            bericht: BerichtId, fouten: [Fout], toestand: Codewoord? = nil, mogelijk: [Codewoord]? = nil,
            versie: Int? = nil, oefening: Bool, tijdstip: Date
        ) {
            self.bericht = bericht
            self.fouten = fouten
            self.toestand = toestand
            self.mogelijk = mogelijk
            self.versie = versie
            self.oefening = oefening
            self.tijdstip = tijdstip
        }

        public static let eventType = NotificatiesEvents.type("bericht-geweigerd")
        public static var title: String { "Bericht geweigerd" }
        public static var fields: [String: String] {
            [
                "bericht": "Het id van het geweigerde bericht.",
                "fouten": "Alles wat er mis is.",
                "toestand": "Hoe het staat met waar het om ging, als u dat ziet.",
                "mogelijk": "Wat u daarmee nu kunt doen.",
                "versie": "De versie van de overdracht nu.",
                "oefening": "Of dit een oefening is.",
                "tijdstip": "Wanneer het gebeurde.",
            ]
        }
        public static var example: BerichtGeweigerd {
            BerichtGeweigerd(
                bericht: .placeholder, fouten: [.example], toestand: .placeholder, mogelijk: [.placeholder], versie: 4,
                oefening: false, tijdstip: Voorbeeld.tijdstip)
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
