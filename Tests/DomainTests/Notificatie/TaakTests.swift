import Foundation
import NotificatieDomain
import Testing

@Suite("Taak: aangekomen, gelezen, gedaan")
struct TaakTests {
    private func code(_ taak: Taak, _ command: TaakCommand) -> String? {
        do {
            _ = try Taak.decide(taak, command, now: Postkamer.begin)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("N1: hetzelfde voor dezelfde persoon is dezelfde taak; een ander onderwerp, soort of persoon niet")
    func id() {
        let bram = Postkamer.bram.medewerker
        let taak = Taak.id(onderwerp: Postkamer.overdracht, soort: .gesprekVoeren, medewerker: bram)
        #expect(taak == Taak.id(onderwerp: Postkamer.overdracht, soort: .gesprekVoeren, medewerker: bram))
        let anders = [
            Taak.id(onderwerp: OnderwerpId(Postkamer.uuid(5)), soort: .gesprekVoeren, medewerker: bram),
            Taak.id(onderwerp: Postkamer.overdracht, soort: .gesprekBevestigen, medewerker: bram),
            Taak.id(onderwerp: Postkamer.overdracht, soort: .gesprekVoeren, medewerker: Postkamer.anna.medewerker),
        ]
        #expect(Set(anders + [taak]).count == 4)
        // SHA-256 of the name, from another implementation (sha256sum), with version and variant put in.
        let vast = Taak.id(
            onderwerp: OnderwerpId(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))),
            soort: .gesprekVoeren, medewerker: Medewerker("mw-bram"))
        #expect(vast.description == "52dac816-1e53-8dc2-9546-cf8418ba4041")
    }

    @Test("N1: nieuws over hetzelfde werkt de taak bij, ook een gedane; hetzelfde nieuws twee keer niet")
    func bijwerken() throws {
        let gezien = try Postkamer.taak(.bezorgen(.sse), .zien(door: Postkamer.bram))
        #expect(try Taak.decide(gezien, .aanmaken(Postkamer.nieuw()), now: Postkamer.begin) == [])
        let weer = try Postkamer.taak(
            .zien(door: Postkamer.bram), .afronden(door: Postkamer.bram),
            .aanmaken(Postkamer.nieuw(aanleiding: 21, urgentie: .spoed)))
        #expect(weer.status == "open")
        #expect(weer.urgentie == .spoed)
        #expect(weer.id == gezien.id)
    }

    @Test("N2: open, bezorgd, gezien, gedaan; een late bezorging verandert niets, en zien doet wie de taak heeft")
    func verloop() throws {
        #expect(try Postkamer.taak().lopendeTermijnen.map(\.soort) == ["taak-bezorgen"])
        let bezorgd = try Postkamer.taak(.bezorgen(.sse))
        #expect(bezorgd.lopendeTermijnen.map(\.soort) == ["taak-bevestigen"])
        #expect(code(bezorgd, .zien(door: Postkamer.anna)) == "taak-van-een-ander")
        let collega = Persoon(organisatie: Postkamer.ontvanger, medewerker: Medewerker("mw-ander"))
        #expect(code(bezorgd, .zien(door: collega)) == "taak-van-een-ander")
        let gezien = try Postkamer.taak(.zien(door: Postkamer.bram), .bezorgen(.email))
        #expect(gezien.status == "gezien")
        #expect(gezien.lopendeTermijnen.map(\.soort) == ["taak-uitvoeren"])
        #expect(try Postkamer.taak(.afronden(door: nil)).status == "gedaan")
        #expect(try Postkamer.taak(.vervallen(.achterhaald), .afronden(door: nil)).status == "vervallen")
    }

