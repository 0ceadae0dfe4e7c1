import Foundation

/// N5: another person of the same organisation holds the regie from here on, and has with it what the former had in the
/// zaak: the offers that wait, the help and advice that were asked, and the disputes. Terms run on.
public struct Regiewissel: Equatable, Sendable {
    public let vorige: Partij
    public let nieuw: Partij

    /// Nil where it is nobody else, or another organisation (O1).
    public init?(van vorige: Partij?, naar nieuw: Partij) {
        guard let vorige, vorige.organisatie == nieuw.organisatie, vorige != nieuw else { return nil }
        self.vorige = vorige
        self.nieuw = nieuw
    }
}

extension Overdracht {
    /// An offer that waits is now of who holds the regie.
    public static func decide(_ state: Overdracht, _ wissel: Regiewissel, now: Date) -> [OverdrachtEvent] {
        guard state.status.isOpenAanbod, state.van == wissel.vorige else { return [] }
        var verloop = Verloop(state, now.opMilliseconde)
        verloop.gebeurt(
            .afzenderGewisseld(.init(vorige: wissel.vorige.medewerker)), kanten: (van: wissel.nieuw, naar: state.naar))
        return verloop.events
    }
}

extension Geschil {
    /// The decision is read by who holds the regie then.
    public static func decide(_ state: Geschil, _ wissel: Regiewissel, now: Date) -> [GeschilEvent] {
        guard state.isOpen else { return [] }
        var kop = state.kop(nil, now.opMilliseconde)
        if kop.geopendDoor == wissel.vorige { kop.geopendDoor = wissel.nieuw }
        if kop.tegenpartij.organisatie == wissel.vorige.organisatie,
            kop.tegenpartij.medewerker == wissel.vorige.medewerker
        {
            kop.tegenpartij = Ontvanger(
                organisatie: wissel.nieuw.organisatie, medewerker: wissel.nieuw.medewerker)
        }
        guard (kop.geopendDoor, kop.tegenpartij) != (state.geopendDoor, state.tegenpartij) else { return [] }
        return [GeschilEvent(kop: kop, feit: .opgevolgd(.init(vorige: wissel.vorige.organisatie)))]
    }
}

extension Zaak {
    /// Who is involved hears who it is now, where that is not kept from it (P1). Who answers an offer, or was asked for
    /// help or advice, hears it of that itself.
    public static func decide(
        _ state: Zaak, _ wissel: Regiewissel, bescherming: Bescherming?, now: Date
    ) -> [ZaakEvent] {
        let anderen = state.betrokken.map(\.organisatie).filter {
            $0 != wissel.nieuw.organisatie
                && bescherming?.zicht(voor: $0).ziet(
                    medewerker: wissel.nieuw.medewerker, van: wissel.nieuw.organisatie) != false
        }
        guard !anderen.isEmpty else { return [] }
        var verloop = Zaakverloop(state, now.opMilliseconde)
        verloop.gebeurt(
            .regiehouderBekendgemaakt(.init(vorige: wissel.vorige.medewerker, anderen: anderen)))
        return verloop.events
    }
}
