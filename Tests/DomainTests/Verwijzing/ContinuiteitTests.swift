import Contracts
import Foundation
import Testing
import VerwijzingDomain

/// What changes for the child of `Beschermverhaal`, and a clock that the test moves.
struct Kindverhaal {
    var bescherm: Beschermverhaal
    var stand: Continuiteit?
    var nu = Verhaal.begin

    static let kind = Beschermverhaal.kind
    static let opname = UUID(uuid: (6, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))

    init() throws {
        bescherm = try Beschermverhaal()
        try bescherm.gezin()
    }

    var zaak: Zaak { bescherm.zaak }

    /// Decides, sends the events over the wire and folds them.
    @discardableResult
    mutating func als(_ command: ContinuiteitCommand, zaak ander: Zaak? = nil) throws -> [ContinuiteitEvent] {
        let events = try Continuiteit.decide(
            stand, over: ander ?? zaak, gezin: bescherm.bescherming, command, now: nu)
        for event in events {
            let gelezen = try Post.heenEnWeer(event, event.naam, domein: "overdrachten")
            #expect(gelezen == event)
            stand = .evolve(stand, gelezen)
        }
        stand = try stand.map { try Post.bewaard($0) }
        return events
    }

    func weigering(_ command: ContinuiteitCommand) -> String? {
        do {
            _ = try Continuiteit.decide(stand, over: zaak, gezin: bescherm.bescherming, command, now: nu)
        } catch {
            #expect(!error.uitleg.isEmpty && !error.toestand.isEmpty)
            return error.code
        }
        return nil
    }

    func woont(
        _ soort: Woonplekcode, bij organisatie: String? = nil, reden: Verhuisreden? = nil, gezien: String? = nil,
        door: VerwijzingDomain.Actor = Rolbezetting.anna
    ) -> ContinuiteitCommand {
        .legWoonplekVast(
            door: door, kind: Self.kind, soort: soort, organisatie: organisatie, reden: reden, gezien: gezien)
    }

    var telling: Wisseltelling { Continuiteit.telling(stand, [Self.kind]) }
}

