import Chassis
import Content
import Contracts
import Foundation
import Messaging
import Postgres
import VerwijzingDomain

/// A sealed text on its way into the transaction that refers to it.
struct Deel: Sendable {
    let sealed: Vault.Sealed
    var id: UUID { sealed.id }
}

/// Texts that the two sides of a handover write to each other; events carry their ids only.
struct Tekstkluis: Sendable {
    let context: Context

    /// - Parameter soort: what it is, such as `overbruggingsafspraak`; part of its seal.
    func verzegel(_ tekst: Tekst, soort: String, van organisatie: OIN, bij overdracht: Overdracht) async throws -> Deel
    {
        let part = Vault.Part(
            Array(tekst.text.utf8), person: Self.gezin(van: overdracht.zaak), part: "\(soort) \(UUID.v7().text)")
        return Deel(
            sealed: try await context.vault.seal(
                part, organisation: organisatie, dossier: overdracht.id, on: context.pool))
    }

    /// A text of a zaak that stands beside its handovers: sealed for someone of the family, or for the family.
    func verzegel(
        _ tekst: Tekst, soort: String, bij zaak: UUID, van organisatie: OIN, over lid: UUID?
    ) async throws -> Deel {
        let part = Vault.Part(
            Array(tekst.text.utf8), person: lid.map(Leeftijdlezer.persoon) ?? Self.gezin(van: zaak),
            part: "\(soort) \(UUID.v7().text)")
        return Deel(
            sealed: try await context.vault.seal(part, organisation: organisatie, dossier: zaak, on: context.pool))
    }

    /// O15: under a key of its own, so that it can go while the zaak stays.
    func verzegel(
        _ tekst: Tekst, soort: String, bij zaak: UUID, consultatie: UUID, van organisatie: OIN
    ) async throws -> Deel {
        let part = Vault.Part(
            Array(tekst.text.utf8), person: Self.gezin(van: zaak), part: "\(soort) \(UUID.v7().text)")
        return Deel(
            sealed: try await context.vault.seal(
                part, organisation: organisatie, dossier: consultatie, on: context.pool))
    }

    /// Whom a text concerns that is not about one person: the family of the zaak, in keys and processing records.
    static func gezin(van zaak: UUID) -> String { "gezin-\(zaak.text)" }

    /// What is kept of a handover, without opening it; oldest first.
    func teksten(van overdracht: UUID) async throws -> [(id: UUID, soort: String, organisatie: String, op: Date)] {
        try await context.pool.query(
            """
            select id, part, organisation, created_at from content where dossier = \(overdracht) order by created_at, id
            """
        ).map { row in
            let (id, part, organisatie, op) = try row.decode(UUID.self, String.self, String.self, Date.self)
            return (id, part.split(separator: " ").first.map(String.init) ?? part, organisatie, op)
        }
    }
}

extension Scope {
    mutating func bewaar(_ delen: [Deel]) {
        for deel in delen { write(deel.sealed) }
    }
}
