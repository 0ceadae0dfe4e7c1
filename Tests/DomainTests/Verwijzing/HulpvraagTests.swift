import Contracts
import Foundation
import Testing
import VerwijzingDomain

/// Given, when, then: one verwijzing beside the zaak of `Verhaal`.
struct Hulpverhaal {
    let zaak: Zaak
    var stand: VerwijzingDomain.Verwijzing?
    var nu = Verhaal.begin

    static let id = UUID(uuid: (5, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))
    static let anders = UUID(uuid: (5, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 2))

    init() throws { zaak = try Verhaal().zaak }

    static func vraag(
        door: VerwijzingDomain.Actor = Rolbezetting.anna, naar: String = Rolbezetting.gi,
        hulp: String = "ambulante-jeugdhulp", regime: Regime = .jeugdwet, gekozenOp: Keuzegrond = .passend,
        watMist: UUID? = nil, route: String? = "gemeente", overlegMet: String? = nil, soort: String = "lokaal-team",
        mandaten: Set<String> = [], regels: Verwijsregels = .keten, lopend: Set<UUID> = [], gezien: Set<UUID> = [],
        urgentie: VerwijzingDomain.Urgentie = .regulier
    ) -> VerwijzingCommand {
        .vraag(
            Verwijsvraag(
                door: door, naar: naar, kenmerk: "A-2222-222-2", urgentie: urgentie, hulp: hulp, regime: regime,
                richting: .opschalen, gekozenOp: gekozenOp, watMist: watMist, route: route, overlegMet: overlegMet,
                behoefte: Verhaal.inhoud, kinderen: [], soortVrager: soort, mandaten: mandaten, regels: regels,
                lopend: lopend, gezienLopend: gezien), id: id)
    }

    /// Decides, sends the events over the wire and folds them.
    @discardableResult
    mutating func als(_ command: VerwijzingCommand) throws -> [VerwijzingEvent] {
        let events = try VerwijzingDomain.Verwijzing.decide(stand, in: zaak, command, now: nu)
        for event in events {
            let gelezen = try Post.heenEnWeer(event, event.naam, domein: "overdrachten")
            #expect(gelezen == event)
            stand = .evolve(stand, gelezen)
        }
        if let nieuw = stand { stand = try Post.bewaard(nieuw) }
        return events
    }

    /// The code of the refusal, which must explain itself and change nothing; nil when it was not refused.
    func weigering(_ command: VerwijzingCommand) -> String? {
        do { _ = try VerwijzingDomain.Verwijzing.decide(stand, in: zaak, command, now: nu) } catch {
            #expect(!error.uitleg.isEmpty && !error.toestand.isEmpty)
            return error.code
        }
        return nil
    }

    static func gevraagd() throws -> Hulpverhaal {
        var verhaal = try Hulpverhaal()
        try verhaal.als(vraag())
        return verhaal
    }

    static let aanvaard = VerwijzingCommand.aanvaard(
        door: Rolbezetting.planner, werker: Rolbezetting.bram, startdatum: Verhaal.overTweeWeken)
}

