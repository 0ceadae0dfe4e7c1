import Foundation

/// O16: what an organisation asks a family for an intake or an investigation, with what was answered. Its owner can share
/// it with who is to do the same, so that the family is not asked again. Questions and answers are encrypted.
public struct Vragenlijst: Codable, Equatable, Sendable {
    public let id: UUID
    public let zaak: UUID
    public let kenmerk: String
    public let regio: String
    public let oefening: Bool
    /// The kind of intake or investigation, as a handover asks it.
    public let over: String
    /// Who made it; its organisation alone answers and shares it.
    public internal(set) var eigenaar: Partij
    /// O17: its owner stopped without a successor, so that nobody shares it; nil is no.
    public internal(set) var eigenaarGestopt: Bool?
    /// The encrypted questions, numbered from one.
    public internal(set) var vragen: UUID?
    public internal(set) var aantal = 0
    /// The list of another that it goes on with; nil for a first one.
    public internal(set) var uit: UUID?
    public let opgesteldOp: Date
    /// The last of each question.
    public internal(set) var antwoorden: [Antwoord] = []
    /// What others asked and nobody answered yet, oldest first; one of each organisation.
    public internal(set) var aanvragen: [Aanvraag] = []
    /// One of each organisation.
    public internal(set) var delingen: [Deling] = []
    public internal(set) var afgegaan: [Overdracht.AfgeganeTermijn] = []

    public struct Antwoord: Codable, Equatable, Sendable {
        public let nummer: Int
        /// Encrypted, with what kind of statement it is and of which day.
        public let inhoud: UUID
        public let door: Partij
        public let op: Date
    }

    public struct Aanvraag: Codable, Equatable, Sendable {
        public let door: Partij
        public let grondslag: Deelgrond
        public let sinds: Date
    }

    public struct Deling: Codable, Equatable, Sendable {
        /// OIN.
        public let met: String
        public let grondslag: Deelgrond
        public let door: Partij
        public let sinds: Date
        /// Who there has it.
        public internal(set) var ontvangen: Partij?
    }

    /// What the family was not asked yet.
    public var open: [Int] {
        guard aantal > 0 else { return [] }
        return (1...aantal).filter { nummer in !antwoorden.contains { $0.nummer == nummer } }
    }

    public func isGedeeld(met organisatie: String) -> Bool { delingen.contains { $0.met == organisatie } }

    public var delen: [UUID] { [vragen].compactMap { $0 } + antwoorden.map(\.inhoud) }

    /// - Parameters:
    ///   - inZaak: whether it has a part in the zaak that the owner may know, so that it can ask.
    ///   - zicht: what it sees of the zaak (P1).
    public func mogelijk(voor organisatie: String, inZaak: Bool, zicht: Zicht = .vrij) -> [String] {
        if organisatie == eigenaar.organisatie {
            guard eigenaarGestopt != true else { return [] }
            let gevraagd = aanvragen.contains { zicht.ziet(organisatie: $0.door.organisatie) }
            return ["vragenlijst-beantwoorden", "vragenlijst-delen"] + (gevraagd ? ["vragenlijst-weigeren"] : [])
        }
        if let deling = delingen.first(where: { $0.met == organisatie }) {
            return deling.ontvangen == nil ? ["vragenlijst-ontvangen"] : []
        }
        let kanVragen = inZaak && eigenaarGestopt != true
        return kanVragen && !aanvragen.contains { $0.door.organisatie == organisatie } ? ["vragenlijst-aanvragen"] : []
    }

