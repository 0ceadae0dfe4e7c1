import Contracts
import Foundation
import Messaging
import Postgres

/// Who was involved in a zaak beside whom the casus knows, as the verwijzing says: it sees no casus by that, and may say
/// that it sees a decision otherwise (R12).
struct Betrokkenen: Projection, Equatable {
    let regio: String
    private(set) var organisaties: [OIN] = []

    init(regio: String) { self.regio = regio }

    static var kind: String { "betrokkenen" }
    var regionCode: String { regio }
    static func id(van zaak: UUID) -> UUID { UUID(named: "betrokkenen \(zaak.text)") }
    static func ref(van zaak: UUID) -> AggregateRef { AggregateRef(projection: Self.self, id(van: zaak)) }

    mutating func voegToe(_ oin: OIN) {
        if !organisaties.contains(oin) { organisaties.append(oin) }
    }

    mutating func haalWeg(_ oin: OIN) { organisaties.removeAll { $0 == oin } }

    static func van(_ zaak: UUID, _ pool: PostgresPool) async throws -> Betrokkenen? {
        let rows = try await pool.query(
            "select state::text from aggregate where id = \(id(van: zaak)) and kind = \(kind)")
        return try rows.first.map { try StateCoding.decode(Betrokkenen.self, $0.decode(String.self)) }
    }
}
