import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests.OpvolgingTests {
    /// A zaak of the veiligheidsteam that is split, and whose it is then.
    private struct Gesplitst {
        let zaak: UUID
        let naar: Deelnemer
        /// What was offered to the GI, and a measure that the GI carries out; neither where nobody offered the zaak yet.
        var delen: (aanbod: UUID, maatregel: UUID)?
    }

    private static let (weg, zuid, rest) = (Deelnemer.gesplitst, Deelnemer.splitsZuid, Deelnemer.splitsRest)

    /// A zaak with the regie at who is split, and a casus that waits for its assessment.
    private static func zaak(in gemeente: String, _ chain: Chain) async throws -> UUID {
        let melding = try await chain.meld(gemeente: gemeente)
        let zaak = try await eventually(within: .seconds(30), "melding \(melding) is in a casus") {
            try await chain.insist(get: .meldingIntake, "/v1/meldingen/\(melding.lower)", as: weg).uuid("zaak")
        }
        _ = try await chain.taak("casus-beoordelen", zaak, als: weg)
        try await eventually(within: .seconds(30), "verwijzing has zaak \(zaak)") {
            try await chain.get(.verwijzing, "/v1/zaken/\(zaak.lower)", as: weg.client).status == 200
        }
        return zaak
    }

    private static func delen(
        _ zaak: UUID, aangebodenIn gemeente: String, _ chain: Chain
    ) async throws -> (aanbod: UUID, maatregel: UUID) {
        let door = JSON.string(weg.medewerker("werker"))
        let aanbod = try await chain.insist(
            .verwijzing, "/v1/overdrachten",
            [
                "zaak": .string(zaak.lower), "naar": Deelnemer.gi.wie, "urgentie": "regulier",
                "vraag": "passender-hulp", "leeftijdsgroep": "0-11", "gemeente": .string(gemeente),
                "reden": "passender-hulp", "keuze": "eerste-antwoord", "door": door,
            ], as: weg.client
        ).expect(201).id()
        _ = try await chain.taak("dossier-aanvullen", aanbod, als: weg)
        let kind = try await IntegrationTests.MaatregelTests.kind(chain, zaak, als: weg)
        let maatregel = try await chain.insist(
            .veiligheidsteam, "/v1/casussen/\(zaak.lower)/maatregelen",
            [
                "kind": .string(kind.lower), "soort": "ondertoezichtstelling",
                "uitspraakdatum": .string(Dagen.dag(-2)), "einddatum": .string(Dagen.dag(300)),
                "meerderjarigdatum": .string(Dagen.dag(900)), "uitvoerder": Deelnemer.gi.wie,
                "raad": Deelnemer.raad.wie, "door": door,
            ], as: weg.client
        ).expect(201).id()
        return (aanbod, maatregel)
    }

    @Test(
        "O23, O1, R7: wordt een organisatie gesplitst, dan gaan taken, regie, aanbod en maatregel naar wie er in de gemeente van de zaak opvolgt",
        .timeLimit(.minutes(5)))
    func splitst() async throws {
        let chain = try await IntegrationTests.chain()
        let (hier, daar) = (Regio.noord.gemeente, Regio.zuid.gemeente)
        var zaken: [Gesplitst] = []
        // In which gemeente the casus is, and where it was offered; that decides where it was.
        for (casus, aanbod, naar) in [
            (hier, nil, Self.rest), (daar, nil, Self.zuid), (hier, hier, Self.rest), (daar, daar, Self.zuid),
            (hier, daar, Self.zuid),
        ] as [(String, String?, Deelnemer)] {
            let zaak = try await Self.zaak(in: casus, chain)
            var gesplitst = Gesplitst(zaak: zaak, naar: naar)
            if let aanbod { gesplitst.delen = try await Self.delen(zaak, aangebodenIn: aanbod, chain) }
            zaken.append(gesplitst)
        }
        let opvolging =
            "    opvolger: \"\(Self.rest.rawValue)\"\n"
            + "    opvolgers: [{gemeente: \"\(daar)\", organisatie: \"\(Self.zuid.rawValue)\"}]\n"
        try await register(
            chain, [Self.weg: "    actief: false\n" + opvolging],
            opvolgers: [(Self.weg, Self.rest), (Self.weg, Self.zuid)])

        for gesplitst in zaken {
            let (zaak, naar) = (gesplitst.zaak, gesplitst.naar)
            try await eventually(within: .seconds(60), "the regie of \(zaak) is at \(naar)") {
                try await chain.get(.verwijzing, "/v1/zaken/\(zaak.lower)", as: naar.client)["regie"]?["organisatie"]
                    == naar.wie
            }
            _ = try await chain.taak("casus-beoordelen", zaak, als: naar, within: .seconds(60))
            _ = try await chain.taak("overname-oppakken", zaak, als: naar, within: .seconds(60))
            try await eventually(within: .seconds(60), "the casus follows") {
                let casus = try await chain.get(.veiligheidsteam, "/v1/casussen/\(zaak.lower)", as: naar.client)
                return casus["regiehouder"]?["organisatie"] == naar.wie
                    && casus["mogelijk"]?.array?.contains("beoordelen") == true
            }
            guard let (aanbod, maatregel) = gesplitst.delen else { continue }
            let overdracht = try await chain.get(.verwijzing, "/v1/overdrachten/\(aanbod.lower)", as: naar.client)
                .expect(200)
            #expect(overdracht["van"]?["organisatie"] == naar.wie)
            _ = try await chain.taak("dossier-aanvullen", aanbod, als: naar, within: .seconds(60))
            let lees = "/v1/maatregelen/\(maatregel.lower)?door=\(naar.medewerker("werker"))"
            let gevolgd = try await chain.event(Topics.casussen, "maatregel-opgevolgd", within: .seconds(60)) {
                $0["maatregel"]?.string == maatregel.lower
            }
            #expect(gevolgd.data["team"] == naar.wie && gevolgd.data["vorige"] == Self.weg.wie)
            let stand = try await chain.get(.veiligheidsteam, lees, as: naar.client).expect(200)
            #expect(stand["mogelijk"]?.array?.contains("maatregel-verlengen") == true)
            _ = try await chain.taak("maatregel-opvolging-lezen", maatregel, als: naar, within: .seconds(60))
        }
        // All of it went there, and nothing to the other.
        for gesplitst in zaken {
            let ander = gesplitst.naar == Self.zuid ? Self.rest : Self.zuid
            for onderwerp in [gesplitst.zaak] + (gesplitst.delen.map { [$0.aanbod, $0.maatregel] } ?? []) {
                #expect(try await chain.taken(onderwerp, als: ander).isEmpty)
            }
            let bij = try await chain.get(.verwijzing, "/v1/zaken/\(gesplitst.zaak.lower)", as: ander.client)
            #expect([403, 404].contains(bij.status))
        }
        // The successor goes on with it: it can do what was asked of the former.
        let eerste = try #require(zaken.first)
        let casus = "/v1/casussen/\(eerste.zaak.lower)"
        let meldingen = try await chain.get(.veiligheidsteam, casus, as: eerste.naar.client).expect(200)["meldingen"]
        try await chain.doe(
            .veiligheidsteam, casus, "beoordelingen",
            [
                "door": .string(eerste.naar.medewerker("werker")), "uitkomst": "geen-vervolg",
                "redenen": "De tureluur is terug op het nest.",
                "meldingen": .array((meldingen?.array ?? []).compactMap { $0["id"] }),
            ], als: eerste.naar
        ).expect(201, 200)
        try await eventually(within: .seconds(30), "the task is done") {
            try await chain.taken(eerste.zaak, als: eerste.naar).contains {
                $0["soort"] == "casus-beoordelen" && $0["status"] == "gedaan"
            }
        }
        let lopend = try #require(zaken.last)
        let aanbod = try #require(lopend.delen?.aanbod)
        try await chain.aanvaard(aanbod, als: .gi).expect(200)
        try await chain.bevestigGesprek(aanbod, als: lopend.naar, met: .gi).expect(200)
    }

    @Test("O22, O23: gaat het team waar een gezin heen verhuist op in een ander, dan neemt dat de zaak over")
    func verhuist() async throws {
        let chain = try await IntegrationTests.chain()
        let (team, oud, nieuw) = (Deelnemer.veiligheidsteam, Deelnemer.wijkteam, Deelnemer.buurteam)
        let zaak = try await chain.nieuweZaak()
        let verhuisd = try await chain.insist(
            .verwijzing, "/v1/zaken/\(zaak.lower)/verhuizingen",
            [
                "gemeente": .string(Regio.oost.gemeente), "vanaf": .string(Dagen.vandaag),
                "door": .string(team.medewerker("werker")),
            ], as: team.client
        ).expect(200)
        #expect(verhuisd["verhuizing"]?["lokaalTeam"] == oud.wie)
        _ = try await chain.taak("verhuizing-aanbieden", zaak, als: team)
        try await register(
            chain, [oud: "    actief: false\n    opvolger: \"\(nieuw.rawValue)\"\n"], opvolgers: [(oud, nieuw)])
        try await eventually(within: .seconds(60), "the family moves to the successor") {
            try await chain.get(.verwijzing, "/v1/zaken/\(zaak.lower)", as: team.client)["verhuizing"]?["lokaalTeam"]
                == nieuw.wie
        }
        let aanbod = try await chain.insist(
            .verwijzing, "/v1/overdrachten",
            [
                "zaak": .string(zaak.lower), "naar": nieuw.wie, "urgentie": "regulier", "vraag": "passender-hulp",
                "leeftijdsgroep": "0-11", "gemeente": .string(Regio.oost.gemeente), "reden": "verhuizing",
                "door": .string(team.medewerker("werker")),
            ], as: team.client
        ).expect(201).id()
        try await eventually(within: .seconds(30), "the task to offer it is done") {
            try await chain.taken(zaak, als: team).contains {
                $0["soort"] == "verhuizing-aanbieden" && $0["status"] == "gedaan"
            }
        }
        try await chain.aanvaard(aanbod, als: nieuw).expect(200)
        #expect(try await chain.regie(zaak) == nieuw.rawValue)
    }
}
