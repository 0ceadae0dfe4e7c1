import Contracts
import Foundation
import Testing
import VerwijzingDomain

@testable import Verwijzing

/// N7, P1, P5: who asks, who answers, who sees a question, and what the family sees; over every party, state, role and
/// shielding. The table says what is expected in its own words.
@Suite("Contact met het gezin: partij × stand × rol × afscherming (N7, P1, P5)")
struct ContactmatrixTests {
    enum Wie: CaseIterable { case aanbieder, ontvanger, betrokkene, buitenstaander }
    enum Stand: CaseIterable { case aangeboden, uitgesteld, geweigerd, geaccepteerd, overgedragen, gestart }

    private static let oins: [Wie: String] = [
        .aanbieder: Rolbezetting.wijkteam, .ontvanger: Rolbezetting.gi, .betrokkene: Rolbezetting.zorg,
        .buitenstaander: Rolbezetting.buurteam,
    ]

    private func verhaal(_ stand: Stand) throws -> Verhaal {
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
        try verhaal.als(
            .betrek(
                door: VerwijzingDomain.Actor(
                    organisatie: regie.organisatie, medewerker: regie.medewerker, rollen: [.werker]),
                organisatie: Rolbezetting.zorg, grond: .hulp))
        return verhaal
    }

    private func oin(_ wie: Wie) throws -> OIN {
        let text = try #require(Self.oins[wie])
        return try #require(OIN(text))
    }

    /// Whose turn it is to be the family's contact.
    private static func heeftRegie(_ wie: Wie, _ stand: Stand) -> Bool {
        switch stand {
        case .aangeboden, .uitgesteld, .geweigerd: wie == .aanbieder
        case .geaccepteerd, .overgedragen, .gestart: wie == .ontvanger
        }
    }

    @Test(
        "P5: vragen kan wie een deel in de zaak heeft, antwoorden en het gezin informeren alleen wie de regie heeft",
        arguments: Stand.allCases, Wie.allCases)
    func rechten(_ stand: Stand, _ wie: Wie) throws {
        let verhaal = try verhaal(stand)
        let delen = Toegang.delen(
            try oin(wie), zaak: verhaal.stand.zaak, overdrachten: Array(verhaal.stand.overdrachten.values))
        let regie = Self.heeftRegie(wie, stand)
        let vraagt = wie != .buitenstaander && !(wie == .ontvanger && stand == .geweigerd)
        #expect(Toegang.mag(.navraagStellen, delen) == vraagt)
        #expect(Toegang.mag(.navraagBeantwoorden, delen) == regie)
        #expect(Toegang.mag(.gezinInformeren, delen) == regie)
        for rol in Rol.allCases {
            func mag(_ proef: () throws -> Void) -> Bool { (try? proef()) != nil }
            let inhoud = rol != .planner
            #expect(mag { try Toegang.eisVragen([rol], delen, namensGezin: false) } == (vraagt && inhoud))
            #expect(mag { try Toegang.eisBeantwoorden([rol], delen, isAanZet: false) } == (regie && inhoud))
            #expect(mag { try Toegang.eisBeantwoorden([rol], delen, isAanZet: true) } == inhoud)
            #expect(mag { try Toegang.eisGezinInformeren([rol], delen) } == (regie && inhoud))
            // In the name of the family only who knows it.
            let kent = vraagt && Toegang.mag(.beschermen, delen)
            #expect(mag { try Toegang.eisVragen([rol], delen, namensGezin: true) } == (kent && inhoud))
        }
    }

