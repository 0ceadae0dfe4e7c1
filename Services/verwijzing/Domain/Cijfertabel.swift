/// S4: counts by area and category, of which nothing below the limit is shown or can be worked out from what is.
///
/// The whole of each area is known to the reader; the sum of a category over all areas is shown where it gives nothing
/// away. A count is safe when another table with the same shown numbers exists in which it differs: that is a way back
/// to it over other hidden counts, up in one and down in the next.
public struct Cijfertabel: Equatable, Sendable {
    /// The least count that is shown.
    public static let grens = 10

    /// By area, and in it by category.
    public let aantallen: [[Int]]
    /// Of each category over all areas.
    public let sommen: [Int]
    private var hidden: Set<Plaats> = []

    /// A count in the table; the row after the last holds the sums.
    private struct Plaats: Hashable {
        let rij: Int
        let kolom: Int
    }

    /// - Parameters:
    ///   - aantallen: rows of equal length.
    ///   - dicht: rows of which nothing may be shown, because their whole is not.
    public init(_ aantallen: [[Int]], dicht: Set<Int> = []) {
        let kolommen = aantallen.first?.count ?? 0
        self.aantallen = aantallen
        sommen = (0..<kolommen).map { kolom in aantallen.reduce(0) { $0 + $1[kolom] } }
        for plaats in plaatsen where aantal(plaats) < Self.grens || dicht.contains(plaats.rij) {
            hidden.insert(plaats)
        }
        let klein = hidden
        verberg()
        toon(behalve: klein)
    }

    /// What is shown of an area's category; nil for what is hidden.
    public func getoond(_ rij: Int, _ kolom: Int) -> Int? {
        hidden.contains(Plaats(rij: rij, kolom: kolom)) ? nil : aantallen[rij][kolom]
    }

    /// What is shown of a category over all areas.
    public func som(_ kolom: Int) -> Int? {
        hidden.contains(Plaats(rij: aantallen.count, kolom: kolom)) ? nil : sommen[kolom]
    }

    private var plaatsen: [Plaats] {
        (0...aantallen.count).flatMap { rij in sommen.indices.map { Plaats(rij: rij, kolom: $0) } }
    }

    private func aantal(_ plaats: Plaats) -> Int {
        plaats.rij == aantallen.count ? sommen[plaats.kolom] : aantallen[plaats.rij][plaats.kolom]
    }

    /// Hides more until nothing hidden can be worked out. It ends: with everything hidden each count can differ.
    private mutating func verberg() {
        while let onveilig = hidden.sorted(by: volgorde).first(where: { !isVeilig($0) }) {
            let open = plaatsen.filter { !hidden.contains($0) }.sorted(by: volgorde)
            let genoeg = open.first { kandidaat in
                hidden.insert(kandidaat)
                defer { hidden.remove(kandidaat) }
                return isVeilig(onveilig)
            }
            // Where none is enough by itself, one beside it brings the next nearer.
            let naast = open.first { $0.rij == onveilig.rij || $0.kolom == onveilig.kolom } ?? open.first
            guard let kandidaat = genoeg ?? naast else { return }
            hidden.insert(kandidaat)
        }
    }

    /// Shows again what was hidden on the way and turned out not to be needed, the largest first.
    private mutating func toon(behalve klein: Set<Plaats>) {
        for plaats in hidden.subtracting(klein).sorted(by: volgorde).reversed() where hidden.contains(plaats) {
            let eerder = hidden
            hidden.remove(plaats)
            // What follows from the rest now need not be hidden either.
            while let volgt = hidden.subtracting(klein).first(where: { !isVeilig($0) }) { hidden.remove(volgt) }
            if !klein.allSatisfy(isVeilig) { hidden = eerder }
        }
    }

    /// The smallest first: that hides the least.
    private func volgorde(_ een: Plaats, _ ander: Plaats) -> Bool {
        (aantal(een), een.rij, een.kolom) < (aantal(ander), ander.rij, ander.kolom)
    }

    /// Whether the count could be another.
    private func isVeilig(_ plaats: Plaats) -> Bool {
        (magAf(plaats) && isRond(plaats, omlaag: true)) || (magBij(plaats) && isRond(plaats, omlaag: false))
    }

    // A sum stands on the other side of the equation: it rises where a count would fall.
    private func magBij(_ plaats: Plaats) -> Bool { plaats.rij < aantallen.count || aantal(plaats) > 0 }
    private func magAf(_ plaats: Plaats) -> Bool { plaats.rij == aantallen.count || aantal(plaats) > 0 }

    /// A way from one end of the count to the other, over hidden counts that can give way: rows are entered by lowering
    /// one of their counts, columns by raising one.
    private func isRond(_ plaats: Plaats, omlaag: Bool) -> Bool {
        var rijen: Set<Int> = omlaag ? [plaats.rij] : []
        var kolommen: Set<Int> = omlaag ? [] : [plaats.kolom]
        let weg = hidden.filter { $0 != plaats }
        var groeit = true
        while groeit {
            groeit = false
            for ander in weg {
                if rijen.contains(ander.rij), magBij(ander), kolommen.insert(ander.kolom).inserted { groeit = true }
                if kolommen.contains(ander.kolom), magAf(ander), rijen.insert(ander.rij).inserted { groeit = true }
            }
        }
        return omlaag ? kolommen.contains(plaats.kolom) : rijen.contains(plaats.rij)
    }
}
