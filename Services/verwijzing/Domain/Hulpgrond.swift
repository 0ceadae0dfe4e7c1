import Foundation

/// P2: what help rests on where it is not the consent of who must give it.
public enum Hulpgrond: String, Codable, Sendable, CaseIterable {
    /// Of the court.
    case maatregel
    case wettelijkeTaak = "wettelijke-taak"
    case vitaalBelang = "vitaal-belang"
    /// It is for adults only, who consent themselves.
    case alleenVolwassenen = "alleen-volwassenen"
}

/// P2: help that runs although somebody who must consent said no. It ends, or somebody records what it rests on.
public struct HulpZonderToestemming: Codable, Equatable, Sendable {
    /// The handover or verwijzing.
    public let hulp: UUID
    /// Who gives the help.
    public internal(set) var helper: Partij
    public internal(set) var regie: Partij
    public let sinds: Date
}

/// P2: what somebody recorded that help rests on.
public struct VastgelegdeHulpgrond: Codable, Equatable, Sendable {
    public let hulp: UUID
    public let grond: Hulpgrond
    public let door: Partij
    public let op: Date
}

/// Why help is no longer without consent.
public enum Toestemmingsherstel: String, Codable, Sendable, CaseIterable {
    /// Everyone consents again, or a measure runs.
    case toestemming
    case gestopt
    case grond
}

extension Gezinscontact {
    /// P2: help for children of whom nobody is recorded says what it rests on: there is nobody whose consent could be asked.
    public static func eisKindOfGrond(_ gezin: Bescherming?, _ grond: Hulpgrond?) throws(Weigering) {
        guard gezin?.kinderen.isEmpty != false, grond == nil else { return }
        throw Weigering(
            code: "kind-niet-vastgelegd",
            uitleg: "Van het gezin is nog geen kind vastgelegd. Leg dat eerst vast, of noem waarop deze hulp rust.",
            toestand: "toestemming-onbekend", mogelijk: ["gezinslid-vastleggen"])
    }

    func zonder(_ hulp: UUID) -> HulpZonderToestemming? { zonderToestemming?.first { $0.hulp == hulp } }
}