    @Test(
        "P1: een vraag ziet wie haar stelde, wie haar beantwoordde en wie de regie heeft; een andere partij niet",
        arguments: Stand.allCases, Wie.allCases)
    func vraag(_ stand: Stand, _ wie: Wie) throws {
        let zaak = try verhaal(stand).stand.zaak
        let regie = Partij(organisatie: zaak.regie.organisatie, medewerker: zaak.regie.medewerker)
        let tekst = Contactverhaal.tekst
        var verhaal = try Contactverhaal()
        verhaal.zaak = zaak
        try verhaal.als(
            .stelNavraag(id: Contactverhaal.vraag, van: .organisatie(Rolbezetting.cato, namens: nil), tekst: tekst))
        func ziet() throws -> Bool {
            Toegang.ziet(try #require(verhaal.contact?.navragen.first), try oin(wie), zaak: verhaal.zaak)
        }
        #expect(try ziet() == (wie == .betrokkene || Self.heeftRegie(wie, stand)))
        // Who answered keeps it when the regie is elsewhere.
        let houder = VerwijzingDomain.Actor(
            organisatie: regie.organisatie, medewerker: regie.medewerker, rollen: [.werker])
        try verhaal.als(.beantwoord(door: houder, navraag: Contactverhaal.vraag, antwoord: tekst))
        _ = try verhaal.verplaats(
            naar: VerwijzingDomain.Actor(organisatie: Rolbezetting.buurteam, medewerker: "mw-x", rollen: [.werker]))
        #expect(try ziet() == (wie == .betrokkene || wie == .buitenstaander || Self.heeftRegie(wie, stand)))
    }

    @Test("P5, N7: wie een aanbod moet beantwoorden leest wat een organisatie vraagt, en niet wat het gezin schreef")
    func vraagAanOntvanger() throws {
        let stand = try Verhaal.aangeboden()
        for namens in [nil, Beschermverhaal.vader] {
            var verhaal = try Contactverhaal()
            verhaal.zaak = stand.zaak
            verhaal.open = [try stand.overdracht()]
            try verhaal.als(
                .stelNavraag(
                    id: Contactverhaal.vraag, van: .organisatie(Rolbezetting.cato, namens: namens),
                    tekst: Contactverhaal.tekst))
            let vraag = try #require(verhaal.contact?.navragen.first)
            let (ontvanger, vrager, regie) = (
                try #require(OIN(Rolbezetting.gi)), try #require(OIN(Rolbezetting.zorg)),
                try #require(OIN(Rolbezetting.wijkteam))
            )
            for wie in [ontvanger, vrager, regie] { #expect(Toegang.ziet(vraag, wie, zaak: verhaal.zaak)) }
            #expect(Toegang.leestVraag(vraag, ontvanger, zaak: verhaal.zaak) == (namens == nil))
            #expect(Toegang.leestVraag(vraag, vrager, zaak: verhaal.zaak))
            #expect(Toegang.leestVraag(vraag, regie, zaak: verhaal.zaak))
        }
    }

    @Test("N7: een gezinslid ziet zijn eigen vragen, en niet die van een ander", arguments: [true, false])
    func eigen(_ namens: Bool) throws {
        var verhaal = try Contactverhaal()
        let van: Vraagsteller =
            namens
            ? .organisatie(Rolbezetting.cato, namens: Beschermverhaal.moeder) : .gezin(lid: Beschermverhaal.moeder)
        try verhaal.als(.stelNavraag(id: Contactverhaal.vraag, van: van, tekst: Contactverhaal.tekst))
        let vraag = try #require(verhaal.contact?.navragen.first)
        #expect(Toegang.gezinZiet(vraag, lid: Beschermverhaal.moeder))
        #expect(!Toegang.gezinZiet(vraag, lid: Beschermverhaal.vader))
    }

    @Test("S3: van een overdracht hoort het gezin zolang zij loopt; van een onderzoek niet", arguments: Stand.allCases)
    func stappen(_ stand: Stand) throws {
        let overdracht = try #require(try verhaal(stand).stand.overdrachten[Verhaal.eerste])
        #expect(Toegang.gezinZiet(overdracht) == (stand != .geweigerd))
        #expect(!overdracht.vraagtOnderzoek)
        #expect(Toegang.gezinZietTerzijde(in: overdracht))
        let onderzoek = try onderzoek(stand)
        #expect(onderzoek.status.code == overdracht.status.code && onderzoek.vraagtOnderzoek)
        #expect(!Toegang.gezinZiet(onderzoek))
        #expect(Toegang.gezinZietTerzijde(in: onderzoek) == (stand == .geweigerd))
    }

    /// An investigation that was asked for, as far as an overdracht in this state.
    private func onderzoek(_ stand: Stand) throws -> Overdracht {
        var verhaal = try Verhaal()
        try verhaal.als(Verhaal.aanbod(vraag: "raadsonderzoek"))
        switch stand {
        case .aangeboden: break
        case .uitgesteld:
            try verhaal.als(
                .uitstellen(
                    door: Rolbezetting.bram, reden: .wachtlijst, nieuweDatum: Verhaal.overTweeWeken,
                    overbrugging: Verhaal.inhoud))
        case .geweigerd:
            try verhaal.als(
                .weigeren(door: Rolbezetting.bram, reden: .nietPassend, alternatief: .consultatie, toelichting: nil))
        case .geaccepteerd, .overgedragen, .gestart:
            try verhaal.als(Verhaal.accepteer)
            if stand != .geaccepteerd {
                for wie in [Rolbezetting.bram, Rolbezetting.anna] {
                    try verhaal.als(.bevestigGesprek(door: wie, Verhaal.gesprek))
                }
            }
            if stand == .gestart { try verhaal.als(.start(door: Rolbezetting.bram)) }
        }
        return try verhaal.overdracht()
    }

    @Test("O11, N7: na het einde leest het gezin hoe het terugkomt; een weigering tot iemand anders is gevraagd")
    func einde() throws {
        var verhaal = try Verhaal.gestart()
        #expect(try !Toegang.gezinZietAfsluiting(van: verhaal.overdracht()))
        var verder = verhaal
        try verhaal.als(.afronden(door: Rolbezetting.bram, afsluiting: Verhaal.afsluiting))
        #expect(try Toegang.gezinZietAfsluiting(van: verhaal.overdracht()))
        // Taken over by another: there is somebody already.
        try verder.als(Verhaal.aanbod(door: Rolbezetting.bram, naar: Rolbezetting.zorg), Verhaal.tweede)
        try verder.als(
            .accepteren(door: Rolbezetting.cato, werker: Rolbezetting.cato, startdatum: Verhaal.vandaag),
            Verhaal.tweede)
        #expect(try !Toegang.gezinZietAfsluiting(van: verder.overdracht()))

        var geweigerd = try Verhaal.aangeboden()
        #expect(try !Toegang.gezinZietWeigering(van: geweigerd.overdracht(), naast: []))
        try geweigerd.als(
            .weigeren(door: Rolbezetting.bram, reden: .geenCapaciteit, alternatief: .laterOpnieuw, toelichting: nil))
        let eerste = try geweigerd.overdracht()
        #expect(Toegang.gezinZietWeigering(van: eerste, naast: [eerste]))
        geweigerd.na(dagen: 1)
        try geweigerd.als(Verhaal.aanbod(naar: Rolbezetting.zorg), Verhaal.tweede)
        let nieuw = try #require(geweigerd.stand.overdrachten[Verhaal.tweede])
        #expect(!Toegang.gezinZietWeigering(van: eerste, naast: [eerste, nieuw]))
        #expect(!Toegang.gezinZietWeigering(van: nieuw, naast: [eerste]))
    }

    @Test("O8, S3: waarom iets terzijde is gelegd leest het gezin ook na afloop, van een onderzoek pas dan")
    func terzijde() throws {
        var verhaal = try Verhaal()
        try verhaal.als(
            .aanbieden(
                Aanbieding(
                    door: Rolbezetting.anna, naar: Rolbezetting.gi, kenmerk: "A-2222-222-2", urgentie: .regulier,
                    vraag: "raadsonderzoek", leeftijdsgroep: "0-11", gemeente: "0202", reden: .andereDeskundigheid,
                    keuze: .eersteAntwoord, antwoorden: Verhaal.volledig)))
        #expect(try !Toegang.gezinZietTerzijde(in: verhaal.overdracht()))
        try verhaal.als(.intrekken(door: Rolbezetting.anna, reden: .nietMeerNodig))
        #expect(try Toegang.gezinZietTerzijde(in: verhaal.overdracht()))
    }

    @Test(
        "P1: wie er van het gezin ook kijkt, afgeschermd is afgeschermd", arguments: Afschermsoort.allCases)
    func gezin(_ soort: Afschermsoort) throws {
        var bescherm = try Beschermverhaal()
        try bescherm.gezin()
        let wat: Afgeschermde? =
            switch soort {
            case .adres: Afgeschermde(.adres, inhoud: [Verhaal.inhoud])
            case .plaatsing: Afgeschermde(.plaatsing, organisatie: Rolbezetting.zorg, gemeente: "0268")
            case .werker:
                Afgeschermde(.werker, organisatie: Rolbezetting.zorg, medewerker: Rolbezetting.cato.medewerker)
            case .melder: Afgeschermde(.melder, organisatie: Rolbezetting.zorg)
            }
        try bescherm.als(
            .schermAf(
                door: Rolbezetting.anna, id: Beschermverhaal.afscherming, wat: try #require(wat),
                reden: .veiligheidGezin, toelichting: nil, ookBekendBij: [Rolbezetting.gi]))
        let zicht = Toegang.zichtVanGezin(bescherm.bescherming)
        #expect(zicht.ziet(organisatie: Rolbezetting.zorg) == (soort == .adres || soort == .werker))
        #expect(
            zicht.ziet(medewerker: Rolbezetting.cato.medewerker, van: Rolbezetting.zorg) == (soort == .adres))
        #expect(zicht.ziet(inhoud: Verhaal.inhoud, van: Rolbezetting.wijkteam) == (soort != .adres))
        #expect(zicht.ziet(gemeente: "0268") == (soort != .plaatsing))
        #expect(zicht.ziet(organisatie: Rolbezetting.wijkteam))
    }
}
