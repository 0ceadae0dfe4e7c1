import Foundation

// What protects a family within a zaak: shielding (P1), gezag and consent (P2).
extension OverdrachtenEvents {
    /// What every event of a protection says.
    public struct Beschermkop: Kop {
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var door: Persoon
        public var tijdstip: Date

        public static let fields = [
            "zaak": "De zaak.", "kenmerk": "Kenmerk van de zaak, om te noemen aan de telefoon.",
            "regio": "Code van de regio.", "oefening": "Of dit een oefening is.",
            "door": "Wie dit deed.", "tijdstip": "Wanneer het gebeurde.",
        ]
        public static var example: Beschermkop {
            Beschermkop(
                zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder, oefening: false, door: .example,
                tijdstip: Voorbeeld.tijdstip)
        }
    }

    /// P1: something of the zaak is seen from here on only by the organisations named.
    public struct Afgeschermd: EventData, MetKop {
        public var kop: Beschermkop
        public var afscherming: UUID
        public var soort: Afschermsoort
        public var inhoud: [UUID]
        public var organisatie: OIN?
        public var gemeente: Gemeentecode?
        public var medewerker: MedewerkerId?
        public var reden: Afschermreden
        public var toelichting: UUID?
        public var bekendBij: [OIN]

        public static let eventType = OverdrachtenEvents.type("afgeschermd")
        public static var title: String { "Afgeschermd" }
        public static let eigenVelden = [
            "afscherming": "De afscherming.",
            "soort": "Wat er afgeschermd is.",
            "inhoud": "Verklaringen en teksten die afgeschermd zijn, bij hun id.",
            "organisatie": "De organisatie, bij een plaatsing, werker of melder.",
            "gemeente": "De gemeente, bij een plaatsing.",
            "medewerker": "De medewerker, bij een werker.",
            "reden": "Waarom.",
            "toelichting": "Verwijzing naar de versleutelde toelichting.",
            "bekendBij": "De organisaties die het wel zien.",
        ]
        public static var example: Afgeschermd {
            Afgeschermd(
                kop: .example, afscherming: Voorbeeld.inhoud, soort: .plaatsing, inhoud: [], organisatie: .placeholder,
                gemeente: .placeholder, medewerker: nil, reden: .veiligheidGezin, toelichting: nil,
                bekendBij: [.placeholder])
        }
    }

    /// The first of the two persons that lifting needs (P1).
    public struct OpheffingVoorgesteld: EventData, MetKop {
        public var kop: Beschermkop
        public var afscherming: UUID
        public var reden: Opheffingsreden

        public static let eventType = OverdrachtenEvents.type("opheffing-voorgesteld")
        public static var title: String { "Opheffing van een afscherming voorgesteld" }
        public static let eigenVelden = [
            "afscherming": "De afscherming.",
            "reden": "Waarom.",
        ]
        public static var example: OpheffingVoorgesteld {
            OpheffingVoorgesteld(kop: .example, afscherming: Voorbeeld.inhoud, reden: .dreigingVoorbij)
        }
    }

    /// The shielding stays (P1).
    public struct OpheffingAfgewezen: EventData, MetKop {
        public var kop: Beschermkop
        public var afscherming: UUID

        public static let eventType = OverdrachtenEvents.type("opheffing-afgewezen")
        public static var title: String { "Opheffing van een afscherming afgewezen" }
        public static let eigenVelden = ["afscherming": "De afscherming."]
        public static var example: OpheffingAfgewezen {
            OpheffingAfgewezen(kop: .example, afscherming: Voorbeeld.inhoud)
        }
    }

    /// A second person confirmed: it is no longer shielded (P1).
    public struct AfschermingOpgeheven: EventData, MetKop {
        public var kop: Beschermkop
        public var afscherming: UUID
        public var voorgesteldDoor: Persoon

        public static let eventType = OverdrachtenEvents.type("afscherming-opgeheven")
        public static var title: String { "Afscherming opgeheven" }
        public static let eigenVelden = [
            "afscherming": "De afscherming.",
            "voorgesteldDoor": "De eerste van de twee; `door` is de tweede.",
        ]
        public static var example: AfschermingOpgeheven {
            AfschermingOpgeheven(
                kop: .example, afscherming: Voorbeeld.inhoud,
                voorgesteldDoor: Persoon(organisatie: .placeholder, medewerker: Voorbeeld.collega))
        }
    }

