import Contracts
import Foundation
import Testing
import VerwijzingDomain

@testable import Verwijzing

/// P1, P2, P5: who sees what, over every party, role, state, shielding and consent. The table says what is expected in
/// its own words; each cell asks the one place that decides, and the answers that the routes and pages are made of.
@Suite("Wie ziet wat: rol × stand × afscherming × toestemming (P1, P2, P5)")
struct BeschermingsmatrixTests {
    enum Wie: CaseIterable { case aanbieder, ontvanger, betrokkene, plaatsing, buitenstaander }
    enum Stand: CaseIterable { case aangeboden, uitgesteld, geweigerd, geaccepteerd, overgedragen, gestart }
    enum Scherm: CaseIterable { case geen, adres, plaatsing, werker, melder }
    enum Akkoord: CaseIterable { case onbekend, compleet, vooraf, ingetrokken, gedwongen, volwassen }

    /// Whoever is not the aanbieder gets the same answer as if the shielded were not there.
    static let oins: [Wie: String] = [
        .aanbieder: Rolbezetting.wijkteam, .ontvanger: Rolbezetting.gi, .betrokkene: Rolbezetting.zorg,
        .plaatsing: "00000099000000005000", .buitenstaander: Rolbezetting.buurteam,
    ]
    static let vroeg = UUID(uuid: (7, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))
    static let laat = UUID(uuid: (7, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 2))
    static let eigen = UUID(uuid: (7, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 3))
    static let gemeente = "0268"

    /// Of others' statements, through the handover: what a role that works with content reads where nothing stops it.
    static func basis(_ wie: Wie, _ stand: Stand) -> Bool {
        switch (wie, stand) {
        case (.aanbieder, .aangeboden), (.aanbieder, .uitgesteld), (.aanbieder, .geweigerd): true
        case (.ontvanger, .geaccepteerd), (.ontvanger, .overgedragen), (.ontvanger, .gestart): true
        default: false
        }
    }

    struct Geval {
        var verhaal: Verhaal
        var bescherm: Beschermverhaal
        var overdracht: Overdracht
        var zaak: Zaak { verhaal.stand.zaak }
    }

    private func geval(_ stand: Stand, _ scherm: Scherm, _ akkoord: Akkoord) throws -> Geval {
        var verhaal: Verhaal
        switch stand {
        case .aangeboden: verhaal = try .aangeboden()
        case .uitgesteld: verhaal = try .uitgesteld()
        case .geaccepteerd: verhaal = try .geaccepteerd()
        case .overgedragen: verhaal = try .overgedragen()
        case .gestart: verhaal = try .gestart()
        case .geweigerd:
            verhaal = try .aangeboden()
            try verhaal.als(
                .weigeren(
                    door: Rolbezetting.bram, reden: .geenCapaciteit, alternatief: .andereOrganisatie(Rolbezetting.zorg),
                    toelichting: nil))
        }
        let regie = verhaal.zaak.regie
        let houder = VerwijzingDomain.Actor(
            organisatie: regie.organisatie, medewerker: regie.medewerker, rollen: [.werker])
        for wie in [Wie.betrokkene, .plaatsing] {
            let oin = try #require(Self.oins[wie])
            if !verhaal.zaak.isBetrokken(oin) {
                try verhaal.als(.betrek(door: houder, organisatie: oin, grond: .hulp))
            }
        }
        var bescherm = try Beschermverhaal(verhaal.zaak)
        try bescherm.gezin()
        // Before anyone could read; after everything that the story did.
        let (ervoor, erna) = (Verhaal.begin - 3600, verhaal.nu + 7200)
        bescherm.nu = ervoor
        switch akkoord {
        case .onbekend: break
        case .compleet:
            for ouder in [Beschermverhaal.moeder, Beschermverhaal.vader] {
                #expect(try bescherm.zegt(ouder, .gegeven, leeftijd: 8) == nil)
            }
        case .vooraf: #expect(try bescherm.zegt(Beschermverhaal.moeder, .geweigerd, leeftijd: 8) == nil)
        case .volwassen:
            for ouder in [Beschermverhaal.moeder, Beschermverhaal.vader] {
                #expect(try bescherm.zegt(ouder, .gegeven, leeftijd: 8) == nil)
            }
            // V6: also where a measure ran until now.
            try bescherm.als(
                .legKaderVast(
                    door: Rolbezetting.anna,
                    GedwongenKader(
                        kind: Beschermverhaal.kind, uitvoerder: Rolbezetting.gi, vanaf: Verhaal.vandaag, tot: nil)))
            bescherm.nu = erna
            try bescherm.als(.wordtMeerderjarig(kinderen: [Beschermverhaal.kind]))
        case .ingetrokken, .gedwongen:
            #expect(try bescherm.zegt(Beschermverhaal.moeder, .gegeven, leeftijd: 8) == nil)
            bescherm.nu = erna
            #expect(try bescherm.zegt(Beschermverhaal.moeder, .ingetrokken, leeftijd: 8) == nil)
            if akkoord == .gedwongen {
                try bescherm.als(
                    .legKaderVast(
                        door: Rolbezetting.anna,
                        GedwongenKader(
                            kind: Beschermverhaal.kind, uitvoerder: Rolbezetting.gi, vanaf: Verhaal.vandaag, tot: nil)))
            }
        }
        bescherm.nu = erna + 3600
        let wat: Afgeschermde? =
            switch scherm {
            case .geen: nil
            case .adres: Afgeschermde(.adres, inhoud: [Self.vroeg])
            case .plaatsing: Afgeschermde(.plaatsing, organisatie: Self.oins[.plaatsing], gemeente: Self.gemeente)
            case .werker:
                Afgeschermde(.werker, organisatie: Rolbezetting.wijkteam, medewerker: Rolbezetting.anna.medewerker)
            case .melder: Afgeschermde(.melder, inhoud: [Self.vroeg])
            }
        if let wat {
            try bescherm.als(
                .schermAf(
                    door: Rolbezetting.anna, id: Beschermverhaal.afscherming, wat: wat, reden: .veiligheidGezin,
                    toelichting: nil, ookBekendBij: []))
        }
        return Geval(verhaal: verhaal, bescherm: bescherm, overdracht: try verhaal.overdracht())
    }

