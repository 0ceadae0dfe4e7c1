import Foundation
import Testing
import VerwijzingDomain

/// O17, O23: an organisation stops; what it had is with somebody else, and everybody concerned is named.
@Suite("O17, O23: een organisatie stopt")
struct OpvolgingTests {
    typealias R = Rolbezetting

    private static let vangnet = Partij(organisatie: "00000099000000009000", medewerker: "mw-regio")

    private static func opvolging(
        _ weg: String, _ opvolger: String?, werkers: Set<String> = []
    ) -> Opvolging {
        Opvolging(
            organisatie: weg,
            opvolger: opvolger.map { .init(organisatie: $0, werkers: werkers, leiding: "mw-leiding") },
            vangnet: vangnet)
    }

    @discardableResult
    private func doe(
        _ verhaal: inout Verhaal, _ opvolging: Opvolging, _ bescherming: Bescherming? = nil
    ) throws -> Besluit {
        let besluit = try verhaal.stand.besluit(opvolging, bescherming: bescherming, now: verhaal.nu)
        verhaal.stand = verhaal.stand.na(besluit)
        return besluit
    }

    private func gestopt(_ besluit: Besluit) throws -> ZaakEvent.OrganisatieGestopt {
        let feit = try #require(besluit.zaak.first?.feit)
        guard case .organisatieGestopt(let inhoud) = feit else {
            Issue.record("\(feit)")
            throw CancellationError()
        }
        return inhoud
    }

    @Test("O23: een open aanbod gaat naar de opvolger; het antwoord telt vanaf het aanbod, de ontvangst vanaf nu")
    func openAanbod() throws {
        var verhaal = try Verhaal.aangeboden()
        let aangeboden = verhaal.nu
        try verhaal.als(.gezien(door: R.bram))
        verhaal.na(dagen: 2)
        let besluit = try doe(&verhaal, Self.opvolging(R.gi, R.zorg))
        let overdracht = try verhaal.overdracht()
        #expect(overdracht.naar == R.zorg && overdracht.status == .aangeboden && overdracht.gezien == nil)
        #expect(overdracht.aanZet?.organisatie == R.zorg)
        let termijnen = Dictionary(uniqueKeysWithValues: overdracht.lopendeTermijnen.map { ($0.soort, $0) })
        #expect(termijnen.values.allSatisfy { $0.organisatie == R.zorg })
        #expect(termijnen[Termijnsoort.beantwoorden]?.sinds == aangeboden)
        #expect(termijnen[Termijnsoort.zien]?.sinds == verhaal.nu)
        #expect(verhaal.zaak.regie.medewerker == "mw-anna", "the regie stays at the sender")
        let feit = try gestopt(besluit)
        #expect(feit.overnemers == [Partij(organisatie: R.zorg, medewerker: "mw-leiding")])
        #expect(feit.anderen == [Ontvanger(organisatie: R.wijkteam, medewerker: "mw-anna")])
        #expect(feit.regieWas == nil && feit.opvolger == R.zorg)
        // The successor answers as the receiver.
        try verhaal.als(.accepteren(door: R.cato, werker: R.cato, startdatum: Dag(verhaal.nu)))
        #expect(verhaal.regie == R.zorg)
    }

    @Test("O17: zonder opvolger komt een open aanbod terug bij een medewerker van de afzender")
    func zonderOpvolger() throws {
        var verhaal = try Verhaal.aangeboden()
        let besluit = try doe(&verhaal, Self.opvolging(R.gi, nil))
        #expect(try verhaal.overdracht().status == .ingetrokken(.organisatieGestopt))
        #expect(verhaal.zaak.openAanbiedingen.isEmpty && verhaal.zaak.hops == 0)
        #expect(try gestopt(besluit).overnemers == [R.anna.partij])
    }

    @Test("O23: de regie gaat met de lopende overdracht naar de opvolger; wie meegaat blijft de werker")
    func regie() throws {
        var verhaal = try Verhaal.gestart()
        let besluit = try doe(&verhaal, Self.opvolging(R.gi, R.zorg, werkers: ["mw-bram"]))
        #expect(verhaal.zaak.regie.partij == Partij(organisatie: R.zorg, medewerker: "mw-bram"))
        #expect(verhaal.zaak.lopend == Verhaal.eerste)
        #expect(try verhaal.overdracht().status.uitvoering?.werker == "mw-bram")
        #expect(try gestopt(besluit).regieWas == R.bram.partij)
        // What happened before keeps the name that it had then.
        #expect(besluit.events(van: Verhaal.eerste).map(\.kop.naar) == [R.zorg])
        var ander = try Verhaal.gestart()
        try doe(&ander, Self.opvolging(R.gi, R.zorg))
        #expect(ander.zaak.regie.medewerker == "mw-leiding")
        try ander.als(.wisselWerker(door: R.cato, naar: R.cato))
        #expect(ander.zaak.regie.partij == R.cato.partij)
    }

