import Contracts
import Foundation
import Postgres
import TestSupport
import Testing

/// The words in which the two cases of DOMAIN.md §1 are told: what people do in one zaak, who holds the regie, who must
/// move, and what lies with whom.
struct Casusverhaal {
    let chain: Chain
    let zaak: UUID

    // MARK: - What people do

    /// An act on the zaak that starts from no version.
    func leg(_ deel: String, _ body: JSON, als wie: Deelnemer, rol: String = "werker") async throws -> Reply {
        try await chain.insist(
            .verwijzing, "/v1/zaken/\(zaak.lower)/\(deel)", body.met("door", .string(wie.medewerker(rol))),
            as: wie.client)
    }

    /// An act on the zaak as it stands.
    func opZaak(_ deel: String, _ body: JSON, als wie: Deelnemer, rol: String = "werker") async throws -> Reply {
        try await chain.doe(
            .verwijzing, "/v1/zaken/\(zaak.lower)", deel, body.met("door", .string(wie.medewerker(rol))), als: wie)
    }

    func opCasus(_ deel: String, _ body: JSON, als wie: Deelnemer, rol: String = "werker") async throws -> Reply {
        try await chain.doe(
            .veiligheidsteam, "/v1/casussen/\(zaak.lower)", deel, body.met("door", .string(wie.medewerker(rol))),
            als: wie)
    }

    /// An act at the veiligheidsteam's service that starts from no version: on a casus, a measure, a meeting.
    func bijRvt(_ pad: String, _ body: JSON, als wie: Deelnemer, rol: String = "werker") async throws -> Reply {
        try await chain.insist(.veiligheidsteam, pad, body.met("door", .string(wie.medewerker(rol))), as: wie.client)
    }

    func op(_ overdracht: UUID, _ deel: String, _ body: JSON, als wie: Deelnemer, rol: String = "werker") async throws
        -> Reply
    {
        try await chain.doe(overdracht, deel, body, door: wie.medewerker(rol), als: wie)
    }

    /// Somebody of the family, whom the casus knows too.
    func lid(_ rol: String, jaren: Int? = nil, als wie: Deelnemer = .veiligheidsteam) async throws -> UUID {
        var body: JSON = ["rol": .string(rol), "naam": .string(Verzonnen.naam)]
        if let jaren { body = body.met("geboortedatum", .string(Dagen.dag(-jaren * 366))) }
        let lid = try await leg("gezinsleden", body, als: wie).expect(201).id()
        try await eventually(within: .seconds(30), "the casus knows \(rol) \(lid)") {
            try await chain.insist(
                get: .veiligheidsteam, "/v1/casussen/\(zaak.lower)/gezinsleden", as: .veiligheidsteam
            ).text.contains(lid.lower)
        }
        return lid
    }

    func verklaar(_ blok: String, _ tekst: String, _ meer: JSON.Members = [:], als wie: Deelnemer) async throws
        -> UUID
    {
        let body: JSON.Members = ["soort": "feit", "datum": .string(Dagen.dag(-260)), "tekst": .string(tekst)]
        return try await leg("dossier/\(blok)", .object(body.merging(meer)), als: wie).expect(201).id()
    }

    func bied(
        van: Deelnemer, _ rol: String = "werker", naar: Deelnemer, vraag: String, leeftijdsgroep: String,
        reden: String = "passender-hulp", keuze: String = "eerste-antwoord"
    ) async throws -> UUID {
        try await chain.insist(
            .verwijzing, "/v1/overdrachten",
            [
                "zaak": .string(zaak.lower), "naar": naar.wie, "urgentie": "regulier", "vraag": .string(vraag),
                "leeftijdsgroep": .string(leeftijdsgroep), "gemeente": .string(Regio.gewoon.gemeente),
                "reden": .string(reden), "keuze": .string(keuze), "door": .string(van.medewerker(rol)),
            ], as: van.client
        ).expect(201).id()
    }

    /// O2: nothing starts before both sides confirmed that they spoke, and each is asked for its own half.
    func spreekEnBegin(_ overdracht: UUID, _ van: Deelnemer, _ naar: Deelnemer) async throws {
        #expect(try await op(overdracht, "starts", ["grond": "wettelijke-taak"], als: naar).status == 409)
        try await chain.bevestigGesprek(overdracht, als: van, met: naar).expect(200)
        #expect(try await chain.stand(overdracht, als: van)["status"] == "geaccepteerd")
        try await aanZet(overdracht, naar, "werker", ziet: van)
        try await ligt("gesprek-bevestigen", overdracht, bij: naar)
        try await chain.bevestigGesprek(overdracht, als: naar, met: van).expect(200)
        #expect(try await chain.stand(overdracht, als: van)["status"] == "overgedragen")
        try await ligt("hulp-starten", overdracht, bij: naar, "werker")
        try await op(overdracht, "starts", ["grond": "wettelijke-taak"], als: naar).expect(200)
    }

