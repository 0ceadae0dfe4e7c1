import Foundation
import Postgres
import Testing

@testable import struct Postgres.StatementCache

@Suite("A statement's values are binds, never text")
struct SQLTests {
    @Test("interpolation numbers the binds")
    func interpolation() {
        let sql: SQL = "select \(1), \("a' or '1'='1"), \(identifier: "ta\"ble")"
        #expect(sql.text == #"select $1, $2, "ta""ble""#)
    }

    @Test("a fragment's binds are renumbered")
    func fragments() {
        let inner: SQL = "b = \("x") and c = \(2)"
        let eleven: SQL = "\(inner) or \(inner) or \(inner) or \(inner) or \(inner) or é = \(inner)"
        let outer: SQL = "a = \(1) and (\(eleven)) and d = \(3)"
        #expect(outer.text.hasSuffix("or é = b = $12 and c = $13) and d = $14"))
        #expect(outer.text.hasPrefix("a = $1 and (b = $2 and c = $3 or b = $4"))
    }

    @Test("a fragment's values arrive at their places")
    func fragmentValues() async throws {
        try await withConnection { connection in
            let inner: SQL = "\("x") || \(Int?.none)::text is null, \(2)"
            let row = try await connection.query("select \(1), \(inner), \(3)")[0]
            let values = try row.decode(Int.self, Bool.self, Int.self, Int.self)
            #expect(values == (1, true, 2, 3))
        }
    }

    @Test(
        "an injection attempt is only a value",
        arguments: [
            "'; drop table kluis; --", "1); delete from kluis; --", "\\'; drop table kluis; --", "$1", "${x}",
            "\" ; drop table kluis; --", "' union select geheim from kluis --", "\u{2019}; drop table kluis",
        ])
    func injection(_ attempt: String) async throws {
        try await withConnection { connection in
            try await connection.run(script: "create table kluis (geheim text); insert into kluis values ('g')")
            let found = try await connection.query("select geheim from kluis where geheim = \(attempt)")
            #expect(found.isEmpty)
            let array = try await connection.query("select count(*) from kluis where geheim = any(\([attempt]))")
            #expect(try array[0].decode(Int.self) == 0)
            _ = try await connection.query("insert into kluis values (\(attempt))")
            let kept = try await connection.query("select geheim from kluis order by geheim = 'g'")
            let texts = try kept.map { try $0.get("geheim", as: String.self) }
            #expect(texts == [attempt, "g"])
            _ = try await connection.query("create table \(identifier: attempt) (n int)")
            let table = try await connection.query("select count(*) from pg_class where relname = \(attempt)")
            #expect(try table[0].decode(Int.self) == 1)
        }
    }

    @Test("an identifier with a zero byte is refused, not cut off")
    func zeroByte() async throws {
        try await withConnection { connection in
            let error = try await postgresError { _ = try await connection.query("select 1 as \(identifier: "a\0b")") }
            #expect(error.code == .misuse)
            let text = try await postgresError { _ = try await connection.query("select \("a\0b")") }
            #expect(text.sqlState == "22021")
            #expect(connection.isUsable)
        }
    }

    @Test("the cache of statements is bounded and drops the least recently used")
    func cache() {
        var cache = StatementCache(capacity: 2)
        let (a, b, c): (SQL, SQL, SQL) = ("select 1", "select 2", "select 3")
        let nameOfB = cache.use(.init(b)).name
        _ = cache.use(.init(a))
        let mark = cache.mark
        #expect(cache.use(.init(a)).isNew == false)
        #expect(cache.use(.init(c)).isNew)
        #expect(cache.evict(notSince: mark) == [nameOfB])
        #expect(cache.use(.init(a)).isNew == false)
        #expect(cache.use(.init(b)).isNew)
        #expect(cache.use(.init("select \(1)")).isNew)
        #expect(cache.use(.init("select \("x")")).isNew, "other types make another statement")
        #expect(cache.use(.init("select \(2)")).isNew == false)
    }
}
