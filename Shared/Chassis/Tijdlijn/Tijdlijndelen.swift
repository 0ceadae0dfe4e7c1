import Contracts
import Foundation
import Web

/// Gives another service this service's part of a zaak's timeline, for an organisation that asked there (S2). What that
/// organisation may see is decided here, by the rules of the service whose it is (P5).
struct TijdlijndeelRoute: Sendable {
    let deel: @Sendable (UUID, OIN) async throws -> [Tijdlijnstap]

    func register(on api: API) {
        api.operation(
            .get, "/v1/zaken/{id}/tijdlijndeel", id: "tijdlijndeelLezen",
            summary:
                "Wat een organisatie hier van de tijdlijn van een zaak mag zien; tussen de diensten van de keten (S2)",
            access: .scope(EventHistory.scope),
            parameters: [
                .path("id", UUID.self, "Id van de zaak"),
                .query("organisatie", OIN.self, "Voor welke organisatie", required: true),
            ], response: Tijdlijndeel.self
        ) { request in
            let zaak: UUID = try request.path("id")
            guard let organisatie = try request.query("organisatie", as: OIN.self) else { throw Problem.notFound() }
            return Response(Tijdlijndeel(zaak: zaak, stappen: try await deel(zaak, organisatie)))
        }
    }
}
