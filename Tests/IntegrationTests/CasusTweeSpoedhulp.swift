import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests.CasusTweeTests {
    /// R13: spoedhulp comes in, and the parenting support that runs stops only because somebody chooses that and says
    /// why.
    func spoedhulp(_ verhaal: Casusverhaal) async throws {
        func vraag(_ hulp: String, aan wie: Deelnemer, _ meer: JSON.Members) async throws -> Reply {
            let body: JSON.Members = [
                "naar": wie.wie, "hulp": .string(hulp), "behoefte": .string(Verzonnen.tekst),
                "urgentie": "regulier", "regime": "jeugdwet", "richting": "opschalen", "gekozenOp": "passend",
            ]
            return try await verhaal.leg("verwijzingen", .object(body.merging(meer)), als: gemeente)
        }
        func doe(_ verwijzing: UUID, _ deel: String, _ body: JSON, als wie: Deelnemer) async throws {
            try await verhaal.chain.doe(
                .verwijzing, "/v1/verwijzingen/\(verwijzing.lower)", deel,
                body.met("door", .string(wie.medewerker("werker"))), als: wie
            ).expect(200)
        }
        let lopend = try await vraag("opvoedondersteuning", aan: ondersteuning, [:]).expect(201).id()
        try await doe(
            lopend, "aanvaardingen",
            ["werker": .string(ondersteuning.medewerker("werker")), "startdatum": .string(Dagen.vandaag)],
            als: ondersteuning)
        try await doe(lopend, "starts", ["grond": "wettelijke-taak"], als: ondersteuning)

        let spoed: JSON.Members = ["urgentie": "spoed", "route": "gemeente"]
        let ongezien = try await vraag("crisishulp", aan: opvang, spoed)
        #expect(ongezien.status == 400 && ongezien.text.contains("/lopendGezien"), "\(ongezien)")
        let stop = spoed.merging(["lopendGezien": [.string(lopend.lower)], "stoppen": [.string(lopend.lower)]])
        let stil = try await vraag("crisishulp", aan: opvang, stop)
        #expect(stil.status == 400 && stil.text.contains("/stopreden"), "\(stil)")
        let crisis = try await vraag(
            "crisishulp", aan: opvang, stop.merging(["stopreden": "nieuwe-hulp-vervangt"])
        ).expect(201).id()
        try await verhaal.ligt("verwijzing-beantwoorden", crisis, bij: opvang)
        try await verhaal.ligt("verwijzing-einde-lezen", lopend, bij: ondersteuning, "werker")
        try await verhaal.regie(rvt, "werker", ziet: gemeente)
    }
}
