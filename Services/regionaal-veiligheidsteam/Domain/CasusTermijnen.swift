import Foundation

extension Casus {
    /// The terms that run now, at most one of each kind; empty only when the casus is closed.
    public var lopendeTermijnen: [LopendeTermijn] {
        guard !isGesloten else { return [] }
        var termijnen: [LopendeTermijn] = []
        func loopt(_ soort: Termijnsoort, _ sinds: Date, spoed: Bool) {
            termijnen.append(LopendeTermijn(soort: soort.rawValue, sinds: sinds, spoed: spoed))
        }

        let wachtend = onbeoordeeld
        for (soort, groep) in [
            (Termijnsoort.veiligheidsbeoordeling, wachtend.filter { $0.gegevens.soort == .vtMelding }),
            (Termijnsoort.beoordelen, wachtend.filter { $0.gegevens.soort != .vtMelding }),
        ] {
            // An acute melding counts by itself: an older one that is not acute must not make its term look spent.
            let acuut = groep.filter { $0.gegevens.acuut == .ja }
            if let sinds = (acuut.isEmpty ? groep : acuut).map(\.gegevens.ontvangenOp).min() {
                loopt(soort, sinds, spoed: !acuut.isEmpty)
            }
        }
        if lokaleTeams.isEmpty {
            loopt(.lokaalTeamBetrekken, geopendOp, spoed: urgentie == .spoed)
        } else if let sinds = onbevestigdTeam?.sinds {
            loopt(.lokaalTeamBevestigen, sinds, spoed: urgentie == .spoed)
        }
        if let uitBeeld { loopt(.uitBeeld, uitBeeld.sinds, spoed: true) }
        if wachtend.isEmpty { loopt(.zichtOpVeiligheid, beoordelingen.last?.op ?? geopendOp, spoed: false) }
        return termijnen
    }

    /// Who must move before a term ends.
    public func aanZet(_ termijn: LopendeTermijn) -> Organisatie {
        termijn.soort == Termijnsoort.lokaalTeamBevestigen.rawValue ? onbevestigdTeam?.organisatie ?? team : team
    }

    /// M7: the team that has waited longest with its acknowledgement.
    var onbevestigdTeam: Teambetrokkenheid? {
        lokaleTeams.filter { $0.bevestiging == nil }.min { $0.sinds < $1.sinds }
    }

    /// O5: who is reminded, and whose team leads hear when it runs out. Nil when this term no longer runs.
    func termijnfeit(soort: String, sinds: Date, stadium: Int) -> CasusFeit? {
        guard let termijn = lopendeTermijnen.first(where: { $0.soort == soort && $0.sinds.isGelijk(sinds) }) else {
            return nil
        }
        let aanZet = aanZet(termijn)
        switch Termijnstadium(stadium) {
        case .herinneren:
            return .termijnHerinnerd(
                TermijnHerinnerd(soort: soort, sinds: termijn.sinds, stadium: stadium, organisatie: aanZet))
        case .escaleren:
            var naar = [aanZet]
            for organisatie in [team, regiehouder.organisatie] where !naar.contains(organisatie) {
                naar.append(organisatie)
            }
            return .termijnGeescaleerd(
                TermijnGeescaleerd(
                    soort: soort, sinds: termijn.sinds, stadium: stadium, organisatie: aanZet, partijen: naar))
        }
    }
}
