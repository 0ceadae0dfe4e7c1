import Foundation
import Postgres

/// Answers already given to an Idempotency-Key, kept with the command's own transaction.
///
/// What was asked stands there as a sealed digest: of an open one a BSN could be found by trying them all.
enum IdempotencyStore {
    static func answers(_ keys: [IdempotencyKey]) -> SQL {
        """
        select organisation, key, fingerprint, status, body, location, etag from idempotency
        where (organisation, key) in (select * from unnest(\(keys.map(\.organisation)), \(keys.map(\.key))))
        """
    }

    /// Splits what is found into answers to the same request and keys that were used for another.
    static func read(
        _ rows: Rows, asked: Set<IdempotencyKey>, seal: any BodySeal
    ) throws -> ([IdempotencyKey: StoredAnswer], Set<IdempotencyKey>) {
        var answers: [IdempotencyKey: StoredAnswer] = [:]
        var reused: Set<IdempotencyKey> = []
        for row in rows {
            let (organisation, key, fingerprint, status, body, location, etag) = try row.decode(
                String.self, String.self, String.self, Int32.self, String.self, String?.self, Int64?.self)
            let opened = try Data(base64Encoded: fingerprint).map {
                try seal.open(Array($0), messageID: place(organisation, key))
            }
            // One that is no seal was kept otherwise: it is nobody's repetition.
            let stored = IdempotencyKey(
                organisation: organisation, key: key,
                fingerprint: opened.map { String(decoding: $0, as: UTF8.self) } ?? "")
            let answer = StoredAnswer(status: Int(status), body: body, location: location, etag: etag)
            for ask in asked where ask.organisation == organisation && ask.key == key {
                if ask == stored { answers[ask] = answer } else { reused.insert(ask) }
            }
        }
        return (answers, reused)
    }

    static func save(
        _ answers: [(IdempotencyKey, StoredAnswer)], at now: Date, seal: any BodySeal
    ) throws -> [SQL] {
        guard !answers.isEmpty else { return [] }
        let sorted = answers.sorted { ($0.0.organisation, $0.0.key) < ($1.0.organisation, $1.0.key) }
        let fingerprints = try sorted.map { key, _ in
            Data(
                try seal.seal(Array(key.fingerprint.utf8), messageID: place(key.organisation, key.key))
            ).base64EncodedString()
        }
        return [
            """
            insert into idempotency (organisation, key, fingerprint, status, body, location, etag, created_at)
            select organisation, key, fingerprint, status, body, location, etag, \(now)
            from unnest(\(sorted.map(\.0.organisation)), \(sorted.map(\.0.key)), \(fingerprints),
                \(sorted.map { Int32($0.1.status) }), \(sorted.map(\.1.body)), \(sorted.map(\.1.location)),
                \(sorted.map(\.1.etag))) as n (organisation, key, fingerprint, status, body, location, etag)
            """
        ]
    }

    /// Where a digest stands, so that none can be moved to another key.
    private static func place(_ organisation: String, _ key: String) -> String { "idempotency \(organisation) \(key)" }
}
