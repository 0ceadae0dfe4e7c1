import Foundation

/// What happens to a zaak and its handovers; topic `keten.overdrachten`, written by verwijzing alone.
///
/// Each event stands by itself: the head says which handover, between whom, how urgent, and who must act now.
public enum OverdrachtenEvents {
    public static let all: [any EventData.Type] =
        verloop + bescherming + verklaringen + geschillen + contact + opvolging + verhuizing + verwijzingen
        + continuiteit + consultaties + vragenlijsten
        + berichten

    /// Of the zaak and its handovers.
    public static let verloop: [any EventData.Type] = [
        Aangeboden.self, Bezorgd.self, Gezien.self, DossierBijgewerkt.self, Uitgesteld.self,
        WachtlijstberichtGegeven.self, WachtlijstberichtGemist.self, VoorstelGedaan.self, VoorstelGekozen.self,
        Geaccepteerd.self, Geweigerd.self,
        IntrekkingGevraagd.self, IntrekkingAfgewezen.self, Ingetrokken.self, GesprekBevestigd.self,
        Overgedragen.self, Gestart.self, VoortgangGemeld.self, WerkerGewisseld.self, TerzijdeGelegd.self,
        AfzenderGewisseld.self, RegiehouderBekendgemaakt.self,
        Afgerond.self,
        VoortijdigBeeindigd.self, Teruggegeven.self, TeruggaveIngetrokken.self, TeruggaveAanvaard.self,
        VeiligheidNietTeHouden.self, VeiligheidHersteld.self, SignaalOntvangen.self, TriageHerzien.self,
        TermijnHerinnerd.self, TermijnGeescaleerd.self, ZaakGeopend.self, OrganisatieBetrokken.self,
        BetrokkenheidBeeindigd.self,
        AanbodGeopend.self, AanbodGesloten.self, RegieVerplaatst.self, RegiehouderGewisseld.self,
        KastjeNaarDeMuur.self, RegieBesloten.self,
    ]

    /// Of what protects the family in it (P1, P2).
    public static let bescherming: [any EventData.Type] = [
        Afgeschermd.self, OpheffingVoorgesteld.self, OpheffingAfgewezen.self, AfschermingOpgeheven.self,
        GezinslidVastgelegd.self, GezagVastgelegd.self, GedwongenKaderVastgelegd.self, ToestemmingVastgelegd.self,
        JongereMeerderjarig.self,
    ]

    /// Of what becomes of a statement (O8, O9, P3).
    public static let verklaringen: [any EventData.Type] = [
        VerklaringVastgelegd.self, CorrectieGevraagd.self, CorrectieGeweigerd.self, VerklaringGecorrigeerd.self,
        CorrectieBevestigd.self, GeldigheidGevraagd.self, GeldigheidBeantwoord.self, BestandGecontroleerd.self,
        VerklaringOvergenomen.self, VerklaringtermijnHerinnerd.self,
        VerklaringtermijnGeescaleerd.self,
    ]

    /// Of disputes between two sides (O12, O13).
    public static let geschillen: [any EventData.Type] = [
        GeschilGeopend.self, GeschilBesloten.self, GeschilIngetrokken.self, GeschiltermijnHerinnerd.self,
        GeschiltermijnGeescaleerd.self,
    ]

    /// Of the contact with the family, and of questions to who must move (N7).
    public static let contact: [any EventData.Type] = [
        NavraagGesteld.self, NavraagBeantwoord.self, NavraagDoorgegeven.self, GezinTeInformeren.self,
        GezinslidGeinformeerd.self, GezinGeinformeerd.self, GezinstoegangGegeven.self, GezinstoegangIngetrokken.self,
        GezinsvoorkeurVastgelegd.self, ContacttermijnHerinnerd.self, ContacttermijnGeescaleerd.self,
        FamiliegroepsplanGegeven.self, FamiliegroepsplanIngetrokken.self, NazorgAfgesproken.self, NazorgTeHouden.self,
        HulpZonderToestemming.self, ToestemmingHersteld.self, HulpgrondVastgelegd.self,
    ]

    /// Of advice that is asked of another organisation (O15).
    public static let consultaties: [any EventData.Type] = [
        ConsultatieGevraagd.self, ConsultatieVragerGewisseld.self, ConsultatieBeantwoord.self, ConsultatieGesloten.self,
        ConsultatietermijnHerinnerd.self, ConsultatietermijnGeescaleerd.self,
    ]

    /// Of what a family is asked for an intake or investigation, and who shares it with whom (O16).
    public static let vragenlijsten: [any EventData.Type] = [
        VragenlijstOpgesteld.self, VragenlijstBeantwoord.self, VragenlijstGevraagd.self, VragenlijstGeweigerd.self,
        VragenlijstGedeeld.self, VragenlijstOntvangen.self, VragenlijstVervallen.self,
        VragenlijsttermijnHerinnerd.self, VragenlijsttermijnGeescaleerd.self,
    ]

    /// Of a family that moves (O22).
    public static let verhuizing: [any EventData.Type] = [
        GezinVerhuisd.self, VerhuizingOpgevolgd.self, ZaaktermijnHerinnerd.self, ZaaktermijnGeescaleerd.self,
    ]

