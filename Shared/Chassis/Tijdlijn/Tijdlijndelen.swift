import Contracts
import Foundation
import Logging
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

/// Asks the other services for their parts of a zaak's timeline.
public struct Tijdlijnbronnen: Sendable {
    private let client: EventsClient?
    private let names: [String]
    private let logger: Logger

    init(client: EventsClient?, own: String, logger: Logger) {
        self.client = client
        self.logger = logger
        names = Topics.chain.compactMap(Topics.writer).filter { $0 != own && $0 != "keten" }
    }

    /// All parts at once, oldest step first; a service that does not answer is named.
    public func lees(
        _ zaak: UUID, voor organisatie: OIN
    ) async -> (stappen: [Tijdlijnstap], gaven: [String], ontbreekt: [String]) {
        await withTaskGroup(of: (String, [Tijdlijnstap]?).self) { group in
            for name in names {
                group.addTask {
                    do {
                        return (name, try await client?.tijdlijndeel(of: name, zaak: zaak, voor: organisatie).stappen)
                    } catch {
                        // Told to who reads: a timeline with a gap in it says so.
                        logger.warning("a part of a timeline is missing", error: error, metadata: ["source": "\(name)"])
                        return (name, nil)
                    }
                }
            }
            var (stappen, gaven, ontbreekt): ([Tijdlijnstap], [String], [String]) = ([], [], [])
            for await (name, deel) in group {
                guard let deel else {
                    ontbreekt.append(name)
                    continue
                }
                gaven.append(name)
                stappen += deel
            }
            return (stappen, gaven.sorted(), ontbreekt.sorted())
        }
    }
}
