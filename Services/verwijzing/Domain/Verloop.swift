import Foundation

/// Collects what an act makes happen to one handover, each fact on the state that the one before it left.
struct Verloop {
    private(set) var stand: Overdracht
    private(set) var events: [OverdrachtEvent] = []
    private let tijdstip: Date

    init(_ stand: Overdracht, _ tijdstip: Date) {
        self.stand = stand
        self.tijdstip = tijdstip
    }

    /// - Parameter aanZet: who must act, when that is not whom the state says, as with a term beside the status.
    /// - Parameter kanten: both sides afterwards, when the fact changes one.
    mutating func gebeurt(
        _ feit: OverdrachtEvent.Feit, urgentie: Urgentie? = nil,
        aanZet: (organisatie: String, medewerker: String?)? = nil, kanten: (van: Partij, naar: String)? = nil
    ) {
        var event = OverdrachtEvent(
            kop: .init(
                overdracht: stand.id, zaak: stand.zaak, kenmerk: stand.kenmerk, regio: stand.regio,
                oefening: stand.oefening, urgentie: urgentie ?? stand.urgentie, van: kanten?.van ?? stand.van,
                naar: kanten?.naar ?? stand.naar,
                status: stand.status.code, tijdstip: tijdstip, organisatie: nil, medewerker: nil),
            feit: feit)
        stand = .evolve(stand, event)
        event.kop.status = stand.status.code
        let wie = aanZet ?? stand.aanZet
        event.kop.organisatie = wie?.organisatie
        event.kop.medewerker = wie?.medewerker
        events.append(event)
    }
}
