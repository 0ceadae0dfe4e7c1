import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// What a partner's system finds described, and reads of a handover by another standard.
    @Suite struct PartnerbeeldTests {
        @Test(
            "FHIR: beide kanten lezen de overdracht als Task; een ander leest niets, en een fout is een OperationOutcome",
            .timeLimit(.minutes(3)))
        func fhir() async throws {
            let (chain, gi) = (try await IntegrationTests.chain(), Deelnemer.gi)
            let zaak = try await chain.nieuweZaak()
            let overdracht = try await chain.bied(zaak, naar: gi)
            let pad = "/fhir/Task/\(overdracht.lower)"
            for wie in [Deelnemer.veiligheidsteam, gi] {
                let task = try await chain.get(.verwijzing, pad, as: wie.client).expect(200)
                #expect(task.headers["content-type"] == "application/fhir+json")
                #expect(task["resourceType"] == "Task" && task["status"] == "requested")
                #expect(task["owner"]?["identifier"]?["value"]?.string == gi.rawValue)
                #expect(task["restriction"]?["period"]?["end"] != nil)
                let focus = try #require(task["focus"]?["reference"]?.string)
                let aanvraag = try await chain.get(.verwijzing, "/fhir/\(focus)", as: wie.client).expect(200)
                #expect(aanvraag["resourceType"] == "ServiceRequest" && aanvraag["status"] == "active")
                let gevonden = try await chain.get(
                    .verwijzing, "/fhir/Task?status=requested&owner:identifier=urn:nld:oin%7C\(gi.rawValue)&_count=200",
                    as: wie.client
                ).expect(200)
                let taken = (gevonden["entry"]?.array ?? []).compactMap { $0["resource"] }
                #expect(gevonden["type"] == "searchset" && taken.contains { $0["id"]?.string == overdracht.lower })
                #expect(taken.allSatisfy { $0["status"] == "requested" })
            }
            let geweigerd = try await chain.doe(
                overdracht, "weigeringen", ["reden": "geen-capaciteit", "alternatief": "later-opnieuw"],
                door: gi.medewerker("werker"), als: gi)
            try geweigerd.expect(200)
            let afgewezen = try await chain.get(.verwijzing, pad, as: gi.client).expect(200)
            #expect(afgewezen["status"] == "rejected")

            for (pad, wie, status, soort) in [
                (pad, Deelnemer.politie.client as String?, 404, "not-found"), (pad, nil, 401, "login"),
                ("/fhir/Task/geen-id", gi.client, 400, "invalid"),
                ("/fhir/Task?status=zomaar", gi.client, 400, "invalid"),
                ("/fhir/Task?kleur=rood", gi.client, 400, "invalid"), ("/fhir/Patient/1", gi.client, 404, "not-found"),
            ] {
                let reply = try await chain.get(.verwijzing, pad, as: wie).expect(status)
                #expect(reply["resourceType"] == "OperationOutcome", "\(pad)")
                #expect(reply["issue"]?.array?.first?["code"]?.string == soort, "\(pad)")
                #expect(reply.headers["content-type"] == "application/fhir+json", "\(pad)")
            }
            let kan = try await chain.get(.verwijzing, "/fhir/metadata").expect(200)
            #expect(kan["resourceType"] == "CapabilityStatement" && kan["fhirVersion"] == "4.0.1")
            let openapi = try await chain.get(.verwijzing, "/v1/openapi.json").expect(200)
            #expect(openapi["paths"]?.object?.keys.contains { $0.hasPrefix("/fhir") } == false)
        }

        @Test("ieder bericht over een overdracht heeft precies de velden van een verzoek over HTTP")
        func zelfdeVelden() async throws {
            let chain = try await IntegrationTests.chain()
            let openapi = try await chain.get(.verwijzing, "/v1/openapi.json").expect(200)
            let schemas = try #require(openapi["components"]?["schemas"]?.object)
            let verzoeken = try #require(openapi["paths"]?.object).compactMap { _, methods -> Set<String>? in
                let schema = methods["post"]?["requestBody"]?["content"]?["application/json"]?["schema"]
                let name = schema?["$ref"]?.string?.split(separator: "/").last.map(String.init)
                return name.flatMap { schemas[$0]?["properties"]?.object }.map { Set($0.keys) }
            }
            for type in InkomendEvents.overdracht {
                // The rest is the path, or what If-Match says over HTTP.
                let velden = Set(type.fields.keys).subtracting([
                    "versie", "overdracht", "verklaring", "navraag", "blok",
                ])
                #expect(
                    verzoeken.contains(velden) || verzoeken.contains(velden.subtracting(["zaak"])),
                    "\(type.eventType.name)")
            }
        }
    }
}
