import Contracts
import Foundation
import Postgres

/// What operators see of a schema's messaging, and what they may do to it (MESSAGING.md §6). Reads the tables, never a body.
public struct Operations: Sendable {
    let pool: PostgresPool
    public let service: String
    let program: Program
    /// Its consumers, also those that have not received anything yet.
    let consumers: [(name: String, topics: [String])]
    /// Topics of organisations that are cut off: what waits for them waits on purpose (C1).
    let held: @Sendable () -> [String]

    public init(
        pool: PostgresPool, service: String, program: Program = Program(), consumers: [ConsumerDefinition] = [],
        held: @escaping @Sendable () -> [String] = { [] }
    ) {
        self.pool = pool
        self.service = service
        self.program = program
        self.consumers = consumers.map { ($0.name, $0.topics) }
        self.held = held
    }
}

/// The program that looks at the tables.
public struct Program: Sendable {
    public let version: String
    /// The `source` of its events.
    public let source: String
    /// The names of the migrations that it knows.
    public let migrations: [String]
    public let startedAt: Date

    public init(version: String = "-", source: String = "-", migrations: [String] = [], startedAt: Date = Date()) {
        self.version = version
        self.source = source
        self.migrations = migrations
        self.startedAt = startedAt
    }
}

/// Who does something to the chain's messaging, and why; kept for ever.
public struct OperatorAct: Sendable {
    public let organisation: String
    public let person: String
    public let reason: String

    public init(organisation: String, person: String, reason: String) {
        self.organisation = organisation
        self.person = person
        self.reason = reason
    }

    func record(_ action: String, target: String, count: Int) -> SQL {
        record(action, target: target, detail: "{\"count\":\(count)}")
    }

    /// The statement that keeps it.
    /// - Parameter detail: JSON.
    public func record(_ action: String, target: String, detail: String = "{}") -> SQL {
        """
        insert into operator_action (id, organisation, operator, action, target, reason, detail)
        values (\(UUID.v7()), \(organisation), \(person), \(action), \(target), \(reason), \(detail))
        """
    }
}

extension Rows {
    /// The one number that a counting statement gives.
    func number() throws -> Int {
        let value = try first?.decode(Int64.self)
        return Int(value ?? 0)
    }
}
