import Chassis
import Content
import Contracts
import Foundation
import Messaging
import VeiligheidDomain

/// S3: who read the texts of a casus, for what is told to the family.
struct Casusinzage: Sendable {
    let context: Context

    private static let verwerkingen = [
        "inhoud van een casus lezen": "inhoud-casus", "overleg lezen": "inhoud-overleg",
        "maatregel lezen": "inhoud-maatregel",
    ]

    func lezingen(_ zaak: UUID) async throws -> [Inzagelezing] {
        let reader = AggregateReader(pool: context.pool)
        guard let (casus, _) = try await reader.one(Casus.self, zaak) else { return [] }
        let overleggen = try await reader.page(
            Overleg.self, where: "state ->> 'zaak' = \(zaak.text)", after: nil, limit: 500)
        // R6: where that of the Raad ends is not known here, so it lasts as long as the casus.
        let raden = Set(overleggen.filter { $0.state.onderzoek != nil }.compactMap { $0.state.raad?.rawValue })
        return try await ProcessingRecord.readings(
            where: """
                r.name = any(\(Array(Self.verwerkingen.keys)))
                and r.parts && array(select id from content where dossier = \(zaak))
                """, on: context.pool
        ).compactMap { lezing in
            try Self.verwerkingen[lezing.name].map {
                Inzagelezing(
                    lezing, wat: try .van($0), grond: nil,
                    lopendOnderzoek: !casus.isGesloten
                        && (casus.vraagtOnderzoek || raden.contains(lezing.organisation.text)))
            }
        }
    }
}

extension Casus {
    /// R2: the last assessment asks for an investigation.
    fileprivate var vraagtOnderzoek: Bool { beoordelingen.last?.beoordeling.uitkomst == .onderzoek }
}
