import Foundation

// The contact with the family (N7). References only: texts are sealed.
extension OverdrachtenEvents {
    /// What the family must hear of.
    public enum Informeeraanleiding: String, Code {
        /// Someone else holds the regie.
        case nieuwContact = "nieuw-contact"
        /// A handover came to another state.
        case stap
    }

    /// How someone of the family hears, or wants to hear.
    public enum Gezinskanaal: String, Code {
        case gesprek, telefoon, brief
        case email = "e-mail"
    }

    /// Why a member of the family was not told.
    public enum NietVerteldReden: String, Code {
        case onveilig
        case nietBereikt = "niet-bereikt"
        case wilNiet = "wil-niet"
        case magNiet = "mag-niet"
    }

    /// P2: what help rests on where it is not the consent of who must give it.
    public enum Hulpgrond: String, Code {
        case maatregel
        case wettelijkeTaak = "wettelijke-taak"
        case vitaalBelang = "vitaal-belang"
        case alleenVolwassenen = "alleen-volwassenen"
    }

    /// Why help is no longer without consent.
    public enum Toestemmingsherstel: String, Code {
        case toestemming, gestopt, grond
    }

    /// What every event of the contact with a family says.
    public struct Contactkop: Kop {
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var regie: Persoon
        public var tijdstip: Date

        public static let fields = [
            "zaak": "De zaak.", "kenmerk": "Kenmerk van de zaak, om te noemen aan de telefoon.",
            "regio": "Code van de regio.", "oefening": "Of dit een oefening is.", "urgentie": "Regulier of spoed.",
            "regie": "Wie de regie heeft: het contact van het gezin, en wie antwoordt als er geen ander genoemd is.",
            "tijdstip": "Wanneer het gebeurde.",
        ]
        public static var example: Contactkop {
            Contactkop(
                zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder, oefening: false, urgentie: .regulier,
                regie: .example, tijdstip: Voorbeeld.tijdstip)
        }
    }

    /// N7: something changed that the family must hear from its contact.
    public struct GezinTeInformeren: EventData, MetKop {
        public var kop: Contactkop
        public var contact: UUID
        public var aanleiding: Informeeraanleiding
        public var vorige: Persoon?

        public static let eventType = OverdrachtenEvents.type("gezin-te-informeren")
        public static var title: String { "Gezin te informeren" }
        public static let eigenVelden = [
            "contact": "Wat het gezin moet horen in deze zaak; blijft hetzelfde zolang het gezin bestaat.",
            "aanleiding": "Wat er veranderde.",
            "vorige": "Wie het eerder moest vertellen, als dat een ander was.",
        ]
        public static var example: GezinTeInformeren {
            GezinTeInformeren(kop: .example, contact: Voorbeeld.inhoud, aanleiding: .nieuwContact, vorige: nil)
        }
    }

    /// N7: one of the family heard it from the contact, or did not for a reason.
    public struct GezinslidGeinformeerd: EventData, MetKop {
        public var kop: Contactkop
        public var contact: UUID
        public var door: Persoon
        public var lid: UUID
        public var wijze: Gezinskanaal?
        public var reden: NietVerteldReden?

        public static let eventType = OverdrachtenEvents.type("gezinslid-geinformeerd")
        public static var title: String { "Gezinslid geïnformeerd" }
        public static let eigenVelden = [
            "contact": "Wat het gezin moest horen.",
            "door": "Wie dit vastlegde.",
            "lid": "Het gezinslid.",
            "wijze": "Hoe dit gezinslid het hoorde.",
            "reden": "Waarom dit gezinslid het niet hoorde.",
        ]
        public static var example: GezinslidGeinformeerd {
            GezinslidGeinformeerd(
                kop: .example, contact: Voorbeeld.inhoud, door: .example, lid: Voorbeeld.melding, wijze: .telefoon,
                reden: nil)
        }

        public func check() -> [Violation] {
            (wijze == nil) != (reden == nil)
                ? []
                : [
                    Violation(
                        pointer: "/wijze", code: Violation.Codes.value,
                        detail: "Noem hoe dit gezinslid het hoorde, of waarom niet.")
                ]
        }
    }

    /// N7: each of the family heard it, or did not for a reason.
    public struct GezinGeinformeerd: EventData, MetKop {
        public var kop: Contactkop
        public var contact: UUID
        public var door: Persoon
        public var wijze: Gezinskanaal?