    @Test("O17: zonder opvolger gaat de regie terug naar wie aanbood, of naar het aanspreekpunt van de regio")
    func regieZonderOpvolger() throws {
        var verhaal = try Verhaal.gestart()
        try doe(&verhaal, Self.opvolging(R.gi, nil))
        #expect(verhaal.zaak.regie.partij == R.anna.partij && verhaal.zaak.lopend == nil)
        #expect(try verhaal.overdracht().status == .ingetrokken(.organisatieGestopt))
        let besluit = try doe(&verhaal, Self.opvolging(R.wijkteam, nil))
        #expect(verhaal.zaak.regie.partij == Self.vangnet)
        #expect(try gestopt(besluit).overnemers == [Self.vangnet])
    }

    @Test("O23: worden beide kanten één, dan is er niets meer over te dragen")
    func samen() throws {
        var verhaal = try Verhaal.aangeboden()
        try doe(&verhaal, Self.opvolging(R.gi, R.wijkteam))
        #expect(try verhaal.overdracht().status == .ingetrokken(.organisatieGestopt))
        #expect(verhaal.regie == R.wijkteam)
        var gestart = try Verhaal.gestart()
        try doe(&gestart, Self.opvolging(R.gi, R.wijkteam))
        #expect(gestart.regie == R.wijkteam && gestart.zaak.lopend == nil)
    }

    @Test("O23: het nog eens of te laat horen verandert niets")
    func nogEens() throws {
        for maak in [Verhaal.aangeboden, Verhaal.uitgesteld, Verhaal.gestart, Verhaal.teruggegeven] {
            for opvolger in [R.zorg, nil] {
                var verhaal = try maak()
                try verhaal.als(.betrek(door: R.bram, organisatie: R.gi, grond: .wettelijkeTaak))
                try doe(&verhaal, Self.opvolging(R.gi, opvolger))
                let stand = verhaal.stand
                let besluit = try doe(&verhaal, Self.opvolging(R.gi, opvolger))
                #expect(besluit.zaak.isEmpty && besluit.overdrachten.isEmpty && verhaal.stand == stand)
            }
        }
    }

    @Test("O23: betrokkenheid en een wettelijke taak gaan naar de opvolger; zonder opvolger blijft de taak staan")
    func betrokken() throws {
        var verhaal = try Verhaal()
        try verhaal.als(.betrek(door: R.bram, organisatie: R.gi, grond: .wettelijkeTaak))
        var zonder = verhaal
        try doe(&verhaal, Self.opvolging(R.gi, R.zorg))
        #expect(verhaal.zaak.betrokken.map(\.organisatie) == [R.zorg])
        #expect(verhaal.zaak.betrokken.first?.wettelijkeTaak == true)
        try doe(&zonder, Self.opvolging(R.gi, nil))
        #expect(zonder.zaak.betrokken.map(\.organisatie) == [R.gi])
    }

    // MARK: - What protects the family

    private func afgeschermd(_ verhaal: Verhaal, bekendBij: [String]) throws -> Bescherming {
        let wat = try #require(Afgeschermde(.plaatsing, organisatie: R.gi, gemeente: "0202"))
        let events = try Bescherming.decide(
            nil, over: verhaal.zaak,
            .schermAf(
                door: R.anna, id: Verhaal.tweede, wat: wat, reden: .veiligheidGezin, toelichting: nil,
                ookBekendBij: bekendBij), now: verhaal.nu)
        return try #require(events.reduce(nil) { Bescherming.evolve($0, $1) })
    }

    @Test("P1: wie een afgeschermde plek overneemt is net zo afgeschermd, en wie het niet mag weten hoort niets")
    func afscherming() throws {
        var verhaal = try Verhaal.aangeboden()
        try verhaal.als(.betrek(door: R.anna, organisatie: R.buurteam, grond: .hulp))
        let bescherming = try afgeschermd(verhaal, bekendBij: [])
        let besluit = try doe(&verhaal, Self.opvolging(R.gi, R.zorg), bescherming)
        // The neighbourhood team does not know of it.
        #expect(try gestopt(besluit).anderen.map(\.organisatie) == [R.wijkteam])
        let events = Bescherming.decide(bescherming, over: verhaal.zaak, opvolger: R.zorg, van: R.gi, now: verhaal.nu)
        let na = events.reduce(bescherming) { Bescherming.evolve($0, $1) }
        for organisatie in [R.gi, R.zorg] {
            #expect(!na.zicht(voor: R.buurteam).ziet(organisatie: organisatie))
            #expect(!na.zichtVanGezin.ziet(organisatie: organisatie))
            #expect(na.zicht(voor: R.wijkteam).ziet(organisatie: organisatie))
        }
        #expect(na.zicht(voor: R.zorg).ziet(gemeente: "0202"), "the successor knows where the child is")
        #expect(Bescherming.decide(na, over: verhaal.zaak, opvolger: R.zorg, van: R.gi, now: verhaal.nu).isEmpty)
    }

