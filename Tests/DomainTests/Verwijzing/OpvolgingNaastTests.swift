import Contracts
import Foundation
import Testing
import VerwijzingDomain

/// O17, O23: what stands beside the handovers of a zaak goes on without an organisation that stopped.
@Suite("O17, O23: wat naast een overdracht staat, gaat ook over")
struct OpvolgingNaastTests {
    typealias R = Rolbezetting

    private static let vangnet = Partij(organisatie: "00000099000000009000", medewerker: "mw-regio")

    /// Who holds the regie where the asker stopped.
    private static let regie = R.persoon(R.buurteam, "bo").partij

    static func opvolging(
        _ weg: String, _ opvolger: String?, werkers: Set<String> = []
    ) -> Opvolging {
        Opvolging(
            organisatie: weg,
            opvolger: opvolger.map { .init(organisatie: $0, werkers: werkers, leiding: "mw-leiding") },
            vangnet: vangnet)
    }

    /// Decides, sends the events over the wire and folds them; the second time nothing happens.
    @discardableResult
    private func doe(
        _ verhaal: inout Hulpverhaal, _ opvolging: Opvolging, vrager: Partij = Self.regie
    ) throws -> [String] {
        let stand = try #require(verhaal.stand)
        let events = VerwijzingDomain.Verwijzing.decide(stand, opvolging, vrager: vrager, now: verhaal.nu)
        let na = try events.reduce(stand) {
            .evolve($0, try Post.heenEnWeer($1, $1.naam, domein: "overdrachten"))
        }
        verhaal.stand = try Post.bewaard(na)
        #expect(VerwijzingDomain.Verwijzing.decide(na, opvolging, vrager: vrager, now: verhaal.nu).isEmpty)
        return events.map(\.naam)
    }

    // MARK: - Verwijzingen

    @Test("O23, V3: de opvolger antwoordt op wat gevraagd is; het antwoord telt vanaf de vraag, de ontvangst vanaf nu")
    func gevraagd() throws {
        var verhaal = try Hulpverhaal.gevraagd()
        let begin = verhaal.nu
        try verhaal.als(.gezien(door: R.bram))
        verhaal.nu += 86_400
        let gebeurdVerhaal = try doe(&verhaal, Self.opvolging(R.gi, R.zorg))
        #expect(gebeurdVerhaal == ["verwijzing-opgevolgd"])
        let stand = try #require(verhaal.stand)
        #expect(stand.naar == R.zorg && stand.gezien == nil && stand.aanZet?.organisatie == R.zorg)
        let termijnen = Dictionary(uniqueKeysWithValues: stand.lopendeTermijnen.map { ($0.soort, $0) })
        #expect(termijnen.values.allSatisfy { $0.organisatie == R.zorg })
        #expect(termijnen[Verwijzingtermijn.beantwoorden]?.sinds == begin)
        #expect(termijnen[Verwijzingtermijn.zien]?.sinds == verhaal.nu)
        #expect(verhaal.weigering(Hulpverhaal.aanvaard) == "verkeerde-organisatie", "who stopped acts no more")
        try verhaal.als(.aanvaard(door: R.cato, werker: R.cato, startdatum: Verhaal.overTweeWeken))
        #expect(verhaal.stand?.hulp?.werker == R.cato.medewerker)
    }

    @Test("O23, O21: hulp die loopt gaat door bij de opvolger; wie meegaat blijft de werker, anders wie daar leidt")
    func hulp() throws {
        for meegegaan in [true, false] {
            var verhaal = try Hulpverhaal.gevraagd()
            try verhaal.als(Hulpverhaal.aanvaard)
            try verhaal.als(.start(door: R.bram))
            let sinds = verhaal.stand?.lopendeTermijnen.map(\.sinds)
            verhaal.nu += 86_400
            try doe(&verhaal, Self.opvolging(R.gi, R.zorg, werkers: meegegaan ? ["mw-bram"] : []))
            #expect(verhaal.stand?.hulp?.werker == (meegegaan ? "mw-bram" : "mw-leiding"))
            #expect(verhaal.stand?.lopendeTermijnen.map(\.sinds) == sinds, "its term goes on")
            #expect(verhaal.stand?.lopendeTermijnen.map(\.organisatie) == [R.zorg])
            try verhaal.als(.wisselWerker(door: R.cato, naar: R.cato))
        }
    }

    @Test("O17: zonder opvolger is een vraag terug bij wie vroeg, en eindigt hulp die liep")
    func zonder() throws {
        var open = try Hulpverhaal.gevraagd()
        let gebeurdOpen = try doe(&open, Self.opvolging(R.gi, nil))
        #expect(gebeurdOpen == ["verwijzing-ingetrokken"])
        #expect(open.stand?.stand == .ingetrokken(.organisatieGestopt) && open.stand?.van == R.anna.partij)
        var lopend = try Hulpverhaal.gevraagd()
        try lopend.als(Hulpverhaal.aanvaard)
        let gebeurdLopend = try doe(&lopend, Self.opvolging(R.gi, nil))
        #expect(gebeurdLopend == ["verwijzing-beeindigd"])
        #expect(lopend.stand?.isEindstand == true)
    }

