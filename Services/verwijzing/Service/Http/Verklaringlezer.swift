import Chassis
import Contracts
import Foundation
import Messaging
import VerwijzingDomain
import Web

/// Finds a statement with what became of it, for an organisation that has something to do with it (P5).
struct Verklaringlezer: Sendable {
    private let reader: AggregateReader
    private let inzage: Inhoudlezer
    private let zaken: Zaaklezer

    init(_ context: Context) {
        reader = AggregateReader(pool: context.pool)
        inzage = Inhoudlezer(context: context)
        zaken = Zaaklezer(context)
    }

    struct Gevonden: Sendable {
        let zaak: Zaak
        /// Oldest first; never empty.
        let versies: [Dossier.Verklaring]
        let nieuwste: Dossier.Verklaring
        let loop: Verklaringloop?
        let recht: Toegang.Inzage
        let bescherming: Bescherming?
        let zicht: Zicht

        var feiten: Verklaringfeiten {
            Verklaringfeiten(
                id: nieuwste.id, zaak: zaak.id, kenmerk: zaak.kenmerk, regio: zaak.regio, oefening: zaak.oefening,
                blok: nieuwste.blok,
                // Another one where its author's organisation stopped (O23).
                bron: loop?.bron ?? Partij(organisatie: nieuwste.organisatie, medewerker: nieuwste.door))
        }

        func ziet(_ versie: Dossier.Verklaring, _ oin: OIN) -> Bool {
            Toegang.geeft(recht, versie.id, van: versie.organisatie, op: versie.vastgelegdOp, oin, zicht)
        }

        /// Whether it may read some version.
        func leest(_ oin: OIN) -> Bool { versies.contains { ziet($0, oin) } }
    }

    func verklaring(_ zaakId: UUID, _ id: UUID, voor door: Handelend) async throws -> Gevonden {
        let rollen = Actor(door).rollen
        guard let (zaak, _) = try await reader.one(Zaak.self, zaakId),
            let versies = try await inzage.dossier(van: zaakId)?.versies(id), let nieuwste = versies.last
        else { throw Self.onbekend }
        let loop = try await reader.one(Verklaringloop.self, id)?.state
        let bescherming = try await zaken.bescherming(van: zaakId)
        guard
            let recht = Toegang.verklaring(
                door.organisatie, rollen, bron: nieuwste.organisatie, zaak: zaak, loop, bescherming, now: Date())
        else { throw Self.onbekend }
        let gevonden = Gevonden(
            zaak: zaak, versies: versies, nieuwste: nieuwste, loop: loop, recht: recht, bescherming: bescherming,
            zicht: Toegang.zicht(door.organisatie, bescherming))
        // Of what is shielded from who only reads the dossier, not even the reference (P1).
        let kreeg = loop?.isOntvanger(door.organisatie.text) ?? false
        guard kreeg || gevonden.zicht.ziet(inhoud: id, van: nieuwste.organisatie)
        else { throw Self.onbekend }
        if case .geen(let waarom, let code) = recht { throw Problem.forbidden(waarom, code: code) }
        return gevonden
    }

    /// O8: a statement that somebody takes over who reads it, or read it once; nil for what is no statement in Keten.
    func origineel(_ id: UUID, voor door: Handelend) async throws -> Gevonden? {
        guard let (loop, _) = try await reader.one(Verklaringloop.self, id),
            let (zaak, _) = try await reader.one(Zaak.self, loop.zaak),
            let versies = try await inzage.dossier(van: loop.zaak)?.versies(id), let nieuwste = versies.last
        else { return nil }
        let (oin, bescherming) = (door.organisatie, try await zaken.bescherming(van: zaak.id))
        let recht = Toegang.verklaring(
            oin, Actor(door).rollen, bron: nieuwste.organisatie, zaak: zaak, loop, bescherming, now: Date())
        let gevonden = Gevonden(
            zaak: zaak, versies: versies, nieuwste: nieuwste, loop: loop, recht: recht ?? .eigen,
            bescherming: bescherming, zicht: Toegang.zicht(oin, bescherming))
        let las = try await inzage.ontvangers(van: versies).contains { $0.organisatie == oin.text }
        // What is shielded from it now it does not carry further, whenever it read that (P1).
        guard gevonden.zicht.ziet(inhoud: id, van: nieuwste.organisatie), las || gevonden.ziet(nieuwste, oin) else {
            throw Invalid(
                pointer: "/overgenomen/origineel", code: "verklaring-onbekend",
                detail: "Deze verklaring kreeg uw organisatie niet te lezen.")
        }
        return gevonden
    }

    /// What became of the originals of copies, by the original's id.
    func originelen(van verklaringen: [Dossier.Verklaring]) async throws -> [UUID: Verklaringloop] {
        let ids = Set(verklaringen.compactMap { $0.overname?.keten?.verklaring })
        guard !ids.isEmpty else { return [:] }
        let rijen = try await reader.page(
            Verklaringloop.self, where: "id = any(\(Array(ids)))", after: nil, limit: ids.count)
        return Dictionary(rijen.map { ($0.id, $0.state) }, uniquingKeysWith: { $1 })
    }

    /// What became of each statement of a zaak, by the statement's id.
    func lopen(van zaak: UUID) async throws -> [UUID: Verklaringloop] {
        let rijen = try await reader.page(
            Verklaringloop.self, where: "zaak = \(zaak)", after: nil, limit: 10_000)
        return Dictionary(rijen.map { ($0.id, $0.state) }, uniquingKeysWith: { $1 })
    }

    /// O9: who received one of the versions: who read it, and who has it by a handover that it accepted.
    func ontvangers(_ gevonden: Gevonden) async throws -> [VerwijzingDomain.Ontvanger] {
        let (zaak, regie) = (gevonden.zaak, gevonden.zaak.regie)
        let lazen = try await inzage.ontvangers(van: gevonden.versies)
        guard zaak.lopend != nil, let oin = OIN(regie.organisatie),
            !lazen.contains(where: { $0.organisatie == regie.organisatie })
        else { return lazen }
        let recht = Toegang.dossier(oin, [.werker], zaak: zaak, gevonden.bescherming, now: Date())
        let nieuwste = gevonden.nieuwste
        let kreeg = Toegang.geeft(
            recht, nieuwste.id, van: nieuwste.organisatie, op: nieuwste.vastgelegdOp, oin,
            Toegang.zicht(oin, gevonden.bescherming))
        return kreeg
            ? lazen + [VerwijzingDomain.Ontvanger(organisatie: regie.organisatie, medewerker: regie.medewerker)] : lazen
    }

    private static let onbekend = Problem.notFound(
        "Deze verklaring bestaat niet of uw organisatie heeft er niets mee te maken.")
}