    /// Someone of the family, without name or birth date (P2).
    public struct GezinslidVastgelegd: EventData, MetKop {
        public var kop: Beschermkop
        public var lid: UUID
        public var rol: Gezinsrol
        public var gegevens: UUID

        public static let eventType = OverdrachtenEvents.type("gezinslid-vastgelegd")
        public static var title: String { "Gezinslid vastgelegd" }
        public static let eigenVelden = [
            "lid": "Het gezinslid, met een id van deze zaak.",
            "rol": "Kind of volwassene.",
            "gegevens": "Verwijzing naar de versleutelde naam en geboortedatum.",
        ]
        public static var example: GezinslidVastgelegd {
            GezinslidVastgelegd(kop: .example, lid: Voorbeeld.inhoud, rol: .kind, gegevens: Voorbeeld.melding)
        }
    }

    /// P2: whether an adult has gezag over a child, with the source.
    public struct GezagVastgelegd: EventData, MetKop {
        public var kop: Beschermkop
        public var kind: UUID
        public var volwassene: UUID
        public var heeftGezag: Bool
        public var bron: Gezagsbron

        public static let eventType = OverdrachtenEvents.type("gezag-vastgelegd")
        public static var title: String { "Gezag vastgelegd" }
        public static let eigenVelden = [
            "kind": "Het kind.",
            "volwassene": "De volwassene.",
            "heeftGezag": "Of de volwassene gezag heeft.",
            "bron": "Hoe dat bekend is.",
        ]
        public static var example: GezagVastgelegd {
            GezagVastgelegd(
                kop: .example, kind: Voorbeeld.inhoud, volwassene: Voorbeeld.melding, heeftGezag: true,
                bron: .gezagsregister)
        }
    }

    /// P2: help by this organisation to this child rests on a measure, not on consent.
    public struct GedwongenKaderVastgelegd: EventData, MetKop {
        public var kop: Beschermkop
        public var kind: UUID
        public var uitvoerder: OIN
        public var vanaf: Datum
        public var tot: Datum?
        public var maatregel: UUID?

        public static let eventType = OverdrachtenEvents.type("gedwongen-kader-vastgelegd")
        public static var title: String { "Gedwongen kader vastgelegd" }
        public static let eigenVelden = [
            "kind": "Het kind.",
            "uitvoerder": "De organisatie die uitvoert.",
            "vanaf": "De eerste dag.",
            "tot": "De laatste dag, als die bekend is.",
            "maatregel": "De maatregel in de casus, als zij daar staat.",
        ]
        public static var example: GedwongenKaderVastgelegd {
            GedwongenKaderVastgelegd(
                kop: .example, kind: Voorbeeld.inhoud, uitvoerder: .placeholder, vanaf: .placeholder, tot: nil,
                maatregel: nil)
        }
    }

    /// P2: what someone says about voluntary help by one organisation to one child.
    public struct ToestemmingVastgelegd: EventData, MetKop {
        public var kop: Beschermkop
        public var kind: UUID
        public var gever: UUID
        public var organisatie: OIN
        public var besluit: Toestemmingsbesluit
        public var inhoudGestopt: Bool

        public static let eventType = OverdrachtenEvents.type("toestemming-vastgelegd")
        public static var title: String { "Toestemming vastgelegd" }
        public static let eigenVelden = [
            "kind": "Het kind.",
            "gever": "Wie het zegt: een ouder of het kind zelf.",
            "organisatie": "De organisatie die zou helpen.",
            "besluit": "Gegeven, geweigerd of ingetrokken.",
            "inhoudGestopt": "Of er vanaf nu niets nieuws naar die organisatie gaat.",
        ]
        public static var example: ToestemmingVastgelegd {
            ToestemmingVastgelegd(
                kop: .example, kind: Voorbeeld.inhoud, gever: Voorbeeld.melding, organisatie: .placeholder,
                besluit: .ingetrokken, inhoudGestopt: true)
        }
    }

    /// V6: at 18 measure, parental gezag and consent end, and sharing needs the young adult's own consent. The law does it.
    public struct JongereMeerderjarig: EventData, MetKop {
        public var kop: Beschermkop
        public var kind: UUID

        public static let eventType = OverdrachtenEvents.type("jongere-meerderjarig")
        public static var title: String { "Een jongere is meerderjarig" }
        public static let eigenVelden = [
            "door": "Wie toen de regie had; niemand deed dit, de wet doet het.",
            "kind": "De jongere.",
        ]
        public static var example: JongereMeerderjarig {
            JongereMeerderjarig(kop: .example, kind: Voorbeeld.overdracht)
        }
    }
}