    @Test("P2, O17: zonder opvolger is toestemming van niemand; alleen wat is afgeschermd blijft dat")
    func toestemming() throws {
        var bescherm = try Beschermverhaal()
        try bescherm.gezin()
        try bescherm.als(
            .legKaderVast(
                door: R.anna,
                GedwongenKader(
                    kind: Beschermverhaal.kind, uitvoerder: R.gi, vanaf: Dag(Verhaal.begin), tot: nil,
                    maatregel: Verhaal.tweede)))
        let eerder = try #require(bescherm.bescherming)
        func na(_ alleenAfscherming: Bool) throws -> Bescherming {
            try Bescherming.decide(
                eerder, over: bescherm.zaak, opvolger: R.wijkteam, van: R.gi, alleenAfscherming: alleenAfscherming,
                now: bescherm.nu
            ).reduce(eerder) { .evolve($0, try Post.heenEnWeer($1, $1.naam, domein: "overdrachten")) }
        }
        #expect(try na(true) == eerder)
        #expect(try na(false).kaders.map(\.uitvoerder) == [R.wijkteam])
    }

    @Test("R7, O23: wordt een maatregel verlengd, dan blijft zij bij wie de uitvoerder opvolgde")
    func maatregel() throws {
        var bescherm = try Beschermverhaal()
        try bescherm.gezin()
        func kader(_ weken: Double) -> GedwongenKader {
            GedwongenKader(
                kind: Beschermverhaal.kind, uitvoerder: R.gi, vanaf: Dag(Verhaal.begin),
                tot: Dag(Verhaal.begin.addingTimeInterval(weken * 604_800)), maatregel: Verhaal.tweede)
        }
        try bescherm.als(.legKaderVast(door: R.anna, kader(4)))
        let eerder = try #require(bescherm.bescherming)
        let events = Bescherming.decide(eerder, over: bescherm.zaak, opvolger: R.zorg, van: R.gi, now: bescherm.nu)
        bescherm.bescherming = events.reduce(eerder) { Bescherming.evolve($0, $1) }
        try bescherm.als(.legKaderVast(door: R.anna, kader(8)))
        #expect(bescherm.bescherming?.kaders.map(\.uitvoerder) == [R.zorg])
        #expect(bescherm.bescherming?.kaders.map(\.tot) == [kader(8).tot])
    }

    // MARK: - Disputes

    private func geschil(_ verhaal: Verhaal, beslisser: Partij) throws -> Geschil {
        let events = try Geschil.decide(
            nil, over: verhaal.overdracht(),
            .open(
                door: R.anna, id: Verhaal.derde, over: .contract, toelichting: Verhaal.inhoud,
                beslisser: .gevonden(beslisser)), now: verhaal.nu)
        return try #require(events.reduce(nil) { Geschil.evolve($0, $1) })
    }

    @Test("O13, O23: een geschil gaat met de partij of de beslisser mee; een beslisser die partij wordt valt weg")
    func geschillen() throws {
        let verhaal = try Verhaal.aangeboden()
        let geschil = try geschil(verhaal, beslisser: R.cato.partij)
        func na(_ opvolging: Opvolging) -> Geschil {
            let events = Geschil.decide(geschil, opvolging, now: verhaal.nu)
            let na = events.reduce(geschil) { Geschil.evolve($0, $1) }
            #expect(Geschil.decide(na, opvolging, now: verhaal.nu).isEmpty)
            return na
        }
        #expect(na(Self.opvolging(R.gi, R.buurteam)).tegenpartij.organisatie == R.buurteam)
        #expect(na(Self.opvolging(R.zorg, nil)).lopendeTermijnen.map(\.organisatie) == [Self.vangnet.organisatie])
        #expect(na(Self.opvolging(R.gi, R.zorg)).beslisser == Self.vangnet)
        #expect(!na(Self.opvolging(R.gi, R.wijkteam)).isOpen, "the two became one")
        #expect(Geschil.decide(geschil, Self.opvolging(R.buurteam, R.zorg), now: verhaal.nu).isEmpty)
    }
}
