import CLibpq
import Glibc

/// Owns one `PGresult` and clears it when the last row of it is gone.
///
/// `@unchecked Sendable`: libpq never changes a result after handing it over and documents it as safe to read from
/// any thread; nothing here writes to it, and `deinit` runs once, after the last reader.
final class ResultSet: @unchecked Sendable {
    private let pointer: OpaquePointer
    let count: Int
    let columns: Int

    /// Takes ownership.
    init(owning pointer: OpaquePointer) {
        self.pointer = pointer
        count = Int(PQntuples(pointer))
        columns = Int(PQnfields(pointer))
    }

    deinit {
        PQclear(pointer)
    }

    /// For example "INSERT 0 3" or "COMMIT".
    var tag: String { String(cString: PQcmdStatus(pointer)) }

    /// Rows touched by the statement; 0 for statements that touch none.
    var affected: Int { Int(String(cString: PQcmdTuples(pointer))) ?? 0 }

    func name(of column: Int) -> String { PQfname(pointer, Int32(column)).map { String(cString: $0) } ?? "" }

    func column(named name: String) -> Int? {
        (0..<columns).first { column in
            PQfname(pointer, Int32(column)).map { strcmp($0, name) == 0 } ?? false
        }
    }

    func withCell<T>(
        row: Int, column: Int, _ body: (PostgresCell) throws(PostgresError) -> T
    ) throws(PostgresError) -> T {
        let (row, field) = (Int32(row), Int32(column))
        let type = PostgresType(oid: PQftype(pointer, field))
        guard PQgetisnull(pointer, row, field) == 0 else { return try body(PostgresCell(type: type, bytes: nil)) }
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(pointer, row, field), count: Int(PQgetlength(pointer, row, field)))
        return try body(PostgresCell(type: type, bytes: bytes))
    }
}
