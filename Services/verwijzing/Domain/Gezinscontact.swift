import Foundation

/// The contact with the family in a zaak, and the questions to who must move (N7): what was asked and answered, what the
/// family has yet to hear, how each of it wants to hear, and who of it may look at the family's own page.
///
/// It stands beside the zaak and moves nothing of the regie; who holds the regie is the contact and answers.
public struct Gezinscontact: Codable, Equatable, Sendable {
    public let zaak: UUID
    public let kenmerk: String
    public let regio: String
    public let oefening: Bool
    /// Oldest first.
    public internal(set) var navragen: [Navraag] = []
    /// What the family has yet to hear.
    public internal(set) var informeren: Informeerplicht?
    /// When it last heard, and how.
    public internal(set) var geinformeerd: Geinformeerd?
    /// The last of each member of the family; withdrawn ones are gone.
    public internal(set) var toegangen: [Gezinstoegang] = []
    /// The last of each member of the family that has one.
    public internal(set) var voorkeuren: [Gezinsvoorkeur] = []
    /// The family's own plan; nil where it gave none or took it back (V9).
    public internal(set) var plan: Familiegroepsplan?
    /// O11: who contacts the family after help ended, until their day comes. Absent in rows of before there was any.
    public internal(set) var nazorg: [Nazorgafspraak]?
    /// P2: help that runs without consent. Absent, as the next, in rows of before it was kept.
    public internal(set) var zonderToestemming: [HulpZonderToestemming]?
    public internal(set) var hulpgronden: [VastgelegdeHulpgrond]?
    /// How far each term that still runs went off.
    public internal(set) var afgegaan: [AfgeganeTermijn] = []

    public struct Geinformeerd: Codable, Equatable, Sendable {
        public var door: Partij
        /// Nil where for nobody of it could be told.
        public var wijze: Gezinskanaal?
        public var op: Date
    }

    public struct AfgeganeTermijn: Codable, Equatable, Sendable {
        public var onderwerp: UUID
        public var sinds: Date
        public var stadium: Int
    }

    /// Applies what happened; total.
    public static func evolve(_ state: Gezinscontact?, _ event: GezinscontactEvent) -> Gezinscontact {
        var stand = state ?? Gezinscontact(event.kop)
        stand.pasToe(event)
        return stand
    }

    private init(_ kop: GezinscontactEvent.Kop) {
        zaak = kop.zaak
        kenmerk = kop.kenmerk
        regio = kop.regio
        oefening = kop.oefening
    }