    /// O5: a question to share waits for the owner, what was shared for who gets it.
    public var lopendeTermijnen: [LopendeTermijn] {
        func termijn(_ soort: String, _ sinds: Date, _ organisatie: String, _ medewerker: String?) -> LopendeTermijn {
            LopendeTermijn(
                soort: soort, sinds: sinds, spoed: false, uiterlijk: nil, organisatie: organisatie,
                medewerker: medewerker)
        }
        // Those of one moment share a term.
        let gevraagd = Set(aanvragen.map(\.sinds)).sorted().map {
            termijn(Vragenlijsttermijn.delen, $0, eigenaar.organisatie, eigenaar.medewerker)
        }
        let gedeeld = Dictionary(grouping: delingen.filter { $0.ontvangen == nil }, by: \.sinds).sorted {
            $0.key < $1.key
        }.map { termijn(Vragenlijsttermijn.ontvangen, $0.key, $0.value[0].met, nil) }
        return gevraagd + gedeeld
    }

    func aanZet(_ soort: String, _ sinds: Date) -> [String] {
        soort == Vragenlijsttermijn.delen
            ? [eigenaar.organisatie]
            : delingen.filter { $0.ontvangen == nil && $0.sinds.zelfdeMoment(als: sinds) }.map(\.met).sorted()
    }
}

public enum Vragenlijsttermijn {
    public static let delen = "vragenlijst-delen"
    public static let ontvangen = "vragenlijst-ontvangen"
    public static let alle = [delen, ontvangen]
}

/// Why an owner does not share.
public enum Vragenlijstweigerreden: String, Codable, Sendable, CaseIterable {
    case geenGrondslag = "geen-grondslag"
    case gezinWilNiet = "gezin-wil-niet"
    case nietAf = "niet-af"
    case anders
}

/// Something that happened to it. References and codes only; its JSON is flat.
public struct VragenlijstEvent: Equatable, Sendable {
    public let kop: Kop
    public let feit: Feit

    public struct Kop: Codable, Equatable, Sendable {
        public var vragenlijst: UUID
        public var zaak: UUID
        public var kenmerk: String
        public var regio: String
        public var oefening: Bool
        public var urgentie: Urgentie
        public var over: String
        public var eigenaar: Partij
        /// Absent when the clock did it.
        public var door: Partij?
        public var tijdstip: Date
    }

    public enum Feit: Equatable, Sendable {
        case opgesteld(Opgesteld)
        case beantwoord(Beantwoord)
        case gevraagd(Gevraagd)
        case geweigerd(Geweigerd)
        case gedeeld(Gedeeld)
        case ontvangen(Ontvangen)
        /// What an organisation asked, or was to receive, can come to it no more.
        case vervallen(Vervallen)
        /// O17, O23: an organisation of it stopped.
        case opgevolgd(Opgevolgd)
        case termijnHerinnerd(VerklaringEvent.TermijnHerinnerd)
        case termijnGeescaleerd(OverdrachtEvent.TermijnGeescaleerd)
    }

    public struct Opgesteld: Codable, Equatable, Sendable {
        public var vragen: UUID
        public var aantal: Int
        public var uit: UUID?
    }

    public struct Beantwoord: Codable, Equatable, Sendable {
        public var nummer: Int
        public var antwoord: UUID
    }

    public struct Gevraagd: Codable, Equatable, Sendable {
        public var grondslag: Deelgrond
    }

    public struct Geweigerd: Codable, Equatable, Sendable {
        public var aanvrager: Partij
        public var reden: Vragenlijstweigerreden
        /// How many others still wait.
        public var wachtend: Int
    }

    public struct Gedeeld: Codable, Equatable, Sendable {
        public var met: String
        public var grondslag: Deelgrond
        /// Who asked for it there; nil where nobody did.
        public var aanvrager: Partij?
        public var wachtend: Int
    }

    public struct Ontvangen: Codable, Equatable, Sendable {
        public var organisatie: String
    }

    public struct Vervallen: Codable, Equatable, Sendable {
        public var organisatie: String
        /// Who asked for it there; nil where it was shared and nobody there has it.
        public var aanvrager: Partij?
        public var wachtend: Int
    }

