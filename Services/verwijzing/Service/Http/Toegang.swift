import Contracts
import Foundation
import VerwijzingDomain
import Web

/// The one place that decides who may what with a zaak, its handovers and their content (P5): by the organisation's
/// part in it, the state of the handover, the person's role, what is shielded (P1) and what consent stops (P2).
enum Toegang {
    /// An organisation's part in a zaak.
    enum Deel: CaseIterable { case regiehouder, aanbieder, ontvanger, ontvangerGeweest, betrokkene }

    enum Recht: CaseIterable {
        case zaakLezen, alleAanbiedingenZien, overdrachtLezen, overdrachtBehandelen, dossierAanvullen
        /// Shielding, and recording gezag and consent.
        case beschermen
        /// Giving the family what there is for it (S3), and being its contact (N7).
        case gezinInformeren
        /// Asking who must move, and pressing (N7).
        case navraagStellen
        case navraagBeantwoorden
        /// Asking for help that fits (V1), and seeing what was asked.
        case verwijzen
    }

    /// What each part allows. Whoever has none of them is told that the zaak or handover does not exist.
    static let rechten: [Deel: Set<Recht>] = [
        .regiehouder: [
            .zaakLezen, .alleAanbiedingenZien, .overdrachtLezen, .overdrachtBehandelen, .dossierAanvullen, .beschermen,
            .gezinInformeren, .navraagStellen, .navraagBeantwoorden, .verwijzen,
        ],
        .aanbieder: [.zaakLezen, .overdrachtLezen, .overdrachtBehandelen, .navraagStellen],
        .ontvanger: [.zaakLezen, .overdrachtLezen, .overdrachtBehandelen, .navraagStellen],
        // What was offered and ended shows its own end, and nothing of what became of the zaak.
        .ontvangerGeweest: [.overdrachtLezen, .overdrachtBehandelen],
        .betrokkene: [.zaakLezen, .dossierAanvullen, .beschermen, .navraagStellen, .verwijzen],
    ]

    static func delen(_ organisatie: OIN, zaak: Zaak, overdrachten: [Overdracht] = []) -> Set<Deel> {
        var delen: Set<Deel> = []
        if zaak.regie.organisatie == organisatie.text { delen.insert(.regiehouder) }
        if zaak.isBetrokken(organisatie.text) { delen.insert(.betrokkene) }
        for overdracht in overdrachten {
            switch overdracht.kant(van: organisatie.text) {
            case .aanbieder: delen.insert(.aanbieder)
            case .ontvanger: delen.insert(overdracht.status.isEindstand ? .ontvangerGeweest : .ontvanger)
            case nil: break
            }
        }
        return delen
    }

    static func mag(_ recht: Recht, _ delen: Set<Deel>) -> Bool {
        delen.contains { rechten[$0]?.contains(recht) == true }
    }

    // MARK: - What is shielded (P1)

    /// What an organisation sees of a zaak. Everything that shows a zaak, to whom and how ever, asks this.
    static func zicht(_ organisatie: OIN, _ bescherming: Bescherming?) -> Zicht {
        bescherming?.zicht(voor: organisatie.text) ?? .vrij
    }

    /// - Throws: 403 for who has a part in the zaak but does not protect the family in it.
    static func eisBeschermen(_ rollen: Set<Rol>, _ delen: Set<Deel>) throws {
        guard mag(.beschermen, delen) else {
            throw Problem.forbidden(
                "Dit kan wie de regie heeft of betrokken is.", code: "geen-deel-in-de-zaak")
        }
        try eisInhoud(rollen)
    }

    /// - Throws: 403 for who has a part in the zaak but does not know the family.
    static func eisGezinKennen(_ delen: Set<Deel>) throws {
        guard mag(.beschermen, delen) else {
            throw Problem.forbidden("Dit ziet wie de regie heeft of betrokken is.", code: "geen-deel-in-de-zaak")
        }
    }

    /// - Throws: 403 for who does not hold the regie: the family hears from its contact.
    static func eisGezinInformeren(_ rollen: Set<Rol>, _ delen: Set<Deel>) throws {
        guard mag(.gezinInformeren, delen) else {
            throw Problem.forbidden("Dit overzicht geeft wie de regie heeft.", code: "geen-regie")
        }
        try eisInhoud(rollen)
    }

