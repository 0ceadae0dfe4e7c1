import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct FlowTests {
        @Test("Een melding wordt een warme overdracht: de regie verhuist precies één keer (O1, O2, O21, M4)", .timeLimit(.minutes(3)))
        func warmeOverdracht() async throws {
            let chain = try await IntegrationTests.chain()
            let (van, naar) = (Deelnemer.veiligheidsteam, Deelnemer.gi)
            let melding = try await chain.meld(als: .school)
            let zaak = try await chain.zaak(van: melding)
            let overdracht = try await chain.bied(zaak, naar: naar)

            // Delivered by the receiver's own topic, seen by a named person; neither moves the regie.
            let taak = try await chain.taak("overdracht-beantwoorden", overdracht, als: naar)
            try await chain.ontvang(taak, als: naar)
            try await eventually(within: .seconds(30), "bezorgd and gezien") {
                let stand = try await chain.stand(overdracht, als: van)
                return stand["bezorgdOp"] != nil && stand["gezienDoor"]?.string == naar.medewerker("planner")
            }
            #expect(try await chain.regie(zaak) == van.rawValue)

            try await chain.aanvaard(overdracht, als: naar).expect(200)
            #expect(try await chain.regie(zaak, als: naar) == naar.rawValue)
            try await chain.bevestigGesprek(overdracht, als: van, met: naar).expect(200)
            #expect(try await chain.stand(overdracht, als: naar)["status"]?.string == "geaccepteerd")
            try await chain.bevestigGesprek(overdracht, als: naar, met: van).expect(200)
            #expect(try await chain.stand(overdracht, als: naar)["status"]?.string == "overgedragen")

            let werker = naar.medewerker("werker")
            try await chain.doe(overdracht, "starts", [:], door: werker, als: naar).expect(200)
            try await chain.doe(
                overdracht, "afrondingen", ["redenGeenNazorg": "niet-nodig", "wegTerug": "lokaal-team"], door: werker, als: naar
            ).expect(200)

            let overdrachten = try await chain.tap.events(Topics.overdrachten)
            let moved = overdrachten.filter { $0.eventType?.name == "regie-verplaatst" && $0.data["zaak"]?.string == zaak.lower }
            #expect(moved.count == 1)
            #expect(moved.first?.data["naar"]?["medewerker"]?.string == werker)
            let names = overdrachten.filter { $0.subject == overdracht.lower }.compactMap { $0.eventType?.name }
            #expect(names.first == "overdracht-aangeboden")
            #expect(names.last == "overdracht-afgerond")

            // The casus follows, and the melder hears the steps and the outcome, never content.
            try await eventually(within: .seconds(30), "the casus follows") {
                let casus = try await chain.get(.veiligheidsteam, "/v1/casussen/\(zaak.lower)", as: van.client)
                return casus["regiehouder"]?["organisatie"]?.string == naar.rawValue
                    && casus["overdrachten"]?.array?.first?["stand"]?.string == "afgerond"
            }
            try await chain.doe(
                .veiligheidsteam, "/v1/casussen/\(zaak.lower)", "beoordelingen",
                ["door": .string(van.medewerker("werker")), "uitkomst": "overdracht", "redenen": .string(Verzonnen.tekst)], als: van
            ).expect(201, 200)
            try await eventually(within: .seconds(30), "the melder sees the outcome") {
                let stand = try await chain.get(.meldingIntake, "/v1/meldingen/\(melding.lower)", as: Deelnemer.school.client)
                return stand["status"]?.string == "afgehandeld" && stand["uitkomst"]?.string == "VT-02" && stand["zaak"] == nil
            }
            let told = try await chain.event(Deelnemer.school.uitKafka, "melding-status-gewijzigd") {
                $0["melding"]?.string == melding.lower && $0["status"]?.string == "afgehandeld"
            }
            #expect(told.data["uitkomst"]?.string == "VT-02")
        }
    }
}
