import Register
import Testing
import VerwijzingDomain

@testable import Verwijzing

@Suite("O5: hoe lang een termijn is")
struct TermijnlengteTests {
    @Test("O5: van iedere soort termijn staat vast hoe lang zij is en waar dat vandaan komt, en van geen andere")
    func compleet() {
        let soorten = [
            Termijnsoort.alle, Verklaringtermijn.alle, Geschiltermijn.alle, Consultatietermijn.alle,
            Vragenlijsttermijn.alle, Zaaktermijn.alle,
            Vervangtermijn.alle, Verwijzingtermijn.alle,
            [
                Termijnsoort.navraag, Termijnsoort.informeren, Termijnsoort.gezinstoegang, Termijnsoort.bestemming,
                Termijnsoort.zonderToestemming, Termijnsoort.nazorg,
            ],
        ].flatMap { $0 }
        #expect(TermLengths.verwijzing.kinds == soorten.sorted())
        let zonder = soorten.filter { TermLengths.verwijzing.length($0)?.origin.isEmpty != false }
        #expect(zonder == [])
    }
}
