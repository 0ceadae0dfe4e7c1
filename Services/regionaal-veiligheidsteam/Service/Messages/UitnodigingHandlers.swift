import Contracts
import Foundation
import Messaging
import VeiligheidDomain

/// N4: the invitation to a meeting is a task of who was invited; that it arrived and was opened is kept with it.
struct UitnodigingBezorgdHandler: MessageHandler {
    func needs(_ message: Message<BevestigingenEvents.TaakBezorgd>) -> [AggregateRef] {
        overleg(message.data.soort, message.data.onderwerp)
    }

    func decide(_ message: Message<BevestigingenEvents.TaakBezorgd>, in scope: inout Scope) throws {
        let taak = message.data
        guard isUitnodiging(taak.soort), try scope.load(Overleg.self, taak.onderwerp) != nil else { return }
        try scope.decide(OverlegCommand.uitnodigingBezorgd(Organisatie(taak.organisatie.text)), on: taak.onderwerp)
    }
}

struct UitnodigingGezienHandler: MessageHandler {
    func needs(_ message: Message<BevestigingenEvents.TaakGezien>) -> [AggregateRef] {
        overleg(message.data.soort, message.data.onderwerp)
    }

    func decide(_ message: Message<BevestigingenEvents.TaakGezien>, in scope: inout Scope) throws {
        let taak = message.data
        guard isUitnodiging(taak.soort), try scope.load(Overleg.self, taak.onderwerp) != nil else { return }
        let wie = VeiligheidDomain.Persoon(
            organisatie: Organisatie(taak.organisatie.text), medewerker: Medewerker(taak.door.text))
        try scope.decide(OverlegCommand.uitnodigingGezien(wie), on: taak.onderwerp)
    }
}

private func isUitnodiging(_ soort: Codewoord) -> Bool { soort.text == "overleg-bijwonen" }

private func overleg(_ soort: Codewoord, _ onderwerp: UUID) -> [AggregateRef] {
    isUitnodiging(soort) ? [AggregateRef(Overleg.self, onderwerp)] : []
}
