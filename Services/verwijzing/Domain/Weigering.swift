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
}
