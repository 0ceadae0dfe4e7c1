import CLibpq

/// Writes jobs into a connection's output. Confined to the connection's thread.
struct PipelineSender {
    private let connection: OpaquePointer
    private var statements = StatementCache(capacity: 256)
    // Kept between statements, so that a statement costs no allocation here.
    private var values: [UnsafePointer<CChar>?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []
    private var types: [Oid] = []

    private static let binary: Int32 = 1
    /// libpq counts the bytes of its output in 32 bits.
    private static let mostBytes = 512 << 20
    private static let mostBinds = 65_535

    init(_ connection: OpaquePointer) {
        self.connection = connection
    }

    /// What cannot be sent is refused before anything of the job is, so that no half of it is done.
    static func refusal(of work: Job.Work) -> PostgresError? {
        switch work {
        case .script(let text):
            return text.utf8.contains(0) ? PostgresError(.misuse, "a zero byte in the script") : nil
        case .pipeline(let statements):
            if statements.contains(where: { $0.slots.count > mostBinds }) {
                return PostgresError(.misuse, "more than \(mostBinds) binds: use an array")
            }
            if statements.reduce(0, { $0 + $1.binds.bytes.count }) > mostBytes {
                return PostgresError(.misuse, "more than \(mostBytes) bytes in one exchange")
            }
            return statements.contains { $0.text.utf8.contains(0) }
                ? PostgresError(.misuse, "a zero byte in the statement") : nil
        }
    }

    /// - Returns: false when libpq refused; nothing of the job takes effect then, since its sync was not sent.
    mutating func send(_ work: Job.Work, as run: inout PipelineRun) -> Bool {
        switch work {
        case .script(let text):
            return PQexitPipelineMode(connection) == 1 && PQsendQuery(connection, text) == 1
        case .pipeline(let statements):
            let mark = self.statements.mark
            let prepared = statements.map { statement in
                let key = StatementCache.Key(statement)
                return (key: key, use: self.statements.use(key))
            }
            // Housekeeping stands first: it is done whatever the statements meet. It has a sync of its own, or it would
            // make an implicit transaction of what some statements can't stand, such as CREATE DATABASE.
            guard refresh(&run), evict(since: mark, &run) else { return false }
            if !run.commands.isEmpty {
                run.sent(.sync)
                guard PQpipelineSync(connection) == 1 else { return false }
            }
            for (statement, (key, use)) in zip(statements, prepared) {
                guard send(statement, key, use, as: &run) else { return false }
            }
            run.sent(.sync)
            return PQpipelineSync(connection) == 1
        }
    }

    /// After a script: back to pipeline mode.
    func endScript() -> Bool {
        PQenterPipelineMode(connection) == 1
    }

    /// Learns from a finished run which statements the session really has.
    mutating func settle(_ run: PipelineRun) {
        for key in run.unprepared { statements.forget(key) }
        if run.failure?.invalidatesStatements == true { statements.invalidate() }
    }

    private mutating func send(
        _ statement: SQL, _ key: StatementCache.Key, _ use: StatementCache.Use, as run: inout PipelineRun
    ) -> Bool {
        if use.isNew {
            types.removeAll(keepingCapacity: true)
            for slot in statement.slots { types.append(slot.type.oid) }
            guard PQsendPrepare(connection, use.name, statement.text, Int32(types.count), types) == 1 else {
                return false
            }
            run.sent(.prepare(key))
        }
        run.sent(.execute)
        return execute(use.name, statement)
    }

    private mutating func execute(_ name: String, _ statement: SQL) -> Bool {
        values.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        return statement.binds.bytes.withUnsafeBytes { bytes in
            // An empty value is not null: it needs an address, though nothing is read there.
            var nothing: CChar = 0
            return withUnsafePointer(to: &nothing) { nothing in
                let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                for slot in statement.slots {
                    values.append(slot.length < 0 ? nil : base.map { $0 + slot.start } ?? nothing)
                    lengths.append(max(0, slot.length))
                    formats.append(Self.binary)
                }
                return PQsendQueryPrepared(
                    connection, name, Int32(values.count), values, lengths, formats, Self.binary) == 1
            }
        }
    }

    /// In a failed transaction only its end is accepted: housekeeping waits.
    private var acceptsHousekeeping: Bool { PQtransactionStatus(connection) != PQTRANS_INERROR }

    private mutating func refresh(_ run: inout PipelineRun) -> Bool {
        guard statements.isStale, acceptsHousekeeping else { return true }
        statements.refreshed()
        return housekeeping("DEALLOCATE ALL", &run)
    }

    private mutating func evict(since mark: UInt64, _ run: inout PipelineRun) -> Bool {
        guard acceptsHousekeeping else { return true }
        return statements.evict(notSince: mark).allSatisfy { housekeeping("DEALLOCATE \($0)", &run) }
    }

    private func housekeeping(_ text: String, _ run: inout PipelineRun) -> Bool {
        run.sent(.housekeeping)
        return PQsendQueryParams(connection, text, 0, nil, nil, nil, nil, Self.binary) == 1
    }
}
