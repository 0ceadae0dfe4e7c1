import Contracts
import Foundation
import Testing
import VerwijzingDomain

@Suite("V6: op de dag dat iemand 18 wordt")
struct MeerderjarigTests {
    private func gezin() throws -> Beschermverhaal {
        var verhaal = try Beschermverhaal()
        try verhaal.gezin()
        return verhaal
    }

    private let volwassen = BeschermingCommand.wordtMeerderjarig(kinderen: [Beschermverhaal.kind])

    @Test("V6: maatregel, gezag en toestemming van ouders eindigen; delen rust op de jongere zelf")
    func eindigt() throws {
        var verhaal = try gezin()
        #expect(try verhaal.zegt(Beschermverhaal.moeder, .gegeven, leeftijd: 8) == nil)
        #expect(try verhaal.zegt(Beschermverhaal.vader, .gegeven, leeftijd: 8) == nil)
        let kader = GedwongenKader(
            kind: Beschermverhaal.kind, uitvoerder: Rolbezetting.zorg, vanaf: Verhaal.vandaag, tot: nil)
        try verhaal.als(.legKaderVast(door: Rolbezetting.anna, kader))
        #expect(verhaal.bescherming?.inhoudGestopt(voor: Rolbezetting.zorg, now: verhaal.nu) == nil)
        // By the birth date alone, before anyone looked.
        #expect(try verhaal.oordeel(leeftijd: 17, organisatie: Rolbezetting.zorg) == .nietNodig)
        #expect(
            try verhaal.oordeel(leeftijd: 18, organisatie: Rolbezetting.zorg) == .ontbreekt(van: [Beschermverhaal.kind])
        )