    /// - Throws: 403 for whom of the family looks no longer, by being a parent of who is old enough (V6, P2).
    static func eisKijken(
        _ lid: UUID?, _ bescherming: Bescherming?, _ leeftijden: Inzageleeftijden, geboren: [UUID: Dag]
    ) throws {
        guard let lid, !gezinKijktNog(lid, bescherming, leeftijden, geboren: geboren) else { return }
        throw Problem.forbidden(
            "De kinderen zijn oud genoeg. Een ouder krijgt dit overzicht niet meer.", code: "kijkt-niet-meer")
    }

    // MARK: - The family (N7, S3)

    /// What anyone of the family sees, whoever of it looks: nothing that is shielded, also not by their own wish.
    static func zichtVanGezin(_ bescherming: Bescherming?) -> Zicht { bescherming?.zichtVanGezin ?? .vrij }

    /// V6: parents look no longer when their children are of age; who is of age looks at the own page.
    static func gezinMagKijken(_ lid: UUID, _ bescherming: Bescherming?) -> Bool {
        guard let bescherming, let wie = bescherming.gezinsleden.first(where: { $0.id == lid }) else { return true }
        return bescherming.magKijken(wie)
    }

    /// P2, V6: the same by the ages of the region. A child from before it had a page of its own keeps the code it was given.
    static func gezinKijktNog(
        _ lid: UUID, _ bescherming: Bescherming?, _ leeftijden: Inzageleeftijden, geboren: [UUID: Dag]
    ) -> Bool {
        guard let bescherming, let wie = bescherming.gezinsleden.first(where: { $0.id == lid }), wie.rol == .volwassene
        else { return true }
        return bescherming.kijktZelf(wie, leeftijden, geboren: geboren, now: Date())
    }

    /// Whether a handover can be told to the family, beside what is shielded: a running investigation cannot (S3).
    static func gezinZiet(_ overdracht: Overdracht) -> Bool {
        !overdracht.status.isEindstand && !overdracht.vraagtOnderzoek
    }

    /// O8: the family reads why a receiver set aside what was stated, also after the handover ended; of an investigation
    /// not while it runs (S3).
    static func gezinZietTerzijde(in overdracht: Overdracht) -> Bool {
        overdracht.status.isEindstand || !overdracht.vraagtOnderzoek
    }

    /// S3: why one of the family is not told that something was read; nil where they are. What a receiver reads while it
    /// investigates, for whatever, would tell of that.
    /// - Parameters:
    ///   - personen: the names under which content about whom it is told to is kept; none for the family as a whole.
    ///   - overdrachten: all of the zaak.
    static func weglating(
        _ lezing: Gezinslezing, voor personen: Set<String>, _ overdrachten: [Overdracht], _ zicht: Zicht
    ) -> Weglating? {
        guard zicht.ziet(organisatie: lezing.organisatie.text) else { return .afgeschermd }
        let bijOnderzoek = overdrachten.contains { overdracht in
            overdracht.vraagtOnderzoek && !overdracht.status.isEindstand
                && (lezing.doelen.contains("\(Overdracht.kind) \(overdracht.kenmerk)")
                    || overdracht.naar == lezing.organisatie.text && lezing.op >= overdracht.aangebodenOp)
        }
        guard !bijOnderzoek, !lezing.lopendOnderzoek else { return .lopendOnderzoek }
        return lezing.gezin || !lezing.personen.isDisjoint(with: personen) ? nil : .vanEenAnder
    }

    /// - Throws: 404 for whom nobody of this family is.
    static func eisGezinslid(_ lid: UUID?, _ bescherming: Bescherming?) throws {
        guard let lid else { return }
        guard bescherming?.gezinsleden.contains(where: { $0.id == lid }) == true else {
            throw Problem.notFound("Dit gezinslid is niet van deze zaak.")
        }
    }

    /// O11: how the family comes back and who stays in touch, after help that ended and that nobody took over.
    static func gezinZietAfsluiting(van overdracht: Overdracht) -> Bool {
        guard let afsluiting = overdracht.status.afsluiting else { return false }
        return afsluiting.nazorg != .geen(.verderOvergedragen) && !overdracht.vraagtOnderzoek
    }

