import Postgres
import TestSupport
import Testing

@Suite("Transactions")
struct TransactionTests {
    struct Eigen: Error, Equatable { let reden: String }

    private func withTable<T: Sendable>(_ body: (PostgresConnection) async throws -> T) async throws -> T {
        try await withConnection { connection in
            try await connection.run(
                script: "create table t (n int primary key deferrable initially deferred)")
            return try await body(connection)
        }
    }

    private func count(_ connection: PostgresConnection) async throws -> Int {
        try await connection.query("select count(*) from t")[0].decode(Int.self)
    }

    @Test("reading, deciding and writing cost two round trips")
    func twoExchanges() async throws {
        try await withTable { connection in
            let before = connection.roundTrips
            let sum = try await connection.transaction { transaction in
                let read = try await transaction.exchange(["select \(1)", "select \(2)"])
                let sum = try read[0][0].decode(Int.self) + read[1][0].decode(Int.self)
                let written = try await transaction.commit([
                    "insert into t values (\(sum))", "insert into t values (4)",
                ])
                #expect(written.map(\.affected) == [1, 1])
                return sum
            }
            #expect(sum == 3)
            #expect(connection.roundTrips == before + 2)
            #expect(try await count(connection) == 2)
        }
    }

    @Test("all in one commit costs one round trip, nothing at all costs none")
    func oneExchange() async throws {
        try await withTable { connection in
            let before = connection.roundTrips
            _ = try await connection.transaction { try await $0.commit(["insert into t values (1)"]) }
            #expect(connection.roundTrips == before + 1)
            try await connection.transaction { _ in }
            _ = try await connection.transaction { try await $0.commit() }
            #expect(connection.roundTrips == before + 1)
        }
    }

    @Test("a body without commit is committed")
    func implicitCommit() async throws {
        try await withTable { connection in
            try await connection.transaction { _ = try await $0.query("insert into t values (1)") }
            #expect(try await count(connection) == 1)
        }
    }

    @Test("the caller's own error is thrown on after the rollback")
    func ownError() async throws {
        try await withTable { connection in
            await #expect(throws: Eigen(reden: "zo")) {
                try await connection.transaction { transaction in
                    _ = try await transaction.query("insert into t values (1)")
                    throw Eigen(reden: "zo")
                }
            }
            let rows = try await count(connection)
            #expect(rows == 0)
            #expect(connection.isUsable)
        }
    }

    @Test("COMMIT of a failed transaction is the error rolledBack")
    func failedTransaction() async throws {
        try await withTable { connection in
            let error = try await postgresError {
                try await connection.transaction { transaction in
                    _ = try await transaction.query("insert into t values (1)")
                    let failed = try await postgresError { _ = try await transaction.query("select 1/0") }
                    #expect(failed.sqlState == "22012")
                }
            }
            #expect(error.code == .rolledBack)
            #expect(try await count(connection) == 0)
        }
    }

    @Test("a failing last statement, and a constraint checked at COMMIT, undo everything")
    func failingCommit() async throws {
        try await withTable { connection in
            let statement = try await postgresError {
                try await connection.transaction { transaction in
                    _ = try await transaction.query("insert into t values (1)")
                    _ = try await transaction.commit(["insert into t values (2)", "select 1/0"])
                }
            }
            #expect(statement.sqlState == "22012")
            let deferred = try await postgresError {
                try await connection.transaction { transaction in
                    _ = try await transaction.commit(["insert into t values (2)", "insert into t values (2)"])
                }
            }
            #expect(deferred.sqlState == "23505")
            #expect(try await count(connection) == 0)
        }
    }

    @Test("after commit the transaction takes nothing more")
    func overIsOver() async throws {
        try await withTable { connection in
            let error = try await postgresError {
                try await connection.transaction { transaction in
                    _ = try await transaction.commit(["insert into t values (1)"])
                    _ = try await transaction.query("insert into t values (2)")
                }
            }
            #expect(error.code == .misuse)
            #expect(try await count(connection) == 1)
        }
    }

    @Test("a statement beside the transaction, and a transaction in it, are refused on its connection")
    func strangers() async throws {
        try await withTable { connection in
            try await connection.transaction { transaction in
                _ = try await transaction.query("insert into t values (1)")
                let beside = try await postgresError { _ = try await connection.query("select 1") }
                #expect(beside.code == .misuse)
                let nested = try await postgresError { try await connection.transaction { _ in } }
                #expect(nested.code == .misuse)
            }
            #expect(try await count(connection) == 1)
        }
    }

    @Test("a serialisation failure is transient")
    func serialisation() async throws {
        try await withPool { pool in
            _ = try await pool.query("create table s (n int)")
            let error = try await postgresError {
                try await pool.transaction(.serializable) { first in
                    _ = try await first.query("select sum(n) from s")
                    try await pool.transaction(.serializable) { second in
                        _ = try await second.query("select sum(n) from s")
                        _ = try await second.commit(["insert into s values (1)"])
                    }
                    _ = try await first.commit(["insert into s values (2)"])
                }
            }
            #expect(error.sqlState == "40001")
            #expect(error.isTransient)
        }
    }
}
