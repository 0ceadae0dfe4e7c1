import Contracts
import Foundation
import Messaging
import VerwijzingDomain

/// Reads what stands beside handovers for a timeline: disputes, and what became of statements.
struct Tijdlijnlezer: Sendable {
    let reader: AggregateReader

    /// Of one handover.
    func geschillen(_ overdracht: UUID) async throws -> [GeschilEvent] {
        let rijen = try await reader.page(
            Geschil.self, where: "state ->> 'overdracht' = \(overdracht.text)", after: nil, limit: 1_000)
        var gebeurd: [GeschilEvent] = []
        for rij in rijen { gebeurd += try await reader.events(of: rij.id, Geschil.self).map(\.event) }
        return gebeurd
    }

    /// Of statements that this organisation wrote, received or asked about, or all of them for who holds the regie.
    func verklaringen(
        _ zaak: Zaak, _ bescherming: Bescherming?, _ zicht: Zicht, voor oin: OIN
    ) async throws -> [VerklaringEvent] {
        let rijen = try await reader.page(
            Verklaringloop.self, where: "zaak = \(zaak.id)", after: nil, limit: 10_000)
        var gebeurd: [VerklaringEvent] = []
        for (id, loop, _) in rijen where !loop.correcties.isEmpty || !loop.verzoeken.isEmpty || loop.isNietMeer {
            let recht = Toegang.verklaring(
                oin, [.werker], bron: loop.bron.organisatie, zaak: zaak, loop, bescherming, now: Date())
            guard recht != nil, zicht.ziet(inhoud: id, van: loop.bron.organisatie) else { continue }
            gebeurd += try await reader.events(of: id, Verklaringloop.self).map(\.event).filter {
                // Who else received it is for its source and for who holds the regie.
                guard case .correctieBevestigd(let feit) = $0.feit else { return true }
                return [feit.organisatie, loop.bron.organisatie, zaak.regie.organisatie].contains(oin.text)
            }
        }
        return gebeurd
    }
}
