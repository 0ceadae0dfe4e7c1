import Contracts
import Foundation
import Testing
import VeiligheidDomain

@Suite("Maatregel: wat na een uitspraak moet gebeuren")
struct MaatregelTests {
    private static let raad = Organisatie("00000099000000007000")
    private static let rik = VeiligheidDomain.Persoon(organisatie: raad, medewerker: Medewerker("mw-rik"))
    private static let uitspraak = Dag("2026-06-01")!
    private static let nu = Dag("2026-06-03")!.begin

    private static func oplegging(
        _ n: UInt8 = 1, kind: UInt8 = 1, soort: VeiligheidDomain.Maatregelsoort = .ondertoezichtstelling,
        tot: String? = "2027-05-31", wordt18: String = "2032-04-05"
    ) throws -> Oplegging {
        Oplegging(
            maatregel: MaatregelId(Rvt.uuid(200 + n)), casus: try Rvt.casus(), kind: GezinslidId(Rvt.uuid(220 + kind)),
            soort: soort, uitvoerder: Rvt.gi, raad: raad,
            beschikking: Beschikking(uitspraak: uitspraak, tot: tot.flatMap { Dag($0) }, wordt18Op: Dag(wordt18)!))
    }

    private static func opgelegd(_ meer: MaatregelCommand...) throws -> Maatregel {
        var state: Maatregel?
        let eerste = try oplegging()
        for command in [.opleggen(eerste, door: Rvt.rosa)] + meer {
            for event in try Maatregel.decide(state, command, now: nu) { state = Maatregel.evolve(state, event) }
        }
        return try #require(state)
    }

    private func code(_ state: Maatregel?, _ command: MaatregelCommand, naast: [Maatregel] = []) -> String? {
        do {
            _ = try Maatregel.decide(state, command, naast: naast, now: Self.nu)
            return nil
        } catch {
            return error.code
        }
    }

    private func termijn(_ maatregel: Maatregel, _ soort: Maatregeltermijn) -> LopendeTermijn? {
        maatregel.lopendeTermijnen.first { $0.soort == soort.rawValue }
    }

    private func na(_ stadium: Int, van soort: Maatregeltermijn, _ maatregel: Maatregel) throws -> [MaatregelEvent] {
        let gezocht = termijn(maatregel, soort)
        let termijn = try #require(gezocht)
        return try Maatregel.decide(
            maatregel, .termijnVerstreken(soort: termijn.soort, sinds: termijn.sinds, stadium: stadium), now: Self.nu)
    }

    @Test("R7: eerste contact en plan tellen vanaf de dag van de uitspraak, voor wie de maatregel uitvoert")
    func stappen() throws {
        let maatregel = try Self.opgelegd()
        for soort in [Maatregeltermijn.eersteContact, .plan] {
            let loopt = try #require(termijn(maatregel, soort))
            #expect(loopt.sinds == Self.uitspraak.begin)
            #expect(maatregel.aanZet(loopt) == Rvt.gi)
        }
        let gisteren = Dag("2026-06-02")!
        #expect(code(maatregel, .eersteContactMelden(op: gisteren, door: Rvt.rosa)) == "andere-organisatie")
        #expect(code(maatregel, .eersteContactMelden(op: Dag("2026-06-04")!, door: Rvt.gijs)) == "dag-onmogelijk")
        #expect(code(maatregel, .planMelden(op: Dag("2026-05-31")!, door: Rvt.gijs)) == "dag-onmogelijk")
        let klaar = try Self.opgelegd(
            .eersteContactMelden(op: gisteren, door: Rvt.gijs), .planMelden(op: gisteren, door: Rvt.gijs))
        #expect(termijn(klaar, .eersteContact) == nil && termijn(klaar, .plan) == nil)
        #expect(try Maatregel.decide(klaar, .planMelden(op: gisteren, door: Rvt.gijs), now: Self.nu) == [])
    }

