import Foundation
import Testing
import VerwijzingDomain

@Suite("O1: precies één organisatie heeft de regie")
struct VerwijzingRegieTests {
    typealias R = Rolbezetting

    @Test("O1: een aanbod, bezorging, lezen of uitstel verplaatst de regie niet")
    func blijft() throws {
        var verhaal = try Verhaal.aangeboden()
        try verhaal.als(.bezorgd(organisatie: R.gi))
        try verhaal.als(.gezien(door: R.bram))
        try verhaal.als(
            .uitstellen(
                door: R.bram, reden: .capaciteit, nieuweDatum: Verhaal.overTweeWeken, overbrugging: Verhaal.inhoud))
        #expect(verhaal.regie == R.wijkteam)
        #expect(verhaal.zaak.regie.medewerker == "mw-anna")
    }

    @Test("O1: de regie gaat mee met de acceptatie, naar de genoemde werker, en maar eenmaal")
    func acceptatie() throws {
        var verhaal = try Verhaal.aangeboden()
        let besluit = try verhaal.als(.accepteren(door: R.planner, werker: R.bea, startdatum: Verhaal.vandaag))
        #expect(besluit.zaak.map(\.naam) == ["regie-verplaatst", "organisatie-betrokken"])
        #expect(verhaal.zaak.regie.organisatie == R.gi)
        #expect(verhaal.zaak.regie.medewerker == "mw-bea")
        #expect(verhaal.zaak.lopend == Verhaal.eerste)
        let weigering = verhaal.weigering { try $0.als(Verhaal.accepteer) }
        #expect(weigering?.code == "kan-niet-in-deze-toestand")
        #expect(weigering?.toestand == "geaccepteerd")
        #expect(weigering?.mogelijk.contains("teruggeven") == true)
    }

    @Test("O1: een ander dan een medewerker van de ontvanger accepteert niet")
    func anderen() throws {
        var verhaal = try Verhaal.aangeboden()
        for actor in [R.anna, R.cato] {
            let poging = Zaakhandeling.accepteren(door: actor, werker: R.bram, startdatum: Verhaal.vandaag)
            #expect(verhaal.weigering { try $0.als(poging) }?.code == "verkeerde-organisatie")
        }
        let poging = Zaakhandeling.accepteren(door: R.onbekende, werker: R.bram, startdatum: Verhaal.vandaag)
        #expect(verhaal.weigering { try $0.als(poging) }?.code == "geen-medewerker")
    }

    @Test("O1: van meer aanbiedingen wint één acceptatie; de andere worden ingetrokken met regie-elders")
    func meerAanbiedingen() throws {
        var verhaal = try Verhaal()
        try verhaal.als(Verhaal.aanbod(urgentie: .spoed))
        try verhaal.als(Verhaal.aanbod(naar: R.zorg, urgentie: .spoed), Verhaal.tweede)
        try verhaal.als(Verhaal.aanbod(naar: R.buurteam, urgentie: .spoed), Verhaal.derde)
        let besluit = try verhaal.als(Verhaal.accepteer)
        #expect(besluit.overdrachten.map(\.id) == [Verhaal.eerste, Verhaal.tweede, Verhaal.derde])
        for id in [Verhaal.tweede, Verhaal.derde] {
            #expect(try verhaal.overdracht(id).status == .ingetrokken(.regieElders))
        }
        #expect(verhaal.zaak.openAanbiedingen.isEmpty)
        let poging = Zaakhandeling.accepteren(door: R.cato, werker: R.cato, startdatum: Verhaal.vandaag)
        #expect(verhaal.weigering { try $0.als(poging, Verhaal.tweede) }?.toestand == "ingetrokken")
        #expect(verhaal.regie == R.gi)
    }

    @Test("O1: wie aanbood maar de regie niet meer heeft, kan haar niet meer laten overnemen")
    func aanbiederZonderRegie() throws {
        var verhaal = try Verhaal.aangeboden()
        var elders = try Verhaal.gestart()
        elders.stand.overdrachten[Verhaal.tweede] = try verhaal.overdracht()
        verhaal.stand = Zaakstand(zaak: elders.zaak, overdrachten: elders.stand.overdrachten)
        let weigering = verhaal.weigering {
            try $0.als(
                .accepteren(door: R.bram, werker: R.bram, startdatum: Verhaal.vandaag), Verhaal.tweede)
        }
        #expect(weigering?.code == "regie-elders")
    }

    @Test("O1: zonder alle open aanbiedingen wordt niets besloten")
    func onvolledig() throws {
        var verhaal = try Verhaal()
        try verhaal.als(Verhaal.aanbod(urgentie: .spoed))
        try verhaal.als(Verhaal.aanbod(naar: R.zorg, urgentie: .spoed), Verhaal.tweede)
        verhaal.stand.overdrachten[Verhaal.tweede] = nil
        #expect(verhaal.weigering { try $0.als(Verhaal.accepteer) }?.code == "stand-onvolledig")
    }

