import Chassis
import Contracts
import Foundation
import Messaging
import Postgres
import VerwijzingDomain
import Web

/// Finds zaken and handovers for an organisation. What is not its own does not exist for it.
struct Zaaklezer: Sendable {
    private let reader: AggregateReader

    init(_ context: Context) { reader = AggregateReader(pool: context.pool) }

    struct Gevonden: Sendable {
        let overdracht: Overdracht
        let zaak: Zaak
        let version: Int64
        let delen: Set<Toegang.Deel>
        let bescherming: Bescherming?
        let zicht: Zicht
    }

    struct GevondenZaak: Sendable {
        let zaak: Zaak
        /// The caller's own handovers in it, or all that it sees for who holds the regie.
        let overdrachten: [Overdracht]
        let version: Int64
        let delen: Set<Toegang.Deel>
        let bescherming: Bescherming?
        let zicht: Zicht

        /// The last that runs, else the last.
        var laatsteOverdracht: Overdracht? { overdrachten.last { !$0.status.isEindstand } ?? overdrachten.last }
    }

    func overdracht(_ id: UUID, voor oin: OIN, _ recht: Toegang.Recht = .overdrachtLezen) async throws -> Gevonden {
        guard let (overdracht, version) = try await reader.one(Overdracht.self, id),
            let (zaak, _) = try await reader.one(Zaak.self, overdracht.zaak)
        else { throw Self.onbekendeOverdracht }
        let delen = Toegang.delen(oin, zaak: zaak, overdrachten: [overdracht])
        let bescherming = try await bescherming(van: zaak.id)
        let zicht = Toegang.zicht(oin, bescherming)
        guard Toegang.mag(recht, delen), zicht.ziet(overdracht) else { throw Self.onbekendeOverdracht }
        return Gevonden(
            overdracht: overdracht, zaak: zaak, version: version, delen: delen, bescherming: bescherming, zicht: zicht)
    }

    func zaak(
        _ id: UUID, voor oin: OIN, _ recht: Toegang.Recht = .zaakLezen
    ) async throws -> GevondenZaak {
        guard let (zaak, version) = try await reader.one(Zaak.self, id) else { throw Self.onbekendeZaak }
        let alle = try await overdrachten(van: id)
        let delen = Toegang.delen(oin, zaak: zaak, overdrachten: alle)
        guard Toegang.mag(recht, delen) else { throw Self.onbekendeZaak }
        let bescherming = try await bescherming(van: id)
        let zicht = Toegang.zicht(oin, bescherming)
        let zichtbaar = alle.filter {
            (Toegang.mag(.alleAanbiedingenZien, delen) || $0.kant(van: oin.text) != nil) && zicht.ziet($0)
        }
        return GevondenZaak(
            zaak: zaak, overdrachten: zichtbaar, version: version, delen: delen, bescherming: bescherming, zicht: zicht)
    }

    struct GevondenVerwijzing: Sendable {
        let verwijzing: Verwijzing
        let zaak: Zaak
        let version: Int64
        let bescherming: Bescherming?
        let zicht: Zicht
    }

    func verwijzing(_ id: UUID, voor oin: OIN) async throws -> GevondenVerwijzing {
        let onbekend = Problem.notFound("Deze verwijzing bestaat niet of uw organisatie is er niet bij.")
        guard let (verwijzing, version) = try await reader.one(Verwijzing.self, id),
            let (zaak, _) = try await reader.one(Zaak.self, verwijzing.zaak)
        else { throw onbekend }
        let bescherming = try await bescherming(van: zaak.id)
        let zicht = Toegang.zicht(oin, bescherming)
        guard Toegang.ziet(verwijzing, oin, Toegang.delen(oin, zaak: zaak), zicht) else { throw onbekend }
        return GevondenVerwijzing(
            verwijzing: verwijzing, zaak: zaak, version: version, bescherming: bescherming, zicht: zicht)
    }

