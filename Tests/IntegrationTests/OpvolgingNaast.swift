import Contracts
import Foundation
import TestSupport
import Testing

/// What stands beside handovers when an organisation stops.
extension IntegrationTests.OpvolgingTests {
    /// What opgaand has beside the handovers of these zaken, each alone enough to be found.
    struct Naast {
        let hulp: UUID
        let advies: UUID
        let navraag: UUID
        let maatregel: UUID
        let genodigd: UUID
        let bijeengeroepen: UUID
        /// Asked of who closes without a successor.
        let zonder: UUID
    }

    private static let tekst = "De tureluur wacht op het tweede ei."

    private func post(
        _ service: ChainService, _ pad: String, _ body: JSON, als wie: Deelnemer, _ chain: Chain
    ) async throws -> Reply {
        try await chain.insist(service, pad, body.met("door", .string(wie.medewerker("werker"))), as: wie.client)
    }

    private func hulp(_ zaak: UUID, aan wie: Deelnemer, _ chain: Chain) async throws -> UUID {
        try await post(
            .verwijzing, "/v1/zaken/\(zaak.lower)/verwijzingen",
            [
                "naar": wie.wie, "hulp": "ambulante-jeugdhulp", "behoefte": .string(Self.tekst),
                "urgentie": "regulier", "regime": "jeugdwet", "richting": "opschalen", "gekozenOp": "passend",
                "route": "gemeente",
            ], als: .lokaalTeam, chain
        ).expect(201).id()
    }

    private func overleg(
        _ zaak: UUID, door wie: Deelnemer, met genodigde: Deelnemer, _ chain: Chain
    ) async throws -> UUID {
        try await post(
            .veiligheidsteam, "/v1/casussen/\(zaak.lower)/overleggen",
            [
                "soort": "mda-plus-plus", "datum": .string(Dagen.dag(20)), "tijd": "10:00",
                "organisaties": [genodigde.wie],
            ], als: wie, chain
        ).expect(201).id()
    }

    func zetNaast(_ zaken: [UUID], regie gestart: UUID, _ chain: Chain) async throws -> Naast {
        let maatregelzaak = try await chain.nieuweZaak()
        let kind = try await IntegrationTests.MaatregelTests.kind(chain, maatregelzaak)
        let maatregel = try await post(
            .veiligheidsteam, "/v1/casussen/\(maatregelzaak.lower)/maatregelen",
            [
                "kind": .string(kind.lower), "soort": "ondertoezichtstelling",
                "uitspraakdatum": .string(Dagen.dag(-2)), "einddatum": .string(Dagen.dag(300)),
                "meerderjarigdatum": .string(Dagen.dag(900)), "uitvoerder": opgaand.wie,
                "raad": Deelnemer.raad.wie,
            ], als: team, chain
        ).expect(201).id()
        _ = try await chain.taak("plan-maken", maatregel, als: opgaand)
        let hulp = try await hulp(zaken[0], aan: opgaand, chain)
        _ = try await chain.taak("verwijzing-beantwoorden", hulp, als: opgaand)
        let advies = try await post(
            .verwijzing, "/v1/zaken/\(zaken[2].lower)/consultaties",
            [
                "naar": opgaand.wie, "over": "consultatie", "urgentie": "regulier", "vraag": .string(Self.tekst),
                "herkenbaar": false, "gezinWeet": true,
            ], als: team, chain
        ).expect(201).id()
        let navraag = try await post(
            .verwijzing, "/v1/zaken/\(zaken[0].lower)/navragen", ["tekst": .string(Self.tekst)], als: opgaand,
            chain
        ).expect(201).id()
        let bijeengeroepen = try await eventually(within: .seconds(30), "the casus knows who holds the regie") {
            let casus = try await chain.get(.veiligheidsteam, "/v1/casussen/\(gestart.lower)", as: opgaand.client)
            return casus.status == 200 ? try await overleg(gestart, door: opgaand, met: team, chain) : nil
        }
        return Naast(
            hulp: hulp, advies: advies, navraag: navraag, maatregel: maatregel,
            genodigd: try await overleg(zaken[2], door: team, met: opgaand, chain),
            bijeengeroepen: bijeengeroepen, zonder: try await self.hulp(zaken[2], aan: opgeheven, chain))
    }

