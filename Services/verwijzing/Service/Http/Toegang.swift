import Contracts
import VerwijzingDomain
import Web

/// The one place that decides who may what with a zaak, its handovers and their content (P5): by the organisation's
/// part in it, the state of the handover and the person's role.
enum Toegang {
    /// An organisation's part in a zaak.
    enum Deel: CaseIterable { case regiehouder, aanbieder, ontvanger, ontvangerGeweest, betrokkene }

    enum Recht: CaseIterable {
        case zaakLezen, alleAanbiedingenZien, overdrachtLezen, overdrachtBehandelen, dossierAanvullen
    }

    /// What each part allows. Whoever has none of them is told that the zaak or handover does not exist.
    static let rechten: [Deel: Set<Recht>] = [
        .regiehouder: [.zaakLezen, .alleAanbiedingenZien, .overdrachtLezen, .overdrachtBehandelen, .dossierAanvullen],
        .aanbieder: [.zaakLezen, .overdrachtLezen, .overdrachtBehandelen],
        .ontvanger: [.zaakLezen, .overdrachtLezen, .overdrachtBehandelen],
        // What was offered and ended shows its own end, and nothing of what became of the zaak.
        .ontvangerGeweest: [.overdrachtLezen, .overdrachtBehandelen],
        .betrokkene: [.zaakLezen, .dossierAanvullen],
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

    // MARK: - Content

    /// - Throws: 403 for who has a part in the zaak but writes no statements in its dossier.
    static func eisAanvullen(_ rollen: Set<Rol>, _ delen: Set<Deel>) throws {
        guard mag(.dossierAanvullen, delen) else {
            throw Problem.forbidden(
                "Het dossier aanvullen kan wie de regie heeft of betrokken is.", code: "geen-deel-in-het-dossier")
        }
        try eisInhoud(rollen)
    }

    /// - Throws: 403 for whose role does not work with content.
    static func eisInhoud(_ rollen: Set<Rol>) throws {
        if case .geen(let waarom, let code) = rol(rollen) { throw Problem.forbidden(waarom, code: code) }
    }

    /// How much of a content someone may read.
    enum Inzage: Equatable { case alles, eigen, geen(waarom: String, code: String) }

    /// The dossier as a handover gives it (O7): to the receiver from acceptance on, until the handover has ended.
    static func dossier(_ organisatie: OIN, _ rollen: Set<Rol>, overdracht: Overdracht, zaak: Zaak) -> Inzage {
        if let geen = rol(rollen) { return geen }
        if overdracht.kant(van: organisatie.text) == .ontvanger {
            if overdracht.status.isAanvaard { return .alles }
            if overdracht.status.isEindstand { return .eigen }
            return .geen(waarom: "De inhoud van het dossier ziet u na de acceptatie.", code: "nog-niet-geaccepteerd")
        }
        return dossier(organisatie, rollen, zaak: zaak)
    }

    /// The dossier of the zaak itself: all of it for who holds the regie, for others what they wrote themselves.
    static func dossier(_ organisatie: OIN, _ rollen: Set<Rol>, zaak: Zaak) -> Inzage {
        rol(rollen) ?? (zaak.regie.organisatie == organisatie.text ? .alles : .eigen)
    }

    /// What the two sides wrote to each other: bridging agreement, messages, reasons. After the end each keeps its own.
    static func teksten(_ organisatie: OIN, _ rollen: Set<Rol>, overdracht: Overdracht) -> Inzage {
        if let geen = rol(rollen) { return geen }
        switch overdracht.kant(van: organisatie.text) {
        case .aanbieder: return .alles
        case .ontvanger: return overdracht.status.isEindstand ? .eigen : .alles
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
