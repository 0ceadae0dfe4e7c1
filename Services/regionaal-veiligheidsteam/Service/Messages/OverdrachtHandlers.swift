import Chassis
import Contracts
import Foundation
import Messaging
import VeiligheidDomain

/// The casus follows the handovers that were asked from it: each event of one tells where it stands now.
struct OverdrachtHandler<Bericht: EventData & MetKop>: MessageHandler
where Bericht.Kopvelden == OverdrachtenEvents.Overdrachtkop {
    func needs(_ message: Message<Bericht>) -> [AggregateRef] { [AggregateRef(Casus.self, message.data.zaak)] }

    func decide(_ message: Message<Bericht>, in scope: inout Scope) throws {
        guard !message.muted else { return }
        try scope.volg(
            .overdrachtVolgen(OverdrachtId(message.data.overdracht), stand: try .van(message.data.status)),
            in: message.data.zaak)
    }
}

/// O23: where the zaak is offered it is from then on, for who comes in the place of an organisation that is split.
struct AangebodenHandler: MessageHandler {
    private let stand = OverdrachtHandler<OverdrachtenEvents.Aangeboden>()

    func needs(_ message: Message<OverdrachtenEvents.Aangeboden>) -> [AggregateRef] {
        stand.needs(message) + [Zaakgemeente.ref(van: message.data.zaak)]
    }

    func decide(_ message: Message<OverdrachtenEvents.Aangeboden>, in scope: inout Scope) throws {
        let data = message.data
        if let casus = try scope.load(Casus.self, data.zaak),
            try scope.gemeente(van: data.zaak) ?? casus.gemeente != data.gemeente.text
        {
            try scope.onthoud(data.gemeente, van: data.zaak, regio: data.regio)
        }
        try stand.decide(message, in: &scope)
    }
}

/// O1: who holds the regie is told by the verwijzing alone; the casus follows.
struct RegieHandler<Bericht: Regiebericht>: MessageHandler {
    func needs(_ message: Message<Bericht>) -> [AggregateRef] { [AggregateRef(Casus.self, message.data.zaak)] }

    func decide(_ message: Message<Bericht>, in scope: inout Scope) throws {
        guard !message.muted else { return }
        let naar = VeiligheidDomain.Persoon(message.data.regie)
        try scope.volg(
            .regieVolgen(naar: naar, overdracht: message.data.waardoor.map { OverdrachtId($0) }), in: message.data.zaak)
    }
}

/// An event after which somebody else may hold the regie.
protocol Regiebericht: EventData, MetKop where Kopvelden == OverdrachtenEvents.Zaakkop {
    var waardoor: UUID? { get }
}

extension OverdrachtenEvents.ZaakGeopend: Regiebericht { var waardoor: UUID? { nil } }
extension OverdrachtenEvents.RegiehouderGewisseld: Regiebericht { var waardoor: UUID? { nil } }
extension OverdrachtenEvents.OrganisatieGestopt: Regiebericht { var waardoor: UUID? { nil } }
extension OverdrachtenEvents.RegieVerplaatst: Regiebericht { var waardoor: UUID? { overdracht } }

extension Scope {
    /// A zaak that began elsewhere has no casus here.
    fileprivate mutating func volg(_ command: CasusCommand, in zaak: UUID) throws {
        if try load(Casus.self, zaak) != nil { try decide(command, on: ZaakId(zaak)) }
    }
}

enum OverdrachtHandlers {
    static let all: [any MessageHandler] = [
        AangebodenHandler(), OverdrachtHandler<OverdrachtenEvents.Uitgesteld>(),
        OverdrachtHandler<OverdrachtenEvents.Geaccepteerd>(), OverdrachtHandler<OverdrachtenEvents.Geweigerd>(),
        OverdrachtHandler<OverdrachtenEvents.Ingetrokken>(), OverdrachtHandler<OverdrachtenEvents.Overgedragen>(),
        OverdrachtHandler<OverdrachtenEvents.Gestart>(), OverdrachtHandler<OverdrachtenEvents.Afgerond>(),
        OverdrachtHandler<OverdrachtenEvents.VoortijdigBeeindigd>(),
        OverdrachtHandler<OverdrachtenEvents.Teruggegeven>(),
        OverdrachtHandler<OverdrachtenEvents.TeruggaveIngetrokken>(),
        OverdrachtHandler<OverdrachtenEvents.TeruggaveAanvaard>(), RegieHandler<OverdrachtenEvents.ZaakGeopend>(),
        RegieHandler<OverdrachtenEvents.RegieVerplaatst>(), RegieHandler<OverdrachtenEvents.RegiehouderGewisseld>(),
        RegieHandler<OverdrachtenEvents.OrganisatieGestopt>(),
        AfgeschermdHandler(), AfschermingOpgehevenHandler(), BeschermingOpgevolgdHandler(), GezinslidHandler(),
        BetrokkenHandler(), BetrokkenheidBeeindigdHandler(),
    ]
}
