import Contracts
import Foundation
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite("A backlog of a million")
struct BacklogTests {
    static let rows = 1_000_000
    static let chunk = 2_000

    @Test(
        "a million unpublished events: reading the next takes as long however many went before, and while a snapshot is held it never walks past the backlog"
    )
    func million() async throws {
        let server = try await PostgresServer.shared()
        try await server.withDatabase(template: TestService.template(on: server)) { database in
            let service = TestService(database, poolSize: 2)
            let running = Running([service.pool])
            let owner = try await database.connect(schema: TestService.schema)
            try await fill(owner)
            _ = try await service.pool.query(
                "update relay_lease set owner = 'proef', epoch = 1, expires_at = 'infinity'")

            var cursor: Int64 = 0
            let free = try await drain(service, chunks: 60, &cursor)
            // As pg_dump holds it: nothing that is removed from now on can be cleaned up.
            let dump = try await database.connect(schema: TestService.schema)
            let held = try await dump.transaction(.repeatableRead) { transaction in
                _ = try await transaction.query("select count(*) from relay_lease")
                // Far into the backlog, with all that was published before still lying there.
                return try await self.drain(service, chunks: 240, &cursor)
            }
            await dump.close()
            // The best of twenty: what else the machine does shows in the others.
            let (first, later, last) = (best(free.prefix(20)), best(free.suffix(20)), best(held.suffix(20)))
            let report = "at first \(first), later \(later), at the end under a snapshot \(last)"
            print("a backlog of \(Self.rows), per \(Self.chunk) rows: \(report)")
            #expect(later.select < first.select * 4, "\(report)")
            // A snapshot keeps what was published of each key, a dozen rows by now: a read walks past those of its own
            // key, never past the six hundred thousand of all.
            #expect(last.select < first.select * 12, "\(report)")
            #expect(last.confirm < first.confirm * 3, "\(report)")
            // The sweep of the head does walk past all of them: once a second, a fraction of that second.
            #expect(last.sweep < .milliseconds(300), "\(report)")
            let left = try await service.count("select count(*) from outbox")
            #expect(left == Self.rows - 300 * Self.chunk)
            #expect(try await service.count("select count(*) from publication") == 300 * Self.chunk)
            await owner.close()
            await running.stop()
        }
    }

    /// Fifty thousand keys, twenty events each, as a long outage leaves them.
    private func fill(_ owner: PostgresConnection) async throws {
        try await owner.run(
            script: """
                set statement_timeout = 0;
                insert into event (id, aggregate, version, topic, key, sequence, type, subject, data, regio, oefening, created_at)
                select gen_random_uuid(), null, null, 'keten.proeven', 'zaak-' || n % 50000, n / 50000 + 1,
                    'nl.keten.proeven.geboekt.v1', 'x', '{"nummer":' || n || '}', 'regio', false, now()
                from generate_series(0, \(Self.rows - 1)) as n;
                insert into outbox (seq, topic, key, sequence) select seq, topic, key, sequence from event order by seq;
                analyze event, outbox;
                """)
    }

    struct Times: CustomStringConvertible {
        var select: Duration
        var sweep: Duration
        var confirm: Duration

        var description: String { "select \(select) sweep \(sweep) confirm \(confirm)" }
    }

    /// Reads ahead and records confirmations as the relay does; nothing is sent.
    private func drain(_ service: TestService, chunks: Int, _ cursor: inout Int64) async throws -> [Times] {
        var times: [Times] = []
        for _ in 0..<chunks {
            let clock = ContinuousClock()
            let from = cursor
            var read: [OutboxRow] = []
            let select = try await clock.measure {
                read = try OutboxStore.read(try await service.pool.query(OutboxStore.above(from, limit: Self.chunk)))
            }
            #expect(read.count == Self.chunk)
            let sweep = try await clock.measure {
                _ = try await service.pool.query(OutboxStore.sweep(upTo: from, except: [], limit: Self.chunk))
            }
            let done = read.map { (seq: $0.seq, partition: Int32(0), offset: $0.seq) }
            let confirm = try await clock.measure {
                _ = try await service.pool.query(OutboxStore.confirm(done, owner: "proef", epoch: 1))
            }
            cursor = read.last?.seq ?? cursor
            times.append(Times(select: select, sweep: sweep, confirm: confirm))
        }
        return times
    }

    private func best(_ times: ArraySlice<Times>) -> Times {
        Times(
            select: times.map(\.select).min() ?? .zero, sweep: times.map(\.sweep).min() ?? .zero,
            confirm: times.map(\.confirm).min() ?? .zero)
    }
}
