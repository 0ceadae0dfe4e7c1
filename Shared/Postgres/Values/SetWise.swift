/// A row that is written together with others of its kind, in one statement for all.
public protocol SetWise: Sendable {
    static func insert(_ rows: [Self]) -> SQL
}

extension SQL {
    /// One statement for each kind of row, in the order in which the kinds first come.
    public static func inserts(_ rows: [any SetWise]) -> [SQL] {
        var kinds: [ObjectIdentifier] = []
        var byKind: [ObjectIdentifier: [any SetWise]] = [:]
        for row in rows {
            let kind = ObjectIdentifier(type(of: row))
            if byKind[kind] == nil { kinds.append(kind) }
            byKind[kind, default: []].append(row)
        }
        func insert<Row: SetWise>(_ first: Row, _ all: [any SetWise]) -> SQL { Row.insert(all.compactMap { $0 as? Row }) }
        return kinds.compactMap { kind in byKind[kind].flatMap { all in all.first.map { insert($0, all) } } }
    }
}
