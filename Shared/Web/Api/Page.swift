import Contracts

/// Which part of a list is asked for: at most `limit` items after `after`. Read one item more to know if there is more.
public struct PageRequest: Sendable, Equatable {
    public static let limit = 50
    public static let limits = 1...200

    public let limit: Int
    public let after: Cursor?

    public init(limit: Int = PageRequest.limit, after: Cursor? = nil) {
        self.limit = limit
        self.after = after
    }
}

/// Part of a list, and where the next part begins.
public struct Page<Item: Contract>: Contract {
    public var resultaten: [Item]
    /// Absent on the last page.
    public var volgende: String?

    public init(resultaten: [Item], volgende: Cursor?) {
        self.resultaten = resultaten
        self.volgende = volgende?.description
    }

    /// From items read with one more than the limit: the extra one only shows that there is a next page.
    public init<Row>(
        _ rows: [Row], _ request: PageRequest, item: (Row) throws -> Item, cursor: (Row) -> Cursor
    ) rethrows {
        let shown = rows.prefix(request.limit)
        self.init(
            resultaten: try shown.map(item), volgende: rows.count > request.limit ? shown.last.map(cursor) : nil)
    }

    public static var title: String { "Lijst: \(Item.title)" }
    public static var fields: [String: String] {
        [
            "resultaten": "Wat er op deze pagina staat, in volgorde.",
            "volgende": "Waarde voor after om verder te lezen; ontbreekt op de laatste pagina.",
        ]
    }
    public static var lists: [String: ClosedRange<Int>] { ["resultaten": 0...PageRequest.limits.upperBound] }
    public static var example: Page<Item> { Page(resultaten: [Item.example], volgende: nil) }
}