    @Test("O17, O23: stopt wie vroeg, dan hoort de opvolger het antwoord, of wie de regie heeft")
    func vrager() throws {
        var verhaal = try Hulpverhaal.gevraagd()
        try doe(&verhaal, Self.opvolging(R.wijkteam, R.zorg, werkers: ["mw-anna"]))
        #expect(verhaal.stand?.van == Partij(organisatie: R.zorg, medewerker: "mw-anna"))
        #expect(verhaal.weigering(.trekIn(door: R.anna, reden: .nietMeerNodig)) == "verkeerde-organisatie")
        var zonder = try Hulpverhaal.gevraagd()
        try doe(&zonder, Self.opvolging(R.wijkteam, nil), vrager: Self.vangnet)
        #expect(zonder.stand?.van == Self.vangnet && zonder.stand?.isOpen == true)
    }

    @Test("O23: worden beide kanten één, dan vervalt de vraag, maar loopt hulp door")
    func samen() throws {
        var open = try Hulpverhaal.gevraagd()
        let gebeurdOpen = try doe(&open, Self.opvolging(R.gi, R.wijkteam))
        #expect(gebeurdOpen == ["verwijzing-opgevolgd", "verwijzing-ingetrokken"])
        var lopend = try Hulpverhaal.gevraagd()
        try lopend.als(Hulpverhaal.aanvaard)
        let gebeurdLopend = try doe(&lopend, Self.opvolging(R.gi, R.wijkteam))
        #expect(gebeurdLopend == ["verwijzing-opgevolgd"])
        #expect(lopend.stand?.hulp != nil && lopend.stand?.naar == R.wijkteam)
        // And once more.
        try doe(&lopend, Self.opvolging(R.wijkteam, R.zorg))
        #expect(lopend.stand?.van.organisatie == R.zorg && lopend.stand?.naar == R.zorg)
    }

    // MARK: - Advice

    private func advies(beantwoord: Bool = false) throws -> Consultatie {
        let zaak = try Verhaal().zaak
        var stand: Consultatie?
        let vraag = Consultatievraag(
            door: R.anna, naar: R.gi, kenmerk: "A-2222-222-2", urgentie: .regulier, soort: .consultatie,
            herkenbaar: false, grondslag: nil, gezinWeet: true, vraag: Verhaal.inhoud)
        let commands: [ConsultatieCommand] =
            [.vraag(vraag, id: Verhaal.tweede)] + (beantwoord ? [.beantwoord(door: R.bram, advies: Verhaal.derde)] : [])
        for command in commands {
            for event in try Consultatie.decide(stand, in: zaak, command, now: Verhaal.begin) {
                stand = .evolve(stand, event)
            }
        }
        return try #require(stand)
    }

    private func na(_ stand: Consultatie, _ opvolging: Opvolging, vrager: Partij = Self.regie) throws -> Consultatie {
        let na = try Consultatie.decide(stand, opvolging, vrager: vrager, now: Verhaal.begin + 60).reduce(stand) {
            .evolve($0, try Post.heenEnWeer($1, $1.naam, domein: "overdrachten"))
        }
        #expect(Consultatie.decide(na, opvolging, vrager: vrager, now: Verhaal.begin + 60).isEmpty)
        return try Post.bewaard(na)
    }

    @Test("O15, O23: advies geeft de opvolger, met dezelfde termijn; zonder opvolger hoort wie vroeg dat het niet komt")
    func adviesvragen() throws {
        let gevraagd = try na(advies(), Self.opvolging(R.gi, R.zorg))
        #expect(gevraagd.lopendeTermijnen.map(\.organisatie) == [R.zorg])
        #expect(gevraagd.lopendeTermijnen.map(\.sinds) == [Verhaal.begin])
        #expect(gevraagd.mogelijk(voor: R.gi).isEmpty)
        #expect(gevraagd.mogelijk(voor: R.zorg) == ["consultatie-beantwoorden", "consultatie-afwijzen"])
        let zonder = try na(advies(), Self.opvolging(R.gi, nil))
        guard case .gesloten(.afgewezen, _, _, _) = zonder.stand else {
            Issue.record("\(zonder.stand)")
            return
        }
        #expect(try na(advies(beantwoord: true), Self.opvolging(R.gi, nil)) == advies(beantwoord: true))
        let vrager = try na(advies(beantwoord: true), Self.opvolging(R.wijkteam, R.zorg))
        #expect(vrager.lopendeTermijnen.map(\.organisatie) == [R.zorg])
        #expect(try na(advies(), Self.opvolging(R.gi, R.wijkteam)).isGesloten, "the two became one")
        let regie = try na(advies(beantwoord: true), Self.opvolging(R.wijkteam, nil))
        #expect(regie.van == Self.regie)
    }

