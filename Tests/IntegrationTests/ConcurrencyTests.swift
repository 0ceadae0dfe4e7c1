import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct ConcurrencyTests {
        @Test(
            "Van twintig gelijktijdige aanvaardingen op vier aanbiedingen verhuist er één de regie (O1)",
            .timeLimit(.minutes(2)))
        func eenRegie() async throws {
            let chain = try await IntegrationTests.chain()
            let ontvangers: [Deelnemer] = [.gi, .zorgaanbieder, .lokaalTeam, .politie]
            let zaak = try await chain.nieuweZaak()
            var aanbiedingen: [(Deelnemer, UUID, Int64)] = []
            for ontvanger in ontvangers {
                let overdracht = try await chain.bied(zaak, naar: ontvanger)
                aanbiedingen.append(
                    (ontvanger, overdracht, try await chain.stand(overdracht, als: ontvanger).etag ?? 0))
            }
            let antwoorden = try await withThrowingTaskGroup(of: (Deelnemer, Reply).self) { group in
                for number in 0..<20 {
                    let (wie, overdracht, versie) = aanbiedingen[number % aanbiedingen.count]
                    group.addTask {
                        // Twenty different clicks: each with a key of its own.
                        (
                            wie,
                            try await chain.post(
                                .verwijzing, "/v1/overdrachten/\(overdracht.lower)/aanvaardingen",
                                [
                                    "door": .string(wie.medewerker("planner")),
                                    "werker": .string(wie.medewerker("werker")),
                                    "startdatum": .string(Dagen.vandaag),
                                ], as: wie.client, ifMatch: versie)
                        )
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let won = antwoorden.filter { $0.1.status == 200 }
            #expect(won.count == 1)
            #expect(
                antwoorden.allSatisfy { [200, 409, 412].contains($0.1.status) }, "\(antwoorden.map(\.1.description))")
            let winnaar = won.first?.0
            #expect(try await chain.regie(zaak) == winnaar?.rawValue)

            try await Ledger(chain: chain, meldingen: [], overdrachten: aanbiedingen.map(\.1)).check()
            let moved = chain.tap.events(Topics.overdrachten).filter {
                $0.eventType?.name == "regie-verplaatst" && $0.data["zaak"]?.string == zaak.lower
            }
            #expect(moved.count == 1)
            for (wie, overdracht, _) in aanbiedingen where wie != winnaar {
                #expect(try await chain.stand(overdracht, als: wie)["status"]?.string == "ingetrokken")
            }
        }

        @Test("Een dubbele klik op aanvaarden is één aanvaarding met hetzelfde antwoord (O1)", .timeLimit(.minutes(2)))
        func dubbeleKlik() async throws {
            let chain = try await IntegrationTests.chain()
            let wie = Deelnemer.gi
            let overdracht = try await chain.bied(chain.nieuweZaak(), naar: wie)
            let versie = try await chain.stand(overdracht, als: wie).etag
            let key = UUID().uuidString
            let antwoorden = try await withThrowingTaskGroup(of: Reply.self) { group in
                for _ in 0..<5 {
                    group.addTask {
                        try await chain.post(
                            .verwijzing, "/v1/overdrachten/\(overdracht.lower)/aanvaardingen",
                            [
                                "door": .string(wie.medewerker("planner")), "werker": .string(wie.medewerker("werker")),
                                "startdatum": .string(Dagen.vandaag),
                            ], as: wie.client, key: key, ifMatch: versie)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(antwoorden.allSatisfy { $0.status == 200 }, "\(antwoorden)")
            #expect(Set(antwoorden.map(\.text)).count == 1)
            try await Ledger(chain: chain, meldingen: [], overdrachten: [overdracht]).check()
            let accepted = chain.tap.events(Topics.overdrachten).filter {
                $0.eventType?.name == "overdracht-geaccepteerd" && $0.subject == overdracht.lower
            }
            #expect(Set(accepted.map(\.id)).count == 1)
        }
    }
}
