import Contracts
import CoreMetrics
import HTTPTypes
import Hummingbird
import Runtime
import Synchronization

/// Who may call an operation.
public enum Access: Sendable, Equatable {
    /// Anyone, without a token.
    case open
    /// Any active organisation with a valid token.
    case signedIn
    /// A token with this scope.
    case scope(String)
}

/// What an operation asks besides its body.
public struct OperationOptions: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Writes: the same key with the same body changes something once.
    public static let requiresIdempotencyKey = OperationOptions(rawValue: 1)
    /// Changes: the version that they are based on.
    public static let requiresIfMatch = OperationOptions(rawValue: 2)
    /// Readable by scripts of any site: documents without data.
    public static let allowsAnyOrigin = OperationOptions(rawValue: 4)
    /// Not in the access log above debug: called by machines, every few seconds.
    public static let isProbe = OperationOptions(rawValue: 8)
    /// Part of another standard's interface, which describes itself: not in the OpenAPI description.
    public static let isOfOtherStandard = OperationOptions(rawValue: 16)
}

/// One operation: what the route does and what the description says come from this value.
struct Operation: Sendable {
    struct Content: Sendable {
        let mediaTypes: [String]
        /// Nil for content that is described by its media type alone.
        let contract: (any Contract.Type)?
        private let kept = Kept()

        init(mediaTypes: [String], contract: (any Contract.Type)? = nil) {
            self.mediaTypes = mediaTypes
            self.contract = contract
        }

        /// Made when somebody asks: for all operations together that takes longer than all else of a start.
        var schema: JSON? { contract?.jsonSchema }
        var example: JSON? { contract.map { Self.example($0) } }
        /// `Page<Melding>` → `PageMelding`.
        var name: String? {
            contract.map { String(String(describing: $0).filter { $0.isLetter || $0.isNumber || $0 == "_" }) }
        }

        /// The contract's fields, from which a page makes its form.
        var shape: Shape? {
            guard let contract else { return nil }
            return kept.shape.withLock { kept in
                if let kept { return kept }
                let shape = contract.shape
                kept = shape
                return shape
            }
        }

        private static func example<Value: Contract>(_: Value.Type) -> JSON { Value.example.json }

        private final class Kept: Sendable { let shape = Mutex<Shape?>(nil) }
    }

    let method: HTTPRequest.Method
    let path: String
    let id: String
    let summary: String
    let access: Access
    let options: OperationOptions
    let parameters: [Parameter]
    let body: Content?
    let response: Content?
    let status: HTTPResponse.Status
    /// Further statuses of success, and problems with the reason that the operation itself has for them.
    let alternatives: [HTTPResponse.Status]
    let problems: [HTTPResponse.Status: String]
    /// Duration per class of status; index 0 is 1xx.
    let timers: [any TimerHandler]
    let run: @Sendable (Incoming) async throws -> HummingbirdCore.Response

    var pathNames: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") && $0.hasSuffix("}") }
            .map { String($0.dropFirst().dropLast()) }
    }

    /// How the router and the description name it.
    var key: String { "\(method.rawValue) \(path)" }
}

/// What a request has shown before its body is decoded.
struct Incoming: Sendable {
    let caller: Caller?
    let bytes: [UInt8]
    let mediaType: String?
    let idempotencyKey: String?
    let ifMatch: Int64?
    let trace: TraceContext
    let networkAddress: String?
    let lastEventID: String?
    /// The media types that the client would have.
    let accept: String?
    let pathValues: [String: String]
    let queryValues: [String: String]
    /// What is wrong with parameters and headers; told together with what is wrong with the body.
    let violations: [Violation]
    /// Asked by a stream every minute, beside its own question: false ends it.
    let mayContinue: @Sendable () async -> Bool

    func request<Body: Sendable>(_ body: Body) -> Request<Body> {
        Request(
            signedIn: caller, body: body, mediaType: mediaType, idempotencyKey: idempotencyKey, ifMatch: ifMatch,
            trace: trace, networkAddress: networkAddress, lastEventID: lastEventID, pathValues: pathValues,
            queryValues: queryValues)
    }

    func requireValid() throws {
        if !violations.isEmpty { throw Invalid(violations) }
    }
}
