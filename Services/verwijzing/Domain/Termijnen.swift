import Foundation

/// A term that runs now, as a pure function of the state (O5).
public struct LopendeTermijn: Equatable, Sendable {
    /// Kebab-case; its length is configuration, by kind and urgency.
    public var soort: String
    /// With `soort` the term's identity: a later `sinds` is a new term.
    public var sinds: Date
    public var spoed: Bool
    /// A fixed instant when a step promised one; otherwise the configured length counts from `sinds`.
    public var uiterlijk: Date?
    /// Who must act.
    public var organisatie: String
    public var medewerker: String?
}

public enum Termijnsoort {
    public static let bezorgen = "overdracht-bezorgen"
    public static let zien = "overdracht-zien"
    public static let beantwoorden = "overdracht-beantwoorden"
    public static let kiezen = "voorstel-kiezen"
    public static let uitstel = "overdracht-uitstel"
    public static let wachtlijstbericht = "wachtlijstbericht"
    public static let spreken = "overdracht-spreken"
    public static let starten = "overdracht-starten"
    public static let voortgang = "overdracht-voortgang"
    public static let teruggave = "teruggave-beantwoorden"
    public static let intrekking = "intrekking-beantwoorden"
    public static let veiligheid = "veiligheid-beantwoorden"
    public static let triage = "triage-herzien"
    public static let dossier = "dossier-aanvullen"
    /// N7; these two are not of a handover but of the zaak's `Gezinscontact`.
    public static let navraag = "navraag-beantwoorden"
    public static let informeren = "gezin-informeren"
    /// P2; of the zaak's `Gezinscontact` as well.
    public static let zonderToestemming = "hulp-zonder-toestemming"
    /// O11; of the zaak's `Gezinscontact` as well. It ends on the day that was agreed, without reminders.
    public static let nazorg = "nazorg-houden"
    /// How long the family's code is worth something. It ends without reminders.
    public static let gezinstoegang = "gezinstoegang"
    /// V6; of the zaak's `Continuiteit`.
    public static let bestemming = "bestemming-vastleggen"

    public static let alle = [
        bezorgen, zien, beantwoorden, kiezen, uitstel, wachtlijstbericht, spreken, starten, voortgang, teruggave,
        intrekking,
        veiligheid, triage, dossier,
    ]

    /// Percent of the term at which it goes off.
    static let stadia = [50, 80, 100, 150]
    /// The region's named person is told; nothing follows it.
    public static let laatsteStadium = 150
}

extension Overdracht {
    /// Every state that is not final has at least one: no step stays silent (O5).
    public var lopendeTermijnen: [LopendeTermijn] {
        guard !status.isEindstand else { return [] }
        return statustermijnen + termijnenErnaast
    }

    private var statustermijnen: [LopendeTermijn] {
        if status.isOpenAanbod, let voorstel {
            return [termijn(Termijnsoort.kiezen, voorstel.sinds, van.organisatie, van.medewerker)]
        }
        switch status {
        case .aangeboden:
            let ontvangst =
                gezien != nil
                ? [] : (bezorgdOp == nil ? [Termijnsoort.bezorgen] : []) + [Termijnsoort.zien]
            return ontvangst.map { termijn($0, overgenomenOp ?? aangebodenOp, naar) }
                + [termijn(Termijnsoort.beantwoorden, aangebodenOp, naar)]
        case .uitgesteld(let uitstel):
            return [
                termijn(Termijnsoort.uitstel, sinds, naar, uiterlijk: uitstel.nieuweDatum.einde),
                termijn(Termijnsoort.wachtlijstbericht, uitstel.berichtSinds, naar),
            ]
        case .geaccepteerd(let uitvoering):
            let spreker =
                uitvoering.gesprekOntvanger == nil ? Partij(organisatie: naar, medewerker: uitvoering.werker) : van
            return [
                termijn(Termijnsoort.spreken, sinds, spreker.organisatie, spreker.medewerker),
                start(uitvoering),
            ]
        case .overgedragen(let uitvoering):
            return [start(uitvoering)]
        case .gestart(let uitvoering):
            return [termijn(Termijnsoort.voortgang, uitvoering.voortgangSinds, naar, uitvoering.werker)]
        case .teruggegeven:
            return [termijn(Termijnsoort.teruggave, sinds, van.organisatie, van.medewerker)]
        case .afgerond, .geweigerd, .ingetrokken, .teruggaveAanvaard, .voortijdigBeeindigd:
            return []
        }
    }

