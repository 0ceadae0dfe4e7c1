import Contracts
import Foundation
import Messaging

/// The register's events carry the whole of an organisation or region; the highest version counts.
protocol Versioned: Projection, EventData {
    var versie: Int { get }
    var name: String { get }
}

extension Versioned {
    var rowID: UUID { UUID(named: "keten.register \(Self.kind) \(name)") }
}

extension OrganisatieVastgelegd: Versioned {
    public static var kind: String { "register-organisatie" }
    public var regionCode: String { regio.text }
    var name: String { oin.text }
}

extension RegioVastgelegd: Versioned {
    public static var kind: String { "register-regio" }
    public var regionCode: String { code.text }
    var name: String { code.text }
}

extension AansluitingVastgelegd: Versioned {
    public static var kind: String { "register-aansluiting" }
    public var regionCode: String { regio.text }
    var name: String { oin.text }
}

extension OefeningVastgelegd: Versioned {
    public static var kind: String { "register-oefening" }
    public var regionCode: String { regio.text }
    var name: String { oefening.text }
}

struct OrganisationHandler: MessageHandler {
    func needs(_ message: Message<OrganisatieVastgelegd>) -> [AggregateRef] { keep.needs(message.data) }
    func decide(_ message: Message<OrganisatieVastgelegd>, in scope: inout Scope) throws {
        try keep.decide(message.data, &scope)
    }
    private let keep = Keep<OrganisatieVastgelegd>()
}

struct RegionHandler: MessageHandler {
    func needs(_ message: Message<RegioVastgelegd>) -> [AggregateRef] { keep.needs(message.data) }
    func decide(_ message: Message<RegioVastgelegd>, in scope: inout Scope) throws {
        try keep.decide(message.data, &scope)
    }
    private let keep = Keep<RegioVastgelegd>()
}

/// C1: kept beside the organisation's own entry. Each schema records who did it.
struct ConnectionHandler: MessageHandler {
    func needs(_ message: Message<AansluitingVastgelegd>) -> [AggregateRef] { keep.needs(message.data) }
    func decide(_ message: Message<AansluitingVastgelegd>, in scope: inout Scope) throws {
        let data = message.data
        guard try keep.decide(data, &scope) else { return }
        let act = OperatorAct(
            organisation: data.door.organisatie.text, person: data.door.medewerker.text, reason: data.reden.rawValue)
        scope.write(
            act.record(
                data.afgesloten ? "organisation-disconnected" : "organisation-connected",
                target: "\(data.oin.text) \(data.versie)"))
    }
    private let keep = Keep<AansluitingVastgelegd>()
}

/// C3: who takes part in an exercise. Each schema records who began and closed it.
struct ExerciseHandler: MessageHandler {
    func needs(_ message: Message<OefeningVastgelegd>) -> [AggregateRef] { keep.needs(message.data) }
    func decide(_ message: Message<OefeningVastgelegd>, in scope: inout Scope) throws {
        let data = message.data
        guard try keep.decide(data, &scope) else { return }
        let act = OperatorAct(
            organisation: data.door.organisatie.text, person: data.door.medewerker.text, reason: data.naam.text)
        scope.write(
            act.record(
                data.afgeslotenOp == nil ? "exercise-started" : "exercise-closed", target: data.oefening.text))
    }
    private let keep = Keep<OefeningVastgelegd>()
}

/// Keeps the newest version; an older or equal one changes nothing, so that replays are harmless.
private struct Keep<Data: Versioned>: Sendable {
    func needs(_ data: Data) -> [AggregateRef] { [AggregateRef(projection: Data.self, data.rowID)] }

    /// - Returns: whether it was newer.
    @discardableResult
    func decide(_ data: Data, _ scope: inout Scope) throws -> Bool {
        if let held = try scope.load(projection: Data.self, data.rowID), held.versie >= data.versie { return false }
        try scope.put(data, data.rowID)
        return true
    }
}
