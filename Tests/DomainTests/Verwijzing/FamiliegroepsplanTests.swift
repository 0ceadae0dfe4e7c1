import Contracts
import Foundation
import Testing
import VerwijzingDomain

@Suite("V9: het familiegroepsplan blijft van het gezin")
struct FamiliegroepsplanTests {
    private let plan = Hulpverhaal.id

    private func geef(_ van: Vraagsteller) -> GezinscontactCommand {
        .geefPlan(
            van: van, plan: plan, zelf: Verhaal.inhoud, netwerk: Verhaal.eerste, professioneel: Verhaal.tweede)
    }

    @Test("V9: een organisatie voegt het één keer toe; veranderen en intrekken doet alleen het gezin")
    func vanHetGezin() throws {
        var bescherm = try Beschermverhaal()
        try bescherm.gezin()
        var stand: Gezinscontact?
        func als(_ command: GezinscontactCommand) throws -> [String] {
            let events = try Gezinscontact.decide(
                stand, over: bescherm.zaak, gezin: bescherm.bescherming, command, now: bescherm.nu)
            for event in events {
                let gelezen = try Post.heenEnWeer(event, event.naam, domein: "overdrachten")
                #expect(gelezen == event)
                stand = .evolve(stand, gelezen)
            }
            stand = try stand.map { try Post.bewaard($0) }
            return events.map(\.naam)
        }
        func weigering(_ command: GezinscontactCommand) -> String? {
            do { _ = try als(command) } catch { return (error as? Weigering)?.code }
            return nil
        }
        let moeder = Beschermverhaal.moeder
        #expect(weigering(.trekPlanIn(lid: moeder)) == "geen-plan")
        #expect(weigering(geef(.organisatie(Rolbezetting.anna, namens: nil))) == "gezinslid-onbekend")
        #expect(weigering(geef(.organisatie(Rolbezetting.anna, namens: Hulpverhaal.anders))) == "gezinslid-onbekend")
        #expect(weigering(geef(.organisatie(Rolbezetting.planner, namens: moeder))) != nil)
        #expect(try als(geef(.organisatie(Rolbezetting.anna, namens: moeder))) == ["familiegroepsplan-gegeven"])
        #expect(stand?.plan?.toegevoegdDoor == Rolbezetting.anna.partij && stand?.plan?.lid == moeder)
        for wie in [Rolbezetting.anna, Rolbezetting.bram] {
            #expect(weigering(geef(.organisatie(wie, namens: moeder))) == "plan-van-gezin")
        }
        bescherm.nu += 3_600
        #expect(try als(geef(.gezin(lid: moeder))) == ["familiegroepsplan-gegeven"])
        #expect(stand?.plan?.toegevoegdDoor == nil && stand?.plan?.sinds == bescherm.nu)
        #expect(try als(.trekPlanIn(lid: moeder)) == ["familiegroepsplan-ingetrokken"])
        #expect(stand?.plan == nil)
    }
}
