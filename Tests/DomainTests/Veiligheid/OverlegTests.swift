import Contracts
import Foundation
import Testing
import VeiligheidDomain

@Suite("Overleg: wie er was, wat besloten en wat afgesproken is")
struct OverlegTests {
    @Test("O20, R6: een overleg nodigt iemand uit, voor nu of later, en een jeugdbeschermingstafel ook de Raad")
    func plannen() throws {
        func fouten(_ plan: Overlegplan) -> [String] {
            Tafel.fouten(nil, .plannen(plan, door: Rvt.wim), now: Tafel.begin)
        }
        #expect(fouten(try Tafel.plan()) == [])
        #expect(
            fouten(
                try Tafel.plan(uitgenodigd: [Rvt.wijkteam], gezin: [], gepland: Tafel.begin.addingTimeInterval(-60))
            ) == ["/gepland tijd-voorbij", "/organisaties niemand-uitgenodigd", "/organisaties raad-ontbreekt"])
        #expect(fouten(try Tafel.plan(gepland: Tafel.begin.addingTimeInterval(-59))) == [])
        #expect(fouten(try Tafel.plan(.teamoverleg, uitgenodigd: [Rvt.gi, Rvt.gi])) == ["/organisaties dubbel"])
        #expect(fouten(try Tafel.plan(.mda, uitgenodigd: [Rvt.gi])) == [])
    }

    @Test("N4: een uitnodiging is verstuurd, bezorgd en gezien, ieder één keer")
    func uitnodiging() throws {
        let overleg = try Tafel.overleg(
            .jeugdbeschermingstafel, .uitnodigingBezorgd(Rvt.gi), .uitnodigingBezorgd(Rvt.gi),
            .uitnodigingGezien(Rvt.gijs), .uitnodigingBezorgd(Rvt.wijkteam))
        let gi = try #require(overleg.uitnodigingen.first { $0.organisatie == Rvt.gi })
        #expect(gi.verstuurdOp == Tafel.begin && gi.bezorgdOp == Tafel.daarna && gi.gezien?.door.rawValue == "mw-gijs")
        let raad = try #require(overleg.uitnodigingen.first { $0.organisatie == Tafel.raad })
        #expect(raad.bezorgdOp == nil && raad.gezien == nil)
    }

    @Test("O20: niemand van of naast het gezin vraagt een reden; een vertrouwenspersoon telt mee")
    func gezin() throws {
        let overleg = try Tafel.overleg()
        #expect(
            Tafel.fouten(overleg, Tafel.vastleggen(Tafel.verslag(gezin: []))) == ["/geenGezinReden reden-ontbreekt"])
        #expect(
            Tafel.fouten(overleg, Tafel.vastleggen(Tafel.verslag(geenGezin: Tafel.reden)))
                == ["/geenGezinReden reden-te-veel"])
        #expect(Tafel.fouten(overleg, Tafel.vastleggen(Tafel.verslag(gezin: [], geenGezin: Tafel.reden))) == [])
        let vertrouwd = Gezinsdeelnemer(lid: Tafel.noor, als: .vertrouwenspersoon)
        #expect(Tafel.fouten(overleg, Tafel.vastleggen(Tafel.verslag(gezin: [vertrouwd]))) == [])
    }

    @Test("O20: ieder kind vanaf 12 is voorbereid en gehoord, of er is een reden; alles wat mist staat er tegelijk")
    func kinderen() throws {
        let overleg = try Tafel.overleg()
        for half in [(true, false), (false, true), (false, false)] {
            #expect(
                Tafel.fouten(overleg, Tafel.vastleggen(Tafel.verslag(noor: half)))
                    == ["/nietGehoordReden reden-ontbreekt"])
            let metReden = Tafel.verslag(noor: half, nietGehoord: Tafel.reden)
            #expect(Tafel.fouten(overleg, Tafel.vastleggen(metReden)) == [])
        }
        let samen = OverlegCommand.vastleggen(
            Tafel.verslag(gezin: [], noor: (false, false)), kinderen: [Tafel.noor, Tafel.sam, Tafel.moeder.lid],
            door: Rvt.wim)
        #expect(
            Tafel.fouten(overleg, samen, now: Tafel.begin) == [
                " overleg-niet-geweest", "/geenGezinReden reden-ontbreekt", "/kinderenGehoord kind-ontbreekt",
                "/nietGehoordReden reden-ontbreekt",
            ])
    }

    @Test("R6: met een terugmeldafspraak loopt de termijn tot een onderzoek, een nieuw gesprek of dat niets nodig is")
    func terugmelden() throws {
        let vast = Tafel.vastleggen(Tafel.verslag())
        let gehouden = try Tafel.overleg(.jeugdbeschermingstafel, vast)
        #expect(Tafel.termijn(gehouden, .besluit) != nil)
        let afgesproken = OverlegCommand.besluiten(
            .vrijwilligMetTerugmelden, motivering: Tafel.reden, door: Rvt.wim)
        #expect(
            Tafel.fouten(gehouden, .besluiten(.raadsonderzoek, motivering: Tafel.reden, door: Rvt.gijs)) == [
                "kan-niet-nu"
            ])
        let besloten = try Tafel.overleg(.jeugdbeschermingstafel, vast, afgesproken)
        #expect(Tafel.termijn(besloten, .terugmelden)?.organisatie == Rvt.wijkteam)
        #expect(Tafel.termijn(besloten, .besluit) == nil)
        for (gevolg, daarna) in [
            (VeiligheidDomain.Terugmeldgevolg.onderzoek, Overlegtermijn.onderzoek), (.nieuwGesprek, .nieuwGesprek),
            (.nietNodig, nil),
        ] as [(VeiligheidDomain.Terugmeldgevolg, Overlegtermijn?)] {
            let terug = try Tafel.overleg(
                .jeugdbeschermingstafel, vast, afgesproken,
                .terugmelden(gevolg, toelichting: Tafel.reden, door: Rvt.wim))
            #expect(terug.lopendeTermijnen.map(\.termijn.soort) == [daarna?.rawValue].compactMap { $0 })
        }
        let vrijwillig = try Tafel.overleg(
            .jeugdbeschermingstafel, vast, .besluiten(.vrijwilligKader, motivering: Tafel.reden, door: Rvt.wim))
        #expect(vrijwillig.lopendeTermijnen == [])
        #expect(try Tafel.overleg(.mda, vast).lopendeTermijnen == [])
    }

    /// Owes a new talk since `daarna`.
    private static func nogSpreken() throws -> Overleg {
        try Tafel.overleg(
            .jeugdbeschermingstafel, Tafel.vastleggen(Tafel.verslag()),
            .besluiten(.vrijwilligMetTerugmelden, motivering: Tafel.reden, door: Rvt.wim),
            .terugmelden(.nieuwGesprek, toelichting: Tafel.reden, door: Rvt.wim))
    }

    @Test("R6: een nieuw gesprek blijft nodig tot het er was, ook als het gepland en weer afgezegd is")
    func nieuwGesprek() throws {
        let nodig = try Self.nogSpreken()
        let (eerste, tweede) = (OverlegId(Rvt.uuid(250)), OverlegId(Rvt.uuid(251)))
        func na(_ overleg: Overleg, _ command: OverlegCommand, uur: Double = 1) throws -> Overleg {
            let op = Tafel.daarna.addingTimeInterval(uur * 3_600)
            return try Overleg.decide(overleg, command, regie: Rvt.rvt, now: op)
                .reduce(overleg) { Overleg.evolve($0, $1) }
        }
        // Another organisation of the casus cannot take the duty away by planning something.
        let vreemd = OverlegCommand.nieuwGesprekPlannen(vervolg: eerste, door: Rvt.gijs)
        #expect(Tafel.fouten(nodig, vreemd, regie: Rvt.rvt) == ["/vorige andere-organisatie"])
        for door in [Rvt.wim, Rvt.rosa] {
            let gepland = try na(nodig, .nieuwGesprekPlannen(vervolg: eerste, door: door))
            #expect(gepland.nieuwGesprekSinds != nil && gepland.vervolg == eerste)
            #expect(Tafel.termijn(gepland, .nieuwGesprek) == nil, "the planned meeting has a term of its own")
            let afgezegd = try na(gepland, .vervolgen(eerste, .afgezegd, door: door), uur: 2)
            #expect(Tafel.termijn(afgezegd, .nieuwGesprek)?.termijn == Tafel.termijn(nodig, .nieuwGesprek)?.termijn)
            #expect(Tafel.termijn(afgezegd, .nieuwGesprek)?.medewerker == Rvt.wim.medewerker)
            #expect(
                Tafel.fouten(gepland, .nieuwGesprekPlannen(vervolg: tweede, door: door), regie: Rvt.rvt) == [
                    "/vorige al-gepland"
                ])
            let opnieuw = try na(afgezegd, .nieuwGesprekPlannen(vervolg: tweede, door: door))
            #expect(try na(opnieuw, .vervolgen(eerste, .gehouden, door: door)) == opnieuw, "not the one that counts")
            for uitkomst in [Vervolguitkomst.gehouden, .overgenomen] {
                let klaar = try na(opnieuw, .vervolgen(tweede, uitkomst, door: door))
                #expect(klaar.nieuwGesprekSinds == nil && klaar.vervolg == nil && klaar.lopendeTermijnen == [])
            }
        }
    }

    @Test("R6: de termijn van een nieuw gesprek loopt door als het is afgezegd; wat al afging gaat niet nog eens af")
    func termijnLooptDoor() throws {
        var overleg = try Self.nogSpreken()
        let sinds = try #require(overleg.nieuwGesprekSinds)
        func doe(_ command: OverlegCommand, dag: Double) throws -> [String] {
            let op = Tafel.daarna.addingTimeInterval(dag * 86_400)
            let events = try Overleg.decide(overleg, command, regie: Rvt.rvt, now: op)
            for event in events { overleg = Overleg.evolve(overleg, event) }
            overleg = try Post.bewaard(overleg)
            return events.map(\.naam)
        }
        func verstreken(_ stadium: Int) -> OverlegCommand {
            .termijnVerstreken(soort: Overlegtermijn.nieuwGesprek.rawValue, sinds: sinds, stadium: stadium)
        }
        #expect(try doe(verstreken(50), dag: 1) == ["overlegtermijn-herinnerd"])
        for (dag, gesprek) in [2.0, 4, 6].enumerated().map({ ($1, OverlegId(Rvt.uuid(UInt8(240 + $0)))) }) {
            _ = try doe(.nieuwGesprekPlannen(vervolg: gesprek, door: Rvt.wim), dag: dag)
            #expect(try doe(verstreken(80), dag: dag) == [], "the planned meeting has a term of its own")
            _ = try doe(.vervolgen(gesprek, .afgezegd, door: Rvt.wim), dag: dag + 1)
            #expect(Tafel.termijn(overleg, .nieuwGesprek)?.termijn.sinds == sinds)
            #expect(try doe(verstreken(50), dag: dag + 1) == [])
        }
        #expect(try doe(verstreken(80), dag: 8) == ["overlegtermijn-herinnerd"])
        #expect(try doe(verstreken(100), dag: 9) == ["overlegtermijn-geescaleerd"])
    }

    @Test("R6: dat een nieuw gesprek niet nodig is zegt wie het moet houden of de regie heeft, met een reden")
    func gesprekAfmelden() throws {
        let nodig = try Self.nogSpreken()
        func afmelden(_ door: Tafel.Persoon) -> OverlegCommand {
            .nieuwGesprekAfmelden(toelichting: Tafel.reden, door: door)
        }
        #expect(Tafel.fouten(nodig, afmelden(Rvt.gijs), regie: Rvt.rvt) == ["/vorige andere-organisatie"])
        #expect(Tafel.fouten(nodig, afmelden(Rvt.rosa)) == ["/vorige andere-organisatie"], "without the regie")
        #expect(Tafel.fouten(try Tafel.overleg(), afmelden(Rvt.wim)) == ["kan-niet-nu"])
        for door in [Rvt.wim, Rvt.rosa] {
            let events = try Overleg.decide(nodig, afmelden(door), regie: Rvt.rvt, now: Tafel.daarna)
            #expect(events.map(\.naam) == ["nieuw-gesprek-afgerond"])
            let klaar = events.reduce(nodig) { Overleg.evolve($0, $1) }
            #expect(klaar.lopendeTermijnen == [] && klaar.afmelding?.door == door)
            #expect(klaar.afmelding?.toelichting == Tafel.reden)
        }
    }

    @Test("R6: de Raad start het onderzoek dat de tafel vraagt, of neemt de zaak rechtstreeks, nog voor het gesprek")
    func raadsonderzoek() throws {
        let gevraagd = try Tafel.overleg(
            .jeugdbeschermingstafel, Tafel.vastleggen(Tafel.verslag()),
            .besluiten(.raadsonderzoek, motivering: Tafel.reden, door: Rvt.wim))
        #expect(Tafel.termijn(gevraagd, .onderzoek)?.organisatie == Tafel.raad)
        #expect(Tafel.fouten(gevraagd, .onderzoekStarten(door: Rvt.gijs)) == ["kan-niet-nu"])
        let gestart = try Overleg.decide(gevraagd, .onderzoekStarten(door: Tafel.rik), now: Tafel.daarna)
            .reduce(gevraagd) { Overleg.evolve($0, $1) }
        #expect(gestart.onderzoek == .gestart(door: Tafel.rik, op: Tafel.daarna))
        #expect(gestart.verslag != nil)

        let rechtstreeks = try Tafel.overleg(.jeugdbeschermingstafel, .onderzoekStarten(door: Tafel.rik))
        #expect(rechtstreeks.stand == .overgenomen(op: Tafel.daarna))
        #expect(rechtstreeks.lopendeTermijnen == [])
        #expect(Tafel.fouten(rechtstreeks, Tafel.vastleggen(Tafel.verslag())) == ["kan-niet-nu"])
        #expect(Tafel.fouten(try Tafel.overleg(.mda), .onderzoekStarten(door: Tafel.rik)) == ["kan-niet-nu"])
    }

    @Test("V8: iedere afspraak heeft een eigenaar en een eigen termijn, ook twee van één horizon")
    func afspraken() throws {
        let vast = Tafel.vastleggen(Tafel.verslag())
        #expect(Tafel.fouten(try Tafel.overleg(), Tafel.afspraak()) == ["kan-niet-nu"])
        let overleg = try Tafel.overleg(.mda, vast, Tafel.afspraak(1), Tafel.afspraak(2), Tafel.afspraak(3, .uren))
        #expect(
            overleg.lopendeTermijnen.map(\.termijn.soort) == ["afspraak-dagen", "afspraak-dagen", "afspraak-uren"])
        #expect(Set(overleg.lopendeTermijnen.map(\.termijn)).count == 3)
        #expect(overleg.lopendeTermijnen.allSatisfy { $0.medewerker == Rvt.gijs.medewerker })
        let vreemd = Tafel.afspraak(4, eigenaar: Rvt.rosa)
        #expect(Tafel.fouten(overleg, vreemd) == ["niet-bij-overleg"])

        let eerste = overleg.afspraken[0].id
        #expect(
            Tafel.fouten(overleg, .afspraakAfronden(eerste, .nietGedaan, reden: nil, door: Rvt.gijs))
                == ["/reden reden-ontbreekt"])
        #expect(
            Tafel.fouten(overleg, .afspraakAfronden(eerste, .gedaan, reden: nil, door: Tafel.rik))
                == ["niet-uw-afspraak"])
        let klaar = try Overleg.decide(
            overleg, .afspraakAfronden(eerste, .nietGedaan, reden: Tafel.reden, door: Rvt.gijs), now: Tafel.daarna
        ).reduce(overleg) { Overleg.evolve($0, $1) }
        #expect(klaar.lopendeTermijnen.count == 2)
        #expect(Tafel.fouten(klaar, .afspraakAfronden(eerste, .gedaan, reden: nil, door: Rvt.gijs)) == ["al-afgerond"])
    }

    @Test("V8: van een afspraak voor minder mensen weet niemand anders, ook niet wie haar niet op tijd ziet gebeuren")
    func beperkt() throws {
        let overleg = try Tafel.overleg(
            .mda, Tafel.vastleggen(Tafel.verslag()), Tafel.afspraak(1, kring: [Tafel.rik]), Tafel.afspraak(2, .weken))
        let afspraak = overleg.afspraken[0]
        #expect(Set(afspraak.kring) == [Tafel.rik, Rvt.gijs, Rvt.wim])
        #expect(!afspraak.isVoor(Tafel.wilma) && !afspraak.isVoor(nil) && afspraak.isVoor(Rvt.gijs))
        #expect(overleg.afspraken[1].isVoor(Tafel.wilma))
        // A colleague of its owner is told the same as of one that does not exist.
        for id in [afspraak.id, AfspraakId(Rvt.uuid(1))] {
            #expect(
                Tafel.fouten(overleg, .afspraakAfronden(id, .gedaan, reden: nil, door: Tafel.wilma))
                    == ["afspraak-onbekend"])
        }
        #expect(overleg.afTeRonden(voor: Tafel.wilma).map(\.horizon) == [.weken])
        for stadium in [100, 150] {
            guard case .termijnGeescaleerd(let feit)? = try Tafel.na(stadium, van: .afspraakDagen, overleg) else {
                throw Post.Afwijking(description: "niet geëscaleerd")
            }
            #expect(feit.escalatieNaar == [])
            #expect(Set(feit.escalatieAan) == Set(afspraak.kring))
        }
    }

    @Test(
        "O20: een escalatie gaat naar mensen van eigenaar en bijeenroeper, dan naar de regio; nooit naar een tafel"
    )
    func escalatie() throws {
        let overleg = try Tafel.overleg(.mda, Tafel.vastleggen(Tafel.verslag()), Tafel.afspraak())
        guard case .termijnHerinnerd(let herinnerd)? = try Tafel.na(80, van: .afspraakDagen, overleg) else {
            throw Post.Afwijking(description: "niet herinnerd")
        }
        #expect(herinnerd.organisatie == Rvt.gi && herinnerd.medewerker == Rvt.gijs.medewerker)
        for (stadium, naar) in [(100, [Rvt.gi, Rvt.wijkteam]), (150, [])] {
            guard case .termijnGeescaleerd(let feit)? = try Tafel.na(stadium, van: .afspraakDagen, overleg) else {
                throw Post.Afwijking(description: "niet geëscaleerd")
            }
            #expect(feit.escalatieNaar == naar && feit.escalatieAan == [])
            #expect(feit.niveau == (stadium == 100 ? .teamleiders : .regio))
        }
    }

    @Test("Domein en contract van een overleg hebben dezelfde codes")
    func codes() {
        func gelijk<A: RawRepresentable<String> & CaseIterable, B: RawRepresentable<String> & CaseIterable>(
            _ domein: A.Type, _ contract: B.Type
        ) { #expect(domein.allCases.map(\.rawValue) == contract.allCases.map(\.rawValue)) }
        gelijk(VeiligheidDomain.Overlegsoort.self, CasussenEvents.Overlegsoort.self)
        gelijk(Gezinsdeelnemer.Als.self, CasussenEvents.Deelnemerrol.self)
        gelijk(VeiligheidDomain.Afzegreden.self, CasussenEvents.Afzegreden.self)
        gelijk(VeiligheidDomain.Tafeluitkomst.self, CasussenEvents.Tafeluitkomst.self)
        gelijk(VeiligheidDomain.Terugmeldgevolg.self, CasussenEvents.Terugmeldgevolg.self)
        gelijk(VeiligheidDomain.Gespreksgrond.self, CasussenEvents.Gespreksgrond.self)
        gelijk(VeiligheidDomain.Horizon.self, CasussenEvents.Horizon.self)
        gelijk(VeiligheidDomain.Afspraakuitkomst.self, CasussenEvents.Afspraakuitkomst.self)
    }
}
