import Chassis
import Content
import Contracts
import Foundation
import Messaging
import Postgres
import VerwijzingDomain

/// Who read what of a family, for one of it or for the family as a whole (S3). What is left out is recorded with why.
struct Gezinsinzagen: Sendable {
    let context: Context
    /// Of this look, as it is recorded.
    let record: ProcessingRecord
    let zaak: Zaak
    /// Whose overview it is; nil for what concerns the family as a whole.
    let lid: UUID?

    /// Whom what is recorded concerns.
    var betrokkene: String { lid.map(Leeftijdlezer.persoon) ?? Tekstkluis.gezin(van: zaak.id) }

    /// - Parameters:
    ///   - overdrachten: all of the zaak.
    ///   - eigen: verwijzingen that are another's own (V6).
    ///   - gegevens: what is known of the children, and of whose overview it is.
    func regels(
        _ overdrachten: [Overdracht], zonder eigen: [Verwijzing], _ bescherming: Bescherming?,
        _ gegevens: [UUID: Persoonsgegevens]
    ) async throws -> (regels: [GezinsoverzichtRegel], ontbreekt: [String]) {
        let elders = await context.anderen.lezingen(zaak.id)
        let lezingen = try await hier() + elders.lezingen.compactMap { Gezinslezing($0) }
        let zicht = Toegang.zichtVanGezin(bescherming)
        let personen = lid.map { lid in
            Set(
                [Leeftijdlezer.persoon(lid), gegevens[lid]?.bsn.flatMap { BSN($0) }.map(context.pseudonyms.pseudonym)]
                    .compactMap { $0 })
        }
        let vanAnder = Set(eigen.map { "\(Verwijzing.kind) \($0.kenmerk)" })
        var weggelaten: Set<Weglating> = []
        let verteld = lezingen.filter { lezing in
            let isVanAnder = !lezing.doelen.isDisjoint(with: vanAnder)
            guard
                let reden = Toegang.weglating(lezing, voor: personen ?? [], overdrachten, zicht)
                    ?? (isVanAnder ? .vanEenAnder : nil)
            else { return true }
            weggelaten.insert(reden)
            return false
        }
        try await weiger(weggelaten.map(\.rawValue).sorted())
        let reader = AggregateReader(pool: context.pool)
        let gronden = Gezinsgronden(
            try await reader.events(of: zaak.id, Zaak.self).map(\.event),
            try await reader.events(of: Bescherming.id(van: zaak.id), Bescherming.self).map(\.event),
            geboren: gegevens.compactMapValues(\.geboren))
        let register = context.register.current
        let regels = GezinsoverzichtRegel.regels(verteld, gronden).map { regel in
            var regel = regel
            regel.naam = register.organisation(regel.organisatie)?.naam
            return regel
        }
        return (regels, elders.ontbreekt)
    }

    /// S3: a refusal is recorded, one record for each reason.
    func weiger(_ redenen: [String]) async throws {
        guard !redenen.isEmpty else { return }
        let records = redenen.map { reden in
            var geweigerd = record
            geweigerd.name += " geweigerd"
            geweigerd.purpose += ": " + reden
            return geweigerd.statement(subject: betrokkene)
        }
        _ = try await context.pool.exchange(records)
    }

    /// Readings of the zaak and of every handover in it, also of those that the reader itself does not see.
    private func hier() async throws -> [Gezinslezing] {
        let namen = Dictionary(
            GezinsoverzichtRegel.Wat.allCases.map { ($0.verwerking, $0) }, uniquingKeysWith: { $1 })
        return try await ProcessingRecord.readings(
            where: """
                (r.data_subject_id = \(Tekstkluis.gezin(van: zaak.id)) or r.data_subject_id in (select k.person from content_key k join (\(dossiers)) d on d.id = k.dossier))
                and r.purpose in (select d.kind || ' ' || d.kenmerk from (\(dossiers)) d)
                and r.name = any(\(Array(namen.keys)))
                """, on: context.pool
        ).compactMap { lezing in
            namen[lezing.name].map { wat in
                Gezinslezing(
                    organisatie: lezing.organisation, wat: wat, op: lezing.at, doelen: lezing.purposes,
                    gezin: lezing.subjects.contains(Tekstkluis.gezin(van: zaak.id)), personen: lezing.subjects)
            }
        }
    }

    private var dossiers: SQL {
        """
        select id, state ->> 'kenmerk' as kenmerk, kind from aggregate
        where (kind = any(\([Overdracht.kind, Verwijzing.kind])) and zaak = \(zaak.id))
            or (kind = \(Zaak.kind) and id = \(zaak.id))
        """
    }
}
