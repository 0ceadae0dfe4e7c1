import Contracts
import Foundation
import NotificatieDomain
import Testing

@Suite("Taken als een organisatie stopt (O17, O23)")
struct OpvolgingtaakTests {
    private typealias P = Postkamer

    private func na(_ gebeurtenis: Gebeurtenis) -> [String] {
        kort(Taakregels.wijzigingen(na: gebeurtenis, bezetting: Postkamer.Register()))
    }

    /// The kinds of task with who has them, without those that move with who stopped.
    private func leest(_ feit: Gebeurtenis.Feit) -> Set<String> {
        Set(na(P.gebeurtenis(feit)).filter { !$0.hasPrefix("neem over") })
    }

    @Test("O17, O23: wie overneemt en wie ermee te maken heeft, hoort bij hulp, advies en maatregel wie het nu is")
    func opvolging() {
        func hulp(_ feit: Gebeurtenis.VerwijzingFeit) -> Gebeurtenis.Feit {
            .verwijzing(van: P.anna, naar: P.ontvanger, feit)
        }
        #expect(
            leest(hulp(.andereOntvanger(werker: P.bram.medewerker))) == [
                "hulp-opvolging-lezen@mw-anna", "hulp-opvolging-lezen@mw-bram",
            ])
        #expect(leest(hulp(.andereVrager)).contains("hulp-opvolging-lezen@mw-anna"))
        #expect(
            na(P.gebeurtenis(hulp(.ingetrokken(gestopt: true)))) == [
                "vervalt alles: achterhaald", "verwijzingantwoord-lezen@mw-anna",
            ])
        let advies = Taakregels.wijzigingen(
            na: P.gebeurtenis(.consultatie(van: P.anna, naar: P.ontvanger, .andereVrager)),
            bezetting: Postkamer.Register())
        guard case .overnemen(let selectie, let door, .medewerker(let wie))? = advies.first else {
            Issue.record("\(advies)")
            return
        }
        #expect(door == P.anna.organisatie && wie == P.anna.medewerker)
        #expect(selectie.soorten == [.consultatieAfsluiten, .consultatieAfgewezenLezen])
        for zonder in [false, true] {
            let maatregel = Gebeurtenis.Feit.maatregel(
                uitvoerder: P.afzender, raad: P.ontvanger,
                .opgevolgd(
                    vorige: Organisatie("00000099000000098000"), zonderOpvolger: zonder,
                    partijen: [P.afzender, P.ontvanger, P.afzender]))
            let lezers = leest(maatregel)
            #expect(!lezers.isEmpty && lezers.allSatisfy { $0.hasPrefix("maatregel-opvolging-lezen@") })
            // O17: the tasks went to the region, the measure did not.
            let over = na(P.gebeurtenis(maatregel)).filter { $0.hasPrefix("neem over door \(P.afzender.rawValue)") }
            #expect(over.count == (zonder ? 1 : 0))
        }
    }

    @Test("V8, O23: van een beperkte afspraak krijgt alleen wie haar nu doet een taak, en niet wie haar al had")
    func beperkteOpvolging() {
        func na(nieuw: Bool, beperkt: Bool) -> [String] {
            self.na(
                P.gebeurtenis(
                    .overleg(
                        van: P.anna, raad: nil, .afspraakOpgevolgd(eigenaar: P.bram, nieuw: nieuw, beperkt: beperkt))))
        }
        #expect(na(nieuw: true, beperkt: true) == ["beperkte-afspraak-uitvoeren@mw-bram"])
        #expect(na(nieuw: false, beperkt: true).isEmpty)
        #expect(na(nieuw: true, beperkt: false).allSatisfy { $0.hasPrefix("neem over") })
    }
}
