import Contracts
import Foundation
import NotificatieDomain
import Testing

@Suite("Taken over advies (O15)")
struct ConsultatietaakTests {
    @Test("O15: zonder herkenbare gegevens noemt geen taak de zaak; met een grondslag wel")
    func zaak() throws {
        for naam in ["consultatie-gevraagd", "consultatietermijn-geescaleerd"] {
            let herkomst = Gebeurtenis.Herkomst(
                bericht: BerichtId(Postkamer.uuid(20)), domein: "overdrachten", naam: naam)
            var velden = try #require(try Post.golden(naam, domein: "overdrachten").object)
            for grondslag in [nil, "toestemming"] as [JSON?] {
                velden["grondslag"] = grondslag
                let gebeurtenis = try Post.lees(Gebeurtenis.self, .object(velden), herkomst)
                #expect((gebeurtenis.zaak == nil) == (grondslag == nil), "\(naam)")
            }
        }
    }
}