        public static let eventType = OverdrachtenEvents.type("gezin-geinformeerd")
        public static var title: String { "Gezin geïnformeerd" }
        public static let eigenVelden = [
            "contact": "Wat het gezin moest horen.",
            "door": "Wie het vertelde.",
            "wijze": "Hoe het laatst; afwezig als niemand het hoorde.",
        ]
        public static var example: GezinGeinformeerd {
            GezinGeinformeerd(kop: .example, contact: Voorbeeld.inhoud, door: .example, wijze: .telefoon)
        }
    }

    /// P2: help runs although somebody who must consent said no. It stops, or somebody records what it rests on.
    public struct HulpZonderToestemming: EventData, MetKop {
        public var kop: Contactkop
        public var onderwerp: UUID
        public var helper: Persoon
        public var vorigeRegie: Persoon?
        public var vorigeHelper: Persoon?

        public static let eventType = OverdrachtenEvents.type("hulp-zonder-toestemming")
        public static var title: String { "Hulp loopt zonder toestemming" }
        public static let eigenVelden = [
            "onderwerp": "De overdracht of verwijzing.",
            "helper": "Wie de hulp geeft.",
            "vorigeRegie": "Wie er eerder op toezag, als dat een ander was.",
            "vorigeHelper": "Wie de hulp eerder gaf, als dat een ander was.",
        ]
        public static var example: HulpZonderToestemming {
            HulpZonderToestemming(
                kop: .example, onderwerp: Voorbeeld.overdracht, helper: .example, vorigeRegie: nil, vorigeHelper: nil)
        }
    }

    /// P2: help is no longer without consent.
    public struct ToestemmingHersteld: EventData, MetKop {
        public var kop: Contactkop
        public var onderwerp: UUID
        public var door: Toestemmingsherstel

        public static let eventType = OverdrachtenEvents.type("toestemming-hersteld")
        public static var title: String { "Hulp is niet meer zonder toestemming" }
        public static let eigenVelden = [
            "onderwerp": "De overdracht of verwijzing.",
            "door": "Omdat iedereen weer instemt of er een maatregel is, of omdat de hulp stopte.",
        ]
        public static var example: ToestemmingHersteld {
            ToestemmingHersteld(kop: .example, onderwerp: Voorbeeld.overdracht, door: .toestemming)
        }
    }

    /// P2: what help rests on, where that is not consent.
    public struct HulpgrondVastgelegd: EventData, MetKop {
        public var kop: Contactkop
        public var onderwerp: UUID
        public var door: Persoon
        public var grond: Hulpgrond

        public static let eventType = OverdrachtenEvents.type("hulpgrond-vastgelegd")
        public static var title: String { "Grond van de hulp vastgelegd" }
        public static let eigenVelden = [
            "onderwerp": "De overdracht of verwijzing.",
            "door": "Wie dit deed.",
            "grond": "Waarop de hulp rust.",
        ]
        public static var example: HulpgrondVastgelegd {
            HulpgrondVastgelegd(
                kop: .example, onderwerp: Voorbeeld.overdracht, door: .example, grond: .wettelijkeTaak)
        }
    }

    /// O11: somebody contacts the family on a day after the help of a handover ended.
    public struct NazorgAfgesproken: EventData, MetKop {
        public var kop: Contactkop
        public var onderwerp: UUID
        public var aan: Persoon
        public var op: Datum

        public static let eventType = OverdrachtenEvents.type("nazorg-afgesproken")
        public static var title: String { "Nazorg afgesproken" }
        public static let eigenVelden = [
            "onderwerp": "De overdracht die eindigde.",
            "aan": "Wie contact zoekt met het gezin.",
            "op": "Op welke dag.",
        ]
        public static var example: NazorgAfgesproken {
            NazorgAfgesproken(kop: .example, onderwerp: Voorbeeld.overdracht, aan: .example, op: .placeholder)
        }
    }

    /// O11: the day came on which somebody contacts the family.
    public struct NazorgTeHouden: EventData, MetKop {
        public var kop: Contactkop
        public var onderwerp: UUID
        public var aan: Persoon

        public static let eventType = OverdrachtenEvents.type("nazorg-te-houden")
        public static var title: String { "Nazorg te houden" }
        public static let eigenVelden = [
            "onderwerp": "De overdracht die eindigde.",
            "aan": "Wie nu contact zoekt met het gezin.",
        ]
        public static var example: NazorgTeHouden {
            NazorgTeHouden(kop: .example, onderwerp: Voorbeeld.overdracht, aan: .example)
        }
    }

    /// N7: someone of the family may look at the family's own page; an earlier code of theirs is worth nothing from
    /// here on.
    public struct GezinstoegangGegeven: EventData, MetKop {
        public var kop: Contactkop
        public var door: Persoon
        public var lid: UUID
        public var toegang: UUID
        public var tot: Date

