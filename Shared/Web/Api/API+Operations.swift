import Contracts
import HTTPTypes
import Hummingbird

extension API {
    /// An operation with a body and an answer.
    ///
    /// - Parameters:
    ///   - path: template such as `/v1/meldingen/{id}`; each `{name}` is a declared parameter.
    ///   - id: `operationId`, also the operation's name in metrics and logs.
    ///   - accepts: media types of the body.
    ///   - alternatives: further statuses of success, such as 200 for a repeated write that answered 201.
    ///   - problems: what the operation itself may answer, e.g. `[.conflict: "De overdracht is al geaccepteerd."]`;
    ///     those that follow from what it declares are added.
    public func operation<Body: Contract, Answer: Contract>(
        _ method: HTTPRequest.Method, _ path: String, id: String, summary: String, access: Access,
        options: OperationOptions = [], parameters: [Parameter] = [], body: Body.Type,
        accepts: [String] = ["application/json"], response: Answer.Type, status: HTTPResponse.Status = .ok,
        alternatives: [HTTPResponse.Status] = [], problems: [HTTPResponse.Status: String] = [:],
        handler: @escaping @Sendable (Request<Body>) async throws -> Response<Answer>
    ) {
        add(
            Operation(
                method: method, path: path, id: id, summary: summary, access: access, options: options,
                parameters: parameters, body: content(body, accepts), response: content(response), status: status,
                alternatives: alternatives, problems: problems, timers: timers(id)
            ) { incoming in
                encode(try await handler(incoming.request(try decode(body, incoming))), status)
            })
    }

    /// An operation with a body and no answer but its status.
    public func operation<Body: Contract>(
        _ method: HTTPRequest.Method, _ path: String, id: String, summary: String, access: Access,
        options: OperationOptions = [], parameters: [Parameter] = [], body: Body.Type,
        accepts: [String] = ["application/json"], problems: [HTTPResponse.Status: String] = [:],
        handler: @escaping @Sendable (Request<Body>) async throws -> Response<NoContent>
    ) {
        add(
            Operation(
                method: method, path: path, id: id, summary: summary, access: access, options: options,
                parameters: parameters, body: content(body, accepts), response: nil, status: .noContent,
                alternatives: [], problems: problems, timers: timers(id)
            ) { incoming in
                empty(try await handler(incoming.request(try decode(body, incoming))))
            })
    }

    /// An operation without a body.
    public func operation<Answer: Contract>(
        _ method: HTTPRequest.Method, _ path: String, id: String, summary: String, access: Access,
        options: OperationOptions = [], parameters: [Parameter] = [], response: Answer.Type,
        status: HTTPResponse.Status = .ok, alternatives: [HTTPResponse.Status] = [],
        problems: [HTTPResponse.Status: String] = [:],
        handler: @escaping @Sendable (Request<NoBody>) async throws -> Response<Answer>
    ) {
        add(
            Operation(
                method: method, path: path, id: id, summary: summary, access: access, options: options,
                parameters: parameters, body: nil, response: content(response), status: status,
                alternatives: alternatives, problems: problems, timers: timers(id)
            ) { incoming in
                try incoming.requireValid()
                return encode(try await handler(incoming.request(NoBody())), status)
            })
    }

    /// An operation without a body and without an answer but its status.
    public func operation(
        _ method: HTTPRequest.Method, _ path: String, id: String, summary: String, access: Access,
        options: OperationOptions = [], parameters: [Parameter] = [], problems: [HTTPResponse.Status: String] = [:],
        handler: @escaping @Sendable (Request<NoBody>) async throws -> Response<NoContent>
    ) {
        add(
            Operation(
                method: method, path: path, id: id, summary: summary, access: access, options: options,
                parameters: parameters, body: nil, response: nil, status: .noContent, alternatives: [],
                problems: problems, timers: timers(id)
            ) { incoming in
                try incoming.requireValid()
                return empty(try await handler(incoming.request(NoBody())))
            })
    }