    @Test("O1: alleen wie de regie heeft biedt aan, eenmaal per ontvanger en niet aan zichzelf")
    func aanbieden() throws {
        var verhaal = try Verhaal.aangeboden()
        #expect(
            verhaal.weigering { try $0.als(Verhaal.aanbod(door: R.bram, naar: R.zorg), Verhaal.tweede) }?.code
                == "geen-regie")
        #expect(verhaal.weigering { try $0.als(Verhaal.aanbod(), Verhaal.tweede) }?.code == "al-gedaan")
        #expect(verhaal.weigering { try $0.als(Verhaal.aanbod(naar: R.zorg)) }?.code == "al-gedaan")
        #expect(
            verhaal.weigering { try $0.als(Verhaal.aanbod(naar: R.wijkteam), Verhaal.tweede) }?.code == "naar-zichzelf")
    }

    @Test("O1: de wettelijke taak van een organisatie staat naast de regie en eindigt alleen op haar eigen grond")
    func wettelijkeTaak() throws {
        var verhaal = try Verhaal.aangeboden()
        try verhaal.als(.betrek(door: R.bram, organisatie: R.gi, grond: .wettelijkeTaak))
        try verhaal.als(.weigeren(door: R.bram, reden: .geenCapaciteit, alternatief: .consultatie, toelichting: nil))
        #expect(verhaal.zaak.betrokken.map(\.wettelijkeTaak) == [true])
        let einde = ZaakCommand.beeindigBetrokkenheid(door: R.anna, organisatie: R.gi, reden: .geenGrondslagMeer)
        #expect(verhaal.weigering { try $0.als(einde) }?.code == "wettelijke-taak")
        try verhaal.als(.beeindigBetrokkenheid(door: R.bram, organisatie: R.gi, reden: .wettelijkeTaakGeeindigd))
        #expect(verhaal.zaak.betrokken.isEmpty)
    }

    @Test("O1, R7: een maatregel van de rechter is vanzelf een wettelijke taak, tot zij eindigt, los van de regie")
    func maatregel() throws {
        var verhaal = try Verhaal.aangeboden()
        let (eerste, tweede) = (UUID(), UUID())
        func taken() -> [String] { verhaal.zaak.betrokken.filter(\.wettelijkeTaak).map(\.organisatie) }
        for _ in 1...2 { try verhaal.als(.volgMaatregel(eerste, uitvoerder: R.gi)) }
        try verhaal.als(.volgMaatregel(tweede, uitvoerder: R.gi))
        #expect(taken() == [R.gi] && verhaal.regie == R.wijkteam)

        // Nobody ends what the court imposed, and the refusal says how it stands.
        for (door, code) in [(R.anna, "wettelijke-taak"), (R.bram, "maatregel-loopt")] {
            let weigering = verhaal.weigering {
                try $0.als(
                    .beeindigBetrokkenheid(door: door, organisatie: R.gi, reden: .wettelijkeTaakGeeindigd))
            }
            #expect(weigering?.code == code)
            #expect(weigering?.toestand == "aanbod-loopt" && weigering?.mogelijk.contains("betrekken") == true)
        }

        // The GI takes the regie and hands it over: its task stays, and so does its part once the measures end.
        try verhaal.als(Verhaal.accepteer)
        try verhaal.als(.teruggeven(door: R.bram, reden: .geenWerker))
        try verhaal.als(.aanvaardTeruggave(door: R.anna, regiehouder: R.anna))
        #expect(taken() == [R.gi] && verhaal.regie == R.wijkteam)
        #expect(try verhaal.als(.volgMaatregel(eerste, uitvoerder: nil)).map(\.naam) == ["organisatie-betrokken"])
        #expect(taken() == [R.gi])
        for _ in 1...2 { try verhaal.als(.volgMaatregel(tweede, uitvoerder: nil)) }
        #expect(taken() == [] && verhaal.zaak.isBetrokken(R.gi))
    }

    @Test("O1: wie de regie overdraagt terwijl zij een maatregel uitvoert, houdt haar wettelijke taak")
    func houdtTaak() throws {
        var verhaal = try Verhaal()
        var bescherm = try Beschermverhaal(verhaal.zaak)
        try bescherm.gezin()
        let kader = GedwongenKader(
            kind: Beschermverhaal.kind, uitvoerder: R.wijkteam, vanaf: Verhaal.vandaag, tot: Verhaal.overTweeWeken)
        try bescherm.als(.legKaderVast(door: R.anna, kader))
        let bescherming = try #require(bescherm.bescherming)
        #expect(bescherming.voertMaatregelUit(R.wijkteam, op: verhaal.nu))
        #expect(!bescherming.voertMaatregelUit(R.gi, op: verhaal.nu))
        #expect(!bescherming.voertMaatregelUit(R.wijkteam, op: verhaal.nu.addingTimeInterval(30 * 86_400)))
        for aantal in [1, 0] {
            #expect(try verhaal.als(.houdWettelijkeTaak(R.wijkteam)).count == aantal)
        }
        #expect(verhaal.zaak.betrokken.map(\.wettelijkeTaak) == [true])
    }

    @Test("O1, R7: noemt de rechter een ander, dan heeft die de taak; wie verder niets doet is niet meer betrokken")
    func andereUitvoerder() throws {
        var verhaal = try Verhaal()
        let maatregel = UUID()
        try verhaal.als(.volgMaatregel(maatregel, uitvoerder: R.gi))
        try verhaal.als(.volgMaatregel(maatregel, uitvoerder: R.zorg))
        #expect(verhaal.zaak.betrokken.map(\.organisatie) == [R.zorg])
        // O23: a successor carries it out, and it ends there.
        try verhaal.als(.volgMaatregel(UUID(), uitvoerder: R.zorg))
        let opvolger = Opvolging.Opvolger(organisatie: R.gi, werkers: [], leiding: "mw-bram")
        let besluit = try verhaal.stand.besluit(
            Opvolging(organisatie: R.zorg, opvolger: opvolger, vangnet: R.anna.partij), now: verhaal.nu)
        verhaal.stand = verhaal.stand.na(besluit)
        #expect(verhaal.zaak.betrokken.map(\.maatregelen?.count) == [2])
        let events = try verhaal.als(.volgMaatregel(maatregel, uitvoerder: nil))
        #expect(events.map(\.naam) == ["organisatie-betrokken"])
        #expect(verhaal.zaak.betrokken.map(\.organisatie) == [R.gi])
    }

    @Test("O1: de regie kan binnen de organisatie naar een andere medewerker, nooit naar een planner")
    func regiehouder() throws {
        var verhaal = try Verhaal()
        try verhaal.als(.wisselRegiehouder(door: R.anna, naar: R.arie))
        #expect(verhaal.zaak.regie.medewerker == "mw-arie")
        #expect(verhaal.zaak.regie.sinds == Verhaal.begin)
        let planner = R.persoon(R.wijkteam, "piet", [.planner])
        #expect(
            verhaal.weigering { try $0.als(.wisselRegiehouder(door: R.anna, naar: planner)) }?.code == "geen-werker")
        #expect(verhaal.weigering { try $0.als(.wisselRegiehouder(door: R.bram, naar: R.bram)) }?.code == "geen-regie")
    }

    @Test("O10: wie verwees zonder ooit de regie te hebben blijft betrokken zolang dat loopt, ook na opschalen")
    func verwijzer() throws {
        var verhaal = try Verhaal.aangeboden()
        try verhaal.als(.betrek(door: R.anna, organisatie: R.zorg, grond: .afspraak))
        try verhaal.als(Verhaal.accepteer)
        #expect(verhaal.regie == R.gi && verhaal.zaak.isBetrokken(R.zorg))
        func einde(_ door: VerwijzingDomain.Actor, verwijst: Bool) -> ZaakCommand {
            .beeindigBetrokkenheid(
                door: door, organisatie: R.zorg, reden: .geenGrondslagMeer, verwijst: verwijst)
        }
        let weigering = verhaal.weigering { try $0.als(einde(R.bram, verwijst: true)) }
        #expect(weigering?.code == "verwijst-nog" && weigering?.mogelijk.isEmpty == false)
        // The ground ends with what it asked, or when it wants no part any more.
        var zelf = verhaal
        try zelf.als(einde(R.cato, verwijst: true))
        try verhaal.als(einde(R.bram, verwijst: false))
        #expect(!zelf.zaak.isBetrokken(R.zorg) && !verhaal.zaak.isBetrokken(R.zorg))
    }

    @Test("O10: wie de regie overdroeg blijft betrokken, ook als er wordt afgeschaald")
    func betrokken() throws {
        var verhaal = try Verhaal.gestart()
        #expect(verhaal.zaak.isBetrokken(R.wijkteam))
        try verhaal.als(Verhaal.aanbod(door: R.bram, naar: R.wijkteam), Verhaal.tweede)
        try verhaal.als(.accepteren(door: R.anna, werker: R.anna, startdatum: Verhaal.vandaag), Verhaal.tweede)
        #expect(verhaal.regie == R.wijkteam)
        #expect(verhaal.zaak.isBetrokken(R.gi))
    }
}
