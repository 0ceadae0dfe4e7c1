import Foundation
import MeldingDomain
import Messaging

extension Melding: Aggregate {
    public static var kind: String { "melding" }
    public static var rank: LockRank { .part }
    public var zaakID: UUID? { zaak?.waarde }
    public static var isOrderedByZaak: Bool { false }
    public var runningTerms: [RunningTerm] {
        lopendeTermijnen.map { RunningTerm(kind: $0.soort, since: $0.sinds, urgent: $0.spoed, until: $0.uiterlijk) }
    }
}

extension MeldingEvent: LoggedEvent {}

extension Scope {
    /// Decides a command on a melding and appends what follows.
    mutating func decide(_ command: MeldingCommand, on id: UUID) throws {
        let melding = try load(Melding.self, id)
        try append(Melding.decide(melding, command, now: now), to: Melding.self, id)
    }
}
