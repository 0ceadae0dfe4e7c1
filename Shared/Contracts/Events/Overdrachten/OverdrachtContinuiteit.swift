import Foundation

// What stays the same for each child of a zaak and what changes (V4-V6). References and codes only.
extension OverdrachtenEvents {
    /// Where a child lives. An opname is no woonplek.
    public enum Woonplek: String, Code {
        case thuis, familie, pleeggezin, gezinshuis, woongroep, zelfstandig, anders
    }

    /// Why a child goes to live elsewhere. An opname is no reason.
    public enum Verhuisreden: String, Code {
        case veiligheid
        case plekStopt = "plek-stopt"
        case plekPastNiet = "plek-past-niet"
        case terugNaarHuis = "terug-naar-huis"
        case kindWil = "kind-wil"
        case besluitRechter = "besluit-rechter"
        case anders
    }

    /// Where a young person goes to live.
    public enum Woonbestemming: String, Code {
        case blijft, ouders, familie, zelfstandig
        case begeleidWonen = "begeleid-wonen"
        case kamertraining
        case anders
    }

    /// Which care goes on, and under which law.
    public enum Zorgbestemming: String, Code {
        case nietNodig = "niet-nodig"
        case verlengdeJeugdhulp = "verlengde-jeugdhulp"
        case wmo, wlz, zvw, anders
    }

    /// What every event of a child's continuity says.
    public struct Continuiteitskop: Kop {
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var regie: Persoon
        public var kind: UUID
        public var door: Persoon?
        public var tijdstip: Date

        public static let fields = [
            "zaak": "De zaak.", "kenmerk": "Kenmerk van de zaak, om te noemen aan de telefoon.",
            "regio": "Code van de regio.", "oefening": "Of dit een oefening is.", "urgentie": "Regulier of spoed.",
            "regie": "Wie de regie heeft.", "kind": "Het kind, met een id van de zaak zelf.",
            "door": "Wie dit deed; ontbreekt als de klok het deed of het uit iets anders volgt.",
            "tijdstip": "Wanneer het gebeurde.",
        ]
        public static var example: Continuiteitskop {
            Continuiteitskop(
                zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder, oefening: false, urgentie: .regulier,
                regie: .example, kind: Voorbeeld.overdracht, door: .example, tijdstip: Voorbeeld.tijdstip)
        }
    }

    /// V4, V5: where a child lives; an opname never changes it.
    public struct WoonplekVastgelegd: EventData, MetKop {
        public var kop: Continuiteitskop
        public var woonplek: Woonplek
        public var organisatie: OIN?
        public var reden: Verhuisreden?
        public var verhuizingen: Int

        public static let eventType = OverdrachtenEvents.type("woonplek-vastgelegd")
        public static var title: String { "Woonplek vastgelegd" }
        public static let eigenVelden = [
            "woonplek": "Wat voor plek.",
            "organisatie": "Wie de plek biedt, als dat een organisatie is.",
            "reden": "Waarom het kind verhuist; ontbreekt bij de eerste plek.",
            "verhuizingen": "Hoe vaak het kind al verhuisde, met deze keer.",
        ]
        public static var example: WoonplekVastgelegd {
            WoonplekVastgelegd(
                kop: .example, woonplek: .thuis, organisatie: nil, reden: .terugNaarHuis, verhuizingen: 1)
        }
    }

    /// V4: beside the woonplek, which goes on.
    public struct OpnameBegonnen: EventData, MetKop {
        public var kop: Continuiteitskop
        public var opname: UUID
        public var organisatie: OIN
        public var vanaf: Datum

        public static let eventType = OverdrachtenEvents.type("opname-begonnen")
        public static var title: String { "Opname begonnen" }
        public static let eigenVelden = [
            "opname": "De opname.",
            "organisatie": "Waar het kind is opgenomen.",
            "vanaf": "De eerste dag.",
        ]
        public static var example: OpnameBegonnen {
            OpnameBegonnen(kop: .example, opname: Voorbeeld.inhoud, organisatie: .placeholder, vanaf: .placeholder)
        }
    }

    /// V4: the child goes back to the woonplek that it kept.
    public struct OpnameBeeindigd: EventData, MetKop {
        public var kop: Continuiteitskop
        public var opname: UUID
        public var tot: Datum

        public static let eventType = OverdrachtenEvents.type("opname-beeindigd")
        public static var title: String { "Opname beëindigd" }
        public static let eigenVelden = [
            "opname": "De opname.",
            "tot": "De laatste dag.",
        ]
        public static var example: OpnameBeeindigd {
            OpnameBeeindigd(kop: .example, opname: Voorbeeld.inhoud, tot: .placeholder)
        }
    }

