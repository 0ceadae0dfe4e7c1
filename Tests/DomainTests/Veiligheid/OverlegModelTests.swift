import Contracts
import Foundation
import Testing
import VeiligheidDomain

@Suite("Overleg: wat er ook gebeurt")
struct OverlegModelTests {
    @Test(
        "O20, R6, V8: willekeurige stappen; een belofte zonder termijn bestaat niet",
        arguments: 0..<100 as Range<UInt64>)
    func model(seed: UInt64) throws {
        var worp = Dobbelsteen(seed)
        var state: Overleg?
        var gebeurd: [OverlegEvent] = []
        for stap in 0..<30 {
            let nu = Tafel.begin.addingTimeInterval(Double(stap) * 172_800 + 0.25)
            let command = try Self.command(state, stap, &worp)
            let events: [OverlegEvent]
            let moestSpreken = state?.nieuwGesprekSinds != nil
            let (sinds, gepland) = (state?.nieuwGesprekSinds, state?.vervolg)
            do { events = try Overleg.decide(state, command, regie: Rvt.rvt, now: nu) } catch {
                #expect(!error.uitleg.isEmpty)
                continue
            }
            for event in events {
                let terug = try Post.heenEnWeer(event, event.naam, domein: "casussen")
                #expect(terug == event)
                gebeurd.append(terug)
                state = Overleg.evolve(state, event)
            }
            guard let overleg = state else { continue }
            #expect(try Post.bewaard(overleg) == overleg)
            #expect(Set(overleg.lopendeTermijnen.map(\.termijn)).count == overleg.lopendeTermijnen.count)
            let open = overleg.afspraken.filter { $0.einde == nil }
            #expect(overleg.lopendeTermijnen.compactMap(\.afspraak) == open)
            if case .gevraagd = overleg.onderzoek { #expect(Tafel.termijn(overleg, .onderzoek) != nil) }
            let moetSpreken = overleg.nieuwGesprekSinds != nil
            #expect((Tafel.termijn(overleg, .nieuwGesprek) != nil) == (moetSpreken && overleg.vervolg == nil))
            if moestSpreken, moetSpreken { #expect(overleg.nieuwGesprekSinds == sinds, "the term runs on") }
            if let gepland, let nu = overleg.vervolg { #expect(nu == gepland, "one talk at a time") }
            if moestSpreken, !moetSpreken { #expect(events.map(\.naam) == ["nieuw-gesprek-afgerond"]) }
            if let verslag = overleg.verslag {
                #expect(verslag.gezinAanwezig.isEmpty == (verslag.geenGezin != nil))
            }
            for organisatie in [Rvt.wijkteam, Rvt.gi, Tafel.raad, Rvt.rvt] {
                let mogelijk = overleg.mogelijk(voor: organisatie, regie: Rvt.rvt)
                let door = Tafel.Persoon(organisatie: organisatie, medewerker: Medewerker("mw-iemand"))
                for (code, command) in Self.handelingen(door) {
                    let kan =
                        (try? Overleg.decide(overleg, command, regie: Rvt.rvt, now: Tafel.daarna))?.isEmpty == false
                    #expect(mogelijk.contains(code) == kan, "\(code) door \(organisatie) in \(overleg)")
                }
            }
        }
        #expect(gebeurd.reduce(nil) { Overleg.evolve($0, $1) } == state)
    }

    private static func handelingen(_ door: Tafel.Persoon) -> [(String, OverlegCommand)] {
        [
            ("overleg-vastleggen", .vastleggen(Tafel.verslag(), kinderen: [Tafel.noor, Tafel.sam], door: door)),
            ("overleg-afzeggen", .afzeggen(.verzet, door: door)),
            ("tafelbesluit-vastleggen", .besluiten(.vrijwilligKader, motivering: Tafel.reden, door: door)),
            ("terugmelden", .terugmelden(.nietNodig, toelichting: Tafel.reden, door: door)),
            ("nieuw-gesprek-afmelden", .nieuwGesprekAfmelden(toelichting: Tafel.reden, door: door)),
            ("raadsonderzoek-starten", .onderzoekStarten(door: door)),
            ("afspraak-maken", Tafel.afspraak(9, eigenaar: Rvt.gijs, door: door)),
        ]
    }

    private static func command(_ state: Overleg?, _ stap: Int, _ worp: inout Dobbelsteen) throws -> OverlegCommand {
        guard let state else {
            return .plannen(
                try Tafel.plan(worp.ja() ? .jeugdbeschermingstafel : .zorgEnVeiligheidshuis), door: Rvt.wim)
        }
        let door = [Rvt.wim, Rvt.wim, Rvt.gijs, Tafel.rik, Rvt.rosa].een(&worp)
        switch Int.random(in: 0..<18, using: &worp) {
        case 0: return .uitnodigingBezorgd([Rvt.gi, Tafel.raad, Rvt.rvt].een(&worp))
        case 1: return .uitnodigingGezien(door)
        case 2 where worp.ja(4): return .afzeggen(.nietMeerNodig, door: door)
        case 2...5:
            return Tafel.vastleggen(Tafel.verslag(noor: (worp.ja(), true), nietGehoord: worp.ja() ? Tafel.reden : nil))
        case 6, 7:
            return .besluiten(VeiligheidDomain.Tafeluitkomst.allCases.een(&worp), motivering: Tafel.reden, door: door)
        case 8:
            return .terugmelden(
                VeiligheidDomain.Terugmeldgevolg.allCases.een(&worp), toelichting: Tafel.reden, door: door)
        case 9: return .nieuwGesprekPlannen(vervolg: OverlegId(Rvt.uuid(UInt8(100 + stap))), door: door)
        case 16:
            let uitkomst = [Vervolguitkomst.afgezegd, .gehouden, .overgenomen].een(&worp)
            return .vervolgen(state.vervolg ?? OverlegId(Rvt.uuid(1)), uitkomst, door: door)
        case 17 where worp.ja(3): return .nieuwGesprekAfmelden(toelichting: Tafel.reden, door: door)
        case 10 where worp.ja(3): return .onderzoekStarten(door: Tafel.rik)
        case 11, 12:
            return Tafel.afspraak(
                UInt8(stap % 8), VeiligheidDomain.Horizon.allCases.een(&worp), kring: worp.ja() ? [Tafel.rik] : [],
                door: door)
        case 13:
            let afspraak = state.afspraken.randomElement(using: &worp)?.id ?? AfspraakId(Rvt.uuid(1))
            return .afspraakAfronden(
                afspraak, VeiligheidDomain.Afspraakuitkomst.allCases.een(&worp),
                reden: worp.ja() ? Tafel.reden : nil, door: door)
        default:
            let termijn = state.lopendeTermijnen.randomElement(using: &worp)?.termijn
            return .termijnVerstreken(
                soort: termijn?.soort ?? "terugmelden", sinds: termijn?.sinds ?? Tafel.begin,
                stadium: [50, 80, 100, 150].een(&worp))
        }
    }
}
