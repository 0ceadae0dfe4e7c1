import Foundation

/// Something that happened to the contact with a family, or to a question in its zaak. References and codes only.
public struct GezinscontactEvent: Equatable, Sendable {
    public let kop: Kop
    public let feit: Feit

    public struct Kop: Codable, Equatable, Sendable {
        public var zaak: UUID
        public var kenmerk: String
        public var regio: String
        public var oefening: Bool
        public var urgentie: Urgentie
        /// Who holds the regie: the family's contact, and who must answer where nobody else is named.
        public var regie: Partij
        public var tijdstip: Date
    }

    public enum Feit: Equatable, Sendable {
        case navraagGesteld(NavraagGesteld)
        case navraagBeantwoord(NavraagBeantwoord)
        case navraagDoorgegeven(NavraagDoorgegeven)
        case navraagOpgevolgd(NavraagOpgevolgd)
        case teInformeren(TeInformeren)
        case lidGeinformeerd(LidGeinformeerd)
        case geinformeerd(Geinformeerd)
        case toegangGegeven(ToegangGegeven)
        case toegangIngetrokken(ToegangIngetrokken)
        case voorkeurVastgelegd(VoorkeurVastgelegd)
        case planGegeven(PlanGegeven)
        case planIngetrokken(PlanIngetrokken)
        case hulpZonderToestemming(ZonderToestemming)
        case toestemmingHersteld(ToestemmingHersteld)
        case hulpgrondVastgelegd(HulpgrondVastgelegd)
        case nazorgAfgesproken(NazorgAfgesproken)
        case nazorgTeHouden(NazorgTeHouden)
        case termijnHerinnerd(TermijnHerinnerd)
        case termijnGeescaleerd(TermijnGeescaleerd)
    }

    /// The contract's event name.
    public var naam: String { feit.beschrijving.naam }

    public struct NavraagGesteld: Codable, Equatable, Sendable {
        public var navraag: UUID
        public var door: Partij?
        public var lid: UUID?
        public var tekst: UUID
        /// Who must answer, where that is not who holds the regie; with the offer on which who asked waits.
        public var aan: Ontvanger?
        public var aanbod: UUID?
    }

    public struct NavraagBeantwoord: Codable, Equatable, Sendable {
        public var navraag: UUID
        public var door: Partij
        public var antwoord: UUID
        /// Who recorded the question; absent where someone of the family asked it themself.
        public var vrager: Partij?
    }

    public struct NavraagDoorgegeven: Codable, Equatable, Sendable {
        public var navraag: UUID
        public var vorige: Ontvanger
        /// Who must answer now, where that is not who holds the regie.
        public var aan: Ontvanger?
    }

    /// O23: who asked is another now, and reads the answer.
    public struct NavraagOpgevolgd: Codable, Equatable, Sendable {
        public var navraag: UUID
        public var vorige: String
        public var van: Partij
    }

    public struct TeInformeren: Codable, Equatable, Sendable {
        public var contact: UUID
        public var aanleiding: Informeeraanleiding
        /// Who had to tell it before, where that was someone else.
        public var vorige: Partij?
    }

    /// One of the family heard it, or did not for a reason.
    public struct LidGeinformeerd: Codable, Equatable, Sendable {
        public var contact: UUID
        public var door: Partij
        public var lid: UUID
        public var wijze: Gezinskanaal?
        public var reden: NietVerteldReden?
    }

    /// With the last of them.
    public struct Geinformeerd: Codable, Equatable, Sendable {
        public var contact: UUID
        public var door: Partij
        public var wijze: Gezinskanaal?
    }

    public struct ToegangGegeven: Codable, Equatable, Sendable {
        public var door: Partij
        public var lid: UUID
        public var toegang: UUID
        public var tot: Date
    }

    public struct ToegangIngetrokken: Codable, Equatable, Sendable {
        public var door: Partij
        public var lid: UUID
        public var toegang: UUID
    }

    public struct VoorkeurVastgelegd: Codable, Equatable, Sendable {
        public var door: Partij
        public var lid: UUID
        public var voorkeur: UUID
    }

    /// V9.
    public struct PlanGegeven: Codable, Equatable, Sendable {
        public var plan: UUID
        /// Absent where the family did it itself.
        public var door: Partij?
        public var lid: UUID
        public var zelf: UUID
        public var netwerk: UUID
        public var professioneel: UUID
    }

    public struct PlanIngetrokken: Codable, Equatable, Sendable {
        public var plan: UUID
        public var lid: UUID
    }

    /// P2: help runs although somebody who must consent said no; the head names who sees to it.
    public struct ZonderToestemming: Codable, Equatable, Sendable {
        /// The handover or verwijzing.
        public var onderwerp: UUID
        public var helper: Partij
        /// Whoever saw to it before, and gave the help, where that was another.
        public var vorigeRegie: Partij?
        public var vorigeHelper: Partij?
    }

    public struct ToestemmingHersteld: Codable, Equatable, Sendable {
        public var onderwerp: UUID
        public var door: Toestemmingsherstel
    }

    public struct HulpgrondVastgelegd: Codable, Equatable, Sendable {
        public var onderwerp: UUID
        public var door: Partij
        public var grond: Hulpgrond
    }

    /// O11: somebody contacts the family on a day after the help of this handover ended.
    public struct NazorgAfgesproken: Codable, Equatable, Sendable {
        public var onderwerp: UUID
        public var aan: Partij
        public var op: Dag
    }

