import Contracts
import Foundation
import Testing
import VeiligheidDomain

/// O17, O23: an organisation stops that carries out a measure, called a meeting, was invited or agreed something.
@Suite("O17, O23: maatregelen en overleggen gaan over")
struct DelenopvolgingTests {
    typealias Opvolging = VeiligheidDomain.Opvolging
    typealias Persoon = VeiligheidDomain.Persoon

    private static let raad = Organisatie("00000099000000007000")
    private static let zorg = Organisatie("00000099000000008000")
    private static let rik = Persoon(organisatie: raad, medewerker: Medewerker("mw-rik"))
    private static let vangnet = Persoon(
        organisatie: Organisatie("00000099000000009000"), medewerker: Medewerker("mw-regio"))
    private static let regio = Persoon(
        organisatie: Organisatie("00000099000000011000"), medewerker: Medewerker("mw-aanspreekpunt"))
    private static let dag = Dag("2026-06-01")!
    private static let nu = Dag("2026-06-03")!.begin
    private static let tekst = InhoudId(Rvt.uuid(240))

    private static func opvolging(
        _ weg: Organisatie, _ opvolger: Organisatie?, werkers: [String] = []
    ) -> Opvolging {
        Opvolging(
            organisatie: weg,
            opvolger: opvolger.map {
                .init(
                    organisatie: $0, werkers: Set(werkers.map { Medewerker($0) }), leiding: Medewerker("mw-leiding"))
            }, vangnet: vangnet, regio: regio)
    }

    private static func maatregel() throws -> Maatregel {
        let oplegging = Oplegging(
            maatregel: MaatregelId(Rvt.uuid(200)), casus: try Rvt.casus(), kind: GezinslidId(Rvt.uuid(220)),
            soort: .ondertoezichtstelling, uitvoerder: Rvt.gi, raad: raad,
            beschikking: Beschikking(uitspraak: dag, tot: Dag("2027-05-31"), wordt18Op: Dag("2032-04-05")!))
        let events = try Maatregel.decide(nil, .opleggen(oplegging, door: Rvt.rosa), now: nu)
        return try #require(events.reduce(nil) { Maatregel.evolve($0, $1) })
    }

    /// Over the wire and back, and the second time nothing.
    private func na(_ maatregel: Maatregel, _ opvolging: Opvolging) throws -> Maatregel {
        let na = try Maatregel.decide(maatregel, opvolging, now: Self.nu).reduce(maatregel) {
            .evolve($0, try Post.heenEnWeer($1, $1.naam, domein: "casussen"))
        }
        #expect(Maatregel.decide(na, opvolging, now: Self.nu).isEmpty)
        return try Post.bewaard(na)
    }

    private func na(_ overleg: Overleg, _ opvolging: Opvolging) throws -> Overleg {
        let na = try Overleg.decide(overleg, opvolging, now: Self.nu).reduce(overleg) {
            .evolve($0, try Post.heenEnWeer($1, $1.naam, domein: "casussen"))
        }
        #expect(Overleg.decide(na, opvolging, now: Self.nu).isEmpty)
        return try Post.bewaard(na)
    }

