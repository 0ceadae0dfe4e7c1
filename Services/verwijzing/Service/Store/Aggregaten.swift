import Contracts
import Foundation
import Messaging
import VerwijzingDomain

extension LopendeTermijn {
    var running: RunningTerm { RunningTerm(kind: soort, since: sinds, urgent: spoed, until: uiterlijk) }
}

extension Zaak: Aggregate {
    public static var kind: String { "zaak" }
    public static var rank: LockRank { .zaak }
    public var zaakID: UUID? { id }
    public var runningTerms: [RunningTerm] {
        lopendeTermijnen.map { RunningTerm(kind: $0.soort, since: $0.sinds, urgent: $0.spoed, until: $0.uiterlijk) }
    }
}

extension ZaakEvent: LoggedEvent {}

extension Overdracht: Aggregate {
    public static var kind: String { "overdracht" }
    public static var rank: LockRank { .part }
    public var zaakID: UUID? { zaak }
    public var runningTerms: [RunningTerm] { lopendeTermijnen.map(\.running) }
}

extension OverdrachtEvent: LoggedEvent {}

extension Bescherming: Aggregate {
    public static var kind: String { "bescherming" }
    public static var rank: LockRank { .part }
    public var zaakID: UUID? { zaak }
    /// The row's id follows from the zaak.
    static func id(van zaak: UUID) -> UUID { UUID(named: "bescherming \(zaak.text)") }
}

extension BeschermingEvent: LoggedEvent {}

extension Verklaringloop: Aggregate {
    public static var kind: String { "verklaring" }
    public static var rank: LockRank { .part }
    public var zaakID: UUID? { zaak }
    public var runningTerms: [RunningTerm] { lopendeTermijnen.map(\.running) }
}

extension VerklaringEvent: LoggedEvent {}

extension Geschil: Aggregate {
    public static var kind: String { "geschil" }
    public static var rank: LockRank { .part }
    public var zaakID: UUID? { zaak }
    public var runningTerms: [RunningTerm] { lopendeTermijnen.map(\.running) }
}

extension GeschilEvent: LoggedEvent {}

extension Verwijzing: Aggregate {
    public static var kind: String { "verwijzing" }
    public static var rank: LockRank { .part }
    public var zaakID: UUID? { zaak }
    public var runningTerms: [RunningTerm] {
        lopendeTermijnen.map { RunningTerm(kind: $0.soort, since: $0.sinds, urgent: $0.spoed, until: $0.uiterlijk) }
    }
}

extension VerwijzingEvent: LoggedEvent {}

extension Continuiteit: Aggregate {
    public static var kind: String { "continuiteit" }
    public static var rank: LockRank { .part }
    public var zaakID: UUID? { zaak }
    public var runningTerms: [RunningTerm] {
        lopendeTermijnen.map { RunningTerm(kind: $0.termijn.soort, since: $0.termijn.sinds, urgent: $0.termijn.spoed) }
    }
    /// The row's id follows from the zaak.
    static func id(van zaak: UUID) -> UUID { UUID(named: "continuiteit \(zaak.text)") }
}

extension ContinuiteitEvent: LoggedEvent {}

extension Gezinscontact: Aggregate {
    public static var kind: String { "gezinscontact" }
    public static var rank: LockRank { .part }
    public var zaakID: UUID? { zaak }
    public var runningTerms: [RunningTerm] { lopendeTermijnen.map(\.termijn.running) }
    /// The row's id follows from the zaak.
    static func id(van zaak: UUID) -> UUID { UUID(named: "gezinscontact \(zaak.text)") }
    /// The family's own plan, as its task names it (V9).
    static func plan(van zaak: UUID) -> UUID { UUID(named: "familiegroepsplan \(zaak.text)") }
    /// What the family must hear in this zaak, as tasks and terms name it.
    static func informatie(van zaak: UUID) -> UUID { UUID(named: "gezin informeren \(zaak.text)") }
}

extension GezinscontactEvent: LoggedEvent {}

extension Vervanging: Aggregate {
    public static var kind: String { "vervanging" }
    public static var rank: LockRank { .part }
    public var zaakID: UUID? { zaak }
    public var runningTerms: [RunningTerm] {
        lopendeTermijnen.map { RunningTerm(kind: $0.soort, since: $0.sinds, urgent: $0.spoed, until: $0.uiterlijk) }
    }
    /// The row's id follows from the zaak.
    static func id(van zaak: UUID) -> UUID { UUID(named: "vervanging \(zaak.text)") }
    static func id(vanHulp verwijzing: UUID) -> UUID { UUID(named: "vervanging van \(verwijzing.text)") }
}

extension VervangingEvent: LoggedEvent {}

extension Consultatie: Aggregate {
    public static var kind: String { "consultatie" }
    public static var rank: LockRank { .part }
    public var zaakID: UUID? { zaak }
    public var runningTerms: [RunningTerm] {
        lopendeTermijnen.map { RunningTerm(kind: $0.soort, since: $0.sinds, urgent: $0.spoed, until: $0.uiterlijk) }
    }
}

extension ConsultatieEvent: LoggedEvent {}

extension Vragenlijst: Aggregate {
    public static var kind: String { "vragenlijst" }
    public static var rank: LockRank { .part }
    public var zaakID: UUID? { zaak }
    public var runningTerms: [RunningTerm] { lopendeTermijnen.map(\.running) }
}

extension VragenlijstEvent: LoggedEvent {}

/// Whose code it is: the row's id follows from the code, of which nothing else is kept (N7). Whether it is still worth
/// something says the zaak's `Gezinscontact`.
struct Gezinscode: Projection, Equatable {
    let zaak: UUID
    let lid: UUID
    let regio: String

    static var kind: String { "gezinscode" }
    var regionCode: String { regio }
    static func id(van code: Toegangscode) -> UUID { UUID(named: "gezin \(code.tekst)") }
}

/// What who holds the regie asked or disputes beside the handovers of a zaak (N5, O22).
struct Regiewerk: Sendable {
    var verwijzingen: [UUID] = []
    var consultaties: [UUID] = []
    var geschillen: [UUID] = []

    var refs: [AggregateRef] {
        AggregateRef.hulp(verwijzingen)
            + consultaties.map { AggregateRef(Consultatie.self, $0) }
            + geschillen.map { AggregateRef(Geschil.self, $0) }
    }
}

extension AggregateRef {
    static func gezinscontact(van zaak: UUID) -> AggregateRef {
        AggregateRef(Gezinscontact.self, Gezinscontact.id(van: zaak))
    }

    /// What follows the zaak when it moves on (N5, N7, V5, V6, V7).
    static func contact(van zaak: UUID) -> [AggregateRef] {
        [.bescherming(van: zaak), .gezinscontact(van: zaak), .vervanging(van: zaak), .continuiteit(van: zaak)]
    }

    static func vervanging(van zaak: UUID) -> AggregateRef {
        AggregateRef(Vervanging.self, Vervanging.id(van: zaak))
    }

    /// Verwijzingen, each with its place on the list of a provider that stops (V7).
    static func hulp(_ verwijzingen: [UUID]) -> [AggregateRef] {
        verwijzingen.flatMap {
            [AggregateRef(Verwijzing.self, $0), AggregateRef(Vervanging.self, Vervanging.id(vanHulp: $0))]
        }
    }

    static func continuiteit(van zaak: UUID) -> AggregateRef {
        AggregateRef(Continuiteit.self, Continuiteit.id(van: zaak))
    }

    static func bescherming(van zaak: UUID) -> AggregateRef {
        AggregateRef(Bescherming.self, Bescherming.id(van: zaak))
    }
}
