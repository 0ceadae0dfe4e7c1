import Foundation

/// A melding as the veiligheidsteam got it: references and codes, no content and no melder.
public struct MeldingGegevens: Codable, Hashable, Sendable {
    public var melding: MeldingId
    /// Absent for an acute melding that did not say.
    public var soort: Meldingsoort?
    public var acuut: Acuut
    /// When the intake received it: M6 counts from there.
    public var ontvangenOp: Date
    public var betrokkenen: [Pseudoniem]

    public init(
        melding: MeldingId, soort: Meldingsoort?, acuut: Acuut, ontvangenOp: Date, betrokkenen: [Pseudoniem]
    ) {
        self.melding = melding
        self.soort = soort
        self.acuut = acuut
        self.ontvangenOp = ontvangenOp
        self.betrokkenen = betrokkenen
    }
}

/// R1: a household within the casus, here only by who lives where.
public struct Huishouden: Codable, Hashable, Sendable {
    public var gemeente: String?
    public var leden: [Pseudoniem]
}

/// M7: a lokaal team that was involved, and whether a person there said so.
public struct Teambetrokkenheid: Codable, Hashable, Sendable {
    public struct Bevestiging: Codable, Hashable, Sendable {
        public var op: Date
        public var door: Persoon
    }

    public var organisatie: Organisatie
    public var sinds: Date
    public var bevestiging: Bevestiging?
}

/// R2: one assessment, on which meldingen, with its reasons as content.
public struct Beoordeling: Codable, Hashable, Sendable {
    public var beoordeling: BeoordelingId
    public var uitkomst: Beoordelingsuitkomst
    public var door: Persoon
    public var meldingen: [MeldingId]
    public var redenen: InhoudId

    public init(
        beoordeling: BeoordelingId, uitkomst: Beoordelingsuitkomst, door: Persoon, meldingen: [MeldingId],
        redenen: InhoudId
    ) {
        self.beoordeling = beoordeling
        self.uitkomst = uitkomst
        self.door = door
        self.meldingen = meldingen
        self.redenen = redenen
    }
}

/// R12: it stands beside the decision, with its facts, and blocks nothing.
public struct Meningsverschil: Codable, Hashable, Sendable {
    public var meningsverschil: MeningsverschilId
    public var beoordeling: BeoordelingId
    public var namens: Persoon
    public var feiten: InhoudId

    public init(
        meningsverschil: MeningsverschilId, beoordeling: BeoordelingId, namens: Persoon, feiten: InhoudId
    ) {
        self.meningsverschil = meningsverschil
        self.beoordeling = beoordeling
        self.namens = namens
        self.feiten = feiten
    }
}

/// What is asked of the verwijzing: an offer to one organisation, with the minimal data of an offer (O7).
public struct Overdrachtsverzoek: Codable, Hashable, Sendable {
    public var overdracht: OverdrachtId
    public var van: Persoon
    public var naar: Organisatie
    /// An open list of codes, kept by the register.
    public var vraag: String
    public var leeftijdsgroep: Leeftijdsgroep
    public var soortHulp: String?
    /// Urgency of this handover; its event carries this one, not the urgency of the casus.
    public var urgentie: Urgentie
    /// O14: whether the team chooses among candidates; nil is not.
    public var keuze: Keuze?

    public init(
        overdracht: OverdrachtId, van: Persoon, naar: Organisatie, vraag: String, leeftijdsgroep: Leeftijdsgroep,
        soortHulp: String?, urgentie: Urgentie, keuze: Keuze? = nil
    ) {
        self.overdracht = overdracht
        self.van = van
        self.naar = naar
        self.vraag = vraag
        self.leeftijdsgroep = leeftijdsgroep
        self.soortHulp = soortHulp
        self.urgentie = urgentie
        self.keuze = keuze
    }
}

/// Which of several offers becomes the handover (O14).
public enum Keuze: String, Codable, Sendable {
    case eersteAntwoord = "eerste-antwoord"
    case besteVoorstel = "beste-voorstel"
}

/// A handover that was asked for from this casus.
public struct GestarteOverdracht: Codable, Hashable, Sendable {
    public var overdracht: OverdrachtId
    public var naar: Organisatie
    public var stand: Overdrachtstand
    /// As it was asked; nil in a casus of before this was kept.
    public var urgentie: Urgentie?
    public var keuze: Keuze?
}