    /// An operation that reads bytes of other media types than our contracts, such as CloudEvents.
    public func rawOperation<Answer: Contract>(
        _ method: HTTPRequest.Method, _ path: String, id: String, summary: String, access: Access,
        options: OperationOptions = [], parameters: [Parameter] = [], accepts: [String], response: Answer.Type,
        status: HTTPResponse.Status = .ok, alternatives: [HTTPResponse.Status] = [],
        problems: [HTTPResponse.Status: String] = [:],
        handler: @escaping @Sendable (Request<[UInt8]>) async throws -> Response<Answer>
    ) {
        add(
            Operation(
                method: method, path: path, id: id, summary: summary, access: access, options: options,
                parameters: parameters, body: Operation.Content(mediaTypes: accepts),
                response: content(response), status: status, alternatives: alternatives, problems: problems,
                timers: timers(id)
            ) { incoming in
                try incoming.requireValid()
                return encode(try await handler(incoming.request(incoming.bytes)), status)
            })
    }

    /// An operation that answers with a document of another standard: OpenAPI, JSON Schema, FHIR, metrics.
    public func document(
        _ path: String, id: String, summary: String, access: Access, options: OperationOptions = [],
        parameters: [Parameter] = [], mediaTypes: [String] = ["application/json"],
        alternatives: [HTTPResponse.Status] = [], problems: [HTTPResponse.Status: String] = [:],
        handler: @escaping @Sendable (Request<NoBody>) async throws -> Response<RawContent>
    ) {
        add(
            Operation(
                method: .get, path: path, id: id, summary: summary, access: access, options: options,
                parameters: parameters, body: nil,
                response: Operation.Content(mediaTypes: mediaTypes), status: .ok,
                alternatives: alternatives, problems: problems, timers: timers(id)
            ) { incoming in
                try incoming.requireValid()
                let response = try await handler(incoming.request(NoBody()))
                return answer(
                    response, response.status ?? .ok, response.body.bytes, mediaType: response.body.mediaType)
            })
    }

    /// A stream of server-sent events.
    public func stream(
        _ path: String, id: String, summary: String, access: Access, parameters: [Parameter] = [],
        problems: [HTTPResponse.Status: String] = [:],
        handler: @escaping @Sendable (Request<NoBody>) async throws -> EventStream
    ) {
        add(
            Operation(
                method: .get, path: path, id: id, summary: summary, access: access, options: [],
                parameters: parameters, body: nil,
                response: Operation.Content(mediaTypes: ["text/event-stream"]),
                status: .ok, alternatives: [], problems: problems, timers: timers(id)
            ) { incoming in
                try incoming.requireValid()
                return try await handler(incoming.request(NoBody()))
                    .response(trace: incoming.trace, while: incoming.mayContinue)
            })
    }
}

func content<Value: Contract>(
    _: Value.Type, _ mediaTypes: [String] = ["application/json"]
) -> Operation.Content {
    Operation.Content(mediaTypes: mediaTypes, contract: Value.self)
}

/// The body, or everything that is wrong with it together with what is wrong with parameters and headers.
private func decode<Body: Contract>(_: Body.Type, _ incoming: Incoming) throws -> Body {
    let body: Body
    do {
        body = try Body.decode(incoming.bytes, .strict)
    } catch {
        throw Invalid(incoming.violations + error.violations)
    }
    try incoming.requireValid()
    return body
}

func encode<Answer: Contract>(
    _ response: Response<Answer>, _ status: HTTPResponse.Status
) -> HummingbirdCore.Response {
    answer(response, response.status ?? status, response.body.encoded(), mediaType: "application/json")
}

private func empty(_ response: Response<NoContent>) -> HummingbirdCore.Response {
    HummingbirdCore.Response(status: response.status ?? .noContent, headers: headers(response))
}

func answer<Body>(
    _ response: Response<Body>, _ status: HTTPResponse.Status, _ bytes: [UInt8], mediaType: String
) -> HummingbirdCore.Response {
    var headers = headers(response)
    headers[.contentType] = mediaType
    return HummingbirdCore.Response(
        status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
}

private func headers<Body>(_ response: Response<Body>) -> HTTPFields {
    var headers = HTTPFields()
    if let etag = response.etag { headers[.eTag] = "\"\(etag)\"" }
    if let location = response.location { headers[.location] = location }
    return headers
}
