import Contracts
import Foundation
import MeldingDomain
import Testing

@Suite("Melding: wat altijd geldt")
struct MeldingModelTests {
    @Test(
        "Willekeurige commando's: altijd een termijn tot het eind, en de gebeurtenissen geven de toestand terug",
        arguments: 0..<100 as Range<UInt64>)
    func model(seed: UInt64) throws {
        var worp = Dobbelsteen(seed)
        var state: Melding?
        var gepubliceerd: [MeldingEvent] = []
        for stap in 0..<25 {
            let nu = Intake.begin.addingTimeInterval(Double(stap * 3600) + 0.125)
            let command = Self.command(state, &worp)
            let events: [MeldingEvent]
            do { events = try Melding.decide(state, command, now: nu) } catch {
                #expect(!error.uitleg.isEmpty && !error.code.contains(" "))
                continue
            }
            for event in events {
                gepubliceerd.append(try Post.heenEnWeer(event, event.naam, domein: "meldingen"))
                #expect(gepubliceerd.last == event)
                state = Melding.evolve(state, event)
            }
            guard let melding = state else { continue }
            #expect(melding.isAfgehandeld == melding.lopendeTermijnen.isEmpty)
            #expect(Set(melding.lopendeTermijnen.map(\.soort)).count == melding.lopendeTermijnen.count)
            #expect(try Post.bewaard(melding) == melding)
        }
        #expect(gepubliceerd.reduce(nil) { Melding.evolve($0, $1) } == state)
    }

    @Test("evolve is totaal: elke gebeurtenis op elke toestand geeft een toestand", arguments: 0..<20 as Range<UInt64>)
    func totaal(seed: UInt64) throws {
        var worp = Dobbelsteen(seed)
        let namen = [
            "melding-ontvangen", "melding-aangevuld", "melding-doorgestuurd", "melding-soort-gewijzigd",
            "melding-in-behandeling", "melding-afgehandeld", "termijn-herinnerd", "termijn-geescaleerd",
        ]
        var state: Melding?
        for _ in 0..<20 {
            let naam = namen.een(&worp)
            let event = try Post.lees(MeldingEvent.self, try Post.golden(naam, domein: "meldingen"), naam)
            #expect(event.naam == naam)
            state = Melding.evolve(state, event)
        }
        #expect(state != nil)
    }

    @Test("Domein en contract hebben dezelfde codes")
    func codes() {
        func gelijk<A: RawRepresentable<String> & CaseIterable, B: RawRepresentable<String> & CaseIterable>(
            _ domein: A.Type, _ contract: B.Type
        ) { #expect(domein.allCases.map(\.rawValue) == contract.allCases.map(\.rawValue)) }
        gelijk(Meldingsoort.self, MeldingenEvents.Soort.self)
        gelijk(Acuut.self, MeldingenEvents.Acuut.self)
        gelijk(Besproken.self, MeldingenEvents.Besproken.self)
        gelijk(Grondslag.self, MeldingenEvents.Grondslag.self)
        gelijk(Rol.self, MeldingenEvents.Rol.self)
        gelijk(Gebrek.self, MeldingenEvents.Gebrek.self)
        gelijk(Uitkomst.self, MeldingenEvents.Uitkomst.self)
        gelijk(MelderStatus.self, NotificatiesEvents.MelderStatus.self)
        gelijk(MeldingDomain.Leeftijdsgroep.self, Contracts.Leeftijdsgroep.self)
        gelijk(MeldingDomain.Urgentie.self, Contracts.Urgentie.self)
        gelijk(MeldingDomain.Escalatieniveau.self, Contracts.Escalatieniveau.self)
    }

    private static func command(_ state: Melding?, _ worp: inout Dobbelsteen) -> MeldingCommand {
        let zaak = ZaakId(Intake.uuid(UInt8.random(in: 2...3, using: &worp)))
        let persoon = [Intake.vera, Intake.wim].een(&worp)
        switch Int.random(in: 0..<(state == nil ? 4 : 20), using: &worp) {
        case 0..<3:
            var nieuw = Intake.volledig()
            nieuw.acuut = [.ja, .nee, .onbekend, nil].een(&worp)
            nieuw.soort = worp.ja(5) ? nil : Meldingsoort.allCases.een(&worp)
            if worp.ja(4) { nieuw.gemeente = nil }
            if worp.ja(4) { nieuw.bespreking = [nil, .nietBesproken(redenGegeven: worp.ja())].een(&worp) }
            if worp.ja(4) { nieuw.melder = [nil, .burger(afgeschermd: true)].een(&worp) }
            if worp.ja(4) { nieuw.grondslag = nil }
            return .ontvangen(Intake.ontvangst(nieuw))
        case 3..<6:
            return .aanvullen(
                Aanvulling(
                    soort: worp.ja(3) ? Meldingsoort.allCases.een(&worp) : nil, gemeente: worp.ja() ? "0202" : nil,
                    besproken: worp.ja() ? Besproken.allCases.een(&worp) : nil, redenNietBesproken: worp.ja(),
                    grondslag: worp.ja() ? Grondslag.allCases.een(&worp) : nil, melderVastgesteld: worp.ja(),
                    betrokkenen: worp.ja() ? [Intake.kind(11, signaalgedrag: worp.ja())] : []), door: persoon)
        case 6..<8: return .soortWijzigen(naar: Meldingsoort.allCases.een(&worp), door: persoon)
        case 8..<10:
            return .doorsturen(
                naar: [Intake.vt, Intake.wijkteam].een(&worp), door: persoon, toelichting: InhoudId(Intake.uuid(8)))
        case 10..<12: return .oppakken(door: persoon)
        case 12: return .inCasusOpgenomen(zaak: zaak)
        case 13: return .afhandelen(Uitkomst.allCases.een(&worp), door: persoon)
        case 14: return .beoordeeld(zaak: zaak, Uitkomst.allCases.een(&worp))
        default:
            let termijn = state?.lopendeTermijnen.randomElement(using: &worp)
            return .termijnVerstreken(
                soort: termijn?.soort ?? "melding-oppakken", sinds: termijn?.sinds ?? Intake.begin,
                stadium: [50, 80, 100, 150].een(&worp))
        }
    }
}
