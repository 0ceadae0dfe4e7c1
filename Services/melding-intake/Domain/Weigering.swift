/// Why a command is not carried out, in words a person can act on.
public struct Weigering: Error, Equatable, Sendable {
    /// A fixed word for programs, for example `niet-de-behandelaar`.
    public var code: String
    /// Plain Dutch for the person who asked.
    public var uitleg: String
    /// The state that stood in the way.
    public var toestand: String
    /// What can be done now.
    public var mogelijk: [String]
    /// Every field that is missing or wrong, when the form is the reason (M9).
    public var velden: [Veldfout]

    public init(code: String, uitleg: String, toestand: String, mogelijk: [String] = [], velden: [Veldfout] = []) {
        self.code = code
        self.uitleg = uitleg
        self.toestand = toestand
        self.mogelijk = mogelijk
        self.velden = velden
    }
}

/// One thing that is missing from a melding, with the JSON Pointer of the field.
public struct Veldfout: Equatable, Sendable {
    public var pointer: String
    public var gebrek: Gebrek
    public var uitleg: String

    public init(pointer: String, gebrek: Gebrek, uitleg: String) {
        self.pointer = pointer
        self.gebrek = gebrek
        self.uitleg = uitleg
    }
}

/// What can be missing from a melding (M3, M9). The code is published: in `ontbreekt` and in a refusal.
public enum Gebrek: String, Codable, Sendable, CaseIterable {
    case soort
    case gemeente
    case waarneming
    case melder
    case acuut
    case besproken
    case redenNietBesproken = "reden-niet-besproken"
    case terugkoppelingGewenst = "terugkoppeling-gewenst"
    case grondslag
    case ontvanger
    case ontvangerOnbekend = "ontvanger-onbekend"
    /// Part of an acute melding was of the wrong form; a person reads it as it came (M9).
    case onleesbaar
}