        verhaal.nu += 3_600
        #expect(try verhaal.als(volwassen).map(\.naam) == ["jongere-meerderjarig"])
        #expect(try verhaal.als(volwassen).isEmpty)
        let stand = try #require(verhaal.bescherming)
        #expect(stand.kaders.isEmpty && stand.gezag.isEmpty && stand.toestemmingen.isEmpty)
        for organisatie in [Rolbezetting.gi, Rolbezetting.zorg] {
            #expect(stand.inhoudGestopt(voor: organisatie, now: verhaal.nu) == verhaal.nu)
        }
        #expect(verhaal.code(.legKaderVast(door: Rolbezetting.anna, kader)) == "meerderjarig")
        #expect(
            verhaal.code(
                .legGezagVast(
                    door: Rolbezetting.anna,
                    Gezag(
                        kind: Beschermverhaal.kind, volwassene: Beschermverhaal.moeder, heeftGezag: true,
                        bron: .uitspraak
                    ))) == "meerderjarig")
    }

    @Test("V6: met eigen toestemming gaat delen door; ingetrokken stopt het vanaf dan, geweigerd vanaf 18")
    func eigenToestemming() throws {
        var verhaal = try gezin()
        try verhaal.als(volwassen)
        let achttien = verhaal.nu
        func gestopt(_ organisatie: String = Rolbezetting.gi) -> Date? {
            verhaal.bescherming?.inhoudGestopt(voor: organisatie, now: verhaal.nu)
        }
        verhaal.nu += 3_600
        #expect(try verhaal.zegt(Beschermverhaal.moeder, .gegeven, leeftijd: 18) == "toestemming-niet-gevraagd")
        #expect(try verhaal.zegt(Beschermverhaal.kind, .gegeven, leeftijd: 18) == nil)
        #expect(gestopt() == nil && gestopt(Rolbezetting.zorg) == achttien)
        #expect(try verhaal.oordeel(leeftijd: 18) == .compleet)
        verhaal.nu += 3_600
        #expect(try verhaal.zegt(Beschermverhaal.kind, .ingetrokken, leeftijd: 18) == nil)
        #expect(gestopt() == verhaal.nu)
        #expect(try verhaal.zegt(Beschermverhaal.kind, .geweigerd, leeftijd: 18, organisatie: Rolbezetting.zorg) == nil)
        #expect(gestopt(Rolbezetting.zorg) == achttien)
    }

    @Test(
        "V6, P2: ouders zien niet wat alleen een kind van 18 aangaat; zijn al hun kinderen 18, dan kijken zij niet mee")
    func kijken() throws {
        var verhaal = try gezin()
        func mag(_ id: UUID) -> Bool? {
            verhaal.bescherming.flatMap { stand in
                stand.gezinsleden.first { $0.id == id }.map { stand.magKijken($0) }
            }
        }
        #expect(mag(Beschermverhaal.moeder) == true)
        let zusje = Hulpverhaal.id
        try verhaal.als(
            .legGezinslidVast(door: Rolbezetting.anna, id: zusje, rol: .kind, gegevens: Verhaal.inhoud))
        try verhaal.als(volwassen)
        #expect(mag(Beschermverhaal.moeder) == true, "there is a child that is not of age")
        // P2, V6: of the one that is of age a parent, and a sister, see nothing that is that one's alone.
        let stand = try #require(verhaal.bescherming)
        let (kind, moeder) = (Beschermverhaal.kind, Beschermverhaal.moeder)
        let geboren = [zusje: try verhaal.geboren(15)]
        func ziet(_ wie: UUID, _ kinderen: [UUID], _ leeftijden: Inzageleeftijden = .init()) -> Bool {
            stand.ziet(wie, kinderen: kinderen, leeftijden, geboren: geboren, now: verhaal.nu)
        }
        #expect(!ziet(moeder, [kind]) && !ziet(zusje, [kind]) && ziet(kind, [kind]))
        #expect(ziet(moeder, [zusje]) && ziet(moeder, [kind, zusje]) && ziet(zusje, [kind, zusje]))
        #expect(!ziet(moeder, [zusje], .init(ouderTot: 15)) && ziet(moeder, [zusje], .init(ouderTot: 16)))
        #expect(ziet(kind, []) && ziet(moeder, []), "what names no child is of the family")
        try verhaal.als(.wordtMeerderjarig(kinderen: [zusje]))
        #expect(mag(Beschermverhaal.moeder) == false && mag(Beschermverhaal.kind) == true)
        #expect(
            throws: Weigering.self,
            performing: {
                try Gezinscontact.decide(
                    nil, over: verhaal.zaak, gezin: verhaal.bescherming,
                    .geefToegang(
                        door: Rolbezetting.anna, lid: Beschermverhaal.moeder, toegang: Verhaal.inhoud,
                        tot: verhaal.nu + 86_400, geboren: [:]), now: verhaal.nu)
            })
    }

    @Test("V6: wie bij het vastleggen al 18 is, is dat meteen")
    func meteen() throws {
        var verhaal = try Beschermverhaal()
        let vastgelegd = try verhaal.als(
            .legGezinslidVast(
                door: Rolbezetting.anna, id: Beschermverhaal.kind, rol: .kind, gegevens: Verhaal.inhoud,
                geboren: try verhaal.geboren(18)))
        #expect(vastgelegd.map(\.naam) == ["gezinslid-vastgelegd", "jongere-meerderjarig"])
        let kind = try verhaal.als(
            .legGezinslidVast(
                door: Rolbezetting.anna, id: Beschermverhaal.oom, rol: .kind, gegevens: Verhaal.inhoud,
                geboren: try verhaal.geboren(17)))
        #expect(kind.map(\.naam) == ["gezinslid-vastgelegd"])
        let volwassene = try verhaal.als(
            .legGezinslidVast(
                door: Rolbezetting.anna, id: Beschermverhaal.moeder, rol: .volwassene, gegevens: Verhaal.inhoud,
                geboren: try verhaal.geboren(40)))
        #expect(volwassene.map(\.naam) == ["gezinslid-vastgelegd"])
    }
}
