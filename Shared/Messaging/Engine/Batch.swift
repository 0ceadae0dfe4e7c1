import Contracts
import Foundation
import Postgres

/// The rows of one batch: what was loaded under lock and what it will write.
///
/// Loading is one exchange, writing with COMMIT the other; a further loading exchange runs only where a handler
/// finds what it needs in what it loaded.
struct Batch {
    let writer: LogWriter
    let policy: any TermPolicy
    let seal: any BodySeal
    var now = Date.distantPast
    var slots: [UUID: Slot] = [:]
    var positions: [PositionKey: Position] = [:]
    /// Rows of messages that were set aside and come again by another way: what becomes of these becomes of the row.
    /// Several of one number are of several histories.
    var rows: [PositionKey: [Int64: [QuarantineRow]]] = [:]
    /// How the rows of messages that the sweeper brings stand now.
    var brought: [UUID: QuarantineRow.State] = [:]
    var known: Set<InboxKey> = []
    var answers: [IdempotencyKey: StoredAnswer] = [:]
    var reusedKeys: Set<IdempotencyKey> = []
    var dueTerms: [UUID: TermRow] = [:]
    var events: [NewEvent] = []
    var beside: [SQL] = []
    /// What is written together, after what stands by itself.
    var rowsBeside: [any SetWise] = []
    /// Of numbered messages the position decides, of others the inbox alone.
    var inboxAdded: (numbered: [InboxKey], others: [InboxKey]) = ([], [])
    var setAside: [SetAside] = []
    var resolved: [UUID] = []
    var firedTerms: [UUID: TermRow] = [:]
    var newAnswers: [(IdempotencyKey, StoredAnswer)] = []

    /// Whether this is the only piece of work, so that nothing of its batch came before it.
    let isAlone: Bool

    init(writer: LogWriter, policy: any TermPolicy, seal: any BodySeal, isAlone: Bool) {
        self.writer = writer
        self.policy = policy
        self.seal = seal
        self.isAlone = isAlone
    }

    /// Whether messages that are set aside, or a gap, may be next now.
    var moved: Bool { positions.values.contains { $0.changed && !$0.held && $0.seen > $0.last } }

    // MARK: - Loading

    /// Locks positions, then aggregates by rank and id, and reads the clock last.
    mutating func load(_ works: [Work], in transaction: Transaction) async throws {
        var keys: Set<PositionKey> = []
        var places: [(key: PositionKey, sequence: Int64)] = []
        var unsequenced: Set<InboxKey> = []
        var brought: [UUID] = []
        var commands: Set<IdempotencyKey> = []
        var needs: Set<AggregateRef> = []
        for work in works {
            needs.formUnion(work.needs)
            switch work.origin {
            case .message(let inbound):
                if let row = inbound.row { brought.append(row.id) }
                if let sequence = inbound.sequence {
                    keys.insert(inbound.position)
                    places.append((inbound.position, sequence))
                } else {
                    unsequenced.insert(inbound.inboxKey)
                }
            case .command(let key): commands.insert(key)
            case .term: break
            }
        }
        var statements: [SQL] = []
        if !keys.isEmpty { statements += [PositionStore.lock(keys.sorted()), QuarantineStore.rows(places)] }
        if !brought.isEmpty { statements.append(QuarantineStore.lock(brought)) }
        if !unsequenced.isEmpty { statements.append(InboxStore.known(Array(unsequenced))) }
        if !commands.isEmpty { statements.append(IdempotencyStore.answers(Array(commands))) }
        statements += AggregateStore.lock(needs)
        var results = try await transaction.exchange(statements + [Self.clock]).makeIterator()
        if !keys.isEmpty, let rows = results.next(), let open = results.next() {
            positions = try PositionStore.read(rows)
            self.rows = try QuarantineStore.read(rows: open)
        }
        if !brought.isEmpty, let rows = results.next() { self.brought = try QuarantineStore.read(locked: rows) }
        if !unsequenced.isEmpty, let rows = results.next() { known = try InboxStore.read(rows) }
        if !commands.isEmpty, let rows = results.next() {
            (answers, reusedKeys) = try IdempotencyStore.read(rows, asked: commands, seal: seal)
        }
        try take(needs, from: &results)

        while true {
            let further = try self.further(of: works)
            if further.isEmpty { return }
            var results = try await transaction.exchange(AggregateStore.lock(further) + [Self.clock]).makeIterator()
            try take(further, from: &results)
        }
    }

    /// What is needed beside what is loaded. Asked until there is nothing new: a melding's row names people, and their
    /// rows name casussen.
    private func further(of works: [Work]) throws -> Set<AggregateRef> {
        let scope = Scope(now: now, writer: writer, slots: slots, trace: Trace())
        var further: Set<AggregateRef> = []
        for work in works { if let more = work.further { further.formUnion(try more(scope)) } }
        return further.filter { slots[$0.id] == nil }
    }

