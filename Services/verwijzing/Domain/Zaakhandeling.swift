import Foundation

/// Acts on a handover that can touch the regie, the list of open offers or the hop count: decided on the zaak and its
/// handovers together, under the zaak's lock (O1).
public enum Zaakhandeling: Equatable, Sendable {
    case aanbieden(Aanbieding)
    /// Names the worker and the day on which the help starts (O21).
    case accepteren(door: Actor, werker: Actor, startdatum: Dag)
    /// O14: by the offerer; `werker` is the one whom the proposal names, as the register knows them now; nil
    /// when there is none. `gezinAfwezig`: why the family did not choose along; nil where it did.
    case kiesVoorstel(door: Actor, werker: Actor?, gezinAfwezig: AfwezigheidGezin? = nil)
    /// `toelichting` is an encrypted part.
    case weigeren(door: Actor, reden: Weigerreden, alternatief: Alternatief, toelichting: UUID?)
    /// By the offerer, before acceptance.
    case intrekken(door: Actor, reden: Intrekkingsreden)
    /// By the receiver, on the offerer's question after acceptance (O21).
    case stemInMetIntrekking(door: Actor)
    case teruggeven(door: Actor, reden: Teruggavereden)
    /// `regiehouder` is the named person of the offerer who holds the regie from now on.
    case aanvaardTeruggave(door: Actor, regiehouder: Actor)
    /// O13: the decider of a dispute about the regie says on which side it is. `regiehouder` takes it at the offerer.
    case beslisRegie(Regiebesluit)
    case wisselWerker(door: Actor, naar: Actor)
    case afronden(door: Actor, afsluiting: Afsluiting)
    case voortijdigBeeindigen(door: Actor, reden: Beeindigingsreden, afsluiting: Afsluiting)
}

extension Zaakhandeling {
    /// Whether another organisation can hold the regie afterwards (O1).
    public var verplaatstRegie: Bool {
        switch self {
        case .accepteren, .kiesVoorstel, .stemInMetIntrekking, .aanvaardTeruggave, .beslisRegie: true
        case .aanbieden, .weigeren, .intrekken, .teruggeven, .wisselWerker, .afronden, .voortijdigBeeindigen: false
        }
    }
}

/// An offer as the organisation that holds the regie makes it.
public struct Aanbieding: Equatable, Sendable {
    public var door: Actor
    /// OIN of the receiver.
    public var naar: String
    public var kenmerk: String
    public var urgentie: Urgentie
    /// O7: the offer shows question, urgency, age group and gemeente, as published codes, and nothing else.
    public var vraag: String
    public var leeftijdsgroep: String
    public var gemeente: String
    /// Why the zaak goes on (O6).
    public var reden: Overdrachtsreden
    public var keuze: Keuze
    public var antwoorden: [Dossierblok: Blokantwoord]

    public init(
        door: Actor, naar: String, kenmerk: String, urgentie: Urgentie, vraag: String, leeftijdsgroep: String,
        gemeente: String, reden: Overdrachtsreden, keuze: Keuze = .eersteAntwoord,
        antwoorden: [Dossierblok: Blokantwoord]
    ) {
        self.door = door
        self.naar = naar
        self.kenmerk = kenmerk
        self.urgentie = urgentie
        self.vraag = vraag
        self.leeftijdsgroep = leeftijdsgroep
        self.gemeente = gemeente
        self.reden = reden
        self.keuze = keuze
        self.antwoorden = antwoorden
    }
}

/// O13: what was decided in a dispute about the regie between the two sides of a handover.
public struct Regiebesluit: Equatable, Sendable {
    public var geschil: UUID
    /// The decider, of neither side; whether it is theirs to decide is the dispute's affair.
    public var door: Actor
    public var bij: Kant
    /// Who takes the regie at the offerer; nil where it does not go there.
    public var regiehouder: Actor?

    public init(geschil: UUID, door: Actor, bij: Kant, regiehouder: Actor?) {
        self.geschil = geschil
        self.door = door
        self.bij = bij
        self.regiehouder = regiehouder
    }
}

/// What one act makes happen, to be stored in one transaction.
public struct Besluit: Equatable, Sendable {
    public var zaak: [ZaakEvent]
    /// In the order in which it happened; each handover occurs once.
    public var overdrachten: [(id: UUID, events: [OverdrachtEvent])]

    public static func == (een: Besluit, ander: Besluit) -> Bool {
        een.zaak == ander.zaak
            && een.overdrachten.elementsEqual(ander.overdrachten) { $0.id == $1.id && $0.events == $1.events }
    }

    public func events(van overdracht: UUID) -> [OverdrachtEvent] {
        overdrachten.first { $0.id == overdracht }?.events ?? []
    }
}
