import Foundation
import Postgres

/// An act that was refused; nothing of what was sent.
public struct Refusal: Sendable {
    public let organisation: String
    public let person: String?
    public let operation: String
    public let subjects: [UUID]
    public let status: Int
    public let codes: [String]
    public let state: String?
    public let correlation: String

    public init(
        organisation: String, person: String?, operation: String, subjects: [UUID], status: Int, codes: [String],
        state: String?, correlation: String
    ) {
        self.organisation = organisation
        self.person = person
        self.operation = operation
        self.subjects = subjects
        self.status = status
        self.codes = codes
        self.state = state
        self.correlation = correlation
    }
}

/// The refused acts of this service, apart from its log: nothing followed from them.
public struct RefusalStore: Sendable {
    private let pool: PostgresPool

    public init(pool: PostgresPool) { self.pool = pool }

    /// In a transaction of its own: that of the act, where there was one, left nothing.
    public func record(_ refusal: Refusal) async throws {
        _ = try await pool.query(
            """
            insert into refusal
                (id, organisation, person, operation, subjects, status, codes, state, correlation_id)
            values (\(UUID.v7()), \(refusal.organisation), \(refusal.person), \(refusal.operation),
                \(refusal.subjects), \(refusal.status), \(refusal.codes.joined(separator: " ")),
                \(refusal.state), \(refusal.correlation))
            """)
    }
}
