import Contracts
import Foundation
import Testing
import VerwijzingDomain

/// V7: whom a provider helps that stops stands on a list until other help has started.
@Suite("V7: een aanbieder stopt")
struct VervangingTests {
    typealias R = Rolbezetting

    private static let dag = Dag(Verhaal.begin.addingTimeInterval(20 * 86_400))
    private static let id = Verhaal.derde

    private var vervanging: Vervanging?
    private var verhaal: Verhaal

    init() throws { verhaal = try Verhaal.gestart() }

    @discardableResult
    private mutating func doe(_ command: VervangingCommand) throws -> [VervangingEvent] {
        let events = try Vervanging.decide(vervanging, over: verhaal.zaak, command, now: verhaal.nu)
        for event in events {
            vervanging = .evolve(vervanging, try Post.heenEnWeer(event, event.naam, domein: "overdrachten"))
        }
        return events
    }

    private mutating func volg(_ id: UUID = Verhaal.eerste) throws -> [VervangingEvent] {
        let geraakt = try verhaal.overdracht(id)
        return try doe(.volg(geraakt: geraakt, lopend: geraakt.id == verhaal.zaak.lopend ? geraakt : nil))
    }

    private mutating func zoek(_ dag: Dag? = VervangingTests.dag) throws -> [VervangingEvent] {
        try doe(.zoek(id: Self.id, vorige: R.gi, stoptOp: dag))
    }

    @Test("V7: op de lijst tot andere hulp is geaccepteerd én gestart; nog eens horen verandert niets")
    mutating func vervangen() throws {
        #expect(try zoek().count == 1)
        #expect(try zoek().isEmpty)
        let open = try #require(vervanging)
        #expect(open.aan == R.bram.partij)
        #expect(open.lopendeTermijnen.map(\.uiterlijk) == [Self.dag.begin])
        try verhaal.als(Verhaal.aanbod(door: R.bram, naar: R.zorg), Verhaal.tweede)
        #expect(try volg(Verhaal.tweede).isEmpty)
        try verhaal.als(
            .accepteren(door: R.cato, werker: R.cato, startdatum: Verhaal.vandaag), Verhaal.tweede)
        // The former's handover is closed by the one that takes over, which is no end of the help.
        #expect(try volg(Verhaal.eerste).map(\.naam) == ["vervanging-gezocht"])
        #expect(vervanging?.aan == R.cato.partij && vervanging?.isOpen == true)
        let gesprek = Gesprek(datum: Verhaal.vandaag, deelnemers: ["mw-bram", "mw-cato"], gezinAfwezig: nil)
        for door in [R.bram, R.cato] { try verhaal.als(.bevestigGesprek(door: door, gesprek), Verhaal.tweede) }
        #expect(try volg(Verhaal.tweede).isEmpty)
        try verhaal.als(.start(door: R.cato), Verhaal.tweede)
        #expect(try volg(Verhaal.tweede).count == 1)
        guard case .gesloten(.gestart, Verhaal.tweede, _)? = vervanging?.stand else {
            Issue.record("\(String(describing: vervanging))")
            return
        }
        #expect(vervanging?.lopendeTermijnen.isEmpty == true)
        #expect(try zoek().isEmpty, "the register says it again")
    }

    @Test("V7: wie opvolgt bevestigt zelf; overnemen alleen is nog geen vervanging")
    mutating func opvolger() throws {
        _ = try zoek(nil)
        #expect(vervanging?.lopendeTermijnen.first?.uiterlijk == nil, "the length of the region counts")
        let opvolging = Opvolging(
            organisatie: R.gi, opvolger: .init(organisatie: R.zorg, werkers: [], leiding: "mw-cato"),
            vangnet: R.arie.partij)
        verhaal.stand = verhaal.stand.na(try verhaal.stand.besluit(opvolging, now: verhaal.nu))
        #expect(try volg().map(\.naam) == ["vervanging-gezocht"])
        #expect(vervanging?.isOpen == true && vervanging?.aan.organisatie == R.zorg)
        let lopend = try verhaal.overdracht()
        #expect(throws: Weigering.self) { try doe(.bevestig(door: R.anna, lopend: lopend)) }
        #expect(throws: Weigering.self) { try doe(.bevestig(door: R.cato, lopend: nil)) }
        #expect(vervanging?.isOpen == true)
        try doe(.bevestig(door: R.cato, lopend: lopend))
        #expect(vervanging?.isOpen == false)
        #expect(throws: Weigering.self) { try doe(.bevestig(door: R.cato, lopend: lopend)) }
    }