    private func oin(_ wie: Wie) throws -> OIN { try oin(Self.oins[wie]) }

    private func oin(_ text: String?) throws -> OIN {
        let text = try #require(text)
        return try #require(OIN(text))
    }

    @Test(
        "P5: elke verklaring van het dossier, in elke cel", arguments: Stand.allCases, Scherm.allCases)
    func dossier(_ stand: Stand, _ scherm: Scherm) throws {
        for akkoord in Akkoord.allCases {
            let geval = try geval(stand, scherm, akkoord)
            for wie in Wie.allCases {
                for rol in VerwijzingDomain.Rol.allCases {
                    let lezer = try oin(wie)
                    let inzage = Toegang.dossier(
                        lezer, [rol], overdracht: geval.overdracht, zaak: geval.zaak, geval.bescherm.bescherming,
                        now: geval.bescherm.nu)
                    let zicht = Toegang.zicht(lezer, geval.bescherm.bescherming)
                    func leest(_ id: UUID, _ bron: Wie, _ op: Date) throws -> Bool {
                        Toegang.geeft(inzage, id, van: try oin(bron).text, op: op, lezer, zicht)
                    }
                    let plaats: Comment = "\(wie) \(rol) \(stand) \(scherm) \(akkoord)"
                    let inhoud = rol != .planner && Self.basis(wie, stand)
                    let kent = scherm == .geen || wie == .aanbieder
                    // What stopped before the receiver could read gives it nothing; what stopped later, nothing new.
                    let stop = wie == .ontvanger && [.vooraf, .ingetrokken, .volwassen].contains(akkoord)
                    let oud = inhoud && !(stop && akkoord == .vooraf)
                    let nieuw = inhoud && !stop
                    let (begin, einde) = (Verhaal.begin - 7200, geval.bescherm.nu)
                    // The bron is the aanbieder's: for itself it is its own, which every content role keeps.
                    if wie != .aanbieder {
                        let afgeschermd = [.adres, .melder].contains(scherm) && !kent
                        #expect(try leest(Self.vroeg, .aanbieder, begin) == (oud && !afgeschermd), plaats)
                        #expect(try leest(Self.laat, .aanbieder, einde) == nieuw, plaats)
                    }
                    if wie != .plaatsing {
                        // A statement of the placement gives it away.
                        let weg = scherm == .plaatsing && !kent
                        #expect(try leest(UUID(), .plaatsing, begin) == (oud && !weg), plaats)
                    }
                    let zelf =
                        rol != .planner && !(wie == .ontvanger && [.aangeboden, .uitgesteld].contains(stand))
                    #expect(try leest(Self.eigen, wie, einde) == zelf, plaats)
                }
            }
        }
    }

