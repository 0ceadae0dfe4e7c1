import Foundation
import VerwijzingDomain

extension Verwijzingsmodel.Daad {
    /// How a refusal names this act, for whom, and on which handover; nil for facts that are always welcome.
    var naamgeving: (naam: String, organisatie: String, id: UUID)? {
        switch self {
        case .zaak, .opvolging, .verhuizing, .zaaktermijn: nil
        case .handeling(let handeling, let id): handeling.naamgeving.map { ($0, $1, id) }
        case .command(let command, let id): command.naamgeving.map { ($0, $1, id) }
        }
    }
}

extension Zaakhandeling {
    fileprivate var naamgeving: (String, String)? {
        switch self {
        // A decider is no side of the handover, so that nothing is listed for them.
        case .aanbieden, .beslisRegie: nil
        case .accepteren(let door, _, _): ("accepteren", door.organisatie)
        case .kiesVoorstel(let door, _, _): ("voorstel-kiezen", door.organisatie)
        case .weigeren(let door, _, _, _): ("weigeren", door.organisatie)
        case .intrekken(let door, _): ("intrekken", door.organisatie)
        case .stemInMetIntrekking(let door): ("intrekking-instemmen", door.organisatie)
        case .teruggeven(let door, _): ("teruggeven", door.organisatie)
        case .aanvaardTeruggave(let door, _): ("teruggave-aanvaarden", door.organisatie)
        case .wisselWerker(let door, _): ("werker-wisselen", door.organisatie)
        case .afronden(let door, _): ("afronden", door.organisatie)
        case .voortijdigBeeindigen(let door, _, _): ("voortijdig-beeindigen", door.organisatie)
        }
    }
}

extension OverdrachtCommand {
    fileprivate var naamgeving: (String, String)? {
        switch self {
        case .bezorgd, .gezien, .meldSignaal, .termijnVerstreken: nil
        case .doeVoorstel(let door, _, _, _): ("voorstel-doen", door.organisatie)
        case .uitstellen(let door, _, _, _): ("uitstellen", door.organisatie)
        case .geefWachtlijstbericht(let door, _, _): ("wachtlijstbericht-geven", door.organisatie)
        case .meldVeiligheidNietTeHouden(let door): ("veiligheid-melden", door.organisatie)
        case .meldVeiligheidHersteld(let door, _): ("veiligheid-herstellen", door.organisatie)
        case .herzieTriage(let door, _): ("triage-herzien", door.organisatie)
        case .bevestigGesprek(let door, _): ("gesprek-bevestigen", door.organisatie)
        case .start(let door): ("starten", door.organisatie)
        case .meldVoortgang(let door, _): ("voortgang-melden", door.organisatie)
        case .werkDossierBij(let door, _): ("dossier-bijwerken", door.organisatie)
        case .legTerzijde(let door, _, _, _, _, _): ("terzijde-leggen", door.organisatie)
        case .vraagIntrekking(let door, _, _): ("intrekking-vragen", door.organisatie)
        case .wijsIntrekkingAf(let door): ("intrekking-afwijzen", door.organisatie)
        case .trekTeruggaveIn(let door): ("teruggave-intrekken", door.organisatie)
        }
    }
}
