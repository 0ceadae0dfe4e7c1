import Foundation
import Postgres
import Testing

@Suite("Values travel in binary form, both ways")
struct ValueTests {
    enum Soort: String, PostgresEncodable, PostgresDecodable, PostgresElement { case regulier, spoed }

    struct Zaak: RawRepresentable, PostgresEncodable, PostgresDecodable, Equatable {
        let rawValue: UUID
    }

    private func expectRoundTrip<T: PostgresEncodable & PostgresDecodable & Equatable>(
        _ values: [T], _ type: String, on connection: PostgresConnection
    ) async throws {
        for value in values {
            let row = try await connection.query("select \(value), pg_typeof(\(value))::text")[0]
            let (back, declared) = try row.decode(T.self, String.self)
            #expect(back == value)
            #expect(declared == type)
            let optional = try await connection.query("select \(Optional(value)), \(T?.none)")[0]
            let (some, none) = try optional.decode(T?.self, T?.self)
            #expect(some == value)
            #expect(none == nil)
        }
    }

    @Test("each scalar type comes back as it went, null too")
    func scalars() async throws {
        try await withConnection { connection in
            try await expectRoundTrip([true, false], "boolean", on: connection)
            try await expectRoundTrip([Int16.min, 0, .max], "smallint", on: connection)
            try await expectRoundTrip([Int32.min, 0, .max], "integer", on: connection)
            try await expectRoundTrip([Int64.min, 0, .max], "bigint", on: connection)
            try await expectRoundTrip([Int.min, -1, .max], "bigint", on: connection)
            try await expectRoundTrip([0.1, -.infinity, .leastNonzeroMagnitude], "double precision", on: connection)
            try await expectRoundTrip(["", "héé 👩‍👧 '\"\\$1", "a\nb"], "text", on: connection)
            try await expectRoundTrip([[], [0, 255, 7]] as [[UInt8]], "bytea", on: connection)
            try await expectRoundTrip([UUID(), UUID(uuid: zeroes)], "uuid", on: connection)
            try await expectRoundTrip(
                [Duration.zero, .milliseconds(-1500), .seconds(90_000)], "interval", on: connection)
            try await expectRoundTrip([Zaak(rawValue: UUID())], "uuid", on: connection)
            try await expectRoundTrip([Soort.spoed], "text", on: connection)
        }
    }

    @Test("arrays come back as they went: empty, with nulls, and of every element type")
    func arrays() async throws {
        try await withConnection { connection in
            try await expectRoundTrip([[], [1, -2, 3]] as [[Int]], "bigint[]", on: connection)
            try await expectRoundTrip([[1, nil, 3]] as [[Int?]], "bigint[]", on: connection)
            try await expectRoundTrip([[nil, nil]] as [[String?]], "text[]", on: connection)
            try await expectRoundTrip([["", "a,b", "{\"x\"}", "NULL"]], "text[]", on: connection)
            try await expectRoundTrip([[UUID(), nil]] as [[UUID?]], "uuid[]", on: connection)
            try await expectRoundTrip([[[1, 2], [], nil]] as [[[UInt8]?]], "bytea[]", on: connection)
            try await expectRoundTrip([[true, false]], "boolean[]", on: connection)
            try await expectRoundTrip([[1.5, nil]] as [[Double?]], "double precision[]", on: connection)
            try await expectRoundTrip([[Int16(1)]], "smallint[]", on: connection)
            try await expectRoundTrip([[Int32(1)]], "integer[]", on: connection)
            try await expectRoundTrip([[Int64(1)]], "bigint[]", on: connection)
            try await expectRoundTrip([[.seconds(1), nil]] as [[Duration?]], "interval[]", on: connection)
            try await expectRoundTrip([[Soort.spoed, .regulier]], "text[]", on: connection)
        }
    }

