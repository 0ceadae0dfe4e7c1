import Content
import Contracts
import Foundation
import Mail
import NotificatieDomain
import Postgres

/// A person's address, without the address.
struct Mailontvanger: Sendable {
    let medewerker: String
    let inhoud: UUID
    let voorkeur: Mailvoorkeur
    let geweigerd: (op: Date, antwoord: String)?
}

/// Where people get mail. An address is sealed under a key of its own; replacing or removing it destroys that key.
struct Mailontvangers: Sendable {
    private static let deel = "mailadres"

    let pool: PostgresPool
    let vault: Vault

    /// Sets address and preferences, and has what waits for this person looked at again.
    func zet(_ adres: MailAddress, _ voorkeur: Mailvoorkeur, van medewerker: String, bij organisatie: OIN) async throws
    {
        let dossier = UUID.v7()
        let part = Vault.Part(Array(adres.text.utf8), person: medewerker, part: Self.deel)
        let sealed = try await vault.seal(part, organisation: organisatie, dossier: dossier, on: pool)
        let (stil, verzamel) = (voorkeur.stilleUren, voorkeur.verzamelmail.kolommen)
        try await pool.transaction { transaction in
            let rows = try await transaction.exchange([
                """
                select dossier from mail_recipient
                where organisation = \(organisatie.text) and person = \(medewerker) for update
                """
            ])
            let oud: UUID? = try rows.first?.first?.decode(UUID.self)
            _ = try await transaction.commit(
                SQL.inserts([sealed]) + [
                    """
                    insert into mail_recipient (organisation, person, content, dossier, quiet_from, quiet_until,
                        quiet_weekend, digest, digest_at)
                    values (\(organisatie.text), \(medewerker), \(sealed.id), \(dossier), \(Int16(stil.van)),
                        \(Int16(stil.tot)), \(stil.weekend), \(verzamel.soort), \(Int16(verzamel.om)))
                    on conflict (organisation, person) do update set content = excluded.content,
                        dossier = excluded.dossier, quiet_from = excluded.quiet_from,
                        quiet_until = excluded.quiet_until, quiet_weekend = excluded.quiet_weekend,
                        digest = excluded.digest, digest_at = excluded.digest_at, set_at = clock_timestamp(),
                        refused_at = null, refused_reply = null
                    """, Mailwachtrij.wek(organisatie.text, medewerker),
                ] + (oud.map { [Vault.destruction(dossier: $0, person: medewerker)] } ?? []))
        }
    }

    /// - Returns: false where there was none.
    func verwijder(_ medewerker: String, bij organisatie: OIN) async throws -> Bool {
        try await pool.transaction { transaction in
            let rows = try await transaction.exchange([
                """
                delete from mail_recipient where organisation = \(organisatie.text) and person = \(medewerker)
                returning dossier
                """
            ])
            guard let dossier: UUID = try rows.first?.first?.decode(UUID.self) else { return false }
            _ = try await transaction.commit([Vault.destruction(dossier: dossier, person: medewerker)])
            return true
        }
    }

    func ontvanger(_ medewerker: String, bij organisatie: String) async throws -> Mailontvanger? {
        try await lees("organisation = \(organisatie) and person = \(medewerker)", limit: 1).first
    }

    func lijst(bij organisatie: OIN, na: String?, limit: Int) async throws -> [Mailontvanger] {
        try await lees("organisation = \(organisatie.text) and person > \(na ?? "")", limit: limit)
    }

    /// Opens the address, once that was recorded.
    /// - Returns: nil where it was replaced or removed in the meantime.
    func adres(_ ontvanger: Mailontvanger, _ record: ProcessingRecord) async throws -> MailAddress? {
        do {
            let geopend = try await vault.read([ontvanger.inhoud], record: record, on: pool)
            return geopend[ontvanger.inhoud].flatMap { MailAddress(String(decoding: $0, as: UTF8.self)) }
        } catch ContentError.gone {
            return nil
        }
    }

    /// The mail server will not have this address: the organisation sees it, and no mail goes there until it is set anew.
    static func weiger(_ ontvanger: Mailontvanger, antwoord: String) -> SQL {
        """
        update mail_recipient set refused_at = clock_timestamp(), refused_reply = \(antwoord)
        where content = \(ontvanger.inhoud)
        """
    }

    private func lees(_ filter: SQL, limit: Int) async throws -> [Mailontvanger] {
        let rows = try await pool.query(
            """
            select person, content, refused_at, refused_reply, quiet_from, quiet_until, quiet_weekend, digest, digest_at
            from mail_recipient where \(filter) order by person limit \(limit)
            """)
        return try rows.map { row in
            let (person, content, refusedAt, reply, from, until, weekend, digest, at) = try row.decode(
                String.self, UUID.self, Date?.self, String?.self, Int16.self, Int16.self, Bool.self, String.self,
                Int16.self)
            return Mailontvanger(
                medewerker: person, inhoud: content,
                voorkeur: Mailvoorkeur(
                    stilleUren: .init(van: Int(from), tot: Int(until), weekend: weekend),
                    verzamelmail: .init(soort: digest, om: Int(at))),
                geweigerd: refusedAt.map { ($0, reply ?? "") })
        }
    }
}

extension Mailvoorkeur.Verzamelmail {
    init(soort: String, om: Int) {
        self =
            switch soort {
            case "per-uur": .perUur
            case "dagelijks": .dagelijks(om: om)
            default: .uit
            }
    }

    var kolommen: (soort: String, om: Int) {
        switch self {
        case .uit: ("uit", 0)
        case .perUur: ("per-uur", 0)
        case .dagelijks(let om): ("dagelijks", om)
        }
    }
}
