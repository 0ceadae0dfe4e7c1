public enum Urgentie: String, Codable, Sendable, CaseIterable {
    case regulier, spoed
}

/// How a person is reached (N2).
public enum Kanaal: String, Codable, Sendable, CaseIterable {
    /// The live inbox in the browser.
    case sse
    case email = "e-mail"
    case webhook
    /// The organisation's own topic.
    case kafka
}

extension Kanaal {
    /// The others reach an organisation's system.
    var bereiktEenPersoon: Bool { self == .sse || self == .email }
}

public enum Rol: String, Codable, Sendable, CaseIterable {
    case teamleider, planner, werker, bereikbaarheidsdienst
}

/// Everything the chain can ask of a person.
public enum Taaksoort: String, Codable, Sendable, CaseIterable {
    case meldingOppakken = "melding-oppakken"
    case meldingAanvullen = "melding-aanvullen"
    case casusBeoordelen = "casus-beoordelen"
    case koppelingBeslissen = "koppeling-beslissen"
    case betrokkenheidBevestigen = "betrokkenheid-bevestigen"
    case gezinInBeeldBrengen = "gezin-in-beeld-brengen"
    case overdrachtBeantwoorden = "overdracht-beantwoorden"
    /// O14: the sender chooses among candidates.
    case voorstelKiezen = "voorstel-kiezen"
    case dossierAanvullen = "dossier-aanvullen"
    /// The sender reads that it waits, until when and with which bridging agreement (O4).
    case uitstelBekijken = "uitstel-bekijken"
    case wachtlijstberichtGeven = "wachtlijstbericht-geven"
    case stilteNavragen = "stilte-navragen"
    case veiligheidHerstellen = "veiligheid-herstellen"
    case gesprekVoeren = "gesprek-voeren"
    case gesprekBevestigen = "gesprek-bevestigen"
    case hulpStarten = "hulp-starten"
    case weigeringOppakken = "weigering-oppakken"
    case intrekkingBeantwoorden = "intrekking-beantwoorden"
    /// O21: who asked the zaak back reads that the receiver goes on.
    case intrekkingAfgewezenLezen = "intrekking-afgewezen-lezen"
    case teruggaveBeantwoorden = "teruggave-beantwoorden"
    case triageHerzien = "triage-herzien"
    /// P3: the source of a statement answers what the family asked about it.
    case correctieverzoekBeantwoorden = "correctieverzoek-beantwoorden"
    /// P3: who wrote the family's question down tells it the answer.
    case antwoordAanGezinGeven = "antwoord-aan-gezin-geven"
    /// O9: who received a statement says that it knows the correction.
    case correctieBevestigen = "correctie-bevestigen"
    /// O8: the source of an old statement says whether it still holds.
    case geldigheidBeantwoorden = "geldigheid-beantwoorden"
    /// O8: the source of a statement reads why a receiver set it aside.
    case terzijdeLezen = "terzijde-lezen"
    /// O7: a receiver got another file than the source of a statement meant.
    case bestandNakijken = "bestand-nakijken"
    /// O12, O13.
    case geschilBeslissen = "geschil-beslissen"
    case geschilbesluitLezen = "geschilbesluit-lezen"
    /// O17, O23: who has something now that an organisation had that stopped.
    case overnameOppakken = "overname-oppakken"
    /// O23: who hears that an organisation in the zaak is another one now.
    case opvolgingLezen = "opvolging-lezen"
    /// O21, O13, N5: somebody holds the regie by what another did: they hear it. Where that was a colleague's, so do who
    /// lost their tasks, and whoever had that one as contact.
    case regieOppakken = "regie-oppakken"
    case regieOvergedragenLezen = "regie-overgedragen-lezen"
    case nieuwContactLezen = "nieuw-contact-lezen"
    /// V7: who holds the regie sees to other help, since the organisation that gives it stops.
    case vervangingZoeken = "vervanging-zoeken"
    /// O15: who was asked for advice answers; who asked reads it and says whether it is kept.
    case consultatieBeantwoorden = "consultatie-beantwoorden"
    case consultatieAfsluiten = "consultatie-afsluiten"
    case consultatieAfgewezenLezen = "consultatie-afgewezen-lezen"
    /// O16: who made a question list shares it, or says why not; who gets it has it; who asked reads that it does not come.
    case vragenlijstDelen = "vragenlijst-delen"
    case vragenlijstOntvangen = "vragenlijst-ontvangen"
    case vragenlijstweigeringLezen = "vragenlijstweigering-lezen"
    /// O22: who holds the regie offers the zaak where the family lives now.
    case verhuizingAanbieden = "verhuizing-aanbieden"
    /// V3: who was asked for help answers.
    case verwijzingBeantwoorden = "verwijzing-beantwoorden"
    /// V3: who asked reads the answer, or that the help ended.
    case verwijzingantwoordLezen = "verwijzingantwoord-lezen"
    /// O4: who postponed its answer to a verwijzing says how the waiting goes; else both sides ask why it is silent.
    case verwijzingWachtlijstbericht = "verwijzing-wachtlijstbericht-geven"
    case verwijzingStilteNavragen = "verwijzing-stilte-navragen"
    case verwijzingStarten = "verwijzing-starten"
    /// O22: the regie went to another organisation, which asks on: both hear it.
    case verwijzingMeegegaanLezen = "verwijzing-meegegaan-lezen"
    /// R13: who gave the help reads that it was stopped, and why.
    case verwijzingEindeLezen = "verwijzing-einde-lezen"
    /// O23: who gives help or asked for it is another organisation now.
    case hulpOpvolgingLezen = "hulp-opvolging-lezen"
    /// O23: who carries out or reviews a measure is another organisation now.
    case maatregelOpvolgingLezen = "maatregel-opvolging-lezen"
    /// V6: a young person from 16 has no destination for living and care.
    case bestemmingVastleggen = "bestemming-vastleggen"
    /// V9: the family gave its own plan.
    case familiegroepsplanLezen = "familiegroepsplan-lezen"
    case termijnVerstreken = "termijn-verstreken"
    /// O6: the region's named person sees to a zaak that is sent on and on.
    case kastjeNaarDeMuur = "kastje-naar-de-muur"
    /// N7: a question by the family, or pressing by an organisation.
    case navraagBeantwoorden = "navraag-beantwoorden"
    /// N7: who asked reads the answer, and who holds the regie what another answered.
    case navraagantwoordLezen = "navraagantwoord-lezen"
    /// N7: the family hears from its contact what changed.
    case gezinInformeren = "gezin-informeren"
    /// P2: help runs although somebody said no: who holds the regie, and who gives the help, stop it or say what it rests on.
    case toestemmingHerstellen = "toestemming-herstellen"
    case hulpZonderToestemming = "hulp-zonder-toestemming"
    /// O11: who agreed to contacts the family some time after the help ended.
    case nazorgHouden = "nazorg-houden"
    /// R7: what who carries out a measure must do, and what the Raad reviews.
    case eersteContactLeggen = "eerste-contact-leggen"
    case planMaken = "plan-maken"
    case maatregelEvalueren = "maatregel-evalueren"
    case verlengingVastleggen = "verlenging-vastleggen"
    case nietVerlengenToetsen = "niet-verlengen-toetsen"
    /// N4, O20: the formal invitation to a meeting.
    case overlegBijwonen = "overleg-bijwonen"
    /// O20: who called it says who came.
    case overlegVastleggen = "overleg-vastleggen"
    /// R6.
    case tafelbesluitNemen = "tafelbesluit-nemen"
    case terugmelden
    case nieuwGesprekPlannen = "nieuw-gesprek-plannen"
    case raadsonderzoekStarten = "raadsonderzoek-starten"
    /// V8.
    case afspraakUitvoeren = "afspraak-uitvoeren"
    case beperkteAfspraakUitvoeren = "beperkte-afspraak-uitvoeren"
    case beperkteAfspraakVerlopen = "beperkte-afspraak-verlopen"
    /// C1: an organisation cannot answer now; the region's named person sees to what waits for it.
    case organisatieAfgesloten = "organisatie-afgesloten"
}

