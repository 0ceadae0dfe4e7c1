import Contracts
import Foundation
import HTTPTypes
import VerwijzingDomain
import Web

/// What of FHIR R4 (4.0.1) is used here: a read view of handovers (STANDARDS.md §3).
enum Fhir {
    static let mediaType = "application/fhir+json"
    /// The form in which sources name organisations as well.
    static let oin = "urn:nld:oin"

    /// The `Task.status` codes that a handover can have.
    enum Taakstatus: String, Code {
        case requested, accepted, rejected, completed, failed, cancelled
        case onHold = "on-hold"
        case inProgress = "in-progress"

        /// Which states are told as this one.
        var toestanden: [OverdrachtenEvents.Status] {
            switch self {
            case .requested: [.aangeboden]
            case .onHold: [.uitgesteld]
            case .accepted: [.geaccepteerd]
            case .inProgress: [.overgedragen, .gestart]
            case .completed: [.afgerond]
            case .rejected: [.geweigerd]
            case .cancelled: [.ingetrokken]
            case .failed: [.teruggegeven, .teruggaveAanvaard, .voortijdigBeeindigd]
            }
        }
    }

    static func content(_ resource: JSON) -> RawContent { RawContent(resource, mediaType: mediaType) }

    // MARK: - Data types

    /// Codes of the chain's own; FHIR's are named in full.
    static func coding(_ lijst: String, _ code: String) -> JSON {
        ["system": .string("https://keten.example/fhir/CodeSystem/\(lijst)"), "code": .string(code)]
    }

    static func concept(_ lijst: String, _ code: String) -> JSON { ["coding": [coding(lijst, code)]] }

    static func identifier(_ wat: String, _ waarde: String) -> JSON {
        ["system": .string("https://keten.example/fhir/id/\(wat)"), "value": .string(waarde)]
    }

    /// By its OIN alone: the name is in the register.
    static func organisatie(_ oin: String) -> JSON {
        ["type": "Organization", "identifier": ["system": .string(Self.oin), "value": .string(oin)]]
    }

    /// The family, by the zaak alone: who they are is content.
    static func gezin(van zaak: UUID) -> JSON {
        ["type": "Group", "identifier": identifier("zaak", zaak.text)]
    }

    static func verwijzing(naar soort: String, _ id: UUID) -> JSON { ["reference": .string("\(soort)/\(id.text)")] }

    /// An object without the members that are not there.
    static func object(_ leden: [String: JSON?]) -> JSON {
        .object(JSON.Members(leden.compactMap { naam, waarde in waarde.map { (naam, $0) } }))
    }

    // MARK: - Problems

    /// Every error at once, as FHIR tells it.
    static func operationOutcome(_ problem: Problem) -> RawContent {
        func issue(_ code: String, _ tekst: String, _ waar: String?) -> JSON {
            object([
                "severity": problem.status.kind == .serverError ? "fatal" : "error",
                "code": .string(soort(problem.status)),
                "details": ["coding": [coding("probleem", code)], "text": .string(tekst)],
                "diagnostics": waar.map { .string($0) },
            ])
        }
        return content([
            "resourceType": "OperationOutcome",
            "issue": .array(
                problem.violations.isEmpty
                    ? [issue(problem.code, problem.detail, nil)]
                    : problem.violations.map { issue($0.code, $0.detail, $0.pointer) }),
        ])
    }

    /// From the value set IssueType.
    private static func soort(_ status: HTTPResponse.Status) -> String {
        switch status.code {
        case 400: "invalid"
        case 401: "login"
        case 403: "forbidden"
        case 404: "not-found"
        case 405: "not-supported"
        case 409, 412: "conflict"
        case 429: "throttled"
        case 408, 503: "transient"
        default: status.kind == .serverError ? "exception" : "processing"
        }
    }
}
