import Foundation
import Testing
import VeiligheidDomain

@Suite("Casus: wie is betrokken, wat is besloten")
struct CasusTests {
    private func code(_ state: Casus, _ command: CasusCommand) -> String? {
        do {
            _ = try Casus.decide(state, command, now: Rvt.begin)
            return nil
        } catch {
            return error.code
        }
    }

    private func termijn(_ casus: Casus, _ soort: Termijnsoort) -> LopendeTermijn? {
        casus.lopendeTermijnen.first { $0.soort == soort.rawValue }
    }

    @Test("O1: een casus heeft vanaf het eerste moment een regiehouder, en volgt de regie als die verhuist")
    func regie() throws {
        let casus = try Rvt.casus()
        #expect(casus.regiehouder == Rvt.rosa)
        let verhuisd = try Rvt.casus(Rvt.gegevens(), .regieVolgen(naar: Rvt.gijs, overdracht: nil))
        #expect(verhuisd.regiehouder == Rvt.gijs)
        #expect(verhuisd.team == Rvt.rvt)
        #expect(code(verhuisd, .overdrachtVerzoeken(Rvt.verzoek(urgentie: .spoed))) == "niet-de-regiehouder")
        #expect(try Casus.decide(verhuisd, .regieVolgen(naar: Rvt.gijs, overdracht: nil), now: Rvt.begin) == [])
    }

    @Test("M7: het lokale team wordt betrokken en een persoon daar bevestigt; tot dan loopt een termijn")
    func lokaalTeam() throws {
        #expect(termijn(try Rvt.casus(lokaalTeam: nil), .lokaalTeamBetrekken) != nil)
        let betrokken = try Rvt.casus()
        #expect(termijn(betrokken, .lokaalTeamBevestigen)?.sinds == Rvt.begin)
        #expect(code(betrokken, .lokaalTeamBevestigen(door: Rvt.gijs)) == "team-niet-betrokken")
        let bevestigd = try Rvt.casus(Rvt.gegevens(), .lokaalTeamBevestigen(door: Rvt.wim))
        #expect(termijn(bevestigd, .lokaalTeamBevestigen) == nil)
        #expect(bevestigd.lokaleTeams.first?.bevestiging?.door == Rvt.wim)

        let wacht = try #require(termijn(betrokken, .lokaalTeamBevestigen))
        let events = try Casus.decide(
            betrokken, .termijnVerstreken(soort: wacht.soort, sinds: wacht.sinds, stadium: 100), now: Rvt.begin)
        guard case .termijnGeescaleerd(let feit)? = events.first?.feit else {
            throw Post.Afwijking(description: "niet geëscaleerd")
        }
        #expect(feit.organisatie == Rvt.wijkteam)
        #expect(feit.escalatieNaar == [Rvt.wijkteam, Rvt.rvt])
    }

    @Test("M6: de termijn van een vt-melding telt vanaf de ontvangst; een acute telt voor zichzelf")
    func veiligheidsbeoordeling() throws {
        let oud = Rvt.gegevens(1, soort: .vtMelding)
        let acuut = Rvt.gegevens(2, soort: .vtMelding, acuut: .ja, na: 60)
        let casus = try Rvt.casus(oud)
        #expect(termijn(casus, .veiligheidsbeoordeling)?.sinds == oud.ontvangenOp)
        let beide = try Rvt.casus(oud, .meldingKoppelen(acuut, gemeente: "0202"))
        #expect(termijn(beide, .veiligheidsbeoordeling)?.sinds == acuut.ontvangenOp)
        #expect(termijn(beide, .veiligheidsbeoordeling)?.spoed == true)
        #expect(beide.urgentie == .spoed)
    }

    @Test("M6, M9: wat een melding later wordt, telt voor haar termijn en haar betrokkenen")
    func bijgewerkt() throws {
        let casus = try Rvt.casus(Rvt.gegevens(1, soort: nil, acuut: .ja))
        #expect(casus.lopendeTermijnen.contains { $0.soort == "casus-beoordelen" })
        let nu = try Rvt.casus(
            Rvt.gegevens(1, soort: nil, acuut: .ja),
            .meldingBijwerken(Rvt.gegevens(1, soort: .vtMelding, acuut: .ja, betrokkenen: [1, 2]), gemeente: "0202"))
        #expect(nu.lopendeTermijnen.contains { $0.soort == "veiligheidsbeoordeling" && $0.spoed })
        #expect(nu.huishoudens.flatMap(\.leden) == [Rvt.pseudoniem(1), Rvt.pseudoniem(2)])
        #expect(nu.meldingen.count == 1)
    }