extension Taaksoort {
    /// V8: about what only the people named may know. It goes to no deputy, team or team lead, nor to a system.
    public var isBesloten: Bool { self == .beperkteAfspraakUitvoeren || self == .beperkteAfspraakVerlopen }
    public static let besloten = allCases.filter(\.isBesloten)
    /// N5: goes along with the work; what is for who leads does not.
    public static let gaatMee = Set(allCases).subtracting([
        .termijnVerstreken, .veiligheidHerstellen, .kastjeNaarDeMuur, .organisatieAfgesloten,
    ])
    /// O4, O5: what does not wait for who leads.
    public var bereiktDienst: Bool { self == .veiligheidHerstellen || Self.gaatMee.contains(self) }
}

/// Why a task went to someone else (N5, N2).
public enum Overdraagreden: String, Codable, Sendable, CaseIterable {
    case afwezig
    case uitDienst = "uit-dienst"
    case interneOverdracht = "interne-overdracht"
    case nietBevestigd = "niet-bevestigd"
    case werkerGewisseld = "werker-gewisseld"
    /// O23: the organisation stopped, and another has what was to be done there.
    case organisatieGestopt = "organisatie-gestopt"
}

public enum Vervalreden: String, Codable, Sendable, CaseIterable {
    /// What was asked is no longer needed.
    case achterhaald
    case ingetrokken
    case doorgestuurd
    /// C3: kept back, since this organisation takes no part in the exercise.
    case nietInOefening = "niet-in-oefening"
}

/// Why a message waits that could go (N6).
public enum Uitstelreden: String, Codable, Sendable, CaseIterable {
    case stilleUren = "stille-uren"
    case verzamelmail
}

/// Where an unconfirmed task stands: second channel → deputy → team lead (N2).
public enum Trede: String, Codable, Sendable, CaseIterable {
    case eerste
    case tweedeKanaal = "tweede-kanaal"
    case vervanger
    case teamleider
}

/// Who hears of a step that stayed silent (O5).
public enum Escalatieniveau: String, Codable, Sendable, CaseIterable {
    case teamleiders, regio
}
