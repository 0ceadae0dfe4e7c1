import Foundation

/// A measure of the court for one child (R7): what it is, who carries it out, and what must happen by when. Its terms run
/// from the court's decision, whatever becomes of a handover or of the casus.
public struct Maatregel: Codable, Equatable, Sendable {
    public let id: MaatregelId
    public let zaak: ZaakId
    /// Of the casus.
    public let kenmerk: String
    public let regio: String
    public let oefening: Bool
    /// The veiligheidsteam that keeps the casus.
    public internal(set) var team: Organisatie
    /// The child, by the id that the zaak gave it.
    public let jeugdige: GezinslidId
    public let soort: Maatregelsoort
    /// The gecertificeerde instelling.
    public internal(set) var uitvoerder: Organisatie
    /// Who reviews when it is not extended.
    public internal(set) var raad: Organisatie
    /// The day of the court's decision; of the last one where it was extended.
    public internal(set) var uitspraak: Dag
    /// Of the first decision.
    public let vanaf: Dag
    /// The last day, never later than the day before the child is 18.
    public internal(set) var tot: Dag
    public internal(set) var eersteContact: Dag?
    public internal(set) var plan: Dag?
    public internal(set) var evaluatie: Evaluatie?
    public internal(set) var toetsing: Toetsing?
    /// When it was recorded that the court ends it earlier, on `tot`; until then it runs.
    public internal(set) var vervroegdOp: Date?
    public internal(set) var einde: Einde?

    public enum Evaluatie: Codable, Equatable, Sendable {
        /// It fired by itself, or the review asked for it anew.
        case gevraagd(op: Date)
        case gedaan(Evaluatieuitkomst, toelichting: InhoudId, op: Date)
    }

    /// The review of not extending.
    public enum Toetsing: Codable, Equatable, Sendable {
        case gevraagd(op: Date)
        case gedaan(akkoord: Bool, motivering: InhoudId, door: Persoon, op: Date)
    }

    public struct Einde: Codable, Equatable, Sendable {
        public var reden: Eindreden
        public var op: Date
    }

    public var loopt: Bool { einde == nil }

    public func isPartij(_ organisatie: Organisatie) -> Bool { [team, uitvoerder, raad].contains(organisatie) }

    /// What an organisation can do with it now.
    public func mogelijk(voor organisatie: Organisatie) -> [String] {
        guard loopt else { return [] }
        var handelingen: [String] = []
        if organisatie == uitvoerder {
            if eersteContact == nil { handelingen.append("eerste-contact-melden") }
            if plan == nil { handelingen.append("plan-melden") }
            if !isGeevalueerd { handelingen.append("maatregel-evalueren") }
        }
        if organisatie == raad, isTeToetsen { handelingen.append("maatregel-toetsen") }
        if isPartij(organisatie) { handelingen += ["maatregel-verlengen", "maatregel-beeindigen"] }
        return handelingen
    }

    var isGeevalueerd: Bool { if case .gedaan = evaluatie { true } else { false } }
    var isTeToetsen: Bool { if case .gevraagd = toetsing { true } else { false } }
}

/// What the court can impose; only the court does (R2).
public enum Maatregelsoort: String, Codable, Sendable, CaseIterable {
    case ondertoezichtstelling
    case voorlopigeOndertoezichtstelling = "voorlopige-ondertoezichtstelling"
    case machtigingUithuisplaatsing = "machtiging-uithuisplaatsing"
    case voogdij
    case voorlopigeVoogdij = "voorlopige-voogdij"
}

public enum Evaluatieuitkomst: String, Codable, Sendable, CaseIterable {
    /// The court is asked for it.
    case verlengen
    /// The RvdK reviews that.
    case nietVerlengen = "niet-verlengen"
}

public enum Eindreden: String, Codable, Sendable, CaseIterable {
    case rechter
    /// The last day is over.
    case verlopen
}

extension Maatregel {
    /// The terms that run now, one of each kind.
    public var lopendeTermijnen: [LopendeTermijn] {
        guard self.loopt else { return [] }
        var termijnen: [LopendeTermijn] = []
        func loopt(_ soort: Maatregeltermijn, _ sinds: Date, tot uiterlijk: Date? = nil) {
            termijnen.append(
                LopendeTermijn(soort: soort.rawValue, sinds: sinds, spoed: false, uiterlijk: uiterlijk))
        }
        if eersteContact == nil { loopt(.eersteContact, vanaf.begin) }
        if plan == nil { loopt(.plan, vanaf.begin) }
        switch evaluatie {
        case nil: loopt(.evaluatieBegint, uitspraak.begin, tot: tot.einde)
        case .gevraagd(let op): loopt(.evalueren, op)
        case .gedaan(.verlengen, _, let op): loopt(.verlengen, op, tot: max(tot.einde, op))
        case .gedaan(.nietVerlengen, _, _): break
        }
        if case .gevraagd(let op) = toetsing { loopt(.toetsen, op) }
        loopt(.eindigt, uitspraak.begin, tot: tot.einde)
        return termijnen
    }

    /// Who must move before a term ends.
    public func aanZet(_ termijn: LopendeTermijn) -> Organisatie {
        termijn.soort == Maatregeltermijn.toetsen.rawValue ? raad : uitvoerder
    }
}

/// The kinds of term that a measure can have running.
public enum Maatregeltermijn: String, Sendable, CaseIterable {
    case eersteContact = "maatregel-eerste-contact"
    case plan = "maatregel-plan"
    /// When it is over the evaluation is asked for; it reminds nobody.
    case evaluatieBegint = "maatregel-evaluatie-begint"
    case evalueren = "maatregel-evalueren"
    case verlengen = "maatregel-verlengen"
    case toetsen = "maatregel-toetsen"
    /// When it is over the measure has ended; it reminds nobody.
    case eindigt = "maatregel-eindigt"
}
