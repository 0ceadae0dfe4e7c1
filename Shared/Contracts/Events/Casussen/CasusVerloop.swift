import Foundation

// Opening, joining and closing.
extension CasussenEvents {
    /// A casus for a melding that fits no other, with who holds the regie (O1).
    public struct CasusGeopend: EventData, MetKop {
        public var kop: Casuskop
        public var melding: UUID
        public var soort: MeldingenEvents.Soort?
        public var acuut: MeldingenEvents.Acuut
        public var ontvangenOp: Date
        public var betrokkenen: [Pseudoniem]

        public static let eventType = CasussenEvents.type("casus-geopend")
        public static var title: String { "Casus geopend" }
        public static let eigenVelden = [
            "melding": "De melding.",
            "soort": "Soort melding.",
            "acuut": "Of er acuut gevaar is.",
            "ontvangenOp": "Wanneer de melding binnenkwam.",
            "betrokkenen": "Over wie de melding gaat.",
        ]
        public static var example: CasusGeopend {
            CasusGeopend(
                kop: .example, melding: Voorbeeld.id, soort: .vtMelding, acuut: .nee, ontvangenOp: Voorbeeld.tijdstip,
                betrokkenen: [.placeholder])
        }
    }

    /// A melding joined a casus.
    public struct MeldingGekoppeld: EventData, MetKop {
        public var kop: Casuskop
        public var melding: UUID
        public var soort: MeldingenEvents.Soort?
        public var acuut: MeldingenEvents.Acuut
        public var ontvangenOp: Date
        public var betrokkenen: [Pseudoniem]
        public var meldingGemeente: Gemeentecode?

        public static let eventType = CasussenEvents.type("melding-gekoppeld")
        public static var title: String { "Melding gekoppeld" }
        public static let eigenVelden = [
            "melding": "De melding.",
            "soort": "Soort melding.",
            "acuut": "Of er acuut gevaar is.",
            "ontvangenOp": "Wanneer de melding binnenkwam.",
            "betrokkenen": "Over wie de melding gaat.",
            "meldingGemeente": "Gemeente van deze melding.",
        ]
        public static var example: MeldingGekoppeld {
            MeldingGekoppeld(
                kop: .example, melding: Voorbeeld.id, soort: .vtMelding, acuut: .nee, ontvangenOp: Voorbeeld.tijdstip,
                betrokkenen: [.placeholder], meldingGemeente: .placeholder)
        }
    }

    /// A melding of the casus was completed, or became of another kind (M2, M9); the fields say how it stands now.
    public struct MeldingBijgewerkt: EventData, MetKop {
        public var kop: Casuskop
        public var melding: UUID
        public var soort: MeldingenEvents.Soort?
        public var acuut: MeldingenEvents.Acuut
        public var ontvangenOp: Date
        public var betrokkenen: [Pseudoniem]
        public var meldingGemeente: Gemeentecode?

        public static let eventType = CasussenEvents.type("melding-bijgewerkt")
        public static var title: String { "Melding in casus bijgewerkt" }
        public static let eigenVelden = [
            "melding": "De melding.",
            "soort": "Soort melding.",
            "acuut": "Of er acuut gevaar is.",
            "ontvangenOp": "Wanneer de melding binnenkwam.",
            "betrokkenen": "Over wie de melding gaat.",
            "meldingGemeente": "Gemeente van deze melding.",
        ]
        public static var example: MeldingBijgewerkt {
            MeldingBijgewerkt(
                kop: .example, melding: Voorbeeld.id, soort: .vtMelding, acuut: .nee, ontvangenOp: Voorbeeld.tijdstip,
                betrokkenen: [.placeholder], meldingGemeente: .placeholder)
        }
    }

    /// O11: closed, with aftercare or the reason why none.
    public struct CasusGesloten: EventData, MetKop {
        public var kop: Casuskop
        public var door: Persoon
        public var nazorg: Nazorg
        public var toelichting: UUID

        public static let eventType = CasussenEvents.type("casus-gesloten")
        public static var title: String { "Casus gesloten" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "nazorg": "Of iemand contact houdt.",
            "toelichting": "Versleuteld: het contact en de weg terug, of waarom er geen is.",
        ]
        public static var example: CasusGesloten {
            CasusGesloten(kop: .example, door: .example, nazorg: .contact, toelichting: Voorbeeld.id)
        }
    }
}