    // MARK: - Children, questions, statements

    @Test("V4, V5, O23: de opvolger geeft de plek en de hulp; wie meegaat is geen nieuw gezicht, een ander wel")
    func kinderen() throws {
        var verhaal = try Kindverhaal()
        try verhaal.als(verhaal.woont(.pleeggezin, bij: R.gi))
        try verhaal.als(
            .beginOpname(
                door: R.anna, kind: Kindverhaal.kind, id: Kindverhaal.opname, organisatie: R.gi, vanaf: Verhaal.vandaag)
        )
        try verhaal.als(.telWerker(hulp: Verhaal.eerste, werker: R.bram.partij, kinderen: [Kindverhaal.kind]))
        let voor = try #require(verhaal.stand)
        let opvolging = Self.opvolging(R.gi, R.zorg, werkers: ["mw-bram"])
        let events = Continuiteit.decide(voor, over: verhaal.zaak, opvolging, now: verhaal.nu)
        for event in events {
            verhaal.stand = .evolve(verhaal.stand, try Post.heenEnWeer(event, event.naam, domein: "overdrachten"))
        }
        let na = try #require(verhaal.stand)
        let kind = try #require(na.kind(Kindverhaal.kind))
        #expect(kind.woonplek?.organisatie == R.zorg && kind.opname?.organisatie == R.zorg)
        #expect(kind.woonplek?.sinds == voor.kind(Kindverhaal.kind)?.woonplek?.sinds)
        #expect(kind.werkerwissels == voor.kind(Kindverhaal.kind)?.werkerwissels && kind.verhuizingen == 0)
        #expect(Continuiteit.decide(na, over: verhaal.zaak, opvolging, now: verhaal.nu).isEmpty)
        #expect(Continuiteit.decide(voor, over: verhaal.zaak, Self.opvolging(R.gi, nil), now: verhaal.nu).isEmpty)
        // Bram helps under another name of the organisation.
        let meegegaan = Partij(organisatie: R.zorg, medewerker: "mw-bram")
        let zelfde = try verhaal.als(
            .telWerker(hulp: Verhaal.eerste, werker: meegegaan, kinderen: [Kindverhaal.kind]))
        #expect(zelfde.isEmpty)
        try verhaal.als(.telWerker(hulp: Verhaal.eerste, werker: R.cato.partij, kinderen: [Kindverhaal.kind]))
        #expect(verhaal.telling.werkers == voor.kinderen[0].werkerwissels + 1)
    }

    @Test("N7, O23: wie de plaats inneemt van wie iets vroeg, leest het antwoord")
    func navraag() throws {
        var verhaal = try Contactverhaal()
        try verhaal.als(
            .stelNavraag(id: Contactverhaal.vraag, van: .organisatie(R.bram, namens: nil), tekst: Contactverhaal.tekst))
        let contact = try #require(verhaal.contact)
        let opvolging = Self.opvolging(R.gi, R.zorg)
        let events = Gezinscontact.decide(contact, over: verhaal.zaak, opvolging, now: verhaal.nu)
        let na = try events.reduce(contact) {
            .evolve($0, try Post.heenEnWeer($1, $1.naam, domein: "overdrachten"))
        }
        #expect(na.navragen.map(\.van) == [Partij(organisatie: R.zorg, medewerker: "mw-leiding")])
        #expect(na.lopendeTermijnen.map(\.termijn.organisatie) == contact.lopendeTermijnen.map(\.termijn.organisatie))
        #expect(Gezinscontact.decide(na, over: verhaal.zaak, opvolging, now: verhaal.nu).isEmpty)
    }

    @Test("O9, P3, O23: een onbevestigde correctie en een verzoek dat zij vastlegde, zijn van de opvolger")
    func verklaring() throws {
        for opvolger in [R.buurteam, nil] {
            var verhaal = Verklaringverhaal()
            try verhaal.als(.legVast)
            try verhaal.als(Verklaringverhaal.corrigeer())
            try verhaal.als(Verklaringverhaal.vraag())
            let loop = try #require(verhaal.loop)
            let opvolging = Self.opvolging(R.gi, opvolger)
            let events = Verklaringloop.decide(loop, opvolging, regie: R.arie.partij, now: verhaal.nu)
            let na = try events.reduce(loop) {
                .evolve($0, try Post.heenEnWeer($1, $1.naam, domein: "overdrachten"))
            }
            #expect(na.nietBevestigd.map(\.organisatie) == (opvolger.map { [R.zorg, $0] } ?? [R.zorg]))
            let aanvrager = opvolger.map { Partij(organisatie: $0, medewerker: "mw-leiding") } ?? R.arie.partij
            #expect(na.verzoeken.map(\.aanvrager) == [aanvrager])
            #expect(na.bron == loop.bron)
            #expect(Verklaringloop.decide(na, opvolging, regie: R.arie.partij, now: verhaal.nu).isEmpty)
        }
    }

