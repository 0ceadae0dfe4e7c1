import Contracts
import Foundation
import Messaging
import NotificatieDomain
import Register

/// What every event of the chain asks of people: the domain's table says it, this carries it out (N1).
///
/// One handler for all event types: the table reads the event itself.
struct TaakHandler<Payload: EventData>: MessageHandler {
    let register: Register
    /// The register that needs and decision are both computed with.
    private var vast: RegisterSnapshot?

    init(_ type: Payload.Type, register: Register) {
        self.register = register
    }

    func prepared() -> TaakHandler {
        var copy = self
        copy.vast = register.current
        return copy
    }

    func needs(_ message: Message<Payload>) -> [AggregateRef] {
        // An event that cannot be read fails in `decide`, so that its key is held.
        guard let gebeurtenis = try? Gebeurtenis(message.event), gebeurtenis.feit != .geenTaak else { return [] }
        return [Onderwerptaken.ref(gebeurtenis.onderwerp)]
    }

    func further(_ message: Message<Payload>, in scope: Scope) throws -> [AggregateRef] {
        guard let gebeurtenis = try? Gebeurtenis(message.event), gebeurtenis.feit != .geenTaak else { return [] }
        let lijst = try scope.load(projection: Onderwerptaken.self, Onderwerptaken.id(gebeurtenis.onderwerp))
        return wijzigingen(na: gebeurtenis, op: scope.now).flatMap { wijziging -> [UUID] in
            if case .aanmaken(let nieuw) = wijziging { return [nieuw.id.waarde] }
            return wijziging.opBestaande.flatMap { lijst?.mogelijk($0.selectie) } ?? []
        }.map { AggregateRef(Taak.self, $0) }
    }

    func decide(_ message: Message<Payload>, in scope: inout Scope) throws {
        let gebeurtenis = try Gebeurtenis(message.event)
        guard !message.muted else { return }
        if let bericht = message.data as? any VoorMelder { try scope.meld(bericht, register: huidig) }
        guard gebeurtenis.feit != .geenTaak else { return }
        let rij = Onderwerptaken.id(gebeurtenis.onderwerp)
        var lijst = try scope.load(projection: Onderwerptaken.self, rij) ?? Onderwerptaken(regio: gebeurtenis.regio)
        let voor = lijst
        for wijziging in wijzigingen(na: gebeurtenis, op: scope.now) {
            switch wijziging {
            case .aanmaken(let nieuw):
                try scope.decide(.aanmaken(nieuw), on: nieuw.id.waarde, register: huidig)
                lijst.voegToe(nieuw)
            case .niemandTeVinden(let organisatie, let soort):
                throw NiemandTeVinden(organisatie: organisatie?.rawValue ?? "-", soort: soort.rawValue)
            case .afronden, .vervallen, .herinneren, .overdragen:
                guard let (selectie, command) = wijziging.opBestaande else { continue }
                for id in lijst.mogelijk(selectie) {
                    guard let taak = try scope.load(Taak.self, id), selectie.past(taak) else { continue }
                    try scope.decide(command, on: id, register: huidig)
                }
            }
        }
        if lijst != voor { try scope.put(lijst, rij) }
    }

    private var huidig: RegisterSnapshot { vast ?? register.current }

    private func wijzigingen(na gebeurtenis: Gebeurtenis, op nu: Date) -> [Taakwijziging] {
        Taakregels.wijzigingen(na: gebeurtenis, bezetting: RegisterBezetting(register: huidig, nu: nu))
    }
}

/// The register knows nobody, not even for the region: the message waits, an operator hears of it, and once the register
/// is right the task is made after all.
struct NiemandTeVinden: Error, CustomStringConvertible {
    let organisatie: String
    let soort: String
    var description: String { "the register knows nobody at \(organisatie) for \(soort)" }
}

extension Gebeurtenis {
    /// Reads what the table needs of an event of the chain.
    init(_ event: CloudEvent) throws {
        guard let type = EventType(parsing: event.type) else { throw EngineError.unmapped(event.type) }
        let bericht = UUID(uuidString: event.id) ?? UUID(named: "\(event.source) \(event.id)")
        self = try JSONDecoder().decode(
            Gebeurtenis.self, from: Data(event.data.encoded()),
            configuration: Herkomst(bericht: .init(bericht), domein: type.domain, naam: type.name))
    }
}
