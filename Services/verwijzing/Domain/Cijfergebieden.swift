/// S4: which gemeenten of a region have figures of their own, and which are taken together because they are too small.
///
/// The whole is shown beside its parts, so what is taken together is never one gemeente and never below the limit.
public struct Cijfergebieden: Equatable, Sendable {
    /// Shown by themselves, in order of their codes.
    public let apart: [String]
    /// Shown as one; empty where every gemeente is large enough, or where the region's figures are all that is shown.
    public let samen: [String]

    /// - Parameter aantallen: by gemeente, also of gemeenten without any; what belongs to none (empty) is never apart.
    /// - Returns: nil where the region itself is below the limit.
    public init?(_ aantallen: [String: Int]) {
        guard aantallen.values.reduce(0, +) >= Cijfertabel.grens else { return nil }
        func gewicht(_ gemeente: String) -> Int { gemeente.isEmpty ? -1 : aantallen[gemeente] ?? 0 }
        let volgorde = aantallen.keys.sorted { (gewicht($0), $0) < (gewicht($1), $1) }
        var klein = volgorde.filter { gewicht($0) < Cijfertabel.grens }
        var groot = volgorde.dropFirst(klein.count)
        while !klein.isEmpty, !groot.isEmpty,
            klein.count < 2 || klein.reduce(0, { $0 + (aantallen[$1] ?? 0) }) < Cijfertabel.grens
        {
            klein.append(groot.removeFirst())
        }
        // Everything together is the region, which is shown already.
        apart = groot.sorted()
        samen = groot.isEmpty ? [] : klein.sorted()
    }
}