    private mutating func pasToe(_ event: GezinscontactEvent) {
        let (regie, tijdstip) = (event.kop.regie, event.kop.tijdstip)
        switch event.feit {
        case .navraagGesteld(let feit):
            navragen.append(
                Navraag(
                    id: feit.navraag, van: feit.door, lid: feit.lid, tekst: feit.tekst, gesteldOp: tijdstip,
                    aanbod: feit.aanbod, aan: feit.aan ?? Ontvanger(regie)))
        case .navraagBeantwoord(let feit):
            wijzig(feit.navraag) { $0.antwoord = .init(door: feit.door, tekst: feit.antwoord, op: tijdstip) }
            afgegaan.removeAll { $0.onderwerp == feit.navraag }
        case .navraagDoorgegeven(let feit): wijzig(feit.navraag) { $0.aan = feit.aan ?? Ontvanger(regie) }
        case .navraagOpgevolgd(let feit): wijzig(feit.navraag) { $0.van = feit.van }
        case .teInformeren(let feit):
            informeren = Informeerplicht(
                id: feit.contact, aan: regie, aanleiding: feit.aanleiding, sinds: informeren?.sinds ?? tijdstip)
        case .lidGeinformeerd(let feit):
            informeren?.noteer(.init(lid: feit.lid, wijze: feit.wijze, reden: feit.reden, op: tijdstip))
        case .geinformeerd(let feit):
            informeren = nil
            geinformeerd = Geinformeerd(door: feit.door, wijze: feit.wijze, op: tijdstip)
            afgegaan.removeAll { $0.onderwerp == feit.contact }
        case .toegangGegeven(let feit):
            toegangen.removeAll { $0.lid == feit.lid }
            toegangen.append(
                Gezinstoegang(id: feit.toegang, lid: feit.lid, door: feit.door, sinds: tijdstip, tot: feit.tot))
        case .toegangIngetrokken(let feit): toegangen.removeAll { $0.id == feit.toegang }
        case .voorkeurVastgelegd(let feit):
            voorkeuren.removeAll { $0.lid == feit.lid }
            voorkeuren.append(Gezinsvoorkeur(lid: feit.lid, voorkeur: feit.voorkeur))
        case .planGegeven(let feit):
            plan = Familiegroepsplan(
                id: feit.plan, lid: feit.lid, toegevoegdDoor: feit.door, zelf: feit.zelf, netwerk: feit.netwerk,
                professioneel: feit.professioneel, sinds: tijdstip)
        case .planIngetrokken: plan = nil
        case .hulpZonderToestemming(let feit):
            let eerder = zonder(feit.onderwerp)
            zonderToestemming =
                (zonderToestemming ?? []).filter { $0.hulp != feit.onderwerp } + [
                    HulpZonderToestemming(
                        hulp: feit.onderwerp, helper: feit.helper, regie: regie, sinds: eerder?.sinds ?? tijdstip)
                ]
        case .toestemmingHersteld(let feit): nietMeerZonder(feit.onderwerp)
        case .hulpgrondVastgelegd(let feit):
            hulpgronden =
                (hulpgronden ?? []).filter { $0.hulp != feit.onderwerp } + [
                    VastgelegdeHulpgrond(hulp: feit.onderwerp, grond: feit.grond, door: feit.door, op: tijdstip)
                ]
            nietMeerZonder(feit.onderwerp)
        case .nazorgAfgesproken(let feit):
            nazorg =
                (nazorg ?? []) + [
                    Nazorgafspraak(overdracht: feit.onderwerp, aan: feit.aan, op: feit.op, sinds: tijdstip)
                ]
        case .nazorgTeHouden(let feit): nazorg?.removeAll { $0.overdracht == feit.onderwerp }
        case .termijnHerinnerd(let feit): noteer(feit.onderwerp, feit.sinds, feit.stadium)
        case .termijnGeescaleerd(let feit): noteer(feit.onderwerp, feit.sinds, feit.stadium)
        }
    }

    private mutating func nietMeerZonder(_ hulp: UUID) {
        zonderToestemming?.removeAll { $0.hulp == hulp }
        afgegaan.removeAll { $0.onderwerp == hulp }
    }

    /// The access that a code stands for, as long as it is worth something.
    public func toegang(_ id: UUID, now: Date) -> Gezinstoegang? { toegangen.first { $0.id == id && now < $0.tot } }

    public var openNavragen: [Navraag] { navragen.filter { $0.antwoord == nil } }

    private mutating func wijzig(_ id: UUID, _ wijziging: (inout Navraag) -> Void) {
        if let plaats = navragen.firstIndex(where: { $0.id == id }) { wijziging(&navragen[plaats]) }
    }

    private mutating func noteer(_ onderwerp: UUID, _ sinds: Date, _ stadium: Int) {
        afgegaan.removeAll { $0.onderwerp == onderwerp }
        afgegaan.append(AfgeganeTermijn(onderwerp: onderwerp, sinds: sinds, stadium: stadium))
    }
}

/// A question by the family, or pressing by an organisation (N7). It is answered by who must move: the receiver of an
/// offer that waits for its answer, and else who holds the regie.
public struct Navraag: Codable, Equatable, Sendable {
    public let id: UUID
    /// Who recorded it; nil where someone of the family asked it themself.
    public internal(set) var van: Partij?
    /// Of the family, whose question it is; nil where an organisation presses.
    public let lid: UUID?
    /// The encrypted question.
    public let tekst: UUID
    /// The term counts from here, whoever must answer.
    public let gesteldOp: Date
    /// The offer that waited for an answer when it was asked; nil where there was none, or none that may be told of.
    public let aanbod: UUID?
    /// Who must answer; without a person where that is the receiver of an offer.
    public internal(set) var aan: Ontvanger
    public internal(set) var antwoord: Antwoord?

    public struct Antwoord: Codable, Equatable, Sendable {
        public var door: Partij
        /// The encrypted answer.
        public var tekst: UUID
        public var op: Date
    }
}