    /// N7: that an offer was refused, until the family's contact offers again; `andere` are those that the family sees.
    static func gezinZietWeigering(van overdracht: Overdracht, naast andere: [Overdracht]) -> Bool {
        guard case .geweigerd = overdracht.status, !overdracht.vraagtOnderzoek else { return false }
        return !andere.contains { $0.aangebodenOp > overdracht.sinds }
    }

    /// P2, V6: help that is only for a child that is old enough, that one alone sees.
    /// - Parameter lid: nil for what is given to the family as a whole.
    static func gezinZiet(
        _ verwijzing: Verwijzing, lid: UUID?, _ bescherming: Bescherming?, _ leeftijden: Inzageleeftijden,
        geboren: [UUID: Dag]
    ) -> Bool {
        bescherming?.ziet(
            lid, kinderen: verwijzing.kinderen(in: bescherming), leeftijden, geboren: geboren, now: Date()) != false
    }

    /// O4, N7: what was arranged meanwhile and the last word about it. Nothing looks in a text for what is shielded, so
    /// where anything is, the family hears it from its contact alone (P1).
    static func gezinLeest(_ nieuws: Gezinsnieuws, _ bescherming: Bescherming?) -> [UUID] {
        zichtVanGezin(bescherming).isOnbelemmerd ? [nieuws.afspraak, nieuws.bericht].compactMap { $0 } : []
    }

    /// V9: the plan is of the family together. Where something is shielded one may hide from another what it wrote, so
    /// then only who gave it sees it, and changes it (P1).
    static func gezinZiet(_ plan: Familiegroepsplan, lid: UUID, _ bescherming: Bescherming?) -> Bool {
        plan.lid == lid || zichtVanGezin(bescherming).isOnbelemmerd
    }

    /// Someone of the family sees their own questions, not those of another.
    static func gezinZiet(_ navraag: Navraag, lid: UUID) -> Bool { navraag.lid == lid }

    // MARK: - Questions (N7)

    /// A question is seen by who asked it, who must answer or answered it, and who holds the regie; never by another
    /// party (P1).
    static func ziet(_ navraag: Navraag, _ organisatie: OIN, zaak: Zaak) -> Bool {
        [
            zaak.regie.organisatie, navraag.van?.organisatie, navraag.aan.organisatie,
            navraag.antwoord?.door.organisatie,
        ].contains(organisatie.text)
    }

    /// P5: what someone of the family asked is read by who holds the regie and by who wrote it down. The receiver of an
    /// offer that has not accepted knows that they wait, and answers that; pressing by an organisation it reads.
    static func leestVraag(_ navraag: Navraag, _ organisatie: OIN, zaak: Zaak) -> Bool {
        navraag.lid == nil || [zaak.regie.organisatie, navraag.van?.organisatie].contains(organisatie.text)
    }

    /// - Throws: 403 for who may not ask, and for who asks in the name of the family without knowing it.
    static func eisVragen(_ rollen: Set<Rol>, _ delen: Set<Deel>, namensGezin: Bool) throws {
        guard mag(.navraagStellen, delen) else {
            throw Problem.forbidden("Vragen kan wie een deel in de zaak heeft.", code: "geen-deel-in-de-zaak")
        }
        if namensGezin { try eisBeschermen(rollen, delen) } else { try eisInhoud(rollen) }
    }

    /// - Throws: 403 for who neither must answer nor holds the regie.
    static func eisBeantwoorden(_ rollen: Set<Rol>, _ delen: Set<Deel>, isAanZet: Bool) throws {
        guard isAanZet || mag(.navraagBeantwoorden, delen) else {
            throw Problem.forbidden("Antwoorden doet wie aan zet is, of wie de regie heeft.", code: "geen-regie")
        }
        try eisInhoud(rollen)
    }

    // MARK: - Asking for help (V1)

    /// - Throws: 403 for who may not ask for help in this zaak.
    static func eisVerwijzen(_ rollen: Set<Rol>, _ delen: Set<Deel>) throws {
        guard mag(.verwijzen, delen) else {
            throw Problem.forbidden("Hulp vraagt wie de regie heeft of betrokken is.", code: "geen-deel-in-de-zaak")
        }
        try eisInhoud(rollen)
    }

