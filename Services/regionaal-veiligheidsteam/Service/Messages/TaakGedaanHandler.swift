import Contracts
import Foundation
import Messaging
import VeiligheidDomain

/// M7: a person of the lokaal team who did the task "say that you know" has said so. A task that the chain closed by
/// itself names nobody and confirms nothing.
struct TaakGedaanHandler: MessageHandler {
    private static let soort = "betrokkenheid-bevestigen"

    func needs(_ message: Message<BevestigingenEvents.TaakGedaan>) -> [AggregateRef] {
        message.data.soort.text == Self.soort ? [AggregateRef(Casus.self, message.data.onderwerp)] : []
    }

    func decide(_ message: Message<BevestigingenEvents.TaakGedaan>, in scope: inout Scope) throws {
        let taak = message.data
        guard taak.soort.text == Self.soort, let door = taak.door, try scope.load(Casus.self, taak.onderwerp) != nil
        else { return }
        let persoon = VeiligheidDomain.Persoon(
            organisatie: Organisatie(taak.organisatie.text), medewerker: Medewerker(door.text))
        do {
            try scope.decide(.lokaalTeamBevestigen(door: persoon), on: ZaakId(taak.onderwerp))
        } catch is Weigering {
            // Done after the casus was closed, or for a team that is not involved any more: nothing waits for it.
        }
    }
}
