import Foundation

extension GezinscontactCommand {
    /// Who acts; nil for what happens by itself.
    fileprivate var wie: Vraagsteller? {
        switch self {
        case .stelNavraag(_, let van, _), .geefPlan(let van, _, _, _, _): van
        case .trekPlanIn(let lid): .gezin(lid: lid)
        case .beantwoord(let door, _, _), .meldGeinformeerd(let door, _),
            .geefToegang(let door, _, _, _, _, _), .trekToegangIn(let door, _), .legVoorkeurVast(let door, _, _),
            .legHulpgrondVast(let door, _, _):
            .organisatie(door, namens: nil)
        case .volg, .toetsToestemming, .termijnVerstreken: nil
        }
    }
}

extension Gezinscontact? {
    /// In which state an act came: of what it is about.
    func toestand(bij command: GezinscontactCommand) -> String {
        switch command {
        case .stelNavraag(_, let van, _):
            return open(van.lid).isEmpty ? "geen-open-vraag" : "vraag-open"
        case .beantwoord(_, let id, _):
            return self?.navragen.first { $0.id == id }.map { $0.antwoord == nil ? "vraag-open" : "vraag-beantwoord" }
                ?? "onbekend"
        case .meldGeinformeerd: return self?.informeren == nil ? "geinformeerd" : "te-informeren"
        case .geefToegang(_, let lid, _, _, _, _), .trekToegangIn(_, let lid):
            return self?.toegangen.contains { $0.lid == lid } == true ? "met-code" : "zonder-code"
        case .legVoorkeurVast(_, let lid, _):
            return self?.voorkeuren.contains { $0.lid == lid } == true ? "met-voorkeur" : "zonder-voorkeur"
        case .geefPlan, .trekPlanIn: return self?.plan == nil ? "zonder-plan" : "met-plan"
        case .legHulpgrondVast(_, let hulp, _):
            if self?.zonderToestemming?.contains(where: { $0.hulp == hulp }) == true { return "zonder-toestemming" }
            return self?.hulpgronden?.contains { $0.hulp == hulp } == true ? "grond-bekend" : "grond-onbekend"
        case .volg, .toetsToestemming, .termijnVerstreken: return "lopend"
        }
    }

    /// What whoever was refused can do now.
    func mogelijk(
        na command: GezinscontactCommand, _ zaak: Zaak, _ gezin: Bescherming?, _ wachtend: [Overdracht], now: Date
    ) -> [String] {
        switch command.wie {
        case .gezin(let lid):
            guard gezin?.gezinsleden.contains(where: { $0.id == lid }) == true else { return [] }
            return (kanVragen(lid) ? ["navraag-stellen"] : []) + ["plan-geven"]
                + (self?.plan == nil ? [] : ["plan-intrekken"])
        case .organisatie(let door, _):
            return mogelijk(voor: door, command, zaak, gezin, wachtend, now)
        case nil: return []
        }
    }

    private func mogelijk(
        voor door: Actor, _ command: GezinscontactCommand, _ zaak: Zaak, _ gezin: Bescherming?,
        _ wachtend: [Overdracht], _ now: Date
    ) -> [String] {
        let (regie, leden) = (zaak.regie.organisatie, gezin?.gezinsleden ?? [])
        let aan = Vraagsteller.organisatie(door, namens: nil).wachtOp(wachtend, gezin)?.naar ?? regie
        var kan: [String] = []
        if door.isPersoon, aan != door.organisatie || leden.contains(where: { kanVragen($0.id) }) {
            kan.append("navraag-stellen")
        }
        guard door.kentInhoud else { return kan }
        if self?.openNavragen.contains(where: { [regie, $0.aan.organisatie].contains(door.organisatie) }) == true {
            kan.append("navraag-beantwoorden")
        }
        if self?.informeren != nil, door.organisatie == regie { kan.append("geinformeerd-melden") }
        if leden.contains(where: { gezin?.krijgtCode($0, command, now) == true }) {
            kan.append("toegang-geven")
        }
        if self?.toegangen.contains(where: { toegang in leden.contains { $0.id == toegang.lid } }) == true {
            kan.append("toegang-intrekken")
        }
        if !leden.isEmpty { kan.append("voorkeur-vastleggen") }
        if !leden.isEmpty, self?.plan == nil { kan.append("plan-geven") }
        if self?.zonderToestemming?.isEmpty == false { kan.append("hulpgrond-vastleggen") }
        return kan
    }

    private func open(_ lid: UUID?) -> [Navraag] { (self?.openNavragen ?? []).filter { $0.lid == lid } }

    private func kanVragen(_ lid: UUID) -> Bool { open(lid).count < Gezinscontact.openVragen }
}

extension Bescherming {
    /// Birth dates were opened for giving a code alone; else as far as is recorded.
    fileprivate func krijgtCode(_ lid: Gezinslid, _ command: GezinscontactCommand, _ now: Date) -> Bool {
        guard case .geefToegang(_, _, _, _, let geboren, let leeftijden) = command else { return magKijken(lid) }
        return kijktZelf(lid, leeftijden, geboren: geboren, now: now)
    }
}