    /// V5: someone came to help a child.
    public struct WerkerGeteld: EventData, MetKop {
        public var kop: Continuiteitskop
        public var hulp: UUID
        public var werker: Persoon
        public var werkerwissels: Int

        public static let eventType = OverdrachtenEvents.type("werker-geteld")
        public static var title: String { "Werker geteld bij een kind" }
        public static let eigenVelden = [
            "hulp": "De verwijzing of overdracht.",
            "werker": "Wie helpt.",
            "werkerwissels": "Hoe vaak er iemand nieuw kwam, met deze keer.",
        ]
        public static var example: WerkerGeteld {
            WerkerGeteld(kop: .example, hulp: Voorbeeld.melding, werker: .example, werkerwissels: 1)
        }
    }

    /// V6: a young person from 16 has no destination for living and care yet.
    public struct BestemmingGevraagd: EventData, MetKop {
        public var kop: Continuiteitskop
        public var bestemming: UUID

        public static let eventType = OverdrachtenEvents.type("bestemming-gevraagd")
        public static var title: String { "Bestemming gevraagd" }
        public static let eigenVelden = ["bestemming": "De bestemming die gevraagd is."]
        public static var example: BestemmingGevraagd {
            BestemmingGevraagd(kop: .example, bestemming: Voorbeeld.inhoud)
        }
    }

    /// N5: whoever holds the regie now must find it.
    public struct BestemmingDoorgegeven: EventData, MetKop {
        public var kop: Continuiteitskop
        public var bestemming: UUID
        public var vorige: Persoon

        public static let eventType = OverdrachtenEvents.type("bestemming-doorgegeven")
        public static var title: String { "Vraag om een bestemming doorgegeven" }
        public static let eigenVelden = [
            "bestemming": "De bestemming die gevraagd is.",
            "vorige": "Wie haar eerder moest zoeken.",
        ]
        public static var example: BestemmingDoorgegeven {
            BestemmingDoorgegeven(kop: .example, bestemming: Voorbeeld.inhoud, vorige: .example)
        }
    }

    /// V6: where a young person goes for living and care.
    public struct BestemmingVastgelegd: EventData, MetKop {
        public var kop: Continuiteitskop
        public var bestemming: UUID
        public var wonen: Woonbestemming
        public var zorg: Zorgbestemming

        public static let eventType = OverdrachtenEvents.type("bestemming-vastgelegd")
        public static var title: String { "Bestemming vastgelegd" }
        public static let eigenVelden = [
            "bestemming": "De bestemming.",
            "wonen": "Waar de jongere gaat wonen.",
            "zorg": "Welke zorg er verdergaat.",
        ]
        public static var example: BestemmingVastgelegd {
            BestemmingVastgelegd(kop: .example, bestemming: Voorbeeld.inhoud, wonen: .zelfstandig, zorg: .wmo)
        }
    }

    /// O5: the term for a destination is half or nearly over.
    public struct BestemmingtermijnHerinnerd: EventData, MetKop {
        public var kop: Continuiteitskop
        public var onderwerp: UUID
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int

        public static let eventType = OverdrachtenEvents.type("bestemmingtermijn-herinnerd")
        public static var title: String { "Herinnerd aan een bestemming" }
        public static let eigenVelden = [
            "onderwerp": "De bestemming die gevraagd is.",
            "soort": "Soort termijn.",
            "sinds": "Vanaf wanneer zij telt.",
            "stadium": "Hoeveel procent om is.",
        ]
        public static var example: BestemmingtermijnHerinnerd {
            BestemmingtermijnHerinnerd(
                kop: .example.met(\.door, nil), onderwerp: Voorbeeld.inhoud, soort: .placeholder,
                sinds: Voorbeeld.tijdstip, stadium: 50)
        }
    }

    /// O5: no destination came in time.
    public struct BestemmingtermijnGeescaleerd: EventData, MetKop {
        public var kop: Continuiteitskop
        public var onderwerp: UUID
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Int
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = OverdrachtenEvents.type("bestemmingtermijn-geescaleerd")
        public static var title: String { "Termijn van een bestemming verlopen" }
        public static let eigenVelden = [
            "onderwerp": "De bestemming die gevraagd is.",
            "soort": "Soort termijn.",
            "sinds": "Vanaf wanneer zij telt.",
            "stadium": "Hoeveel procent om is.",
            "niveau": "Wie het hoort.",
            "escalatieNaar": "Organisaties waarvan de teamleiders het horen.",
        ]
        public static var example: BestemmingtermijnGeescaleerd {
            BestemmingtermijnGeescaleerd(
                kop: .example.met(\.door, nil), onderwerp: Voorbeeld.inhoud, soort: .placeholder,
                sinds: Voorbeeld.tijdstip, stadium: 100, niveau: .teamleiders, escalatieNaar: [.placeholder])
        }
    }
}