@Suite("V4-V6: wat voor een kind gelijk blijft, wat wisselt en waar het heen gaat")
struct ContinuiteitTests {
    @Test("V4: een opname eindigt de woonplek niet, en is er zelf geen")
    func opname() throws {
        var verhaal = try Kindverhaal()
        try verhaal.als(verhaal.woont(.pleeggezin, bij: Rolbezetting.zorg))
        let woonplek = verhaal.stand?.kind(Kindverhaal.kind)?.woonplek
        let begin = ContinuiteitCommand.beginOpname(
            door: Rolbezetting.anna, kind: Kindverhaal.kind, id: Kindverhaal.opname, organisatie: Rolbezetting.gi,
            vanaf: Verhaal.vandaag)
        try verhaal.als(begin)
        #expect(verhaal.stand?.kind(Kindverhaal.kind)?.woonplek == woonplek)
        #expect(verhaal.weigering(begin) == "al-gedaan")
        // Where it is admitted can't be called its place, whatever reason is given.
        for reden in Verhuisreden.allCases {
            #expect(
                verhaal.weigering(verhaal.woont(.woongroep, bij: Rolbezetting.gi, reden: reden))
                    == "opname-is-geen-woonplek")
        }
        let einde = ContinuiteitCommand.eindigOpname(
            door: Rolbezetting.anna, id: Kindverhaal.opname, tot: Verhaal.overTweeWeken)
        try verhaal.als(einde)
        #expect(verhaal.weigering(einde) == "al-gedaan")
        let kind = verhaal.stand?.kind(Kindverhaal.kind)
        #expect(kind?.woonplek == woonplek && kind?.opname == nil && kind?.opnames.count == 1)
        #expect(verhaal.telling.isNul)
    }

    @Test("V5: elke verhuizing telt, heeft een reden, en gaat pas door als het aantal gezien is")
    func verhuizen() throws {
        var verhaal = try Kindverhaal()
        #expect(verhaal.weigering(verhaal.woont(.thuis, reden: .anders)) == "verhuisreden")
        try verhaal.als(verhaal.woont(.thuis))
        #expect(verhaal.weigering(verhaal.woont(.thuis)) == "al-gedaan")
        #expect(verhaal.weigering(verhaal.woont(.pleeggezin, bij: Rolbezetting.zorg)) == "verhuisreden")
        // The first time there is nothing to see yet.
        try verhaal.als(verhaal.woont(.pleeggezin, bij: Rolbezetting.zorg, reden: .veiligheid))
        #expect(verhaal.telling.verhuizingen == 1)
        let terug = verhaal.woont(.thuis, reden: .terugNaarHuis)
        #expect(verhaal.weigering(terug) == "wissels-niet-gezien")
        #expect(verhaal.weigering(verhaal.woont(.thuis, reden: .terugNaarHuis, gezien: "w0-v0")) != nil)
        try verhaal.als(verhaal.woont(.thuis, reden: .terugNaarHuis, gezien: verhaal.telling.merk))
        #expect(verhaal.telling.merk == "w0-v2")
        #expect(verhaal.weigering(verhaal.woont(.familie, door: Rolbezetting.planner)) == "rol-ontbreekt")
    }

    @Test("V5: elke nieuwe werker telt per kind, wie het kind al kent niet; wie wisselt moet het aantal zien")
    func werkers() throws {
        var verhaal = try Kindverhaal()
        func tel(_ wie: VerwijzingDomain.Actor, _ hulp: UUID = Hulpverhaal.id) throws -> Int {
            try verhaal.als(.telWerker(hulp: hulp, werker: wie.partij, kinderen: [Kindverhaal.kind]))
            return verhaal.telling.werkers
        }
        try Wisseltelling.eisGezien(nil, [Kindverhaal.kind], nil)
        #expect(try tel(Rolbezetting.bram) == 1)
        #expect(try tel(Rolbezetting.bram) == 1)
        #expect(try tel(Rolbezetting.bea) == 2)
        #expect(try tel(Rolbezetting.bram) == 3)
        // In other help, by someone whom the child knows.
        #expect(try tel(Rolbezetting.bram, Hulpverhaal.anders) == 3)
        #expect(try tel(Rolbezetting.cato, Hulpverhaal.anders) == 4)
        #expect(throws: Weigering.self) { try Wisseltelling.eisGezien(verhaal.stand, [Kindverhaal.kind], nil) }
        #expect(throws: Weigering.self) { try Wisseltelling.eisGezien(verhaal.stand, [Kindverhaal.kind], "w3-v0") }
        try Wisseltelling.eisGezien(verhaal.stand, [Kindverhaal.kind], "w4-v0")
        // Of another child nothing is counted.
        try Wisseltelling.eisGezien(verhaal.stand, [Beschermverhaal.oom], nil)
    }

    @Test(
        "V6, N5: zonder bestemming loopt een termijn bij wie de regie heeft, tot er een is; zij gaat mee met de regie")
    func bestemming() throws {
        var verhaal = try Kindverhaal()
        let gevraagd = try verhaal.als(.vraagBestemming(kinderen: [Kindverhaal.kind]))
        #expect(gevraagd.map(\.naam) == ["bestemming-gevraagd"])
        #expect(try verhaal.als(.vraagBestemming(kinderen: [Kindverhaal.kind])).isEmpty)
        let termijn = try #require(verhaal.stand?.lopendeTermijnen.first)
        #expect(termijn.termijn.soort == "bestemming-vastleggen")
        #expect(termijn.termijn.organisatie == Rolbezetting.wijkteam && termijn.onderwerp != Kindverhaal.kind)
        func verstrijk(_ stadium: Int) throws -> [String] {
            try verhaal.als(
                .termijnVerstreken(soort: termijn.termijn.soort, sinds: termijn.termijn.sinds, stadium: stadium)
            ).map(\.naam)
        }
        #expect(try verstrijk(50) == ["bestemmingtermijn-herinnerd"])
        #expect(try verstrijk(50).isEmpty)
        #expect(try verstrijk(100) == ["bestemmingtermijn-geescaleerd"])

        #expect(try verhaal.als(.volg).isEmpty)
        var overgedragen = try Verhaal.aangeboden()
        try overgedragen.als(Verhaal.accepteer)
        let door = try verhaal.als(.volg, zaak: overgedragen.zaak)
        #expect(door.map(\.naam) == ["bestemming-doorgegeven"])
        #expect(verhaal.stand?.lopendeTermijnen.first?.termijn.organisatie == Rolbezetting.gi)

        let leg = ContinuiteitCommand.legBestemmingVast(
            door: Rolbezetting.bram, kind: Kindverhaal.kind, wonen: .zelfstandig, zorg: .wmo)
        try verhaal.als(leg)
        #expect(verhaal.weigering(leg) == "al-gedaan")
        #expect(verhaal.stand?.lopendeTermijnen.isEmpty == true && verhaal.stand?.afgegaan.isEmpty == true)
        #expect(try verhaal.als(.vraagBestemming(kinderen: [Kindverhaal.kind])).isEmpty)
    }

    @Test("V6: een geboortedatum wordt pas weer geopend op de verjaardag die iets verandert")
    func volgendeLeeftijd() throws {
        let geboren = try #require(Dag("2010-06-15"))
        func volgende(na dag: String) throws -> String? {
            let dag = try #require(Dag(dag))
            return geboren.volgendeLeeftijd(na: dag)?.description
        }
        #expect(try volgende(na: "2020-01-01") == "2026-06-15")
        #expect(try volgende(na: "2026-06-14") == "2026-06-15")
        #expect(try volgende(na: "2026-06-15") == "2028-06-15")
        #expect(try volgende(na: "2028-06-15") == nil)
        let schrikkeldag = try #require(Dag("2012-02-29"))
        let eerder = try #require(Dag("2029-01-01"))
        let achttien = try #require(schrikkeldag.volgendeLeeftijd(na: eerder))
        #expect(achttien.description == "2030-03-01" && schrikkeldag.leeftijd(op: achttien) == 18)
    }

    @Test("V6: een bestemming wordt gevraagd van 16 tot 27, en geen leeftijd wordt twee keer geopend om hetzelfde")
    func leeftijden() throws {
        #expect(!Continuiteit.bestemmingsleeftijd.contains(15) && Continuiteit.bestemmingsleeftijd.contains(16))
        #expect(Continuiteit.bestemmingsleeftijd.contains(26) && !Continuiteit.bestemmingsleeftijd.contains(27))
        var verhaal = try Kindverhaal()
        func ongeteld() -> [UUID] {
            verhaal.bescherm.bescherming?.ongeteld(naast: verhaal.stand).map(\.id) ?? []
        }
        #expect(ongeteld() == [Kindverhaal.kind])
        try verhaal.als(.vraagBestemming(kinderen: [Kindverhaal.kind]))
        #expect(ongeteld() == [Kindverhaal.kind], "it can still come of age")
        try verhaal.bescherm.als(.wordtMeerderjarig(kinderen: [Kindverhaal.kind]))
        #expect(ongeteld().isEmpty)
        #expect(try verhaal.bescherm.als(.wordtMeerderjarig(kinderen: [Kindverhaal.kind])).isEmpty)
    }

    @Test("V4, V5: in willekeurige verlopen nemen tellingen alleen toe en blijft er een woonplek", arguments: 0..<100)
    func willekeurig(zaad: Int) throws {
        var dobbelsteen = Dobbelsteen(UInt64(zaad))
        var verhaal = try Kindverhaal()
        let mensen = [Rolbezetting.anna, Rolbezetting.bram, Rolbezetting.cato, Rolbezetting.planner]
        for stap in 0..<30 {
            let vooraf = verhaal.stand
            let (telling, had) = (verhaal.telling, vooraf?.kind(Kindverhaal.kind)?.woonplek)
            let door = mensen.een(&dobbelsteen)
            let gezien = dobbelsteen.ja() ? telling.merk : nil
            let command: ContinuiteitCommand =
                switch Int.random(in: 0..<5, using: &dobbelsteen) {
                case 0:
                    verhaal.woont(
                        Woonplekcode.allCases.een(&dobbelsteen), bij: dobbelsteen.ja() ? Rolbezetting.zorg : nil,
                        reden: had == nil ? nil : Verhuisreden.allCases.een(&dobbelsteen), gezien: gezien, door: door)
                case 1:
                    .beginOpname(
                        door: door, kind: Kindverhaal.kind, id: dobbelsteen.uuid(), organisatie: Rolbezetting.zorg,
                        vanaf: Verhaal.vandaag)
                case 2:
                    .eindigOpname(
                        door: door, id: vooraf?.kind(Kindverhaal.kind)?.opname?.id ?? Kindverhaal.opname,
                        tot: Verhaal.vandaag)
                case 3:
                    .telWerker(hulp: Hulpverhaal.id, werker: door.partij, kinderen: [Kindverhaal.kind])
                default: .vraagBestemming(kinderen: [Kindverhaal.kind])
                }
            do {
                try verhaal.als(command)
                if case .legWoonplekVast = command, had != nil, !telling.isNul {
                    #expect(gezien == telling.merk, "moved without seeing how often before, step \(stap)")
                }
            } catch is Weigering { #expect(verhaal.stand == vooraf) }
            let na = verhaal.telling
            #expect(na.werkers >= telling.werkers && na.verhuizingen >= telling.verhuizingen)
            #expect(had == nil || verhaal.stand?.kind(Kindverhaal.kind)?.woonplek != nil)
            verhaal.nu += 3_600
        }
    }
}