    @Test("P1: in geen antwoord over zaak, overdracht of tijdlijn staat wat afgeschermd is", arguments: Stand.allCases)
    func antwoorden(_ stand: Stand) throws {
        for scherm in Scherm.allCases {
            let geval = try geval(stand, scherm, .onbekend)
            var gebeurd: [OverdrachtEvent] = []
            var verhaal = try Verhaal.aangeboden()
            gebeurd += try verhaal.als(.gezien(door: Rolbezetting.bram))
            gebeurd += try verhaal.als(.meldVeiligheidNietTeHouden(door: Rolbezetting.anna))
            let geschil = try Geschil.decide(
                nil, over: geval.overdracht,
                .open(
                    door: Rolbezetting.anna, id: Verhaal.tweede, over: .contract, toelichting: Verhaal.inhoud,
                    beslisser: .gevonden(Partij(organisatie: Rolbezetting.buurteam, medewerker: "mw-rik"))),
                now: verhaal.nu)
            for wie in Wie.allCases {
                let lezer = try oin(wie)
                let zicht = Toegang.zicht(lezer, geval.bescherm.bescherming)
                let delen = Toegang.delen(lezer, zaak: geval.zaak, overdrachten: [geval.overdracht])
                let ziet = Toegang.mag(.zaakLezen, delen)
                #expect(ziet == (wie != .buitenstaander && !(wie == .ontvanger && stand == .geweigerd)))
                let zaak = try ZaakStand(geval.zaak, [geval.overdracht], delen, zicht).json.text
                let overdracht = try OverdrachtStand(geval.overdracht, voor: lezer, zicht).json.text
                let tijdlijn = try Tijdlijn(geval.overdracht, gebeurd, geschillen: geschil, zicht).json.text
                let alles = zaak + overdracht + tijdlijn
                let plaats: Comment = "\(wie) \(stand) \(scherm)"
                // The placement knows itself, the worker's organisation its worker.
                let anna = Rolbezetting.anna.medewerker
                #expect(
                    alles.contains("\"\(anna)\"") == (scherm != .werker || wie == .aanbieder), plaats)
                let plaatsing = try #require(Self.oins[.plaatsing])
                let magPlaatsing = scherm != .plaatsing || wie == .aanbieder || wie == .plaatsing
                let betrokken = delen.contains(.betrokkene) || delen.contains(.regiehouder)
                #expect(zaak.contains(plaatsing) == (magPlaatsing && betrokken), plaats)
                #expect(!(overdracht + tijdlijn).contains(plaatsing), plaats)
                #expect(zicht.ziet(gemeente: Self.gemeente) == magPlaatsing, plaats)
            }
            // The family sees nothing that is shielded, whoever knows it.
            let gezin = geval.bescherm.bescherming?.zichtVanGezin ?? .vrij
            #expect(
                gezin.ziet(medewerker: Rolbezetting.anna.medewerker, van: Rolbezetting.wijkteam) == (scherm != .werker))
            #expect(gezin.ziet(organisatie: try #require(Self.oins[.plaatsing])) == (scherm != .plaatsing))
            #expect(
                gezin.ziet(inhoud: Self.vroeg, van: Rolbezetting.wijkteam) == ![.adres, .melder].contains(scherm))
        }
    }

    @Test("P1: een overdracht met een afgeschermde kant bestaat alleen voor haar twee kanten en wie het weet")
    func afgeschermdeKant() throws {
        for kant in [Rolbezetting.wijkteam, Rolbezetting.gi] {
            let verhaal = try Verhaal.geaccepteerd()
            var bescherm = try Beschermverhaal(verhaal.zaak)
            let wat = try #require(Afgeschermde(.plaatsing, organisatie: kant, gemeente: "0268"))
            try bescherm.als(
                .schermAf(
                    door: Rolbezetting.cato, id: Beschermverhaal.afscherming, wat: wat, reden: .veiligheidGezin,
                    toelichting: nil, ookBekendBij: []))
            let overdracht = try verhaal.overdracht()
            let ziet = try [Rolbezetting.wijkteam, Rolbezetting.gi, Rolbezetting.zorg, Rolbezetting.buurteam].map {
                Toegang.zicht(try oin($0), bescherm.bescherming).ziet(overdracht)
            }
            #expect(ziet == [true, true, true, false])
            // The regie itself is not shown either.
            let buiten = try #require(OIN(Rolbezetting.buurteam))
            let zicht = Toegang.zicht(buiten, bescherm.bescherming)
            let stand = try ZaakStand(verhaal.zaak, [], [.betrokkene], zicht)
            #expect((stand.regie == nil) == (kant == Rolbezetting.gi))
            #expect(!stand.json.text.contains(kant))
        }
    }

    @Test("P1, P2: beschermen doet wie de regie heeft of betrokken is, met een rol die met inhoud werkt")
    func wieBeschermt() {
        for deel in Toegang.Deel.allCases {
            for rol in VerwijzingDomain.Rol.allCases {
                let mag = (try? Toegang.eisBeschermen([rol], [deel])) != nil
                #expect(mag == ([.regiehouder, .betrokkene].contains(deel) && rol != .planner), "\(deel) \(rol)")
            }
        }
    }
}