    @Test("R2: een beoordeling heeft redenen en berust op meldingen van de casus; daarna loopt zicht op veiligheid")
    func beoordeling() throws {
        let casus = try Rvt.casus()
        #expect(termijn(casus, .beoordelen) != nil)
        #expect(termijn(casus, .zichtOpVeiligheid) == nil)
        #expect(code(casus, .beoordelen(Rvt.beoordeling(1, [7]))) == "meldingen-niet-in-casus")
        #expect(code(casus, .beoordelen(Rvt.beoordeling(1, []))) == "meldingen-niet-in-casus")
        #expect(code(casus, .beoordelen(Rvt.beoordeling(door: Rvt.wim))) == "niet-van-het-team")
        let beoordeeld = try Rvt.casus(Rvt.gegevens(), .beoordelen(Rvt.beoordeling()))
        #expect(termijn(beoordeeld, .beoordelen) == nil)
        #expect(termijn(beoordeeld, .zichtOpVeiligheid) != nil)
        #expect(try Casus.decide(beoordeeld, .beoordelen(Rvt.beoordeling()), now: Rvt.begin) == [])
    }

    @Test("R12: een meningsverschil staat naast het besluit en houdt niets tegen")
    func meningsverschil() throws {
        let verschil = Meningsverschil(
            meningsverschil: MeningsverschilId(Rvt.uuid(60)), beoordeling: Rvt.beoordeling().beoordeling,
            namens: Rvt.gijs, feiten: Rvt.inhoud)
        #expect(code(try Rvt.casus(), .meningsverschilVastleggen(verschil)) == "beoordeling-onbekend")
        let casus = try Rvt.casus(
            Rvt.gegevens(), .beoordelen(Rvt.beoordeling()), .meningsverschilVastleggen(verschil))
        #expect(casus.meningsverschillen == [verschil])
        #expect(casus.beoordelingen.count == 1)
        #expect(code(casus, .overdrachtVerzoeken(Rvt.verzoek())) == nil)
    }

    @Test("R11: uit beeld begint meteen een termijn met spoed en sluit een casus nooit")
    func uitBeeld() throws {
        let casus = try Rvt.casus(
            Rvt.gegevens(), .beoordelen(Rvt.beoordeling()), .uitBeeldMelden(door: Rvt.wim, toelichting: nil))
        #expect(termijn(casus, .uitBeeld)?.spoed == true)
        #expect(casus.urgentie == .spoed)
        #expect(code(casus, .sluiten(door: Rvt.rosa, nazorg: .geen, toelichting: Rvt.inhoud)) == "gezin-uit-beeld")
        #expect(code(casus, .uitBeeldMelden(door: Rvt.gijs, toelichting: nil)) == "niet-betrokken")
        let terug = try Rvt.casus(
            Rvt.gegevens(), .uitBeeldMelden(door: Rvt.wim, toelichting: nil), .weerInBeeldMelden(door: Rvt.rosa))
        #expect(termijn(terug, .uitBeeld) == nil)
    }

    @Test("R11, O5: blijft het gezin uit beeld, dan hoort ook de regiehouder het, dan de regio; niets sluit")
    func uitBeeldStil() throws {
        let casus = try Rvt.casus(
            Rvt.gegevens(), .beoordelen(Rvt.beoordeling()), .regieVolgen(naar: Rvt.gijs, overdracht: nil),
            .uitBeeldMelden(door: Rvt.wim, toelichting: nil))
        let wacht = try #require(termijn(casus, .uitBeeld))
        func na(_ stadium: Int) throws -> CasusFeit? {
            try Casus.decide(
                casus, .termijnVerstreken(soort: wacht.soort, sinds: wacht.sinds, stadium: stadium), now: Rvt.begin
            ).first?.feit
        }
        guard case .termijnGeescaleerd(let honderd)? = try na(100), case .termijnGeescaleerd(let regio)? = try na(150)
        else { throw Post.Afwijking(description: "niet geëscaleerd") }
        #expect(honderd.niveau == .teamleiders && honderd.escalatieNaar == [Rvt.rvt, Rvt.gi])
        #expect(regio.niveau == .regio && regio.escalatieNaar.isEmpty)
        #expect(!casus.isGesloten && casus.regiehouder == Rvt.gijs)
    }

    @Test("O11: sluiten kan pas als niets meer wacht, met nazorg of een reden")
    func sluiten() throws {
        let sluit = CasusCommand.sluiten(door: Rvt.rosa, nazorg: .contact, toelichting: Rvt.inhoud)
        #expect(code(try Rvt.casus(), sluit) == "melding-niet-beoordeeld")
        let loopt = try Rvt.casus(
            Rvt.gegevens(), .beoordelen(Rvt.beoordeling()), .overdrachtVerzoeken(Rvt.verzoek()))
        #expect(code(loopt, sluit) == "overdracht-loopt")
        let dicht = try Rvt.casus(
            Rvt.gegevens(), .beoordelen(Rvt.beoordeling()), .overdrachtVerzoeken(Rvt.verzoek()),
            .overdrachtVolgen(Rvt.verzoek().overdracht, stand: .gestart), sluit)
        #expect(dicht.isGesloten)
        #expect(dicht.lopendeTermijnen.isEmpty)
        #expect(code(dicht, .meldingKoppelen(Rvt.gegevens(2), gemeente: nil)) == "casus-gesloten")
    }