    public struct Opgevolgd: Codable, Equatable, Sendable {
        public var vorige: String
        /// Nil where nobody comes in its place. With who there has now what `vorige` asked or received.
        public var opvolger: Ontvanger?
        /// Who waited for a list that nobody shares any more.
        public var vervallen: [Partij]
        public var wachtend: Int
        public var teOntvangen: Int
    }

    /// The contract's event name.
    public var naam: String { feit.beschrijving.naam }
}

extension VragenlijstEvent: Encodable, DecodableWithConfiguration {
    public func encode(to encoder: any Encoder) throws {
        try kop.encode(to: encoder)
        try feit.beschrijving.inhoud.encode(to: encoder)
    }

    /// - Parameter naam: the contract's event name; unknown ones throw `DecodingError`.
    public init(from decoder: any Decoder, configuration naam: String) throws {
        kop = try Kop(from: decoder)
        feit =
            switch naam {
            case "vragenlijst-opgesteld": .opgesteld(try Opgesteld(from: decoder))
            case "vragenlijst-beantwoord": .beantwoord(try Beantwoord(from: decoder))
            case "vragenlijst-gevraagd": .gevraagd(try Gevraagd(from: decoder))
            case "vragenlijst-geweigerd": .geweigerd(try Geweigerd(from: decoder))
            case "vragenlijst-gedeeld": .gedeeld(try Gedeeld(from: decoder))
            case "vragenlijst-ontvangen": .ontvangen(try Ontvangen(from: decoder))
            case "vragenlijst-vervallen": .vervallen(try Vervallen(from: decoder))
            case "vragenlijst-opgevolgd": .opgevolgd(try Opgevolgd(from: decoder))
            case "vragenlijsttermijn-herinnerd":
                .termijnHerinnerd(try VerklaringEvent.TermijnHerinnerd(from: decoder))
            case "vragenlijsttermijn-geescaleerd":
                .termijnGeescaleerd(try OverdrachtEvent.TermijnGeescaleerd(from: decoder))
            default:
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "onbekend vragenlijstfeit"))
            }
    }
}

extension VragenlijstEvent.Feit {
    fileprivate var beschrijving: (naam: String, inhoud: any Encodable) {
        switch self {
        case .opgesteld(let inhoud): ("vragenlijst-opgesteld", inhoud)
        case .beantwoord(let inhoud): ("vragenlijst-beantwoord", inhoud)
        case .gevraagd(let inhoud): ("vragenlijst-gevraagd", inhoud)
        case .geweigerd(let inhoud): ("vragenlijst-geweigerd", inhoud)
        case .gedeeld(let inhoud): ("vragenlijst-gedeeld", inhoud)
        case .ontvangen(let inhoud): ("vragenlijst-ontvangen", inhoud)
        case .vervallen(let inhoud): ("vragenlijst-vervallen", inhoud)
        case .opgevolgd(let inhoud): ("vragenlijst-opgevolgd", inhoud)
        case .termijnHerinnerd(let inhoud): ("vragenlijsttermijn-herinnerd", inhoud)
        case .termijnGeescaleerd(let inhoud): ("vragenlijsttermijn-geescaleerd", inhoud)
        }
    }
}

extension Vragenlijst {
    /// Applies what happened; total.
    public static func evolve(_ state: Vragenlijst?, _ event: VragenlijstEvent) -> Vragenlijst {
        var stand = state ?? Vragenlijst(event.kop)
        stand.pasToe(event)
        return stand
    }

    private init(_ kop: VragenlijstEvent.Kop) {
        id = kop.vragenlijst
        zaak = kop.zaak
        kenmerk = kop.kenmerk
        regio = kop.regio
        oefening = kop.oefening
        over = kop.over
        eigenaar = kop.eigenaar
        opgesteldOp = kop.tijdstip
    }

