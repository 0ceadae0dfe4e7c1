import Foundation

// Who follows the family, and whether it is in sight.
extension CasussenEvents {
    /// M7: a lokaal team is involved and has to say that it knows.
    public struct LokaalTeamBetrokken: EventData {
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var gemeente: Gemeentecode?
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var team: OIN
        public var regiehouder: Persoon
        public var organisatie: OIN
        public var door: Persoon?

        public static let eventType = CasussenEvents.type("lokaal-team-betrokken")
        public static var title: String { "Lokaal team betrokken" }
        public static var fields: [String: String] {
            kop(met: [
                "organisatie": "Het lokale team, dat nu bevestigt.",
                "door": "Medewerker die dit deed; ontbreekt als de routering het deed.",
            ])
        }
        public static var example: LokaalTeamBetrokken {
            LokaalTeamBetrokken(
                zaak: Voorbeeld.id, kenmerk: .placeholder, regio: .placeholder, gemeente: .placeholder, oefening: false,
                tijdstip: Voorbeeld.tijdstip, urgentie: .regulier, team: .placeholder, regiehouder: .example,
                organisatie: .placeholder, door: .example)
        }
    }

    /// M7: a named person of that team said so.
    public struct LokaalTeamBevestigd: EventData {
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var gemeente: Gemeentecode?
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var team: OIN
        public var regiehouder: Persoon
        public var organisatie: OIN
        public var door: Persoon

        public static let eventType = CasussenEvents.type("lokaal-team-bevestigd")
        public static var title: String { "Lokaal team bevestigd" }
        public static var fields: [String: String] {
            kop(met: [
                "organisatie": "Het lokale team.",
                "door": "Medewerker die dit deed.",
            ])
        }
        public static var example: LokaalTeamBevestigd {
            LokaalTeamBevestigd(
                zaak: Voorbeeld.id, kenmerk: .placeholder, regio: .placeholder, gemeente: .placeholder, oefening: false,
                tijdstip: Voorbeeld.tijdstip, urgentie: .regulier, team: .placeholder, regiehouder: .example,
                organisatie: .placeholder, door: .example)
        }
    }

    /// R11: the family is out of sight; a term runs at once.
    public struct UitBeeldGemeld: EventData {
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var gemeente: Gemeentecode?
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var team: OIN
        public var regiehouder: Persoon
        public var door: Persoon
        public var toelichting: UUID?

        public static let eventType = CasussenEvents.type("uit-beeld-gemeld")
        public static var title: String { "Gezin uit beeld" }
        public static var fields: [String: String] {
            kop(met: [
                "door": "Medewerker die dit deed.",
                "toelichting": "Versleutelde toelichting.",
            ])
        }
        public static var example: UitBeeldGemeld {
            UitBeeldGemeld(
                zaak: Voorbeeld.id, kenmerk: .placeholder, regio: .placeholder, gemeente: .placeholder, oefening: false,
                tijdstip: Voorbeeld.tijdstip, urgentie: .regulier, team: .placeholder, regiehouder: .example,
                door: .example, toelichting: Voorbeeld.id)
        }
    }

    /// R11: the family is in sight again.
    public struct WeerInBeeldGemeld: EventData {
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var gemeente: Gemeentecode?
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var team: OIN
        public var regiehouder: Persoon
        public var door: Persoon

        public static let eventType = CasussenEvents.type("weer-in-beeld-gemeld")
        public static var title: String { "Gezin weer in beeld" }
        public static var fields: [String: String] {
            kop(met: [
                "door": "Medewerker die dit deed."
            ])
        }
        public static var example: WeerInBeeldGemeld {
            WeerInBeeldGemeld(
                zaak: Voorbeeld.id, kenmerk: .placeholder, regio: .placeholder, gemeente: .placeholder, oefening: false,
                tijdstip: Voorbeeld.tijdstip, urgentie: .regulier, team: .placeholder, regiehouder: .example,
                door: .example)
        }
    }
}
