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

    /// Explanations of a task event: the shared fields and its own.
    static func kop(met eigen: [String: String]) -> [String: String] {
        [
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
        ].merging(eigen) { $1 }
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