    /// O11: the day came.
    public struct NazorgTeHouden: Codable, Equatable, Sendable {
        public var onderwerp: UUID
        public var aan: Partij
    }

    public struct TermijnHerinnerd: Codable, Equatable, Sendable {
        public var onderwerp: UUID
        public var soort: String
        public var sinds: Date
        public var stadium: Int
        /// Who must act, where that is not who holds the regie.
        public var aan: Ontvanger?
    }

    public struct TermijnGeescaleerd: Codable, Equatable, Sendable {
        public var onderwerp: UUID
        public var soort: String
        public var sinds: Date
        public var stadium: Int
        public var niveau: Escalatieniveau
        /// The organisations whose team leads are told; empty when the region's named person is.
        public var escalatieNaar: [String]
    }
}

extension GezinscontactEvent: Encodable, DecodableWithConfiguration {
    public func encode(to encoder: any Encoder) throws {
        try kop.encode(to: encoder)
        try feit.beschrijving.inhoud.encode(to: encoder)
    }

    /// - Parameter naam: the contract's event name; unknown ones throw `DecodingError`.
    public init(from decoder: any Decoder, configuration naam: String) throws {
        kop = try Kop(from: decoder)
        switch naam {
        case "navraag-gesteld": feit = .navraagGesteld(try NavraagGesteld(from: decoder))
        case "navraag-beantwoord": feit = .navraagBeantwoord(try NavraagBeantwoord(from: decoder))
        case "navraag-doorgegeven": feit = .navraagDoorgegeven(try NavraagDoorgegeven(from: decoder))
        case "navraag-opgevolgd": feit = .navraagOpgevolgd(try NavraagOpgevolgd(from: decoder))
        case "gezin-te-informeren": feit = .teInformeren(try TeInformeren(from: decoder))
        case "gezinslid-geinformeerd": feit = .lidGeinformeerd(try LidGeinformeerd(from: decoder))
        case "gezin-geinformeerd": feit = .geinformeerd(try Geinformeerd(from: decoder))
        case "gezinstoegang-gegeven": feit = .toegangGegeven(try ToegangGegeven(from: decoder))
        case "gezinstoegang-ingetrokken": feit = .toegangIngetrokken(try ToegangIngetrokken(from: decoder))
        case "gezinsvoorkeur-vastgelegd": feit = .voorkeurVastgelegd(try VoorkeurVastgelegd(from: decoder))
        case "familiegroepsplan-gegeven": feit = .planGegeven(try PlanGegeven(from: decoder))
        case "familiegroepsplan-ingetrokken": feit = .planIngetrokken(try PlanIngetrokken(from: decoder))
        case "hulp-zonder-toestemming": feit = .hulpZonderToestemming(try ZonderToestemming(from: decoder))
        case "toestemming-hersteld": feit = .toestemmingHersteld(try ToestemmingHersteld(from: decoder))
        case "hulpgrond-vastgelegd": feit = .hulpgrondVastgelegd(try HulpgrondVastgelegd(from: decoder))
        case "nazorg-afgesproken": feit = .nazorgAfgesproken(try NazorgAfgesproken(from: decoder))
        case "nazorg-te-houden": feit = .nazorgTeHouden(try NazorgTeHouden(from: decoder))
        case "contacttermijn-herinnerd": feit = .termijnHerinnerd(try TermijnHerinnerd(from: decoder))
        case "contacttermijn-geescaleerd": feit = .termijnGeescaleerd(try TermijnGeescaleerd(from: decoder))
        default:
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "onbekend contactfeit"))
        }
    }
}

extension GezinscontactEvent.Feit {
    fileprivate var beschrijving: (naam: String, inhoud: any Encodable) {
        switch self {
        case .navraagGesteld(let inhoud): ("navraag-gesteld", inhoud)
        case .navraagBeantwoord(let inhoud): ("navraag-beantwoord", inhoud)
        case .navraagDoorgegeven(let inhoud): ("navraag-doorgegeven", inhoud)
        case .navraagOpgevolgd(let inhoud): ("navraag-opgevolgd", inhoud)
        case .teInformeren(let inhoud): ("gezin-te-informeren", inhoud)
        case .lidGeinformeerd(let inhoud): ("gezinslid-geinformeerd", inhoud)
        case .geinformeerd(let inhoud): ("gezin-geinformeerd", inhoud)
        case .toegangGegeven(let inhoud): ("gezinstoegang-gegeven", inhoud)
        case .toegangIngetrokken(let inhoud): ("gezinstoegang-ingetrokken", inhoud)
        case .voorkeurVastgelegd(let inhoud): ("gezinsvoorkeur-vastgelegd", inhoud)
        case .planGegeven(let inhoud): ("familiegroepsplan-gegeven", inhoud)
        case .planIngetrokken(let inhoud): ("familiegroepsplan-ingetrokken", inhoud)
        case .hulpZonderToestemming(let inhoud): ("hulp-zonder-toestemming", inhoud)
        case .toestemmingHersteld(let inhoud): ("toestemming-hersteld", inhoud)
        case .hulpgrondVastgelegd(let inhoud): ("hulpgrond-vastgelegd", inhoud)
        case .nazorgAfgesproken(let inhoud): ("nazorg-afgesproken", inhoud)
        case .nazorgTeHouden(let inhoud): ("nazorg-te-houden", inhoud)
        case .termijnHerinnerd(let inhoud): ("contacttermijn-herinnerd", inhoud)
        case .termijnGeescaleerd(let inhoud): ("contacttermijn-geescaleerd", inhoud)
        }
    }
}
