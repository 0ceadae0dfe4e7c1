import Chassis
import Contracts
import Foundation
import Messaging
import NotificatieDomain
import Register
import Synchronization

/// What an event of the chain asks of people: the domain's table says it, this carries it out (N1).
///
/// One handler for all event types: the table reads the event itself.
struct TaakHandler<Payload: EventData>: MessageHandler {
    /// What the event means for tasks; nil for nothing.
    typealias Lezing = @Sendable (Message<Payload>, RegisterSnapshot) throws -> Gebeurtenis?

    private let register: Register
    /// Whether mail goes out here.
    private let post: Bool
    private let lezing: Lezing
    /// The register that needs and decision are both computed with.
    private var vast: RegisterSnapshot?
    /// What the message means by that register: read once for needs and decision.
    private var gelezen = Gelezen()

    init(
        _ type: Payload.Type, register: Register, post: Bool,
        lezing: @escaping Lezing = { message, _ in try Gebeurtenis(message.event) }
    ) {
        self.register = register
        self.post = post
        self.lezing = lezing
    }

    func prepared() -> TaakHandler {
        var copy = self
        copy.vast = register.current
        copy.gelezen = Gelezen()
        return copy
    }

    func needs(_ message: Message<Payload>) -> [AggregateRef] {
        let gemeente = Gemeentebericht(message.data).map { [$0.ref] } ?? []
        // An event that cannot be read fails in `decide`, so that its key is held.
        guard let gebeurtenis = try? lees(message) else { return gemeente }
        return gemeente + [Onderwerptaken.ref(gebeurtenis.onderwerp)]
    }

    func further(_ message: Message<Payload>, in scope: Scope) throws -> [AggregateRef] {
        // As above.
        guard let gebeurtenis = try? lees(message) else { return [] }
        let lijst = try scope.load(projection: Onderwerptaken.self, Onderwerptaken.id(gebeurtenis.onderwerp))
        return wijzigingen(na: gebeurtenis, op: scope.now).flatMap { wijziging -> [UUID] in
            if case .aanmaken(let nieuw) = wijziging {
                return [nieuw.id.waarde] + (lijst?.mogelijk(nieuw.zelfde) ?? [])
            }
            return wijziging.opBestaande.flatMap { lijst?.mogelijk($0.selectie) } ?? []
        }.map { AggregateRef(Taak.self, $0) }
    }

    func decide(_ message: Message<Payload>, in scope: inout Scope) throws {
        let gelezen = try lees(message)
        if let gemeente = Gemeentebericht(message.data) { try scope.onthoud(gemeente) }
        guard !message.muted else { return }
        if let bericht = message.data as? any VoorMelder { try scope.meld(bericht, register: huidig) }
        if let gelezen { try voerUit(gelezen, sleutel: message.event.partitionkey, in: &scope) }
    }

    /// - Parameter sleutel: the event's key, which is the zaak's id where there is one.
    private func voerUit(_ gebeurtenis: Gebeurtenis, sleutel: String?, in scope: inout Scope) throws {
        let rij = Onderwerptaken.id(gebeurtenis.onderwerp)
        let voor = try scope.load(projection: Onderwerptaken.self, rij)
        var lijst = voor ?? Onderwerptaken(regio: gebeurtenis.regio)
        if gebeurtenis.zaak == nil, let zaak = sleutel.flatMap({ UUID(text: $0) }),
            zaak != gebeurtenis.onderwerp.waarde
        {
            lijst.zaak = zaak
        }
        for wijziging in wijzigingen(na: gebeurtenis, op: scope.now) {
            switch wijziging {
            case .aanmaken(let gevraagd):
                let nieuw = try scope.heeft(gevraagd, in: lijst)
                try scope.decide(.aanmaken(nieuw), on: nieuw.id.waarde, register: huidig)
                // C3: made and at once lapsed, so that it stands on record what an exercise would have asked of whom.
                if !huidig.bereikt(nieuw.organisatie, oefening: nieuw.oefening) {
                    try scope.decide(.vervallen(.nietInOefening), on: nieuw.id.waarde, register: huidig)
                }
                lijst.voegToe(nieuw)
            case .niemandTeVinden(let organisatie, let soort):
                throw NiemandTeVinden(organisatie: organisatie?.rawValue ?? "-", soort: soort.rawValue)
            case .afronden, .vervallen, .herinneren, .overdragen, .overnemen:
                guard let (selectie, command) = wijziging.opBestaande else { continue }
                for id in lijst.mogelijk(selectie) {
                    guard let taak = try scope.load(Taak.self, id), selectie.past(taak) else { continue }
                    try scope.decide(command, on: id, register: huidig)
                    if case .overnemen(_, let door, _) = wijziging { lijst.verplaats(id, naar: door) }
                }
            }
        }
        if lijst != voor, !lijst.taken.isEmpty { try scope.put(lijst, rij) }
    }

