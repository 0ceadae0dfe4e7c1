import Chassis
import Content
import Contracts
import Foundation
import Messaging
import Postgres
import VerwijzingDomain
import Web

/// What is known of someone of the family; sealed as one part, so that no event holds a name or a birth date (P2).
struct Persoonsgegevens: Codable, Equatable, Sendable {
    var naam: String?
    var geboren: Dag?
    /// By it somebody is told who read what was written about them (S3).
    var bsn: String?
}

/// Seals and opens names and birth dates of the family. Each opening is recorded first, also when only an age is asked.
struct Leeftijdlezer: Sendable {
    let context: Context

    func verzegel(_ gegevens: Persoonsgegevens, lid: UUID, zaak: Zaak, door: Handelend) async throws -> Deel {
        let part = Vault.Part(
            Array(try JSONEncoder().encode(gegevens)), person: Self.persoon(lid), part: "persoonsgegevens \(lid.text)")
        return Deel(
            sealed: try await context.vault.seal(
                part, organisation: door.organisatie, dossier: zaak.id, on: context.pool))
    }

    /// The birth dates of the zaak's children, to decide by age; nothing is opened where there are none.
    func geboren<B: Sendable>(
        in bescherming: Bescherming?, _ request: Request<B>, door: MedewerkerId?
    ) async throws -> [UUID: Dag] {
        guard let bescherming, !bescherming.kinderen.isEmpty else { return [:] }
        let kinderen = bescherming.gezinsleden.filter { $0.rol == .kind }
        return try await gegevens(
            van: kinderen, in: bescherming, request, try context.handelend(request.caller, door: door),
            naam: "leeftijd bepalen"
        ).gegevens.compactMapValues(\.geboren)
    }

    /// P4: the children of whom nothing is known any more.
    func vernietigd(in bescherming: Bescherming?) async throws -> Set<UUID> {
        let kinderen = bescherming?.gezinsleden.filter { $0.rol == .kind } ?? []
        let weg = try await context.vault.destroyed(kinderen.map(\.gegevens), on: context.pool)
        return Set(kinderen.filter { weg[$0.gegevens] != nil }.map(\.id))
    }

    /// What is left of what is known of these people, and of whom it was destroyed (P4); by their ids.
    func gegevens<B: Sendable>(
        van leden: [Gezinslid], in bescherming: Bescherming, _ request: Request<B>, _ door: Handelend, naam: String
    ) async throws -> (gegevens: [UUID: Persoonsgegevens], vernietigd: [UUID: Destroyed]) {
        let (geopend, weg) = try await Inhoudlezer(context: context).watErNogIs(
            leden.map(\.gegevens), voor: door, naam: naam, doel: "zaak \(bescherming.kenmerk)", request)
        var gevonden: [UUID: Persoonsgegevens] = [:]
        var vernietigd: [UUID: Destroyed] = [:]
        for lid in leden {
            gevonden[lid.id] = try geopend[lid.gegevens].map {
                try JSONDecoder().decode(Persoonsgegevens.self, from: Data($0))
            }
            vernietigd[lid.id] = weg[lid.gegevens]
        }
        return (gevonden, vernietigd)
    }

    /// Whom the key belongs to: it can be destroyed alone (P4).
    static func persoon(_ lid: UUID) -> String { "gezinslid-\(lid.text)" }
}