    /// Those of a zaak that the organisation sees, oldest first.
    func verwijzingen(in gevonden: GevondenZaak, voor oin: OIN) async throws -> [Verwijzing] {
        try await reader.page(Verwijzing.self, where: "zaak = \(gevonden.zaak.id)", after: nil, limit: 1_000)
            .map(\.state).filter { Toegang.ziet($0, oin, gevonden.delen, gevonden.zicht) }
    }

    /// All of a zaak, whoever sees them; for decisions.
    func verwijzingen(in zaak: UUID) async throws -> [Verwijzing] {
        try await reader.page(Verwijzing.self, where: "zaak = \(zaak)", after: nil, limit: 1_000).map(\.state)
    }

    /// O16: what was done before of what this handover asks, oldest first; for its sender, and for its receiver once it
    /// accepted: an offer shows no more than O7 lets it.
    func eerder(dan gevonden: Gevonden, voor oin: OIN) async throws -> [EerderGedaan] {
        let overdracht = gevonden.overdracht
        let mag =
            oin.text == overdracht.van.organisatie || oin.text == overdracht.naar && overdracht.status.isAanvaard
        return mag
            ? try await eerder(
                overdracht.aanbod.vraag, in: overdracht.zaak, voor: overdracht.aangebodenOp, gevonden.zicht) : []
    }

    /// The same of what a verwijzing asks.
    func eerder(dan gevonden: GevondenVerwijzing, voor oin: OIN) async throws -> [EerderGedaan] {
        let verwijzing = gevonden.verwijzing
        let mag =
            oin.text == verwijzing.van.organisatie || oin.text == verwijzing.naar && verwijzing.hulp != nil
        guard mag, let vraag = verwijzing.vraag else { return [] }
        return try await eerder(vraag.hulp, in: verwijzing.zaak, voor: verwijzing.gevraagdOp, gevonden.zicht)
    }

    /// - Parameter vraag: the kind that is asked; nil for whatever began.
    func eerder(
        _ vraag: String?, in zaak: UUID, voor gevraagdOp: Date, _ zicht: Zicht
    ) async throws -> [EerderGedaan] {
        let overdrachten = try await reader.page(Overdracht.self, where: "zaak = \(zaak)", after: nil, limit: 500)
            .map(\.state).filter {
                $0.deedAl(vraag ?? $0.aanbod.vraag, in: zaak, voor: gevraagdOp) && zicht.ziet($0)
            }
        let verwijzingen = try await reader.page(Verwijzing.self, where: "zaak = \(zaak)", after: nil, limit: 1_000)
            .map(\.state).filter {
                $0.deedAl(vraag ?? $0.vraag?.hulp ?? "", in: zaak, voor: gevraagdOp) && zicht.ziet($0)
            }
        let lijsten = try await reader.page(Vragenlijst.self, where: "zaak = \(zaak)", after: nil, limit: 1_000)
            .map(\.state)
        var gedaan = try overdrachten.map { try EerderGedaan($0) } + verwijzingen.map { try EerderGedaan($0) }
        for plaats in gedaan.indices {
            let (organisatie, over) = (gedaan[plaats].organisatie.text, gedaan[plaats].vraag.text)
            gedaan[plaats].vragenlijsten = lijsten.filter {
                $0.over == over && $0.eigenaar.organisatie == organisatie
            }.map(\.id)
        }
        return gedaan.sorted { $0.aangebodenOp < $1.aangebodenOp }
    }

    /// V2: whether an organisation gave advice that another asked of it in this zaak (O15); nil where none was asked.
    func gafAdvies(_ gevraagd: OIN, aan vrager: OIN, in zaak: UUID) async throws -> Bool? {
        let vragen = try await reader.page(Consultatie.self, where: "zaak = \(zaak)", after: nil, limit: 1_000)
            .map(\.state).filter { $0.naar == gevraagd.text && $0.van.organisatie == vrager.text }
        return vragen.isEmpty ? nil : vragen.contains(where: \.gafAdvies)
    }

