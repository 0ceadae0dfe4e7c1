import Contracts

/// O17, O23: who is in the place of an organisation that stopped, as the register has it.
public struct Opvolgplaats: Equatable, Sendable {
    public let opvolger: Opvolger?
    /// The region's named person, for what has nobody else: never nobody.
    public let vangnet: Plaats

    public struct Plaats: Equatable, Sendable {
        public let organisatie: OIN
        public let medewerker: MedewerkerId
    }

    public struct Opvolger: Equatable, Sendable {
        public let organisatie: OIN
        /// Those who moved along: ids that the register has at both and that can do the work here (O21).
        public let werkers: Set<MedewerkerId>
        /// Who leads there, for whom did not move along.
        public let leiding: MedewerkerId
    }
}

extension RegisterSnapshot {
    /// Who comes in an organisation's place, in a gemeente where it is split and a region. Nil where not even the region
    /// has anybody.
    public func opvolging(van organisatie: OrganisatieVastgelegd, gemeente: String?, regio: String) -> Opvolgplaats? {
        let gemeente = gemeente.flatMap { Gemeentecode($0) }
        let nieuw = opvolger(organisatie.oin, gemeente: gemeente)
        let plaats = nieuw.flatMap { nieuw in
            nieuw.leiding.map { leiding in
                Opvolgplaats.Opvolger(
                    organisatie: nieuw.oin,
                    werkers: Set(organisatie.medewerkers.map(\.id)).intersection(
                        nieuw.medewerkers.filter(\.kanWerkerZijn).map(\.id)), leiding: leiding)
            }
        }
        let contact = (Codewoord(regio).flatMap { region($0) } ?? firstRegion)?.aanspreekpunt
        let vangnet = contact.flatMap { contact -> Opvolgplaats.Plaats? in
            guard let waar = opvolger(contact.organisatie, gemeente: gemeente) else { return nil }
            let wie = waar.medewerker(contact.medewerker.text)?.id ?? waar.leiding
            return wie.map { Opvolgplaats.Plaats(organisatie: waar.oin, medewerker: $0) }
        }
        guard
            let vangnet = vangnet
                ?? plaats.map({ Opvolgplaats.Plaats(organisatie: $0.organisatie, medewerker: $0.leiding) })
        else { return nil }
        return Opvolgplaats(opvolger: plaats, vangnet: vangnet)
    }

    /// Whether anybody comes in its place, somewhere.
    public func heeftOpvolger(_ oin: OIN) -> Bool {
        opvolger(oin) != nil || organisation(oin)?.opvolgers?.contains { opvolger($0.organisatie) != nil } == true
    }
}

extension OrganisatieVastgelegd {
    /// Who leads it, so that somebody is named; nil where the register knows nobody there.
    fileprivate var leiding: MedewerkerId? {
        teamleider(of: nil) ?? withRole(.teamleider).first?.id ?? medewerkers.first?.id
    }
}

extension RegisterEvents.Medewerker {
    /// O21: who does the work, which a planner never is.
    fileprivate var kanWerkerZijn: Bool {
        !rollen.contains(.planner) && (rollen.contains(.werker) || rollen.contains(.bereikbaarheidsdienst))
    }
}
