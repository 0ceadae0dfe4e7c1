import Foundation

/// O17, O23: an organisation of the register stops taking part, and who has its place in what belongs to a casus.
public struct Opvolging: Equatable, Sendable {
    /// Who stops.
    public var organisatie: Organisatie
    public var opvolger: Opvolger?
    /// Who has what has nobody else: never nobody.
    public var vangnet: Persoon
    /// The region's named person, who has the part of a Raad or of a veiligheidsteam: nobody reviews or assesses what they
    /// carry out themselves (R2, R7).
    public var regio: Persoon

    public struct Opvolger: Equatable, Sendable {
        public var organisatie: Organisatie
        /// Those who moved along: ids that the register has at both and that can do the work here.
        public var werkers: Set<Medewerker>
        /// Who leads there, for whom did not move along.
        public var leiding: Medewerker

        public init(organisatie: Organisatie, werkers: Set<Medewerker>, leiding: Medewerker) {
            self.organisatie = organisatie
            self.werkers = werkers
            self.leiding = leiding
        }

        func persoon(_ medewerker: Medewerker) -> Persoon {
            Persoon(organisatie: organisatie, medewerker: werkers.contains(medewerker) ? medewerker : leiding)
        }
    }

    public init(organisatie: Organisatie, opvolger: Opvolger?, vangnet: Persoon, regio: Persoon) {
        self.organisatie = organisatie
        self.opvolger = opvolger
        self.vangnet = vangnet
        self.regio = regio
    }

    /// Who has its place as an organisation.
    private var overnemer: Organisatie { opvolger?.organisatie ?? vangnet.organisatie }
    /// Who has it where it was a Raad or a veiligheidsteam.
    private var toezichthouder: Organisatie { opvolger?.organisatie ?? regio.organisatie }

    /// Who have its place, given the Raden and teams of what it had.
    public func overnemers(toezicht: [Organisatie]) -> [Organisatie] {
        toezicht.contains(organisatie) && toezichthouder != overnemer ? [overnemer, toezichthouder] : [overnemer]
    }

    /// A register in which nobody is left moves nothing; it is refused before it is published.
    var isMogelijk: Bool { overnemer != organisatie && toezichthouder != organisatie }

    func nu(_ wie: Organisatie) -> Organisatie { wie == organisatie ? overnemer : wie }

    func nu(toezicht wie: Organisatie) -> Organisatie { wie == organisatie ? toezichthouder : wie }

    func nu(_ wie: Persoon) -> Persoon {
        wie.organisatie == organisatie ? opvolger?.persoon(wie.medewerker) ?? vangnet : wie
    }
}

extension Casus {
    /// O23: who comes in the place of who keeps the casus, or of a lokaal team in it; the terms go on. What was closed stays
    /// as it was. Hearing of it twice changes nothing.
    public static func decide(_ state: Casus, _ opvolging: Opvolging, now: Date) -> [CasusEvent] {
        let weg = opvolging.organisatie
        let lokaal = state.lokaleTeams.contains {
            $0.organisatie == weg && (opvolging.opvolger != nil || $0.bevestiging == nil)
        }
        guard !state.isGesloten, opvolging.isMogelijk, state.team == weg || lokaal else { return [] }
        let feit = CasusOpgevolgd(vorige: weg, opvolger: opvolging.opvolger?.organisatie)
        var event = state.gebeurd(.opgevolgd(feit), now: now.opMilliseconde)
        event.kop.team = opvolging.nu(toezicht: state.team)
        return [event]
    }
}

extension Maatregel {
    /// R7: who comes in the place of who carries it out, reviews it or keeps the casus; its terms run on from the court's
    /// decision. Without a successor the safety net sees to it until the court names another: it can end it here and
    /// record the new one. Hearing of it twice changes nothing.
    public static func decide(_ state: Maatregel, _ opvolging: Opvolging, now: Date) -> [MaatregelEvent] {
        guard state.loopt, state.isPartij(opvolging.organisatie), opvolging.isMogelijk else { return [] }
        var kop = state.kop(nil, now.opMilliseconde)
        (kop.team, kop.uitvoerder, kop.raad) = (
            opvolging.nu(toezicht: state.team), opvolging.nu(state.uitvoerder), opvolging.nu(toezicht: state.raad)
        )
        let feit = MaatregelOpgevolgd(vorige: opvolging.organisatie, opvolger: opvolging.opvolger?.organisatie)
        return [MaatregelEvent(kop: kop, feit: .opgevolgd(feit))]
    }
}

extension Overleg {
    /// O20, V8: who comes in the place of who called it, was invited, sits for the Raad, or has or made an agreement that
    /// still waits. Who did not move along is out of the few who see an agreement (V8): nobody takes that place but for
    /// who does it. Hearing of it twice changes nothing.
    public static func decide(_ state: Overleg, _ opvolging: Opvolging, now: Date) -> [OverlegEvent] {
        guard opvolging.isMogelijk else { return [] }
        let weg = opvolging.organisatie
        var kop = state.kop(nil, now.opMilliseconde)
        kop.team = opvolging.nu(toezicht: state.team)
        kop.bijeengeroepenDoor = opvolging.nu(state.bijeengeroepenDoor)
        kop.raad = state.raad.map { opvolging.nu(toezicht: $0) }
        let uitgenodigd = opvolging.opvolger != nil && state.uitnodigingen.contains { $0.nu == weg }
        let anders = [state.team, state.bijeengeroepenDoor.organisatie, state.raad].contains(weg)
        let roept = state.bijeengeroepenDoor.organisatie == weg
        let zelf = OverlegOpgevolgd(
            vorige: weg, opvolger: opvolging.opvolger?.organisatie,
            vorigeOproeper: roept ? state.bijeengeroepenDoor : nil)
        return (anders || uitgenodigd ? [OverlegEvent(kop: kop, feit: .opgevolgd(zelf))] : [])
            + state.afspraken.compactMap { $0.opgevolgd(opvolging) }.map {
                OverlegEvent(kop: kop, feit: .afspraakOpgevolgd($0))
            }
    }
}

extension Afspraak {
    fileprivate func opgevolgd(_ opvolging: Opvolging) -> AfspraakOpgevolgd? {
        let weg = opvolging.organisatie
        guard einde == nil, ([eigenaar, gemaaktDoor] + kring).contains(where: { $0.organisatie == weg }) else {
            return nil
        }
        let (wie, maker) = (opvolging.nu(eigenaar), opvolging.nu(gemaaktDoor))
        var binnen = kring.compactMap { persoon -> Persoon? in
            guard persoon.organisatie == weg else { return persoon }
            guard let opvolger = opvolging.opvolger, opvolger.werkers.contains(persoon.medewerker) else { return nil }
            return opvolger.persoon(persoon.medewerker)
        }
        if isBeperkt, !binnen.contains(wie) { binnen.append(wie) }
        return AfspraakOpgevolgd(
            afspraak: id, vorige: weg, eigenaar: wie, eigenaarWas: wie == eigenaar ? nil : eigenaar,
            gemaaktDoor: maker, kring: binnen)
    }
}
