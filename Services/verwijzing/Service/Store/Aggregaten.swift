import Contracts
import Foundation
import Messaging
import VerwijzingDomain

extension Zaak: Aggregate {
    public static var kind: String { "zaak" }
    public static var rank: LockRank { .zaak }
    public var zaakID: UUID? { id }
}

extension ZaakEvent: LoggedEvent {}

extension Overdracht: Aggregate {
    public static var kind: String { "overdracht" }
    public static var rank: LockRank { .part }
    public var zaakID: UUID? { zaak }
    public var runningTerms: [RunningTerm] {
        lopendeTermijnen.map { RunningTerm(kind: $0.soort, since: $0.sinds, urgent: $0.spoed, until: $0.uiterlijk) }
    }
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
    public var runningTerms: [RunningTerm] {
        lopendeTermijnen.map { RunningTerm(kind: $0.soort, since: $0.sinds, urgent: $0.spoed, until: $0.uiterlijk) }
    }
}

extension VerklaringEvent: LoggedEvent {}

extension Geschil: Aggregate {
    public static var kind: String { "geschil" }
    public static var rank: LockRank { .part }
    public var zaakID: UUID? { zaak }
    public var runningTerms: [RunningTerm] {
        lopendeTermijnen.map { RunningTerm(kind: $0.soort, since: $0.sinds, urgent: $0.spoed, until: $0.uiterlijk) }
    }
}

extension GeschilEvent: LoggedEvent {}

extension AggregateRef {
    static func bescherming(van zaak: UUID) -> AggregateRef {
        AggregateRef(Bescherming.self, Bescherming.id(van: zaak))
    }
}