    @Test("V7: van de lijst met een reden van een mens, of omdat de hulp gewoon klaar was")
    mutating func beeindigd() throws {
        _ = try zoek()
        #expect(throws: Weigering.self) { try doe(.beeindig(door: R.anna, .nietMeerNodig)) }
        #expect(throws: Weigering.self) { try doe(.beeindig(door: R.bram, .gestart)) }
        try doe(.beeindig(door: R.bram, .gezinWilNiet))
        #expect(vervanging?.isOpen == false)
        vervanging = nil
        _ = try zoek()
        try verhaal.als(.afronden(door: R.bram, afsluiting: Verhaal.afsluiting))
        #expect(try volg().count == 1)
        #expect(vervanging?.isOpen == false)
    }

    // MARK: - Help under a verwijzing

    private static func gestart(bij door: VerwijzingDomain.Actor = R.bram) throws -> Hulpverhaal {
        var hulp = try Hulpverhaal()
        try hulp.als(Hulpverhaal.vraag(naar: door.organisatie))
        try hulp.als(.aanvaard(door: door, werker: door, startdatum: Verhaal.overTweeWeken))
        try hulp.als(.start(door: door))
        return hulp
    }

    private mutating func zoek(_ hulp: Hulpverhaal, _ dag: Dag? = VervangingTests.dag) throws -> [VervangingEvent] {
        try doe(.zoek(id: Self.id, vorige: R.gi, stoptOp: dag, hulp: hulp.stand))
    }

