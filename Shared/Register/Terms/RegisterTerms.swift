import Contracts
import Foundation
import Messaging

/// How long a kind of term is by default; the register may say otherwise for a region (O5).
public struct TermLengths: Sendable {
    public struct Length: Sendable {
        public let regular: Duur
        public let urgent: Duur
        /// Where the length comes from; shown with the term.
        public let origin: String
        /// The length counts back from the fixed instant that the term names: what must be done so long before it.
        public let isBefore: Bool

        /// - Parameter urgent: the same as `regular` where left out.
        public init(_ regular: Duur, urgent: Duur? = nil, before: Bool = false, origin: String) {
            self.regular = regular
            self.urgent = urgent ?? regular
            self.origin = origin
            isBefore = before
        }
    }

    let lengths: [String: Length]

    public init(_ lengths: [String: Length]) { self.lengths = lengths }

    public func length(_ kind: String) -> Length? { lengths[kind] }
    public var kinds: [String] { lengths.keys.sorted() }

    /// The last moment at which something that must be so long before an instant is in time, in a region.
    public func latest(_ kind: String, before instant: Date, regio: String, _ register: RegisterSnapshot) -> Date {
        let region = Codewoord(regio).flatMap { register.region($0) }
        let length = region?.termijnen[kind]?.regulier ?? length(kind)?.regular
        return length.map { Werkkalender().start(of: $0, before: instant) } ?? instant
    }

    /// Where the length of a kind of term comes from in a region: agreed there, or the service's own.
    public func origin(_ kind: String, regio: String, _ register: RegisterSnapshot) -> String? {
        let region = Codewoord(regio).flatMap { register.region($0) }
        return region?.termijnen[kind] == nil ? length(kind)?.origin : "afspraak van de regio"
    }
}

/// Gives terms their instants: length from the region's register or the default, days by the working calendar.
public struct RegisterTerms: TermPolicy {
    /// Reminders, the deadline, and the region's turn (O5).
    static let stages = [50, 80, 100, 150]

    private let lengths: TermLengths
    private let register: @Sendable () -> RegisterSnapshot
    private let calendar = Werkkalender()

    public init(lengths: TermLengths, register: Register) {
        self.init(lengths: lengths) { register.current }
    }

    init(lengths: TermLengths, register: @escaping @Sendable () -> RegisterSnapshot) {
        self.lengths = lengths
        self.register = register
    }

    public func schedule(_ term: RunningTerm, regio: String) -> TermSchedule {
        let length = length(term, regio)
        let due = due(length, term)
        let last = late(length, term, due)
        var earlier = Date.distantPast
        let moments = Self.stages.map { stage -> (stage: Int, at: Date) in
            switch stage {
            case 100: return (stage, due)
            case 150: return (stage, last)
            default:
                let part = term.since.addingTimeInterval(due.timeIntervalSince(term.since) * Double(stage) / 100)
                // Not before the one that waited for the working morning.
                earlier = max(earlier, length.unit.isClock ? part : min(calendar.orNextWorkingMorning(part), due))
                return (stage, earlier)
            }
        }
        return TermSchedule(moments: moments, due: due, calendarVersion: Werkkalender.version)
    }

    private func length(_ term: RunningTerm, _ regio: String) -> Duur {
        let own = Codewoord(regio).flatMap { register().region($0) }?.termijnen[term.kind]
        if let own { return term.urgent ? own.spoed ?? own.regulier : own.regulier }
        let standard = lengths.length(term.kind)
        return (term.urgent ? standard?.urgent : standard?.regular) ?? Self.fallback
    }

    /// A term that nobody gave a length must not be silent: five working days, as for an answer.
    private static let fallback = Duur.werkdagen(5)

    private func due(_ length: Duur, _ term: RunningTerm) -> Date {
        guard let until = term.until else { return end(length, of: term.since) }
        guard lengths.length(term.kind)?.isBefore == true else { return until }
        // What begins too late to be that long before is due at once.
        return max(calendar.start(of: length, before: until), term.since)
    }

    private func end(_ length: Duur, of start: Date) -> Date {
        switch length.unit {
        case .dagen: calendar.endOfWorkingDay(length.count, after: start)
        case .jaren: calendar.adding(years: length.count, to: start)
        case .weken: calendar.adding(weeks: length.count, to: start)
        case .uren, .minuten, .seconden: start.addingTimeInterval(Double(length.seconds))
        }
    }

    /// Half as long again; after a promised date at most five working days more.
    private func late(_ length: Duur, _ term: RunningTerm, _ due: Date) -> Date {
        let half = due.addingTimeInterval(due.timeIntervalSince(term.since) / 2)
        if length.unit == .dagen, term.until == nil {
            return calendar.endOfWorkingDay((3 * length.count + 1) / 2, after: term.since)
        }
        return min(half, calendar.endOfWorkingDay(5, after: due))
    }
}

extension Duur {
    /// Working days, where terms are concerned.
    public static func werkdagen(_ count: Int) -> Duur { known(count, .dagen) }
    public static func uren(_ count: Int) -> Duur { known(count, .uren) }
    public static func minuten(_ count: Int) -> Duur { known(count, .minuten) }
    public static func jaren(_ count: Int) -> Duur { known(count, .jaren) }
    public static func weken(_ count: Int) -> Duur { known(count, .weken) }

    private static func known(_ count: Int, _ unit: Unit) -> Duur {
        guard let duur = Duur(count, unit) else { preconditionFailure("a length from 1 to 9999") }
        return duur
    }
}

extension Duur.Unit {
    var isClock: Bool {
        switch self {
        case .jaren, .weken, .dagen: false
        case .uren, .minuten, .seconden: true
        }
    }
}
