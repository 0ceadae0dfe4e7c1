import Contracts
import HTTPTypes
import Hummingbird

/// Rows under a header, as programs for tables read them.
public struct Table: Sendable, Equatable {
    public static let mediaType = "text/csv"

    public let header: [String]
    public let rows: [[String]]

    /// - Parameter rows: each as long as the header.
    public init(header: [String], rows: [[String]]) {
        self.header = header
        self.rows = rows
    }

    /// As RFC 4180 has it: commas, CRLF after each row, quotes where a cell needs them.
    public var csv: String { ([header] + rows).map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined() }

    private static func cell(_ text: String) -> String {
        // Programs for tables run what begins like a formula.
        let inert = text.first.map { "=+-@\t\r".contains($0) } == true ? "'" + text : text
        guard inert.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return inert }
        return "\"" + inert.replacing("\"", with: "\"\"") + "\""
    }
}

/// An answer that is given as a table as well.
public protocol Tabular: Contract {
    var table: Table { get }
}

/// In which form an answer is asked for.
public enum Vorm: String, Code {
    case json, csv
}

extension API {
    /// An operation without a body whose answer is JSON or, by `?vorm=csv` or by `Accept`, a table.
    public func table<Answer: Tabular>(
        _ path: String, id: String, summary: String, access: Access, parameters: [Parameter] = [],
        response: Answer.Type, problems: [HTTPResponse.Status: String] = [:],
        handler: @escaping @Sendable (Request<NoBody>) async throws -> Response<Answer>
    ) {
        add(
            Operation(
                method: .get, path: path, id: id, summary: summary, access: access, options: [],
                parameters: parameters + [
                    .query("vorm", Vorm.self, "Als JSON of als tabel (CSV); zonder: wat Accept vraagt.")
                ],
                body: nil, response: content(response, ["application/json", Table.mediaType]), status: .ok,
                alternatives: [], problems: problems, timers: timers(id)
            ) { incoming in
                try incoming.requireValid()
                let request = incoming.request(NoBody())
                let answered = try await handler(request)
                guard try request.query("vorm", as: Vorm.self) ?? Vorm(accept: incoming.accept) == .csv else {
                    return encode(answered, .ok)
                }
                return answer(
                    answered, .ok, Array(answered.body.table.csv.utf8),
                    mediaType: Table.mediaType + "; charset=utf-8; header=present")
            })
    }
}

extension Vorm {
    /// The form that a client would rather have; JSON where it says nothing of tables.
    init(accept: String?) {
        var weights: [String: Double] = [:]
        for range in (accept ?? "").lowercased().split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            guard let type = parts.first else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 }
            weights[type] = weight ?? 1
        }
        let table = weights[Table.mediaType] ?? 0
        self = table > 0 && table > weights["application/json"] ?? 0 ? .csv : .json
    }
}
