import CLibpq

extension PostgresError {
    /// The error in a result with status `PGRES_FATAL_ERROR`. The result stays the caller's.
    /// - Parameter lost: the connection is gone, whatever the server said last.
    init(result: OpaquePointer?, lost: Bool = false) {
        let state = Self.field(result, Diagnostic.sqlState)
        let names = [
            ("table", Self.field(result, Diagnostic.table)),
            ("column", Self.field(result, Diagnostic.column)),
            ("routine", Self.field(result, Diagnostic.routine)),
        ]
        var reason = names.compactMap { name, value in value.map { "\(name) \($0)" } }.joined(separator: ", ")
        // An error at a place in the statement's text speaks of the text, which holds no values.
        let atPosition = Self.field(result, Diagnostic.position) != nil
        if let state, state.hasPrefix("42"), atPosition || state == "42501",
            let message = Self.field(result, Diagnostic.message)
        {
            reason = "\(message), \(reason)"
        }
        // A plan kept from before a change of the schema: its next preparation is right.
        let stale = state == "0A000" && names[2].1 == "RevalidateCachedQuery"
        self.init(
            lost ? .connectionLost : .server, reason.isEmpty ? "no more is known" : reason, sqlState: state,
            constraint: Self.field(result, Diagnostic.constraint), isTransient: stale ? true : nil)
    }

    private static func field(_ result: OpaquePointer?, _ code: Int32) -> String? {
        PQresultErrorField(result, code).map { String(cString: $0) }
    }

    /// The server no longer has, or no longer accepts, a statement that we prepared.
    var invalidatesStatements: Bool {
        sqlState == "26000" || (sqlState == "0A000" && isTransient)
    }
}

/// libpq's codes of an error's fields, of which Swift does not import the character literals.
private enum Diagnostic {
    static let sqlState = Int32(UInt8(ascii: "C"))
    static let message = Int32(UInt8(ascii: "M"))
    static let position = Int32(UInt8(ascii: "P"))
    static let table = Int32(UInt8(ascii: "t"))
    static let column = Int32(UInt8(ascii: "c"))
    static let constraint = Int32(UInt8(ascii: "n"))
    static let routine = Int32(UInt8(ascii: "R"))
}
