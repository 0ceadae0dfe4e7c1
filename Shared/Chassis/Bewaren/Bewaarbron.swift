import Contracts
import Foundation
import Postgres
import Register

/// Something that a service keeps content of until its term is over (P4).
public struct Bewaarbron: Sendable {
    public let soort: RegisterEvents.Bewaarsoort
    /// Where no organisation says otherwise.
    public let standaard: RegisterEvents.Bewaartermijn
    /// A query over what has ended. Nothing of what still runs is in it. Its columns are `onderwerp` (the row of `aggregate`
    /// that is locked to decide), `zaak`, `geeindigd_op`, `houdt_tegen` (what runs beside it and needs the content, as
    /// codes), and `dossiers`, under which its content is sealed.
    public let geeindigd: SQL

    public init(_ soort: RegisterEvents.Bewaarsoort, _ duur: Duur, geeindigd: SQL) {
        self.soort = soort
        standaard = .init(duur: duur, grond: .afspraakKeten)
        self.geeindigd = geeindigd
    }

    /// Of those that wrote what one key seals, who keeps longest: nobody's content goes before its own term.
    func besluit(
        _ geeindigdOp: Date, van organisaties: [String], _ register: RegisterSnapshot
    ) -> Bewaarbesluit {
        let kalender = Werkkalender()
        return organisaties.compactMap { OIN($0) }.map { oin in
            let termijn = register.organisation(oin)?.bewaartermijnen?[soort.rawValue] ?? standaard
            return Bewaarbesluit(
                vernietigenOp: kalender.adding(termijn.duur, to: geeindigdOp), organisatie: oin, termijn: termijn)
        }.max { $0.vernietigenOp < $1.vernietigenOp }
            ?? Bewaarbesluit(
                vernietigenOp: kalender.adding(standaard.duur, to: geeindigdOp), organisatie: nil, termijn: standaard)
    }

    /// No term of this kind is shorter, in seconds that are not too many.
    func kortste(_ register: RegisterSnapshot) -> Double {
        let eigen = register.organisations(after: nil, limit: .max).compactMap { $0.bewaartermijnen?[soort.rawValue] }
        return ([standaard] + eigen).map { Double($0.duur.seconds) * 0.99 }.min() ?? 0
    }
}

/// When the key of some content is destroyed, and by whose term.
struct Bewaarbesluit: Equatable {
    let vernietigenOp: Date
    /// Nil where the key sealed nothing.
    let organisatie: OIN?
    let termijn: RegisterEvents.Bewaartermijn
}

extension Werkkalender {
    /// Retention counts days of the calendar, not working days.
    fileprivate func adding(_ duur: Duur, to start: Date) -> Date {
        switch duur.unit {
        case .jaren: adding(years: duur.count, to: start)
        case .weken: adding(weeks: duur.count, to: start)
        case .dagen, .uren, .minuten, .seconden: start.addingTimeInterval(Double(duur.seconds))
        }
    }
}
