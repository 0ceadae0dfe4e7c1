import Foundation

// Who follows the family, and whether it is in sight.
extension CasussenEvents {
    /// M7: a lokaal team is involved and has to say that it knows.
    public struct LokaalTeamBetrokken: EventData, MetKop {
        public var kop: Casuskop
        public var organisatie: OIN
        public var door: Persoon?

        public static let eventType = CasussenEvents.type("lokaal-team-betrokken")
        public static var title: String { "Lokaal team betrokken" }
        public static let eigenVelden = [
            "organisatie": "Het lokale team, dat nu bevestigt.",
            "door": "Medewerker die dit deed; ontbreekt als de routering het deed.",
        ]
        public static var example: LokaalTeamBetrokken {
            LokaalTeamBetrokken(kop: .example, organisatie: .placeholder, door: .example)
        }
    }

    /// M7: a named person of that team said so.
    public struct LokaalTeamBevestigd: EventData, MetKop {
        public var kop: Casuskop
        public var organisatie: OIN
        public var door: Persoon

        public static let eventType = CasussenEvents.type("lokaal-team-bevestigd")
        public static var title: String { "Lokaal team bevestigd" }
        public static let eigenVelden = [
            "organisatie": "Het lokale team.",
            "door": "Medewerker die dit deed.",
        ]
        public static var example: LokaalTeamBevestigd {
            LokaalTeamBevestigd(kop: .example, organisatie: .placeholder, door: .example)
        }
    }

    /// R11: the family is out of sight; a term runs at once.
    public struct UitBeeldGemeld: EventData, MetKop {
        public var kop: Casuskop
        public var door: Persoon
        public var toelichting: UUID?

        public static let eventType = CasussenEvents.type("uit-beeld-gemeld")
        public static var title: String { "Gezin uit beeld" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "toelichting": "Versleutelde toelichting.",
        ]
        public static var example: UitBeeldGemeld {
            UitBeeldGemeld(kop: .example, door: .example, toelichting: Voorbeeld.id)
        }
    }

    /// R11: the family is in sight again.
    public struct WeerInBeeldGemeld: EventData, MetKop {
        public var kop: Casuskop
        public var door: Persoon

        public static let eventType = CasussenEvents.type("weer-in-beeld-gemeld")
        public static var title: String { "Gezin weer in beeld" }
        public static let eigenVelden = ["door": "Medewerker die dit deed."]
        public static var example: WeerInBeeldGemeld { WeerInBeeldGemeld(kop: .example, door: .example) }
    }
}
