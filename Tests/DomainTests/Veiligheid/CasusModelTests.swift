import Contracts
import Foundation
import Testing
import VeiligheidDomain

@Suite("Casus: wat altijd geldt")
struct CasusModelTests {
    @Test(
        "Willekeurige commando's: altijd een termijn, de toestand volgt uit wat gebeurde, wat kan heet mogelijk",
        arguments: 0..<100 as Range<UInt64>)
    func model(seed: UInt64) throws {
        var worp = Dobbelsteen(seed)
        var state: Casus?
        var gepubliceerd: [CasusEvent] = []
        for stap in 0..<40 {
            let nu = Rvt.begin.addingTimeInterval(Double(stap * 3600) + 0.125)
            let command = Self.command(state, &worp)
            let events: [CasusEvent]
            do { events = try Casus.decide(state, command, now: nu) } catch {
                #expect(!error.uitleg.isEmpty && !error.mogelijk.isEmpty)
                continue
            }
            for event in events {
                let terug = try Post.heenEnWeer(event, event.naam, domein: "casussen")
                #expect(terug == event)
                gepubliceerd.append(terug)
                state = Casus.evolve(state, event)
            }
            guard let casus = state else { continue }
            #expect(casus.isGesloten == casus.lopendeTermijnen.isEmpty)
            #expect(Set(casus.lopendeTermijnen.map(\.soort)).count == casus.lopendeTermijnen.count)
            #expect(!(casus.isGesloten && casus.uitBeeld != nil), "R11")
            #expect(try Post.bewaard(casus) == casus)
            for organisatie in [Rvt.rvt, Rvt.wijkteam, Rvt.gi] {
                let mogelijk = Set(casus.mogelijk(voor: organisatie))
                for (code, command) in Self.handelingen(casus, organisatie) {
                    // Refused, or already so: nothing to do.
                    let kan = (try? Casus.decide(casus, command, now: nu))?.isEmpty == false
                    #expect(mogelijk.contains(code) == kan, "\(code) door \(organisatie) in \(casus)")
                }
            }
        }
        #expect(gepubliceerd.reduce(nil) { Casus.evolve($0, $1) } == state)
    }

    private static let namen = [
        "casus-geopend", "melding-gekoppeld", "melding-bijgewerkt", "lokaal-team-betrokken", "lokaal-team-bevestigd",
        "beoordeling-vastgelegd", "meningsverschil-vastgelegd", "overdracht-verzocht", "overdracht-gevolgd",
        "regie-gevolgd", "casus-opgevolgd", "uit-beeld-gemeld", "weer-in-beeld-gemeld", "casus-gesloten",
        "termijn-herinnerd", "termijn-geescaleerd",
    ]

    @Test("evolve is totaal: elke gebeurtenis op elke toestand geeft een toestand", arguments: 0..<20 as Range<UInt64>)
    func totaal(seed: UInt64) throws {
        var worp = Dobbelsteen(seed)
        var casus: Casus?
        for _ in 0..<20 {
            let naam = Self.namen.een(&worp)
            let event = try Post.lees(CasusEvent.self, try Post.golden(naam, domein: "casussen"), naam)
            #expect(event.naam == naam)
            casus = Casus.evolve(casus, event)
        }
        #expect(casus != nil)
        var koppeling: Meldingskoppeling?
        for naam in ["koppeling-besloten", "koppeling-gevraagd", "termijn-herinnerd", "termijn-geescaleerd"].shuffled(
            using: &worp)
        {
            let json = try Post.golden(naam, domein: "casussen")
            koppeling = Meldingskoppeling.evolve(koppeling, try Post.lees(KoppelingEvent.self, json, naam))
        }
        #expect(koppeling != nil)
    }

    @Test("Domein en contract hebben dezelfde codes")
    func codes() {
        func gelijk<A: RawRepresentable<String> & CaseIterable, B: RawRepresentable<String> & CaseIterable>(
            _ domein: A.Type, _ contract: B.Type
        ) { #expect(domein.allCases.map(\.rawValue) == contract.allCases.map(\.rawValue)) }
        gelijk(Meldingsoort.self, MeldingenEvents.Soort.self)
        gelijk(Acuut.self, MeldingenEvents.Acuut.self)
        gelijk(Beoordelingsuitkomst.self, CasussenEvents.Beoordelingsuitkomst.self)
        gelijk(Overdrachtstand.self, CasussenEvents.Overdrachtstand.self)
        gelijk(Nazorg.self, CasussenEvents.Nazorg.self)
        gelijk(VeiligheidDomain.Leeftijdsgroep.self, Contracts.Leeftijdsgroep.self)
        gelijk(VeiligheidDomain.Urgentie.self, Contracts.Urgentie.self)
        gelijk(VeiligheidDomain.Escalatieniveau.self, Contracts.Escalatieniveau.self)
        #expect(
            PersoonsindexEvent.Naam.allCases.map(\.rawValue).allSatisfy { naam in
                CasussenEvents.all.contains { $0.eventType.name == naam }
            })
    }

