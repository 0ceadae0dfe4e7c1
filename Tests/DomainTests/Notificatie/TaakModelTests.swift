import Contracts
import Foundation
import NotificatieDomain
import Testing

@Suite("Taak: wat altijd geldt")
struct TaakModelTests {
    @Test(
        "Willekeurige commando's: altijd een termijn tot het eind, en de gebeurtenissen geven de toestand terug",
        arguments: 0..<100 as Range<UInt64>)
    func model(seed: UInt64) throws {
        var worp = Dobbelsteen(seed)
        var state: Taak?
        var gepubliceerd: [TaakEvent] = []
        for stap in 0..<30 {
            let nu = Postkamer.begin.addingTimeInterval(Double(stap * 600) + 0.125)
            let events: [TaakEvent]
            do { events = try Taak.decide(state, Self.command(state, &worp), now: nu) } catch {
                #expect(!error.uitleg.isEmpty)
                continue
            }
            for event in events {
                let terug = try Post.heenEnWeer(event, event.naam, domein: "bevestigingen")
                #expect(terug == event)
                gepubliceerd.append(terug)
                state = Taak.evolve(state, event)
            }
            guard let taak = state else { continue }
            #expect(taak.isAfgesloten == taak.lopendeTermijnen.isEmpty)
            #expect(gepubliceerd.last?.kop.status == taak.status)
            #expect(gepubliceerd.last?.voor == taak.voor)
            #expect(try Post.bewaard(taak) == taak)
        }
        #expect(gepubliceerd.reduce(nil) { Taak.evolve($0, $1) } == state)
    }

    @Test("evolve is totaal: elke gebeurtenis op elke toestand geeft een toestand", arguments: 0..<20 as Range<UInt64>)
    func totaal(seed: UInt64) throws {
        var worp = Dobbelsteen(seed)
        var taak: Taak?
        let typen = BevestigingenEvents.all.map { $0.eventType }
        for type in typen.shuffled(using: &worp) {
            var json = try Post.golden(type.name, domein: "bevestigingen")
            if case .object(var velden) = json {
                velden["soort"] = "gesprek-voeren"
                json = .object(velden)
            }
            let event = try Post.lees(TaakEvent.self, json, type.name)
            #expect(event.naam == type.name)
            taak = Taak.evolve(taak, event)
        }
        #expect(taak != nil)
    }

    @Test("Domein en contract hebben dezelfde codes")
    func codes() {
        func gelijk<A: RawRepresentable<String> & CaseIterable, B: RawRepresentable<String> & CaseIterable>(
            _ domein: A.Type, _ contract: B.Type
        ) { #expect(domein.allCases.map(\.rawValue) == contract.allCases.map(\.rawValue)) }
        gelijk(Kanaal.self, BevestigingenEvents.Kanaal.self)
        gelijk(Overdraagreden.self, BevestigingenEvents.Overdraagreden.self)
        gelijk(Vervalreden.self, BevestigingenEvents.Vervalreden.self)
        gelijk(Uitstelreden.self, BevestigingenEvents.Uitstelreden.self)
        gelijk(Trede.self, BevestigingenEvents.Trede.self)
        gelijk(Rol.self, RegisterEvents.Rol.self)
        gelijk(NotificatieDomain.Urgentie.self, Contracts.Urgentie.self)
        gelijk(NotificatieDomain.Escalatieniveau.self, Contracts.Escalatieniveau.self)
        #expect(Taaksoort.allCases.allSatisfy { Codewoord($0.rawValue) != nil })
    }

    private static func command(_ state: Taak?, _ worp: inout Dobbelsteen) -> TaakCommand {
        let persoon = [Postkamer.bram, Postkamer.bram, Postkamer.anna].een(&worp)
        switch Int.random(in: 0..<(state == nil ? 3 : 18), using: &worp) {
        case 0, 1:
            return .aanmaken(
                Postkamer.nieuw(
                    aanleiding: UInt8.random(in: 20...24, using: &worp), voor: worp.ja() ? .team("wijk-1") : nil,
                    urgentie: NotificatieDomain.Urgentie.allCases.een(&worp)))
        case 2, 3: return .bezorgen(Kanaal.allCases.een(&worp))
        case 4, 5: return .zien(door: persoon)
        case 6: return .afronden(door: worp.ja() ? persoon : nil)
        case 7: return .vervallen(Vervalreden.allCases.een(&worp))
        case 8: return .herinneren(stadium: [50, 80].een(&worp))
        case 9:
            return .overdragen(
                naar: [.team("wijk-1"), .medewerker(Medewerker("mw-ver"))].een(&worp),
                reden: Overdraagreden.allCases.een(&worp))
        case 10:
            return .bezorgingUitstellen(
                stap(state), tot: Postkamer.begin.addingTimeInterval(Double(Int.random(in: 0...50_000, using: &worp))),
                Uitstelreden.allCases.een(&worp))
        case 11: return .nietBezorgd(Kanaal.allCases.een(&worp), stap(state), uitwijk: uitwijk(&worp))
        default:
            let termijn = state?.lopendeTermijnen.first
            return .termijnVerstreken(
                soort: termijn?.soort ?? "taak-bezorgen", sinds: termijn?.sinds ?? Postkamer.begin,
                stadium: [50, 80, 100, 150].een(&worp),
                uitwijk: uitwijk(&worp))
        }
    }

    private static func stap(_ state: Taak?) -> Mailstap {
        guard let state, case .medewerker(let houder) = state.voor else {
            return Mailstap(medewerker: Postkamer.bram.medewerker, sinds: Postkamer.begin)
        }
        return Mailstap(medewerker: houder, sinds: state.wachtSinds)
    }

    private static func uitwijk(_ worp: inout Dobbelsteen) -> Uitwijk {
        Uitwijk(
            tweedeKanaal: worp.ja() ? .email : nil, vervanger: worp.ja() ? Medewerker("mw-ver") : nil,
            teamleider: worp.ja() ? Medewerker("mw-lead-b") : nil)
    }
}
