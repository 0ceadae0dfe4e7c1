import Foundation

// What became of an organisation's message on its own topic.
extension OverdrachtenEvents {
    /// It was carried out; notificaties tells its sender.
    public struct BerichtVerwerkt: EventData {
        public var organisatie: OIN
        public var bericht: BerichtId
        public var onderwerp: UUID
        public var versie: Int?
        public var tijdstip: Date
        public var oefening: Bool

        public init(
            organisatie: OIN, bericht: BerichtId, onderwerp: UUID, versie: Int?, tijdstip: Date, oefening: Bool
        ) {
            self.organisatie = organisatie
            self.bericht = bericht
            self.onderwerp = onderwerp
            self.versie = versie
            self.tijdstip = tijdstip
            self.oefening = oefening
        }

        public static let eventType = OverdrachtenEvents.type("bericht-verwerkt")
        public static var title: String { "Bericht verwerkt" }
        public static var fields: [String: String] {
            [
                "organisatie": "Organisatie die het bericht stuurde.",
                "bericht": "Het id van het bericht.",
                "onderwerp": "De overdracht, de verklaring of de vraag waar het om ging, ook als die nieuw is.",
                "versie": "De versie van de overdracht erna.",
                "tijdstip": "Wanneer het gebeurde.",
                "oefening": "Of dit een oefening is.",
            ]
        }
        public static var example: BerichtVerwerkt {
            BerichtVerwerkt(
                organisatie: .placeholder, bericht: .placeholder, onderwerp: Voorbeeld.overdracht, versie: 4,
                tijdstip: Voorbeeld.tijdstip, oefening: false)
        }
    }

    /// It was refused, with every error at once; nothing changed.
    public struct BerichtGeweigerd: EventData {
        public var organisatie: OIN
        public var bericht: BerichtId
        public var fouten: [Fout]
        public var toestand: Codewoord?
        public var mogelijk: [Codewoord]?
        public var versie: Int?
        public var tijdstip: Date
        public var oefening: Bool

        public init(
            organisatie: OIN, bericht: BerichtId, fouten: [Fout], toestand: Codewoord?, mogelijk: [Codewoord]?,
            versie: Int?, tijdstip: Date, oefening: Bool
        ) {
            self.organisatie = organisatie
            self.bericht = bericht
            self.fouten = fouten
            self.toestand = toestand
            self.mogelijk = mogelijk
            self.versie = versie
            self.tijdstip = tijdstip
            self.oefening = oefening
        }

        public static let eventType = OverdrachtenEvents.type("bericht-geweigerd")
        public static var title: String { "Bericht geweigerd" }
        public static var fields: [String: String] {
            [
                "organisatie": "Organisatie die het bericht stuurde.",
                "bericht": "Het id van het geweigerde bericht.",
                "fouten": "Alles wat er mis is.",
                "toestand": "Hoe het staat met waar het om ging, als de afzender dat ziet.",
                "mogelijk": "Wat de afzender daarmee nu kan doen.",
                "versie": "De versie van de overdracht nu.",
                "tijdstip": "Wanneer het gebeurde.",
                "oefening": "Of dit een oefening is.",
            ]
        }
        public static var example: BerichtGeweigerd {
            BerichtGeweigerd(
                organisatie: .placeholder, bericht: .placeholder, fouten: [.example], toestand: .placeholder,
                mogelijk: [.placeholder], versie: 4, tijdstip: Voorbeeld.tijdstip, oefening: false)
        }
    }
}
