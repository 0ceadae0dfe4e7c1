import Contracts
import Foundation
import Testing
import VerwijzingDomain

/// Random acts by random people on what stands beside a handover, each history from a seed of its own: what waits has a
/// term and what ended has none, who has no part changes nothing, what is refused changes nothing and says what is
/// possible, and every event and row reads back as it was written.
@Suite("Willekeurige verlopen naast de overdracht: geen stap stil, wat niet mag verandert niets")
struct NaastModelTests {
    private static let stadia = [7, 50, 80, 100, 150]
    private static let mensen = [
        Rolbezetting.anna, Rolbezetting.arie, Rolbezetting.bram, Rolbezetting.bea, Rolbezetting.cato,
        Rolbezetting.planner, Rolbezetting.onbekende, GeschilTests.rechter,
    ]

    private func geweigerd(_ weigering: Weigering, _ mogelijk: [String]? = nil) {
        #expect(!weigering.uitleg.isEmpty && !weigering.toestand.isEmpty, "\(weigering)")
        if let mogelijk { #expect(weigering.mogelijk == mogelijk, "\(weigering)") }
    }

    /// Each kind of event came often enough to have been tried.
    private func volledig(_ gedaan: [String: Int], _ soorten: [any EventData.Type], zonder: Set<String> = []) {
        #expect(Set(gedaan.keys) == Set(soorten.map { $0.eventType.name }).subtracting(zonder))
        #expect(gedaan.values.allSatisfy { $0 >= 10 }, "\(gedaan)")
    }

    @Test("O12, O13, O5: een geschil wacht op zijn beslisser tot het einde, en dan verandert niets meer")
    func geschil() throws {
        let overdracht = try Verhaal.geaccepteerd().overdracht()
        var gedaan: [String: Int] = [:]
        for zaad in 0..<300 {
            var worp = Dobbelsteen(20_261_130 &+ UInt64(zaad))
            var (stand, nu): (Geschil?, Date) = (nil, Verhaal.begin)
            for _ in 0..<20 {
                let door = Self.mensen.een(&worp)
                let keuzes: [Beslisserkeuze] = [GeschilTests.gevonden, .ontbreekt, .partijdig, .zonderMandaat]
                let commands: [GeschilCommand] = [
                    .open(
                        door: door, id: GeschilTests.id, over: Geschilsoort.allCases.een(&worp),
                        toelichting: Verhaal.inhoud, beslisser: keuzes.een(&worp)),
                    .beslis(
                        door: door, uitkomst: Geschiluitkomst.allCases.een(&worp), motivering: Verhaal.derde,
                        beslisser: keuzes.een(&worp)),
                    .trekIn(door: door),
                ]
                let vooraf = stand
                var events: [GeschilEvent] = []
                if let stand, let termijn = stand.lopendeTermijnen.first, worp.ja(3) {
                    events = Geschil.verstrijk(
                        stand, soort: termijn.soort, sinds: termijn.sinds, stadium: Self.stadia.een(&worp), now: nu)
                } else {
                    let command = commands.een(&worp)
                    do { events = try Geschil.decide(stand, over: overdracht, command, now: nu) } catch {
                        // Putting a dispute is refused by the handover, too, which has its own state.
                        let isOpenen = if case .open = command { true } else { false }
                        geweigerd(error, isOpenen ? nil : stand?.mogelijk(voor: door.organisatie))
                    }
                }
                for event in events {
                    let gelezen = try Post.heenEnWeer(event, event.naam, domein: "overdrachten")
                    #expect(gelezen == event)
                    stand = .evolve(stand, gelezen)
                    gedaan[event.naam, default: 0] += 1
                }
                nu += 3_600
                guard let na = stand else { continue }
                #expect(try Post.bewaard(na) == na)
                #expect(na.isOpen == !na.lopendeTermijnen.isEmpty, "a silent step: \(na.stand.code)")
                #expect(na.lopendeTermijnen.allSatisfy { $0.organisatie == na.beslisser.organisatie })
                #expect(!na.isPartij(na.beslisser.organisatie), "a decider of neither side")
                if let vooraf, !vooraf.isOpen { #expect(na == vooraf, "something happened after the end") }
                if case .besloten(let uitkomst, _, let wie, _) = na.stand {
                    #expect(wie == GeschilTests.rechter.partij && na.over.uitkomsten.contains(uitkomst))
                }
            }
        }
        volledig(gedaan, OverdrachtenEvents.geschillen)
    }

    @Test("O15, O5, N5: advies wacht op wie aan zet is tot het gesloten is; alleen wat de mensen weten blijft bewaard")
    func consultatie() throws {
        let zaak = try Verhaal().zaak
        var gedaan: [String: Int] = [:]
        for zaad in 0..<300 {
            var worp = Dobbelsteen(20_261_130 &+ UInt64(zaad))
            var (stand, nu): (Consultatie?, Date) = (nil, Verhaal.begin)
            for _ in 0..<20 {
                let door = Self.mensen.een(&worp)
                let (houder, ander) = (stand?.van ?? Rolbezetting.anna.partij, Self.mensen.een(&worp).partij)
                let termijn = stand?.lopendeTermijnen.first
                var commands: [ConsultatieCommand] = [
                    .vraag(
                        Consultatievraag(
                            door: door, naar: Rolbezetting.gi, kenmerk: "A-2222-222-2", urgentie: .regulier,
                            soort: Consultatiesoort.allCases.een(&worp), herkenbaar: worp.ja(),
                            grondslag: worp.ja() ? Deelgrond.allCases.een(&worp) : nil, gezinWeet: worp.ja(),
                            vraag: Verhaal.inhoud), id: Verhaal.tweede),
                    .beantwoord(door: door, advies: Verhaal.derde), .wijsAf(door: door), .trekIn(door: door),
                    .sluitAf(door: door, gezinWeet: worp.ja()),
                    .termijnVerstreken(
                        soort: termijn?.soort ?? Consultatietermijn.afsluiten, sinds: termijn?.sinds ?? nu,
                        stadium: Self.stadia.een(&worp)),
                    .termijnVerstreken(
                        soort: termijn?.soort ?? Consultatietermijn.beantwoorden, sinds: termijn?.sinds ?? nu,
                        stadium: Self.stadia.een(&worp)),
                ]
                if let wissel = Regiewissel(van: houder, naar: ander) { commands.append(.volg(wissel)) }
                let vooraf = stand
                do {
                    for event in try Consultatie.decide(stand, in: zaak, commands.een(&worp), now: nu) {
                        let gelezen = try Post.heenEnWeer(event, event.naam, domein: "overdrachten")
                        #expect(gelezen == event)
                        stand = .evolve(stand, gelezen)
                        gedaan[event.naam, default: 0] += 1
                        if let wie = event.kop.door, let vooraf {
                            #expect(
                                [vooraf.van.organisatie, vooraf.naar].contains(wie.organisatie), "a stranger acted")
                        }
                    }
                } catch let weigering as Weigering {
                    #expect(stand == vooraf)
                    geweigerd(weigering, vooraf.map { $0.mogelijk(voor: door.organisatie) })
                }
                nu += 3_600
                guard let na = stand else { continue }
                #expect(try Post.bewaard(na) == na)
                switch na.stand {
                case .gevraagd: #expect(na.lopendeTermijnen.map(\.organisatie) == [na.naar])
                case .beantwoord: #expect(na.lopendeTermijnen.map(\.organisatie) == [na.van.organisatie])
                case .gesloten:
                    #expect(na.lopendeTermijnen.isEmpty, "a term after the end")
                    #expect(na.isBewaard == !na.teksten.isEmpty && (!na.isBewaard || na.gezinWeet))
                    if case .gesloten? = vooraf?.stand { #expect(na.stand == vooraf?.stand) }
                }
            }
        }
        volledig(gedaan, OverdrachtenEvents.consultaties)
    }

    @Test("N7, N5, V9, O5: geen vraag van het gezin blijft stil, en het gezin hoort wat er veranderde")
    func gezinscontact() throws {
        typealias C = Contactverhaal
        typealias B = Beschermverhaal
        var gedaan: [String: Int] = [:]
        for zaad in 0..<200 {
            var worp = Dobbelsteen(20_261_130 &+ UInt64(zaad))
            var verhaal = try C()
            for stap in 0..<25 {
                let door = Self.mensen.een(&worp)
                let lid = [B.vader, B.moeder, B.kind, Verhaal.derde].een(&worp)
                let van: Vraagsteller =
                    worp.ja() ? .gezin(lid: lid) : .organisatie(door, namens: worp.ja() ? lid : nil)
                let vragen = (verhaal.contact?.navragen.map(\.id) ?? []) + [Verhaal.derde]
                let termijn = verhaal.contact?.lopendeTermijnen.randomElement(using: &worp)?.termijn
                let commands: [GezinscontactCommand] = [
                    .stelNavraag(id: worp.uuid(), van: van, tekst: C.tekst),
                    .beantwoord(door: door, navraag: vragen.een(&worp), antwoord: C.tekst),
                    .beantwoord(door: door, navraag: vragen.een(&worp), antwoord: C.tekst),
                    .meldGeinformeerd(door: door, Self.verteld(&worp)),
                    .meldGeinformeerd(door: door, Self.verteld(&worp)),
                    .toetsToestemming(
                        hulp: [Verhaal.eerste, Verhaal.tweede].een(&worp), helper: Rolbezetting.bram.partij,
                        geweigerd: worp.ja()),
                    .legHulpgrondVast(
                        door: door, hulp: [Verhaal.eerste, Verhaal.tweede].een(&worp),
                        grond: Hulpgrond.allCases.een(&worp)),
                    .geefToegang(
                        door: door, lid: lid, toegang: worp.uuid(), tot: verhaal.nu + 86_400,
                        geboren: worp.ja() ? [lid: try B().geboren([8, 13].een(&worp))] : [:]),
                    .trekToegangIn(door: door, lid: lid),
                    .legVoorkeurVast(door: door, lid: lid, voorkeur: C.tekst),
                    .geefPlan(van: van, plan: Verhaal.tweede, zelf: C.tekst, netwerk: C.tekst, professioneel: C.tekst),
                    .trekPlanIn(lid: lid),
                    .termijnVerstreken(
                        soort: termijn?.soort ?? Termijnsoort.navraag, sinds: termijn?.sinds ?? verhaal.nu,
                        stadium: Self.stadia.een(&worp)),
                    .termijnVerstreken(
                        soort: termijn?.soort ?? Termijnsoort.navraag, sinds: termijn?.sinds ?? verhaal.nu,
                        stadium: Self.stadia.een(&worp)),
                ]
                let vooraf = verhaal.contact
                if stap % 6 == 5 {
                    let vorige = try verhaal.verplaats(naar: [Rolbezetting.bram, Rolbezetting.anna].een(&worp))
                    for event in try verhaal.als(
                        .volg(vorigeRegie: vorige, stap: worp.ja(), contact: C.informatie))
                    { gedaan[event.naam, default: 0] += 1 }
                } else {
                    do {
                        for event in try verhaal.als(commands.een(&worp)) { gedaan[event.naam, default: 0] += 1 }
                    } catch let weigering as Weigering {
                        #expect(verhaal.contact == vooraf)
                        geweigerd(weigering)
                    }
                }
                verhaal.nu += 3_600
                guard let na = verhaal.contact else { continue }
                let wachtend =
                    na.openNavragen.map(\.id) + (na.informeren.map { [$0.id] } ?? [])
                    + (na.zonderToestemming ?? []).map(\.hulp)
                #expect(Set(na.lopendeTermijnen.map(\.onderwerp)) == Set(wachtend), "a silent step")
                // N5: whoever must move is who holds the regie now.
                #expect(na.openNavragen.allSatisfy { $0.aan.organisatie == verhaal.zaak.regie.organisatie })
                for vraag in vooraf?.navragen ?? [] where vraag.antwoord != nil {
                    #expect(na.navragen.contains(vraag), "an answer was changed")
                }
                #expect(na.navragen.count >= vooraf?.navragen.count ?? 0, "a question was lost")
                #expect(Set(na.toegangen.map(\.lid)).count == na.toegangen.count)
            }
        }
        // Aftercare follows from a handover that ends.
        volledig(gedaan, OverdrachtenEvents.contact, zonder: ["nazorg-afgesproken", "nazorg-te-houden"])
    }

    /// Who heard it, or why not; some of it wrong.
    private static func verteld(_ worp: inout Dobbelsteen) -> Verteld {
        let (vader, moeder) = (Beschermverhaal.vader, Beschermverhaal.moeder)
        let (aan, niet) = (worp.ja() ? [vader] : [], worp.ja() ? [moeder] : [])
        return Verteld(
            aan: aan, wijze: aan.isEmpty ? nil : Gezinskanaal.allCases.een(&worp), niet: niet,
            reden: niet.isEmpty ? nil : NietVerteldReden.allCases.een(&worp),
            moetenHoren: worp.ja() ? [vader, moeder] : [vader])
    }
}
