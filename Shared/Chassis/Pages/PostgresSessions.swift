import Content
import Contracts
import Foundation
import Postgres
import Web

/// Sessions in the service's own schema, by the database's clock, so that every replica knows them.
struct PostgresSessions: SessionStore {
    let pool: PostgresPool
    let seal: SealedBodies

    func start(_ session: Session, key: [UInt8]) async throws {
        guard let person = session.caller.person else {
            throw Problem.unauthorized("Alleen een medewerker meldt zich aan.")
        }
        let name = try seal.seal(Array(session.name.utf8), messageID: Self.place(key))
        _ = try await pool.query(
            """
            with over as (delete from web_session where ends_at < clock_timestamp())
            insert into web_session (key, organisation, person, scopes, name, form_token, ends_at)
            values (\(key), \(session.caller.organisation.text), \(person), \(session.caller.scopes.sorted()), \(name),
                \(session.formToken), clock_timestamp() + make_interval(secs => \(Session.lifetime)))
            """)
        let called = try seal.seal(
            Array(session.name.utf8), messageID: Self.place(person, session.caller.organisation.text))
        _ = try await pool.query(
            """
            insert into web_person (organisation, person, name)
            values (\(session.caller.organisation.text), \(person), \(called))
            on conflict (organisation, person) do update set name = excluded.name, seen_at = clock_timestamp()
            """)
    }

    func session(_ key: [UInt8]) async throws -> Session? {
        let rows = try await pool.query(
            """
            update web_session
            -- One write a minute is enough to know that somebody is there.
            set seen_at = greatest(seen_at, date_trunc('minute', clock_timestamp()))
            where key = \(key) and ends_at > clock_timestamp()
                and seen_at > clock_timestamp() - make_interval(secs => \(Session.idle))
            returning organisation, person, scopes, name, form_token, ends_at
            """)
        guard let row = rows.first else { return nil }
        let (organisation, person, scopes, name, formToken, ends) = try row.decode(
            String.self, String.self, [String].self, [UInt8].self, String.self, Date.self)
        guard let oin = OIN(organisation) else { return nil }
        return Session(
            caller: Caller(
                organisation: oin, person: person, subject: person, scopes: Set(scopes), tokenID: nil, expires: ends),
            name: String(decoding: try seal.open(name, messageID: Self.place(key)), as: UTF8.self),
            formToken: formToken)
    }

    func end(_ key: [UInt8]) async throws {
        _ = try await pool.query("delete from web_session where key = \(key)")
    }

    func endAll(of person: String, at organisation: OIN) async throws {
        _ = try await pool.query(
            "delete from web_session where organisation = \(organisation.text) and person = \(person)")
    }

    func names(at organisation: OIN) async throws -> [String: String] {
        let rows = try await pool.query(
            "select person, name from web_person where organisation = \(organisation.text)")
        return try rows.reduce(into: [:]) { names, row in
            let (person, name) = try row.decode(String.self, [UInt8].self)
            names[person] = String(
                decoding: try seal.open(name, messageID: Self.place(person, organisation.text)), as: UTF8.self)
        }
    }

    func startGuest(_ subject: String, formToken: String, key: [UInt8]) async throws {
        _ = try await pool.query(
            """
            with over as (delete from web_guest where ends_at < clock_timestamp())
            insert into web_guest (key, subject, form_token, ends_at)
            values (\(key), \(subject), \(formToken), clock_timestamp() + make_interval(secs => \(Guest.lifetime)))
            """)
    }

    func guest(_ key: [UInt8]) async throws -> (subject: String, formToken: String)? {
        let rows = try await pool.query(
            """
            update web_guest
            set seen_at = greatest(seen_at, date_trunc('minute', clock_timestamp()))
            where key = \(key) and ends_at > clock_timestamp()
                and seen_at > clock_timestamp() - make_interval(secs => \(Guest.idle))
            returning subject, form_token
            """)
        return try rows.first.map { try $0.decode(String.self, String.self) }
    }

    func endGuest(_ key: [UInt8]) async throws {
        _ = try await pool.query("delete from web_guest where key = \(key)")
    }

    /// Where a sealed name belongs, so that it cannot be moved to another session.
    private static func place(_ key: [UInt8]) -> String { "session " + Data(key).base64EncodedString() }
    private static func place(_ person: String, _ organisation: String) -> String {
        "person \(organisation) \(person)"
    }
}
