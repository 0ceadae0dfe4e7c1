import Contracts
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Runtime

/// What an operation answered to a page of the same service.
public struct Reply: Sendable {
    public let status: HTTPResponse.Status
    public let body: JSON
    /// The version of what was read or changed.
    public let etag: Int64?
    public let location: String?
}

extension API {
    /// Calls an operation of this service for a person at one of its pages: the same rights, quota, checks and rules as
    /// over HTTP, so that a page can neither show nor do anything that the API would refuse.
    ///
    /// - Parameters:
    ///   - id: the operation's id; one that does not exist is a mistake in the page.
    ///   - path, query: values by name, as they stand in the page's own address.
    /// - Throws: `Problem`, whatever went wrong; it was logged if nobody foresaw it.
    public func call(
        _ id: String, as caller: Caller, path: [String: String] = [:], query: [(name: String, value: String)] = [],
        body: JSON? = nil, idempotencyKey: String? = nil, ifMatch: Int64? = nil, networkAddress: String? = nil
    ) async throws(Problem) -> Reply {
        do {
            let response = try await respond(
                id, as: caller, path: path, query: query, body: body, idempotencyKey: idempotencyKey, ifMatch: ifMatch,
                networkAddress: networkAddress, lastEventID: nil)
            let collected = Collected()
            try await response.body.write(Collector(into: collected))
            return Reply(
                status: response.status, body: collected.bytes.isEmpty ? .null : try JSON.parse(collected.bytes),
                etag: response.headers[.eTag].flatMap { Int64($0.dropFirst().dropLast()) },
                location: response.headers[.location])
        } catch {
            throw problem(of: error, at: id)
        }
    }

    /// As `call`, with the answer as it goes out: for a stream.
    /// - Parameter mayContinue: asked every minute; false ends a stream.
    func respond(
        _ id: String, as caller: Caller, path: [String: String] = [:], query: [(name: String, value: String)] = [],
        body: JSON? = nil, idempotencyKey: String? = nil, ifMatch: Int64? = nil, networkAddress: String? = nil,
        lastEventID: String?, mayContinue: @escaping @Sendable () async -> Bool = { true }
    ) async throws -> HummingbirdCore.Response {
        guard let operation = operations.first(where: { $0.id == id }) else {
            preconditionFailure("no operation \(id)")
        }
        try await admit(caller, to: operation)
        var violations: [Violation] = []
        let pathValues = operation.pathValues({ path[$0] ?? "" }, &violations)
        let queryValues = operation.queryValues(query, &violations)
        // A form's hidden fields are as much from outside as a header.
        let key = operation.idempotencyKey(idempotencyKey, &violations)
        if operation.options.contains(.requiresIfMatch), ifMatch == nil { throw Problem.preconditionRequired }
        return try await run(
            operation,
            Incoming(
                caller: caller, bytes: body?.encoded() ?? [], mediaType: body == nil ? nil : "application/json",
                idempotencyKey: key, ifMatch: ifMatch, trace: TraceContext.current ?? .make(),
                networkAddress: networkAddress, lastEventID: lastEventID, accept: nil,
                pathValues: pathValues, queryValues: queryValues, violations: violations, mayContinue: mayContinue))
    }

    /// Whether this caller may do this now: the register, the scope, the quota.
    func admit(_ caller: Caller, to operation: Operation) async throws {
        try await authorise(caller)
        if case .scope(let scope) = operation.access, !caller.scopes.contains(scope) {
            throw Problem.missingScope(scope)
        }
        try quota?.take(caller.organisation)
    }

    /// How an error is told. What nobody foresaw is logged at error level and told without details.
    func problem(of error: any Error, at place: String?) -> Problem {
        switch error {
        case let problem as Problem:
            return problem
        case let invalid as Invalid:
            return .invalid(invalid.violations)
        case is NIOTooManyBytesError:
            return .tooLarge
        case let error as HTTPError where error.status == .notFound:
            return .notFound()
        case is CancellationError:
            return .unavailable("De dienst stopt; probeer het zo opnieuw.")
        default:
            if let problem = problemFor(error) {
                logger.warning(
                    "request failed", error: error,
                    metadata: ["path": "\(place ?? "-")", "problem": "\(problem.code)"])
                return problem
            }
            logger.error("request failed unexpectedly", error: error, metadata: ["path": "\(place ?? "-")"])
            return .unexpected
        }
    }
}

/// The bytes of an answer that stays in the process. Used by one task.
private final class Collected {
    var bytes: [UInt8] = []
}

private struct Collector: ResponseBodyWriter {
    private let collected: Collected

    init(into collected: Collected) { self.collected = collected }

    mutating func write(_ buffer: ByteBuffer) async throws { collected.bytes += buffer.readableBytesView }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
