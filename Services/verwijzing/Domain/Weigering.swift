/// Why an act was refused, so that a person can go on: nothing changed.
public struct Weigering: Error, Equatable, Sendable {
    /// Stable, kebab-case.
    public var code: String
    /// Plain Dutch, without personal data.
    public var uitleg: String
    /// The state in which the act came.
    public var toestand: String
    /// What this organisation can do now.
    public var mogelijk: [String]

    public init(code: String, uitleg: String, toestand: String, mogelijk: [String]) {
        self.code = code
        self.uitleg = uitleg
        self.toestand = toestand
        self.mogelijk = mogelijk
    }

    /// The same, where only the reason was known, with the state in which the act came and what is possible now.
    func bij(_ toestand: String, kan mogelijk: [String]) -> Weigering {
        guard self.toestand.isEmpty else { return self }
        return Weigering(code: code, uitleg: uitleg, toestand: toestand, mogelijk: mogelijk)
    }
}
