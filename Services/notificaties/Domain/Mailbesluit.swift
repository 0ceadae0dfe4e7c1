import Foundation

/// The step of a task that a mail tells one person of: who reads it, and since when it is this step.
public struct Mailstap: Hashable, Sendable {
    public var medewerker: Medewerker
    public var sinds: Date

    public init(medewerker: Medewerker, sinds: Date) {
        self.medewerker = medewerker
        self.sinds = sinds
    }
}

/// What is to be done with a mail that waits.
public enum Mailbesluit: Equatable, Sendable {
    case versturen
    case wachten(tot: Date, Uitstelreden)
    /// It would tell of what is done, seen, or with somebody else by now.
    case vervallen
}

extension Taak {
    /// Spoed passes everything (N6).
    public func mailbesluit(_ stap: Mailstap, voorkeur: Mailvoorkeur, nu: Date) -> Mailbesluit {
        guard isBij(stap) else { return .vervallen }
        guard urgentie == .regulier, let (tot, reden) = voorkeur.uitstel(van: stap.sinds, nu: nu) else {
            return .versturen
        }
        return .wachten(tot: tot, reden)
    }

    /// Whether the task is still where the mail says it is, and nobody opened it. A team's list has several readers.
    public func isBij(_ stap: Mailstap) -> Bool {
        switch fase {
        case .gezien, .gedaan, .vervallen: return false
        case .open, .bezorgd: break
        }
        switch voor {
        case .medewerker(let houder): return houder == stap.medewerker && wachtSinds.isGelijk(stap.sinds)
        case .team: return wachtSinds.isGelijk(stap.sinds)
        }
    }
}
