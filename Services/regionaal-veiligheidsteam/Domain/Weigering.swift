/// Why a command is not carried out, in words a person can act on.
public struct Weigering: Error, Equatable, Sendable {
    /// A fixed word for programs, for example `casus-gesloten`.
    public var code: String
    /// Plain Dutch for the person who asked.
    public var uitleg: String
    /// The state that stood in the way.
    public var toestand: String
    /// What can be done now.
    public var mogelijk: [String]
    /// Everything that was wrong with what was asked, each with its place; empty where the state alone stood in the way.
    public var fouten: [Fout]

    public struct Fout: Equatable, Sendable {
        /// A JSON Pointer in what was asked.
        public var veld: String
        public var code: String
        public var uitleg: String
    }

    public init(code: String, uitleg: String, toestand: String, mogelijk: [String] = [], fouten: [Fout] = []) {
        self.code = code
        self.uitleg = uitleg
        self.toestand = toestand
        self.mogelijk = mogelijk
        self.fouten = fouten
    }
}
