import Foundation

/// Acts that concern one handover only. Those that can touch the regie are `Zaakhandeling`s.
public enum OverdrachtCommand: Equatable, Sendable {
    /// The receiver's system has it. A receipt: repeating it changes nothing.
    case bezorgd(organisatie: String)
    /// A named person of the receiver opened it. A receipt: repeating it changes nothing.
    case gezien(door: Actor)
    /// O14: `aanbod` is the encrypted description. A new one replaces the one before.
    case doeVoorstel(door: Actor, werker: Actor, startdatum: Dag, aanbod: UUID)
    case uitstellen(door: Actor, reden: Uitstelreden, nieuweDatum: Dag, overbrugging: UUID)
    /// `bericht` is the encrypted message, `volgendeDatum` a new expected date.
    case geefWachtlijstbericht(door: Actor, bericht: UUID, volgendeDatum: Dag?)
    case meldVeiligheidNietTeHouden(door: Actor)
    /// By who reported that it was not: what makes it safe again is the encrypted `bericht`.
    case meldVeiligheidHersteld(door: Actor, bericht: UUID)
    /// A new melding on the zaak came in. A fact from elsewhere: repeating it changes nothing.
    case meldSignaal(melding: UUID, acuut: Bool)
    case herzieTriage(door: Actor, urgentie: Urgentie)
    case bevestigGesprek(door: Actor, Gesprek)
    case start(door: Actor)
    case meldVoortgang(door: Actor, bericht: UUID)
    case werkDossierBij(door: Actor, antwoorden: [Dossierblok: Blokantwoord])
    /// O8: `verklaringen` are those of others that stand in the block, `toelichting` the encrypted explanation.
    case legTerzijde(
        door: Actor, blok: Dossierblok, verklaringen: [UUID], reden: Terzijdereden, toelichting: UUID,
        lezers: [Partij] = [])
    /// After acceptance the offerer can only ask (O21); `regiehouder` takes the regie if the receiver consents.
    case vraagIntrekking(door: Actor, reden: Intrekkingsreden, regiehouder: Actor)
    case wijsIntrekkingAf(door: Actor)
    /// The receiver goes on after all.
    case trekTeruggaveIn(door: Actor)
    /// A term of `lopendeTermijnen` went off at 50, 80, 100 or 150 percent. No longer running: nothing happens.
    case termijnVerstreken(soort: String, sinds: Date, stadium: Int)
}
