import Chassis
import Content
import Contracts
import Foundation
import Messaging
import Postgres
import VeiligheidDomain

/// Texts of a casus, sealed under the casus as their dossier.
struct Casusinhoud: Sendable {
    let context: Context

    /// Sealed, on its way into the transaction that refers to it.
    struct Deel: Sendable {
        let id: InhoudId
        fileprivate let statements: [SQL]
    }

    /// - Parameter onderdeel: what kind of text it is; part of its seal.
    func verzegel(_ tekst: Tekst, _ onderdeel: String, van organisatie: OIN, zaak: UUID) async throws -> Deel {
        let sealed = try await context.vault.seal(
            Array(tekst.text.utf8), organisation: organisatie, dossier: zaak, person: "casus",
            part: "\(onderdeel) \(UUID.v7().text)", on: context.pool)
        return Deel(id: InhoudId(sealed.id), statements: sealed.statements)
    }
}

extension Scope {
    mutating func bewaar(_ delen: [Casusinhoud.Deel]) {
        for deel in delen { for statement in deel.statements { write(statement) } }
    }
}
