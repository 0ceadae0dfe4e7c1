import Chassis
import Contracts
import Foundation
import Messaging
import NotificatieDomain
import Register

extension RegisterSnapshot {
    /// Whether something may go out to an organisation: an exercise only to who takes part (C3).
    func bereikt(_ organisatie: Organisatie, oefening: Bool) -> Bool {
        !oefening || OIN(organisatie.rawValue).map(oefent) ?? false
    }
}

extension Scope {
    /// Offers a task to the organisation's own system, where the register names that channel: a reference that opens
    /// after signing in, nothing else (N3).
    mutating func bied(_ event: TaakEvent, register: RegisterSnapshot) throws {
        switch event.feit {
        case .aangemaakt, .bijgewerkt, .overgedragen: break
        case .kanaalToegevoegd(let feit): guard feit.kanaal == .kafka else { return }
        case .bezorgd, .bezorgingUitgesteld, .gezien, .gedaan, .vervallen, .herinnerd, .termijnHerinnerd,
            .termijnGeescaleerd:
            return
        }
        let kop = event.kop
        guard let organisatie = register.organisatie(kop.organisatie), organisatie.kanalen.contains(.kafka),
            register.bereikt(kop.organisatie, oefening: kop.oefening)
        else { return }
        let medewerker: MedewerkerId?
        let team: Codewoord?
        switch event.voor {
        case .medewerker(let id): (medewerker, team) = (try .van(id.rawValue), nil)
        case .team(let id): (medewerker, team) = (nil, try .van(id))
        }
        let taak = kop.taak.description
        try announce(
            NotificatiesEvents.TaakAangeboden(
                taak: kop.taak.waarde, soort: .van(kop.soort.rawValue), kenmerk: .van(kop.kenmerk),
                urgentie: .van(kop.urgentie), medewerker: medewerker, team: team, link: .van("/v1/taken/\(taak)"),
                oefening: kop.oefening, tijdstip: kop.tijdstip),
            topic: Topics.uit(organisatie.oin), key: (kop.zaak?.description ?? kop.onderwerp.description),
            subject: taak,
            regio: kop.regio, oefening: kop.oefening)
    }

    /// A refused message, told to who sent it on its own topic. Who is not in the register has none.
    mutating func meldWeigering(
        _ organisatie: OIN, bericht: Contracts.BerichtId, fouten: [Fout], oefening: Bool, register: RegisterSnapshot
    ) throws {
        guard register.organisation(organisatie) != nil else { return }
        try announce(
            NotificatiesEvents.BerichtGeweigerd(bericht: bericht, fouten: fouten, oefening: oefening, tijdstip: now),
            topic: Topics.uit(organisatie), key: organisatie.text, subject: bericht.text, regio: "", oefening: oefening)
    }
}
