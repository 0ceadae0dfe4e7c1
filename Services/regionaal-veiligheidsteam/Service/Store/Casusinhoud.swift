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
        fileprivate let sealed: Vault.Sealed
        var id: InhoudId { InhoudId(sealed.id) }
    }

    /// - Parameter onderdeel: what kind of text it is; part of its seal.
    func verzegel(_ tekst: Tekst, _ onderdeel: String, van organisatie: OIN, zaak: UUID) async throws -> Deel {
        let part = Vault.Part(Array(tekst.text.utf8), person: "casus", part: "\(onderdeel) \(UUID.v7().text)")
        return Deel(
            sealed: try await context.vault.seal(part, organisation: organisatie, dossier: zaak, on: context.pool))
    }
}

extension Scope {
    mutating func bewaar(_ delen: [Casusinhoud.Deel]) {
        for deel in delen { write(deel.sealed) }
    }
}
