import Foundation

/// A key of which the source tells another history than its consumer took: the source was restored to an earlier point,
/// or somebody speaks in its name.
public struct Geschiedenisconflict: Contract {
    public var afnemer: String
    public var bron: String
    public var topic: String
    public var sleutel: String
    public var verwerktTot: Int
    /// The copies of the source's log, as it names them.
    public var eigen: String?
    public var ander: String?
    /// Nil: the source does not say, so that only laying away is left.
    public var gaatVerderNa: Int?
    public var berichten: Int
    public var eerste: Int
    public var laatste: Int
    public var sinds: Date

    public init(
        afnemer: String, bron: String, topic: String, sleutel: String, verwerktTot: Int, eigen: String?, ander: String?,
        gaatVerderNa: Int?, berichten: Int, eerste: Int, laatste: Int, sinds: Date
    ) {
        self.afnemer = afnemer
        self.bron = bron
        self.topic = topic
        self.sleutel = sleutel
        self.verwerktTot = verwerktTot
        self.eigen = eigen
        self.ander = ander
        self.gaatVerderNa = gaatVerderNa
        self.berichten = berichten
        self.eerste = eerste
        self.laatste = laatste
        self.sinds = sinds
    }

    public static var title: String { "Twee geschiedenissen van één sleutel" }
    public static var fields: [String: String] {
        [
            "afnemer": "Wie het merkte.", "bron": "Wie het vertelt.", "topic": "Het topic.", "sleutel": "De sleutel.",
            "verwerktTot": "Tot welk volgnummer deze afnemer was.", "eigen": "De geschiedenis die hij verwerkte.",
            "ander": "De geschiedenis die nu verteld wordt.",
            "gaatVerderNa": "Tot welk volgnummer beide gelijk zijn; leeg als de bron dat niet zegt.",
            "berichten": "Hoeveel berichten van de andere wachten.", "eerste": "Het eerste volgnummer daarvan.",
            "laatste": "Het laatste.", "sinds": "Sinds wanneer.",
        ]
    }
    public static var example: Geschiedenisconflict {
        Geschiedenisconflict(
            afnemer: "verwijzing.casussen", bron: "urn:nld:oin:00000099000000001000:systeem:regionaal-veiligheidsteam",
            topic: Topics.casussen, sleutel: "-", verwerktTot: 5, eigen: "3f2a77c01b9e", ander: "9b01d2e4c7aa",
            gaatVerderNa: 3, berichten: 1, eerste: 4, laatste: 4, sinds: .placeholder)
    }
}

/// All of them.
public struct Geschiedenisconflicten: Contract {
    public var conflicten: [Geschiedenisconflict]

    public init(conflicten: [Geschiedenisconflict]) { self.conflicten = conflicten }

    public static var title: String { "Sleutels met twee geschiedenissen" }
    public static var fields: [String: String] { ["conflicten": "Ten hoogste duizend, op volgorde van sleutel."] }
    public static var lists: [String: ClosedRange<Int>] { ["conflicten": 0...1_000] }
    public static var example: Geschiedenisconflicten { Geschiedenisconflicten(conflicten: [.example]) }
}

/// An operator's choice between two histories.
public struct Conflicthandeling: Beheerhandeling {
    public var door: MedewerkerId
    public var reden: KorteTekst
    public var proef: Bool?
    public var afnemer: KorteTekst?
    public var bron: KorteTekst?
    public var topic: KorteTekst?
    public var sleutel: KorteTekst?
    /// Which other history is accepted, where more than one is told.
    public var geschiedenis: KorteTekst?

    public init(
        door: MedewerkerId, reden: KorteTekst, proef: Bool? = nil, afnemer: KorteTekst? = nil, bron: KorteTekst? = nil,
        topic: KorteTekst? = nil, sleutel: KorteTekst? = nil, geschiedenis: KorteTekst? = nil
    ) {
        self.door = door
        self.reden = reden
        self.proef = proef
        self.afnemer = afnemer
        self.bron = bron
        self.topic = topic
        self.sleutel = sleutel
        self.geschiedenis = geschiedenis
    }

    public static var title: String { "Keuze tussen twee geschiedenissen" }
    public static var fields: [String: String] {
        [
            "door": "Welke beheerder dit doet.", "reden": "Waarom.", "proef": "Alleen tellen.",
            "afnemer": "Alleen bij deze afnemer.", "bron": "Alleen van deze bron.", "topic": "Alleen op dit topic.",
            "sleutel": "Alleen deze sleutel.", "geschiedenis": "Welke geschiedenis, als er meer zijn.",
        ]
    }
    public static var example: Conflicthandeling { Conflicthandeling(door: .placeholder, reden: .placeholder) }
}

/// What came of the choice.
public struct Conflictuitslag: Contract {
    public var sleutels: Int
    /// Keys that the act could not settle.
    public var overgeslagen: Int
    /// Messages of the history that is given up.
    public var opgegeven: Int

    public init(sleutels: Int, overgeslagen: Int, opgegeven: Int) {
        self.sleutels = sleutels
        self.overgeslagen = overgeslagen
        self.opgegeven = opgegeven
    }

    public static var title: String { "Uitslag van de keuze" }
    public static var fields: [String: String] {
        [
            "sleutels": "Hoeveel sleutels verdergaan.",
            "overgeslagen": "Van hoeveel de bron niet zegt waar zij verdergaat, of meer dan één geschiedenis vertelt.",
            "opgegeven": "Hoeveel berichten van de opgegeven geschiedenis.",
        ]
    }
    public static var example: Conflictuitslag { Conflictuitslag(sleutels: 1, overgeslagen: 0, opgegeven: 2) }
}
