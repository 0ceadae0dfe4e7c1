import Contracts
import Foundation
import TestSupport
import Testing

/// Questions that reach who must move.
extension IntegrationTests.GezinTests {
    private static let vraag = "Waarom hoort het gezin nog niets van de kwikstaartmolen?"

    private func navragen(_ chain: Chain, _ zaak: UUID, als wie: Deelnemer) async throws -> Reply {
        try await chain.get(
            .verwijzing, "/v1/zaken/\(zaak.lower)/navragen?door=\(wie.medewerker("werker"))", as: wie.client)
    }

    @Test(
        "N7, N5: wie aandringt krijgt antwoord; de taak gaat mee met de regie en is klaar met het antwoord",
        .timeLimit(.minutes(2)))
    func navraag() async throws {
        let chain = try await IntegrationTests.chain()
        let (rvt, gi, politie) = (Deelnemer.veiligheidsteam, Deelnemer.gi, Deelnemer.politie)
        let zaak = try await chain.nieuweZaak()
        try await betrek(chain, zaak, politie)
        let vraag = try await post(chain, zaak, "navragen", ["tekst": .string(Self.vraag)], als: politie)
            .expect(201).id()
        let taak = try await chain.taak("navraag-beantwoorden", vraag, als: rvt)
        #expect(taak["zaak"]?.string == zaak.lower)
        let regie = try await chain.get(.verwijzing, "/v1/zaken/\(zaak.lower)", as: rvt.client)["regie"]

        // Only who asked and who must answer see it; nobody who was not in the zaak knows it.
        let bijVrager = try await navragen(chain, zaak, als: politie).expect(200)
        #expect(bijVrager["navragen"]?.array?.first?["vraag"]?.string == Self.vraag)
        #expect(bijVrager["navragen"]?.array?.first?["termijn"]?["herkomst"]?.string?.contains("N7") == true)
        #expect(try await navragen(chain, zaak, als: rvt).expect(200).text.contains(Self.vraag))
        #expect(try await navragen(chain, zaak, als: .lokaalTeam).expect(200)["navragen"]?.array == [])
        #expect(try await navragen(chain, zaak, als: .school).status == 404)
        #expect(
            try await post(chain, zaak, "navragen", ["tekst": "Hallo?"], als: .school).status == 404)
        let zelf = try await post(chain, zaak, "navragen", ["tekst": "Hallo?"], als: rvt)
        #expect(zelf.status == 400, "\(zelf)")

        // N5: the regie moves, and the question with it; asking moved nothing.
        #expect(try await chain.get(.verwijzing, "/v1/zaken/\(zaak.lower)", as: rvt.client)["regie"] == regie)
        let overdracht = try await chain.bied(zaak, naar: gi)
        try await chain.aanvaard(overdracht, als: gi).expect(200)
        let bijGi = try await chain.taak("navraag-beantwoorden", vraag, als: gi)
        #expect(bijGi["bestemd"]?.string == gi.medewerker("werker"))
        try await eventually(within: .seconds(30), "the task of who held the regie before is over") {
            try await chain.taken(vraag, als: rvt).allSatisfy { $0["status"]?.string == "vervallen" }
        }
        let antwoord: JSON = ["tekst": .string(Self.antwoord)]
        let pad = "navragen/\(vraag.lower)/antwoorden"
        #expect(try await post(chain, zaak, pad, antwoord, als: politie).status == 403)
        #expect(try await post(chain, zaak, pad, antwoord, als: rvt).status == 404)
        #expect(try await post(chain, zaak, pad, antwoord, als: gi, rol: "planner").status == 403)
        try await post(chain, zaak, pad, antwoord, als: gi).expect(201)
        #expect(try await post(chain, zaak, pad, antwoord, als: gi).status == 409)
        try await eventually(within: .seconds(30), "the task is done with the answer") {
            try await chain.taken(vraag, als: gi).allSatisfy { $0["status"]?.string == "gedaan" }
        }
        let gelezen = try await navragen(chain, zaak, als: politie).expect(200)
        #expect(gelezen["navragen"]?.array?.first?["antwoord"]?.string == Self.antwoord)
        let tijdlijn = try await chain.get(
            .verwijzing, "/v1/overdrachten/\(overdracht.lower)/tijdlijn", as: gi.client
        ).expect(200)
        let stappen = (tijdlijn["regels"]?.array ?? []).compactMap { $0["gebeurtenis"]?.string }
        #expect(stappen.contains("navraag-beantwoord"), "\(stappen)")
        #expect(!tijdlijn.text.contains(Self.antwoord))

