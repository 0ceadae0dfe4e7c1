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
                let overdracht = try await chain.bied(zaak, naar: ontvanger, urgentie: "spoed")
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

        @Test(
            "O14: van vijftig gelijktijdige keuzes uit vier voorstellen geldt er één; de anderen zijn vrij",
            .timeLimit(.minutes(2)))
        func eenKeuze() async throws {
            let chain = try await IntegrationTests.chain()
            let kandidaten: [Deelnemer] = [.gi, .zorgaanbieder, .lokaalTeam, .politie]
            let afzender = Deelnemer.veiligheidsteam
            let zaak = try await chain.nieuweZaak()
            var overdrachten: [(wie: Deelnemer, id: UUID)] = []
            for wie in kandidaten {
                overdrachten.append((wie, try await chain.bied(zaak, naar: wie, keuze: "beste-voorstel")))
            }
            // Before the choice a candidate sees the offer and nothing else (O7).
            let (eerste, overdracht) = overdrachten[0]
            let dossier = try await chain.get(
                .verwijzing, "/v1/overdrachten/\(overdracht.lower)/dossier?door=\(eerste.medewerker("werker"))",
                as: eerste.client)
            #expect(dossier.status == 403 && dossier.problem == "nog-niet-geaccepteerd", "\(dossier)")
            let vroeg = try await chain.doe(
                overdracht, "aanvaardingen",
                ["werker": .string(eerste.medewerker("werker")), "startdatum": .string(Dagen.vandaag)],
                door: eerste.medewerker("planner"), als: eerste)
            #expect(vroeg.status == 409 && vroeg.problem == "afzender-kiest", "\(vroeg)")
            for (wie, id) in overdrachten {
                try await chain.doe(
                    id, "voorstellen",
                    [
                        "aanbod": .string(Verzonnen.tekst), "werker": .string(wie.medewerker("werker")),
                        "startdatum": .string(Dagen.vandaag),
                    ], door: wie.medewerker("werker"), als: wie
                ).expect(200)
            }
            let ids = overdrachten.map(\.id)
            @Sendable func open() async throws -> Int {
                var aantal = 0
                for id in ids {
                    aantal += try await chain.taken(id, als: afzender).filter {
                        $0["soort"]?.string == "voorstel-kiezen"
                            && !["gedaan", "vervallen"].contains($0["status"]?.string)
                    }.count
                }
                return aantal
            }
            try await eventually(within: .seconds(30), "the sender is asked to choose") {
                try await open() == 4
            }
            var versies: [UUID: Int64] = [:]
            for (_, id) in overdrachten { versies[id] = try await chain.stand(id, als: afzender).etag }
            let antwoorden = try await withThrowingTaskGroup(of: (UUID, Reply).self) { [versies] group in
                for nummer in 0..<50 {
                    let id = overdrachten[nummer % 4].id
                    group.addTask {
                        (
                            id,
                            try await chain.post(
                                .verwijzing, "/v1/overdrachten/\(id.lower)/keuzen",
                                ["door": .string(afzender.medewerker("werker")), "gezinErbij": true],
                                as: afzender.client, ifMatch: versies[id])
                        )
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let gekozen = antwoorden.filter { $0.1.status == 200 }
            #expect(gekozen.count == 1)
            #expect(
                antwoorden.allSatisfy { [200, 409, 412].contains($0.1.status) }, "\(antwoorden.map(\.1.description))")
            let winnaar = overdrachten.first { $0.id == gekozen.first?.0 }?.wie
            #expect(try await chain.regie(zaak) == winnaar?.rawValue)
            for (wie, id) in overdrachten where wie != winnaar {
                #expect(try await chain.stand(id, als: wie)["status"]?.string == "ingetrokken")
            }
            try await eventually(within: .seconds(30), "nothing is left to choose") {
                try await open() == 0
            }
            try await Ledger(chain: chain, meldingen: [], overdrachten: overdrachten.map(\.id)).check()
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