    /// What is asked and who answered what: to both sides and to who has a part in the zaak, where nothing is shielded.
    static func ziet(_ verwijzing: Verwijzing, _ organisatie: OIN, _ delen: Set<Deel>, _ zicht: Zicht) -> Bool {
        (verwijzing.isPartij(organisatie.text) || mag(.verwijzen, delen)) && zicht.ziet(verwijzing)
    }

    /// What is written in a verwijzing: to both sides while it runs and to who holds the regie, as long as consent lasts.
    static func verwijzing(
        _ organisatie: OIN, _ rollen: Set<Rol>, _ verwijzing: Verwijzing, zaak: Zaak, _ bescherming: Bescherming?,
        now: Date
    ) -> Inzage {
        if let geen = rol(rollen) { return geen }
        if organisatie.text == verwijzing.naar, verwijzing.isEindstand { return .eigen }
        if verwijzing.isPartij(organisatie.text) {
            let vraagtVerder = organisatie.text == verwijzing.van.organisatie ? verwijzing.eersteVrager?.tot : nil
            return tot(organisatie, sinds: vraagtVerder ?? verwijzing.gevraagdOp, bescherming, now)
        }
        return zaak.regie.organisatie == organisatie.text
            ? tot(organisatie, sinds: zaak.regie.sinds, bescherming, now) : .eigen
    }

    // MARK: - Content

    /// - Throws: 403 for whose role does not work with content.
    static func eisInhoud(_ rollen: Set<Rol>) throws {
        if case .geen(let waarom, let code) = rol(rollen) { throw Problem.forbidden(waarom, code: code) }
    }

    /// - Throws: 403 for who has a part in the zaak but writes no statements in its dossier.
    static func eisAanvullen(_ rollen: Set<Rol>, _ delen: Set<Deel>) throws {
        guard mag(.dossierAanvullen, delen) else {
            throw Problem.forbidden(
                "Het dossier aanvullen kan wie de regie heeft of betrokken is.", code: "geen-deel-in-het-dossier")
        }
        try eisInhoud(rollen)
    }

    /// How much of a content someone may read.
    enum Inzage: Equatable {
        case alles
        /// P2: what there was when consent stopped, and its own.
        case tot(Date)
        case eigen
        case geen(waarom: String, code: String)
    }

    /// Whether one text is given: by how much its reader may read, and by what is shielded.
    static func geeft(
        _ inzage: Inzage, _ inhoud: UUID, van bron: String, op vastgelegd: Date, _ organisatie: OIN, _ zicht: Zicht
    ) -> Bool {
        guard zicht.ziet(inhoud: inhoud, van: bron) else { return false }
        switch inzage {
        case .alles: return true
        case .tot(let moment): return bron == organisatie.text || vastgelegd <= moment
        case .eigen: return bron == organisatie.text
        case .geen: return false
        }
    }

    /// P2: without consent nothing new; who could not read yet when it stopped, reads nothing of others.
    private static func tot(
        _ organisatie: OIN, sinds toegang: Date, _ bescherming: Bescherming?, _ now: Date
    ) -> Inzage {
        guard let stop = bescherming?.inhoudGestopt(voor: organisatie.text, now: now) else { return .alles }
        return toegang <= stop ? .tot(stop) : .eigen
    }

    /// The dossier as a handover gives it (O7): to the receiver from acceptance on, until the handover has ended.
    static func dossier(
        _ organisatie: OIN, _ rollen: Set<Rol>, overdracht: Overdracht, zaak: Zaak, _ bescherming: Bescherming?,
        now: Date
    ) -> Inzage {
        if let geen = rol(rollen) { return geen }
        if overdracht.kant(van: organisatie.text) == .ontvanger {
            if overdracht.status.isAanvaard {
                let regie = zaak.regie.organisatie == organisatie.text
                return tot(organisatie, sinds: regie ? zaak.regie.sinds : overdracht.sinds, bescherming, now)
            }
            if overdracht.status.isEindstand { return .eigen }
            return .geen(waarom: "De inhoud van het dossier ziet u na de acceptatie.", code: "nog-niet-geaccepteerd")
        }
        return dossier(organisatie, rollen, zaak: zaak, bescherming, now: now)
    }

