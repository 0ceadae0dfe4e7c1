import Foundation
import NotificatieDomain
import Postgres

/// What one sender took from the queue: everything that one person is to be told of now.
struct Zending: Sendable {
    struct Rij: Sendable {
        let id: UUID
        let taak: UUID
        let stap: Mailstap
        /// The mail that may have told of it already.
        let bundel: UUID?
    }

    let organisatie: Organisatie
    let medewerker: Medewerker
    let oefening: Bool
    let poging: Int
    /// The database's clock when it was taken.
    let nu: Date
    let rijen: [Rij]
}

/// The mails that wait. A row is written with the event that asks for it and closed with the event that follows from it,
/// so that no crash loses one; a sender that dies with a row leaves it to another once its claim has run out.
struct Mailwachtrij: Sendable {
    enum Uitkomst: String {
        case verzonden, vervallen, geweigerd
        /// C3: an exercise, and no address to practise with.
        case oefening
    }

    /// Tasks in one mail.
    private static let hoogstens = 500

    let pool: PostgresPool

    /// Spoed first. Rows that went in one mail before go in the same one again.
    func neem(hoelang: Duration) async throws -> Zending? {
        let rows = try await pool.query(
            """
            with first as (
                select organisation, person, exercise, bundle, id from mail
                where done_at is null and next_at <= clock_timestamp()
                order by urgent desc, next_at limit 1 for update skip locked
            ), together as (
                select m.id from mail m, first f
                where m.done_at is null and m.next_at <= clock_timestamp() and m.organisation = f.organisation
                    and m.person = f.person and m.exercise = f.exercise and m.bundle is not distinct from f.bundle
                order by m.id limit \(Self.hoogstens) for update of m skip locked
            )
            update mail m
            set claimed = true, attempts = attempts + 1, failure = null,
                next_at = clock_timestamp() + make_interval(secs => \(hoelang / .seconds(1)))
            from together t where m.id = t.id
            returning m.id, m.task, m.organisation, m.person, m.exercise, m.since, m.attempts, m.bundle,
                date_trunc('milliseconds', clock_timestamp())
            """)
        var zending: Zending?
        var rijen: [Zending.Rij] = []
        var poging = 0
        for row in rows {
            let (id, taak, organisatie, medewerker, oefening, sinds, pogingen, bundel, nu) = try row.decode(
                UUID.self, UUID.self, String.self, String.self, Bool.self, Date.self, Int32.self, UUID?.self, Date.self)
            let lezer = Medewerker(medewerker)
            rijen.append(.init(id: id, taak: taak, stap: Mailstap(medewerker: lezer, sinds: sinds), bundel: bundel))
            poging = max(poging, Int(pogingen))
            zending = Zending(
                organisatie: Organisatie(organisatie), medewerker: lezer, oefening: oefening, poging: poging, nu: nu,
                rijen: rijen.sorted { $0.id.uuidString < $1.id.uuidString })
        }
        return zending
    }

    /// From now on these are one mail, whatever becomes of us.
    func bundel(_ ids: [UUID], _ bundel: UUID) async throws {
        _ = try await pool.query("update mail set bundle = \(bundel) where id = any(\(ids))")
    }

    /// Not now, and that is no failure.
    static func wacht(_ ids: [UUID], tot: Date, omdat reden: String?) -> SQL {
        """
        update mail set claimed = false, attempts = 0, next_at = \(tot), failure = \(reden) where id = any(\(ids))
        """
    }

    /// Tried in vain.
    /// - Parameter onzeker: the server may have it, so that it must be known again.
    func mislukt(_ ids: [UUID], reden: String, opnieuw: Duration, onzeker: Bool) async throws {
        _ = try await pool.query(
            """
            update mail set claimed = false, failure = \(reden), bundle = case when \(onzeker) then bundle end,
                next_at = clock_timestamp() + make_interval(secs => \(opnieuw / .seconds(1)))
            where id = any(\(ids))
            """)
    }

    static func sluit(_ ids: [UUID], _ uitkomst: Uitkomst, antwoord: String? = nil) -> SQL {
        """
        update mail set claimed = false, done_at = clock_timestamp(), outcome = \(uitkomst.rawValue),
            reply = \(antwoord) where id = any(\(ids)) and done_at is null
        """
    }

    /// What waits for a person is looked at again; what a sender has stays with it.
    static func wek(_ organisatie: String, _ medewerker: String) -> SQL {
        """
        update mail set next_at = clock_timestamp(), failure = null, attempts = 0
        where organisation = \(organisatie) and person = \(medewerker) and done_at is null and not claimed
        """
    }

    /// How many wait, and how many seconds the oldest of those waits that should be gone.
    func stand() async throws -> (aantal: Int, oudste: Double) {
        let rows = try await pool.query(
            """
            select count(*), coalesce(extract(epoch from clock_timestamp()
                - min(made_at) filter (where next_at <= clock_timestamp() or failure is not null)), 0)::float8
            from mail where done_at is null
            """)
        guard let (aantal, oudste) = try rows.first?.decode(Int64.self, Double.self) else { return (0, 0) }
        return (Int(aantal), oudste)
    }

    /// What went 90 days ago.
    func ruimOp() async throws {
        _ = try await pool.query("delete from mail where done_at < clock_timestamp() - interval '90 days'")
    }
}
