/// The answer to one statement. Rows are decoded when asked for, straight from what the server sent.
public struct Rows: Sendable, RandomAccessCollection {
    let result: ResultSet

    init(result: ResultSet) { self.result = result }

    /// Of a result that was made without a server, which it then owns: for measuring.
    package init(owning result: OpaquePointer) { self.init(result: ResultSet(owning: result)) }

    public var startIndex: Int { 0 }
    public var endIndex: Int { result.count }

    public subscript(position: Int) -> Row {
        precondition(indices.contains(position), "row out of range")
        return Row(result: result, index: position)
    }

    /// The command tag, for example "SELECT 2" or "COMMIT".
    public var tag: String { result.tag }
    /// Rows that the statement selected, inserted, updated or deleted.
    public var affected: Int { result.affected }
}

public struct Row: Sendable {
    let result: ResultSet
    let index: Int

    /// Decodes all columns, in order. As many types as there are columns.
    public func decode<each T: PostgresDecodable>(
        _ types: repeat (each T).Type, file: String = #fileID, line: Int = #line
    ) throws(PostgresError) -> (repeat each T) {
        var expected = 0
        for _ in repeat each types { expected += 1 }
        guard expected == result.columns else {
            throw PostgresError(
                .decoding, "\(result.columns) columns where \(expected) are expected", file: file, line: line)
        }
        var column = 0
        return (repeat try next((each types), &column, file, line))
    }

    /// Decodes the column of this name.
    public func get<T: PostgresDecodable>(
        _ column: String, as type: T.Type = T.self, file: String = #fileID, line: Int = #line
    ) throws(PostgresError) -> T {
        guard let position = result.column(named: column) else {
            throw PostgresError(.decoding, "no column \(column)", file: file, line: line)
        }
        return try value(type, position, file, line)
    }

    private func next<T: PostgresDecodable>(
        _ type: T.Type, _ column: inout Int, _ file: String, _ line: Int
    ) throws(PostgresError) -> T {
        defer { column += 1 }
        return try value(type, column, file, line)
    }

    private func value<T: PostgresDecodable>(
        _ type: T.Type, _ column: Int, _ file: String, _ line: Int
    ) throws(PostgresError) -> T {
        do {
            return try result.withCell(row: index, column: column) { cell throws(PostgresError) in
                try T(postgres: cell)
            }
        } catch {
            throw PostgresError(
                error.code, "column \(result.name(of: column)) as \(type): \(error.reason)", file: file, line: line)
        }
    }
}
