import Foundation

/// What stays the same for each child of a zaak, and what changed: where it lives, which an opname never ends (V4); how
/// often it got another worker or place, which is seen before the next time (V5); and from 16 on where it goes for living
/// and care (V6). It stands beside the zaak and moves nothing of the regie.
public struct Continuiteit: Codable, Equatable, Sendable {
    public let zaak: UUID
    public let kenmerk: String
    public let regio: String
    public let oefening: Bool
    /// Those of whom something is known, in that order.
    public internal(set) var kinderen: [Kind] = []
    /// How far each term that still runs went off.
    public internal(set) var afgegaan: [Gezinscontact.AfgeganeTermijn] = []

    public struct Kind: Codable, Equatable, Sendable {
        public let id: UUID
        public internal(set) var woonplek: Woonplek?
        /// Beside the woonplek, which goes on.
        public internal(set) var opnames: [Opname] = []
        /// How often someone new came to help.
        public internal(set) var werkerwissels = 0
        /// How often it went to live elsewhere.
        public internal(set) var verhuizingen = 0
        /// Who helps now, for each verwijzing or overdracht.
        var werkers: [Werker] = []
        public internal(set) var bestemming: Bestemming?
        /// V6: nobody knows yet where it goes.
        public internal(set) var zonderBestemming: Gemis?

        init(id: UUID) { self.id = id }

        public var opname: Opname? { opnames.last { $0.tot == nil } }
    }

    public struct Woonplek: Codable, Equatable, Sendable {
        public let soort: Woonplekcode
        /// Who offers it, where an organisation does.
        public internal(set) var organisatie: String?
        public let sinds: Date
    }

    public struct Opname: Codable, Equatable, Sendable {
        public let id: UUID
        public internal(set) var organisatie: String
        public let vanaf: Dag
        public internal(set) var tot: Dag?
    }

    public struct Werker: Codable, Equatable, Sendable {
        public let hulp: UUID
        public let wie: Partij
    }

    public struct Bestemming: Codable, Equatable, Sendable {
        public let wonen: Woonbestemming
        public let zorg: Zorgbestemming
        public let door: Partij
        public let op: Date
    }

    public struct Gemis: Codable, Equatable, Sendable {
        /// What the task and the term are about; the same one for the child's whole way.
        public let id: UUID
        public let aan: Partij
        public let sinds: Date
    }

    public func kind(_ id: UUID) -> Kind? { kinderen.first { $0.id == id } }

    /// V5: how often for these children together, as it must be seen before the next change.
    public static func telling(_ state: Continuiteit?, _ kinderen: [UUID]) -> Wisseltelling {
        let wie = kinderen.compactMap { state?.kind($0) }
        return Wisseltelling(
            werkers: wie.reduce(0) { $0 + $1.werkerwissels }, verhuizingen: wie.reduce(0) { $0 + $1.verhuizingen })
    }

    /// V6: a child without a destination, with who must find one.
    public var lopendeTermijnen: [(onderwerp: UUID, termijn: LopendeTermijn)] {
        kinderen.compactMap(\.zonderBestemming).map {
            (
                $0.id,
                LopendeTermijn(
                    soort: Termijnsoort.bestemming, sinds: $0.sinds, spoed: false, uiterlijk: nil,
                    organisatie: $0.aan.organisatie, medewerker: $0.aan.medewerker)
            )
        }
    }
}

/// V5: what must be seen before another change is made.
public struct Wisseltelling: Equatable, Sendable {
    public var werkers: Int
    public var verhuizingen: Int

    public var isNul: Bool { werkers == 0 && verhuizingen == 0 }
    /// What an act names to say that this was seen: another one after every change.
    public var merk: String { "w\(werkers)-v\(verhuizingen)" }

    /// - Throws: `Weigering` where there is something to see and it was not seen.
    func eisGezien(_ gezien: String?) throws(Weigering) {
        guard isNul || gezien == merk else {
            throw Weigering(
                code: "wissels-niet-gezien",
                uitleg:
                    "Kijk eerst hoe vaak er al gewisseld is: \(werkers) keer een nieuwe werker, \(verhuizingen) keer een andere woonplek. Bevestig dat u dit zag.",
                toestand: merk, mogelijk: ["wissel-bevestigen"])
        }
    }
}

/// Where a child lives. An opname is no woonplek (V4).
public enum Woonplekcode: String, Codable, Sendable, CaseIterable {
    case thuis, familie, pleeggezin, gezinshuis, woongroep, zelfstandig, anders
}

/// Why a child goes to live elsewhere. An opname is no reason (V4).
public enum Verhuisreden: String, Codable, Sendable, CaseIterable {
    case veiligheid
    case plekStopt = "plek-stopt"
    case plekPastNiet = "plek-past-niet"
    case terugNaarHuis = "terug-naar-huis"
    case kindWil = "kind-wil"
    case besluitRechter = "besluit-rechter"
    case anders
}

/// V6: where a young person goes to live.
public enum Woonbestemming: String, Codable, Sendable, CaseIterable {
    case blijft, ouders, familie, zelfstandig
    case begeleidWonen = "begeleid-wonen"
    case kamertraining
    case anders
}

/// V6: which care goes on, and under which law.
public enum Zorgbestemming: String, Codable, Sendable, CaseIterable {
    case nietNodig = "niet-nodig"
    case verlengdeJeugdhulp = "verlengde-jeugdhulp"
    case wmo, wlz, zvw, anders
}
