import Chassis
import Content
import Contracts
import Foundation
import Messaging
import Postgres
import VerwijzingDomain
import Web

/// Opens and seals the content of dossiers, with the processing record that belongs to each (O7, P5).
struct Inhoudlezer: Sendable {
    let context: Context

    func dossier(van zaak: UUID) async throws -> Dossier? {
        let rows = try await context.pool.query(
            "select state::text from aggregate where id = \(Dossier.id(van: zaak)) and kind = \(Dossier.kind)")
        return try rows.first.map { try StateCoding.decode(Dossier.self, $0.decode(String.self)) }
    }

    /// Opens texts for a named person; the reading is recorded first.
    func open(
        _ ids: [UUID], voor door: Handelend, naam: String, doel: String, _ request: Request<NoBody>
    ) async throws -> [UUID: Tekst] {
        try await bytes(ids, voor: door, naam: naam, doel: doel, request)
            .compactMapValues { Tekst(String(decoding: $0, as: UTF8.self)) }
    }

    /// Opens parts for a named person; the reading is recorded first.
    func bytes<B>(
        _ ids: [UUID], voor door: Handelend, naam: String, doel: String, _ request: Request<B>
    ) async throws -> [UUID: [UInt8]] {
        guard !ids.isEmpty else { return [:] }
        return try await context.vault.read(
            ids, record: record(request, door, naam: naam, doel: doel), on: context.pool)
    }

    /// Opens what is left of these texts; of the others it is told since when and on which ground they are gone (P4).
    func openWatErNogIs(
        _ ids: [UUID], voor door: Handelend, naam: String, doel: String, _ request: Request<NoBody>
    ) async throws -> (teksten: [UUID: Tekst], vernietigd: [UUID: Destroyed]) {
        let (geopend, vernietigd) = try await watErNogIs(ids, voor: door, naam: naam, doel: doel, request)
        return (geopend.compactMapValues { Tekst(String(decoding: $0, as: UTF8.self)) }, vernietigd)
    }

    /// The same, of parts that are no text.
    func watErNogIs<B>(
        _ ids: [UUID], voor door: Handelend, naam: String, doel: String, _ request: Request<B>
    ) async throws -> (geopend: [UUID: [UInt8]], vernietigd: [UUID: Destroyed]) {
        let (geopend, vernietigd) = try await context.vault.readWhatIsLeft(
            ids, record: record(request, door, naam: naam, doel: doel), on: context.pool)
        return (geopend, vernietigd)
    }

    /// Seals a statement under the key of the person it is about, and gives the record of this processing.
    func verzegel(
        _ request: Request<VerklaringVerzoek>, zaak: Zaak, _ door: Handelend, blok: Dossierblok, id: UUID, versie: Int
    ) async throws -> (Verzegeld, SQL) {
        let body = request.body
        guard let tekst = body.tekst ?? body.onbekendWant else { throw Problem.unexpected }
        let persoon = body.bsn.map { context.pseudonyms.pseudonym(of: $0) } ?? Tekstkluis.gezin(van: zaak.id)
        let verzegeld = try await verzegel(
            tekst, body.bestand, van: persoon, "\(blok.rawValue) \(id.text)", versie, zaak, door)
        let record = record(request, door, naam: "dossier aanvullen", doel: "zaak \(zaak.kenmerk)")
        return (verzegeld, record.statement(subject: persoon))
    }

    /// Seals a new version under the key of the person that the earlier one is about, so that they go together (P4).
    func verzegel(
        _ request: Request<CorrectieVerzoek>, na eerder: Dossier.Verklaring, zaak: Zaak, _ door: Handelend
    ) async throws -> (Verzegeld, SQL) {
        let body = request.body
        guard let tekst = body.tekst ?? body.onbekendWant else { throw Problem.unexpected }
        let rows = try await context.pool.query(
            "select k.person from content c join content_key k on k.id = c.key_id where c.id = \(eerder.inhoud)")
        let persoon = try rows.first?.decode(String.self) ?? Tekstkluis.gezin(van: zaak.id)
        let verzegeld = try await verzegel(
            tekst, body.bestand, van: persoon, "\(eerder.blok.rawValue) \(eerder.id.text)", eerder.versie + 1, zaak,
            door)
        let record = record(request, door, naam: "verklaring corrigeren", doel: "zaak \(zaak.kenmerk)")
        return (verzegeld, record.statement(subject: persoon))
    }

    /// A statement's text and what it refers to, on their way into the transaction that writes it into the dossier.
    struct Verzegeld: Sendable {
        let tekst: Deel
        let delen: [Deel]
        let bestand: Dossier.Bestand?
    }

    private func verzegel(
        _ tekst: Tekst, _ bestand: Bestandsverwijzing?, van persoon: String, _ deel: String, _ versie: Int,
        _ zaak: Zaak, _ door: Handelend
    ) async throws -> Verzegeld {
        // An address can name who it is about, so it is sealed with the text.
        let adres = bestand.map {
            Vault.Part(Array($0.adres.text.utf8), person: persoon, part: deel + " bestand", version: versie)
        }
        let tekst = Vault.Part(Array(tekst.text.utf8), person: persoon, part: deel, version: versie)
        let delen = try await context.vault.seal(
            [tekst] + (adres.map { [$0] } ?? []), organisation: door.organisatie, dossier: zaak.id, on: context.pool
        ).map { Deel(sealed: $0) }
        return Verzegeld(
            tekst: delen[0], delen: delen,
            bestand: bestand.map {
                Dossier.Bestand(
                    mediatype: $0.mediatype.text, grootte: $0.grootte, sha256: $0.sha256.text,
                    adres: delen[delen.count - 1].id)
            })
    }

    /// Seals what is written about a statement: a question by the family, an answer to it.
    func verzegel(
        _ tekst: Tekst, soort: String, _ id: UUID, zaak: Zaak, van organisatie: OIN
    ) async throws -> Deel {
        let part = Vault.Part(
            Array(tekst.text.utf8), person: Tekstkluis.gezin(van: zaak.id), part: "\(soort) \(id.text)")
        return Deel(
            sealed: try await context.vault.seal(part, organisation: organisatie, dossier: zaak.id, on: context.pool))
    }

    /// O9: who received any of these versions, with who read it there last, as the processing records have it.
    func ontvangers(van versies: [Dossier.Verklaring]) async throws -> [VerwijzingDomain.Ontvanger] {
        let rows = try await context.pool.query(
            """
            select distinct on (organisation) organisation, user_id from processing_record
            where parts && \(versies.map(\.inhoud)) and name = any(\(["dossier lezen", "verklaring lezen"]))
            order by organisation, start_time desc
            """)
        return try rows.map { row in
            let (organisatie, medewerker) = try row.decode(String.self, String.self)
            return VerwijzingDomain.Ontvanger(organisatie: organisatie, medewerker: medewerker)
        }
    }

    func record<B>(_ request: Request<B>, _ door: Handelend, naam: String, doel: String) -> ProcessingRecord {
        ProcessingRecord(
            traceparent: request.trace.traceparent, name: naam, resource: "verwijzing",
            activity: "https://keten.example/verwerkingen/" + naam.replacing(" ", with: "-"),
            user: door.medewerker.text,
            organisation: door.organisatie, role: door.rollen.map(\.rawValue).sorted().joined(separator: " "),
            purpose: doel, networkAddress: request.networkAddress ?? "")
    }
}