    @Test("jsonb is stored as jsonb and read as text")
    func jsonb() async throws {
        try await withConnection { connection in
            let value = JSONB(text: #"{"naam": "zoë", "n": [1, 2]}"#)
            let row = try await connection.query("select \(value) ->> 'naam', \(value), \([value, nil])")[0]
            let (name, back, array) = try row.decode(String.self, JSONB.self, [JSONB?].self)
            #expect(name == "zoë")
            #expect(back.text == #"{"n": [1, 2], "naam": "zoë"}"#)
            #expect(array == [back, nil])
        }
    }

    @Test("a date keeps its microsecond, before and after 2000, and at infinity")
    func dates() async throws {
        try await withConnection { connection in
            for text in [
                "2026-11-21 07:00:00.123456+00", "1999-12-31 23:59:59.999999+00", "1900-01-01 00:00:00.000001+00",
                "2001-01-01 00:00:00+00", "2199-06-01 12:00:00.654321+00",
            ] {
                let read = try await connection.query("select \(text)::timestamptz")[0].decode(Date.self)
                let same = try await connection.query("select \(read) = \(text)::timestamptz, \(read)::text")[0]
                let (isSame, back) = try same.decode(Bool.self, String.self)
                #expect(isSame, "\(text) came back as \(back)")
                let again = try await connection.query("select \(read)")[0].decode(Date.self)
                #expect(again == read)
            }
            let infinity = try await connection.query(
                "select 'infinity'::timestamptz, '-infinity'::timestamptz, \(Date.distantFuture) = 'infinity'")[0]
            let (future, past, isInfinity) = try infinity.decode(Date.self, Date.self, Bool.self)
            #expect(future == .distantFuture)
            #expect(past == .distantPast)
            #expect(isInfinity)
            let now = Date()
            let stored = try await connection.query("select \(now)")[0].decode(Date.self)
            #expect(abs(stored.timeIntervalSince(now)) < 0.000_001)
        }
    }

    @Test("a uuid's text is the same on both sides")
    func uuidText() async throws {
        try await withConnection { connection in
            let id = UUID()
            let text = try await connection.query("select \(id)::text")[0].decode(String.self)
            #expect(text == id.uuidString.lowercased())
        }
    }

    @Test("narrow integers widen, enums of the server read as text")
    func widening() async throws {
        try await withConnection { connection in
            try await connection.run(script: "create type kleur as enum ('rood', 'groen')")
            let row = try await connection.query(
                "select 1::int2, 2::int4, 3.5::float4, 'rood'::kleur, \("groen")::kleur, 'x'::varchar, 'y'::name")[0]
            let all = try row.decode(
                Int.self, Int64.self, Double.self, String.self, String.self, String.self, String.self)
            #expect((all.0, all.1, all.2) == (1, 2, 3.5))
            #expect((all.3, all.4, all.5, all.6) == ("rood", "groen", "x", "y"))
        }
    }

    @Test("ten thousand rows go in by one statement and come back")
    func largeArrays() async throws {
        try await withConnection { connection in
            try await connection.run(
                script: "create table rij (id uuid primary key, n bigint, tekst text, op timestamptz)")
            let ids = (0..<10_000).map { _ in UUID() }
            let inserted = try await connection.query(
                """
                insert into rij
                select * from unnest(
                    \(ids), \(Array(0..<10_000)), \((0..<10_000).map { $0 % 3 == 0 ? nil : "tekst \($0)" }),
                    \(ids.map { _ in Date() }))
                """)
            #expect(inserted.affected == 10_000)
            #expect(inserted.tag == "INSERT 0 10000")
            let rows = try await connection.query("select id, n, tekst from rij order by n")
            #expect(rows.count == 10_000)
            for (n, row) in rows.enumerated() {
                let (id, number, text) = try row.decode(UUID.self, Int.self, String?.self)
                #expect(id == ids[n] && number == n && (text == nil) == (n % 3 == 0))
            }
        }
    }

    @Test("what does not fit is an error that names the column and shows no value")
    func mismatches() async throws {
        try await withConnection { connection in
            let row = try await connection.query("select 'geheim' as naam, null::int8 as leeg, 5::int8 as getal")[0]
            let wrongType = #expect(throws: PostgresError.self) { try row.get("naam", as: Int.self) }
            #expect(wrongType?.code == .decoding)
            #expect(wrongType?.description.contains("naam") == true)
            #expect(wrongType?.description.contains("geheim") == false)
            #expect(throws: PostgresError.self) { try row.get("leeg", as: Int.self) }
            #expect(throws: PostgresError.self) { try row.get("getal", as: Int32.self) }
            #expect(throws: PostgresError.self) { try row.get("onbekend", as: Int.self) }
            #expect(throws: PostgresError.self) { try row.get("naam", as: Soort.self) }
            #expect(throws: PostgresError.self) { try row.decode(String.self) }
            #expect(try row.get("getal", as: Int?.self) == 5)
            #expect(try row.get("leeg", as: Int?.self) == nil)
        }
    }
}

private let zeroes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