    private static let clock: SQL = "select date_trunc('milliseconds', clock_timestamp())"

    private mutating func take(_ needs: Set<AggregateRef>, from results: inout IndexingIterator<[Rows]>) throws {
        if !needs.isEmpty, let states = results.next(), let terms = results.next() {
            let running = try TermStore.read(terms)
            for term in running where !term.hasFired { dueTerms[term.id] = term }
            let byAggregate = Dictionary(grouping: running, by: \.aggregate)
            let loaded = try AggregateStore.read(states)
            for ref in needs {
                let row = loaded[ref.id]
                slots[ref.id] = Slot(
                    ref: ref, version: row?.version ?? 0, stored: row?.state,
                    running: (byAggregate[ref.id] ?? []).map {
                        ($0.id, RunningTerm(kind: $0.kind, since: $0.since, urgent: $0.urgent, until: $0.until))
                    })
            }
        }
        if let instant = try results.next()?.first?.decode(Date.self) { now = instant }
    }

    // MARK: - Writing

    /// The statements of the last exchange, in lock order.
    func statements() throws -> [SQL] {
        var all = PositionStore.save(positions.filter { $0.value.changed })
        all +=
            InboxStore.add(inboxAdded.numbered, ifNew: true, at: now)
            + InboxStore.add(inboxAdded.others, ifNew: false, at: now)
        all += QuarantineStore.save(setAside, resolved: resolved, at: now)
        let changed = slots.values.filter { $0.changed != nil }.sorted {
            ($0.ref.rank, $0.ref.id) < ($1.ref.rank, $1.ref.id)
        }
        all += try AggregateStore.save(changed, at: now)
        all += TermStore.save(TermChanges(slots: changed, fired: firedTerms, policy: policy), at: now)
        all += beside + SQL.inserts(rowsBeside)
        all += EventLog.append(events, at: now)
        all += try IdempotencyStore.save(newAnswers, at: now, seal: seal)
        return all
    }
}

/// The state table.
enum AggregateStore {
    /// Locks what is needed and reads it. An id that belongs to another kind is not there: ids come from outside. Each is
    /// looked up by itself: as a join, a plan that was made while the table was empty would read all of it for each batch.
    static func lock(_ refs: Set<AggregateRef>) -> [SQL] {
        guard !refs.isEmpty else { return [] }
        let ids = refs.map(\.id)
        let ranks = refs.map { Int32($0.rank.rawValue) }
        let kinds = refs.map(\.kind)
        return [
            """
            select a.*
            from (
                select * from unnest(\(ids), \(ranks), \(kinds)) as n (id, rank, kind) order by rank, id
            ) n cross join lateral (
                select id, version, state::text from aggregate where id = n.id and kind = n.kind for update
            ) a
            """,
            TermStore.running(of: ids),
        ]
    }

    static func read(_ rows: Rows) throws -> [UUID: (version: Int64, state: String)] {
        var found: [UUID: (version: Int64, state: String)] = [:]
        for row in rows {
            let (id, version, state) = try row.decode(UUID.self, Int64.self, String.self)
            found[id] = (version, state)
        }
        return found
    }

    static func save(_ slots: [Slot], at now: Date) throws -> [SQL] {
        let (new, old) = (slots.filter { $0.loadedVersion == 0 }, slots.filter { $0.loadedVersion > 0 })
        var statements: [SQL] = []
        if !new.isEmpty {
            statements.append(
                """
                insert into aggregate (id, kind, version, state, zaak, regio, oefening, created_at, updated_at)
                select id, kind, version, state::jsonb, zaak, regio, oefening, \(now), \(now)
                from unnest(\(new.map(\.ref.id)), \(new.map(\.ref.kind)), \(new.map(\.version)), \(try new.map(json)),
                    \(new.map(\.zaak)), \(new.map(\.regio)), \(new.map(\.oefening)))
                    as n (id, kind, version, state, zaak, regio, oefening)
                """)
        }
        if !old.isEmpty {
            statements.append(
                """
                update aggregate a
                set version = n.version, state = n.state::jsonb, zaak = n.zaak, regio = n.regio, oefening = n.oefening,
                    updated_at = \(now)
                from unnest(\(old.map(\.ref.id)), \(old.map(\.version)), \(try old.map(json)), \(old.map(\.zaak)),
                    \(old.map(\.regio)), \(old.map(\.oefening))) as n (id, version, state, zaak, regio, oefening)
                where a.id = n.id
                """)
        }
        return statements
    }

    private static func json(_ slot: Slot) throws -> String {
        guard let changed = slot.changed else { return "null" }
        return try StateCoding.encode(changed)
    }
}
