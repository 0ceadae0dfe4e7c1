import Foundation

/// O11: who stays in touch or why nobody, and the way back in. One of the two is always there.
public struct Afsluiting: Equatable, Sendable {
    public var nazorg: Nazorg
    public var wegTerug: WegTerug

    public enum Nazorg: Equatable, Sendable {
        /// `op`: the day on which they seek contact; nil in what was closed before there was one.
        case contact(Partij, op: Dag?)
        case geen(GeenNazorgReden)
    }

    public init(nazorg: Nazorg, wegTerug: WegTerug) {
        self.nazorg = nazorg
        self.wegTerug = wegTerug
    }
}

extension Afsluiting: Codable {
    private enum Veld: String, CodingKey { case nazorg, nazorgOp, redenGeenNazorg, wegTerug }

    /// Flat, as the contract has it.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Veld.self)
        switch nazorg {
        case .contact(let partij, let op):
            try container.encode(partij, forKey: .nazorg)
            try container.encodeIfPresent(op, forKey: .nazorgOp)
        case .geen(let reden): try container.encode(reden, forKey: .redenGeenNazorg)
        }
        try container.encode(wegTerug, forKey: .wegTerug)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Veld.self)
        if let partij = try container.decodeIfPresent(Partij.self, forKey: .nazorg) {
            nazorg = .contact(partij, op: try container.decodeIfPresent(Dag.self, forKey: .nazorgOp))
        } else {
            nazorg = .geen(try container.decode(GeenNazorgReden.self, forKey: .redenGeenNazorg))
        }
        wegTerug = try container.decode(WegTerug.self, forKey: .wegTerug)
    }
}

extension OverdrachtEvent {
    public struct Afgerond: Equatable, Sendable {
        public var door: String
        public var afsluiting: Afsluiting
        /// The handover that took over.
        public var opvolger: UUID?
    }

    public struct VoortijdigBeeindigd: Equatable, Sendable {
        public var door: String
        public var reden: Beeindigingsreden
        public var afsluiting: Afsluiting
    }
}

extension OverdrachtEvent.Afgerond: Codable {
    private enum Veld: String, CodingKey { case door, opvolger }

    public func encode(to encoder: any Encoder) throws {
        try afsluiting.encode(to: encoder)
        var container = encoder.container(keyedBy: Veld.self)
        try container.encode(door, forKey: .door)
        try container.encodeIfPresent(opvolger, forKey: .opvolger)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Veld.self)
        door = try container.decode(String.self, forKey: .door)
        opvolger = try container.decodeIfPresent(UUID.self, forKey: .opvolger)
        afsluiting = try Afsluiting(from: decoder)
    }
}

extension OverdrachtEvent.VoortijdigBeeindigd: Codable {
    private enum Veld: String, CodingKey { case door, reden }

    public func encode(to encoder: any Encoder) throws {
        try afsluiting.encode(to: encoder)
        var container = encoder.container(keyedBy: Veld.self)
        try container.encode(door, forKey: .door)
        try container.encode(reden, forKey: .reden)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Veld.self)
        door = try container.decode(String.self, forKey: .door)
        reden = try container.decode(Beeindigingsreden.self, forKey: .reden)
        afsluiting = try Afsluiting(from: decoder)
    }
}
