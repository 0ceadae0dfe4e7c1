import Contracts
import Foundation
import Testing
import VerwijzingDomain

@testable import Verwijzing

/// P5: who reads a question list, by whose it is, with whom it was shared, role and consent.
@Suite("O16, P2, P5: wie een vragenlijst leest")
struct VragenlijstmatrixTests {
    private static let id = Verhaal.tweede

    private func lijst(_ verhaal: Verhaal, gedeeldMet: [String]) throws -> Vragenlijst {
        var stand: Vragenlijst?
        let delen = gedeeldMet.map {
            VragenlijstCommand.deel(door: Rolbezetting.anna, met: $0, grondslag: .wettelijkeTaak, inZaak: true)
        }
        let opgesteld = VragenlijstCommand.stelOp(
            door: Rolbezetting.anna, id: Self.id, over: "onderzoek", vragen: Verhaal.inhoud, aantal: 2, uit: nil)
        for command in [opgesteld] + delen {
            for event in try Vragenlijst.decide(stand, in: verhaal.zaak, command, now: verhaal.nu) {
                stand = .evolve(stand, event)
            }
        }
        return try #require(stand)
    }

    @Test("O16, P5: de eigenaar en met wie gedeeld is lezen haar, een ander en een planner niet")
    func matrix() throws {
        let verhaal = try Verhaal()
        let gedeeld = try lijst(verhaal, gedeeldMet: [Rolbezetting.gi])
        let lezers = [Rolbezetting.wijkteam: "alles", Rolbezetting.gi: "alles", Rolbezetting.zorg: "niet-gedeeld"]
        for (organisatie, verwacht) in lezers {
            let oin = try #require(OIN(organisatie))
            for rol in Rol.allCases {
                let inzage = Toegang.vragenlijst(oin, [rol], gedeeld, [.betrokkene], nil, now: verhaal.nu)
                let code: String
                switch inzage {
                case .alles: code = "alles"
                case .tot, .eigen: code = "deels"
                case .geen(_, let waarom): code = waarom
                }
                #expect(code == (rol == .planner ? "rol-ontbreekt" : verwacht), "\(organisatie) \(rol)")
            }
        }
        let niemand = try lijst(verhaal, gedeeldMet: [])
        let gi = try #require(OIN(Rolbezetting.gi))
        guard case .geen = Toegang.vragenlijst(gi, [.werker], niemand, [.betrokkene], nil, now: verhaal.nu) else {
            Issue.record("what was shared with nobody is read")
            return
        }
    }

    @Test("O16, P5: wie haar kreeg leest haar zolang die een deel in de zaak heeft; wie haar maakte houdt haar")
    func deelVoorbij() throws {
        let verhaal = try Verhaal()
        let gedeeld = try lijst(verhaal, gedeeldMet: [Rolbezetting.gi])
        let (gi, wijkteam) = (try #require(OIN(Rolbezetting.gi)), try #require(OIN(Rolbezetting.wijkteam)))
        let delen: [Set<Toegang.Deel>] = [[]] + Toegang.Deel.allCases.map { [$0] }
        for deel in delen {
            let inzage = Toegang.vragenlijst(gi, [.werker], gedeeld, deel, nil, now: verhaal.nu)
            if deel == [.regiehouder] || deel == [.betrokkene] {
                #expect(inzage == .alles, "\(deel)")
            } else if case .geen(_, let code) = inzage {
                #expect(code == "geen-deel-in-de-zaak", "\(deel)")
            } else {
                Issue.record("read without a part: \(deel)")
            }
            #expect(Toegang.vragenlijst(wijkteam, [.werker], gedeeld, deel, nil, now: verhaal.nu) == .alles)
        }
    }

    @Test("O16, P2: is de toestemming ingetrokken, dan komt er niets nieuws; wie haar daarna kreeg leest niets")
    func toestemming() throws {
        var verhaal = try Verhaal()
        let ervoor = try lijst(verhaal, gedeeldMet: [Rolbezetting.gi])
        var bescherm = try Beschermverhaal(verhaal.zaak)
        bescherm.nu = verhaal.nu + 60
        try bescherm.gezin()
        for besluit in [Toestemmingsbesluit.gegeven, .ingetrokken] {
            #expect(try bescherm.zegt(Beschermverhaal.moeder, besluit, leeftijd: 8) == nil)
        }
        verhaal.nu += 120
        let erna = try lijst(verhaal, gedeeldMet: [Rolbezetting.gi])
        let gi = try #require(OIN(Rolbezetting.gi))
        func inzage(_ lijst: Vragenlijst) -> Toegang.Inzage {
            Toegang.vragenlijst(gi, [.werker], lijst, [.betrokkene], bescherm.bescherming, now: verhaal.nu)
        }
        guard case .tot(let stop) = inzage(ervoor) else {
            Issue.record("consent that was withdrawn stops nothing")
            return
        }
        #expect(stop < verhaal.nu)
        #expect(inzage(erna) == .eigen)
    }
}
