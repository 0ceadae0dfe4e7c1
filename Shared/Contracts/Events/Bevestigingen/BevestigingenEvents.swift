import Foundation

/// Who was told, did it arrive, was it read, was it acted on; topic `keten.bevestigingen`, written by notificaties alone.
///
/// References only (N3).
public enum BevestigingenEvents {
    public static let all: [any EventData.Type] = [
        TaakAangemaakt.self, TaakBijgewerkt.self, TaakBezorgd.self, TaakBezorgingUitgesteld.self, TaakGezien.self,
        TaakGedaan.self, TaakVervallen.self, TaakHerinnerd.self, TaakKanaalToegevoegd.self, TaakOvergedragen.self,
        TermijnHerinnerd.self, TermijnGeescaleerd.self,
    ]

    static func type(_ name: String) -> EventType { EventType(domain: "bevestigingen", name: name) }

    /// What every event of a task says.
    public struct Taakkop: Kop {
        public var taak: UUID
        public var onderwerp: UUID
        public var soort: Codewoord
        public var kenmerk: Kenmerk
        public var zaak: UUID?
        public var regio: Codewoord
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var organisatie: OIN
        public var bestemd: MedewerkerId
        public var status: Status
        public var medewerker: MedewerkerId?
        public var team: Codewoord?

        public static let fields = [
            "taak": "De taak.",
            "onderwerp": "Waarover de taak gaat: een melding, zaak of overdracht.",
            "soort": "Wat er te doen is.",
            "kenmerk": "Kenmerk van het onderwerp.",
            "zaak": "De zaak, als die er is.",
            "regio": "Code van de regio.",
            "oefening": "Of dit een oefening is.",
            "tijdstip": "Wanneer het gebeurde.",
            "urgentie": "Regulier of spoed, na deze gebeurtenis.",
            "organisatie": "Organisatie van wie de taak is.",
            "bestemd": "Voor wie de taak gemaakt is.",
            "status": "Hoe het met de taak staat na deze gebeurtenis.",
            "medewerker": "Van wie de taak nu is.",
            "team": "Team op wiens lijst de taak nu staat.",
        ]
        public static var example: Taakkop {
            Taakkop(
                taak: Voorbeeld.id, onderwerp: Voorbeeld.id, soort: .placeholder, kenmerk: .placeholder,
                zaak: Voorbeeld.id, regio: .placeholder, oefening: false, tijdstip: Voorbeeld.tijdstip,
                urgentie: .regulier, organisatie: .placeholder, bestemd: .placeholder, status: .open,
                medewerker: .placeholder, team: nil)
        }

        public func check() -> [Violation] { eenGeadresseerde(medewerker, team) }
    }

    /// A task is a person's or stands on a team's list, never both or neither.
    static func eenGeadresseerde(_ medewerker: MedewerkerId?, _ team: Codewoord?) -> [Violation] {
        (medewerker == nil) != (team == nil)
            ? []
            : [
                Violation(
                    pointer: "/medewerker", code: Violation.Codes.value, detail: "Noem de medewerker of het team.")
            ]
    }
}
