import Contracts
import Testing

@testable import Chassis

/// O17, O23: what is looked for, and when, of an organisation that stopped.
@Suite("Van wie niets meer over is, wordt steeds minder vaak gekeken, maar altijd weer")
struct OpvolgingsstilteTests {
    private let oin = OIN.placeholder
    private let begin = ContinuousClock.now

    @Test("O23: zonder iets gevonden langer rust, tot een grens; wat laat komt wordt zo altijd nog gevonden")
    func rust() {
        var stilte = Opvolgingsstilte()
        var nu = begin
        var rusten: [Duration] = []
        for _ in 0..<10 {
            #expect(stilte.isAanDeBeurt(oin, "a", nu: nu))
            stilte.keek(oin, "a", gevonden: false, nu: nu)
            #expect(!stilte.isAanDeBeurt(oin, "a", nu: nu))
            let begon = nu
            while !stilte.isAanDeBeurt(oin, "a", nu: nu) { nu += .seconds(1) }
            rusten.append(nu - begon)
        }
        #expect(rusten.first == Opvolgingsstilte.eerste && rusten.last == Opvolgingsstilte.langste)
        #expect(zip(rusten, rusten.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test("O23: wordt er iets gevonden, of verandert het register, dan wordt meteen weer gekeken")
    func wakker() {
        var stilte = Opvolgingsstilte()
        for _ in 0..<5 { stilte.keek(oin, "a", gevonden: false, nu: begin) }
        #expect(!stilte.isAanDeBeurt(oin, "a", nu: begin + .seconds(30)))
        #expect(stilte.isAanDeBeurt(oin, "b", nu: begin), "another successor may be named")
        stilte.keek(oin, "b", gevonden: true, nu: begin)
        #expect(stilte.isAanDeBeurt(oin, "b", nu: begin))
        stilte.keek(oin, "b", gevonden: false, nu: begin)
        #expect(stilte.isAanDeBeurt(oin, "b", nu: begin + Opvolgingsstilte.eerste))
    }
}
