import Contracts
import HTTPTypes

extension API {
    /// The OpenAPI 3.1 description of all operations.
    public var openAPI: JSON {
        var paths: [String: JSON.Members] = [:]
        var schemas: JSON.Members = ["Problem": Self.problemSchema]
        for operation in operations where !operation.options.contains(.isOfOtherStandard) {
            paths[operation.path, default: [:]][operation.method.rawValue.lowercased()] = describe(operation)
            for content in [operation.body, operation.response] {
                if let name = content?.name, schemas[name] == nil { schemas[name] = content?.schema }
            }
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": .string(information.title), "description": .string(information.description),
                "version": .string(information.version),
                "contact": [
                    "name": .string(information.contactName), "email": .string(information.contactEmail),
                    "url": .string(information.contactURL),
                ],
            ],
            "paths": .object(JSON.Members(paths.map { ($0.key, .object($0.value)) })),
            "components": [
                "schemas": .object(schemas),
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"]],
            ],
        ]
    }

    private func describe(_ operation: Operation) -> JSON {
        var members: JSON.Members = [
            "operationId": .string(operation.id), "summary": .string(operation.summary),
            "responses": .object(responses(operation)),
        ]
        switch operation.access {
        case .open: members["security"] = []
        case .signedIn: members["security"] = [["token": []]]
        case .scope(let scope): members["security"] = [["token": [.string(scope)]]]
        }
        let parameters = operation.parameters.map(describe) + headers(operation)
        if !parameters.isEmpty { members["parameters"] = .array(parameters) }
        if let body = operation.body {
            members["requestBody"] = ["required": true, "content": .object(describe(body))]
        }
        return .object(members)
    }

    private func describe(_ parameter: Parameter) -> JSON {
        [
            "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
            "required": .bool(parameter.required), "description": .string(parameter.explanation),
            "schema": parameter.schema,
        ]
    }

    private func headers(_ operation: Operation) -> [JSON] {
        var headers: [JSON] = []
        if operation.options.contains(.requiresIdempotencyKey) {
            headers.append([
                "name": "Idempotency-Key", "in": "header", "required": true,
                "description": "Eigen kenmerk van dit verzoek; hetzelfde kenmerk verandert één keer iets.",
                "schema": ["type": "string", "minLength": 1, "maxLength": 128],
            ])
        }
        if operation.options.contains(.requiresIfMatch) {
            headers.append([
                "name": "If-Match", "in": "header", "required": true,
                "description": "De ETag van de versie die wordt gewijzigd.",
                "schema": ["type": "string", "pattern": "^\"[0-9]+\"$"],
            ])
        }
        return headers
    }

    private func describe(_ content: Operation.Content) -> JSON.Members {
        var member: JSON.Members = [:]
        if let name = content.name { member["schema"] = ["$ref": .string("#/components/schemas/\(name)")] }
        if let example = content.example { member["example"] = example }
        return JSON.Members(
            content.mediaTypes.map {
                // A table beside the contract is text.
                ($0, $0 == Table.mediaType ? ["schema": ["type": "string"]] : .object(member))
            })
    }

    private func responses(_ operation: Operation) -> JSON.Members {
        var responses: JSON.Members = [:]
        for status in [operation.status] + operation.alternatives {
            var members: JSON.Members = [
                "description": .string(status.reasonPhrase),
                "headers": ["API-Version": ["schema": ["type": "string"]]],
            ]
            if let content = operation.response, status != .noContent {
                members["content"] = .object(describe(content))
            }
            responses[String(status.code)] = .object(members)
        }
        for (status, reason) in problems(operation) {
            responses[String(status.code)] = [
                "description": .string(reason),
                "content": [Problem.mediaType: ["schema": ["$ref": "#/components/schemas/Problem"]]],
            ]
        }
        return responses
    }

    /// Those that follow from what the operation declares, and its own.
    private func problems(_ operation: Operation) -> [HTTPResponse.Status: String] {
        var problems: [HTTPResponse.Status: String] = [.internalServerError: "Er ging iets mis; het is vastgelegd."]
        if operation.access != .open {
            problems[.unauthorized] = "Het toegangstoken ontbreekt of is niet geldig."
            problems[.forbidden] = "De organisatie is niet bekend of de scope ontbreekt."
            if quota != nil { problems[.tooManyRequests] = "De organisatie vraagt te veel; zie Retry-After." }
        }
        if !operation.parameters.isEmpty || operation.body != nil
            || operation.options.contains(.requiresIdempotencyKey)
        {
            problems[.badRequest] = "Het verzoek is niet geldig; errors noemt alles wat eraan schort."
        }
        if operation.body != nil {
            problems[.contentTooLarge] = "Het verzoek is groter dan \(Self.bodyLimit / 1_024) KB."
            problems[.unsupportedMediaType] = "Dit soort inhoud wordt niet gelezen."
        }
        if operation.options.contains(.requiresIfMatch) {
            problems[.preconditionFailed] = "Intussen gewijzigd; versie en ETag zijn die van nu."
            problems[.preconditionRequired] = "If-Match ontbreekt."
        }
        return problems.merging(operation.problems) { $1 }
    }

    private static let problemSchema: JSON = [
        "type": "object", "required": ["type", "status", "title", "detail"],
        "properties": [
            "type": ["type": "string", "format": "uri"], "status": ["type": "integer"],
            "title": ["type": "string"], "detail": ["type": "string"],
            "errors": [
                "type": "array",
                "items": [
                    "type": "object", "required": ["pointer", "code", "detail"],
                    "properties": [
                        "pointer": ["type": "string"], "code": ["type": "string"], "detail": ["type": "string"],
                    ],
                ],
            ],
        ],
    ]
}
