import Foundation

/// What happens to a casus; topic `keten.casussen`, written by the regionaal veiligheidsteam alone.
///
/// Each event stands by itself: the head says which team keeps the casus and who holds the regie.
public enum CasussenEvents {
    public static let all: [any EventData.Type] = [
        CasusGeopend.self, MeldingGekoppeld.self, MeldingBijgewerkt.self, KoppelingGevraagd.self,
        KoppelingBesloten.self,
        LokaalTeamBetrokken.self, LokaalTeamBevestigd.self, BeoordelingVastgelegd.self,
        MeningsverschilVastgelegd.self, OverdrachtVerzocht.self, OverdrachtGevolgd.self, RegieGevolgd.self,
        UitBeeldGemeld.self, WeerInBeeldGemeld.self, CasusGesloten.self, PersoonInZaakOpgenomen.self,
        PersoonInZaakGesloten.self, TermijnHerinnerd.self, TermijnGeescaleerd.self,
        MaatregelOpgelegd.self, MaatregelEersteContact.self, MaatregelPlanGemaakt.self,
        MaatregelEvaluatieGevraagd.self, MaatregelGeevalueerd.self, MaatregelGetoetst.self, MaatregelVerlengd.self,
        MaatregelEindeVervroegd.self, MaatregelBeeindigd.self, MaatregeltermijnHerinnerd.self,
        MaatregeltermijnGeescaleerd.self,
        OverlegGepland.self, UitnodigingBezorgd.self, UitnodigingGezien.self, OverlegAfgezegd.self,
        OverlegGehouden.self, TafelbesluitGenomen.self, TerugmeldingGedaan.self, NieuwGesprekGepland.self,
        NieuwGesprekVervallen.self, NieuwGesprekAfgerond.self, RaadsonderzoekGestart.self, AfspraakGemaakt.self,
        AfspraakAfgerond.self, OverlegtermijnHerinnerd.self, OverlegtermijnGeescaleerd.self, MaatregelOpgevolgd.self,
        OverlegOpgevolgd.self, AfspraakOpgevolgd.self, CasusOpgevolgd.self,
    ]

    static func type(_ name: String) -> EventType { EventType(domain: "casussen", name: name) }

    /// What every event of a casus says.
    public struct Casuskop: Kop {
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var gemeente: Gemeentecode?
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var team: OIN
        public var regiehouder: Persoon

        public static let fields = [
            "zaak": "De zaak; de casus heeft hetzelfde id.",
            "kenmerk": "Kenmerk van de casus, om te noemen aan de telefoon.",
            "regio": "Code van de regio.",
            "gemeente": "Gemeente van de casus.",
            "oefening": "Of dit een oefening is.",
            "tijdstip": "Wanneer het gebeurde.",
            "urgentie": "Regulier of spoed, na deze gebeurtenis.",
            "team": "Veiligheidsteam dat de casus bijhoudt.",
            "regiehouder": "Wie de regie heeft, voor zover de casus weet.",
        ]
        public static var example: Casuskop {
            Casuskop(
                zaak: Voorbeeld.id, kenmerk: .placeholder, regio: .placeholder, gemeente: .placeholder, oefening: false,
                tijdstip: Voorbeeld.tijdstip, urgentie: .regulier, team: .placeholder, regiehouder: .example)
        }
    }

    /// What every event of a melding that waits for a decision says.
    public struct Koppelkop: Kop {
        public var melding: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var gemeente: Gemeentecode?
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var organisatie: OIN

        public static let fields = [
            "melding": "De melding.",
            "kenmerk": "Kenmerk van de melding.",
            "regio": "Code van de regio.",
            "gemeente": "Gemeente waar het speelt.",
            "oefening": "Of dit een oefening is.",
            "tijdstip": "Wanneer het gebeurde.",
            "urgentie": "Regulier of spoed, na deze gebeurtenis.",
            "organisatie": "Veiligheidsteam waar een medewerker beslist.",
        ]
        public static var example: Koppelkop {
            Koppelkop(
                melding: Voorbeeld.id, kenmerk: .placeholder, regio: .placeholder, gemeente: .placeholder,
                oefening: false, tijdstip: Voorbeeld.tijdstip, urgentie: .regulier, organisatie: .placeholder)
        }
    }

    /// What every event of a term says, of a casus or of a melding that waits.
    public struct Termijnkop: Kop {
        public var zaak: UUID?
        public var melding: UUID?
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var gemeente: Gemeentecode?
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var team: OIN?
        public var regiehouder: Persoon?

        public static let fields = [
            "zaak": "De zaak, als die er al is.",
            "melding": "De melding waarover een besluit wacht.",
            "kenmerk": "Kenmerk van de casus, om te noemen aan de telefoon.",
            "regio": "Code van de regio.",
            "gemeente": "Gemeente van de casus.",
            "oefening": "Of dit een oefening is.",
            "tijdstip": "Wanneer het gebeurde.",
            "urgentie": "Regulier of spoed, na deze gebeurtenis.",
            "team": "Veiligheidsteam dat de casus bijhoudt.",
            "regiehouder": "Wie de regie heeft, als er een casus is.",
        ]
        public static var example: Termijnkop {
            Termijnkop(
                zaak: Voorbeeld.id, melding: Voorbeeld.id, kenmerk: .placeholder, regio: .placeholder,
                gemeente: .placeholder, oefening: false, tijdstip: Voorbeeld.tijdstip, urgentie: .regulier,
                team: .placeholder, regiehouder: .example)
        }

        /// A term belongs to a casus or to a melding that waits for one.
        public func check() -> [Violation] {
            zaak != nil || melding != nil
                ? []
                : [Violation(pointer: "/zaak", code: Violation.Codes.missing, detail: "Noem de zaak of de melding.")]
        }
    }
}
