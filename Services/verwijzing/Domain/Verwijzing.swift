import Foundation

/// A question for help that fits, to one organisation (V1, V3). It stands beside the overdracht: it moves nothing of the
/// regie, several can run at once for one zaak, and each is acknowledged by itself.
public struct Verwijzing: Codable, Equatable, Sendable {
    public let id: UUID
    public let zaak: UUID
    public let kenmerk: String
    public let regio: String
    public let oefening: Bool
    public let urgentie: Urgentie
    /// Who asks, and hears every answer.
    public internal(set) var van: Partij
    /// OIN of who is asked.
    public internal(set) var naar: String
    public internal(set) var vraag: Vraag?
    public let gevraagdOp: Date
    public internal(set) var stand: Stand
    /// Since when it stands so.
    public internal(set) var sinds: Date
    /// O23: since when another is asked than before; receipts count from here.
    public internal(set) var overgenomenOp: Date?
    public internal(set) var bezorgdOp: Date?
    public internal(set) var gezien: Gezien?
    public internal(set) var afgegaan: [Overdracht.AfgeganeTermijn] = []
    /// O22: who asked it first, where another organisation asks on since the regie moved.
    public internal(set) var eersteVrager: EersteVrager?

    /// The need stays of who wrote it; who asks on reads it by what the family lets it (P2).
    public struct EersteVrager: Codable, Equatable, Sendable {
        public let organisatie: String
        /// Since when another asks on.
        public let tot: Date
    }

    /// OIN of who wrote what is asked.
    public var schrijver: String { eersteVrager?.organisatie ?? van.organisatie }

    /// What is asked (V1).
    public typealias Vraag = VerwijzingEvent.Gevraagd

    public struct Gezien: Codable, Equatable, Sendable {
        public let door: String
        public let op: Date
    }

    public indirect enum Stand: Codable, Equatable, Sendable {
        case gevraagd
        case uitgesteld(Uitstel)
        case aanvaard(Hulp)
        case gestart(Hulp)
        case geweigerd(VerwijzingEvent.Geweigerd)
        case ingetrokken(Intrekkingsreden)
        case beeindigd(Hulpeinde, Hulp)

        public var code: String {
            switch self {
            case .gevraagd: "gevraagd"
            case .uitgesteld: "uitgesteld"
            case .aanvaard: "aanvaard"
            case .gestart: "gestart"
            case .geweigerd: "geweigerd"
            case .ingetrokken: "ingetrokken"
            case .beeindigd: "beeindigd"
            }
        }
    }

    /// What was promised, and how far it is.
    public struct Hulp: Codable, Equatable, Sendable {
        public internal(set) var werker: String
        public let startdatum: Dag
        public let aanvaardOp: Date
        public internal(set) var gestartOp: Date?
        /// The last word about it.
        public internal(set) var voortgangSinds: Date
        public internal(set) var bericht: UUID?
    }

    public var isOpen: Bool {
        switch stand {
        case .gevraagd, .uitgesteld: true
        default: false
        }
    }

    /// R13: what runs, or was promised.
    public var hulp: Hulp? {
        switch stand {
        case .aanvaard(let hulp), .gestart(let hulp): hulp
        default: nil
        }
    }

    public var isEindstand: Bool { !isOpen && hulp == nil }

    /// O16: the same help was asked here before, and began.
    public func deedAl(_ vraag: String, in zaak: UUID, voor gevraagdOp: Date) -> Bool {
        guard self.zaak == zaak, self.vraag?.hulp == vraag, self.gevraagdOp < gevraagdOp else { return false }
        switch stand {
        case .gestart: return true
        case .beeindigd(_, let hulp): return hulp.gestartOp != nil
        case .gevraagd, .uitgesteld, .aanvaard, .geweigerd, .ingetrokken: return false
        }
    }

    /// For whom it is: who was named when it was asked, and else every child that is known by now (P2, V5).
    public func kinderen(in gezin: Bescherming?) -> [UUID] {
        let genoemd = vraag?.kinderen ?? []
        return genoemd.isEmpty ? gezin?.kinderen ?? [] : genoemd
    }

    public func isPartij(_ organisatie: String) -> Bool { organisatie == van.organisatie || organisatie == naar }

    /// Who must act now; nil at the end.
    public var aanZet: (organisatie: String, medewerker: String?)? {
        isEindstand ? nil : (naar, hulp?.werker)
    }

    public func mogelijk(voor organisatie: String) -> [String] {
        var kan: [String] = []
        if organisatie == naar {
            switch stand {
            case .gevraagd: kan += ["aanvaarden", "uitstellen", "weigeren"]
            case .uitgesteld: kan += ["aanvaarden", "uitstellen", "weigeren", "wachtlijstbericht-geven"]
            case .aanvaard: kan += ["starten", "werker-wisselen", "beeindigen"]
            case .gestart: kan += ["voortgang-melden", "werker-wisselen", "beeindigen"]
            case .geweigerd, .ingetrokken, .beeindigd: break
            }
        }
        if organisatie == van.organisatie {
            if isOpen { kan.append("intrekken") }
            if hulp != nil { kan.append("stoppen") }
        }
        return kan
    }

    /// O5 for a verwijzing: every state that is not final has at least one.
    public var lopendeTermijnen: [LopendeTermijn] {
        func termijn(_ soort: String, _ sinds: Date, _ medewerker: String? = nil, tot: Date? = nil) -> LopendeTermijn {
            LopendeTermijn(
                soort: soort, sinds: sinds, spoed: urgentie == .spoed, uiterlijk: tot, organisatie: naar,
                medewerker: medewerker)
        }
        switch stand {
        case .gevraagd:
            let ontvangst =
                gezien != nil
                ? [] : (bezorgdOp == nil ? [Verwijzingtermijn.bezorgen] : []) + [Verwijzingtermijn.zien]
            return ontvangst.map { termijn($0, overgenomenOp ?? gevraagdOp) }
                + [termijn(Verwijzingtermijn.beantwoorden, gevraagdOp)]
        case .uitgesteld(let uitstel):
            return [
                termijn(Verwijzingtermijn.uitstel, sinds, tot: uitstel.nieuweDatum.einde),
                termijn(Verwijzingtermijn.wachtlijstbericht, uitstel.berichtSinds),
            ]
        case .aanvaard(let hulp):
            return [termijn(Verwijzingtermijn.starten, hulp.aanvaardOp, hulp.werker, tot: hulp.startdatum.einde)]
        case .gestart(let hulp):
            return [termijn(Verwijzingtermijn.voortgang, hulp.voortgangSinds, hulp.werker)]
        case .geweigerd, .ingetrokken, .beeindigd: return []
        }
    }
}

public enum Verwijzingtermijn {
    public static let bezorgen = "verwijzing-bezorgen"
    public static let zien = "verwijzing-zien"
    public static let beantwoorden = "verwijzing-beantwoorden"
    public static let uitstel = "verwijzing-uitstel"
    /// O4.
    public static let wachtlijstbericht = "verwijzing-wachtlijstbericht"
    public static let starten = "verwijzing-starten"
    public static let voortgang = "verwijzing-voortgang"
    public static let alle = [bezorgen, zien, beantwoorden, uitstel, wachtlijstbericht, starten, voortgang]
}
