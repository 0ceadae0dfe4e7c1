import Foundation
import Testing
import VeiligheidDomain

@Suite("Koppelen: bij welke casus hoort een melding")
struct KoppelTests {
    private let a = ZaakId(Rvt.uuid(11))
    private let b = ZaakId(Rvt.uuid(12))

    private func index(_ n: Int, _ commands: [PersoonsindexCommand]) throws -> Persoonsindex {
        var state: Persoonsindex?
        for command in commands {
            for event in try Persoonsindex.decide(state, command, now: Rvt.begin) {
                state = Persoonsindex.evolve(state, try Post.heenEnWeer(event, event.naam, domein: "casussen"))
            }
        }
        return try #require(state)
    }

    private func opnemen(_ n: Int, _ zaak: ZaakId) -> PersoonsindexCommand {
        .opnemen(Rvt.pseudoniem(n), zaak: zaak, regio: "gelderland", oefening: false)
    }

    @Test("Geen open casus: een nieuwe; precies één: aansluiten; meer: een persoon beslist")
    func koppelen() throws {
        let vader = try index(1, [opnemen(1, a)])
        let moeder = try index(2, [opnemen(2, b)])
        let dicht = try index(3, [opnemen(3, a), .sluiten(zaak: a)])
        #expect(Koppeling.bepaal(soort: .zorgmelding, indexen: []) == .nieuweCasus)
        #expect(Koppeling.bepaal(soort: .zorgmelding, indexen: [dicht]) == .nieuweCasus)
        #expect(Koppeling.bepaal(soort: .vtMelding, indexen: [vader]) == .aansluiten(a))
        #expect(Koppeling.bepaal(soort: .vtMelding, indexen: [vader, vader, dicht]) == .aansluiten(a))
        #expect(Koppeling.bepaal(soort: .vtMelding, indexen: [moeder, vader]) == .voorleggen([a, b]))
    }

    @Test("M8: alleen vt-meldingen en zorgmeldingen komen samen; consultatie en advies krijgen geen casus")
    func radar() throws {
        let vader = try index(1, [opnemen(1, a)])
        for soort in Meldingsoort.allCases {
            let samen = soort == .vtMelding || soort == .zorgmelding
            #expect(Koppeling.indexeert(soort) == samen)
            #expect((Koppeling.bepaal(soort: soort, indexen: [vader]) == .aansluiten(a)) == samen)
        }
        #expect(Koppeling.bepaal(soort: .consultatie, indexen: [vader]) == .geenCasus)
        #expect(Koppeling.bepaal(soort: .advies, indexen: [vader]) == .geenCasus)
        #expect(Koppeling.bepaal(soort: nil, indexen: [vader]) == .nieuweCasus)
    }

    @Test("C3: een oefening heeft een eigen index; twee pseudoniemen delen er geen")
    func id() {
        let ids = [
            Persoonsindex.id(van: Rvt.pseudoniem(1), oefening: false),
            Persoonsindex.id(van: Rvt.pseudoniem(1), oefening: true),
        ]
        #expect(Set(ids).count == 2)
        #expect(Persoonsindex.id(van: Rvt.pseudoniem(1), oefening: false) == ids[0])
        #expect(ids[0].uuidString.dropFirst(14).first == "8")
    }

    @Test("Een melding die bij meer casussen past, wacht met een termijn op een persoon van het team")
    func beslissen() throws {
        let vraag = Koppelvraag(
            kenmerk: "A-2222-222-2", regio: "gelderland", gemeente: nil, oefening: false, organisatie: Rvt.rvt,
            gegevens: Rvt.gegevens(1, soort: .vtMelding, acuut: .ja), kandidaten: [a, b])
        func speel(_ commands: MeldingskoppelingCommand...) throws -> Meldingskoppeling {
            var state: Meldingskoppeling?
            for command in commands {
                for event in try Meldingskoppeling.decide(state, command, now: Rvt.begin) {
                    state = Meldingskoppeling.evolve(state, try Post.heenEnWeer(event, event.naam, domein: "casussen"))
                }
            }
            let bewaard = try #require(state)
            #expect(try Post.bewaard(bewaard) == bewaard)
            return bewaard
        }
        func code(_ state: Meldingskoppeling, _ command: MeldingskoppelingCommand) -> String? {
            do {
                _ = try Meldingskoppeling.decide(state, command, now: Rvt.begin)
                return nil
            } catch {
                return error.code
            }
        }
        let wacht = try speel(.vragen(vraag))
        let termijn = try #require(wacht.lopendeTermijnen.first)
        #expect(termijn.spoed)
        #expect(code(wacht, .beslissen(.bestaand(a), door: Rvt.wim)) == "niet-van-het-team")
        #expect(code(wacht, .beslissen(.bestaand(Rvt.zaak), door: Rvt.rosa)) == "geen-kandidaat")
        for stadium in [50, 150] {
            let over = MeldingskoppelingCommand.termijnVerstreken(
                soort: termijn.soort, sinds: termijn.sinds, stadium: stadium)
            #expect(try speel(.vragen(vraag), over) == wacht)
        }
        let besloten = try speel(.vragen(vraag), .beslissen(.bestaand(b), door: Rvt.rosa))
        #expect(besloten.lopendeTermijnen.isEmpty)
        #expect(code(besloten, .beslissen(.bestaand(a), door: Rvt.rosa)) == "al-besloten")
        #expect(code(besloten, .beslissen(.bestaand(b), door: Rvt.rosa)) == nil)
        #expect(try speel(.vragen(vraag), .beslissen(.nieuw(Rvt.zaak), door: Rvt.rosa)).lopendeTermijnen.isEmpty)
    }
}