    /// O16: opgaand made a list, for which the team that handed over asks.
    func zetVragenlijst(_ zaak: UUID, _ chain: Chain) async throws -> UUID {
        let lijst = try await post(
            .verwijzing, "/v1/zaken/\(zaak.lower)/vragenlijsten",
            ["over": "onderzoek", "vragen": [.string(Self.tekst)]], als: opgaand, chain
        ).expect(201).id()
        try await post(
            .verwijzing, "/v1/vragenlijsten/\(lijst.lower)/aanvragen", ["grondslag": "wettelijke-taak"], als: team,
            chain
        ).expect(200)
        _ = try await chain.taak("vragenlijst-delen", lijst, als: opgaand)
        return lijst
    }

    func controleer(vragenlijst lijst: UUID, _ chain: Chain) async throws {
        let pad = "/v1/vragenlijsten/\(lijst.lower)"
        try await eventually(within: .seconds(60), "the question list is the successor's") {
            try await lees(.verwijzing, pad, als: opvolger, chain)["lijst"]?["eigenaar"]?["organisatie"]
                == opvolger.wie
        }
        _ = try await chain.taak("vragenlijst-delen", lijst, als: opvolger, within: .seconds(60))
        let deling: JSON = ["organisatie": team.wie, "grondslag": "wettelijke-taak"]
        #expect(try await post(.verwijzing, pad + "/delingen", deling, als: opgaand, chain).status == 403)
        try await post(.verwijzing, pad + "/delingen", deling, als: opvolger, chain).expect(200)
        let gelezen = try await lees(.verwijzing, pad, als: team, chain).expect(200)
        #expect(gelezen["vragen"]?.array?.first?["vraag"]?.string == Self.tekst, "\(gelezen)")
    }

    /// V7: opgaand helps under a verwijzing, in a zaak of which it does not hold the regie.
    func verwijs(_ zaak: UUID, _ chain: Chain) async throws -> UUID {
        let id = try await hulp(zaak, aan: opgaand, chain)
        let (pad, werker) = ("/v1/verwijzingen/\(id.lower)", JSON.string(opgaand.medewerker("werker")))
        let toezegging: JSON = ["door": werker, "werker": werker, "startdatum": .string(Dagen.vandaag)]
        try await chain.doe(.verwijzing, pad, "aanvaardingen", toezegging, als: opgaand).expect(200)
        try await chain.doe(.verwijzing, pad, "starts", ["door": werker, "grond": "wettelijke-taak"], als: opgaand)
            .expect(200)
        return id
    }

    func bevestig(_ plaats: UUID, _ chain: Chain) async throws -> Reply {
        try await post(.verwijzing, "/v1/vervangingen/\(plaats.lower)/bevestigingen", [:], als: .lokaalTeam, chain)
    }

    func lees(
        _ service: ChainService, _ pad: String, als wie: Deelnemer, _ chain: Chain
    ) async throws -> Reply {
        try await chain.get(service, "\(pad)?door=\(wie.medewerker("werker"))", as: wie.client)
    }

