// Code lists and parts of melding events.
extension MeldingenEvents {
    /// M2: the kinds are apart.
    public enum Soort: String, Code {
        case hulpvraag
        case consultatie
        case advies
        case zorgmelding
        case vtMelding = "vt-melding"
        case verzoekInzetOnderzoeksbevoegdheid = "verzoek-inzet-onderzoeksbevoegdheid"
    }

    /// M3: acute danger, as the melder sees it.
    public enum Acuut: String, Code {
        case ja
        case nee
        case onbekend
    }

    /// M3: discussed with those concerned.
    public enum Besproken: String, Code {
        case ja
        case nee
    }

    /// M9: the ground of an identifying message.
    public enum Grondslag: String, Code {
        case toestemming
        case behandelrelatie
        case wettelijkeTaak = "wettelijke-taak"
        case noodzakelijkVoorBesluit = "noodzakelijk-voor-besluit"
        case vitaalBelang = "vitaal-belang"
    }

    /// The part someone has in what was seen.
    public enum Rol: String, Code {
        case kind
        case ouder
        case partner
        case gezinslid
        case netwerk
        case onbekend
    }

    /// What can be missing from an acute melding (M9).
    public enum Gebrek: String, Code {
        case soort
        case gemeente
        case waarneming
        case melder
        case acuut
        case besproken
        case redenNietBesproken = "reden-niet-besproken"
        case terugkoppelingGewenst = "terugkoppeling-gewenst"
        case grondslag
        case ontvanger
        case ontvangerOnbekend = "ontvanger-onbekend"
        case onleesbaar
    }

    /// Outcome codes of VNG JZV Meldingen.
    public enum Uitkomst: String, Code {
        case nietOntvankelijk = "VT-00"
        case vervolgBijVT = "VT-01-01"
        case beoordeeldOverdracht = "VT-01-02"
        case geenVervolg = "VT-01-03"
        case regionaalMaatwerk = "VT-01-04"
        case overdracht = "VT-02"
        case afsluitingZonderOverdracht = "VT-03"
        case onjuistGeadresseerd = "VT-99"
    }

    /// Someone the melding is about: no name, no birth date.
    public struct Betrokkene: Contract {
        public var pseudoniem: Pseudoniem
        public var rol: Rol
        public var leeftijdsgroep: Leeftijdsgroep

        public init(pseudoniem: Pseudoniem, rol: Rol, leeftijdsgroep: Leeftijdsgroep) {
            self.pseudoniem = pseudoniem
            self.rol = rol
            self.leeftijdsgroep = leeftijdsgroep
        }

        public static var title: String { "Betrokkene" }
        public static var fields: [String: String] {
            [
                "pseudoniem": "Pseudoniem met sleutelversie.",
                "rol": "Rol in wat gezien is.",
                "leeftijdsgroep": "Leeftijdsgroep.",
            ]
        }
        public static var example: Betrokkene {
            Betrokkene(pseudoniem: .placeholder, rol: .kind, leeftijdsgroep: .onder12)
        }
    }
}