@Suite("V1-V3, R13: hulp vragen die past, naast de overdracht")
struct HulpvraagTests {
    @Test("V1: wie koos voor wat beschikbaar was zegt wat er mist; wie koos voor wat past niet")
    func keuze() throws {
        let verhaal = try Hulpverhaal()
        #expect(verhaal.weigering(Hulpverhaal.vraag(gekozenOp: .beschikbaar)) == "wat-mist")
        #expect(verhaal.weigering(Hulpverhaal.vraag(watMist: Verhaal.inhoud)) == "wat-mist")
        #expect(verhaal.weigering(Hulpverhaal.vraag(gekozenOp: .beschikbaar, watMist: Verhaal.inhoud)) == nil)
        #expect(verhaal.weigering(Hulpverhaal.vraag(hulp: "iets-anders")) == "hulpsoort-onbekend")
        #expect(verhaal.weigering(Hulpverhaal.vraag(naar: Rolbezetting.wijkteam)) == "naar-zichzelf")
        #expect(
            verhaal.weigering(
                Hulpverhaal.vraag(door: Rolbezetting.persoon(Rolbezetting.wijkteam, "plan", [.planner])))
                == "rol-ontbreekt")
    }

    @Test("O16: hulp die eerder begon telt mee als zij weer wordt gevraagd; wat niet begon of iets anders is niet")
    func eerderGedaan() throws {
        var verhaal = try Hulpverhaal.gevraagd()
        let (zaak, hulp, gevraagd) = (verhaal.zaak.id, "ambulante-jeugdhulp", verhaal.nu)
        func deed(_ vraag: String? = nil, in waar: UUID? = nil, na seconden: TimeInterval = 60) throws -> Bool {
            try #require(verhaal.stand).deedAl(vraag ?? hulp, in: waar ?? zaak, voor: gevraagd + seconden)
        }
        #expect(try !deed())
        try verhaal.als(Hulpverhaal.aanvaard)
        #expect(try !deed(), "promised is not done")
        try verhaal.als(.start(door: Rolbezetting.bram))
        #expect(try deed() && !deed("pleegzorg") && !deed(in: Hulpverhaal.id) && !deed(na: 0))
    }

    @Test("O16: wie opnieuw vraagt wat eerder begon, bevestigt dat te hebben gezien; dat blijft erbij staan")
    func eerderGezien() throws {
        guard case .vraag(var vraag, let id) = Hulpverhaal.vraag() else { return }
        vraag.eerder = [Hulpverhaal.anders]
        var verhaal = try Hulpverhaal()
        #expect(verhaal.weigering(.vraag(vraag, id: id)) == "eerder-niet-gezien")
        vraag.gezienEerder = [Hulpverhaal.anders]
        try verhaal.als(.vraag(vraag, id: id))
        #expect(verhaal.stand?.vraag?.eerder == [Hulpverhaal.anders])
    }

    @Test("V2: overleg is met een ander, en is geweest als het hier is gevraagd")
    func overleg() throws {
        let verhaal = try Hulpverhaal()
        func code(met organisatie: String, gaf: Bool?) -> String? {
            guard
                case .vraag(var vraag, let id) = Hulpverhaal.vraag(
                    route: "bepaling-jeugdhulp", overlegMet: organisatie, soort: "gi")
            else { return "geen vraag" }
            vraag.overlegGaf = gaf
            return verhaal.weigering(.vraag(vraag, id: id))
        }
        #expect(code(met: Rolbezetting.wijkteam, gaf: nil) == "overleg-met-uzelf")
        #expect(code(met: Rolbezetting.zorg, gaf: false) == "overleg-niet-geweest")
        for gaf in [true, nil] { #expect(code(met: Rolbezetting.zorg, gaf: gaf) == nil) }
    }

    @Test("P2, V5: noemde de vraag geen kinderen, dan is de hulp voor ieder kind dat intussen bekend is")
    func kinderen() throws {
        let verwijzing = try #require(try Hulpverhaal.gevraagd().stand)
        #expect(verwijzing.kinderen(in: nil) == [])
        var bescherm = try Beschermverhaal()
        try bescherm.gezin()
        let gezin = try #require(bescherm.bescherming)
        let kinderen = verwijzing.kinderen(in: gezin)
        #expect(kinderen == [Beschermverhaal.kind])
        // Nobody said yes yet.
        #expect(throws: VerwijzingDomain.Weigering.self) {
            try gezin.eisToestemming(voor: Rolbezetting.gi, kinderen: kinderen, geboren: [:], now: Verhaal.begin)
        }
    }

    @Test("V2: een route is van wie haar mag nemen, en vrij toegankelijke hulp heeft er geen nodig")
    func route() throws {
        let verhaal = try Hulpverhaal()
        func code(_ command: VerwijzingCommand) -> String? { verhaal.weigering(command) }
        #expect(code(Hulpverhaal.vraag(hulp: "opvoedondersteuning", route: nil)) == nil)
        #expect(code(Hulpverhaal.vraag(hulp: "opvoedondersteuning")) == "route-niet-nodig")
        #expect(code(Hulpverhaal.vraag(route: nil)) == "route-nodig")
        #expect(code(Hulpverhaal.vraag(route: "sluiproute")) == "route-onbekend")
        #expect(code(Hulpverhaal.vraag(route: "huisarts")) == "route-niet-van-u")
        #expect(code(Hulpverhaal.vraag(route: "huisarts", soort: "huisarts")) == nil)
        #expect(code(Hulpverhaal.vraag(route: "jeugdarts", soort: "ggd")) == nil)
        #expect(code(Hulpverhaal.vraag(route: "medisch-specialist", soort: "zorgaanbieder")) == "route-zonder-mandaat")
        #expect(
            code(
                Hulpverhaal.vraag(
                    route: "medisch-specialist", soort: "zorgaanbieder", mandaten: ["medisch-specialist"])) == nil)
        #expect(code(Hulpverhaal.vraag(regime: .wlz)) == "route-ander-regime")
        // The GI decides itself, without a beschikking, after it consulted.
        #expect(code(Hulpverhaal.vraag(route: "bepaling-jeugdhulp", soort: "gi")) == "overleg-nodig")
        #expect(
            code(Hulpverhaal.vraag(route: "bepaling-jeugdhulp", overlegMet: Rolbezetting.zorg, soort: "gi")) == nil)
        #expect(Verwijsregels.keten.routes.first { $0.code == "bepaling-jeugdhulp" }?.beschikking == false)
        #expect(code(Hulpverhaal.vraag(overlegMet: Rolbezetting.zorg)) == "overleg-nodig")
    }

    @Test("V2: wat een regio in het register zet gaat voor wat de keten afsprak")
    func eigenRoutes() throws {
        let regels = Verwijsregels(
            routes: [.init(code: "wijkgericht", soorten: ["rvt"], regimes: [], herkomst: "afspraak van de regio")],
            hulpsoorten: [.init(code: "maatje", naam: "Een maatje")])
        let verhaal = try Hulpverhaal()
        #expect(verhaal.weigering(Hulpverhaal.vraag(regels: regels)) == "hulpsoort-onbekend")
        #expect(
            verhaal.weigering(Hulpverhaal.vraag(hulp: "maatje", route: "wijkgericht", soort: "rvt", regels: regels))
                == nil)
        #expect(regels.routes(soort: "rvt", mandaten: []).map(\.code) == ["wijkgericht"])
        #expect(regels.routes(soort: "gi", mandaten: []).isEmpty)
    }

    @Test("V3: ontvangen, gezien, toegezegd met werker en startdag, gestart, voortgang en einde; de regie blijft")
    func heleWeg() throws {
        var verhaal = try Hulpverhaal.gevraagd()
        func soorten() -> [String] { verhaal.stand?.lopendeTermijnen.map(\.soort) ?? [] }
        #expect(soorten() == ["verwijzing-bezorgen", "verwijzing-zien", "verwijzing-beantwoorden"])
        try verhaal.als(.bezorgd(organisatie: Rolbezetting.gi))
        #expect(try verhaal.als(.bezorgd(organisatie: Rolbezetting.gi)).isEmpty)
        #expect(soorten() == ["verwijzing-zien", "verwijzing-beantwoorden"])
        try verhaal.als(.gezien(door: Rolbezetting.bram))
        #expect(try verhaal.als(.gezien(door: Rolbezetting.bea)).isEmpty)
        #expect(verhaal.stand?.gezien?.door == "mw-bram" && soorten() == ["verwijzing-beantwoorden"])
        #expect(
            verhaal.weigering(
                .aanvaard(door: Rolbezetting.bram, werker: Rolbezetting.planner, startdatum: Verhaal.vandaag))
                == "geen-werker")
        #expect(
            verhaal.weigering(
                .aanvaard(door: Rolbezetting.bram, werker: Rolbezetting.cato, startdatum: Verhaal.vandaag))
                == "werker-andere-organisatie")
        try verhaal.als(Hulpverhaal.aanvaard)
        #expect(soorten() == ["verwijzing-starten"])
        #expect(verhaal.stand?.lopendeTermijnen.first?.uiterlijk == Verhaal.overTweeWeken.einde)
        #expect(verhaal.weigering(.meldVoortgang(door: Rolbezetting.bram, bericht: Verhaal.inhoud)) != nil)
        try verhaal.als(.start(door: Rolbezetting.bram))
        #expect(verhaal.weigering(.start(door: Rolbezetting.bram)) == "al-gedaan")
        let begin = verhaal.stand?.lopendeTermijnen.first?.sinds
        verhaal.nu += 86_400
        try verhaal.als(.meldVoortgang(door: Rolbezetting.bram, bericht: Verhaal.inhoud))
        #expect(soorten() == ["verwijzing-voortgang"] && verhaal.stand?.lopendeTermijnen.first?.sinds != begin)
        try verhaal.als(.wisselWerker(door: Rolbezetting.bram, naar: Rolbezetting.bea))
        #expect(verhaal.stand?.aanZet?.medewerker == "mw-bea")
        #expect(
            verhaal.weigering(.beeindig(door: Rolbezetting.bea, reden: .teVeelHulp)) == "reden-van-de-vrager")
        try verhaal.als(.beeindig(door: Rolbezetting.bea, reden: .doelBereikt))
        #expect(verhaal.stand?.isEindstand == true && soorten().isEmpty && verhaal.stand?.aanZet == nil)
        #expect(verhaal.zaak.regie.organisatie == Rolbezetting.wijkteam)
    }

    @Test("V3: uitstellen noemt een dag na vandaag, weigeren een alternatief; daarna kan nog alleen wat past")
    func antwoorden() throws {
        var verhaal = try Hulpverhaal.gevraagd()
        #expect(
            verhaal.weigering(
                .stelUit(
                    door: Rolbezetting.bram, reden: .wachtlijst, nieuweDatum: Verhaal.vandaag, bericht: Verhaal.inhoud))
                == "datum-niet-in-toekomst")
        try verhaal.als(
            .stelUit(
                door: Rolbezetting.bram, reden: .wachtlijst, nieuweDatum: Verhaal.overTweeWeken, bericht: Verhaal.inhoud
            ))
        #expect(
            verhaal.stand?.lopendeTermijnen.map(\.soort) == ["verwijzing-uitstel", "verwijzing-wachtlijstbericht"])
        #expect(
            verhaal.weigering(
                .weiger(
                    door: Rolbezetting.bram, reden: .nietPassend, alternatief: .andereOrganisatie(Rolbezetting.gi),
                    toelichting: nil)) == "alternatief-onmogelijk")
        #expect(verhaal.weigering(.trekIn(door: Rolbezetting.bram, reden: .vergissing)) == "verkeerde-organisatie")
        try verhaal.als(
            .weiger(
                door: Rolbezetting.bram, reden: .nietPassend, alternatief: .andereOrganisatie(Rolbezetting.zorg),
                toelichting: nil))
        #expect(verhaal.weigering(Hulpverhaal.aanvaard) == "kan-niet-in-deze-toestand")
        #expect(verhaal.weigering(.trekIn(door: Rolbezetting.anna, reden: .vergissing)) != nil)
        var ander = try Hulpverhaal.gevraagd()
        #expect(ander.weigering(.trekIn(door: Rolbezetting.anna, reden: .regieElders)) == "reden-van-de-regel")
        try ander.als(.trekIn(door: Rolbezetting.anna, reden: .andersOpgelost))
        #expect(ander.stand?.isEindstand == true)
    }

    @Test(
        "O4: zolang het antwoord wacht is er een wachtlijstbericht verschuldigd; een gemist bericht is een stiltesignaal"
    )
    func wachtlijstbericht() throws {
        var verhaal = try Hulpverhaal.gevraagd()
        func bericht(_ door: VerwijzingDomain.Actor, _ tekst: UUID, _ dag: Dag? = nil) -> VerwijzingCommand {
            .geefWachtlijstbericht(door: door, bericht: tekst, volgendeDatum: dag)
        }
        #expect(verhaal.weigering(bericht(Rolbezetting.bram, Verhaal.inhoud)) == "kan-niet-in-deze-toestand")
        let uitstel = VerwijzingCommand.stelUit(
            door: Rolbezetting.bram, reden: .wachtlijst, nieuweDatum: Verhaal.overTweeWeken, bericht: Verhaal.inhoud)
        try verhaal.als(uitstel)
        #expect(verhaal.weigering(uitstel) == "al-gedaan")
        #expect(verhaal.stand?.mogelijk(voor: Rolbezetting.gi).contains("wachtlijstbericht-geven") == true)
        #expect(verhaal.weigering(bericht(Rolbezetting.anna, Verhaal.derde)) == "verkeerde-organisatie")
        #expect(
            verhaal.weigering(bericht(Rolbezetting.bram, Verhaal.derde, Verhaal.vandaag)) == "datum-niet-in-toekomst")
        verhaal.nu += 9 * 86_400
        let later = try #require(Dag("2026-12-24"))
        try verhaal.als(bericht(Rolbezetting.bram, Verhaal.derde, later))
        #expect(verhaal.weigering(bericht(Rolbezetting.bram, Verhaal.derde)) == "al-gedaan")
        func termijn(_ soort: String) -> LopendeTermijn? {
            verhaal.stand?.lopendeTermijnen.first { $0.soort == soort }
        }
        #expect(termijn("verwijzing-uitstel")?.uiterlijk == later.einde)
        #expect(termijn("verwijzing-wachtlijstbericht")?.sinds == verhaal.nu)
        #expect(verhaal.stand?.gezinsnieuws.bericht == Verhaal.derde)
        #expect(verhaal.stand?.gezinsnieuws.afspraak == Verhaal.inhoud)

        let sinds = verhaal.nu
        func verstrijk(_ stadium: Int) throws -> [String] {
            try verhaal.als(
                .termijnVerstreken(soort: "verwijzing-wachtlijstbericht", sinds: sinds, stadium: stadium)
            ).map(\.naam)
        }
        verhaal.nu += 14 * 86_400
        #expect(try verstrijk(80) == ["verwijzingtermijn-herinnerd"])
        #expect(
            try verstrijk(100) == ["verwijzing-wachtlijstbericht-gemist", "verwijzingtermijn-geescaleerd"])
        verhaal.nu += 7 * 86_400
        #expect(try verstrijk(150) == ["verwijzingtermijn-geescaleerd"])
        // The duty begins again: silence is never final.
        #expect(termijn("verwijzing-wachtlijstbericht")?.sinds == verhaal.nu)
        try verhaal.als(
            .aanvaard(door: Rolbezetting.planner, werker: Rolbezetting.bram, startdatum: Dag(verhaal.nu)))
        #expect(verhaal.weigering(bericht(Rolbezetting.bram, Verhaal.inhoud)) == "kan-niet-in-deze-toestand")
        #expect(verhaal.stand?.lopendeTermijnen.map(\.soort) == ["verwijzing-starten"])
    }

    @Test("R13: nieuwe hulp vraagt wie zag wat al loopt; stoppen is een keuze met een reden van wie de hulp vroeg")
    func lopendeHulp() throws {
        let verhaal = try Hulpverhaal()
        let loopt: Set = [Hulpverhaal.anders]
        #expect(verhaal.weigering(Hulpverhaal.vraag(lopend: loopt)) == "lopende-hulp-niet-gezien")
        #expect(
            verhaal.weigering(Hulpverhaal.vraag(lopend: loopt, gezien: [Hulpverhaal.id])) == "lopende-hulp-niet-gezien")
        #expect(verhaal.weigering(Hulpverhaal.vraag(lopend: loopt, gezien: loopt)) == nil)
        var lopend = try Hulpverhaal.gevraagd()
        func stop(_ door: VerwijzingDomain.Actor, _ reden: Hulpeinde) -> VerwijzingCommand {
            .stop(door: door, reden: reden, voor: Hulpverhaal.anders)
        }
        #expect(lopend.weigering(stop(Rolbezetting.anna, .nieuweHulpVervangt)) == "kan-niet-in-deze-toestand")
        try lopend.als(Hulpverhaal.aanvaard)
        try lopend.als(.start(door: Rolbezetting.bram))
        #expect(lopend.weigering(stop(Rolbezetting.cato, .nieuweHulpVervangt)) == "verkeerde-organisatie")
        #expect(lopend.weigering(stop(Rolbezetting.anna, .doelBereikt)) == "reden-van-de-hulp")
        let events = try lopend.als(stop(Rolbezetting.anna, .nieuweHulpVervangt))
        guard case .beeindigd(let feit)? = events.first?.feit else {
            Issue.record("not ended")
            return
        }
        #expect(feit.vervangenDoor == Hulpverhaal.anders && feit.werker == "mw-bram")
        #expect(events.first?.kop.door == Rolbezetting.anna.partij)
    }

    @Test("V3, O5: wie aan zet is wordt herinnerd, dan horen beide teamleiders het, dan de regio; elk één keer")
    func termijn() throws {
        var verhaal = try Hulpverhaal.gevraagd()
        func verstrijk(_ stadium: Int) throws -> [String] {
            try verhaal.als(
                .termijnVerstreken(soort: "verwijzing-beantwoorden", sinds: Verhaal.begin, stadium: stadium)
            ).map(\.naam)
        }
        #expect(try verstrijk(50) == ["verwijzingtermijn-herinnerd"])
        #expect(try verstrijk(50).isEmpty)
        #expect(try verstrijk(100) == ["verwijzingtermijn-geescaleerd"])
        #expect(try verstrijk(80).isEmpty)
        #expect(try verstrijk(150) == ["verwijzingtermijn-geescaleerd"])
        try verhaal.als(Hulpverhaal.aanvaard)
        #expect(try verstrijk(150).isEmpty)
    }

    @Test("V3: in willekeurige verlopen is geen stap stil, en na het einde verandert er niets meer", arguments: 0..<200)
    func willekeurig(zaad: Int) throws {
        var dobbelsteen = Dobbelsteen(UInt64(zaad))
        var verhaal = try Hulpverhaal.gevraagd()
        let mensen = [
            Rolbezetting.anna, Rolbezetting.bram, Rolbezetting.bea, Rolbezetting.cato, Rolbezetting.planner,
            Rolbezetting.onbekende,
        ]
        for _ in 0..<30 {
            let (door, ander) = (mensen.een(&dobbelsteen), mensen.een(&dobbelsteen))
            let soort = Verwijzingtermijn.alle.een(&dobbelsteen)
            let commands: [VerwijzingCommand] = [
                .bezorgd(organisatie: door.organisatie), .gezien(door: door),
                .stelUit(
                    door: door, reden: .capaciteit, nieuweDatum: Dag(verhaal.nu + 3 * 86_400), bericht: Verhaal.inhoud),
                .geefWachtlijstbericht(door: door, bericht: UUID(), volgendeDatum: nil),
                .aanvaard(door: door, werker: ander, startdatum: Dag(verhaal.nu)),
                .weiger(door: door, reden: .anders, alternatief: .consultatie, toelichting: nil),
                .trekIn(door: door, reden: .anders), .start(door: door),
                .meldVoortgang(door: door, bericht: Verhaal.inhoud), .wisselWerker(door: door, naar: ander),
                .beeindig(door: door, reden: Hulpeinde.allCases.een(&dobbelsteen)),
                .stop(door: door, reden: Hulpeinde.allCases.een(&dobbelsteen), voor: nil),
                .termijnVerstreken(
                    soort: soort,
                    sinds: verhaal.stand?.lopendeTermijnen.first { $0.soort == soort }?.sinds ?? verhaal.nu,
                    stadium: [50, 80, 100, 150].een(&dobbelsteen)),
            ]
            let vooraf = try #require(verhaal.stand)
            do {
                let events = try verhaal.als(commands.een(&dobbelsteen))
                if vooraf.isEindstand { #expect(events.isEmpty, "something happened after the end") }
                for event in events where event.kop.door != nil {
                    #expect(vooraf.isPartij(event.kop.door?.organisatie ?? ""), "a stranger acted")
                }
            } catch is Weigering { #expect(verhaal.stand == vooraf) }
            let stand = try #require(verhaal.stand)
            #expect(stand.isEindstand == stand.lopendeTermijnen.isEmpty, "a silent step: \(stand.stand.code)")
            #expect(stand.isEindstand == (stand.aanZet == nil))
            if let hulp = stand.hulp { #expect(["mw-bram", "mw-bea"].contains(hulp.werker)) }
            verhaal.nu += 3_600
        }
    }
}
