import Content
import Contracts
import Foundation
import Logging
import Metrics
import Postgres
import Runtime
import ServiceLifecycle

/// Follows the file with the key-encryption keys, and wraps live content keys anew once a newer one is in use, so that
/// the earlier one can be removed: with it goes what only older backups still hold (P4).
struct Sleutelwacht: Service {
    let keys: KeyRing
    let vault: Vault
    let pool: PostgresPool
    let path: String
    let interval: Duration
    let logger: Logger

    func run() async throws {
        await rondes(elke: interval) {
            do { try await ronde() } catch {
                logger.error("the keys are looked at again", metadata: ["error": "\(error)"])
            }
        }
    }

    func ronde() async throws {
        if let secret = Secret.parse(setting: path) {
            // All that is sealed is counted only for a file that is another.
            if try !keys.isCurrent(file: secret.content) { try await neem(secret.content) }
        } else {
            logger.error("the key file can't be read; the keys stay as they were", metadata: ["file": "\(path)"])
        }
        let piece = 500
        var wrapped = 0
        while !Task.isCancelled {
            let count = try await vault.rewrap(limit: piece, on: pool)
            wrapped += count
            if count < piece { break }
        }
        guard wrapped > 0 else { return }
        Counter(label: "keten_content_keys_rewrapped_total").increment(by: Int64(wrapped))
        logger.notice("content keys wrapped anew", metadata: ["keys": "\(wrapped)", "version": "\(keys.current)"])
    }

    private func neem(_ file: String) async throws {
        let needed = Set(try await Self.gebruik(pool).filter { $0.sleutels + $0.berichten > 0 }.map(\.versie))
        guard try keys.reload(file: file, isNeeded: needed) else { return }
        logger.notice(
            "key-encryption keys read anew",
            metadata: ["current": "\(keys.current)", "versions": "\(keys.versions.count)"])
    }

    /// What is sealed with each version: live content keys, and the bodies that messaging set aside.
    static func gebruik(_ pool: PostgresPool) async throws -> [Gebruik] {
        try await pool.query(
            """
            select version, sum(keys)::bigint, sum(bodies)::bigint from (
                select key_version as version, count(*) as keys, 0 as bodies from content_key
                where wrapped is not null group by 1
                union all
                select convert_from(substring(body from 1 for position('\\x00'::bytea in body) - 1), 'UTF8'), 0, count(*)
                from (
                    select body from quarantine where body is not null union all select body from quarantine_edit
                ) sealed where position('\\x00'::bytea in body) > 0 group by 1
            ) used group by 1 order by 1
            """
        ).map { row in
            let (versie, sleutels, berichten) = try row.decode(String.self, Int64.self, Int64.self)
            return Gebruik(versie: versie, sleutels: Int(sleutels), berichten: Int(berichten))
        }
    }

    struct Gebruik: Sendable {
        let versie: String
        let sleutels: Int
        let berichten: Int
    }
}
