/// Why a command is not carried out, in words a person can act on.
public struct Weigering: Error, Equatable, Sendable {
    /// A fixed word for programs, for example `taak-afgesloten`.
    public var code: String
    /// Plain Dutch for the person who asked.
    public var uitleg: String
    /// The state that stood in the way.
    public var toestand: String
    /// What can be done now.
    public var mogelijk: [String]

    public init(code: String, uitleg: String, toestand: String, mogelijk: [String] = []) {
        self.code = code
        self.uitleg = uitleg
        self.toestand = toestand
        self.mogelijk = mogelijk
    }
}
