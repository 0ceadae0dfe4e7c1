import Foundation

// Safety, signals and terms.
extension OverdrachtenEvents {
    /// O4: escalates at once to the team leads of both sides; the handover is spoed from now on.
    public struct VeiligheidNietTeHouden: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var kant: Kant
        public var escalatieNaar: [OIN]

        public static let eventType = OverdrachtenEvents.type("veiligheid-niet-te-houden")
        public static var title: String { "Veiligheid niet te houden" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "kant": "Welke kant het meldt.",
            "escalatieNaar": "Organisaties waarvan de teamleider het nu hoort.",
        ]
        public static var example: VeiligheidNietTeHouden {
            VeiligheidNietTeHouden(
                kop: .example.met(\.status, .uitgesteld), door: .placeholder, kant: .aanbieder,
                escalatieNaar: [.placeholder])
        }
    }

    /// O4: by the side that reported it was not.
    public struct VeiligheidHersteld: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var kant: Kant
        public var bericht: UUID

        public static let eventType = OverdrachtenEvents.type("veiligheid-hersteld")
        public static var title: String { "Veiligheid hersteld" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "kant": "Welke kant het meldt.",
            "bericht": "Inhoud: wat het weer veilig maakt.",
        ]
        public static var example: VeiligheidHersteld {
            VeiligheidHersteld(
                kop: .example.met(\.status, .uitgesteld), door: .placeholder, kant: .aanbieder,
                bericht: Voorbeeld.inhoud)
        }
    }

    /// O4: a new melding on the zaak goes to both sides and asks for a new triage.
    public struct SignaalOntvangen: EventData, MetKop {
        public var kop: Overdrachtkop
        public var melding: UUID
        public var gemeldAan: [OIN]

        public static let eventType = OverdrachtenEvents.type("signaal-ontvangen")
        public static var title: String { "Nieuw signaal ontvangen" }
        public static let eigenVelden = [
            "melding": "De melding.",
            "gemeldAan": "Organisaties die het horen.",
        ]
        public static var example: SignaalOntvangen {
            SignaalOntvangen(
                kop: .example.met(\.status, .uitgesteld), melding: Voorbeeld.melding, gemeldAan: [.placeholder])
        }
    }

    /// The triage that a signal asked for; `urgentie` is its outcome.
    public struct TriageHerzien: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId

        public static let eventType = OverdrachtenEvents.type("triage-herzien")
        public static var title: String { "Triage herzien" }
        public static let eigenVelden = ["door": "Medewerker die dit deed."]
        public static var example: TriageHerzien {
            TriageHerzien(kop: .example.met(\.status, .uitgesteld), door: .placeholder)
        }
    }

    /// O5: `organisatie` has not acted and is reminded.
    public struct TermijnHerinnerd: EventData, MetKop {
        public var kop: Overdrachtkop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Stadium

        public static let eventType = OverdrachtenEvents.type("termijn-herinnerd")
        public static var title: String { "Herinnering aan een termijn" }
        public static let eigenVelden = [
            "soort": "Welke termijn.",
            "sinds": "Begin van de termijn.",
            "stadium": "Hoeveel procent voorbij is.",
        ]
        public static var example: TermijnHerinnerd {
            TermijnHerinnerd(kop: .example, soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: .bijna)
        }
    }

    /// O5: the term passed; team leads of both sides, later the region's named person.
    public struct TermijnGeescaleerd: EventData, MetKop {
        public var kop: Overdrachtkop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Stadium
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = OverdrachtenEvents.type("termijn-geescaleerd")
        public static var title: String { "Termijn geëscaleerd" }
        public static let eigenVelden = [
            "soort": "Welke termijn.",
            "sinds": "Begin van de termijn.",
            "stadium": "Hoeveel procent voorbij is.",
            "niveau": "Wie het hoort.",
            "escalatieNaar": "Organisaties waarvan de teamleider het hoort; leeg bij niveau regio.",
        ]
        public static var example: TermijnGeescaleerd {
            TermijnGeescaleerd(
                kop: .example, soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: .verstreken,
                niveau: .teamleiders, escalatieNaar: [.placeholder])
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
