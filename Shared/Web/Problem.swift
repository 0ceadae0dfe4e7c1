import Contracts
import HTTPTypes

/// An answer that says what is wrong, in plain Dutch (RFC 9457, `application/problem+json`).
///
/// Throwing one from a handler answers with it. Title and detail are for a person and hold no data of the request.
public struct Problem: Error, Sendable, Equatable {
    public var status: HTTPResponse.Status
    /// Kebab-case, for a program; becomes `type` as a URI under `typeBase`.
    public var code: String
    public var title: String
    public var detail: String
    /// Every violation found, with its JSON Pointer; written as `errors`.
    public var violations: [Violation]
    /// Further members, such as the current version or what is possible now.
    public var extra: JSON.Members
    /// Headers that belong to the answer: `Retry-After`, `WWW-Authenticate`, `Allow`, `ETag`.
    public var headers: HTTPFields

    public static let typeBase = "https://keten.example/problemen/"
    public static let mediaType = "application/problem+json"

    public init(
        _ status: HTTPResponse.Status, code: String, title: String, detail: String, violations: [Violation] = [],
        extra: JSON.Members = [:], headers: HTTPFields = [:]
    ) {
        self.status = status
        self.code = code
        self.title = title
        self.detail = detail
        self.violations = violations
        self.extra = extra
        self.headers = headers
    }

    public var json: JSON {
        var members = extra
        members["type"] = .string(Self.typeBase + code)
        members["status"] = .integer(Int64(status.code))
        members["title"] = .string(title)
        members["detail"] = .string(detail)
        if !violations.isEmpty {
            members["errors"] = .array(
                violations.map {
                    .object([
                        "pointer": .string($0.pointer), "code": .string($0.code), "detail": .string($0.detail),
                    ])
                })
        }
        return .object(members)
    }
}

extension Problem {
    /// 400, with everything that is wrong with the request.
    public static func invalid(_ violations: [Violation]) -> Problem {
        Problem(
            .badRequest, code: "ongeldig-verzoek", title: "Het verzoek is niet geldig",
            detail: violations.count == 1
                ? "Er is één fout gevonden." : "Er zijn \(violations.count) fouten gevonden.",
            violations: violations)
    }

    /// 401. The reason is one of RFC 6750's words, so that a client knows whether a new token helps.
    public static func unauthorized(_ detail: String, error: String? = "invalid_token") -> Problem {
        let challenge = #"Bearer realm="keten""# + (error.map { #", error="\#($0)""# } ?? "")
        return Problem(
            .unauthorized, code: "niet-aangemeld", title: "Aanmelden is nodig", detail: detail,
            headers: [.wwwAuthenticate: challenge])
    }

    static let missingScopeCode = "scope-ontbreekt"

    /// 403: the token does not carry the scope that the operation needs.
    public static func missingScope(_ scope: String) -> Problem {
        Problem(
            .forbidden, code: missingScopeCode, title: "Geen toegang",
            detail: "Voor deze handeling is de scope \(scope) nodig.", extra: ["scope": .string(scope)],
            headers: [.wwwAuthenticate: #"Bearer realm="keten", error="insufficient_scope", scope="\#(scope)""#])
    }

    /// 403: the register does not know the organisation, or it is not active.
    public static let unknownOrganisation = Problem(
        .forbidden, code: "onbekende-organisatie", title: "Onbekende organisatie",
        detail: "Deze organisatie staat niet als actief in het register van de keten.")

    /// 403 for any other reason that a person can act on.
    public static func forbidden(_ detail: String, code: String = "geen-toestemming") -> Problem {
        Problem(.forbidden, code: code, title: "Geen toegang", detail: detail)
    }

    public static func notFound(_ detail: String = "Dit adres bestaat niet.") -> Problem {
        Problem(.notFound, code: "niet-gevonden", title: "Niet gevonden", detail: detail)
    }

    /// 405, with the methods that the path does have.
    public static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Problem {
        let allowed = allowed.map(\.rawValue).sorted().joined(separator: ", ")
        return Problem(
            .methodNotAllowed, code: "methode-niet-toegestaan", title: "Methode niet toegestaan",
            detail: "Op dit adres kan wel: \(allowed).", headers: [.allow: allowed])
    }

    /// 409: the request contradicts what is there.
    public static func conflict(_ detail: String, code: String = "conflict", extra: JSON.Members = [:]) -> Problem {
        Problem(.conflict, code: code, title: "Dit kan nu niet", detail: detail, extra: extra)
    }

    /// 412: somebody else was first. The current version is in `ETag` and in `versie`.
    public static func versionConflict(current: Int64) -> Problem {
        Problem(
            .preconditionFailed, code: "versie-verouderd", title: "Intussen gewijzigd",
            detail: "Haal de huidige versie op en probeer het opnieuw.", extra: ["versie": .integer(current)],
            headers: [.eTag: "\"\(current)\""])
    }

    static let tooSlow = Problem(
        .requestTimeout, code: "te-langzaam", title: "Het verzoek duurde te lang",
        detail: "Een verzoek is binnen \(API.bodyPatience.components.seconds) seconden compleet.",
        headers: [.connection: "close"])

    public static let tooLarge = Problem(
        .contentTooLarge, code: "te-groot", title: "Het verzoek is te groot",
        detail: "Een verzoek is hoogstens \(API.bodyLimit / 1_024) KB.", headers: [.connection: "close"])

    public static func unsupportedMediaType(_ accepted: [String]) -> Problem {
        Problem(
            .unsupportedMediaType, code: "mediatype-onbekend", title: "Dit soort inhoud wordt niet gelezen",
            detail: "Stuur \(accepted.joined(separator: " of ")) in UTF-8.",
            headers: [.accept: accepted.joined(separator: ", ")])
    }

    /// 428: a change needs the version that it is based on.
    public static let preconditionRequired = Problem(
        .preconditionRequired, code: "if-match-ontbreekt", title: "De versie ontbreekt",
        detail: "Stuur in If-Match de ETag mee van de versie die u wijzigt.")

    /// 429, with the seconds after which there is room again.
    public static func quota(retryAfter seconds: Int) -> Problem {
        Problem(
            .tooManyRequests, code: "te-veel-verzoeken", title: "Te veel verzoeken",
            detail: "Probeer het over \(seconds) s opnieuw.", headers: [.retryAfter: String(seconds)])
    }

    /// 503: something that the service depends on does not answer; nothing has changed.
    public static func unavailable(_ detail: String = "Probeer het zo opnieuw.", retryAfter seconds: Int = 2) -> Problem
    {
        Problem(
            .serviceUnavailable, code: "tijdelijk-niet-beschikbaar", title: "Tijdelijk niet beschikbaar",
            detail: detail, headers: [.retryAfter: String(seconds)])
    }

    /// 500, without details: those are in the log, under the correlation id.
    public static let unexpected = Problem(
        .internalServerError, code: "onverwachte-fout", title: "Er ging iets mis",
        detail: "De fout is vastgelegd. Noem het correlatie-id als u erover belt.")
}