    /// The dossier of the zaak itself: all of it for who holds the regie, for others what they wrote themselves.
    static func dossier(
        _ organisatie: OIN, _ rollen: Set<Rol>, zaak: Zaak, _ bescherming: Bescherming?, now: Date
    ) -> Inzage {
        if let geen = rol(rollen) { return geen }
        return zaak.regie.organisatie == organisatie.text
            ? tot(organisatie, sinds: zaak.regie.sinds, bescherming, now) : .eigen
    }

    /// One statement: to its source, to who reads the zaak's dossier, and as long as consent lasts to who received it
    /// (O9) or asked something about it (P3). Nil for who has nothing to do with it.
    static func verklaring(
        _ organisatie: OIN, _ rollen: Set<Rol>, bron: String, zaak: Zaak, _ loop: Verklaringloop?,
        _ bescherming: Bescherming?, now: Date
    ) -> Inzage? {
        let regie = zaak.regie.organisatie == organisatie.text
        let kreeg = loop?.isOntvanger(organisatie.text) ?? false
        let vroeg = loop?.verzoeken.contains { $0.aanvrager.organisatie == organisatie.text } ?? false
        guard bron == organisatie.text || regie || kreeg || vroeg else { return nil }
        if let geen = rol(rollen) { return geen }
        if bron == organisatie.text { return .alles }
        guard kreeg || vroeg else { return tot(organisatie, sinds: zaak.regie.sinds, bescherming, now) }
        return bescherming?.inhoudGestopt(voor: organisatie.text, now: now).map { .tot($0) } ?? .alles
    }

    /// A question list: to its owner, and to whom its owner shared it with (O16) as long as that one has a part in the zaak
    /// and consent lasts.
    static func vragenlijst(
        _ organisatie: OIN, _ rollen: Set<Rol>, _ lijst: Vragenlijst, _ delen: Set<Deel>, _ bescherming: Bescherming?,
        now: Date
    ) -> Inzage {
        if let geen = rol(rollen) { return geen }
        if lijst.eigenaar.organisatie == organisatie.text { return .alles }
        guard mag(.dossierAanvullen, delen) else {
            return .geen(waarom: "Uw organisatie heeft geen deel meer in deze zaak.", code: "geen-deel-in-de-zaak")
        }
        guard let deling = lijst.delingen.first(where: { $0.met == organisatie.text }) else {
            return .geen(waarom: "Deze vragenlijst is niet met u gedeeld. U kunt erom vragen.", code: "niet-gedeeld")
        }
        return tot(organisatie, sinds: deling.sinds, bescherming, now)
    }

    /// P1: whether the owner of a question list may know that this organisation has a part in the zaak, and so can answer it.
    static func isBekend(_ organisatie: OIN, bijEigenaarVan lijst: Vragenlijst, _ bescherming: Bescherming?) -> Bool {
        OIN(lijst.eigenaar.organisatie).map { zicht($0, bescherming).ziet(organisatie: organisatie.text) } ?? false
    }

    /// A dispute: to both sides and to who decides (O12, O13).
    static func isBijGeschil(_ organisatie: OIN, _ geschil: Geschil) -> Bool {
        geschil.isPartij(organisatie.text) || geschil.beslisser.organisatie == organisatie.text
    }

    /// What the two sides wrote to each other: bridging agreement, messages, reasons. After the end each keeps its own.
    static func teksten(
        _ organisatie: OIN, _ rollen: Set<Rol>, overdracht: Overdracht, _ bescherming: Bescherming?, now: Date
    ) -> Inzage {
        if let geen = rol(rollen) { return geen }
        let lopend = tot(organisatie, sinds: overdracht.aangebodenOp, bescherming, now)
        switch overdracht.kant(van: organisatie.text) {
        case .aanbieder: return lopend
        case .ontvanger: return overdracht.status.isEindstand ? .eigen : lopend
        case nil: return .eigen
        }
    }

    /// Content is for those who work with the family or lead them; a planner plans on the offer.
    private static func rol(_ rollen: Set<Rol>) -> Inzage? {
        rollen.isDisjoint(with: [.werker, .teamleider, .bereikbaarheidsdienst])
            ? .geen(
                waarom: "Met inhoud werkt een werker, de teamleider of de bereikbaarheidsdienst.", code: "rol-ontbreekt"
            )
            : nil
    }
}