    /// Terms beside the status: they stop none of it.
    private var termijnenErnaast: [LopendeTermijn] {
        var termijnen: [LopendeTermijn] = []
        let werker = status.uitvoering?.werker
        if let veiligheid {
            var termijn = termijn(Termijnsoort.veiligheid, veiligheid.sinds, naar, werker)
            termijn.spoed = true
            termijnen.append(termijn)
        }
        if let triageSinds { termijnen.append(termijn(Termijnsoort.triage, triageSinds, naar, werker)) }
        if let intrekkingsverzoek {
            termijnen.append(termijn(Termijnsoort.intrekking, intrekkingsverzoek.sinds, naar, werker))
        }
        if !ontbreekt.isEmpty, dossierWordtAangevuld {
            termijnen.append(termijn(Termijnsoort.dossier, aangebodenOp, van.organisatie, van.medewerker))
        }
        return termijnen
    }

    /// O7: until the help starts the offerer answers what is missing.
    var dossierWordtAangevuld: Bool {
        switch status {
        case .aangeboden, .uitgesteld, .geaccepteerd, .overgedragen: true
        default: false
        }
    }

    private func start(_ uitvoering: Uitvoering) -> LopendeTermijn {
        // As promised: the clock of the promise runs from acceptance and is not reset by the conversation.
        termijn(
            Termijnsoort.starten, uitvoering.voortgangSinds, naar, uitvoering.werker,
            uiterlijk: uitvoering.startdatum.einde)
    }

    private func termijn(
        _ soort: String, _ sinds: Date, _ organisatie: String, _ medewerker: String? = nil, uiterlijk: Date? = nil
    ) -> LopendeTermijn {
        LopendeTermijn(
            soort: soort, sinds: sinds, spoed: urgentie == .spoed, uiterlijk: uiterlijk, organisatie: organisatie,
            medewerker: medewerker)
    }
}

/// O5: the step of a running term that is due: a reminder, then the team leads, then the region's named person; once each.
struct Termijnstap {
    let soort: String
    let sinds: Date
    let stadium: Int

    /// Nil where the term does not run, or this step of it was taken.
    init?(
        _ soort: String, sinds: Date, percentage: Int, _ lopend: [LopendeTermijn],
        _ afgegaan: [Overdracht.AfgeganeTermijn]
    ) {
        let eerder = afgegaan.first { $0.soort == soort && $0.sinds.zelfdeMoment(als: sinds) }?.stadium ?? 0
        guard let stadium = Termijnsoort.stadia.last(where: { $0 <= percentage }), stadium > eerder,
            let termijn = lopend.first(where: { $0.soort == soort && $0.sinds.zelfdeMoment(als: sinds) })
        else { return nil }
        (self.soort, self.sinds, self.stadium) = (soort, termijn.sinds, stadium)
    }

    var isVerstreken: Bool { stadium >= 100 }

    func herinnering(aan organisatie: String) -> VerklaringEvent.TermijnHerinnerd {
        .init(soort: soort, sinds: sinds, stadium: stadium, organisatie: organisatie)
    }

    /// - Parameter organisaties: whose team leads hear it before the region does.
    func escalatie(naar organisaties: [String]) -> OverdrachtEvent.TermijnGeescaleerd {
        let regio = stadium == Termijnsoort.laatsteStadium
        return .init(
            soort: soort, sinds: sinds, stadium: stadium, niveau: regio ? .regio : .teamleiders,
            escalatieNaar: regio ? [] : Set(organisaties).sorted())
    }
}
