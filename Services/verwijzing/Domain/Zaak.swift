import Foundation

/// The chain's identity of a case, and the one place that says who holds the regie (O1).
///
/// Every act that can move the regie is decided on the zaak together with its handovers (`Zaakstand`).
public struct Zaak: Codable, Equatable, Sendable {
    public let id: UUID
    public let kenmerk: String
    public let regio: String
    public let oefening: Bool
    /// Exactly one organisation, and a named person there. There is no value for "nobody".
    public internal(set) var regie: Regie
    /// The others who stay visible with their part (O1, O10), by OIN.
    public internal(set) var betrokken: [Betrokkene]
    /// Offers that wait for an answer, in order of offering.
    public internal(set) var openAanbiedingen: [UUID]
    /// The accepted handover under which the holder of the regie works; nil when it opened the zaak or got it back.
    public internal(set) var lopend: UUID?
    /// How often the zaak was sent on: moves of the regie and refusals (O6).
    public internal(set) var hops: Int
    /// Where the family moved to last (O22); nil while it did not.
    public internal(set) var verhuizing: Verhuizing?
    /// The highest hop that was signalled to the region.
    public internal(set) var gesignaleerdeHop: Int

    public struct Regie: Codable, Equatable, Sendable {
        public var organisatie: String
        public var medewerker: String
        /// Since when this organisation holds it; another person there does not change it.
        public var sinds: Date

        public var partij: Partij { Partij(organisatie: organisatie, medewerker: medewerker) }
    }

    public struct Betrokkene: Codable, Equatable, Sendable {
        public var organisatie: String
        /// Stands beside the regie; no state of a handover moves or stops it (O1).
        public var wettelijkeTaak: Bool
        public var sinds: Date
        /// Why; nil in what was kept before grounds were.
        public var gronden: [Betrokkengrond]?
        /// R7: the measures of the court that it carries out, by which it has its wettelijke taak; nil as for `gronden`.
        public var maatregelen: [UUID]?

        func voertUit(_ maatregel: UUID) -> Bool { maatregelen?.contains(maatregel) == true }

        /// O10: why it stays when its wettelijke taak has ended; nil where nothing else was said.
        var andereGrond: Betrokkengrond? {
            guard let gronden else { return .afspraak }
            return gronden.first { $0 != .wettelijkeTaak }
        }
    }

    /// The handovers that must be loaded, and locked after the zaak, to decide on one of them.
    public func nodig(voor overdracht: UUID) -> Set<UUID> {
        Set(openAanbiedingen + [overdracht] + (lopend.map { [$0] } ?? []))
    }

    /// The handovers that still run: offers that wait, and what was accepted.
    public var lopendeOverdrachten: [UUID] { openAanbiedingen + (lopend.map { [$0] } ?? []) }

    public func isBetrokken(_ organisatie: String) -> Bool { betrokken.contains { $0.organisatie == organisatie } }
}

/// Settings that the rules use.
public struct Regels: Equatable, Sendable {
    /// From this hop on an offer sends the signal `kastje-naar-de-muur` to the region (O6).
    public var kastjeNaarDeMuur: Int

    public init(kastjeNaarDeMuur: Int = 3) {
        self.kastjeNaarDeMuur = kastjeNaarDeMuur
    }
}
