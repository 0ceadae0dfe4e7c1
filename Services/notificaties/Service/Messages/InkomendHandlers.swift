import Contracts
import Foundation
import Messaging
import NotificatieDomain
import Register

/// An organisation's system says on its own topic that it has a task.
struct BezorgdGemeldHandler: MessageHandler {
    let register: Register

    func needs(_ message: Message<InkomendEvents.TaakBezorgdGemeld>) -> [AggregateRef] {
        [AggregateRef(Taak.self, message.data.taak)]
    }

    func decide(_ message: Message<InkomendEvents.TaakBezorgdGemeld>, in scope: inout Scope) throws {
        try scope.eisTaak(
            message.data.taak, van: message.sender, oefening: message.event.oefening, register: register.current)
        try scope.decide(.bezorgen(.kafka), on: message.data.taak, register: register.current)
    }
}

/// An organisation's system says that a named person opened a task.
struct GezienGemeldHandler: MessageHandler {
    let register: Register

    func needs(_ message: Message<InkomendEvents.TaakGezienGemeld>) -> [AggregateRef] {
        [AggregateRef(Taak.self, message.data.taak)]
    }

    func decide(_ message: Message<InkomendEvents.TaakGezienGemeld>, in scope: inout Scope) throws {
        let (data, current) = (message.data, register.current)
        let organisatie = try scope.eisTaak(
            data.taak, van: message.sender, oefening: message.event.oefening, register: current)
        guard current.person(organisatie, data.medewerker) != nil else {
            throw Refused([
                Violation(
                    pointer: "/data/medewerker", code: "onbekende-medewerker",
                    detail: "Deze medewerker staat niet in het register bij uw organisatie.")
            ])
        }
        let door = NotificatieDomain.Persoon(
            organisatie: Organisatie(organisatie.text), medewerker: Medewerker(data.medewerker.text))
        do {
            try scope.decide(.zien(door: door), on: data.taak, register: current)
        } catch let weigering as Weigering {
            throw Refused([Violation(pointer: "/data/medewerker", code: weigering.code, detail: weigering.uitleg)])
        }
    }
}

extension Scope {
    /// Another organisation's task is unknown to this one: not even that it exists is told.
    @discardableResult
    fileprivate func eisTaak(_ id: UUID, van sender: OIN?, oefening: Bool, register: RegisterSnapshot) throws -> OIN {
        guard let sender, register.organisation(sender)?.doetMee() == true else {
            throw Refused([
                Violation(
                    pointer: "/source", code: "onbekende-organisatie",
                    detail: "Deze organisatie staat niet als actief in het register.")
            ])
        }
        guard let taak = try load(Taak.self, id), taak.organisatie.rawValue == sender.text else {
            throw Refused([
                Violation(
                    pointer: "/data/taak", code: "taak-onbekend",
                    detail: "Deze taak bestaat niet of is niet van uw organisatie.")
            ])
        }
        // C3: an exercise confirms nothing real, and what is real confirms no exercise.
        guard taak.oefening == oefening else {
            throw Refused([
                Violation(
                    pointer: "/oefening", code: "oefening-en-echt",
                    detail: oefening
                        ? "Deze taak is geen oefening." : "Deze taak is een oefening; zet dat in het bericht.")
            ])
        }
        return sender
    }
}