    @Test(
        "R7, O23: de opvolger voert de maatregel uit; haar termijnen tellen vanaf de uitspraak; zonder opvolger het vangnet"
    )
    func uitvoerder() throws {
        let maatregel = try Self.maatregel()
        let overgenomen = try na(maatregel, Self.opvolging(Rvt.gi, Self.zorg))
        #expect(overgenomen.uitvoerder == Self.zorg && overgenomen.lopendeTermijnen == maatregel.lopendeTermijnen)
        #expect(overgenomen.mogelijk(voor: Rvt.gi).isEmpty)
        #expect(overgenomen.mogelijk(voor: Self.zorg) == maatregel.mogelijk(voor: Rvt.gi))
        #expect(throws: VeiligheidDomain.Weigering.self) {
            try Maatregel.decide(overgenomen, .planMelden(op: Self.dag, door: Rvt.gijs), now: Self.nu)
        }
        let zonder = try na(maatregel, Self.opvolging(Rvt.gi, nil))
        #expect(zonder.uitvoerder == Self.vangnet.organisatie)
        #expect(zonder.lopendeTermijnen.allSatisfy { zonder.aanZet($0) == Self.vangnet.organisatie })
        #expect(Maatregel.decide(maatregel, Self.opvolging(Self.zorg, Rvt.gi), now: Self.nu).isEmpty)
    }

    @Test("R7, O17: zonder opvolger toetst het aanspreekpunt van de regio, nooit wie zelf uitvoert of de regie heeft")
    func raad() throws {
        var maatregel = try Self.maatregel()
        let eerst = MaatregelCommand.evalueren(.nietVerlengen, toelichting: Self.tekst, door: Rvt.gijs)
        for event in try Maatregel.decide(maatregel, eerst, now: Self.nu) { maatregel = .evolve(maatregel, event) }
        // Who carries it out stops as well: it is with who holds the regie, who does not review that.
        for weg in [[Self.raad], [Self.raad, Rvt.gi], [Rvt.gi, Self.raad]] {
            let na = try weg.reduce(maatregel) { try self.na($0, Self.opvolging($1, nil)) }
            #expect(na.raad == Self.regio.organisatie)
            #expect(na.mogelijk(voor: Self.regio.organisatie).contains("maatregel-toetsen"))
            #expect(!na.mogelijk(voor: Self.vangnet.organisatie).contains("maatregel-toetsen"))
            #expect(!na.mogelijk(voor: na.uitvoerder).contains("maatregel-toetsen"))
        }
        #expect(try na(maatregel, Self.opvolging(Self.raad, Self.zorg)).raad == Self.zorg)
        #expect(Self.opvolging(Self.raad, nil).overnemers(toezicht: [Self.raad]).count == 2)
        #expect(
            Self.opvolging(Self.raad, nil).overnemers(toezicht: [Rvt.gi]) == [Self.vangnet.organisatie],
            "who reviews nothing knows nothing more (P1)")
        let tafel = try na(Self.overleg(), Self.opvolging(Self.raad, nil))
        #expect(tafel.raad == Self.regio.organisatie)
    }

    private func na(_ casus: Casus, _ opvolging: Opvolging) throws -> Casus {
        let na = try Casus.decide(casus, opvolging, now: Self.nu).reduce(casus) {
            .evolve($0, try Post.heenEnWeer($1, $1.naam, domein: "casussen"))
        }
        #expect(Casus.decide(na, opvolging, now: Self.nu).isEmpty)
        return try Post.bewaard(na)
    }

    @Test("O23, M7, R2: wie het team opvolgt beoordeelt, met de termijnen die liepen; een lokaal team gaat mee over")
    func casus() throws {
        let casus = try Rvt.casus()
        let vangnetten = Self.opvolging(Rvt.rvt, nil)
        for (opvolging, team) in [
            (Self.opvolging(Rvt.rvt, Self.zorg), Self.zorg), (vangnetten, Self.regio.organisatie),
        ] {
            let na = try na(casus, opvolging)
            #expect(na.team == team && na.regiehouder == casus.regiehouder, "the regie is the verwijzing's")
            #expect(na.lopendeTermijnen == casus.lopendeTermijnen)
            #expect(na.mogelijk(voor: team).contains("beoordelen"))
            #expect(!na.mogelijk(voor: Rvt.rvt).contains("beoordelen"))
            #expect(na.lopendeTermijnen.allSatisfy { na.aanZet($0) != Rvt.rvt })
        }
        let lokaal = try na(casus, Self.opvolging(Rvt.wijkteam, Self.zorg))
        #expect(lokaal.lokaleTeams.map(\.organisatie) == [Self.zorg] && lokaal.team == Rvt.rvt)
        #expect(lokaal.lokaleTeams.map(\.sinds) == casus.lokaleTeams.map(\.sinds))
        #expect(lokaal.mogelijk(voor: Self.zorg).contains("lokaal-team-bevestigen"))
        #expect(try na(casus, Self.opvolging(Rvt.wijkteam, nil)).lokaleTeams.isEmpty, "nobody will say it knows")
        // Two that are involved become one.
        func doe(_ casus: Casus, _ command: CasusCommand) throws -> Casus {
            try Casus.decide(casus, command, now: Self.nu).reduce(casus) { .evolve($0, $1) }
        }
        let twee = try doe(
            doe(casus, .lokaalTeamBetrekken(Self.zorg, door: Rvt.rosa)), .lokaalTeamBevestigen(door: Rvt.wim))
        let een = try na(twee, Self.opvolging(Rvt.wijkteam, Self.zorg))
        #expect(een.lokaleTeams.count == 1 && een.lokaleTeams.first?.bevestiging?.door == Rvt.wim)
        #expect(
            try na(twee, Self.opvolging(Rvt.wijkteam, nil)).lokaleTeams == twee.lokaleTeams, "who knew of it stays so")
    }

    private static func overleg(kring: [Persoon] = [], gehouden: Bool = true) throws -> Overleg {
        let gepland = nu.addingTimeInterval(-7_200)
        let plan = Overlegplan(
            overleg: OverlegId(Rvt.uuid(210)), casus: try Rvt.casus(), soort: .jeugdbeschermingstafel, gepland: gepland,
            raad: raad,
            uitgenodigd: [raad, Rvt.gi].map { .init(organisatie: $0, rol: "gi") }, gezin: [])
        let verslag = Verslag(
            aanwezig: [raad, Rvt.gi], gezinAanwezig: [], geenGezin: tekst, kinderen: [], nietGehoord: nil)
        let afspraak = Afspraakplan(
            afspraak: AfspraakId(Rvt.uuid(245)), horizon: .dagen, eigenaar: Rvt.gijs, tekst: tekst, kring: kring)
        let stappen: [(OverlegCommand, Date)] =
            [(.plannen(plan, door: Rvt.wim), gepland.addingTimeInterval(-86_400))]
            + (gehouden
                ? [
                    (.vastleggen(verslag, kinderen: [], door: Rvt.wim), nu.addingTimeInterval(-60)),
                    (.afspraakMaken(afspraak, door: Rvt.wim), nu.addingTimeInterval(-30)),
                ] : [])
        var state: Overleg?
        for (command, op) in stappen {
            for event in try Overleg.decide(state, command, now: op) { state = Overleg.evolve(state, event) }
        }
        return try #require(state)
    }

    @Test("O20, N4, O23: wie opvolgt is uitgenodigd en riep bijeen; wie toen uitgenodigd was blijft staan")
    func genodigden() throws {
        var gepland = try Self.overleg(gehouden: false)
        gepland = try Overleg.decide(gepland, .uitnodigingBezorgd(Rvt.gi), now: Self.nu).reduce(gepland) {
            .evolve($0, $1)
        }
        let na = try self.na(gepland, Self.opvolging(Rvt.gi, Self.zorg))
        let uitnodiging = try #require(na.uitnodigingen.last)
        #expect(uitnodiging.organisatie == Rvt.gi && uitnodiging.nu == Self.zorg && uitnodiging.bezorgdOp == nil)
        #expect(na.isBij(Self.zorg) && !na.isBij(Rvt.gi))
        let bezorgd = try Overleg.decide(na, .uitnodigingBezorgd(Self.zorg), now: Self.nu)
        #expect(bezorgd.map(\.naam) == ["uitnodiging-bezorgd"])
        // Nobody in its place: the invitation stays, and asks nothing of anyone.
        #expect(Overleg.decide(gepland, Self.opvolging(Rvt.gi, nil), now: Self.nu).isEmpty)

        let roept = try self.na(gepland, Self.opvolging(Rvt.wijkteam, Self.zorg, werkers: ["mw-wim"]))
        #expect(roept.bijeengeroepenDoor == Persoon(organisatie: Self.zorg, medewerker: Medewerker("mw-wim")))
        #expect(roept.lopendeTermijnen.map(\.organisatie) == [Self.zorg])
        #expect(roept.mogelijk(voor: Rvt.wijkteam).isEmpty)
        let zonder = try self.na(gepland, Self.opvolging(Rvt.wijkteam, nil))
        #expect(zonder.bijeengeroepenDoor == Self.vangnet)
    }

    @Test("V8, O23: een afspraak gaat over met haar termijn; van een beperkte weet niemand meer die er niet bij hoorde")
    func afspraken() throws {
        let gewoon = try na(Self.overleg(), Self.opvolging(Rvt.gi, Self.zorg))
        let eigenaar = Persoon(organisatie: Self.zorg, medewerker: Medewerker("mw-leiding"))
        #expect(gewoon.afspraken.map(\.eigenaar) == [eigenaar])
        let voor = try Self.overleg()
        #expect(gewoon.afspraken.map(\.sinds) == voor.afspraken.map(\.sinds))
        #expect(gewoon.afTeRonden(voor: Rvt.gijs).isEmpty && gewoon.afTeRonden(voor: eigenaar).count == 1)
        #expect(gewoon.verslag?.aanwezig == [Self.raad, Rvt.gi], "who came then stays who came")

        let gonnie = Persoon(organisatie: Rvt.gi, medewerker: Medewerker("mw-gonnie"))
        let beperkt = try Self.overleg(kring: [gonnie, Self.rik])
        let kring = try #require(try na(beperkt, Self.opvolging(Rvt.gi, Self.zorg)).afspraken.first?.kring)
        // Gonnie did not move along; who does the work now must know of it.
        #expect(Set(kring) == [Self.rik, eigenaar, Rvt.wim])
        let mee = try na(beperkt, Self.opvolging(Rvt.gi, Self.zorg, werkers: ["mw-gonnie", "mw-gijs"]))
        #expect(
            Set(mee.afspraken.first?.kring ?? [])
                == Set(
                    ["mw-gonnie", "mw-gijs"].map { Persoon(organisatie: Self.zorg, medewerker: Medewerker($0)) }
                        + [Self.rik, Rvt.wim]))
        let zonder = try na(beperkt, Self.opvolging(Rvt.gi, nil))
        #expect(zonder.afspraken.map(\.eigenaar) == [Self.vangnet])
    }

    @Test("O5, O17, O23: wie er ook stopt, daarna is niemand van haar nog aan zet in een maatregel of overleg")
    func eigenschappen() throws {
        let wie = [Rvt.rvt, Rvt.wijkteam, Rvt.gi, Self.raad, Self.zorg]
        var kans = Dobbelsteen(20_261_130)
        for _ in 0..<400 {
            var maatregel = try Self.maatregel()
            var overleg = try Self.overleg(kring: kans.ja() ? [Self.rik] : [], gehouden: kans.ja())
            var casus = try Rvt.casus()
            for _ in 0..<Int.random(in: 0...2, using: &kans) {
                for event in Self.stap(maatregel, &kans) { maatregel = .evolve(maatregel, event) }
                for event in Self.stap(overleg, &kans) { overleg = .evolve(overleg, event) }
            }
            for _ in 0..<3 {
                let weg = wie.een(&kans)
                let opvolging = Self.opvolging(weg, kans.ja(3) ? nil : wie.filter { $0 != weg }.een(&kans))
                let (eerder, eerderOverleg) = (maatregel, overleg)
                maatregel = try na(maatregel, opvolging)
                overleg = try na(overleg, opvolging)
                casus = try na(casus, opvolging)
                #expect(casus.team != weg && casus.lopendeTermijnen.allSatisfy { casus.aanZet($0) != weg })
                #expect(maatregel.team == casus.team && overleg.team == casus.team)
                #expect(maatregel.mogelijk(voor: weg).isEmpty)
                #expect(maatregel.lopendeTermijnen.allSatisfy { maatregel.aanZet($0) != weg })
                #expect(maatregel.lopendeTermijnen == eerder.lopendeTermijnen)
                #expect(overleg.lopendeTermijnen.allSatisfy { $0.organisatie != weg })
                #expect(overleg.lopendeTermijnen.map(\.termijn) == eerderOverleg.lopendeTermijnen.map(\.termijn))
                let kan = overleg.mogelijk(voor: weg)
                #expect(opvolging.opvolger == nil ? kan.allSatisfy { $0 == "afspraak-maken" } : kan.isEmpty)
                for afspraak in overleg.afspraken where afspraak.einde == nil {
                    #expect(!(afspraak.kring + [afspraak.eigenaar]).contains { $0.organisatie == weg })
                    #expect(afspraak.isVoor(afspraak.eigenaar))
                }
            }
        }
    }

    /// One act that fits, or none.
    private static func stap(_ maatregel: Maatregel, _ kans: inout Dobbelsteen) -> [MaatregelEvent] {
        let door = Persoon(organisatie: maatregel.uitvoerder, medewerker: Medewerker("mw-een"))
        let keuzes: [MaatregelCommand] = [
            .eersteContactMelden(op: dag, door: door), .planMelden(op: dag, door: door),
            .evalueren(.nietVerlengen, toelichting: tekst, door: door),
            .evalueren(.verlengen, toelichting: tekst, door: door),
        ]
        // What does not fit is refused, and changes nothing.
        return (try? Maatregel.decide(maatregel, keuzes.een(&kans), now: nu)) ?? []
    }

    private static func stap(_ overleg: Overleg, _ kans: inout Dobbelsteen) -> [OverlegEvent] {
        let door = overleg.bijeengeroepenDoor
        let keuzes: [OverlegCommand] = [
            .besluiten(.raadsonderzoek, motivering: tekst, door: door),
            .besluiten(.vrijwilligMetTerugmelden, motivering: tekst, door: door),
            .terugmelden(.nieuwGesprek, toelichting: tekst, door: door), .uitnodigingBezorgd(Rvt.gi),
        ]
        // As above.
        return (try? Overleg.decide(overleg, keuzes.een(&kans), now: nu)) ?? []
    }
}
