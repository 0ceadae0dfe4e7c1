import Foundation

// A question for help that fits (V1-V3): beside the overdracht, so that it moves nothing of the regie. References only:
// texts are sealed.
extension OverdrachtenEvents {
    /// Under which law the help falls.
    public enum Regime: String, Code {
        case jeugdwet, wmo, wlz, zvw
    }

    /// Whether the help asked for is heavier, lighter, or other than what there was.
    public enum Richting: String, Code {
        case opschalen, afschalen, opzij
    }

    /// Whether the help was chosen because it fits or because it was there.
    public enum Keuzegrond: String, Code {
        case passend, beschikbaar
    }

    /// Why help ended; the last three are of who asked for it (R13).
    public enum Hulpeinde: String, Code {
        case doelBereikt = "doel-bereikt"
        case gezinStopt = "gezin-stopt"
        case gezinUitBeeld = "gezin-uit-beeld"
        case verhuizing
        case hulpPastNiet = "hulp-past-niet"
        case kanNietVerder = "kan-niet-verder"
        case nieuweHulpVervangt = "nieuwe-hulp-vervangt"
        case teVeelHulp = "te-veel-hulp"
        case gezinVraagtStop = "gezin-vraagt-stop"
    }

    /// What every event of a question for help says.
    public struct Verwijzingkop: Kop {
        public var verwijzing: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var van: Persoon
        public var naar: OIN
        public var door: Persoon?
        public var tijdstip: Date

        public static let fields = [
            "verwijzing": "De verwijzing.", "zaak": "De zaak.",
            "kenmerk": "Kenmerk van de verwijzing, om te noemen aan de telefoon.",
            "regio": "Code van de regio.", "oefening": "Of dit een oefening is.", "urgentie": "Regulier of spoed.",
            "van": "Wie de hulp vroeg.", "naar": "De organisatie aan wie de hulp gevraagd is.",
            "door": "Wie dit deed; ontbreekt als de klok of een systeem het deed.",
            "tijdstip": "Wanneer het gebeurde.",
        ]
        public static var example: Verwijzingkop {
            Verwijzingkop(
                verwijzing: Voorbeeld.melding, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, van: .example, naar: .placeholder, door: .example,
                tijdstip: Voorbeeld.tijdstip)
        }
    }

    /// V1: help is asked of one organisation; several can wait at once (V3).
    public struct VerwijzingGevraagd: EventData, MetKop {
        public var kop: Verwijzingkop
        public var hulp: Codewoord
        public var regime: Regime
        public var richting: Richting
        public var gekozenOp: Keuzegrond
        public var watMist: UUID?
        public var route: Codewoord?
        public var overlegMet: OIN?
        public var behoefte: UUID
        public var kinderen: [UUID]
        public var lopend: [UUID]
        public var eerder: [UUID]?

        public static let eventType = OverdrachtenEvents.type("verwijzing-gevraagd")
        public static var title: String { "Verwijzing gevraagd" }
        public static let eigenVelden = [
            "hulp": "Soort hulp, uit het register.",
            "regime": "Uit welke wet.",
            "richting": "Zwaarder, lichter of anders dan wat er was.",
            "gekozenOp": "Of de hulp past, of beschikbaar was.",
            "watMist": "Verwijzing naar de versleutelde tekst over wat er mist, als de hulp beschikbaar was.",
            "route": "Langs welke route; ontbreekt bij vrij toegankelijke hulp.",
            "overlegMet": "Met wie de vrager overlegde, als de route dat vraagt.",
            "behoefte": "Verwijzing naar de versleutelde behoefte.",
            "kinderen": "Voor welke kinderen.",
            "lopend": "Hulp die toen liep en die de vrager zag.",
            "eerder": "Waar dezelfde hulp eerder begon, en die de vrager zag; afwezig als dat niet zo was.",
        ]
        public static var example: VerwijzingGevraagd {
            VerwijzingGevraagd(
                kop: .example, hulp: .placeholder, regime: .jeugdwet, richting: .opschalen, gekozenOp: .passend,
                watMist: nil, route: Codewoord("gemeente"), overlegMet: nil, behoefte: Voorbeeld.inhoud,
                kinderen: [Voorbeeld.overdracht], lopend: [], eerder: nil)
        }
    }

    /// The receiver's system has it.
    public struct VerwijzingBezorgd: EventData, MetKop {
        public var kop: Verwijzingkop

        public static let eventType = OverdrachtenEvents.type("verwijzing-bezorgd")
        public static var title: String { "Verwijzing bezorgd" }
        public static var example: VerwijzingBezorgd { VerwijzingBezorgd(kop: .example.met(\.door, nil)) }
    }

    /// A named person of the receiver opened it.
    public struct VerwijzingGezien: EventData, MetKop {
        public var kop: Verwijzingkop

