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
