import Contracts
import Foundation
import Synchronization
import TestSupport

/// Which task asks whom to answer an offer, as the chain's own topic tells it.
final class Taakbord: Sendable {
    struct Taak: Sendable {
        let id: UUID
        let medewerker: String
    }

    private let chain: Chain
    private let known = Mutex<[String: Taak]>([:])

    init(_ chain: Chain) { self.chain = chain }

    func taak(_ overdracht: UUID) -> Taak? { known.withLock { $0[overdracht.lower] } }

    func follow() async throws {
        while !Task.isCancelled {
            for event in chain.tap.events(Topics.bevestigingen)
            where event.eventType?.name == "taak-aangemaakt"
                && event.data["soort"]?.string == "overdracht-beantwoorden"
            {
                guard let onderwerp = event.data["onderwerp"]?.string,
                    let medewerker = event.data["medewerker"]?.string,
                    let id = event.data["taak"]?.string.flatMap({ UUID(uuidString: $0) })
                else { continue }
                known.withLock { $0[onderwerp] = Taak(id: id, medewerker: medewerker) }
            }
            try await Task.sleep(for: .seconds(1))
        }
    }
}
