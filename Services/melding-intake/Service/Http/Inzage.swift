import Chassis
import Content
import Contracts
import Foundation
import MeldingDomain
import Messaging

/// S3: who read a melding's content, for what is told to the family.
struct Meldinginzage: Sendable {
    let context: Context

    /// More than one zaak ever has.
    private static let hoogstens = 500

    func lezingen(_ zaak: UUID) async throws -> [Inzagelezing] {
        let meldingen = try await AggregateReader(pool: context.pool).page(
            Melding.self, where: "zaak = \(zaak)", after: nil, limit: Self.hoogstens)
        var lezingen: [Inzagelezing] = []
        for (id, melding, _) in meldingen {
            let gelezen = try await ProcessingRecord.readings(
                where: """
                    r.name = 'inhoud van een melding lezen' and r.parts && array(
                        select id from aggregate where kind = \(Inhoudsdeel.kind) and state ->> 'melding' = \(id.text))
                    """, on: context.pool)
            // Until there is an outcome it is looked into (M6), and that the family does not hear here.
            lezingen += try gelezen.map {
                Inzagelezing(
                    $0, wat: try .van("inhoud-melding"), grond: try melding.grond.map { try .van($0.rawValue) },
                    lopendOnderzoek: !melding.isAfgehandeld)
            }
        }
        return lezingen
    }
}

extension Melding {
    /// M9: a vt-melding carries its own ground.
    fileprivate var grond: Grondslag? { soort == .vtMelding ? .wettelijkeTaak : grondslag }
}
