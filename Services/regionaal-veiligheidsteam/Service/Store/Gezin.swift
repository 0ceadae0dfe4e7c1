import Contracts
import Foundation
import Messaging
import Postgres

/// Who belongs to the family, by the ids that the verwijzing gave them in the zaak, in the order in which they were
/// recorded. Names and birth dates stay there.
struct Gezin: Projection, Equatable {
    struct Lid: Codable, Equatable, Sendable {
        let id: UUID
        let rol: OverdrachtenEvents.Gezinsrol
    }

    let regio: String
    private(set) var leden: [Lid] = []

    init(regio: String) { self.regio = regio }

    static var kind: String { "gezin" }
    var regionCode: String { regio }
    static func id(van zaak: UUID) -> UUID { UUID(named: "gezin \(zaak.text)") }
    static func ref(van zaak: UUID) -> AggregateRef { AggregateRef(projection: Self.self, id(van: zaak)) }

    var kinderen: [UUID] { leden.filter { $0.rol == .kind }.map(\.id) }

    mutating func voegToe(_ lid: Lid) {
        if !leden.contains(where: { $0.id == lid.id }) { leden.append(lid) }
    }

    static func van(_ zaak: UUID, _ pool: PostgresPool) async throws -> Gezin? {
        let rows = try await pool.query(
            "select state::text from aggregate where id = \(id(van: zaak)) and kind = \(kind)")
        return try rows.first.map { try StateCoding.decode(Gezin.self, $0.decode(String.self)) }
    }
}
