/// One step of a schema, forward only.
///
/// In its SQL `{{schema}}` stands for the schema's quoted name and `{{runtime}}` for the quoted role that the serving
/// process has, for its grants. The search path is the schema.
public struct Migration: Sendable, Equatable {
    /// Unique for ever, for example "m0001_messaging".
    public let name: String
    public let sql: String
    /// The SQL is one statement that cannot be in a transaction, such as CREATE INDEX CONCURRENTLY. It must bear being
    /// run again after it was interrupted; indexes left invalid are dropped first.
    public let concurrently: Bool

    public init(name: String, sql: String, concurrently: Bool = false) {
        self.name = name
        self.sql = sql
        self.concurrently = concurrently
    }

    func text(schema: String, runtimeRole: String) -> String {
        sql.replacing("{{schema}}", with: SQL.quoted(identifier: schema))
            .replacing("{{runtime}}", with: SQL.quoted(identifier: runtimeRole))
    }
}
