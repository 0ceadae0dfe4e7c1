import Contracts
import Foundation
import Logging

/// Asks the other services for their parts of what is told of a zaak as a whole.
public struct Zaakbronnen: Sendable {
    private let client: EventsClient?
    private let names: [String]
    private let logger: Logger

    init(client: EventsClient?, own: String, logger: Logger) {
        self.client = client
        self.logger = logger
        names = Topics.chain.compactMap(Topics.writer).filter { $0 != own && $0 != "keten" }
    }

    /// All parts of a zaak's timeline at once (S2).
    public func tijdlijn(
        _ zaak: UUID, voor organisatie: OIN
    ) async -> (stappen: [Tijdlijnstap], gaven: [String], ontbreekt: [String]) {
        let delen = await vraag(names) { client, name in
            try await client.tijdlijndeel(of: name, zaak: zaak, voor: organisatie).stappen
        }
        return (delen.gegeven, delen.gaven, delen.ontbreekt)
    }

    /// Who read what about a family (S3); notificaties keeps nothing about one.
    public func lezingen(_ zaak: UUID) async -> (lezingen: [Inzagelezing], ontbreekt: [String]) {
        let delen = await vraag(names.filter { $0 != "notificaties" }) { client, name in
            try await client.inzagedeel(of: name, zaak: zaak).lezingen
        }
        return (delen.gegeven, delen.ontbreekt)
    }

    /// A service that does not answer is named.
    private func vraag<Deel: Sendable>(
        _ names: [String], _ ask: @escaping @Sendable (EventsClient, String) async throws -> [Deel]
    ) async -> (gegeven: [Deel], gaven: [String], ontbreekt: [String]) {
        await withTaskGroup(of: (String, [Deel]?).self) { group in
            for name in names {
                group.addTask {
                    guard let client else { return (name, nil) }
                    do {
                        return (name, try await ask(client, name))
                    } catch {
                        // Told to who reads: what has a gap in it says so.
                        logger.warning("a part of a zaak is missing", error: error, metadata: ["source": "\(name)"])
                        return (name, nil)
                    }
                }
            }
            var (gegeven, gaven, ontbreekt): ([Deel], [String], [String]) = ([], [], [])
            for await (name, deel) in group {
                guard let deel else {
                    ontbreekt.append(name)
                    continue
                }
                gaven.append(name)
                gegeven += deel
            }
            return (gegeven, gaven.sorted(), ontbreekt.sorted())
        }
    }
}