        public static let eventType = OverdrachtenEvents.type("verwijzing-gezien")
        public static var title: String { "Verwijzing gezien" }
        public static var example: VerwijzingGezien { VerwijzingGezien(kop: .example) }
    }

    /// O3: the answer waits, with a reason and a date.
    public struct VerwijzingUitgesteld: EventData, MetKop {
        public var kop: Verwijzingkop
        public var reden: Uitstelreden
        public var nieuweDatum: Datum
        public var bericht: UUID

        public static let eventType = OverdrachtenEvents.type("verwijzing-uitgesteld")
        public static var title: String { "Antwoord op een verwijzing uitgesteld" }
        public static let eigenVelden = [
            "reden": "Waarom.",
            "nieuweDatum": "Wanneer er wel antwoord is.",
            "bericht": "Verwijzing naar de versleutelde tekst over wat er intussen gebeurt.",
        ]
        public static var example: VerwijzingUitgesteld {
            VerwijzingUitgesteld(
                kop: .example, reden: .wachtlijst, nieuweDatum: .placeholder, bericht: Voorbeeld.inhoud)
        }
    }

    /// O4: word to who asked and the family while they wait.
    public struct VerwijzingWachtlijstberichtGegeven: EventData, MetKop {
        public var kop: Verwijzingkop
        public var bericht: UUID
        public var volgendeDatum: Datum?

        public static let eventType = OverdrachtenEvents.type("verwijzing-wachtlijstbericht-gegeven")
        public static var title: String { "Wachtlijstbericht bij een verwijzing gegeven" }
        public static let eigenVelden = [
            "bericht": "Verwijzing naar het versleutelde bericht.",
            "volgendeDatum": "Een nieuwe datum, als die verandert.",
        ]
        public static var example: VerwijzingWachtlijstberichtGegeven {
            VerwijzingWachtlijstberichtGegeven(kop: .example, bericht: Voorbeeld.inhoud, volgendeDatum: .placeholder)
        }
    }

    /// O4: the silence signal.
    public struct VerwijzingWachtlijstberichtGemist: EventData, MetKop {
        public var kop: Verwijzingkop
        public var sinds: Date
        public var aantal: Int

        public static let eventType = OverdrachtenEvents.type("verwijzing-wachtlijstbericht-gemist")
        public static var title: String { "Wachtlijstbericht bij een verwijzing gemist" }
        public static let eigenVelden = [
            "sinds": "Vanaf wanneer het bericht werd verwacht.",
            "aantal": "Hoeveel er nu gemist zijn.",
        ]
        public static var example: VerwijzingWachtlijstberichtGemist {
            VerwijzingWachtlijstberichtGemist(
                kop: .example.met(\.door, nil), sinds: Voorbeeld.tijdstip, aantal: 1)
        }
    }

    /// O21: with the worker and the day on which the help starts.
    public struct VerwijzingAanvaard: EventData, MetKop {
        public var kop: Verwijzingkop
        public var werker: MedewerkerId
        public var startdatum: Datum

        public static let eventType = OverdrachtenEvents.type("verwijzing-aanvaard")
        public static var title: String { "Verwijzing aanvaard" }
        public static let eigenVelden = [
            "werker": "Wie de hulp geeft.",
            "startdatum": "Wanneer de hulp start.",
        ]
        public static var example: VerwijzingAanvaard {
            VerwijzingAanvaard(kop: .example, werker: .placeholder, startdatum: .placeholder)
        }
    }

    /// O3: with a reason and an alternative.
    public struct VerwijzingGeweigerd: EventData, MetKop {
        public var kop: Verwijzingkop
        public var reden: Weigerreden
        public var alternatief: Alternatief
        public var alternatieveOrganisatie: OIN?
        public var toelichting: UUID?

        public static let eventType = OverdrachtenEvents.type("verwijzing-geweigerd")
        public static var title: String { "Verwijzing geweigerd" }
        public static let eigenVelden = [
            "reden": "Waarom.",
            "alternatief": "Wat de ontvanger in plaats daarvan voorstelt.",
            "alternatieveOrganisatie": "Welke organisatie, als dat het alternatief is.",
            "toelichting": "Verwijzing naar de versleutelde toelichting.",
        ]
        public static var example: VerwijzingGeweigerd {
            VerwijzingGeweigerd(
                kop: .example, reden: .nietPassend, alternatief: .consultatie, alternatieveOrganisatie: nil,
                toelichting: nil)
        }
    }

    /// Who asked takes it back before there is an answer.
    public struct VerwijzingIngetrokken: EventData, MetKop {
        public var kop: Verwijzingkop
        public var reden: Intrekkingsreden

        public static let eventType = OverdrachtenEvents.type("verwijzing-ingetrokken")
        public static var title: String { "Verwijzing ingetrokken" }
        public static let eigenVelden = ["reden": "Waarom."]
        public static var example: VerwijzingIngetrokken { VerwijzingIngetrokken(kop: .example, reden: .nietMeerNodig) }
    }
}
