import Contracts
import Foundation
import Messaging
import VerwijzingDomain

/// R7, P2: a measure that the court imposed, extended or ended, as the casus keeps it. Help under it does not rest on
/// consent, a child under it comes first (O19), and who carries it out has its wettelijke taak by it (O1).
struct MaatregelHandler<Bericht: EventData & MetKop>: MessageHandler
where Bericht.Kopvelden == CasussenEvents.Maatregelkop {
    func needs(_ message: Message<Bericht>) -> [AggregateRef] {
        [AggregateRef(Zaak.self, message.data.zaak), .bescherming(van: message.data.zaak)]
    }

    func decide(_ message: Message<Bericht>, in scope: inout Scope) throws {
        let data = message.data
        guard !message.muted, try scope.load(Zaak.self, data.zaak) != nil else { return }
        try legKaderVast(data, in: &scope)
        // O23: who came in the place of whom the court named carries it out here.
        let kader = try scope.load(Bescherming.self, Bescherming.id(van: data.zaak))?.kaders.first {
            $0.maatregel == data.maatregel
        }
        let geeindigd = Bericht.self == CasussenEvents.MaatregelBeeindigd.self
        try scope.decide(
            ZaakCommand.volgMaatregel(
                data.maatregel, uitvoerder: geeindigd ? nil : kader?.uitvoerder ?? data.uitvoerder.text),
            on: data.zaak)
    }

    private func legKaderVast(_ data: Bericht, in scope: inout Scope) throws {
        // By the clock it ends on the day that is known already.
        guard let door = data.door else { return }
        // V6: a measure for children ends at 18, whatever its last day says.
        guard try scope.load(Bescherming.self, Bescherming.id(van: data.zaak))?.isMeerderjarig(data.kind) != true else {
            return
        }
        let kader = GedwongenKader(
            kind: data.kind, uitvoerder: data.uitvoerder.text, vanaf: try .van(data.vanaf), tot: try .van(data.tot),
            maatregel: data.maatregel)
        // Whoever recorded it in the casus may; here it is only learned.
        let actor = Actor(
            organisatie: door.organisatie.text, medewerker: door.medewerker.text, rollen: [VerwijzingDomain.Rol.werker])
        try scope.decide(.legKaderVast(door: actor, kader), over: data.zaak)
    }
}
