import Chassis
import Contracts
import Foundation
import Messaging
import VerwijzingDomain
import Web

/// Finds zaken and handovers for an organisation. What is not its own does not exist for it.
struct Zaaklezer: Sendable {
    private let reader: AggregateReader

    init(_ context: Context) { reader = AggregateReader(pool: context.pool) }

    struct Gevonden: Sendable {
        let overdracht: Overdracht
        let zaak: Zaak
        let version: Int64
        let delen: Set<Toegang.Deel>
    }

    func overdracht(_ id: UUID, voor oin: OIN, _ recht: Toegang.Recht = .overdrachtLezen) async throws -> Gevonden {
        guard let (overdracht, version) = try await reader.one(Overdracht.self, id),
            let (zaak, _) = try await reader.one(Zaak.self, overdracht.zaak)
        else { throw Self.onbekendeOverdracht }
        let delen = Toegang.delen(oin, zaak: zaak, overdrachten: [overdracht])
        guard Toegang.mag(recht, delen) else { throw Self.onbekendeOverdracht }
        return Gevonden(overdracht: overdracht, zaak: zaak, version: version, delen: delen)
    }

    /// - Returns: the zaak with the caller's own handovers in it, or all of them for who holds the regie.
    func zaak(
        _ id: UUID, voor oin: OIN, _ recht: Toegang.Recht = .zaakLezen
    ) async throws -> (zaak: Zaak, overdrachten: [Overdracht], version: Int64, delen: Set<Toegang.Deel>) {
        guard let (zaak, version) = try await reader.one(Zaak.self, id) else { throw Self.onbekendeZaak }
        let alle = try await reader.page(Overdracht.self, where: "zaak = \(id)", after: nil, limit: 500).map(\.state)
        let delen = Toegang.delen(oin, zaak: zaak, overdrachten: alle)
        guard Toegang.mag(recht, delen) else { throw Self.onbekendeZaak }
        let zichtbaar = Toegang.mag(.alleAanbiedingenZien, delen) ? alle : alle.filter { $0.kant(van: oin.text) != nil }
        return (zaak, zichtbaar, version, delen)
    }

    private static let onbekendeOverdracht = Problem.notFound(
        "Deze overdracht bestaat niet of is niet van uw organisatie.")
    private static let onbekendeZaak = Problem.notFound(
        "Deze zaak bestaat niet of uw organisatie heeft er geen deel in.")
}