    /// Puts a dispute before the decider that the register names, who is of neither.
    func geschil(_ overdracht: UUID, over: String, als wie: Deelnemer) async throws -> UUID {
        let geschil = try await chain.insist(
            .verwijzing, "/v1/overdrachten/\(overdracht.lower)/geschillen",
            [
                "over": .string(over), "toelichting": .string(Verzonnen.tekst),
                "door": .string(wie.medewerker("werker")),
            ], as: wie.client
        ).expect(201).id()
        try await ligt("geschil-beslissen", geschil, bij: .keten, "werker")
        return geschil
    }

    func beslis(_ geschil: UUID, _ uitkomst: String) async throws {
        try await chain.insist(
            .verwijzing, "/v1/geschillen/\(geschil.lower)/besluiten",
            [
                "uitkomst": .string(uitkomst), "motivering": .string(Verzonnen.tekst),
                "door": .string(Deelnemer.keten.medewerker("werker")),
            ], as: Deelnemer.keten.client
        ).expect(200)
    }

    // MARK: - What must be visible

    /// O1: one organisation and a named person, as anyone with a part in the zaak sees it.
    func regie(_ wie: Deelnemer, _ rol: String, ziet kijker: Deelnemer) async throws {
        try await eventually(within: .seconds(30), "\(kijker) sees the regie at \(wie), \(rol)") {
            let regie = try await chain.insist(get: .verwijzing, "/v1/zaken/\(zaak.lower)", as: kijker)["regie"]
            return regie?["organisatie"] == wie.wie && regie?["medewerker"]?.string == wie.medewerker(rol)
        }
    }

    /// S1: who must move in a handover, on its own page and on the board.
    func aanZet(_ overdracht: UUID, _ wie: Deelnemer, _ rol: String? = nil, ziet kijker: Deelnemer) async throws {
        func klopt(_ stand: JSON?) -> Bool {
            stand?["aanZet"]?["organisatie"] == wie.wie
                && stand?["aanZet"]?["medewerker"]?.string == rol.map { wie.medewerker($0) }
        }
        let stand = try await chain.stand(overdracht, als: kijker)
        #expect(klopt(stand.json), "\(kijker) sees in \(overdracht): \(stand)")
        // O5: whoever must move, a term says until when.
        guard stand["status"]?.string != "geweigerd" else {
            // A refusal is with a named person of the sender, and its term is that of the task (O6).
            #expect(stand["termijnen"]?.array == [], "\(stand)")
            try await ligt("weigering-oppakken", overdracht, bij: wie, rol)
            let taak = try await chain.taken(overdracht, als: wie).first {
                $0["soort"]?.string == "weigering-oppakken" && $0["uiterlijk"]?.string != nil
            }
            #expect(taak?["herkomst"]?.string?.isEmpty == false, "\(String(describing: taak))")
            return
        }
        #expect(stand["termijnen"]?.array?.isEmpty == false, "\(stand)")
        var verder = ""
        repeat {
            let bord = try await chain.insist(get: .verwijzing, "/v1/bord?limit=200\(verder)", as: kijker).expect(200)
            if let regel = bord["resultaten"]?.array?.first(where: { $0["overdracht"]?.string == overdracht.lower }) {
                #expect(klopt(regel), "\(kijker) sees on the board: \(regel)")
                return
            }
            verder = bord["volgende"]?.string.map { "&after=\($0)" } ?? ""
        } while !verder.isEmpty
        Issue.record("\(overdracht) is not on the board of \(kijker)")
    }

    /// A task that waits: where in reality there was silence.
    func ligt(_ soort: String, _ onderwerp: UUID, bij wie: Deelnemer, _ rol: String? = nil) async throws {
        try await eventually(within: .seconds(30), "\(soort) about \(onderwerp) lies with \(wie) \(rol ?? "")") {
            try await chain.taken(onderwerp, als: wie).contains {
                $0["soort"]?.string == soort && !["gedaan", "vervallen"].contains($0["status"]?.string ?? "")
                    && (rol == nil || $0["bestemd"]?.string == rol.map { wie.medewerker($0) })
            }
        }
    }

    /// Nobody is asked for it any more.
    func klaar(_ soort: String, _ onderwerp: UUID, bij wie: Deelnemer) async throws {
        try await eventually(within: .seconds(30), "\(soort) about \(onderwerp) is over at \(wie)") {
            try await chain.taken(onderwerp, als: wie).allSatisfy {
                $0["soort"]?.string != soort || ["gedaan", "vervallen"].contains($0["status"]?.string ?? "")
            }
        }
    }

    /// Lets the time of one running term pass, up to a stage: weeks of silence in a moment.
    /// - Returns: when nothing of it runs, or what was moved has not gone off, the test fails.
    func verstrijk(_ soort: String, van onderwerp: UUID, bij service: ChainService, tot stadium: Int = 150) async throws
    {
        let geteld = try await chain.query(
            """
            with verzet as (
                update term set next_at = clock_timestamp(), moments = array(
                    select case when s <= \(Int64(stadium)) then least(m, clock_timestamp()) else m end
                    from unnest(stages, moments) with ordinality as deel (s, m, n) order by n)
                where aggregate = \(onderwerp) and kind = \(soort) and fired_at is null and cancelled_at is null
                returning 1)
            select count(*) from verzet
            """, schema: service.schema)
        let verzet = try geteld.first?.decode(Int64.self)
        #expect(verzet == 1, "\(soort) runs of \(onderwerp)")
    }
}
