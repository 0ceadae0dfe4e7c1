import Chassis
import Contracts
import Foundation
import HTTPTypes
import Messaging
import VerwijzingDomain
import Web

/// The FHIR R4 read view (STANDARDS.md §3), beside the interface that OpenAPI describes: another standard's, which
/// describes itself at `/fhir/metadata`. Who sees what is decided where it is for that interface (P1, P5).
struct FhirRoutes: Sendable {
    private let context: Context
    private let lezer: Zaaklezer
    private let scope = "overdrachten:lezen"
    private let onbekend: [HTTPResponse.Status: String] = [
        .notFound: "De overdracht bestaat niet of is niet van uw organisatie."
    ]

    init(_ context: Context) {
        self.context = context
        lezer = Zaaklezer(context)
    }

    func register(on api: API) {
        api.tellProblems(under: "/fhir/", as: Fhir.operationOutcome)
        document(api, "/fhir/metadata", "fhirMetadata", access: .open) { [version = api.information.version] _ in
            Response(Fhir.content(Self.capabilityStatement(version)))
        }
        document(api, "/fhir/Task/{id}", "fhirTask", [.path("id", UUID.self, "Id van de overdracht")]) { request in
            Response(Fhir.content(try await beeld(request).task))
        }
        document(api, "/fhir/ServiceRequest/{id}", "fhirServiceRequest", [.path("id", UUID.self, "Id")]) { request in
            Response(Fhir.content(try await beeld(request).serviceRequest))
        }
        document(
            api, "/fhir/Task", "fhirTaskZoeken",
            [
                .query("status", Fhir.Taakstatus.self, "Alleen in deze toestand"),
                .query("owner:identifier", String.self, "Alleen aan deze organisatie: urn:nld:oin|<OIN>"),
                .query("_count", Int.self, "Hoogstens zoveel resultaten"),
                .query("after", String.self, "Plaats in de lijst, uit de link next van het vorige antwoord"),
            ], handler: zoek)
    }

    private func document(
        _ api: API, _ path: String, _ id: String, _ parameters: [Parameter] = [], access: Access? = nil,
        handler: @escaping @Sendable (Request<NoBody>) async throws -> Response<RawContent>
    ) {
        api.document(
            path, id: id, summary: "FHIR R4", access: access ?? .scope(scope), options: .isOfOtherStandard,
            parameters: parameters, mediaTypes: [Fhir.mediaType], problems: onbekend, handler: handler)
    }

    // MARK: - Reading

    private func beeld(_ request: Request<NoBody>) async throws -> FhirBeeld {
        let gevonden = try await lezer.overdracht(try request.path("id"), voor: request.caller.organisation)
        let regels = try await TermReader(pool: context.pool).terms(of: [gevonden.overdracht.id])
        return FhirBeeld(
            gevonden.overdracht, gevonden.version, regels[gevonden.overdracht.id] ?? [], gevonden.zicht)
    }