        // No text on Kafka, in logs or in metrics.
        let overal = try await chain.tap.everything().map { String(decoding: $0.value, as: UTF8.self) }
        #expect(overal.contains { $0.contains(vraag.lower) })
        for tekst in [Self.vraag, Self.antwoord] {
            #expect(!overal.contains { $0.contains(tekst) })
            #expect(!chain.log("verwijzing").lines.contains { $0.contains(tekst) })
        }
    }

    @Test(
        "N7, P5: wacht een aanbod op antwoord, dan krijgt de ontvanger de vraag; wie vroeg en wie de regie heeft lezen",
        .timeLimit(.minutes(3)))
    func navraagAanOntvanger() async throws {
        let chain = try await IntegrationTests.chain()
        let (rvt, gi, politie) = (Deelnemer.veiligheidsteam, Deelnemer.gi, Deelnemer.politie)
        let zaak = try await chain.nieuweZaak()
        try await betrek(chain, zaak, politie)
        let vader = try await lid(chain, zaak, ["rol": "volwassene", "naam": "Zwaantje de Vader"])
        let overdracht = try await chain.bied(zaak, naar: gi)
        let vraag = try await post(chain, zaak, "navragen", ["tekst": .string(Self.vraag)], als: politie)
            .expect(201).id()
        let taak = try await chain.taak("navraag-beantwoorden", vraag, als: gi)
        #expect(taak["bestemd"]?.string == gi.medewerker("leider"), "a planner reads no content")
        // Who holds the regie may answer as well. The family's own words stay with who knows the family.
        _ = try await chain.taak("navraag-beantwoorden", vraag, als: rvt)
        let vanVader = try await post(
            chain, zaak, "navragen",
            ["tekst": .string(Self.gezinsvraag), "namens": .string(vader.lower)], als: politie
        ).expect(201).id()
        _ = try await chain.taak("navraag-beantwoorden", vanVader, als: gi)
        let bijGi = try await navragen(chain, zaak, als: gi).expect(200)
        #expect(bijGi.text.contains(Self.vraag) && !bijGi.text.contains(Self.gezinsvraag))
        #expect(!bijGi.text.contains("Zwaantje") && !bijGi.text.contains(vader.lower))
        let wacht = (bijGi["navragen"]?.array ?? []).filter { $0["magAntwoorden"]?.bool == true }
        #expect(wacht.count == 2 && wacht.allSatisfy { $0["aanbod"]?.string == overdracht.lower })
        let bijRvt = try await navragen(chain, zaak, als: rvt).expect(200)
        #expect(bijRvt.text.contains(Self.vraag) && bijRvt.text.contains(Self.gezinsvraag))

        let antwoord: JSON = ["tekst": .string(Self.antwoord)]
        #expect(
            try await post(chain, zaak, "navragen/\(vraag.lower)/antwoorden", antwoord, als: politie).status == 403)
        try await post(chain, zaak, "navragen/\(vraag.lower)/antwoorden", antwoord, als: gi).expect(201)
        for wie in [politie, rvt] {
            _ = try await chain.taak("navraagantwoord-lezen", vraag, als: wie)
            #expect(try await navragen(chain, zaak, als: wie).expect(200).text.contains(Self.antwoord))
        }
        // The regie's alone once the offer goes.
        try await chain.doe(
            overdracht, "weigeringen", ["reden": "geen-capaciteit", "alternatief": "later-opnieuw"],
            door: gi.medewerker("werker"), als: gi
        ).expect(200)
        _ = try await chain.taak("navraag-beantwoorden", vanVader, als: rvt)
        #expect(
            try await post(chain, zaak, "navragen/\(vanVader.lower)/antwoorden", antwoord, als: gi).status != 201)
        try await post(chain, zaak, "navragen/\(vanVader.lower)/antwoorden", antwoord, als: rvt).expect(201)
    }
}
