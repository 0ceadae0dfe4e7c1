import Contracts
import Foundation
import HTTPTypes
import Runtime

/// A request that has passed everything the operation declares: token, organisation, scope, quota, parameters, headers
/// and body. What a handler reads here is valid.
public struct Request<Body: Sendable>: Sendable {
    /// Who asks; nil only for an operation that is open.
    let signedIn: Caller?
    public let body: Body
    /// The media type of the body, in lower case and without parameters; nil without a body.
    public let mediaType: String?
    /// Present when the operation requires it.
    public let idempotencyKey: String?
    /// The version that the client read; present when the operation requires it.
    public let ifMatch: Int64?
    public let trace: TraceContext
    /// The address that the connection comes from, for processing records only; nil when it is not known.
    public let networkAddress: String?
    /// The last server-sent event that the client has seen.
    public let lastEventID: String?
    let pathValues: [String: String]
    let queryValues: [String: String]

    /// Who asks. An open operation has no caller; asking for it there is a programming error.
    public var caller: Caller {
        guard let signedIn else { preconditionFailure("an open operation has no caller") }
        return signedIn
    }

    /// A declared part of the path.
    public func path<T: Described>(_ name: String, as _: T.Type = T.self) throws -> T {
        guard let text = pathValues[name] else { preconditionFailure("the path parameter \(name) is not declared") }
        do {
            return try T.read(parameter: text)
        } catch {
            throw Invalid(pointer: "/path/\(JSONPointer.escape(name))", code: error.code, detail: error.detail)
        }
    }

    /// A declared query key; nil when the client did not give it.
    public func query<T: Described>(_ name: String, as _: T.Type = T.self) throws -> T? {
        guard let text = queryValues[name] else { return nil }
        do {
            return try T.read(parameter: text)
        } catch {
            throw Invalid(pointer: "/query/\(JSONPointer.escape(name))", code: error.code, detail: error.detail)
        }
    }

    /// The part of the list asked for, of an operation that declares `Parameter.page`.
    public var page: PageRequest {
        PageRequest(
            limit: queryValues["limit"].flatMap { Int($0) } ?? PageRequest.limit,
            after: queryValues["after"].flatMap { Cursor($0) })
    }

    /// For an operation that was declared with `requiresIdempotencyKey`.
    public var requiredIdempotencyKey: String {
        guard let idempotencyKey else { preconditionFailure("the operation does not require an Idempotency-Key") }
        return idempotencyKey
    }

    /// For an operation that was declared with `requiresIfMatch`.
    public var requiredIfMatch: Int64 {
        guard let ifMatch else { preconditionFailure("the operation does not require If-Match") }
        return ifMatch
    }
}

extension Request {
    /// What an organisation's system asks by another way than HTTP, such as its own topic, which says who speaks: there is
    /// no token, so no scope either.
    public init(by organisation: OIN, path: [String: String] = [:], body: Body, trace: TraceContext) {
        self.init(
            signedIn: Caller(
                organisation: organisation, person: nil, subject: organisation.text, scopes: [], tokenID: nil,
                expires: .distantFuture),
            body: body, mediaType: nil, idempotencyKey: nil, ifMatch: nil, trace: trace, networkAddress: nil,
            lastEventID: nil, pathValues: path, queryValues: [:])
    }
}

/// The body of a request that has none.
public struct NoBody: Sendable, Equatable { public init() {} }
