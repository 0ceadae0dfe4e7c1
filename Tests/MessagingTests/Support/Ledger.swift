import Contracts
import Foundation
import Messaging

/// The test's aggregate: a ledger that notes every entry that took effect, so that loss, doubles and order show.
struct Ledger: Codable, Sendable, Equatable {
    var entries: [Int] = []
    var terms: [Term] = []
    /// The stages that went off, as `kind-stage`.
    var stages: [String] = []

    struct Term: Codable, Sendable, Equatable {
        var kind: String
        var since: Date
        var urgent = false
        var until: Date?
    }
}

enum LedgerEvent: Sendable, Equatable {
    case entered(Int)
    case started(Ledger.Term)
    case ended(String)
    case reminded(String)

    var naam: String {
        switch self {
        case .entered: "geboekt"
        case .started: "termijn-gestart"
        case .ended: "termijn-beeindigd"
        case .reminded: "termijn-verstreken"
        }
    }
}

extension LedgerEvent: LoggedEvent {
    private struct Payload: Codable {
        var nummer: Int?
        var termijn: Ledger.Term?
        var naam: String?
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .entered(let number): try Payload(nummer: number).encode(to: encoder)
        case .started(let term): try Payload(termijn: term).encode(to: encoder)
        case .ended(let name), .reminded(let name): try Payload(naam: name).encode(to: encoder)
        }
    }

    init(from decoder: any Decoder, configuration: String) throws {
        let payload = try Payload(from: decoder)
        switch (configuration, payload.nummer, payload.termijn, payload.naam) {
        case ("geboekt", let number?, _, _): self = .entered(number)
        case ("termijn-gestart", _, let term?, _): self = .started(term)
        case ("termijn-beeindigd", _, _, let name?): self = .ended(name)
        case ("termijn-verstreken", _, _, let name?): self = .reminded(name)
        default: throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: configuration))
        }
    }
}

extension Ledger: Aggregate {
    static var kind: String { "grootboek" }
    static var rank: LockRank { .part }
    var zaakID: UUID? { nil }
    var regio: String { "regio" }
    var oefening: Bool { false }
    var runningTerms: [RunningTerm] {
        terms.map { RunningTerm(kind: $0.kind, since: $0.since, urgent: $0.urgent, until: $0.until) }
    }

    static func evolve(_ state: Ledger?, _ event: LedgerEvent) -> Ledger {
        var state = state ?? Ledger()
        switch event {
        case .entered(let number): state.entries.append(number)
        case .started(let term): state.terms.append(term)
        case .ended(let kind): state.terms.removeAll { $0.kind == kind }
        case .reminded(let name): state.stages.append(name)
        }
        return state
    }
}

/// The published form of `entered`.
struct Entered: EventData {
    var nummer: Int

    static let eventType = EventType(domain: "proeven", name: "geboekt")
    static var title: String { "Geboekt" }
    static var fields: [String: String] { ["nummer": "Het nummer."] }
    static var example: Entered { Entered(nummer: 1) }
}

/// An answer of a command.
struct Receipt: Contract {
    var entries: Int
    static var title: String { "Ontvangstbewijs" }
    static var fields: [String: String] { ["entries": "Hoeveel er geboekt zijn."] }
    static var example: Receipt { Receipt(entries: 1) }
}

struct Sabotage: Error, CustomStringConvertible {
    var description: String { "sabotage" }
}