    @Test("V7, P1: hulp uit een verwijzing staat op de lijst bij wie haar vroeg, wie de regie ook heeft")
    mutating func verwezen() throws {
        var hulp = try Self.gestart()
        #expect(try zoek(hulp).map(\.naam) == ["vervanging-gezocht"])
        #expect(try zoek(hulp).isEmpty, "the register says it again")
        let open = try #require(vervanging)
        #expect(
            open.verwijzing == Hulpverhaal.id && open.aan == R.anna.partij, "not who holds the regie, \(verhaal.regie)")
        #expect(open.lopendeTermijnen.map(\.medewerker) == [R.anna.medewerker])
        // What becomes of the handover is nothing of this help.
        #expect(try doe(.volgHulp(try #require(hulp.stand))).isEmpty)
        #expect(throws: Weigering.self) { try doe(.beeindig(door: R.bram, .nietMeerNodig)) }
        // Another asks on.
        let stand = try #require(hulp.stand)
        for event in VerwijzingDomain.Verwijzing.decide(
            stand, Opvolging(organisatie: R.wijkteam, opvolger: nil, vangnet: R.cato.partij), vrager: R.cato.partij,
            now: hulp.nu)
        {
            hulp.stand = .evolve(hulp.stand, event)
        }
        #expect(try doe(.volgHulp(try #require(hulp.stand))).map(\.naam) == ["vervanging-gezocht"])
        #expect(vervanging?.aan == R.cato.partij && vervanging?.sinds == open.sinds)
        try doe(.beeindig(door: R.cato, .gezinWilNiet))
        #expect(vervanging?.isOpen == false)
    }

    @Test(
        "V7: eindigt die hulp doordat zij klaar is, dan is dat genoeg; kan zij niet verder, dan moet er een ander zijn")
    mutating func hulpKlaar() throws {
        for (reden, klaar) in [(Hulpeinde.doelBereikt, true), (.gezinStopt, true), (.kanNietVerder, false)] {
            vervanging = nil
            var hulp = try Self.gestart()
            _ = try zoek(hulp)
            try hulp.als(.beeindig(door: R.bram, reden: reden))
            try doe(.volgHulp(try #require(hulp.stand)))
            #expect(vervanging?.isOpen == !klaar, "\(reden)")
            #expect(vervanging?.lopendeTermijnen.isEmpty == klaar)
        }
    }

    @Test("V7: van de lijst als wie vroeg bevestigt dat andere hulp is gestart, of dat de opvolger doorgaat")
    mutating func hulpVervangen() throws {
        var hulp = try Self.gestart()
        _ = try zoek(hulp)
        func bevestig(_ ander: Hulpverhaal?, door: VerwijzingDomain.Actor = R.anna) throws -> VervangingCommand {
            .bevestigHulp(door: door, hulp: try #require(hulp.stand), ander: ander?.stand)
        }
        var ander = try Hulpverhaal()
        try ander.als(Hulpverhaal.vraag(naar: R.zorg))
        let begin = vervanging
        for niet in [nil, ander, try Self.gestart()] {
            let command = try bevestig(niet)
            #expect(throws: Weigering.self) { try doe(command) }
        }
        ander = try Self.gestart(bij: R.cato)
        let vreemd = try bevestig(ander, door: R.cato)
        #expect(throws: Weigering.self) { try doe(vreemd) }
        #expect(vervanging == begin)
        try doe(bevestig(ander))
        guard case .gesloten(.gestart, nil, _)? = vervanging?.stand else {
            Issue.record("\(String(describing: vervanging))")
            return
        }
        #expect(vervanging?.vervangenDoor == ander.stand?.id)

        vervanging = begin
        let opvolging = Opvolging(
            organisatie: R.gi, opvolger: .init(organisatie: R.zorg, werkers: [], leiding: "mw-cato"),
            vangnet: R.arie.partij)
        let stand = try #require(hulp.stand)
        for event in VerwijzingDomain.Verwijzing.decide(stand, opvolging, vrager: R.anna.partij, now: hulp.nu) {
            hulp.stand = .evolve(hulp.stand, event)
        }
        #expect(try doe(.volgHulp(try #require(hulp.stand))).isEmpty, "taking over alone is no replacement")
        try doe(.bevestigHulp(door: R.anna, hulp: try #require(hulp.stand), ander: nil))
        guard case .gesloten(.overgenomen, nil, _)? = vervanging?.stand else {
            Issue.record("\(String(describing: vervanging))")
            return
        }
    }

    @Test("V7, O5: op de dag zelf horen beide kanten en het aanspreekpunt van de regio het, elk eenmaal")
    mutating func termijn() throws {
        _ = try zoek()
        let sinds = try #require(vervanging?.sinds)
        func verstrijk(_ stadium: Int) -> VervangingCommand {
            .termijnVerstreken(soort: Vervangtermijn.bevestigen, sinds: sinds, stadium: stadium)
        }
        #expect(try doe(verstrijk(50)).map(\.naam) == ["vervangtermijn-herinnerd"])
        #expect(try doe(verstrijk(50)).isEmpty)
        let niveaus = try doe(verstrijk(100)).compactMap { event -> (VerwijzingDomain.Escalatieniveau, [String])? in
            if case .termijnGeescaleerd(let feit) = event.feit { (feit.niveau, feit.escalatieNaar) } else { nil }
        }
        #expect(niveaus.map(\.0) == [.teamleiders, .regio])
        #expect(niveaus.map(\.1) == [[R.gi], []])
        #expect(try doe(verstrijk(100)).isEmpty)
        // Another day is another term.
        verhaal.na(dagen: 1)
        #expect(try zoek(Dag(Verhaal.begin.addingTimeInterval(40 * 86_400))).count == 1)
        #expect(try doe(verstrijk(150)).isEmpty)
        #expect(vervanging?.afgegaan.isEmpty == true)
    }
}