    /// Of an organisation that stops, and who comes in its place (O17, O23).
    public static let opvolging: [any EventData.Type] = [
        OrganisatieGestopt.self, OverdrachtOpgevolgd.self, BeschermingOpgevolgd.self, GeschilOpgevolgd.self,
        VerklaringOpgevolgd.self, VerwijzingOpgevolgd.self, ConsultatieOpgevolgd.self, ContinuiteitOpgevolgd.self,
        NavraagOpgevolgd.self, VragenlijstOpgevolgd.self, VervangingGezocht.self, VervangingGesloten.self,
        VervangtermijnHerinnerd.self,
        VervangtermijnGeescaleerd.self,
    ]

    /// Of questions for help that fits (V1-V3).
    public static let verwijzingen: [any EventData.Type] = [
        VerwijzingGevraagd.self, VerwijzingBezorgd.self, VerwijzingGezien.self, VerwijzingUitgesteld.self,
        VerwijzingWachtlijstberichtGegeven.self, VerwijzingWachtlijstberichtGemist.self,
        VerwijzingAanvaard.self, VerwijzingGeweigerd.self, VerwijzingIngetrokken.self, VerwijzingGestart.self,
        VerwijzingVoortgangGemeld.self, VerwijzingWerkerGewisseld.self, VerwijzingVragerGewisseld.self,
        VerwijzingVragerVerplaatst.self,
        VerwijzingBeeindigd.self,
        VerwijzingtermijnHerinnerd.self, VerwijzingtermijnGeescaleerd.self,
    ]

    /// Of what stays the same for each child, and what changes (V4-V6).
    public static let continuiteit: [any EventData.Type] = [
        WoonplekVastgelegd.self, OpnameBegonnen.self, OpnameBeeindigd.self, WerkerGeteld.self,
        BestemmingGevraagd.self, BestemmingDoorgegeven.self, BestemmingVastgelegd.self,
        BestemmingtermijnHerinnerd.self, BestemmingtermijnGeescaleerd.self,
    ]

    /// Answers to what organisations send on their own topics.
    public static let berichten: [any EventData.Type] = [BerichtVerwerkt.self, BerichtGeweigerd.self]

    static func type(_ name: String) -> EventType { EventType(domain: "overdrachten", name: name) }

    /// What every event of a handover says.
    public struct Overdrachtkop: Kop {
        public var overdracht: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var van: Persoon
        public var naar: OIN
        public var status: Status
        public var tijdstip: Date
        public var organisatie: OIN?
        public var medewerker: MedewerkerId?

        public static let fields = [
            "overdracht": "De overdracht.",
            "zaak": "De zaak.",
            "kenmerk": "Kenmerk van de overdracht, om te noemen aan de telefoon.",
            "regio": "Code van de regio.",
            "oefening": "Of dit een oefening is.",
            "urgentie": "Regulier of spoed, na deze gebeurtenis.",
            "van": "Wie de zaak aanbood.",
            "naar": "De ontvangende organisatie.",
            "status": "Waar de overdracht staat na deze gebeurtenis.",
            "tijdstip": "Wanneer het gebeurde.",
            "organisatie": "Organisatie die nu aan zet is; ontbreekt als niemand aan zet is.",
            "medewerker": "Medewerker die nu aan zet is, als die bekend is.",
        ]
        public static var example: Overdrachtkop {
            Overdrachtkop(
                overdracht: Voorbeeld.overdracht, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, van: .example, naar: .placeholder, status: .aangeboden,
                tijdstip: Voorbeeld.tijdstip, organisatie: .placeholder, medewerker: .placeholder)
        }
    }

    /// What every event of a zaak says.
    public struct Zaakkop: Kop {
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var regie: Persoon
        public var tijdstip: Date

        public static let fields = [
            "zaak": "De zaak.",
            "kenmerk": "Kenmerk van de zaak, om te noemen aan de telefoon.",
            "regio": "Code van de regio.",
            "oefening": "Of dit een oefening is.",
            "regie": "Wie de regie heeft na deze gebeurtenis.",
            "tijdstip": "Wanneer het gebeurde.",
        ]
        public static var example: Zaakkop {
            Zaakkop(
                zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder, oefening: false, regie: .example,
                tijdstip: Voorbeeld.tijdstip)
        }
    }

    /// O11: one of the two, never neither.
    static func nazorgOfReden(_ nazorg: Persoon?, _ reden: GeenNazorgReden?) -> [Violation] {
        (nazorg == nil) == (reden == nil)
            ? [
                Violation(
                    pointer: "/nazorg", code: Violation.Codes.value,
                    detail: "Noem wie contact houdt, of de reden waarom niemand dat doet.")
            ] : []
    }

    enum Voorbeeld {
        static let overdracht = UUID(uuid: (1, 0x93, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))
        static let zaak = UUID(uuid: (1, 0x93, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 2))
        static let inhoud = UUID(uuid: (1, 0x93, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 3))
        static let melding = UUID(uuid: (1, 0x93, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 4))
        static let tijdstip = Date(timeIntervalSince1970: 1_795_244_400)
        static let collega = MedewerkerId("mw-1") ?? .placeholder
    }
}
