import Foundation

extension Casus {
    /// The state after an event. Total: any order of events gives a state.
    public static func evolve(_ state: Casus?, _ event: CasusEvent) -> Casus {
        var casus = state ?? Casus(kop: event.kop)
        casus.pasToe(event.feit, kop: event.kop)
        casus.regiehouder = event.kop.regiehouder
        casus.gemeente = casus.gemeente ?? event.kop.gemeente
        return casus
    }

    private mutating func pasToe(_ feit: CasusFeit, kop: CasusKop) {
        let op = kop.tijdstip
        switch feit {
        case .geopend(let gegevens): voegToe(gegevens, gemeente: kop.gemeente, op: op)
        case .meldingGekoppeld(let feit): voegToe(feit.gegevens, gemeente: feit.meldingGemeente, op: op)
        case .meldingBijgewerkt(let feit):
            for index in meldingen.indices where meldingen[index].gegevens.melding == feit.melding {
                meldingen[index].gegevens = feit.gegevens
            }
            voegToe(feit.betrokkenen, gemeente: feit.meldingGemeente)
        case .lokaalTeamBetrokken(let feit):
            lokaleTeams.append(Teambetrokkenheid(organisatie: feit.organisatie, sinds: op))
        case .lokaalTeamBevestigd(let feit):
            for index in lokaleTeams.indices where lokaleTeams[index].organisatie == feit.organisatie {
                lokaleTeams[index].bevestiging = .init(op: op, door: feit.door)
            }
        case .beoordeeld(let beoordeling):
            beoordelingen.append(VastgelegdeBeoordeling(beoordeling: beoordeling, op: op))
        case .overdrachtVerzocht(let verzoek):
            overdrachten.append(
                GestarteOverdracht(
                    overdracht: verzoek.overdracht, naar: verzoek.naar, stand: .verzocht, urgentie: verzoek.urgentie,
                    keuze: verzoek.keuze))
        case .overdrachtGevolgd(let feit):
            for index in overdrachten.indices where overdrachten[index].overdracht == feit.overdracht {
                overdrachten[index].stand = feit.stand
            }
        case .opgevolgd(let feit):
            team = kop.team
            lokaleTeams.volgOp(feit)
        case .uitBeeld(let feit): uitBeeld = UitBeeld(sinds: op, gemeldDoor: feit.door)
        case .weerInBeeld: uitBeeld = nil
        case .meningsverschil(let feit): meningsverschillen.append(feit)
        case .gesloten(let feit): fase = .gesloten(op: op, nazorg: feit.nazorg)
        case .regieGevolgd, .termijnHerinnerd, .termijnGeescaleerd: break
        }
    }

    /// R1: those in a melding join the household of their gemeente; who is known already stays where they were.
    private mutating func voegToe(_ gegevens: MeldingGegevens, gemeente: String?, op: Date) {
        meldingen.append(GekoppeldeMelding(gegevens: gegevens, gekoppeldOp: op))
        voegToe(gegevens.betrokkenen, gemeente: gemeente)
    }

    private mutating func voegToe(_ betrokkenen: [Pseudoniem], gemeente: String?) {
        let bekend = Set(huishoudens.flatMap(\.leden))
        let nieuw = betrokkenen.filter { !bekend.contains($0) }
        guard !nieuw.isEmpty else { return }
        if let index = huishoudens.firstIndex(where: { $0.gemeente == gemeente }) {
            huishoudens[index].leden += nieuw
        } else {
            huishoudens.append(Huishouden(gemeente: gemeente, leden: nieuw))
        }
    }
}

extension [Teambetrokkenheid] {
    /// O23: the successor is involved since the former was, and knows what that one said it knew. Without one nobody will
    /// acknowledge any more; who did so stays on record.
    fileprivate mutating func volgOp(_ feit: CasusOpgevolgd) {
        guard let plaats = firstIndex(where: { $0.organisatie == feit.vorige }) else { return }
        guard let opvolger = feit.opvolger else {
            if self[plaats].bevestiging == nil { remove(at: plaats) }
            return
        }
        var nu = self[plaats]
        nu.organisatie = opvolger
        if let ander = first(where: { $0.organisatie == opvolger }) {
            nu.sinds = Swift.min(nu.sinds, ander.sinds)
            nu.bevestiging = nu.bevestiging ?? ander.bevestiging
        }
        self[plaats] = nu
        let eerste = plaats
        self = enumerated().filter { $0.offset == eerste || $0.element.organisatie != opvolger }.map(\.element)
    }
}