        public static let eventType = OverdrachtenEvents.type("gezinstoegang-gegeven")
        public static var title: String { "Toegang voor een gezinslid gegeven" }
        public static let eigenVelden = [
            "door": "Wie dit deed.",
            "lid": "Het gezinslid.",
            "toegang": "De toegang; uit dit id volgt de code niet.",
            "tot": "Tot wanneer.",
        ]
        public static var example: GezinstoegangGegeven {
            GezinstoegangGegeven(
                kop: .example, door: .example, lid: Voorbeeld.inhoud, toegang: Voorbeeld.melding,
                tot: Voorbeeld.tijdstip)
        }
    }

    /// The code is worth nothing any more.
    public struct GezinstoegangIngetrokken: EventData, MetKop {
        public var kop: Contactkop
        public var door: Persoon
        public var lid: UUID
        public var toegang: UUID

        public static let eventType = OverdrachtenEvents.type("gezinstoegang-ingetrokken")
        public static var title: String { "Toegang van een gezinslid ingetrokken" }
        public static let eigenVelden = [
            "door": "Wie dit deed.",
            "lid": "Het gezinslid.",
            "toegang": "De toegang.",
        ]
        public static var example: GezinstoegangIngetrokken {
            GezinstoegangIngetrokken(kop: .example, door: .example, lid: Voorbeeld.inhoud, toegang: Voorbeeld.melding)
        }
    }

    /// N7: in which channel and language someone of the family wants to hear.
    public struct GezinsvoorkeurVastgelegd: EventData, MetKop {
        public var kop: Contactkop
        public var door: Persoon
        public var lid: UUID
        public var voorkeur: UUID

        public static let eventType = OverdrachtenEvents.type("gezinsvoorkeur-vastgelegd")
        public static var title: String { "Voorkeur van een gezinslid vastgelegd" }
        public static let eigenVelden = [
            "door": "Wie dit deed.",
            "lid": "Het gezinslid.",
            "voorkeur": "Verwijzing naar de versleutelde voorkeur.",
        ]
        public static var example: GezinsvoorkeurVastgelegd {
            GezinsvoorkeurVastgelegd(kop: .example, door: .example, lid: Voorbeeld.inhoud, voorkeur: Voorbeeld.melding)
        }
    }

    /// O5: half or most of a term of the contact with the family has passed.
    public struct ContacttermijnHerinnerd: EventData, MetKop {
        public var kop: Contactkop
        public var onderwerp: UUID
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Stadium
        public var aan: Ontvanger?

        public static let eventType = OverdrachtenEvents.type("contacttermijn-herinnerd")
        public static var title: String { "Termijn van het contact herinnerd" }
        public static let eigenVelden = [
            "onderwerp": "De navraag, of wat het gezin moet horen.",
            "soort": "Welke termijn.",
            "sinds": "Begin van de termijn.",
            "stadium": "Hoeveel procent voorbij is.",
            "aan": "Wie aan zet is, als dat een ander is dan wie de regie heeft.",
        ]
        public static var example: ContacttermijnHerinnerd {
            ContacttermijnHerinnerd(
                kop: .example, onderwerp: Voorbeeld.inhoud, soort: .placeholder, sinds: Voorbeeld.tijdstip,
                stadium: .bijna, aan: nil)
        }
    }

    /// O5: the term passed; team leads of who must move and of who asked, later the region's named person.
    public struct ContacttermijnGeescaleerd: EventData, MetKop {
        public var kop: Contactkop
        public var onderwerp: UUID
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Stadium
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = OverdrachtenEvents.type("contacttermijn-geescaleerd")
        public static var title: String { "Termijn van het contact geëscaleerd" }
        public static let eigenVelden = [
            "onderwerp": "De navraag, of wat het gezin moet horen.",
            "soort": "Welke termijn.",
            "sinds": "Begin van de termijn.",
            "stadium": "Hoeveel procent voorbij is.",
            "niveau": "Wie het hoort.",
            "escalatieNaar": "Organisaties waarvan de teamleider het hoort; leeg bij niveau regio.",
        ]
        public static var example: ContacttermijnGeescaleerd {
            ContacttermijnGeescaleerd(
                kop: .example, onderwerp: Voorbeeld.inhoud, soort: .placeholder, sinds: Voorbeeld.tijdstip,
                stadium: .verstreken, niveau: .teamleiders, escalatieNaar: [.placeholder])
        }

        public func check() -> [Violation] {
            (niveau == .regio) == escalatieNaar.isEmpty
                ? []
                : [
                    Violation(
                        pointer: "/escalatieNaar", code: Violation.Codes.value,
                        detail: "Leeg bij niveau regio, en alleen daar.")
                ]
        }
    }
}
