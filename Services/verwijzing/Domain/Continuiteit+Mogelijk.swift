import Foundation

extension ContinuiteitCommand {
    var door: Actor? {
        switch self {
        case .legWoonplekVast(let door, _, _, _, _, _), .beginOpname(let door, _, _, _, _),
            .eindigOpname(let door, _, _), .legBestemmingVast(let door, _, _, _):
            door
        case .telWerker, .vraagBestemming, .volg, .termijnVerstreken: nil
        }
    }
}

extension Continuiteit? {
    /// In which state an act came: of what it is about.
    func toestand(bij command: ContinuiteitCommand) -> String {
        switch command {
        case .legWoonplekVast(_, let kind, _, _, _, _):
            return self?.kind(kind)?.woonplek.map { "woont-" + $0.soort.rawValue } ?? "zonder-woonplek"
        case .beginOpname(_, let kind, _, _, _):
            return self?.kind(kind)?.opname == nil ? "niet-opgenomen" : "opgenomen"
        case .eindigOpname(_, let id, _):
            let opname = self?.kinderen.flatMap(\.opnames).first { $0.id == id }
            return opname.map { $0.tot == nil ? "opgenomen" : "opname-beeindigd" } ?? "onbekend"
        case .legBestemmingVast(_, let kind, _, _):
            return self?.kind(kind)?.bestemming == nil ? "zonder-bestemming" : "bestemming-bekend"
        case .telWerker, .vraagBestemming, .volg, .termijnVerstreken: return "lopend"
        }
    }

    /// What whoever was refused can do now.
    func mogelijk(na command: ContinuiteitCommand, _ gezin: Bescherming?) -> [String] {
        guard let door = command.door, door.kentInhoud, let gezin, !gezin.kinderen.isEmpty else { return [] }
        let opgenomen = gezin.kinderen.filter { self?.kind($0)?.opname != nil }
        var kan = ["woonplek-vastleggen"]
        if opgenomen.count < gezin.kinderen.count { kan.append("opname-beginnen") }
        if !opgenomen.isEmpty { kan.append("opname-beeindigen") }
        return kan + ["bestemming-vastleggen"]
    }
}
