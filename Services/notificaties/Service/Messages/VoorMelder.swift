import Contracts
import Foundation
import Messaging
import Register

/// An event that tells the melder a step: never content, and nothing of other meldingen (M4, M8).
protocol VoorMelder: EventData, MetKop where Kopvelden == MeldingenEvents.Meldingkop {
    var stap: NotificatiesEvents.MelderStatus { get }
    var gegevenUitkomst: MeldingenEvents.Uitkomst? { get }
}

extension VoorMelder {
    var gegevenUitkomst: MeldingenEvents.Uitkomst? { nil }
}

extension MeldingenEvents.MeldingOntvangen: VoorMelder {
    var stap: NotificatiesEvents.MelderStatus { .ontvangen }
}
extension MeldingenEvents.MeldingDoorgestuurd: VoorMelder {
    var stap: NotificatiesEvents.MelderStatus { .doorgestuurd }
}
extension MeldingenEvents.MeldingInBehandeling: VoorMelder {
    var stap: NotificatiesEvents.MelderStatus { .inBehandeling }
}
extension MeldingenEvents.MeldingAfgehandeld: VoorMelder {
    var stap: NotificatiesEvents.MelderStatus { .afgehandeld }
    var gegevenUitkomst: MeldingenEvents.Uitkomst? { uitkomst }
}

extension Scope {
    /// The receipt always, later steps unless the melder declined them.
    mutating func meld(_ bericht: some VoorMelder, register: RegisterSnapshot) throws {
        guard let melder = bericht.melder, bericht.terugkoppelingGewenst || bericht.stap == .ontvangen,
            register.organisation(melder)?.kanalen.contains(.kafka) == true,
            !bericht.oefening || register.oefent(melder)
        else { return }
        try announce(
            NotificatiesEvents.MeldingStatusGewijzigd(
                melding: bericht.melding, kenmerk: bericht.kenmerk, eigenKenmerk: bericht.eigenKenmerk,
                status: bericht.stap, behandelaar: bericht.behandelaar, uitkomst: bericht.gegevenUitkomst,
                oefening: bericht.oefening, tijdstip: bericht.tijdstip),
            // By the melding and not by its zaak: a melder does not see what it was joined with.
            topic: Topics.uit(melder), key: bericht.melding.text, subject: bericht.melding.text,
            regio: bericht.regio.text, oefening: bericht.oefening)
    }
}

/// Passes on to its sender what the intake refused.
struct GeweigerdHandler: MessageHandler {
    let register: Register

    func needs(_ message: Message<MeldingenEvents.BerichtGeweigerd>) -> [AggregateRef] { [] }

    func decide(_ message: Message<MeldingenEvents.BerichtGeweigerd>, in scope: inout Scope) throws {
        guard !message.muted else { return }
        let data = message.data
        try scope.meldUitkomst(
            NotificatiesEvents.BerichtGeweigerd(
                bericht: data.bericht, fouten: data.fouten, oefening: data.oefening, tijdstip: scope.now),
            aan: data.organisatie, bericht: data.bericht, oefening: data.oefening, register: register.current)
    }
}
