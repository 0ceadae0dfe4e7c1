import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests.BeschermingTests {
    @Test(
        "P2: vrijwillige hulp start niet zonder toestemming van wie moet; intrekken stopt nieuwe inhoud; een maatregel gaat door",
        .timeLimit(.minutes(4)))
    func toestemming() async throws {
        let chain = try await IntegrationTests.chain()
        let (rvt, gi) = (Deelnemer.veiligheidsteam, Deelnemer.gi)
        let zaak = try await chain.nieuweZaak()
        func lid(_ rol: String, _ naam: String, jaren: Int? = nil) async throws -> String {
            var body: JSON = ["rol": .string(rol), "naam": .string(naam)]
            if let jaren { body = body.met("geboortedatum", .string(Dagen.dag(-jaren * 366))) }
            return try await doe(chain, zaak, "gezinsleden", body, als: rvt).expect(201).id().lower
        }
        #expect(try await doe(chain, zaak, "gezinsleden", ["rol": "kind"], als: rvt).status == 400)
        let kind = try await lid("kind", Verzonnen.naam, jaren: 13)
        let moeder = try await lid("volwassene", "Zwaantje de Moeder")
        let vader = try await lid("volwassene", "Zwaantje de Vader")
        for ouder in [moeder, vader] {
            try await doe(
                chain, zaak, "gezag",
                [
                    "kind": .string(kind), "volwassene": .string(ouder), "heeftGezag": true,
                    "bron": "gezagsregister",
                ], als: rvt
            ).expect(201)
        }
        func zegt(_ wie: String, _ besluit: String) async throws -> Reply {
            try await doe(
                chain, zaak, "toestemmingen",
                [
                    "kind": .string(kind), "gever": .string(wie), "organisatie": gi.wie,
                    "besluit": .string(besluit),
                ], als: rvt)
        }
        let eerste = try await verklaring(chain, zaak, Verzonnen.tekst, als: rvt)
        let overdracht = try await chain.bied(zaak, naar: gi)
        let gezinpad = "/v1/zaken/\(zaak.lower)/gezin?door=\(rvt.medewerker("werker"))"
        let voor = try #require(try await chain.get(.verwijzing, gezinpad, as: rvt.client).expect(200).etag)
        try await zegt(moeder, "gegeven").expect(201)
        // Who read the family before she consented decides on nothing of now.
        let oud = try await chain.post(
            .verwijzing, "/v1/zaken/\(zaak.lower)/toestemmingen",
            [
                "kind": .string(kind), "gever": .string(moeder), "organisatie": gi.wie, "besluit": "geweigerd",
                "door": .string(rvt.medewerker("werker")),
            ], as: rvt.client, ifMatch: voor
        ).expect(412)
        #expect(try await chain.get(.verwijzing, gezinpad, as: rvt.client).expect(200).etag == oud.etag)
        let geweigerd = try await zegt(vader, "geweigerd").expect(201)
        #expect(geweigerd["oordeel"]?.string == "geweigerd" && geweigerd["wie"]?.array == [.string(vader)])
        try await chain.aanvaard(overdracht, als: gi).expect(200)
        try await chain.bevestigGesprek(overdracht, als: gi, met: rvt).expect(200)
        try await chain.bevestigGesprek(overdracht, als: rvt, met: gi).expect(200)
        func start() async throws -> Reply {
            try await chain.doe(
                overdracht, "starts", ["grond": "wettelijke-taak"], door: gi.medewerker("werker"), als: gi)
        }
        let kanNiet = try await start()
        #expect(kanNiet.status == 409 && kanNiet.problem == "toestemming-geweigerd", "\(kanNiet)")
        func dossier() async throws -> Set<String> {
            let reply = try await chain.get(
                .verwijzing, "/v1/overdrachten/\(overdracht.lower)/dossier?door=\(gi.medewerker("werker"))",
                as: gi.client
            ).expect(200)
            return Set((reply["verklaringen"]?.array ?? []).compactMap { $0["id"]?.string })
        }
        // Refused before the gi could read: it reads nothing of others.
        #expect(try await dossier() == [])
        try await zegt(vader, "gegeven").expect(201)
        let ontbreekt = try await start()
        #expect(ontbreekt.problem == "toestemming-ontbreekt", "\(ontbreekt)")
        let compleet = try await zegt(kind, "gegeven").expect(201)
        #expect(compleet["oordeel"]?.string == "compleet")
        #expect(try await dossier() == [eerste])
        try await start().expect(200)

        try await zegt(moeder, "ingetrokken").expect(201)
        // Who holds the regie, and here gives the help as well, has one task; it ends with what the help rests on.
        _ = try await chain.taak("toestemming-herstellen", overdracht, als: gi)
        let tijdlijn =
            try await chain.get(
                .verwijzing, "/v1/zaken/\(zaak.lower)/tijdlijn?door=\(gi.medewerker("werker"))", as: gi.client
            ).expect(200)["stappen"]?.array ?? []
        #expect(tijdlijn.contains { $0["gebeurtenis"]?.string == "hulp-zonder-toestemming" }, "\(tijdlijn)")
        #expect(
            tijdlijn.contains {
                $0["gebeurtenis"]?.string == "toestemming-vastgelegd" && $0["soort"]?.string == "ingetrokken"
            })
        let tweede = try await verklaring(chain, zaak, Verzonnen.tekst, als: rvt)
        #expect(try await dossier() == [eerste])
        try await doe(
            chain, zaak, "kaders",
            ["kind": .string(kind), "uitvoerder": gi.wie, "vanaf": .string(Dagen.vandaag)], als: gi
        ).expect(201)
        #expect(try await dossier() == [eerste, tweede])
        try await eventually(within: .seconds(30), "a measure runs, so nobody need see to it") {
            let taken = try await chain.taken(overdracht, als: gi).filter {
                $0["soort"]?.string == "toestemming-herstellen"
            }
            return !taken.isEmpty && taken.allSatisfy { $0["status"]?.string == "gedaan" }
        }

        // S3: each reading keeps the ground of then, for each of the family their own; the other services' part too.
        func overzicht(_ vraag: String) async throws -> Reply {
            try await chain.get(
                .verwijzing, "/v1/zaken/\(zaak.lower)/gezinsoverzicht?door=\(gi.medewerker("werker"))\(vraag)",
                as: gi.client)
        }
        let gelezenDoorGi = try await overzicht("&lid=\(moeder)").expect(200)
        let gronden = (gelezenDoorGi["ontvangen"]?.array ?? []).filter {
            $0["organisatie"]?.string == gi.rawValue && $0["wat"]?.string == "dossier"
        }.compactMap { $0["grond"]?.string }
        #expect(Set(gronden) == ["toestemming", "niet-vastgelegd", "wettelijke-taak"], "\(gelezenDoorGi)")
        #expect(gelezenDoorGi["ontbreekt"]?.array == [], "\(gelezenDoorGi)")
        let overMoeder = Verzonnen.bsn()
        let metBsn = try await doe(
            chain, zaak, "gezinsleden",
            ["rol": "volwassene", "naam": "Zwaantje", "bsn": .string(overMoeder)], als: gi
        ).expect(201).id().lower
        let eigen: JSON = [
            "soort": "feit", "datum": .string(Dagen.vandaag), "tekst": .string(Verzonnen.tekst),
            "bsn": .string(overMoeder),
        ]
        let alleen = try await doe(chain, zaak, "dossier/betrokkenen", eigen, als: gi).expect(201).id().lower
        try await chain.get(
            .verwijzing, "/v1/zaken/\(zaak.lower)/verklaringen/\(alleen)?door=\(gi.medewerker("werker"))",
            as: gi.client
        ).expect(200)
        func las(_ lid: String) async throws -> Bool {
            try await overzicht("&lid=\(lid)").expect(200)["ontvangen"]?.array?.contains {
                $0["wat"]?.string == "verklaring"
            } == true
        }
        #expect(try await las(metBsn))
        #expect(try await las(vader) == false)
        #expect(try await overzicht("&lid=\(UUID().lower)").status == 404)
        // A refusal is recorded, with why.
        let weggelaten = try await chain.query(
            """
            select count(*) from processing_record
            where name = 'overzicht voor het gezin geweigerd' and purpose like '%: van-een-ander'
                and data_subject_id = \("gezinslid-" + vader)
            """, schema: ChainService.verwijzing.schema)
        #expect(try weggelaten.first?.decode(Int64.self) ?? 0 >= 1)

        // No name and no birth date in any event; the age group only where someone reads it.
        let berichten = try await chain.tap.messages(Topics.overdrachten).map {
            String(decoding: $0.value, as: UTF8.self)
        }.filter { $0.contains(zaak.lower) }
        #expect(berichten.contains { $0.contains("gezinslid-vastgelegd") })
        #expect(!berichten.contains { $0.contains("Zwaantje") || $0.contains(Dagen.dag(-13 * 366)) })
        let gezin = try await chain.get(
            .verwijzing, "/v1/zaken/\(zaak.lower)/gezin?door=\(gi.medewerker("werker"))", as: gi.client
        ).expect(200)
        #expect(
            gezin["leden"]?.array?.first { $0["id"]?.string == kind }?["leeftijdsgroep"]?.string == "12-15",
            "\(gezin)")
        #expect(gezin["oordelen"]?.array?.first?["oordeel"]?.string == "niet-nodig", "\(gezin)")
        // Every opening of a birth date left its record.
        let gelezen = try await chain.query(
            "select count(*) from processing_record where name = 'leeftijd bepalen'",
            schema: ChainService.verwijzing.schema)
        #expect(try gelezen.first?.decode(Int64.self) ?? 0 >= 3)
    }
}