    private var huidig: RegisterSnapshot { vast ?? register.current }

    private func lees(_ message: Message<Payload>) throws -> Gebeurtenis? {
        try gelezen.waarde {
            guard let gebeurtenis = try lezing(message, huidig), gebeurtenis.feit != .geenTaak else { return nil }
            return gebeurtenis
        }
    }

    private func wijzigingen(na gebeurtenis: Gebeurtenis, op nu: Date) -> [Taakwijziging] {
        Taakregels.wijzigingen(na: gebeurtenis, bezetting: RegisterBezetting(register: huidig, nu: nu, post: post))
    }
}

/// The reading of one message, made when it is first asked for.
private final class Gelezen: Sendable {
    private let gelezen = Mutex<Result<Gebeurtenis?, any Error>?>(nil)

    func waarde(_ lezing: () throws -> Gebeurtenis?) throws -> Gebeurtenis? {
        try gelezen.withLock { gelezen in
            let waarde = gelezen ?? Result { try lezing() }
            gelezen = waarde
            return waarde
        }.get()
    }
}

extension NieuweTaak {
    /// Open tasks to do the same, whoever they were made for.
    fileprivate var zelfde: Selectie {
        Selectie(onderwerp: onderwerp, soorten: [soort], organisatie: organisatie, medewerker: bestemd)
    }
}

extension Scope {
    /// N1: whoever has this to do already, since it came from a colleague, keeps that one task.
    fileprivate func heeft(_ nieuw: NieuweTaak, in lijst: Onderwerptaken) throws -> NieuweTaak {
        let eigen = try load(Taak.self, nieuw.id.waarde)
        guard nieuw.voor == .medewerker(nieuw.bestemd), eigen.map(nieuw.zelfde.past) != true else { return nieuw }
        for id in lijst.mogelijk(nieuw.zelfde) where id != nieuw.id.waarde {
            guard let taak = try load(Taak.self, id), nieuw.zelfde.past(taak) else { continue }
            var nieuw = nieuw
            nieuw.bestemd = taak.bestemd
            return nieuw
        }
        return nieuw
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
        self = try event.data.decoded(
            configuration: Herkomst(bericht: event.bericht, domein: type.domain, naam: type.name))
    }

    /// O5: a task whose own term went by is told to the team leads, and later to the region's named person. What is
    /// told to them is a task as well; that one goes on to the region once, and never to the same people again.
    init?(_ event: CloudEvent, _ data: BevestigingenEvents.TermijnGeescaleerd, _ register: RegisterSnapshot) throws {
        if data.soort.text == Taaksoort.termijnVerstreken.rawValue {
            let aanspreekpunt = RegisterBezetting(register: register, nu: data.tijdstip).aanspreekpunt(
                regio: data.regio.text)
            guard data.niveau == .regio, data.bestemd.text != aanspreekpunt?.medewerker.rawValue else { return nil }
        }
        self.init(
            bericht: event.bericht, onderwerp: OnderwerpId(data.onderwerp), kenmerk: data.kenmerk.text,
            zaak: data.zaak.map { ZaakId($0) }, regio: data.regio.text, oefening: data.oefening,
            urgentie: try .van(data.urgentie),
            feit: .geescaleerd(niveau: try .van(data.niveau), naar: data.escalatieNaar.map { Organisatie($0.text) }))
    }
}

extension Gebeurtenis {
    /// C1: the region's named person hears that an organisation was cut off, until it is back. What the register has
    /// moved past is no longer told.
    init?(_ event: CloudEvent, _ data: AansluitingVastgelegd, _ register: RegisterSnapshot) {
        guard register.aansluiting(data.oin).map({ $0.versie <= data.versie }) ?? true else { return nil }
        self.init(
            bericht: event.bericht,
            onderwerp: OnderwerpId(UUID(named: "keten.aansluiting \(data.oin.text) \(data.kenmerk.text)")),
            kenmerk: data.kenmerk.text, zaak: nil, regio: data.regio.text, oefening: false, urgentie: .spoed,
            feit: .aansluiting(afgesloten: data.afgesloten))
    }
}

extension CloudEvent {
    /// The event's id as what makes or updates a task.
    fileprivate var bericht: NotificatieDomain.BerichtId {
        NotificatieDomain.BerichtId(UUID(text: id) ?? UUID(named: "\(source) \(id)"))
    }
}
