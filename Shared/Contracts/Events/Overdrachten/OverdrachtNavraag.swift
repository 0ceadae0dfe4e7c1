import Foundation

// Questions to who must move (N7). References only: texts are sealed.
extension OverdrachtenEvents {
    /// N7: a question by the family, or pressing by an organisation, for who holds the regie.
    public struct NavraagGesteld: EventData, MetKop {
        public var kop: Contactkop
        public var navraag: UUID
        public var door: Persoon?
        public var lid: UUID?
        public var tekst: UUID
        public var aan: Ontvanger?
        public var aanbod: UUID?

        public static let eventType = OverdrachtenEvents.type("navraag-gesteld")
        public static var title: String { "Navraag gesteld" }
        public static let eigenVelden = [
            "navraag": "De navraag.",
            "door": "Wie haar vastlegde; ontbreekt als iemand van het gezin haar zelf stelde.",
            "lid": "Het gezinslid van wie de vraag is; ontbreekt als een organisatie aandringt.",
            "tekst": "Verwijzing naar de versleutelde vraag.",
            "aan": "Wie moet antwoorden, als dat een ander is dan wie de regie heeft.",
            "aanbod": "Het aanbod waarop wie vraagt wacht; ontbreekt als er geen op antwoord wacht.",
        ]
        public static var example: NavraagGesteld {
            NavraagGesteld(
                kop: .example, navraag: Voorbeeld.inhoud, door: .example, lid: nil, tekst: Voorbeeld.melding, aan: nil,
                aanbod: nil)
        }

        public func check() -> [Violation] {
            door == nil && lid == nil
                ? [
                    Violation(
                        pointer: "/door", code: Violation.Codes.value,
                        detail: "Noem wie vraagt: een medewerker, een gezinslid of beide.")
                ] : []
        }
    }

    /// N7: who asked can read the answer.
    public struct NavraagBeantwoord: EventData, MetKop {
        public var kop: Contactkop
        public var navraag: UUID
        public var door: Persoon
        public var antwoord: UUID
        public var vrager: Persoon?

        public static let eventType = OverdrachtenEvents.type("navraag-beantwoord")
        public static var title: String { "Navraag beantwoord" }
        public static let eigenVelden = [
            "navraag": "De navraag.",
            "door": "Wie antwoordde.",
            "antwoord": "Verwijzing naar het versleutelde antwoord.",
            "vrager": "Wie de vraag vastlegde; ontbreekt als iemand van het gezin haar zelf stelde.",
        ]
        public static var example: NavraagBeantwoord {
            NavraagBeantwoord(
                kop: .example, navraag: Voorbeeld.inhoud, door: .example, antwoord: Voorbeeld.melding, vrager: nil)
        }
    }

    /// N5, N7: another must answer now; the term runs on.
    public struct NavraagDoorgegeven: EventData, MetKop {
        public var kop: Contactkop
        public var navraag: UUID
        public var vorige: Ontvanger
        public var aan: Ontvanger?

        public static let eventType = OverdrachtenEvents.type("navraag-doorgegeven")
        public static var title: String { "Navraag doorgegeven" }
        public static let eigenVelden = [
            "navraag": "De navraag.",
            "vorige": "Wie eerder moest antwoorden.",
            "aan": "Wie nu moet antwoorden, als dat een ander is dan wie de regie heeft.",
        ]
        public static var example: NavraagDoorgegeven {
            NavraagDoorgegeven(
                kop: .example, navraag: Voorbeeld.inhoud,
                vorige: Ontvanger(organisatie: .placeholder, medewerker: Voorbeeld.collega), aan: nil)
        }
    }
}
