import Contracts
import Foundation
import VerwijzingDomain

/// Puts counts and times into figures of which nothing below the limit can be read (S4).
struct Cijferopmaak {
    typealias Regel = Cijferregel

    let gebieden: Cijfergebieden
    private let tellingen: [String: [String: [String: Int]]]

    /// The questions that divide the handovers of an area, in the order of the page, with their answers; kinds of help
    /// are an open list.
    static let vragen: [(onderwerp: Regel.Onderwerp, waarden: [String])] = [
        (.uitkomst, Self.uitkomsten),
        (.uitstel, ["niet-uitgesteld"] + Uitstelreden.allCases.map { "uitgesteld-" + $0.rawValue }),
        (.hops, ["eerste-keer", "tweede-keer", "derde-keer-of-meer", "hulp-erbij"]),
        (.stilte, ["op-tijd", "naar-teamleiders", "naar-regio"]),
        (.wachtlijstbericht, ["geen-bericht-gemist", "bericht-gemist"]),
        (.soortVraag, ["overdracht", "verwijzing"]),
        (.soortHulp, []),
    ]
    static let uitkomsten = [
        "wacht-op-antwoord", "nog-niet-gestart", "hulp-loopt", "afgerond", "geweigerd", "ingetrokken",
        "ander-gekozen", "terug-bij-afzender", "eerder-gestopt",
    ]

    /// - Parameter gemeenten: of the region, also those without a handover.
    /// - Returns: nil where the region itself is below the limit.
    init?(_ tellingen: [Cijferlezer.Telling], gemeenten: [String]) {
        var perGemeente = Dictionary(gemeenten.map { ($0, 0) }, uniquingKeysWith: { a, _ in a })
        for telling in tellingen where telling.onderwerp == Regel.Onderwerp.uitkomst.rawValue {
            perGemeente[telling.gemeente, default: 0] += telling.aantal
        }
        guard let gebieden = Cijfergebieden(perGemeente) else { return nil }
        self.gebieden = gebieden
        var gevonden: [String: [String: [String: Int]]] = [:]
        for telling in tellingen {
            let rij = gebieden.apart.contains(telling.gemeente) ? telling.gemeente : Cijferlezer.samen
            gevonden[telling.onderwerp, default: [:]][rij, default: [:]][telling.waarde, default: 0] += telling.aantal
        }
        self.tellingen = gevonden
    }

    /// The areas below the region, as rows.
    private var rijen: [String] { gebieden.apart + (gebieden.samen.isEmpty ? [] : [Cijferlezer.samen]) }

    private func tel(_ onderwerp: Regel.Onderwerp, _ rij: String, _ waarde: String) -> Int {
        tellingen[onderwerp.rawValue]?[rij]?[waarde] ?? 0
    }

    func regels(_ tijden: [Cijferlezer.Tijd]) throws -> [Regel] {
        var regels: [Regel] = []
        // Where only the region is shown it is a table of one row.
        let rijen = rijen.isEmpty ? [Cijferlezer.samen] : rijen
        let heel = rijen.map { rij in (tellingen[Regel.Onderwerp.uitkomst.rawValue]?[rij] ?? [:]).values.reduce(0, +) }
        regels += try Self.regels(.aantal, ["overdrachten"], rijen, Cijfertabel(heel.map { [$0] }), heel, self)
        var uitkomst: Cijfertabel?
        for (onderwerp, bekend) in Self.vragen {
            let open = Set((tellingen[onderwerp.rawValue] ?? [:]).values.flatMap(\.keys))
            let waarden = bekend.isEmpty ? open.sorted() : bekend
            let tabel = Cijfertabel(rijen.map { rij in waarden.map { tel(onderwerp, rij, $0) } })
            if onderwerp == .uitkomst { uitkomst = tabel }
            regels += try Self.regels(onderwerp, waarden, rijen, tabel, heel, self)
        }
        if let uitkomst { regels += try weigeringen(rijen, uitkomst) }
        return regels + (try tijden.map { try regel($0) })
    }

    /// Why offers were refused: of the areas whose number of refusals is shown, so that nothing says more of the others.
    private func weigeringen(_ rijen: [String], _ uitkomst: Cijfertabel) throws -> [Regel] {
        guard let kolom = Self.uitkomsten.firstIndex(of: "geweigerd"), uitkomst.som(kolom) != nil else { return [] }
        let waarden = Weigerreden.allCases.map(\.rawValue)
        let open = rijen.indices.filter { uitkomst.getoond($0, kolom) != nil }
        let dicht = rijen.indices.filter { uitkomst.getoond($0, kolom) == nil }
        var aantallen = open.map { rij in waarden.map { tel(.weigerreden, rijen[rij], $0) } }
        let rest = waarden.map { waarde in dicht.reduce(0) { $0 + tel(.weigerreden, rijen[$1], waarde) } }
        if rest.contains(where: { $0 > 0 }) { aantallen.append(rest) }
        let tabel = Cijfertabel(aantallen, dicht: aantallen.count > open.count ? [open.count] : [])
        return try Self.regels(
            .weigerreden, waarden, open.map { rijen[$0] }, tabel, aantallen.map { $0.reduce(0, +) }, self)
    }

    /// A table as rules: the region's sums first, then each area.
    private static func regels(
        _ onderwerp: Regel.Onderwerp, _ waarden: [String], _ rijen: [String], _ tabel: Cijfertabel, _ heel: [Int],
        _ opmaak: Cijferopmaak
    ) throws -> [Regel] {
        var regels = try waarden.enumerated().map { kolom, waarde in
            try opmaak.regel(nil, onderwerp, waarde, tabel.som(kolom), van: heel.reduce(0, +))
        }
        guard !opmaak.rijen.isEmpty else { return regels }
        for (rij, gebied) in rijen.enumerated() {
            regels += try waarden.enumerated().map { kolom, waarde in
                try opmaak.regel(gebied, onderwerp, waarde, tabel.getoond(rij, kolom), van: heel[rij])
            }
        }
        return regels
    }

    private func regel(
        _ rij: String?, _ onderwerp: Regel.Onderwerp, _ waarde: String, _ aantal: Int?, van heel: Int
    ) throws -> Regel {
        let (gebied, gemeente) = try gebied(rij)
        return Regel(
            gebied: gebied, gemeente: gemeente, onderwerp: onderwerp, waarde: try .van(waarde),
            verborgen: aantal == nil, aantal: aantal,
            procent: aantal.map { heel == 0 ? 0 : Int((Double($0) / Double(heel) * 100).rounded()) },
            mediaanMinuten: nil, p90Minuten: nil)
    }

    private func regel(_ tijd: Cijferlezer.Tijd) throws -> Regel {
        let (gebied, gemeente) = try gebied(tijd.gebied)
        let onderwerp: Regel.Onderwerp =
            tijd.stap == Cijferlezer.wachtNu ? .wachtNu : tijd.vraag == nil ? .tijdTot : .wachttijd
        return Regel(
            gebied: gebied, gemeente: gemeente, onderwerp: onderwerp,
            waarde: try .van(tijd.vraag ?? (onderwerp == .wachtNu ? "alle-hulp" : tijd.stap)), verborgen: false,
            aantal: nil, procent: nil, mediaanMinuten: tijd.mediaan, p90Minuten: tijd.p90)
    }

    private func gebied(_ rij: String?) throws -> (Regel.Gebied, Gemeentecode?) {
        switch rij {
        case nil: (.regio, nil)
        case Cijferlezer.samen: (.samengevoegd, nil)
        case let gemeente?: (.gemeente, try .van(gemeente))
        }
    }
}
