import Contracts
import Messaging
import Postgres
import VeiligheidDomain

// Who sees a casus (P5): its team and who holds the regie see all of it, who is involved sees its own part.

extension Casus {
    func voert(_ oin: OIN) -> Bool { team.rawValue == oin.text || regiehouder.organisatie.rawValue == oin.text }

    /// A receiver sees the casus from its acceptance on; before that only the offer (O7).
    func ziet(_ oin: OIN) -> Bool {
        voert(oin) || lokaleTeams.contains { $0.organisatie.rawValue == oin.text }
            || overdrachten.contains { $0.naar.rawValue == oin.text && Self.meedoend.contains($0.stand) }
    }

    /// Of what happened an involved organisation sees its own part: no meldingen, and no handovers or terms of others.
    func ziet(_ feit: CasusFeit, _ oin: OIN) -> Bool {
        if voert(oin) { return true }
        switch feit {
        case .meldingGekoppeld, .meldingBijgewerkt: return false
        case .overdrachtVerzocht(let verzoek): return verzoek.naar.rawValue == oin.text
        case .overdrachtGevolgd(let feit):
            return overdrachten.contains { $0.overdracht == feit.overdracht && $0.naar.rawValue == oin.text }
        case .termijnHerinnerd(let feit): return feit.organisatie.rawValue == oin.text
        case .termijnGeescaleerd(let feit): return feit.organisatie.rawValue == oin.text
        case .geopend, .lokaalTeamBetrokken, .lokaalTeamBevestigd, .beoordeeld, .regieGevolgd, .opgevolgd,
            .uitBeeld, .weerInBeeld, .meningsverschil, .gesloten:
            return true
        }
    }

    /// A measure is also for who carries it out and who reviews it, whatever part they have in the casus (R7).
    func ziet(_ maatregel: Maatregel, _ oin: OIN) -> Bool { ziet(oin) || maatregel.isPartij(Organisatie(oin.text)) }

    /// A meeting is also for who was invited to it (O20), whatever part they have in the casus.
    func ziet(_ overleg: Overleg, _ oin: OIN) -> Bool { ziet(oin) || overleg.isBij(Organisatie(oin.text)) }

    /// R9: what is written stays with who keeps the casus and who has a part in it; who only follows the family sees
    /// that it is there, and not another's content.
    func leest(_ maatregel: Maatregel, _ oin: OIN) -> Bool { voert(oin) || maatregel.isPartij(Organisatie(oin.text)) }
    func leest(_ overleg: Overleg, _ oin: OIN) -> Bool { voert(oin) || overleg.isBij(Organisatie(oin.text)) }

    /// V8: an agreement for fewer people is seen by these alone: also who keeps the casus does not know that there is one.
    static func ziet(_ afspraak: Afspraak, _ persoon: VeiligheidDomain.Persoon) -> Bool { afspraak.isVoor(persoon) }

    private static let meedoend: Set<Overdrachtstand> = [.geaccepteerd, .overgedragen, .gestart, .teruggegeven]

    /// `ziet` in SQL; each part has its index.
    static func zichtbaar(voor oin: OIN) -> SQL {
        let lokaal = JSONB(text: #"[{"organisatie":"\#(oin.text)"}]"#)
        let overdracht = meedoend.map(\.rawValue).sorted().map {
            JSONB(text: #"[{"naar":"\#(oin.text)","stand":"\#($0)"}]"#).text
        }
        return """
            state ->> 'team' = \(oin.text) or state -> 'regiehouder' ->> 'organisatie' = \(oin.text)
                or state -> 'lokaleTeams' @> \(lokaal) or state -> 'overdrachten' @> any(\(overdracht)::jsonb[])
            """
    }
}
