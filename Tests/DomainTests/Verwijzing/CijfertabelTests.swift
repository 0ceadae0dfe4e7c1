import Testing
import VerwijzingDomain

/// S4: nothing below the limit is shown, and nothing hidden follows from what is shown.
@Suite("S4: cijfers verraden geen klein aantal")
struct CijfertabelTests {
    /// Reproducible numbers.
    private struct Toeval: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let mixed = (state ^ (state >> 33)) &* 0xff51_afd7_ed55_8ccd
            return mixed ^ (mixed >> 29)
        }
    }

    /// Tables of areas that each have at least ten, as the figures make them.
    private static let tabellen: [[[Int]]] = (0..<120).map { zaad in
        var toeval = Toeval(state: UInt64(zaad))
        let (rijen, kolommen) = (Int.random(in: 1...3, using: &toeval), Int.random(in: 2...3, using: &toeval))
        return (0..<rijen).map { _ in
            var rij = (0..<kolommen).map { _ in
                Bool.random(using: &toeval) ? 0 : Int.random(in: 0...14, using: &toeval)
            }
            if rij.reduce(0, +) < Cijfertabel.grens { rij[Int.random(in: 0..<kolommen, using: &toeval)] += 10 }
            return rij
        }
    }

    /// What a reader can be sure of: which hidden counts are the same in every table that shows the same. Tried with each
    /// table that differs by one in some counts; a table that differs more has one of these on its way.
    private static func zeker(_ tabel: Cijfertabel) -> [String] {
        let (rijen, kolommen) = (tabel.aantallen.count, tabel.sommen.count)
        var verschilt: Set<Int> = []
        var sommenVerschillen: Set<Int> = []
        var stap = [Int](repeating: -1, count: rijen * kolommen)
        while true {
            let past =
                stap.indices.allSatisfy { plaats in
                    let (rij, kolom) = (plaats / kolommen, plaats % kolommen)
                    return stap[plaats] == 0
                        || (tabel.getoond(rij, kolom) == nil && tabel.aantallen[rij][kolom] + stap[plaats] >= 0)
                }
                && (0..<rijen).allSatisfy { rij in (0..<kolommen).reduce(0) { $0 + stap[rij * kolommen + $1] } == 0 }
            let verschuiving = (0..<kolommen).map { kolom in
                (0..<rijen).reduce(0) { $0 + stap[$1 * kolommen + kolom] }
            }
            if past, verschuiving.enumerated().allSatisfy({ $1 == 0 || tabel.som($0) == nil }) {
                verschilt.formUnion(stap.indices.filter { stap[$0] != 0 })
                sommenVerschillen.formUnion(verschuiving.indices.filter { verschuiving[$0] != 0 })
            }
            guard let volgende = stap.firstIndex(where: { $0 < 1 }) else { break }
            for lager in 0..<volgende { stap[lager] = -1 }
            stap[volgende] += 1
        }
        let cellen = stap.indices.filter {
            tabel.getoond($0 / kolommen, $0 % kolommen) == nil && !verschilt.contains($0)
        }
        let sommen = (0..<kolommen).filter { tabel.som($0) == nil && !sommenVerschillen.contains($0) }
        return cellen.map { "cel \($0)" } + sommen.map { "som \($0)" }
    }

    @Test("S4: geen aantal onder de 10 wordt getoond")
    func grens() {
        for aantallen in Self.tabellen {
            let tabel = Cijfertabel(aantallen)
            for (rij, waarden) in aantallen.enumerated() {
                for (kolom, waarde) in waarden.enumerated() {
                    #expect(tabel.getoond(rij, kolom) == nil || tabel.getoond(rij, kolom) == waarde)
                    if waarde < Cijfertabel.grens { #expect(tabel.getoond(rij, kolom) == nil, "\(aantallen)") }
                }
            }
            for kolom in tabel.sommen.indices where tabel.sommen[kolom] < Cijfertabel.grens {
                #expect(tabel.som(kolom) == nil, "\(aantallen)")
            }
        }
    }

    @Test("S4: geen verborgen aantal volgt uit wat getoond is, ook niet uit totalen", arguments: 0..<10)
    func afleiden(deel: Int) {
        for nummer in stride(from: deel, to: Self.tabellen.count, by: 10) {
            let aantallen = Self.tabellen[nummer]
            #expect(Self.zeker(Cijfertabel(aantallen)) == [], "\(aantallen)")
        }
    }

    @Test("S4: de proef zelf ziet een aantal dat wel volgt")
    func proef() {
        // Shown as it would be without hiding more: 30 - 20 - 6 leaves the last.
        let open = Cijfertabel([[20, 20, 4]])
        #expect(open.getoond(0, 2) == nil)
        #expect(open.getoond(0, 0) == nil || open.getoond(0, 1) == nil, "één verborgen aantal volgt uit het totaal")
    }

    @Test("S4: er blijft te zien wat mag")
    func toont() {
        let groot = Cijfertabel([[40, 30], [25, 15]])
        #expect(groot.getoond(1, 1) == 15)
        #expect(groot.som(0) == 65)
        // Two hidden ones protect each other; the others stay.
        let gemengd = Cijfertabel([[40, 12, 3, 5], [60, 33, 20, 30]])
        #expect(gemengd.getoond(0, 0) == 40)
        #expect(gemengd.getoond(0, 2) == nil)
        #expect(gemengd.getoond(0, 3) == nil)
    }

    @Test("S4: een rij waarvan het geheel niet getoond is, toont niets")
    func dicht() {
        let tabel = Cijfertabel([[40, 30], [25, 15]], dicht: [1])
        #expect(tabel.getoond(1, 0) == nil)
        #expect(tabel.getoond(1, 1) == nil)
        #expect(Self.zeker(tabel) == [])
    }

    @Test("S4: te kleine gemeenten worden samen één gebied van minstens tien en minstens twee")
    func gebieden() throws {
        for zaad in 0..<500 {
            var toeval = Toeval(state: UInt64(zaad))
            let aantallen = Dictionary(
                uniqueKeysWithValues: (0..<Int.random(in: 1...6, using: &toeval)).map {
                    ("020\($0)", Int.random(in: 0...20, using: &toeval))
                })
            let heel = aantallen.values.reduce(0, +)
            guard let gebieden = Cijfergebieden(aantallen) else {
                #expect(heel < Cijfertabel.grens)
                continue
            }
            #expect(heel >= Cijfertabel.grens)
            for gemeente in gebieden.apart { #expect(try #require(aantallen[gemeente]) >= Cijfertabel.grens) }
            if gebieden.samen.isEmpty {
                #expect(gebieden.apart.isEmpty || gebieden.apart.count == aantallen.count)
            } else {
                #expect(gebieden.samen.count >= 2)
                #expect(gebieden.samen.reduce(0) { $0 + (aantallen[$1] ?? 0) } >= Cijfertabel.grens)
                #expect(Set(gebieden.samen + gebieden.apart) == Set(aantallen.keys))
            }
        }
    }
}
