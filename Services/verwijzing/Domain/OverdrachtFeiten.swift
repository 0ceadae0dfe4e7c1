import Foundation

/// The payloads of `OverdrachtEvent`: ids, codes, dates and organisations, never text. `door` is a person's id.
extension OverdrachtEvent {
    public struct Door: Codable, Equatable, Sendable {
        public var door: String
    }

    public struct Aangeboden: Codable, Equatable, Sendable {
        public var vraag: String
        public var leeftijdsgroep: String
        public var gemeente: String
        public var hop: Int
        public var reden: Overdrachtsreden
        public var ontbreekt: [Dossierblok]
        /// Absent in what was offered before there was a choice: `eerste-antwoord`.
        public var keuze: Keuze?
        /// O22: since when the family waits for this, where that was before it moved.
        public var wachtSinds: Date?
        /// O14: the first offer that candidates who are asked together share; absent for the first, and where none was open.
        public var ronde: UUID?
    }

    /// O14: what a candidate can give and when; its acceptance, if it is chosen.
    public struct VoorstelGedaan: Codable, Equatable, Sendable {
        public var door: String
        public var werker: String
        public var startdatum: Dag
        /// The encrypted description of what it can give.
        public var aanbod: UUID
    }

    public struct Uitgesteld: Codable, Equatable, Sendable {
        public var door: String
        public var reden: Uitstelreden
        public var nieuweDatum: Dag
        public var overbrugging: UUID
    }

    public struct WachtlijstberichtGegeven: Codable, Equatable, Sendable {
        public var door: String
        /// The encrypted message for offerer and family.
        public var bericht: UUID
        /// A new expected date, when it changed.
        public var volgendeDatum: Dag?
    }

    /// The silence signal (O4).
    public struct WachtlijstberichtGemist: Codable, Equatable, Sendable {
        public var sinds: Date
        public var aantal: Int
    }

    public struct VeiligheidNietTeHouden: Codable, Equatable, Sendable {
        public var door: String
        public var kant: Kant
        /// The organisations whose team leads hear it at once.
        public var escalatieNaar: [String]
    }

    public struct VeiligheidHersteld: Codable, Equatable, Sendable {
        public var door: String
        public var kant: Kant
        /// What makes it safe again, encrypted.
        public var bericht: UUID
    }

    public struct SignaalOntvangen: Codable, Equatable, Sendable {
        public var melding: UUID
        public var gemeldAan: [String]
    }

    /// O14: with the family, or why not; both absent in what was written before that was asked.
    public struct VoorstelGekozen: Codable, Equatable, Sendable {
        public var door: String
        public var gezinErbij: Bool?
        public var redenNiet: AfwezigheidGezin?
    }

    public struct Geaccepteerd: Codable, Equatable, Sendable {
        public var door: String
        public var werker: String
        public var startdatum: Dag
    }

    public struct Geweigerd: Codable, Equatable, Sendable {
        public var door: String
        public var reden: Weigerreden
        public var alternatief: String
        public var alternatieveOrganisatie: String?
        public var toelichting: UUID?
        public var terugNaar: String
    }

    public struct IntrekkingAfgewezen: Codable, Equatable, Sendable {
        public var door: String
        /// Who asked, at the offerer; absent in what was written before it was kept.
        public var vrager: String?
    }

    public struct IntrekkingGevraagd: Codable, Equatable, Sendable {
        public var door: String
        public var reden: Intrekkingsreden
        public var regiehouder: String
    }

    public struct Ingetrokken: Codable, Equatable, Sendable {
        /// Absent when a rule did it (`regie-elders`, `teruggave`).
        public var door: String?
        public var reden: Intrekkingsreden
        /// The receiver's person who consented, after acceptance (O21).
        public var instemming: String?
    }

    public struct GesprekBevestigd: Codable, Equatable, Sendable {
        public var door: String
        public var kant: Kant
        public var datum: Dag
        public var deelnemers: [String]
        public var gezinErbij: Bool
        public var redenNiet: AfwezigheidGezin?
    }

    public struct VoortgangGemeld: Codable, Equatable, Sendable {
        public var door: String
        public var bericht: UUID
    }

    public struct WerkerGewisseld: Codable, Equatable, Sendable {
        public var door: String
        public var vorigeWerker: String
        public var werker: String
    }

    /// N5: the head names who has the offer now at the same organisation.
    public struct AfzenderGewisseld: Codable, Equatable, Sendable {
        public var vorige: String
    }

    public struct DossierBijgewerkt: Codable, Equatable, Sendable {
        public var door: String
        public var ontbreekt: [Dossierblok]
    }

    /// O8: which statements of others, all of one block, the receiver does not go by.
    public struct TerzijdeGelegd: Codable, Equatable, Sendable {
        public var door: String
        public var blok: Dossierblok
        public var verklaringen: [UUID]
        public var reden: Terzijdereden
        /// The encrypted explanation.
        public var toelichting: UUID
        /// Who of the sender is told; absent in what was written before anybody was.
        public var lezers: [Partij]?
    }

    public struct Teruggegeven: Codable, Equatable, Sendable {
        public var door: String
        public var reden: Teruggavereden
    }

    public struct TeruggaveAanvaard: Codable, Equatable, Sendable {
        public var door: String
        public var regiehouder: String
    }

    /// O13.
    public struct RegieBesloten: Codable, Equatable, Sendable {
        public var geschil: UUID
        public var beslisser: Partij
        public var regieBij: Kant
        /// Who takes it at the offerer, where it goes there.
        public var regiehouder: String?
    }

    /// O17, O23: another organisation stands in one side's place; the head names both sides as they are now.
    public struct Opgevolgd: Codable, Equatable, Sendable {
        public var kant: Kant
        /// OIN of who stopped taking part.
        public var vorige: String
        /// Who has the work now, where the receiver had accepted.
        public var werker: String?
    }

    public struct TermijnHerinnerd: Codable, Equatable, Sendable {
        public var soort: String
        public var sinds: Date
        public var stadium: Int
    }

    public struct TermijnGeescaleerd: Codable, Equatable, Sendable {
        public var soort: String
        public var sinds: Date
        public var stadium: Int
        public var niveau: Escalatieniveau
        /// The organisations whose team leads are told; empty when the region's named person is.
        public var escalatieNaar: [String]
    }
}

/// Who hears of a step that stayed silent (O5).
public enum Escalatieniveau: String, Codable, Sendable, CaseIterable {
    case teamleiders
    case regio
}
