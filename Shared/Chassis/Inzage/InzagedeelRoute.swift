import Contracts
import Foundation
import Web

/// Gives verwijzing this service's part of who read what about a family (S3). What of it the family is told is decided
/// there (P5).
struct InzagedeelRoute: Sendable {
    let deel: @Sendable (UUID) async throws -> [Inzagelezing]

    func register(on api: API) {
        api.operation(
            .get, "/v1/zaken/{id}/inzagedeel", id: "inzagedeelLezen",
            summary: "Wie hier iets las over het gezin van een zaak; tussen de diensten van de keten (S3)",
            access: .scope(EventHistory.scope), parameters: [.path("id", UUID.self, "Id van de zaak")],
            response: Inzagedeel.self
        ) { request in
            let zaak: UUID = try request.path("id")
            return Response(Inzagedeel(zaak: zaak, lezingen: try await deel(zaak)))
        }
    }
}
