import Chassis
import Content
import Contracts
import Foundation
import Messaging
import Postgres
import VeiligheidDomain
import Web

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

    /// Opens what is left of these texts for a named person; the reading is recorded first.
    func open<B>(
        _ ids: [InhoudId], voor door: Handelend, naam: String, kenmerk: String, _ request: Request<B>
    ) async throws -> [InhoudId: Tekst] {
        guard !ids.isEmpty else { return [:] }
        let record = ProcessingRecord(
            traceparent: request.trace.traceparent, name: naam, resource: "regionaal-veiligheidsteam",
            activity: "https://keten.example/verwerkingen/" + naam.replacing(" ", with: "-"),
            user: door.medewerker.text, organisation: door.organisatie,
            role: door.rollen.map(\.rawValue).sorted().joined(separator: " "), purpose: "casus \(kenmerk)",
            networkAddress: request.networkAddress ?? "")
        let geopend = try await context.vault.readWhatIsLeft(
            ids.map(\.waarde), record: record, on: context.pool
        ).opened
        return geopend.reduce(into: [:]) { teksten, deel in
            teksten[InhoudId(deel.key)] = Tekst(String(decoding: deel.value, as: UTF8.self))
        }
    }
}

extension Scope {
    mutating func bewaar(_ delen: [Casusinhoud.Deel]) {
        for deel in delen { write(deel.sealed) }
    }
}
