import Contracts
import Foundation
import Testing
import VerwijzingDomain

/// O15: advice is asked and given beside the zaak; it is kept only if those concerned know.
@Suite("O15: consultatie en meekijken")
struct ConsultatieTests {
    typealias R = Rolbezetting

    private static let id = Verhaal.tweede
    private static let advies = Verhaal.derde
    private var stand: Consultatie?
    private let verhaal: Verhaal

    init() throws { verhaal = try Verhaal() }

    private static func vraag(
        door: VerwijzingDomain.Actor = R.anna, naar: String = R.gi, herkenbaar: Bool = false,
        grondslag: Deelgrond? = nil, weet: Bool = false
    ) -> ConsultatieCommand {
        .vraag(
            Consultatievraag(
                door: door, naar: naar, kenmerk: "A-2222-222-2", urgentie: .regulier, soort: .consultatie,
                herkenbaar: herkenbaar, grondslag: grondslag, gezinWeet: weet, vraag: Verhaal.inhoud), id: id)
    }

    @discardableResult
    private mutating func doe(_ command: ConsultatieCommand) throws -> [ConsultatieEvent] {
        let events = try Consultatie.decide(stand, in: verhaal.zaak, command, now: verhaal.nu)
        for event in events {
            stand = .evolve(stand, try Post.heenEnWeer(event, event.naam, domein: "overdrachten"))
        }
        return events
    }

    private mutating func weigering(_ command: ConsultatieCommand) -> String? {
        let vooraf = stand
        do { try doe(command) } catch let weigering as Weigering {
            #expect(stand == vooraf && !weigering.uitleg.isEmpty)
            return weigering.code
        } catch { Issue.record("\(error)") }
        return nil
    }

    @Test("O15: gevraagd, beantwoord binnen een termijn, en terug bij wie vroeg; de zaak verandert niet")
    mutating func gewoon() throws {
        try doe(Self.vraag(weet: true))
        #expect(stand?.lopendeTermijnen.map(\.organisatie) == [R.gi])
        #expect(stand?.mogelijk(voor: R.gi) == ["consultatie-beantwoorden", "consultatie-afwijzen"])
        #expect(weigering(.beantwoord(door: R.anna, advies: Self.advies)) == "andere-organisatie")
        #expect(weigering(.beantwoord(door: R.planner, advies: Self.advies)) == "rol-ontbreekt")
        try doe(.beantwoord(door: R.bram, advies: Self.advies))
        #expect(stand?.lopendeTermijnen.map(\.organisatie) == [R.wijkteam])
        #expect(stand?.teksten == [Verhaal.inhoud, Self.advies] && stand?.teksten(voor: R.gi) == stand?.teksten)
        #expect(weigering(.beantwoord(door: R.bram, advies: Self.advies)) == "kan-niet-in-deze-toestand")
        try doe(.sluitAf(door: R.arie, gezinWeet: true))
        #expect(stand?.isBewaard == true && stand?.teksten == [Verhaal.inhoud, Self.advies])
        #expect(stand?.teksten(voor: R.gi) == [Self.advies], "who was asked reads the question no more")
        #expect(stand?.teksten(voor: R.wijkteam) == [Verhaal.inhoud, Self.advies])
        #expect(stand?.lopendeTermijnen.isEmpty == true)
    }

    @Test("O15: weten de mensen om wie het gaat het niet, dan blijft er niets van bewaard")
    mutating func nietBewaard() throws {
        try doe(Self.vraag(weet: true))
        try doe(.beantwoord(door: R.bram, advies: Self.advies))
        try doe(.sluitAf(door: R.anna, gezinWeet: false))
        #expect(stand?.isBewaard == false && stand?.teksten.isEmpty == true && stand?.gezinWeet == false)
        for einde in [ConsultatieCommand.wijsAf(door: R.bram), .trekIn(door: R.anna)] {
            stand = nil
            try doe(Self.vraag())
            try doe(einde)
            #expect(stand?.teksten.isEmpty == true && stand?.mogelijk(voor: R.wijkteam).isEmpty == true)
        }
    }

    @Test("O15, M9: herkenbare gegevens gaan alleen met een grondslag, en zonder die gegevens hoort er geen bij")
    mutating func grondslag() throws {
        #expect(weigering(Self.vraag(herkenbaar: true)) == "grondslag")
        #expect(weigering(Self.vraag(grondslag: .toestemming)) == "grondslag")
        #expect(weigering(Self.vraag(naar: R.wijkteam)) == "naar-zichzelf")
        #expect(weigering(Self.vraag(door: R.onbekende)) == "rol-ontbreekt")
        try doe(Self.vraag(herkenbaar: true, grondslag: .toestemming))
        #expect(stand?.grondslag == .toestemming)
    }

    @Test("O5, O15: zonder antwoord horen beide teams het; wat niemand afsluit wordt niet bewaard")
    mutating func termijn() throws {
        try doe(Self.vraag())
        let gevraagd = try #require(stand?.gesteldOp)
        func verstrijk(_ soort: String, _ stadium: Int) -> ConsultatieCommand {
            .termijnVerstreken(soort: soort, sinds: gevraagd, stadium: stadium)
        }
        #expect(
            try doe(verstrijk(Consultatietermijn.beantwoorden, 80)).map(\.naam) == ["consultatietermijn-herinnerd"])
        #expect(
            try doe(verstrijk(Consultatietermijn.beantwoorden, 100)).map(\.naam) == ["consultatietermijn-geescaleerd"])
        #expect(try doe(verstrijk(Consultatietermijn.beantwoorden, 100)).isEmpty)
        try doe(.beantwoord(door: R.bram, advies: Self.advies))
        #expect(try doe(verstrijk(Consultatietermijn.beantwoorden, 150)).isEmpty)
        #expect(try doe(verstrijk(Consultatietermijn.afsluiten, 150)).map(\.naam) == ["consultatie-gesloten"])
        #expect(stand?.isBewaard == false)
    }
}
