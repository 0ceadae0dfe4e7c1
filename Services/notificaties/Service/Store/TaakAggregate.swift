import Foundation
import Messaging
import NotificatieDomain
import Register

extension Taak: Aggregate {
    public static var kind: String { "taak" }
    public static var rank: LockRank { .part }
    public var zaakID: UUID? { zaak?.waarde }
    public var runningTerms: [RunningTerm] {
        lopendeTermijnen.map { RunningTerm(kind: $0.soort, since: $0.sinds, urgent: $0.spoed, until: $0.uiterlijk) }
    }
}

extension TaakEvent: LoggedEvent {}

extension Scope {
    /// Decides a command on a task, appends what follows, tells the organisation's system on its own topic, and has a
    /// mail sent to whom it asks.
    mutating func decide(_ command: TaakCommand, on id: UUID, register: RegisterSnapshot) throws {
        let events = try Taak.decide(load(Taak.self, id), command, now: now)
        try append(events, to: Taak.self, id)
        for event in events {
            try bied(event, register: register)
            try mail(event, register: register)
        }
    }
}