    private mutating func pasToe(_ event: VragenlijstEvent) {
        let (door, op) = (event.kop.door ?? event.kop.eigenaar, event.kop.tijdstip)
        eigenaar = event.kop.eigenaar
        switch event.feit {
        case .opgesteld(let feit): (vragen, aantal, uit) = (feit.vragen, feit.aantal, feit.uit)
        case .beantwoord(let feit):
            antwoorden.removeAll { $0.nummer == feit.nummer }
            antwoorden.append(Antwoord(nummer: feit.nummer, inhoud: feit.antwoord, door: door, op: op))
            antwoorden.sort { $0.nummer < $1.nummer }
        case .gevraagd(let feit): aanvragen.append(Aanvraag(door: door, grondslag: feit.grondslag, sinds: op))
        case .geweigerd(let feit): aanvragen.removeAll { $0.door.organisatie == feit.aanvrager.organisatie }
        case .gedeeld(let feit):
            aanvragen.removeAll { $0.door.organisatie == feit.met }
            delingen.removeAll { $0.met == feit.met }
            delingen.append(Deling(met: feit.met, grondslag: feit.grondslag, door: door, sinds: op))
        case .ontvangen(let feit):
            for plaats in delingen.indices where delingen[plaats].met == feit.organisatie {
                delingen[plaats].ontvangen = door
            }
        case .vervallen(let feit):
            aanvragen.removeAll { $0.door.organisatie == feit.organisatie }
            delingen.removeAll { $0.met == feit.organisatie && $0.ontvangen == nil }
        case .opgevolgd(let feit): volgOp(feit)
        case .termijnHerinnerd(let feit): noteer(feit.soort, feit.sinds, feit.stadium)
        case .termijnGeescaleerd(let feit): noteer(feit.soort, feit.sinds, feit.stadium)
        }
        let lopend = lopendeTermijnen
        afgegaan.removeAll { oud in
            !lopend.contains { $0.soort == oud.soort && $0.sinds.zelfdeMoment(als: oud.sinds) }
        }
    }

    /// What the successor asked or received itself goes before what the former did; nobody shares with itself.
    private mutating func volgOp(_ feit: VragenlijstEvent.Opgevolgd) {
        let (vorige, opvolger) = (feit.vorige, feit.opvolger?.organisatie)
        let partij = feit.opvolger.flatMap { wie in
            wie.medewerker.map { Partij(organisatie: wie.organisatie, medewerker: $0) }
        }
        if eigenaar.organisatie == vorige || eigenaar.organisatie == opvolger {
            eigenaarGestopt = opvolger == nil ? true : nil
        }
        func staat(_ organisatie: String) -> Bool { organisatie == eigenaar.organisatie || isGedeeld(met: organisatie) }
        delingen = delingen.compactMap { deling in
            guard deling.met == vorige else { return deling.met == eigenaar.organisatie ? nil : deling }
            guard let opvolger else { return deling.ontvangen == nil ? nil : deling }
            guard !staat(opvolger) else { return nil }
            return Deling(
                met: opvolger, grondslag: deling.grondslag, door: deling.door, sinds: deling.sinds,
                ontvangen: deling.ontvangen.flatMap { _ in partij })
        }
        let eigen = aanvragen.contains { $0.door.organisatie == opvolger }
        aanvragen = aanvragen.compactMap { aanvraag in
            let van = aanvraag.door.organisatie
            guard van == vorige else { return staat(van) ? nil : aanvraag }
            guard let partij, !eigen, !staat(partij.organisatie) else { return nil }
            return Aanvraag(door: partij, grondslag: aanvraag.grondslag, sinds: aanvraag.sinds)
        }
        if eigenaarGestopt == true { aanvragen = [] }
    }

    private mutating func noteer(_ soort: String, _ sinds: Date, _ stadium: Int) {
        afgegaan.removeAll { $0.soort == soort && $0.sinds.zelfdeMoment(als: sinds) }
        afgegaan.append(.init(soort: soort, sinds: sinds, stadium: stadium))
    }
}
