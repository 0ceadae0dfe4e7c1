import Foundation
import Messaging
import Postgres
import VeiligheidDomain

extension Casus: Aggregate {
    public static var kind: String { "casus" }
    public static var rank: LockRank { .zaak }
    public var zaakID: UUID? { id.waarde }
    public var runningTerms: [RunningTerm] { lopendeTermijnen.map(RunningTerm.init) }
}

extension CasusEvent: LoggedEvent {}

extension Meldingskoppeling: Aggregate {
    public static var kind: String { "meldingskoppeling" }
    public static var rank: LockRank { .part }
    /// Keeps the melding's own key, also once it belongs to a zaak: a question and its answer stay in order.
    public var zaakID: UUID? { nil }
    public var runningTerms: [RunningTerm] { lopendeTermijnen.map(RunningTerm.init) }
}

extension KoppelingEvent: LoggedEvent {}

extension Persoonsindex: Aggregate {
    public static var kind: String { "persoonsindex" }
    public static var rank: LockRank { .index }
    public var zaakID: UUID? { nil }
}

extension PersoonsindexEvent: LoggedEvent {}

extension Maatregel: Aggregate {
    public static var kind: String { "maatregel" }
    public static var rank: LockRank { .part }
    public var zaakID: UUID? { zaak.waarde }
    public var runningTerms: [RunningTerm] { lopendeTermijnen.map(RunningTerm.init) }
}

extension MaatregelEvent: LoggedEvent {}

extension Overleg: Aggregate {
    public static var kind: String { "overleg" }
    public static var rank: LockRank { .part }
    public var zaakID: UUID? { zaak.waarde }
    public var runningTerms: [RunningTerm] { lopendeTermijnen.map { RunningTerm($0.termijn) } }
}

extension OverlegEvent: LoggedEvent {}

extension AggregateReader {
    /// The measures or the meetings of a casus, oldest first.
    func delen<A: Aggregate>(_ type: A.Type, van zaak: UUID) async throws -> [A] {
        try await page(type, where: "state ->> 'zaak' = \(zaak.text)", after: nil, limit: 1_000).map(\.state)
    }
}

extension RunningTerm {
    init(_ termijn: LopendeTermijn) {
        self.init(kind: termijn.soort, since: termijn.sinds, urgent: termijn.spoed, until: termijn.uiterlijk)
    }
}

extension Scope {
    /// Nil also while it is not loaded yet: further rows are asked for again once it is.
    func geladen<A: Aggregate>(_ type: A.Type, _ id: UUID) throws -> A? {
        do { return try load(type, id) } catch EngineError.notDeclared { return nil }
    }

    /// Decides a command on a casus and appends what follows.
    mutating func decide(_ command: CasusCommand, on zaak: ZaakId) throws {
        let casus = try load(Casus.self, zaak.waarde)
        try append(Casus.decide(casus, command, now: now), to: Casus.self, zaak.waarde)
    }

    /// Decides a command on a melding that waits for a person.
    mutating func decide(_ command: MeldingskoppelingCommand, on melding: MeldingId) throws {
        let koppeling = try load(Meldingskoppeling.self, melding.waarde)
        try append(Meldingskoppeling.decide(koppeling, command, now: now), to: Meldingskoppeling.self, melding.waarde)
    }

    /// Decides a command on a measure; its row and those of `naast` must be among the needs.
    mutating func decide(_ command: MaatregelCommand, on maatregel: UUID, naast andere: [UUID] = []) throws {
        let stand = try load(Maatregel.self, maatregel)
        let naast = try andere.compactMap { try load(Maatregel.self, $0) }
        try append(Maatregel.decide(stand, command, naast: naast, now: now), to: Maatregel.self, maatregel)
    }

    /// Decides a command on a meeting; its row must be among the needs.
    /// - Parameter casus: of the meeting, where the command is somebody's.
    mutating func decide(_ command: OverlegCommand, on overleg: UUID, casus: Casus? = nil) throws {
        try append(
            Overleg.decide(
                load(Overleg.self, overleg), command, regie: casus?.regiehouder.organisatie, now: now),
            to: Overleg.self, overleg)
    }

    /// Decides a command on the index row of one person.
    mutating func decide(_ command: PersoonsindexCommand, on rij: UUID) throws {
        let index = try load(Persoonsindex.self, rij)
        try append(Persoonsindex.decide(index, command, now: now), to: Persoonsindex.self, rij)
    }
}
