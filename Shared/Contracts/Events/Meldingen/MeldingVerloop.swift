import Foundation

// What came of it.
extension MeldingenEvents {
    /// M11: a named person forwarded it to where it belongs.
    public struct MeldingDoorgestuurd: EventData, MetKop {
        public var kop: Meldingkop
        public var van: OIN
        public var naar: OIN
        public var door: Persoon
        public var toelichting: UUID?

        public static let eventType = MeldingenEvents.type("melding-doorgestuurd")
        public static var title: String { "Melding doorgestuurd" }
        public static let eigenVelden = [
            "van": "Organisatie die doorstuurde.",
            "naar": "Organisatie die nu behandelt.",
            "door": "Medewerker die dit deed.",
            "toelichting": "Versleutelde toelichting.",
        ]
        public static var example: MeldingDoorgestuurd {
            MeldingDoorgestuurd(
                kop: .example, van: .placeholder, naar: .placeholder, door: .example, toelichting: Voorbeeld.id)
        }
    }

    /// M2: one kind became another by a person's explicit act.
    public struct MeldingSoortGewijzigd: EventData, MetKop {
        public var kop: Meldingkop
        public var van: Soort
        public var naar: Soort
        public var door: Persoon

        public static let eventType = MeldingenEvents.type("melding-soort-gewijzigd")
        public static var title: String { "Soort melding gewijzigd" }
        public static let eigenVelden = [
            "van": "Soort die het was.",
            "naar": "Soort die het is.",
            "door": "Medewerker die dit deed.",
        ]
        public static var example: MeldingSoortGewijzigd {
            MeldingSoortGewijzigd(kop: .example, van: .zorgmelding, naar: .vtMelding, door: .example)
        }
    }

    /// Someone deals with it, or a casus took it up.
    public struct MeldingInBehandeling: EventData, MetKop {
        public var kop: Meldingkop
        public var door: Persoon?

        public static let eventType = MeldingenEvents.type("melding-in-behandeling")
        public static var title: String { "Melding in behandeling" }
        public static let eigenVelden = ["door": "Medewerker die haar oppakte; ontbreekt als een casus dat deed."]
        public static var example: MeldingInBehandeling { MeldingInBehandeling(kop: .example, door: .example) }
    }

    /// M4: there is an outcome.
    public struct MeldingAfgehandeld: EventData, MetKop {
        public var kop: Meldingkop
        public var uitkomst: Uitkomst
        public var door: Persoon?

        public static let eventType = MeldingenEvents.type("melding-afgehandeld")
        public static var title: String { "Melding afgehandeld" }
        public static let eigenVelden = [
            "uitkomst": "Uitkomst volgens VNG JZV Meldingen.",
            "door": "Medewerker die de uitkomst gaf; ontbreekt als die volgt uit de beoordeling van de casus.",
        ]
        public static var example: MeldingAfgehandeld {
            MeldingAfgehandeld(kop: .example, uitkomst: .vervolgBijVT, door: .example)
        }
    }

    /// Outside input that was refused, with every error at once; nothing was recorded of it.
    public struct BerichtGeweigerd: EventData {
        public var organisatie: OIN
        public var bericht: BerichtId
        public var fouten: [Fout]
        public var tijdstip: Date
        public var oefening: Bool

        public init(organisatie: OIN, bericht: BerichtId, fouten: [Fout], tijdstip: Date, oefening: Bool) {
            self.organisatie = organisatie
            self.bericht = bericht
            self.fouten = fouten
            self.tijdstip = tijdstip
            self.oefening = oefening
        }

        public static let eventType = MeldingenEvents.type("bericht-geweigerd")
        public static var title: String { "Bericht geweigerd" }
        public static var fields: [String: String] {
            [
                "organisatie": "Organisatie die het bericht stuurde.",
                "bericht": "Het id van het geweigerde bericht.",
                "fouten": "Alles wat er mis is.",
                "tijdstip": "Wanneer het gebeurde.",
                "oefening": "Of dit een oefening is.",
            ]
        }
        public static var example: BerichtGeweigerd {
            BerichtGeweigerd(
                organisatie: .placeholder, bericht: .placeholder, fouten: [.example], tijdstip: Voorbeeld.tijdstip,
                oefening: false)
        }
    }
}