    /// What can be done with a casus, each as it could be asked with the best of choices.
    private static func handelingen(_ casus: Casus, _ organisatie: Organisatie) -> [(String, CasusCommand)] {
        let door = Persoon(organisatie: organisatie, medewerker: Medewerker("mw-iemand"))
        let nieuw = Organisatie("00000099000000008000")
        return [
            ("lokaal-team-bevestigen", .lokaalTeamBevestigen(door: door)),
            (
                "beoordelen",
                .beoordelen(
                    Beoordeling(
                        beoordeling: BeoordelingId(Rvt.uuid(99)), uitkomst: .advies, door: door,
                        meldingen: casus.meldingen.map(\.gegevens.melding), redenen: Rvt.inhoud))
            ),
            ("overdracht-starten", .overdrachtVerzoeken(Rvt.verzoek(99, van: door, naar: nieuw, urgentie: .spoed))),
            ("lokaal-team-betrekken", .lokaalTeamBetrekken(nieuw, door: door)),
            ("uit-beeld-melden", .uitBeeldMelden(door: door, toelichting: nil)),
            ("weer-in-beeld-melden", .weerInBeeldMelden(door: door)),
            (
                "meningsverschil-vastleggen",
                .meningsverschilVastleggen(
                    Meningsverschil(
                        meningsverschil: MeningsverschilId(Rvt.uuid(98)),
                        beoordeling: casus.beoordelingen.last?.beoordeling.beoordeling ?? BeoordelingId(Rvt.uuid(97)),
                        namens: door, feiten: Rvt.inhoud))
            ),
            ("sluiten", .sluiten(door: door, nazorg: .contact, toelichting: Rvt.inhoud)),
        ]
    }

    private static func command(_ state: Casus?, _ worp: inout Dobbelsteen) -> CasusCommand {
        let persoon = [Rvt.rosa, Rvt.rosa, Rvt.wim, Rvt.gijs].een(&worp)
        let n = UInt8.random(in: 1...3, using: &worp)
        switch Int.random(in: 0..<(state == nil ? 2 : 25), using: &worp) {
        case 0, 1:
            let melding = Rvt.gegevens(1, soort: worp.ja(4) ? nil : .vtMelding, acuut: Acuut.allCases.een(&worp))
            return .openen(Rvt.opening(melding, lokaalTeam: worp.ja() ? Rvt.wijkteam : nil))
        case 2, 3:
            let melding = Rvt.gegevens(
                n, soort: Meldingsoort.allCases.een(&worp), acuut: Acuut.allCases.een(&worp), na: Double(n) * 90,
                betrokkenen: [Int(n), Int(n) + 1])
            return .meldingKoppelen(melding, gemeente: worp.ja() ? "0202" : nil)
        case 4: return .lokaalTeamBetrekken([Rvt.wijkteam, Rvt.gi].een(&worp), door: worp.ja() ? persoon : nil)
        case 5, 6: return .lokaalTeamBevestigen(door: persoon)
        case 7...9: return .beoordelen(Rvt.beoordeling(n, [1, n], door: persoon))
        case 10: return .overdrachtVerzoeken(Rvt.verzoek(n, van: persoon, urgentie: Urgentie.allCases.een(&worp)))
        case 11, 12: return .overdrachtVolgen(Rvt.verzoek(n).overdracht, stand: Overdrachtstand.allCases.een(&worp))
        case 13: return .regieVolgen(naar: persoon, overdracht: worp.ja() ? Rvt.verzoek(n).overdracht : nil)
        case 14: return .uitBeeldMelden(door: persoon, toelichting: worp.ja() ? Rvt.inhoud : nil)
        case 15, 16: return .weerInBeeldMelden(door: persoon)
        case 17:
            return .meningsverschilVastleggen(
                Meningsverschil(
                    meningsverschil: MeningsverschilId(Rvt.uuid(60 + n)),
                    beoordeling: Rvt.beoordeling(n).beoordeling, namens: persoon, feiten: Rvt.inhoud))
        case 18: return .sluiten(door: persoon, nazorg: Nazorg.allCases.een(&worp), toelichting: Rvt.inhoud)
        case 19:
            let melding = Rvt.gegevens(
                n, soort: Meldingsoort.allCases.een(&worp), acuut: Acuut.allCases.een(&worp), na: Double(n) * 90,
                betrokkenen: [Int(n), Int(n) + 2])
            return .meldingBijwerken(melding, gemeente: worp.ja() ? "1734" : nil)
        default:
            let termijn = state?.lopendeTermijnen.randomElement(using: &worp)
            return .termijnVerstreken(
                soort: termijn?.soort ?? "uit-beeld", sinds: termijn?.sinds ?? Rvt.begin,
                stadium: [50, 80, 100, 150].een(&worp))
        }
    }
}