    private func zoek(_ request: Request<NoBody>) async throws -> Response<RawContent> {
        let oin = request.caller.organisation
        let status = try request.query("status", as: Fhir.Taakstatus.self)
        let eigenaar = try request.query("owner:identifier", as: String.self)
        var naar: OIN?
        if let eigenaar {
            let delen = eigenaar.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            guard delen.count == 2, delen[0] == Fhir.oin, let gevonden = OIN(delen[1]) else {
                throw Invalid(
                    pointer: "/query/owner:identifier", code: Violation.Codes.value,
                    detail: "Hier hoort urn:nld:oin|<OIN van twintig posities>.")
            }
            naar = gevonden
        }
        let aantal = try request.query("_count", as: Int.self) ?? PageRequest.limit
        guard PageRequest.limits.contains(aantal) else {
            throw Invalid(
                pointer: "/query/_count", code: Violation.Codes.value,
                detail: "Hier hoort een getal van \(PageRequest.limits.lowerBound) tot en met "
                    + "\(PageRequest.limits.upperBound).")
        }
        let na = try request.query("after", as: UUID.self)
        let rijen = try await AggregateReader(pool: context.pool).page(
            Overdracht.self, whereAny: Overdrachtfilter.partijen(oin, nil),
            and: """
                \(status.map { Overdrachtfilter.status($0.toestanden.map(\.rawValue)) } ?? "true")
                and \(naar.map { Overdrachtfilter.partij($0, .ontvanger) } ?? "true")
                """, after: na, limit: aantal)
        let getoond = rijen.prefix(aantal)
        let zichten = try await lezer.zichten(van: getoond.map(\.state.zaak), voor: oin)
        let regels = try await TermReader(pool: context.pool).terms(of: getoond.map(\.id))
        let entries = getoond.map { rij in
            let beeld = FhirBeeld(
                rij.state, rij.version, regels[rij.id] ?? [], zichten[rij.state.zaak] ?? .vrij)
            return [
                "fullUrl": .string("urn:uuid:\(rij.id.text)"), "resource": beeld.task, "search": ["mode": "match"],
            ] as JSON
        }
        let vraag = [
            status.map { "status=\($0.rawValue)" }, naar.map { "owner:identifier=\(Fhir.oin)%7C\($0.text)" },
            "_count=\(aantal)",
        ].compactMap { $0 }
        func link(_ relatie: String, _ meer: [String]) -> JSON {
            ["relation": .string(relatie), "url": .string("Task?" + (vraag + meer).joined(separator: "&"))]
        }
        let links =
            [link("self", na.map { ["after=\($0.text)"] } ?? [])]
            + (rijen.count > aantal ? getoond.last.map { [link("next", ["after=\($0.id.text)"])] } ?? [] : [])
        return Response(
            Fhir.content([
                "resourceType": "Bundle", "type": "searchset", "link": .array(links), "entry": .array(entries),
            ]))
    }

    // MARK: - What it can

    private static func capabilityStatement(_ version: String) -> JSON {
        func resource(_ type: String, _ extra: JSON.Members = [:], zoekt: Bool) -> JSON {
            let interacties: [JSON] = [["code": "read"]] + (zoekt ? [["code": "search-type"]] : [])
            let altijd: JSON.Members = ["type": .string(type), "interaction": .array(interacties)]
            return .object(altijd.merging(extra))
        }
        return [
            "resourceType": "CapabilityStatement", "status": "active", "date": "2026-11-30", "kind": "instance",
            "software": ["name": "Keten, verwijzing", "version": .string(version)],
            "implementation": ["description": "Leesbeeld van overdrachten in de jeugdketen"],
            "fhirVersion": "4.0.1", "format": [.string(Fhir.mediaType)],
            "rest": [
                [
                    "mode": "server",
                    "security": [
                        "service": [
                            [
                                "coding": [
                                    [
                                        "system":
                                            "http://terminology.hl7.org/CodeSystem/restful-security-service",
                                        "code": "OAuth",
                                    ]
                                ]
                            ]
                        ],
                        "description": "OAuth 2.0 client credentials; scope overdrachten:lezen.",
                    ],
                    "resource": [
                        resource(
                            "Task",
                            [
                                "searchParam": [
                                    ["name": "status", "type": "token"],
                                    [
                                        "name": "owner", "type": "reference",
                                        "documentation": "Alleen als owner:identifier, met urn:nld:oin.",
                                    ],
                                ]
                            ], zoekt: true),
                        resource("ServiceRequest", zoekt: false),
                    ],
                ]
            ],
        ]
    }
}

extension FhirBeeld {
    init(_ overdracht: Overdracht, _ version: Int64, _ regels: [TermView], _ zicht: Zicht) {
        self.init(
            overdracht: overdracht, version: version,
            antwoordVoor: overdracht.metRegels(regels).first { $0.termijn.soort == Termijnsoort.beantwoorden }?.regel
                .due, zicht: zicht)
    }
}