    @Test("O7: een overdracht zonder spoed vraagt eerst een beoordeling; haar urgentie is die van het verzoek")
    func overdracht() throws {
        let casus = try Rvt.casus()
        #expect(code(casus, .overdrachtVerzoeken(Rvt.verzoek())) == "beoordeling-nodig")
        #expect(
            code(casus, .overdrachtVerzoeken(Rvt.verzoek(naar: Rvt.rvt, urgentie: .spoed))) == "overdracht-aan-zichzelf"
        )
        let events = try Casus.decide(casus, .overdrachtVerzoeken(Rvt.verzoek(urgentie: .spoed)), now: Rvt.begin)
        #expect(events.first?.kop.urgentie == .spoed)
    }

    @Test("O14: een tweede verzoek zonder spoed vraagt om te kiezen; alles wat in de weg staat komt tegelijk")
    func tweedeVerzoek() throws {
        func bezwaren(_ casus: Casus, _ verzoek: Overdrachtsverzoek) -> [String] {
            do {
                _ = try Casus.decide(casus, .overdrachtVerzoeken(verzoek), now: Rvt.begin)
                return []
            } catch {
                #expect(error.fouten.first?.code == error.code)
                return error.fouten.map { "\($0.veld) \($0.code)" }
            }
        }
        func verzoek(
            _ n: UInt8, _ urgentie: Urgentie, _ keuze: Keuze? = nil, naar: Organisatie = Rvt.wijkteam
        ) -> Overdrachtsverzoek {
            var verzoek = Rvt.verzoek(n, naar: naar, urgentie: urgentie)
            verzoek.keuze = keuze
            return verzoek
        }
        func casus(_ eerste: Overdrachtsverzoek) throws -> Casus {
            try Rvt.casus(Rvt.gegevens(), .beoordelen(Rvt.beoordeling()), .overdrachtVerzoeken(eerste))
        }
        let gewoon = try casus(verzoek(1, .regulier, naar: Rvt.gi))
        #expect(bezwaren(gewoon, verzoek(2, .regulier)) == ["/keuze keuze-nodig"])
        #expect(bezwaren(gewoon, verzoek(2, .spoed)) == ["/keuze keuze-nodig"])
        #expect(bezwaren(gewoon, verzoek(2, .regulier, .besteVoorstel)) == ["/keuze keuze-nodig"])
        #expect(!gewoon.mogelijk(voor: Rvt.rvt).contains("overdracht-starten"))
        let keuze = try casus(verzoek(1, .regulier, .besteVoorstel, naar: Rvt.gi))
        #expect(bezwaren(keuze, verzoek(2, .regulier, .besteVoorstel)) == [])
        #expect(bezwaren(keuze, verzoek(2, .regulier)) == ["/keuze keuze-nodig"])
        #expect(bezwaren(keuze, verzoek(2, .regulier, naar: Rvt.gi)) == ["/naar al-gedaan", "/keuze keuze-nodig"])
        let spoed = try casus(verzoek(1, .spoed, naar: Rvt.gi))
        #expect(bezwaren(spoed, verzoek(2, .spoed)) == [])
        #expect(bezwaren(spoed, verzoek(2, .regulier)) == ["/keuze keuze-nodig"])
        #expect(
            bezwaren(try Rvt.casus(), verzoek(1, .regulier, naar: Rvt.rvt))
                == ["/naar overdracht-aan-zichzelf", "/urgentie beoordeling-nodig"])
        let weg = try Rvt.casus(
            Rvt.gegevens(), .beoordelen(Rvt.beoordeling()), .overdrachtVerzoeken(verzoek(1, .regulier, naar: Rvt.gi)),
            .overdrachtVolgen(Rvt.verzoek(1).overdracht, stand: .geweigerd))
        #expect(bezwaren(weg, verzoek(2, .regulier)) == [])
    }

    @Test("R1: betrokkenen staan één keer in een huishouden, per gemeente")
    func huishoudens() throws {
        let casus = try Rvt.casus(
            Rvt.gegevens(1, betrokkenen: [1, 2]),
            .meldingKoppelen(Rvt.gegevens(2, betrokkenen: [2, 3]), gemeente: "0202"),
            .meldingKoppelen(Rvt.gegevens(3, betrokkenen: [4]), gemeente: "0274"))
        #expect(casus.huishoudens.map(\.leden.count) == [3, 1])
    }
}
