import Foundation
import Postgres
import TestSupport
import Testing

@Suite("An exchange is one round trip and one transaction")
struct PipelineTests {
    @Test("fifty statements cost one round trip, prepared or not")
    func oneRoundTrip() async throws {
        try await withConnection { connection in
            let before = connection.roundTrips
            for _ in 0..<2 {
                let answers = try await connection.exchange((0..<50).map { "select \($0) + \($0 % 7)" })
                #expect(try answers.enumerated().allSatisfy { try $1[0].decode(Int.self) == $0 + $0 % 7 })
            }
            #expect(connection.roundTrips == before + 2)
            #expect(try await connection.exchange([]).isEmpty)
            #expect(connection.roundTrips == before + 2)
        }
    }

    @Test("an error in the middle leaves nothing applied and the connection usable")
    func errorInTheMiddle() async throws {
        try await withConnection { connection in
            try await connection.run(script: "create table t (n int primary key)")
            for _ in 0..<3 {
                let error = try await postgresError {
                    _ = try await connection.exchange([
                        "insert into t values (1)", "insert into t values (\(2)), (\(2))", "insert into t values (3)",
                        "select * from nergens",
                    ])
                }
                #expect(error.sqlState == "23505")
                #expect(error.constraint == "t_pkey")
                #expect(error.isUniqueViolation)
                #expect(!error.isTransient)
                #expect(connection.isUsable)
                let count = try await connection.query("select count(*) from t")
                #expect(try count[0].decode(Int.self) == 0)
            }
        }
    }

    @Test("a statement whose preparation was skipped or refused is prepared again later")
    func preparation() async throws {
        try await withConnection { connection in
            let later: SQL = "select 'later'"
            for _ in 0..<2 {
                let error = try await postgresError { _ = try await connection.exchange(["select * from t", later]) }
                #expect(error.sqlState == "42P01")
                #expect(error.reason.contains("\"t\""))
            }
            try await connection.run(script: "create table t (n int)")
            let answers = try await connection.exchange(["select * from t", later])
            #expect(try answers[1][0].decode(String.self) == "later")
        }
    }

    @Test("more different statements than the cache holds, many times over")
    func eviction() async throws {
        try await withConnection { connection in
            for round in 0..<3 {
                let answers = try await connection.exchange(
                    (0..<400).map { SQL(verbatim: "select \($0) + \(round % 2)") })
                #expect(answers.count == 400)
            }
            for n in 0..<300 { _ = try await connection.query(SQL(verbatim: "select \(n)")) }
            let kept = try await connection.query("select count(*) from pg_prepared_statements")
            #expect(try kept[0].decode(Int.self) <= 257)
        }
    }

    @Test("room for statements is made apart from what comes next, which may be one that stands no transaction")
    func evictionApart() async throws {
        try await withConnection { connection in
            for n in 0..<300 { _ = try await connection.query(SQL(verbatim: "select \(n)")) }
            for n in 0..<3 {
                // Each of these needs room, since it is new.
                let name = SQL(verbatim: "other_\(UUID().uuidString.lowercased().replacing("-", with: "_"))")
                _ = try await connection.query("create database \(name)")
                _ = try await connection.query("drop database \(name)")
                #expect(try await connection.query(SQL(verbatim: "select \(n) + 1"))[0].decode(Int.self) == n + 1)
            }
            // The same within a transaction, and what fails after housekeeping still says so.
            let error = try await postgresError {
                _ = try await connection.transaction { transaction in
                    for n in 0..<300 { _ = try await transaction.query(SQL(verbatim: "select \(n) * 2")) }
                    _ = try await transaction.query("select 1 / (select 0) + 1")
                }
            }
            #expect(error.sqlState == "22012")
            #expect(
                try await connection.query("select count(*) from pg_prepared_statements")[0].decode(Int.self) <= 257)
        }
    }

    @Test("a plan outdated by a change of the schema fails once, as transient")
    func stalePlan() async throws {
        try await withConnection { connection in
            try await connection.run(script: "create table t (a int); insert into t values (1)")
            _ = try await connection.query("select * from t")
            try await connection.run(script: "alter table t add b text default 'x'")
            let error = try await postgresError { _ = try await connection.query("select * from t") }
            #expect(error.sqlState == "0A000")
            #expect(error.isTransient)
            let row = try await connection.query("select * from t")[0]
            #expect(try row.decode(Int.self, String.self) == (1, "x"))
            _ = try await connection.run(script: "discard all")
            let gone = try await postgresError { _ = try await connection.query("select * from t") }
            #expect(gone.sqlState == "26000")
            #expect(try await connection.query("select * from t").count == 1)
        }
    }

    @Test("megabytes in both directions at once do not lock up")
    func bothDirections() async throws {
        try await withConnection { connection in
            let text = String(repeating: "x", count: 1 << 20)
            let answers = try await connection.exchange((0..<24).map { _ in "select \(text), \(text)" })
            for answer in answers {
                let (a, b) = try answer[0].decode(String.self, String.self)
                #expect(a.utf8.count == 1 << 20 && b.utf8.count == 1 << 20)
            }
        }
    }

    @Test("statements of a hundred tasks on one connection each get their own answer")
    func concurrentUse() async throws {
        try await withConnection { connection in
            try await withThrowingTaskGroup { group in
                for n in 0..<100 {
                    group.addTask {
                        for k in 0..<10 {
                            let answers = try await connection.exchange(["select \(n)", "select \(k)"])
                            #expect(try answers[0][0].decode(Int.self) == n)
                            #expect(try answers[1][0].decode(Int.self) == k)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("COPY is refused and cannot hang the connection's users")
    func copy() async throws {
        try await withConnection { connection in
            let error = try await postgresError { _ = try await connection.run(script: "copy (select 1) to stdout") }
            #expect(error.code == .misuse)
            #expect(!connection.isUsable)
        }
    }

    @Test("a script runs several statements as one transaction")
    func scripts() async throws {
        try await withConnection { connection in
            let error = try await postgresError {
                try await connection.run(script: "create table a (n int); create table b (n int); select 1/0")
            }
            #expect(error.sqlState == "22012")
            let tables = try await connection.query("select to_regclass('a') is null")
            #expect(try tables[0].decode(Bool.self))
            try await connection.run(script: "create table a (n int); create table b (n int)")
            #expect(try await connection.query("select from a, b").isEmpty)
        }
    }

    @Test("an error shows names and codes, never data")
    func errorsShowNoData() async throws {
        try await withConnection { connection in
            try await connection.run(
                script: "create table t (bsn text unique check (length(bsn) < 20), n int not null); "
                    + "insert into t values ('999990019', 1)")
            for sql: SQL in [
                "insert into t values (\("999990019"), 1)", "insert into t values (\("999990019"), null)",
                "insert into t values (\("999990019999990019999"), 1)", "select \("999990019x")::int",
                "select \("999990019x")::uuid", "select \("999990019x")::regclass",
            ] {
                let error = try await postgresError { _ = try await connection.query(sql) }
                #expect(error.sqlState != nil)
                #expect(!"\(error)".contains("999990019"), "\(error)")
                #expect("\(error)".contains("PipelineTests.swift"), "\(error)")
            }
        }
    }
}