    @Test("R7: de evaluatie gaat vanzelf; geen verlenging toetst de Raad, en wie het niet eens is vraagt haar opnieuw")
    func evaluatie() throws {
        let maatregel = try Self.opgelegd()
        #expect(termijn(maatregel, .evaluatieBegint)?.uiterlijk == Dag("2027-05-31")!.einde)
        #expect(try na(80, van: .evaluatieBegint, maatregel) == [])
        let begint = try na(100, van: .evaluatieBegint, maatregel)
        #expect(begint.map(\.naam) == ["maatregel-evaluatie-gevraagd"])
        #expect(begint.first?.kop.door == nil)
        let gevraagd = begint.reduce(maatregel) { Maatregel.evolve($0, $1) }
        #expect(termijn(gevraagd, .evaluatieBegint) == nil)
        #expect(termijn(gevraagd, .evalueren)?.sinds == Self.nu)

        let niet = MaatregelCommand.evalueren(.nietVerlengen, toelichting: Rvt.inhoud, door: Rvt.gijs)
        #expect(code(gevraagd, .toetsen(akkoord: true, motivering: Rvt.inhoud, door: Self.rik)) == "niets-te-toetsen")
        let geevalueerd = try Maatregel.decide(gevraagd, niet, now: Self.nu).reduce(gevraagd) {
            Maatregel.evolve($0, $1)
        }
        let toetsen = try #require(termijn(geevalueerd, .toetsen))
        #expect(geevalueerd.aanZet(toetsen) == Self.raad)
        #expect(code(geevalueerd, niet) == "al-geevalueerd")
        #expect(
            code(geevalueerd, .toetsen(akkoord: true, motivering: Rvt.inhoud, door: Rvt.gijs)) == "andere-organisatie")
        let afgekeurd = try Maatregel.decide(
            geevalueerd, .toetsen(akkoord: false, motivering: Rvt.inhoud, door: Self.rik), now: Self.nu
        ).reduce(geevalueerd) { Maatregel.evolve($0, $1) }
        #expect(termijn(afgekeurd, .evalueren) != nil)
        let goed = try Maatregel.decide(
            geevalueerd, .toetsen(akkoord: true, motivering: Rvt.inhoud, door: Self.rik), now: Self.nu
        ).reduce(geevalueerd) { Maatregel.evolve($0, $1) }
        #expect(goed.lopendeTermijnen.map(\.soort).contains("maatregel-evalueren") == false)
        #expect(goed.loopt)
    }

    @Test("R7: verlengt de rechter, dan begint de evaluatie voor het nieuwe einde opnieuw; anders eindigt zij vanzelf")
    func einde() throws {
        let maatregel = try Self.opgelegd(.evalueren(.verlengen, toelichting: Rvt.inhoud, door: Rvt.gijs))
        #expect(termijn(maatregel, .verlengen)?.uiterlijk == Dag("2027-05-31")!.einde)
        let nieuw = Beschikking(
            uitspraak: Dag("2026-06-02")!, tot: Dag("2028-05-31")!, wordt18Op: Dag("2032-04-05")!)
        let verlengd = try Maatregel.decide(maatregel, .verlengen(nieuw, door: Rvt.gijs), now: Self.nu)
            .reduce(maatregel) { Maatregel.evolve($0, $1) }
        #expect(verlengd.tot == Dag("2028-05-31"))
        #expect(verlengd.vanaf == Self.uitspraak)
        #expect(termijn(verlengd, .evaluatieBegint)?.uiterlijk == Dag("2028-05-31")!.einde)
        #expect(code(verlengd, .verlengen(nieuw, door: Rvt.gijs)) == "einde-voor-begin")
        #expect(code(verlengd, .verlengen(nieuw, door: Rvt.wim)) == "andere-organisatie")

        let om = try na(100, van: .eindigt, verlengd)
        #expect(om.map(\.naam) == ["maatregel-beeindigd"])
        let voorbij = om.reduce(verlengd) { Maatregel.evolve($0, $1) }
        #expect(!voorbij.loopt)
        #expect(voorbij.lopendeTermijnen == [])
        #expect(code(voorbij, .planMelden(op: Self.uitspraak, door: Rvt.gijs)) == "maatregel-geeindigd")
    }

    @Test("R7: beëindigt de rechter op een dag die nog komt, dan lopen de termijnen tot en met die dag door")
    func eerderEinde() throws {
        let maatregel = try Self.opgelegd()
        let laatste = Dag("2026-09-30")!
        let eerder = MaatregelCommand.beeindigen(laatsteDag: laatste, door: Rvt.gijs)
        let events = try Maatregel.decide(maatregel, eerder, now: Self.nu)
        #expect(events.map(\.naam) == ["maatregel-einde-vervroegd"])
        #expect(events.first?.kop.tot == laatste)
        let vervroegd = events.reduce(maatregel) { Maatregel.evolve($0, $1) }
        #expect(vervroegd.loopt && vervroegd.tot == laatste)
        #expect(try Maatregel.decide(vervroegd, eerder, now: Self.nu) == [])
        for soort in [Maatregeltermijn.eersteContact, .plan] { #expect(termijn(vervroegd, soort) != nil) }
        for soort in [Maatregeltermijn.evaluatieBegint, .eindigt] {
            #expect(termijn(vervroegd, soort)?.uiterlijk == laatste.einde)
        }
        #expect(code(vervroegd, .planMelden(op: Dag("2026-06-02")!, door: Rvt.gijs)) == nil)

        let om = try na(100, van: .eindigt, vervroegd)
        guard case .beeindigd(let feit)? = om.first?.feit else {
            throw Post.Afwijking(description: "niet geëindigd")
        }
        #expect(feit.reden == .rechter)
        #expect(om.reduce(vervroegd) { Maatregel.evolve($0, $1) }.lopendeTermijnen == [])
        // What the court extends anew ends by its last day again.
        let nieuw = Beschikking(
            uitspraak: Dag("2026-06-02")!, tot: Dag("2028-05-31")!, wordt18Op: Dag("2032-04-05")!)
        let verlengd = try Maatregel.decide(vervroegd, .verlengen(nieuw, door: Rvt.gijs), now: Self.nu)
            .reduce(vervroegd) { Maatregel.evolve($0, $1) }
        #expect(verlengd.vervroegdOp == nil)
        // A day that is over ends it at once.
        let voorbij = try Maatregel.decide(
            maatregel, .beeindigen(laatsteDag: Dag("2026-06-02")!, door: Rvt.gijs), now: Self.nu)
        #expect(voorbij.map(\.naam) == ["maatregel-beeindigd"])
    }

    @Test("R7, V6: op de dag voor 18 eindigt een maatregel, ook als de rechter geen of een latere dag noemde")
    func achttien() throws {
        for (tot, wordt18, laatste) in [
            ("2027-05-31", "2026-12-25", "2026-12-24"), (nil, "2028-03-01", "2028-02-29"),
            ("2026-12-24", "2026-12-25", "2026-12-24"), ("2026-07-01", "2026-12-25", "2026-07-01"),
        ] as [(String?, String, String)] {
            let events = try Maatregel.decide(
                nil, .opleggen(try Self.oplegging(tot: tot, wordt18: wordt18), door: Rvt.rosa), now: Self.nu)
            #expect(events.first?.kop.tot == Dag(laatste))
        }
        #expect(code(nil, .opleggen(try Self.oplegging(wordt18: "2026-06-01"), door: Rvt.rosa)) == "kind-is-18")
        #expect(code(nil, .opleggen(try Self.oplegging(tot: "2026-05-31"), door: Rvt.rosa)) == "einde-voor-begin")
    }

    @Test("R7: alleen wat de rechter al besloot, en één maatregel van een soort per kind")
    func eenPerKind() throws {
        var later = try Self.oplegging()
        later.beschikking.uitspraak = Dag("2026-06-04")!
        #expect(code(nil, .opleggen(later, door: Rvt.rosa)) == "uitspraak-niet-geweest")
        let eerste = try Self.opgelegd()
        func tweede(kind: UInt8, _ soort: VeiligheidDomain.Maatregelsoort) throws -> String? {
            code(nil, .opleggen(try Self.oplegging(2, kind: kind, soort: soort), door: Rvt.rosa), naast: [eerste])
        }
        #expect(try tweede(kind: 1, .ondertoezichtstelling) == "maatregel-loopt-al")
        #expect(try tweede(kind: 2, .ondertoezichtstelling) == nil)
        #expect(try tweede(kind: 1, .machtigingUithuisplaatsing) == nil)
    }

    @Test("O5: een stap die uitblijft gaat naar wie aan zet is, dan naar de teamleiders, dan naar de regio")
    func escalatie() throws {
        let maatregel = try Self.opgelegd()
        guard case .termijnHerinnerd(let feit)? = try na(50, van: .plan, maatregel).first?.feit else {
            throw Post.Afwijking(description: "niet herinnerd")
        }
        #expect(feit.organisatie == Rvt.gi)
        for (stadium, naar) in [(100, [Rvt.gi, Rvt.rvt]), (150, [])] {
            guard case .termijnGeescaleerd(let feit)? = try na(stadium, van: .plan, maatregel).first?.feit else {
                throw Post.Afwijking(description: "niet geëscaleerd")
            }
            #expect(feit.escalatieNaar == naar)
        }
    }

    @Test(
        "R7: willekeurige stappen; zolang zij loopt is er een termijn, en wat kan heet mogelijk",
        arguments: 0..<100 as Range<UInt64>)
    func model(seed: UInt64) throws {
        var worp = Dobbelsteen(seed)
        var state: Maatregel?
        var gebeurd: [MaatregelEvent] = []
        for stap in 0..<30 {
            let nu = Self.nu.addingTimeInterval(Double(stap) * 864_000 + 0.25)
            let events: [MaatregelEvent]
            let command = try Self.command(state, nu, &worp)
            do { events = try Maatregel.decide(state, command, now: nu) } catch {
                #expect(!error.uitleg.isEmpty)
                continue
            }
            for event in events {
                let terug = try Post.heenEnWeer(event, event.naam, domein: "casussen")
                #expect(terug == event)
                gebeurd.append(terug)
                state = Maatregel.evolve(state, event)
            }
            guard let maatregel = state else { continue }
            #expect(maatregel.loopt == !maatregel.lopendeTermijnen.isEmpty)
            #expect(Set(maatregel.lopendeTermijnen.map(\.soort)).count == maatregel.lopendeTermijnen.count)
            #expect(try Post.bewaard(maatregel) == maatregel)
            for organisatie in [Rvt.gi, Rvt.rvt, Self.raad, Rvt.wijkteam] {
                let door = VeiligheidDomain.Persoon(organisatie: organisatie, medewerker: Medewerker("mw-iemand"))
                let mogelijk = Set(maatregel.mogelijk(voor: organisatie))
                for (code, command) in Self.handelingen(maatregel, door) {
                    let kan = (try? Maatregel.decide(maatregel, command, now: nu))?.isEmpty == false
                    #expect(mogelijk.contains(code) == kan, "\(code) door \(organisatie) in \(maatregel)")
                }
            }
        }
        #expect(gebeurd.reduce(nil) { Maatregel.evolve($0, $1) } == state)
    }

    private static func handelingen(
        _ maatregel: Maatregel, _ door: VeiligheidDomain.Persoon
    ) -> [(String, MaatregelCommand)] {
        [
            ("eerste-contact-melden", .eersteContactMelden(op: maatregel.vanaf, door: door)),
            ("plan-melden", .planMelden(op: maatregel.vanaf, door: door)),
            ("maatregel-evalueren", .evalueren(.verlengen, toelichting: Rvt.inhoud, door: door)),
            ("maatregel-toetsen", .toetsen(akkoord: true, motivering: Rvt.inhoud, door: door)),
            ("maatregel-verlengen", .verlengen(later(dan: maatregel.tot), door: door)),
            ("maatregel-beeindigen", .beeindigen(laatsteDag: maatregel.vanaf, door: door)),
        ]
    }

    private static func later(dan tot: Dag) -> Beschikking {
        Beschikking(
            uitspraak: uitspraak, tot: Dag(tot.einde.addingTimeInterval(86_400 * 30)), wordt18Op: Dag("2060-01-01")!)
    }

    private static func command(
        _ state: Maatregel?, _ nu: Date, _ worp: inout Dobbelsteen
    ) throws -> MaatregelCommand {
        guard let state else { return .opleggen(try oplegging(), door: Rvt.rosa) }
        let door = [Rvt.gijs, Rvt.gijs, Rvt.rosa, rik, Rvt.wim].een(&worp)
        switch Int.random(in: 0..<12, using: &worp) {
        case 0: return .eersteContactMelden(op: Dag(nu), door: door)
        case 1: return .planMelden(op: Dag(nu), door: door)
        case 2, 3: return .evalueren(Evaluatieuitkomst.allCases.een(&worp), toelichting: Rvt.inhoud, door: door)
        case 4, 5: return .toetsen(akkoord: worp.ja(), motivering: Rvt.inhoud, door: rik)
        case 6: return .verlengen(later(dan: state.tot), door: door)
        case 7 where worp.ja(4): return .beeindigen(laatsteDag: worp.ja() ? state.tot : Dag(nu), door: door)
        default:
            let termijn = state.lopendeTermijnen.randomElement(using: &worp)
            return .termijnVerstreken(
                soort: termijn?.soort ?? "maatregel-plan", sinds: termijn?.sinds ?? nu,
                stadium: [50, 80, 100, 150].een(&worp))
        }
    }

    @Test("Domein en contract van een maatregel hebben dezelfde codes")
    func codes() {
        #expect(
            VeiligheidDomain.Maatregelsoort.allCases.map(\.rawValue)
                == CasussenEvents.Maatregelsoort.allCases.map(\.rawValue))
        #expect(
            Evaluatieuitkomst.allCases.map(\.rawValue) == CasussenEvents.Evaluatieuitkomst.allCases.map(\.rawValue))
        #expect(Eindreden.allCases.map(\.rawValue) == CasussenEvents.Eindreden.allCases.map(\.rawValue))
    }
}
