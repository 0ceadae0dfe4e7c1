import Contracts
import Foundation
import Testing
import VerwijzingDomain

@testable import Verwijzing

/// P1, P5, V6: who sees a verwijzing and what is written in it, by part in the zaak, role, state, shielding and consent.
@Suite("Wie ziet een verwijzing (V3, P1, P5)")
struct HulpvraagtoegangTests {
    enum Wie: CaseIterable { case vrager, ontvanger, betrokkene, buitenstaander }

    private static let oins: [Wie: String] = [
        .vrager: Rolbezetting.wijkteam, .ontvanger: Rolbezetting.gi, .betrokkene: Rolbezetting.zorg,
        .buitenstaander: Rolbezetting.buurteam,
    ]

    private func oin(_ wie: Wie) throws -> OIN {
        let text = try #require(Self.oins[wie])
        return try #require(OIN(text))
    }

    private func zaak() throws -> Zaak {
        var verhaal = try Verhaal()
        try verhaal.als(.betrek(door: Rolbezetting.anna, organisatie: Rolbezetting.zorg, grond: .hulp))
        return verhaal.zaak
    }

    @Test("V3: beide kanten en wie een deel in de zaak heeft zien hoever het is; een ander weet niet dat zij bestaat")
    func zien() throws {
        let (zaak, verwijzing) = (try zaak(), try #require(try Hulpverhaal.gevraagd().stand))
        for wie in Wie.allCases {
            let lezer = try oin(wie)
            let delen = Toegang.delen(lezer, zaak: zaak)
            #expect(Toegang.ziet(verwijzing, lezer, delen, .vrij) == (wie != .buitenstaander), "\(wie)")
        }
    }

    @Test("P1: is wie helpt afgeschermd, dan zien alleen de twee kanten en wie het weet de verwijzing")
    func afgeschermd() throws {
        let (zaak, verwijzing) = (try zaak(), try #require(try Hulpverhaal.gevraagd().stand))
        var bescherm = try Beschermverhaal(zaak)
        let wat = try #require(Afgeschermde(.plaatsing, organisatie: Rolbezetting.gi, gemeente: "0268"))
        try bescherm.als(
            .schermAf(
                door: Rolbezetting.anna, id: Beschermverhaal.afscherming, wat: wat, reden: .veiligheidGezin,
                toelichting: nil, ookBekendBij: []))
        for wie in Wie.allCases {
            let lezer = try oin(wie)
            let zicht = Toegang.zicht(lezer, bescherm.bescherming)
            let ziet = Toegang.ziet(verwijzing, lezer, Toegang.delen(lezer, zaak: zaak), zicht)
            #expect(ziet == [.vrager, .ontvanger].contains(wie), "\(wie)")
        }
        #expect(bescherm.bescherming?.zichtVanGezin.ziet(verwijzing) == false)
    }

    @Test("P2, P5, V6: teksten leest wie met inhoud werkt, zolang de verwijzing loopt en toestemming dat toelaat")
    func teksten() throws {
        let zaak = try zaak()
        var verhaal = try Hulpverhaal.gevraagd()
        let lopend = try #require(verhaal.stand)
        try verhaal.als(.trekIn(door: Rolbezetting.anna, reden: .andersOpgelost))
        let klaar = try #require(verhaal.stand)
        var bescherm = try Beschermverhaal(zaak)
        try bescherm.gezin()
        let voor = bescherm.bescherming
        bescherm.nu += 3_600
        try bescherm.als(.wordtMeerderjarig(kinderen: [Beschermverhaal.kind]))
        for wie in Wie.allCases {
            for rol in VerwijzingDomain.Rol.allCases {
                func inzage(_ verwijzing: VerwijzingDomain.Verwijzing, _ bescherming: Bescherming?) throws
                    -> Toegang.Inzage
                {
                    Toegang.verwijzing(
                        try oin(wie), [rol], verwijzing, zaak: zaak, bescherming, now: bescherm.nu)
                }
                guard rol != .planner else {
                    guard case .geen = try inzage(lopend, voor) else {
                        Issue.record("a planner of \(wie) reads content")
                        continue
                    }
                    continue
                }
                let partij = [.vrager, .ontvanger].contains(wie)
                #expect(try inzage(lopend, voor) == (partij ? .alles : .eigen), "\(wie) \(rol)")
                #expect(try inzage(klaar, voor) == (wie == .vrager ? .alles : .eigen), "\(wie) \(rol)")
                // From 18 on nothing new without the young adult's own consent.
                #expect(
                    try inzage(lopend, bescherm.bescherming) == (partij ? .tot(bescherm.nu) : .eigen), "\(wie) \(rol)")
            }
        }
    }

    @Test("O22, P2: wie met de regie verder vraagt, leest wat het gezin die organisatie nog laat lezen")
    func meegegaan() throws {
        let zaak = try zaak()
        var verhaal = try Hulpverhaal.gevraagd()
        var bescherm = try Beschermverhaal(zaak)
        try bescherm.gezin()
        let zonderStop = bescherm.bescherming
        bescherm.nu += 3_600
        try bescherm.als(.wordtMeerderjarig(kinderen: [Beschermverhaal.kind]))
        verhaal.nu = bescherm.nu + 3_600
        try verhaal.als(.volgRegie(vorige: Rolbezetting.wijkteam, naar: Rolbezetting.cato.partij))
        let stand = try #require(verhaal.stand)
        func inzage(_ bescherming: Bescherming?) throws -> Toegang.Inzage {
            Toegang.verwijzing(try oin(.betrokkene), [.werker], stand, zaak: zaak, bescherming, now: verhaal.nu)
        }
        #expect(try inzage(zonderStop) == .alles)
        // What was asked before the stop was not its own to read then.
        #expect(try inzage(bescherm.bescherming) == .eigen)
        #expect(stand.teksten.map(\.organisatie) == [Rolbezetting.wijkteam])
    }

    @Test("O10, P5: wie verwees zonder de regie ziet haar eigen deel: wat zij schreef en vroeg, en niets van een ander")
    func eigenDeel() throws {
        let (zaak, cato) = (try zaak(), Rolbezetting.cato)
        var verhaal = try Hulpverhaal()
        try verhaal.als(Hulpverhaal.vraag(door: cato))
        let (zelf, verwijzing) = (try oin(.betrokkene), try #require(verhaal.stand))
        let delen = Toegang.delen(zelf, zaak: zaak)
        #expect(delen == [.betrokkene] && Toegang.ziet(verwijzing, zelf, delen, .vrij))
        let dossier = Toegang.dossier(zelf, [.werker], zaak: zaak, nil, now: verhaal.nu)
        #expect(dossier == .eigen)
        let (eigen, ander) = (UUID(), UUID())
        func geeft(_ inhoud: UUID, van bron: String) -> Bool {
            Toegang.geeft(dossier, inhoud, van: bron, op: Verhaal.begin, zelf, .vrij)
        }
        #expect(geeft(eigen, van: Rolbezetting.zorg) && !geeft(ander, van: Rolbezetting.wijkteam))
        #expect(Toegang.verwijzing(zelf, [.werker], verwijzing, zaak: zaak, nil, now: verhaal.nu) == .alles)
        // Without a part in the zaak it sees what it asked, and nothing else.
        let los = Toegang.delen(zelf, zaak: try Verhaal().zaak)
        #expect(los.isEmpty && Toegang.ziet(verwijzing, zelf, los, .vrij))
        let andere = try #require(try Hulpverhaal.gevraagd().stand)
        #expect(!Toegang.ziet(andere, zelf, los, .vrij))
    }

    @Test("V1, P5: hulp vraagt wie de regie heeft of betrokken is, met een rol die met inhoud werkt")
    func vragen() {
        for deel in Toegang.Deel.allCases {
            for rol in VerwijzingDomain.Rol.allCases {
                let mag = (try? Toegang.eisVerwijzen([rol], [deel])) != nil
                #expect(mag == ([.regiehouder, .betrokkene].contains(deel) && rol != .planner), "\(deel) \(rol)")
            }
        }
    }

    @Test("V9, P1: het gezin ziet samen het plan; is er iets afgeschermd, dan alleen wie het gaf")
    func plan() throws {
        var bescherm = try Beschermverhaal(try zaak())
        try bescherm.gezin()
        let stand = try Gezinscontact.decide(
            nil, over: bescherm.zaak, gezin: bescherm.bescherming,
            .geefPlan(
                van: .gezin(lid: Beschermverhaal.moeder), plan: Hulpverhaal.id, zelf: Verhaal.inhoud,
                netwerk: Verhaal.eerste, professioneel: Verhaal.tweede), now: bescherm.nu
        ).reduce(Gezinscontact?.none) { .evolve($0, $1) }
        let plan = try #require(stand?.plan)
        func ziet(_ lid: UUID) -> Bool { Toegang.gezinZiet(plan, lid: lid, bescherm.bescherming) }
        #expect(ziet(Beschermverhaal.moeder) && ziet(Beschermverhaal.vader))
        let wat = try #require(Afgeschermde(.adres, inhoud: [Verhaal.inhoud]))
        try bescherm.als(
            .schermAf(
                door: Rolbezetting.anna, id: Beschermverhaal.afscherming, wat: wat, reden: .veiligheidGezin,
                toelichting: nil, ookBekendBij: []))
        #expect(ziet(Beschermverhaal.moeder) && !ziet(Beschermverhaal.vader))
    }
}
