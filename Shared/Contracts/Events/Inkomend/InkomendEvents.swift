import Foundation

/// What an organisation sends on its own topic `keten.in.<oin>`: held to the letter, without identifying fields.
public enum InkomendEvents {
    public static let all: [any EventData.Type] =
        [MeldingAangeboden.self, TaakBezorgdGemeld.self, TaakGezienGemeld.self] + overdracht

    /// What a partner does in a handover, without our pages.
    public static let overdracht: [any EventData.Type] = [
        OverdrachtAangeboden.self, OverdrachtBezorgdGemeld.self, OverdrachtGezienGemeld.self, OverdrachtAanvaard.self,
        VoorstelGedaan.self, VoorstelGekozen.self, OverdrachtUitgesteld.self, WachtlijstberichtGegeven.self,
        OverdrachtGeweigerd.self, OverdrachtIngetrokken.self, VeiligheidGemeld.self, VeiligheidHersteld.self,
        TriageHerzien.self,
        GesprekBevestigd.self, HulpGestart.self, VoortgangGemeld.self, WerkerGewisseld.self, OverdrachtAfgerond.self,
        OverdrachtVoortijdigBeeindigd.self, OverdrachtTeruggegeven.self, TeruggaveAanvaard.self,
        TeruggaveIngetrokken.self, IntrekkingGevraagd.self, IntrekkingIngestemd.self, IntrekkingAfgewezen.self,
        VerklaringGecorrigeerd.self, CorrectieBevestigd.self, CorrectieGevraagd.self, CorrectieGeweigerd.self,
        GeldigheidBeantwoord.self, VerklaringenTerzijdeGelegd.self, NavraagGesteld.self, NavraagBeantwoord.self,
    ]

    /// What every act on a handover says.
    public struct Daadkop: Kop {
        public var overdracht: UUID
        public var versie: Int?
        public var door: MedewerkerId

        public static let fields = [
            "overdracht": "De overdracht.",
            "versie": "De versie waarop u dit baseert; is de overdracht intussen gewijzigd, dan wordt dit geweigerd.",
            "door": "Wie bij uw organisatie dit doet, als medewerker-id uit het register.",
        ]
        public static var example: Daadkop {
            Daadkop(overdracht: Voorbeeld.id, versie: 3, door: .placeholder)
        }
    }

    static func type(_ name: String) -> EventType { EventType(domain: "inkomend", name: name) }
}
