import Contracts
import Foundation
import Postgres

/// What operators see of a schema's messaging, and what they may do to it (MESSAGING.md §6). Reads the tables, never a body.
public struct Operations: Sendable {
    let pool: PostgresPool
    public let service: String

    public init(pool: PostgresPool, service: String) {
        self.pool = pool
        self.service = service
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
