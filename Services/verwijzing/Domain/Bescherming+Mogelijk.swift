import Foundation

extension BeschermingCommand {
    var door: Actor? {
        switch self {
        case .schermAf(let door, _, _, _, _, _), .stelOpheffingVoor(let door, _, _), .bevestigOpheffing(let door, _),
            .wijsOpheffingAf(let door, _), .legGezinslidVast(let door, _, _, _, _), .legGezagVast(let door, _),
            .legKaderVast(let door, _), .legToestemmingVast(let door, _, _, _, _, _):
            door
        case .wordtMeerderjarig: nil
        }
    }
}

extension Bescherming? {
    /// In which state an act came: of what it is about.
    func toestand(bij command: BeschermingCommand) -> String {
        switch command {
        case .schermAf(let door, _, let wat, _, _, _):
            return self?.heeft(wat, van: door.organisatie) == true ? "afgeschermd" : "niet-afgeschermd"
        case .stelOpheffingVoor(let door, let id, _), .bevestigOpheffing(let door, let id),
            .wijsOpheffingAf(let door, let id):
            guard let afscherming = self?.afschermingen.first(where: { $0.id == id }),
                afscherming.bekendBij.contains(door.organisatie)
            else { return "onbekend" }
            return afscherming.opheffing == nil ? "afgeschermd" : "opheffing-voorgesteld"
        case .legGezinslidVast(_, let id, _, _, _):
            return self?.gezinsleden.contains { $0.id == id } == true ? "bekend" : "onbekend"
        case .legGezagVast(_, let gezag): return toestand(van: gezag.kind)
        case .legKaderVast(_, let kader): return toestand(van: kader.kind)
        case .legToestemmingVast(_, let kind, let gever, let organisatie, _, _):
            let gezegd = self?.toestemmingen.first {
                $0.kind == kind && $0.gever == gever && $0.organisatie == organisatie
            }
            return gezegd.map { "toestemming-" + $0.besluit.rawValue } ?? toestand(van: kind)
        case .wordtMeerderjarig: return "lopend"
        }
    }

    private func toestand(van kind: UUID) -> String {
        guard let self, self.kinderen.contains(kind) else { return "onbekend" }
        if self.isMeerderjarig(kind) { return "meerderjarig" }
        return self.heeftGezagsdrager(kind) ? "gezag-bekend" : "gezag-onbekend"
    }

    /// What whoever was refused can do now.
    func mogelijk(na command: BeschermingCommand, now: Date) -> [String] {
        guard let door = command.door, door.kentInhoud else { return [] }
        let eigen = (self?.afschermingen ?? []).filter { $0.door.organisatie == door.organisatie }
        let minderjarig = (self?.kinderen ?? []).filter { self?.isMeerderjarig($0) == false }
        let metVolwassene = self?.gezinsleden.contains { $0.rol == .volwassene } == true
        var kan = ["afschermen"]
        if eigen.contains(where: { $0.opheffing == nil }) { kan.append("opheffing-voorstellen") }
        if eigen.contains(where: { $0.opheffing.map { $0.door != door.partij } ?? false }) {
            kan.append("opheffing-bevestigen")
        }
        if eigen.contains(where: { $0.opheffing != nil }) { kan.append("opheffing-afwijzen") }
        kan.append("gezinslid-vastleggen")
        if !minderjarig.isEmpty, metVolwassene { kan.append("gezag-vastleggen") }
        if !minderjarig.isEmpty { kan.append("kader-vastleggen") }
        if self?.kinderen.contains(where: { self?.kanToestemmen($0, command, now) == true }) == true {
            kan.append("toestemming-vastleggen")
        }
        return kan
    }
}

extension Bescherming {
    fileprivate func heeftGezagsdrager(_ kind: UUID) -> Bool { gezag.contains { $0.kind == kind && $0.heeftGezag } }

    /// Whether somebody's consent can be recorded for a child: who must give it is known.
    fileprivate func kanToestemmen(_ kind: UUID, _ command: BeschermingCommand, _ now: Date) -> Bool {
        // Of others than the one who was asked about no birth date was opened.
        guard case .legToestemmingVast(_, kind, _, _, _, let geboren) = command else {
            return isMeerderjarig(kind) || heeftGezagsdrager(kind)
        }
        return geboren.map { vereist(kind: kind, leeftijd: $0.leeftijd(op: Dag(now))) != nil } ?? false
    }
}