    // MARK: - Whoever stops

    static let wie = [R.wijkteam, R.gi, R.zorg, R.buurteam]

    func persoon(_ wie: String) -> VerwijzingDomain.Actor { R.persoon(wie, "een") }

    /// A verwijzing as random acts of its two sides leave it.
    private func verwijzing(_ kans: inout Dobbelsteen) throws -> Hulpverhaal {
        var verhaal = try Hulpverhaal()
        let van = Self.wie.een(&kans)
        let naar = Self.wie.filter { $0 != van }.een(&kans)
        try verhaal.als(Hulpverhaal.vraag(door: persoon(van), naar: naar))
        for _ in 0..<Int.random(in: 0...6, using: &kans) {
            verhaal.nu += Double.random(in: 1...100_000, using: &kans)
            let (vrager, helper) = (persoon(van), persoon(naar))
            let termijn = verhaal.stand?.lopendeTermijnen.randomElement(using: &kans)
            let keuzes: [VerwijzingCommand] =
                [
                    .bezorgd(organisatie: naar), .gezien(door: helper),
                    .stelUit(
                        door: helper, reden: .wachtlijst, nieuweDatum: Dag(verhaal.nu + 9 * 86_400),
                        bericht: Verhaal.inhoud),
                    .aanvaard(door: helper, werker: helper, startdatum: Dag(verhaal.nu + 86_400)),
                    .start(door: helper), .meldVoortgang(door: helper, bericht: Verhaal.inhoud),
                    .weiger(door: helper, reden: .geenCapaciteit, alternatief: .consultatie, toelichting: nil),
                    .trekIn(door: vrager, reden: .nietMeerNodig), .beeindig(door: helper, reden: .doelBereikt),
                    .termijnVerstreken(
                        soort: termijn?.soort ?? "", sinds: termijn?.sinds ?? verhaal.nu,
                        stadium: [50, 80, 100, 150].een(&kans)),
                ]
            // What does not fit is refused, and changes nothing.
            _ = try? verhaal.als(keuzes.een(&kans))
        }
        return verhaal
    }

    @Test("O5, O17, O23: wie er ook stopt, daarna is niemand van haar nog aan zet, en elke termijn loopt door")
    func eigenschappen() throws {
        var kans = Dobbelsteen(20_261_130)
        var gezien: Set<String> = []
        for _ in 0..<800 {
            var verhaal = try verwijzing(&kans)
            // One after another, also who came in a place before.
            for _ in 0..<Int.random(in: 1...3, using: &kans) {
                let voor = try #require(verhaal.stand)
                let weg = Self.wie.een(&kans)
                let opvolger = kans.ja(3) ? nil : Self.wie.filter { $0 != weg }.een(&kans)
                let vrager = persoon(Self.wie.filter { $0 != weg }.een(&kans)).partij
                verhaal.nu += 60
                let events = try doe(&verhaal, Self.opvolging(weg, opvolger), vrager: vrager)
                let na = try #require(verhaal.stand)
                gezien.formUnion(events + [voor.stand.code])
                if voor.isEindstand {
                    #expect(na == voor && events.isEmpty, "what is over stays as it was")
                    continue
                }
                #expect(na.mogelijk(voor: weg).isEmpty && na.aanZet?.organisatie != weg)
                #expect(na.isEindstand || !na.isPartij(weg))
                #expect(na.lopendeTermijnen.allSatisfy { $0.organisatie != weg })
                #expect(na.isEindstand == na.lopendeTermijnen.isEmpty, "never silence")
                #expect(!na.isOpen || na.van.organisatie != na.naar)
                let ontvangst = [Verwijzingtermijn.bezorgen, Verwijzingtermijn.zien]
                for termijn in na.lopendeTermijnen where !ontvangst.contains(termijn.soort) {
                    #expect(
                        voor.lopendeTermijnen.contains {
                            $0.soort == termijn.soort && $0.sinds == termijn.sinds && $0.uiterlijk == termijn.uiterlijk
                        }, "due when it was due")
                }
            }
        }
        #expect(
            gezien.isSuperset(of: [
                "verwijzing-opgevolgd", "verwijzing-ingetrokken", "verwijzing-beeindigd", "gevraagd", "uitgesteld",
                "aanvaard", "gestart", "beeindigd", "ingetrokken", "geweigerd",
            ]), "\(gezien)")
    }
}
