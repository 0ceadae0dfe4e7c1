import Contracts
import Foundation
import HTTPTypes
import Hummingbird

/// What a person sent with a form: by name, in order where a name stands there more than once.
public struct FormPost: Sendable {
    /// Bytes of a form at the most; a long text in a dossier fits.
    static let limit = 131_072

    let values: [String: [String]]

    /// nil where nothing was filled in.
    public func value(_ name: String) -> String? { values[name]?.first.flatMap { $0.isEmpty ? nil : $0 } }
    public func all(_ name: String) -> [String] { (values[name] ?? []).filter { !$0.isEmpty } }

    /// - Throws: `Problem` 415 or 413.
    static func read(_ request: HummingbirdCore.Request) async throws -> FormPost {
        guard request.headers[.contentType]?.lowercased().hasPrefix(mediaType) == true else {
            throw Problem.unsupportedMediaType([mediaType])
        }
        let body = try await request.collected(upTo: limit)
        return FormPost(values: pairs(String(buffer: body)))
    }

    /// Names and values as a form or a query has them; what cannot be read is left out.
    static func pairs(_ text: String) -> [String: [String]] {
        var values: [String: [String]] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                $0.replacing("+", with: " ").removingPercentEncoding
            }
            guard let name = parts[0], let value = parts.count == 2 ? parts[1] : "" else { continue }
            values[name, default: []].append(value.replacing("\r\n", with: "\n"))
        }
        return values
    }

    private static let mediaType = "application/x-www-form-urlencoded"
}