    @Test("N2: onbevestigd: tweede kanaal, dan vervanger, dan teamleider, dan escalatie")
    func ladder() throws {
        let uitwijk = Uitwijk(
            tweedeKanaal: .email, vervanger: Medewerker("mw-ver"), teamleider: Medewerker("mw-lead-b"))
        var taak = try Postkamer.taak()
        var namen: [String] = []
        for stap in 1...4 {
            let termijn = try #require(taak.lopendeTermijnen.first)
            let over = TaakCommand.termijnVerstreken(
                soort: termijn.soort, sinds: termijn.sinds, stadium: 100, uitwijk: uitwijk)
            let nu = Postkamer.begin.addingTimeInterval(Double(stap) * 3600)
            let event = try #require(try Taak.decide(taak, over, now: nu).first)
            namen.append(event.naam)
            taak = Taak.evolve(taak, event)
        }
        #expect(namen == ["taak-kanaal-toegevoegd", "taak-overgedragen", "taak-overgedragen", "termijn-geescaleerd"])
        #expect(taak.voor == .medewerker(Medewerker("mw-lead-b")))
        #expect(taak.kanalen == [.sse, .email])
        #expect(taak.trede == .teamleider)
    }

    @Test("N2: zonder tweede kanaal of vervanger wordt niet gewacht; een herinnering komt bij 50 en 80")
    func ladderZonder() throws {
        let taak = try Postkamer.taak()
        let termijn = try #require(taak.lopendeTermijnen.first)
        func na(_ stadium: Int, _ uitwijk: Uitwijk) throws -> String? {
            try Taak.decide(
                taak,
                .termijnVerstreken(soort: termijn.soort, sinds: termijn.sinds, stadium: stadium, uitwijk: uitwijk),
                now: Postkamer.begin
            ).first?.naam
        }
        #expect(try na(50, Uitwijk(tweedeKanaal: .email)) == "termijn-herinnerd")
        #expect(try na(100, Uitwijk(tweedeKanaal: .sse, teamleider: Medewerker("mw-lead-b"))) == "taak-overgedragen")
        #expect(try na(100, Uitwijk()) == "termijn-geescaleerd")
    }

    @Test("V8, O23: een besloten taak gaat bij opvolging mee met wie haar heeft; niemand anders krijgt haar")
    func beslotenOpvolging() throws {
        let nieuw = Postkamer.nieuw(.beperkteAfspraakUitvoeren)
        let gemaakt = try Taak.decide(nil, .aanmaken(nieuw), now: Postkamer.begin)
        let taak = Taak.evolve(nil, try #require(gemaakt.first))
        func na(_ naar: Geadresseerde) throws -> Taak {
            try Taak.decide(taak, .overnemen(door: Postkamer.afzender, naar: naar), now: Postkamer.begin)
                .reduce(taak) { Taak.evolve($0, $1) }
        }
        let mee = try na(.medewerker(Postkamer.bram.medewerker))
        #expect(mee.organisatie == Postkamer.afzender && mee.voor == taak.voor && mee.status == "open")
        for naar in [Geadresseerde.team("team-a"), .medewerker(Postkamer.anna.medewerker)] {
            let weg = try na(naar)
            #expect(weg.status == "vervallen" && weg.organisatie == Postkamer.ontvanger && weg.voor == taak.voor)
        }
    }

    @Test("N5: bij afwezigheid gaat de taak naar de vervanger of de lijst van het team, en blijft daar bij nieuws")
    func overdragen() throws {
        let lijst = try Postkamer.taak(.overdragen(naar: .team("wijk-1"), reden: .afwezig))
        let collega = Persoon(organisatie: Postkamer.ontvanger, medewerker: Medewerker("mw-ander"))
        #expect(code(lijst, .zien(door: collega)) == nil)
        #expect(code(lijst, .zien(door: Postkamer.anna)) == "taak-van-een-ander")
        let nieuws = try Postkamer.taak(
            .overdragen(naar: .team("wijk-1"), reden: .afwezig), .aanmaken(Postkamer.nieuw(aanleiding: 21)))
        #expect(nieuws.voor == .team("wijk-1"))
        #expect(nieuws.bestemd == Postkamer.bram.medewerker)
    }
}
