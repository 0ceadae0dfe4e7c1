import Foundation

extension Melding {
    /// The state after an event. Total: any order of events gives a state.
    public static func evolve(_ state: Melding?, _ event: MeldingEvent) -> Melding {
        var melding = state ?? Melding(kop: event.kop)
        melding.pasToe(event.feit, op: event.kop.tijdstip)
        melding.zaak = event.kop.zaak
        melding.terugkoppelingGewenst = event.kop.terugkoppelingGewenst
        return melding
    }

    private mutating func pasToe(_ feit: MeldingFeit, op: Date) {
        switch feit {
        case .ontvangen(let feit): pasToe(feit, op: op)
        case .aangevuld(let feit): pasToe(feit, op: op)
        case .doorgestuurd(let feit):
            behandelaar = feit.naar
            if hoortBij == feit.naar { hoortBij = nil }
            fase = .doorgestuurd(sinds: op, van: feit.van)
        case .soortGewijzigd(let feit): wordt(feit.naar, op: op)
        case .inBehandeling: fase = .inBehandeling(sinds: op)
        case .afgehandeld(let feit): fase = .afgehandeld(op: op, uitkomst: feit.uitkomst)
        case .termijnHerinnerd, .termijnGeescaleerd: break
        }
    }

    private mutating func pasToe(_ feit: Ontvangen, op: Date) {
        gemeente = feit.gemeente
        melderAfgeschermd = feit.melderAfgeschermd
        acuut = feit.acuut
        besproken = feit.besproken
        grondslag = feit.grondslag
        hoortBij = feit.hoortBij
        betrokkenen = feit.betrokkenen
        ontbreekt = feit.ontbreekt
        inhoud = feit.inhoud.map { [$0] } ?? []
        bastaAangeboden = feit.bastaAangeboden
        wordt(feit.soort, op: op)
    }

    private mutating func pasToe(_ feit: Aangevuld, op: Date) {
        if let soort = feit.soort { wordt(soort, op: op) }
        gemeente = feit.gemeente ?? gemeente
        besproken = feit.besproken ?? besproken
        grondslag = feit.grondslag ?? grondslag
        betrokkenen += feit.betrokkenen
        ontbreekt = feit.ontbreekt
        inhoud += feit.inhoud.map { [$0] } ?? []
        bastaAangeboden = feit.bastaAangeboden
    }

    /// M6 counts from the moment that it is a vt-melding.
    private mutating func wordt(_ nieuw: Meldingsoort?, op: Date) {
        soort = nieuw
        veiligheidstermijnSinds = nieuw == .vtMelding ? op : nil
    }
}