    /// The successor sees and acts with the terms that ran; who stopped is refused.
    func controleer(_ naast: Naast, vragen zaak: UUID, termijnen: [JSON], _ chain: Chain) async throws {
        let gedaan: JSON = ["gedaandatum": .string(Dagen.vandaag)]
        let plan = "/v1/maatregelen/\(naast.maatregel.lower)/plannen"
        try await eventually(within: .seconds(60), "the measure is the successor's") {
            try await lees(.veiligheidsteam, "/v1/maatregelen/\(naast.maatregel.lower)", als: opvolger, chain)[
                "uitvoerder"] == opvolger.wie
        }
        let maatregel = try await lees(
            .veiligheidsteam, "/v1/maatregelen/\(naast.maatregel.lower)", als: opvolger, chain
        ).expect(200)
        let nu = maatregel["termijnen"]?.array ?? []
        #expect(
            nu.map { $0["verloopt"] } == termijnen.map { $0["verloopt"] } && !nu.isEmpty, "due when they were due")
        #expect(nu.allSatisfy { $0["organisatie"] == opvolger.wie })
        _ = try await chain.taak("plan-maken", naast.maatregel, als: opvolger, within: .seconds(60))
        _ = try await chain.taak("maatregel-opvolging-lezen", naast.maatregel, als: team, within: .seconds(60))
        #expect(try await post(.veiligheidsteam, plan, gedaan, als: opgaand, chain).status == 403)
        try await post(.veiligheidsteam, plan, gedaan, als: opvolger, chain).expect(200)

        try await eventually(within: .seconds(60), "the verwijzing is the successor's") {
            try await lees(.verwijzing, "/v1/verwijzingen/\(naast.hulp.lower)", als: opvolger, chain)["naar"]
                == opvolger.wie
        }
        _ = try await chain.taak("verwijzing-beantwoorden", naast.hulp, als: opvolger, within: .seconds(60))
        _ = try await chain.taak("hulp-opvolging-lezen", naast.hulp, als: .lokaalTeam, within: .seconds(60))
        try await chain.doe(
            .verwijzing, "/v1/verwijzingen/\(naast.hulp.lower)", "aanvaardingen",
            [
                "door": .string(opvolger.medewerker("werker")), "werker": .string(opvolger.medewerker("werker")),
                "startdatum": .string(Dagen.vandaag),
            ], als: opvolger
        ).expect(200)

        try await eventually(within: .seconds(60), "the question for advice is the successor's") {
            try await lees(.verwijzing, "/v1/consultaties/\(naast.advies.lower)", als: opvolger, chain).status
                == 200
        }
        let antwoord = "/v1/consultaties/\(naast.advies.lower)/antwoorden"
        #expect(
            try await post(.verwijzing, antwoord, ["advies": .string(Self.tekst)], als: opgaand, chain).status
                == 403)
        try await post(.verwijzing, antwoord, ["advies": .string(Self.tekst)], als: opvolger, chain).expect(200)
        let navragen = try await lees(.verwijzing, "/v1/zaken/\(zaak.lower)/navragen", als: opvolger, chain)
            .expect(200)
        #expect(
            navragen["navragen"]?.array?.contains { $0["id"]?.string == naast.navraag.lower } == true,
            "\(navragen)")

        let afzegging = "/v1/overleggen/\(naast.bijeengeroepen.lower)/afzeggingen"
        try await eventually(within: .seconds(60), "the meeting is the successor's") {
            try await lees(
                .veiligheidsteam, "/v1/overleggen/\(naast.bijeengeroepen.lower)", als: opvolger, chain)[
                    "bijeengeroepenDoor"]?["organisatie"] == opvolger.wie
        }
        #expect(
            try await post(.veiligheidsteam, afzegging, ["reden": "verzet"], als: opgaand, chain).status == 403)
        try await post(.veiligheidsteam, afzegging, ["reden": "verzet"], als: opvolger, chain).expect(200)
        let genodigd = try await eventually(within: .seconds(60), "the successor is invited") {
            let stand = try await lees(
                .veiligheidsteam, "/v1/overleggen/\(naast.genodigd.lower)", als: opvolger, chain)
            return stand.status == 200 ? stand : nil
        }
        let uitnodiging = genodigd["uitnodigingen"]?.array?.first
        #expect(uitnodiging?["organisatie"] == opgaand.wie && uitnodiging?["opgevolgdDoor"] == opvolger.wie)

        // O17: nobody answers any more, and who asked hears it.
        let teruggekomen = try await chain.taak(
            "verwijzingantwoord-lezen", naast.zonder, als: .lokaalTeam, within: .seconds(60))
        #expect(teruggekomen["medewerker"]?.string == Deelnemer.lokaalTeam.medewerker("werker"))
    }
}
