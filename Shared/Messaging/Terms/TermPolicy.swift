import Foundation

/// When a term's stages fall. Lengths and calendars are configuration (DOMAIN.md, O5), so the domain names terms and
/// this gives instants.
public protocol TermPolicy: Sendable {
    func schedule(_ term: RunningTerm, regio: String) -> TermSchedule
}

/// The instants of one running of a term.
public struct TermSchedule: Sendable, Equatable {
    /// The stage in percent and its instant, ascending. 100 is the deadline.
    public let moments: [(stage: Int, at: Date)]
    public let due: Date
    /// Which calendar and configuration it was computed with.
    public let calendarVersion: String

    public init(moments: [(stage: Int, at: Date)], due: Date, calendarVersion: String) {
        self.moments = moments
        self.due = due
        self.calendarVersion = calendarVersion
    }

    public static func == (a: TermSchedule, b: TermSchedule) -> Bool {
        a.due == b.due && a.calendarVersion == b.calendarVersion && a.moments.count == b.moments.count
            && zip(a.moments, b.moments).allSatisfy { $0 == $1 }
    }
}

/// A term that went off, as its handler sees it.
public struct FiredTerm: Sendable {
    public let aggregate: UUID
    public let zaak: UUID?
    public let kind: String
    public let since: Date
    public let due: Date
    /// 50, 80 (reminders), 100 (the deadline) or 150 percent.
    public let stage: Int
}

/// What happens when a term of one kind of aggregate goes off.
public struct TermHandler: Sendable {
    let kind: String
    let needs: @Sendable (FiredTerm) -> [AggregateRef]
    let fire: @Sendable (FiredTerm, inout Scope) throws -> Void

    /// - Parameters:
    ///   - needs: rows beside the aggregate itself, such as its zaak.
    public init<A: Aggregate>(
        _ type: A.Type, needs: @escaping @Sendable (FiredTerm) -> [AggregateRef] = { _ in [] },
        fire: @escaping @Sendable (FiredTerm, inout Scope) throws -> Void
    ) {
        self.kind = A.kind
        self.needs = { needs($0) + [AggregateRef(A.self, $0.aggregate)] }
        self.fire = fire
    }
}
