import Foundation

/// One offer of a zaak by one organisation to another, from question to closing.
///
/// Receipts (`bezorgdOp`, `gezien`) are facts beside the status. The regie is the zaak's, never the offer's (O1).
public struct Overdracht: Codable, Equatable, Sendable {
    public let id: UUID
    public let zaak: UUID
    public let kenmerk: String
    public let regio: String
    public let oefening: Bool
    public internal(set) var urgentie: Urgentie
    /// The person who offered, or who has their place since (O23).
    public internal(set) var van: Partij
    /// OIN of the receiver, or of who has its place since (O17, O23).
    public internal(set) var naar: String
    public internal(set) var aanbod: Aanbod
    /// The dossier's blocks without an answer (O7).
    public internal(set) var ontbreekt: [Dossierblok]
    public let aangebodenOp: Date
    /// When another organisation came in the receiver's place: nothing arrived there before that.
    public internal(set) var overgenomenOp: Date?

    public internal(set) var status: OverdrachtStatus
    /// Since when the status holds.
    public internal(set) var sinds: Date
    public internal(set) var bezorgdOp: Date?
    public internal(set) var gezien: Gezien?
    /// "Cannot be kept safe", until it is answered (O4).
    public internal(set) var veiligheid: Veiligheidsmelding?
    /// Signals that came in while this handover ran.
    public internal(set) var signalen: [UUID]
    /// Since when a signal asks for a new triage (O4).
    public internal(set) var triageSinds: Date?
    /// The offerer's question to take back what was accepted (O21).
    public internal(set) var intrekkingsverzoek: Intrekkingsverzoek?
    /// What the receiver set aside of the dossier, and why, oldest first (O8); nil when nothing was.
    public internal(set) var terzijde: [Terzijdelegging]?
    /// What the receiver can give, when the offerer chooses among candidates (O14).
    public internal(set) var voorstel: Voorstel?
    /// The last dispute about the regie that was decided (O13); nil when none was.
    public internal(set) var regiebesluit: UUID?
    /// Which running terms went off, and how far.
    public internal(set) var afgegaan: [AfgeganeTermijn]

    /// All that the offer itself shows beside the urgency (O7), and why the zaak goes on (O6).
    public struct Aanbod: Codable, Equatable, Sendable {
        public var vraag: String
        public var leeftijdsgroep: String
        public var gemeente: String
        public var hop: Int
        public var reden: Overdrachtsreden
        /// Nil in what was offered before there was a choice.
        public var keuze: Keuze?
        /// Since when the family waits for this, where that is earlier than the offer (O22).
        public var wachtSinds: Date?
        /// The first of the candidates who were asked together; nil for that one itself.
        public var ronde: UUID?
    }

    /// O14: the last proposal; it waits for the choice since the first one.
    public struct Voorstel: Codable, Equatable, Sendable {
        /// Who accepts, if it is chosen.
        public var door: String
        public var werker: String
        public var startdatum: Dag
        /// The encrypted description.
        public var aanbod: UUID
        public var sinds: Date
    }

    public struct Gezien: Codable, Equatable, Sendable {
        public var medewerker: String
        public var op: Date
    }

    public struct Veiligheidsmelding: Codable, Equatable, Sendable {
        public var kant: Kant
        public var sinds: Date
    }

    public struct Intrekkingsverzoek: Codable, Equatable, Sendable {
        /// Who asked.
        public var door: String
        public var reden: Intrekkingsreden
        /// The named person of the offerer who takes the regie back.
        public var regiehouder: String
        public var sinds: Date
    }

    public struct Terzijdelegging: Codable, Equatable, Sendable {
        public var feit: OverdrachtEvent.TerzijdeGelegd
        public var op: Date
    }

    public func isTerzijde(_ verklaring: UUID) -> Bool {
        terzijde?.contains { $0.feit.verklaringen.contains(verklaring) } ?? false
    }

    public struct AfgeganeTermijn: Codable, Equatable, Sendable {
        public var soort: String
        public var sinds: Date
        public var stadium: Int
    }

    /// O14: what the candidates who are asked together share: the first offer of them.
    public var ronde: UUID { aanbod.ronde ?? id }

    /// It asks for an investigation, of which the family hears from who investigates (S3).
    public var vraagtOnderzoek: Bool { aanbod.vraag.contains("onderzoek") }

    /// O16: the same was asked here before, and somebody took it on: what was done then need not be done again.
    public func deedAl(_ later: Overdracht) -> Bool {
        id != later.id && deedAl(later.aanbod.vraag, in: later.zaak, voor: later.aangebodenOp)
    }

    /// - Parameters:
    ///   - vraag: the kind of question, intake, investigation or help.
    ///   - gevraagdOp: when it was asked again.
    public func deedAl(_ vraag: String, in zaak: UUID, voor gevraagdOp: Date) -> Bool {
        guard self.zaak == zaak, aanbod.vraag == vraag, aangebodenOp < gevraagdOp else { return false }
        switch status {
        case .gestart, .afgerond, .voortijdigBeeindigd, .teruggegeven, .teruggaveAanvaard: return true
        case .aangeboden, .uitgesteld, .geaccepteerd, .overgedragen, .geweigerd, .ingetrokken: return false
        }
    }

    /// The side on which an organisation stands, or nil when it is no party.
    public func kant(van organisatie: String) -> Kant? {
        organisatie == van.organisatie ? .aanbieder : organisatie == naar ? .ontvanger : nil
    }

    /// O14: the offerer chooses among candidates.
    public var kiestAfzender: Bool { aanbod.keuze == .besteVoorstel }

    public func organisatie(_ kant: Kant) -> String { kant == .aanbieder ? van.organisatie : naar }

    /// Who must act now (S1): the organisation, with the person where one is named.
    public var aanZet: (organisatie: String, medewerker: String?)? {
        switch status {
        case .aangeboden, .uitgesteld:
            voorstel == nil ? (naar, nil) : (van.organisatie, van.medewerker)
        case .geaccepteerd(let uitvoering):
            uitvoering.gesprekOntvanger != nil
                ? (van.organisatie, van.medewerker) : (naar, uitvoering.werker)
        case .overgedragen(let uitvoering), .gestart(let uitvoering):
            (naar, uitvoering.werker)
        case .teruggegeven:
            (van.organisatie, van.medewerker)
        case .geweigerd(let afwijzing):
            (van.organisatie, afwijzing.terugNaar)
        case .afgerond, .ingetrokken, .teruggaveAanvaard, .voortijdigBeeindigd:
            nil
        }
    }
}