    /// N5: what goes along when a colleague takes the regie of a zaak over.
    func regiewerk(van partij: Partij, in zaak: UUID) async throws -> Regiewerk {
        func ids<A: Aggregate>(_ type: A.Type, _ where: SQL) async throws -> [UUID] {
            try await reader.page(A.self, where: "zaak = \(zaak) and \(`where`)", after: nil, limit: 1_000).map(\.id)
        }
        let (organisatie, medewerker) = (partij.organisatie, partij.medewerker)
        func van(_ veld: String) -> SQL {
            let wie = SQL(verbatim: "state -> '\(veld)'")
            return "(\(wie) ->> 'organisatie' = \(organisatie) and \(wie) ->> 'medewerker' = \(medewerker))"
        }
        return Regiewerk(
            verwijzingen: try await ids(Verwijzing.self, van("van")),
            consultaties: try await ids(Consultatie.self, van("van")),
            geschillen: try await ids(
                Geschil.self,
                """
                jsonb_exists(state -> 'stand', 'open')
                and (\(van("geopendDoor")) or \(van("tegenpartij")))
                """))
    }

    /// O22: what goes along when another organisation gets the regie of a zaak.
    func regiewerk(vanOrganisatie oin: String, in zaak: UUID) async throws -> Regiewerk {
        Regiewerk(
            verwijzingen: try await reader.page(
                Verwijzing.self, where: "zaak = \(zaak) and state -> 'van' ->> 'organisatie' = \(oin)", after: nil,
                limit: 1_000
            ).filter { !$0.state.isEindstand }.map(\.id))
    }

    /// All of a zaak, whoever sees them.
    func overdrachten(van zaak: UUID) async throws -> [Overdracht] {
        try await reader.page(Overdracht.self, where: "zaak = \(zaak)", after: nil, limit: 500).map(\.state)
    }

    /// O16: the question lists of a zaak in which somebody still waits for something.
    func wachtendeVragenlijsten(in zaak: UUID) async throws -> [UUID] {
        try await reader.page(
            Vragenlijst.self,
            where: """
                zaak = \(zaak) and (state -> 'aanvragen' <> '[]'::jsonb
                    or state -> 'delingen' @? '$[*] ? (!exists(@.ontvangen))')
                """, after: nil, limit: 1_000
        ).map(\.id)
    }

    func bescherming(van zaak: UUID) async throws -> Bescherming? {
        try await reader.one(Bescherming.self, Bescherming.id(van: zaak))?.state
    }

    func gezinscontact(van zaak: UUID) async throws -> Gezinscontact? {
        try await reader.one(Gezinscontact.self, Gezinscontact.id(van: zaak))?.state
    }

    func continuiteit(van zaak: UUID) async throws -> Continuiteit? {
        try await reader.one(Continuiteit.self, Continuiteit.id(van: zaak))?.state
    }

    /// What an organisation sees of each of these zaken, read at once for a list.
    func zichten(van zaken: [UUID], voor oin: OIN) async throws -> [UUID: Zicht] {
        try await beschermingen(van: zaken).mapValues { Toegang.zicht(oin, $0) }
    }

    /// What protects each of these zaken, where anything does.
    func beschermingen(van zaken: [UUID]) async throws -> [UUID: Bescherming] {
        guard !zaken.isEmpty else { return [:] }
        let ids = Set(zaken).map { Bescherming.id(van: $0) }
        let rijen = try await reader.page(Bescherming.self, where: "id = any(\(ids))", after: nil, limit: ids.count)
        return Dictionary(rijen.map { ($0.state.zaak, $0.state) }, uniquingKeysWith: { $1 })
    }

    private static let onbekendeOverdracht = Problem.notFound(
        "Deze overdracht bestaat niet of is niet van uw organisatie.")
    private static let onbekendeZaak = Problem.notFound(
        "Deze zaak bestaat niet of uw organisatie heeft er geen deel in.")
}
