import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Runtime

/// What stands between a route and its handler: token, register, scope, quota, then all that is wrong at once.
struct Entrance: Sendable {
    let api: API
    let operation: Operation

    func respond(
        to request: HummingbirdCore.Request, context: WebContext
    ) async throws -> HummingbirdCore.Response {
        let caller = try await caller(request, context)
        let mediaType = try mediaType(request)
        var violations: [Violation] = []
        let path = operation.pathValues(
            { context.parameters.get($0)?.removingPercentEncoding ?? "" }, &violations)
        let query = operation.queryValues(
            request.uri.queryParameters.map { (String($0.key), String($0.value)) }, &violations)
        let idempotencyKey = operation.idempotencyKey(request.headers[.idempotencyKey], &violations)
        let ifMatch = try ifMatch(request, &violations)
        let bytes = mediaType == nil ? [] : try await body(request)
        return try await api.run(
            operation,
            Incoming(
                caller: caller, bytes: bytes, mediaType: mediaType, idempotencyKey: idempotencyKey, ifMatch: ifMatch,
                trace: TraceContext.current ?? .make(), networkAddress: context.networkAddress,
                lastEventID: request.headers[.lastEventID], accept: request.headers[.accept], pathValues: path,
                queryValues: query, violations: violations, mayContinue: { true }))
    }

    private func caller(_ request: HummingbirdCore.Request, _ context: WebContext) async throws -> Caller? {
        guard operation.access != .open else { return nil }
        guard let authorization = request.headers[.authorization] else {
            throw Problem.unauthorized("Stuur een toegangstoken mee in Authorization.", error: nil)
        }
        guard authorization.prefix(7).lowercased() == "bearer " else {
            throw Problem.unauthorized("Authorization hoort met Bearer te beginnen.", error: "invalid_request")
        }
        let caller = try await api.verifier.verify(String(authorization.dropFirst(7)))
        context.notes.caller = caller.organisation.description
        try await api.admit(caller, to: operation)
        return caller
    }

    /// nil for an operation without a body.
    private func mediaType(_ request: HummingbirdCore.Request) throws -> String? {
        guard let accepted = operation.body?.mediaTypes else { return nil }
        let parts = (request.headers[.contentType] ?? "").lowercased().split(separator: ";").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        let charset = parts.dropFirst().first { $0.hasPrefix("charset=") }
        guard let type = parts.first, accepted.contains(type),
            charset == nil || charset == "charset=utf-8" || charset == "charset=\"utf-8\""
        else { throw Problem.unsupportedMediaType(accepted) }
        return type
    }

    private func body(_ request: HummingbirdCore.Request) async throws -> [UInt8] {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > API.bodyLimit {
            throw Problem.tooLarge
        }
        let buffer = try await request.collected(upTo: API.bodyLimit)
        return Array(buffer.readableBytesView)
    }

    private func ifMatch(_ request: HummingbirdCore.Request, _ violations: inout [Violation]) throws -> Int64? {
        guard operation.options.contains(.requiresIfMatch) else { return nil }
        guard let text = request.headers[.ifMatch] else { throw Problem.preconditionRequired }
        guard text.hasPrefix("\""), text.hasSuffix("\""), let version = Int64(text.dropFirst().dropLast()) else {
            violations.append(
                Violation(
                    pointer: "/header/If-Match", code: Violation.Codes.value,
                    detail: "Hier hoort één ETag, zoals die bij het lezen werd gegeven."))
            return nil
        }
        return version
    }
}

extension Operation {
    /// The key as it was given, of an operation that requires one.
    func idempotencyKey(_ given: String?, _ violations: inout [Violation]) -> String? {
        guard options.contains(.requiresIdempotencyKey) else { return nil }
        guard let key = given, !key.isEmpty else {
            violations.append(
                Violation(
                    pointer: "/header/Idempotency-Key", code: Violation.Codes.missing,
                    detail: "Stuur een eigen kenmerk van dit verzoek mee, bijvoorbeeld een UUID."))
            return nil
        }
        guard key.utf8.count <= 128, key.utf8.allSatisfy({ (33...126).contains($0) }) else {
            violations.append(
                Violation(
                    pointer: "/header/Idempotency-Key", code: Violation.Codes.value,
                    detail: "Hier horen 1 tot en met 128 zichtbare ASCII-tekens."))
            return nil
        }
        return key
    }
}
