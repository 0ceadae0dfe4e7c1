import Chassis
import Contracts
import Foundation
import MeldingDomain
import Messaging
import Register

/// A partner's melding on `keten.in.<oin>`: its content was posted before and is named by id.
struct InkomendeMeldingHandler: MessageHandler {
    let intake: Intake

    func needs(_ message: Message<InkomendEvents.MeldingAangeboden>) -> [AggregateRef] {
        guard let melder = message.sender else { return [] }
        let data = message.data
        let inhoud =
            [data.waarneming, data.redenNietBesproken].compactMap { $0 } + (data.betrokkenen ?? []).map(\.inhoud)
        let id = Intake.id(melder: melder, eigenKenmerk: data.eigenKenmerk, oefening: message.event.oefening)
        return [AggregateRef(Melding.self, id)]
            + inhoud.map { AggregateRef(projection: Inhoudsdeel.self, $0) }
    }

    func decide(_ message: Message<InkomendEvents.MeldingAangeboden>, in scope: inout Scope) throws {
        guard let melder = message.sender else { return }
        guard intake.register.current.organisation(melder)?.doetMee() == true else {
            throw Refused([
                Violation(
                    pointer: "/source", code: "onbekende-organisatie",
                    detail: "Deze organisatie staat niet als actief in het register.")
            ])
        }
        let melding = Intake.id(
            melder: melder, eigenKenmerk: message.data.eigenKenmerk, oefening: message.event.oefening
        )
        // M5: a repetition changes nothing, so it binds no content either.
        if try scope.load(Melding.self, melding) != nil { return }
        var data = message.data
        var fouten: [Violation] = []
        data.waarneming = try bekend(data.waarneming, .tekst, melder, "/data/waarneming", &fouten, scope)
        data.redenNietBesproken = try bekend(
            data.redenNietBesproken, .tekst, melder, "/data/redenNietBesproken", &fouten, scope)
        var betrokkenen: [GemeldeBetrokkene] = []
        for (index, betrokkene) in (data.betrokkenen ?? []).enumerated() {
            let pointer = "/data/betrokkenen/\(index)/inhoud"
            guard try bekend(betrokkene.inhoud, .persoon, melder, pointer, &fouten, scope) != nil,
                let deel = try scope.load(projection: Inhoudsdeel.self, betrokkene.inhoud)
            else { continue }
            betrokkenen.append(try .van(deel, rol: betrokkene.rol, signaalgedrag: betrokkene.signaalgedrag))
        }
        // Acute is never refused for form (M9): what can't be found counts as missing.
        if data.acuut != .ja, !fouten.isEmpty { throw Refused(fouten) }
        if !fouten.isEmpty { data.onleesbaar = true }
        do {
            try intake.ontvang(
                NieuweMelding(data, melder: melder, betrokkenen: betrokkenen),
                van: melder, als: melding, oefening: message.event.oefening,
                in: &scope)
            for inhoud in [data.waarneming, data.redenNietBesproken].compactMap({ $0 })
                + (data.betrokkenen ?? []).map(\.inhoud)
            {
                try scope.verbind(inhoud, met: melding)
            }
        } catch let weigering as Weigering {
            throw Refused(
                weigering.violations.map { Violation(pointer: "/data" + $0.pointer, code: $0.code, detail: $0.detail) })
        }
    }

    /// The id, if it is content of this organisation of this kind that no other melding has: who deals with that one
    /// reads it there.
    private func bekend(
        _ id: UUID?, _ soort: Inhoudsdeel.Soort, _ melder: OIN, _ pointer: String, _ fouten: inout [Violation],
        _ scope: Scope
    ) throws -> UUID? {
        guard let id else { return nil }
        if let deel = try scope.load(projection: Inhoudsdeel.self, id), deel.organisatie == melder, deel.soort == soort
        {
            if deel.melding == nil { return id }
            fouten.append(
                Violation(
                    pointer: pointer, code: "inhoud-al-gebruikt",
                    detail: "Deze inhoud hoort al bij een andere melding. Stuur haar opnieuw naar /v1/inhoud."))
            return nil
        }
        fouten.append(
            Violation(
                pointer: pointer, code: "inhoud-onbekend",
                detail: "Deze inhoud is niet eerst door uw organisatie naar /v1/inhoud gestuurd."))
        return nil
    }
}