/// N7: something changed that each of the family who may hear it must hear from its contact.
public struct Informeerplicht: Codable, Equatable, Sendable {
    /// What the task and the term are about; the same one for the zaak's whole life.
    public let id: UUID
    public let aan: Partij
    public let aanleiding: Informeeraanleiding
    /// Since the first change that not all of the family heard of.
    public let sinds: Date
    /// Who heard it, or why not, since the last change. Absent in rows of before it was kept.
    public internal(set) var gehoord: [Gehoord]?

    /// What one member of the family heard, and how, or why it was not told.
    public struct Gehoord: Codable, Equatable, Sendable {
        public let lid: UUID
        public let wijze: Gezinskanaal?
        public let reden: NietVerteldReden?
        public let op: Date
    }

    init(id: UUID, aan: Partij, aanleiding: Informeeraanleiding, sinds: Date) {
        (self.id, self.aan, self.aanleiding, self.sinds) = (id, aan, aanleiding, sinds)
    }

    public func gehoord(_ lid: UUID) -> Gehoord? { gehoord?.first { $0.lid == lid } }

    fileprivate mutating func noteer(_ bericht: Gehoord) {
        gehoord = (gehoord ?? []).filter { $0.lid != bericht.lid } + [bericht]
    }
}

/// Someone of the family may look at the family's own page, by a code of which only this id is kept.
public struct Gezinstoegang: Codable, Equatable, Sendable {
    /// Follows from the code; the code does not follow from it.
    public let id: UUID
    public let lid: UUID
    /// Who gave it: a face that the family knows.
    public let door: Partij
    public let sinds: Date
    public let tot: Date
}

/// V9: what the family does itself, what its network does, and which help it asks. It stays the family's: an organisation
/// can hand it in once, and the family alone replaces it or takes it back. Its texts are encrypted.
public struct Familiegroepsplan: Codable, Equatable, Sendable {
    /// What the task about it is about; the same one for the zaak's whole life.
    public let id: UUID
    public let lid: UUID
    /// Who handed it in for the family; nil where the family did that itself.
    public let toegevoegdDoor: Partij?
    public let zelf: UUID
    public let netwerk: UUID
    public let professioneel: UUID
    public let sinds: Date

    public var teksten: [UUID] { [zelf, netwerk, professioneel] }
}

/// O11: who contacts the family when, after the help of a handover ended.
public struct Nazorgafspraak: Codable, Equatable, Sendable {
    public let overdracht: UUID
    public let aan: Partij
    public let op: Dag
    public let sinds: Date
}

/// In which channel and language someone of the family wants to hear.
public struct Gezinsvoorkeur: Codable, Equatable, Sendable {
    public let lid: UUID
    /// The encrypted preference.
    public let voorkeur: UUID
}

public enum Informeeraanleiding: String, Codable, Sendable, CaseIterable {
    case nieuwContact = "nieuw-contact"
    case stap
}

/// Why a member of the family was not told.
public enum NietVerteldReden: String, Codable, Sendable, CaseIterable {
    case onveilig
    case nietBereikt = "niet-bereikt"
    case wilNiet = "wil-niet"
    case magNiet = "mag-niet"
}

public enum Gezinskanaal: String, Codable, Sendable, CaseIterable {
    case gesprek, telefoon, brief
    case email = "e-mail"
}

extension Gezinscontact {
    /// O5: a question that waits, what the family has not heard and aftercare that is to come, each with who must move.
    public var lopendeTermijnen: [(onderwerp: UUID, termijn: LopendeTermijn)] {
        openNavragen.map { ($0.id, Self.termijn(Termijnsoort.navraag, $0.gesteldOp, $0.aan)) }
            + (informeren.map { [($0.id, Self.termijn(Termijnsoort.informeren, $0.sinds, Ontvanger($0.aan)))] } ?? [])
            + (zonderToestemming ?? []).map {
                ($0.hulp, Self.termijn(Termijnsoort.zonderToestemming, $0.sinds, Ontvanger($0.regie)))
            }
            + (nazorg ?? []).map {
                (
                    $0.overdracht,
                    Self.termijn(Termijnsoort.nazorg, $0.sinds, Ontvanger($0.aan), uiterlijk: $0.op.begin)
                )
            }
    }

    private static func termijn(
        _ soort: String, _ sinds: Date, _ aan: Ontvanger, uiterlijk: Date? = nil
    ) -> LopendeTermijn {
        LopendeTermijn(
            soort: soort, sinds: sinds, spoed: false, uiterlijk: uiterlijk, organisatie: aan.organisatie,
            medewerker: aan.medewerker)
    }
}
