import Foundation

/// A dispute between the two sides of a handover, put before a person who was named before there was one. It stands
/// beside the handover and blocks nothing of it (O12); about the regie its decision moves what the rules let it (O13).
public struct Geschil: Codable, Equatable, Sendable {
    public let id: UUID
    public let overdracht: UUID
    public let zaak: UUID
    /// Of the handover.
    public let kenmerk: String
    public let regio: String
    public let oefening: Bool
    public let urgentie: Urgentie
    public let over: Geschilsoort
    public internal(set) var geopendDoor: Partij
    public internal(set) var tegenpartij: Ontvanger
    /// Of neither side, with a mandate, as the register named them when the dispute was opened.
    public internal(set) var beslisser: Partij
    /// The encrypted account of who opened it.
    public internal(set) var toelichting: UUID?
    public let sinds: Date
    public internal(set) var stand: Stand
    public internal(set) var afgegaan: [Overdracht.AfgeganeTermijn] = []

    public enum Stand: Codable, Equatable, Sendable {
        case open
        /// `motivering` is encrypted.
        case besloten(uitkomst: Geschiluitkomst, motivering: UUID, door: Partij, op: Date)
        case ingetrokken(op: Date)

        public var code: String {
            switch self {
            case .open: "open"
            case .besloten: "besloten"
            case .ingetrokken: "ingetrokken"
            }
        }
    }

    public var isOpen: Bool { stand == .open }

    public func isPartij(_ organisatie: String) -> Bool {
        organisatie == geopendDoor.organisatie || organisatie == tegenpartij.organisatie
    }

    public func mogelijk(voor organisatie: String) -> [String] {
        guard isOpen else { return [] }
        if organisatie == beslisser.organisatie { return ["beslissen"] }
        return organisatie == geopendDoor.organisatie ? ["geschil-intrekken"] : []
    }

    /// O5: until it is decided or taken back somebody must decide.
    public var lopendeTermijnen: [LopendeTermijn] {
        guard isOpen else { return [] }
        return [
            LopendeTermijn(
                soort: over == .regie ? Geschiltermijn.regie : Geschiltermijn.overig, sinds: sinds,
                spoed: urgentie == .spoed, uiterlijk: nil, organisatie: beslisser.organisatie,
                medewerker: beslisser.medewerker)
        ]
    }
}

public enum Geschiltermijn {
    public static let overig = "geschil-beslissen"
    public static let regie = "regiegeschil-beslissen"
    public static let alle = [overig, regie]
}

public enum Geschilsoort: String, Codable, Sendable, CaseIterable {
    case betaling, contract, procedure, regie

    /// What the register must say that the decider may.
    public var mandaat: String { self == .regie ? "regiegeschil" : "geschil" }

    /// O13: the regie is never shared (O1).
    public var uitkomsten: [Geschiluitkomst] { self == .regie ? [.aanbieder, .ontvanger] : Geschiluitkomst.allCases }
}

/// Whose it is: to do, to pay, to hold.
public enum Geschiluitkomst: String, Codable, Sendable, CaseIterable {
    case aanbieder, ontvanger, gedeeld
}

/// O12, O13: who decides between two organisations, as the register has it, or what is missing there.
public enum Beslisserkeuze: Equatable, Sendable {
    case gevonden(Partij)
    /// The register names nobody for this pair and kind.
    case ontbreekt
    /// Whom it names belongs to one of the two.
    case partijdig
    /// Whom it names has no mandate for this kind, or no longer works there.
    case zonderMandaat

    /// A row of the register: `tussen` empty is every pair, `over` empty every kind. A pair goes before all.
    public struct Regel: Equatable, Sendable {
        public var tussen: Set<String>
        public var over: Set<Geschilsoort>
        public var beslisser: Partij
        public var mandaten: Set<String>

        public init(tussen: Set<String>, over: Set<Geschilsoort>, beslisser: Partij, mandaten: Set<String>) {
            self.tussen = tussen
            self.over = over
            self.beslisser = beslisser
            self.mandaten = mandaten
        }
    }

    public init(tussen een: String, en ander: String, over soort: Geschilsoort, uit regels: [Regel]) {
        let passend = regels.filter {
            ($0.tussen.isEmpty || $0.tussen == [een, ander]) && ($0.over.isEmpty || $0.over.contains(soort))
        }
        let eigen = passend.filter { !$0.tussen.isEmpty } + passend.filter(\.tussen.isEmpty)
        guard !eigen.isEmpty else {
            self = .ontbreekt
            return
        }
        let buiten = eigen.filter { ![een, ander].contains($0.beslisser.organisatie) }
        guard !buiten.isEmpty else {
            self = .partijdig
            return
        }
        self = buiten.first { $0.mandaten.contains(soort.mandaat) }.map { .gevonden($0.beslisser) } ?? .zonderMandaat
    }
}
