import Foundation

/// How retention stands at one service (P4): references, codes and instants only.
public struct Bewaarstand: Contract {
    public var op: Date
    public var soorten: [Bewaarsoortstand]
    /// What ended and is destroyed within the time that was asked for, or would be if nothing kept it; the first to go first.
    public var vervalt: [Bewaarrij]

    public init(op: Date, soorten: [Bewaarsoortstand], vervalt: [Bewaarrij]) {
        self.op = op
        self.soorten = soorten
        self.vervalt = vervalt
    }

    public static var title: String { "Bewaartermijnen bij een dienst" }
    public static var fields: [String: String] {
        [
            "op": "De tijd van de databank.", "soorten": "Per soort wat er bewaard en vernietigd wordt.",
            "vervalt": "Wat binnen de gevraagde tijd vervalt, het eerste eerst.",
        ]
    }
    public static var lists: [String: ClosedRange<Int>] { ["vervalt": 0...1_000] }
    public static var example: Bewaarstand {
        Bewaarstand(op: .placeholder, soorten: [.example], vervalt: [.example])
    }
}

public struct Bewaarsoortstand: Contract {
    public var soort: RegisterEvents.Bewaarsoort
    /// What holds for organisations without a term of their own.
    public var termijn: Duur
    public var grond: RegisterEvents.Bewaargrond
    /// Of which the term is over: the next pass destroys them.
    public var vervallen: Int
    public var aangehouden: Int
    /// Dossiers of which a key was destroyed, and how many keys.
    public var vernietigd: Int
    public var sleutels: Int
    public var laatstOp: Date?

    public init(
        soort: RegisterEvents.Bewaarsoort, termijn: Duur, grond: RegisterEvents.Bewaargrond, vervallen: Int,
        aangehouden: Int, vernietigd: Int, sleutels: Int, laatstOp: Date?
    ) {
        self.soort = soort
        self.termijn = termijn
        self.grond = grond
        self.vervallen = vervallen
        self.aangehouden = aangehouden
        self.vernietigd = vernietigd
        self.sleutels = sleutels
        self.laatstOp = laatstOp
    }

    public static var title: String { "Bewaren per soort" }
    public static var fields: [String: String] {
        [
            "soort": "Wat er bewaard wordt.", "termijn": "De gewone termijn na het einde.",
            "grond": "Waar die vandaan komt.",
            "vervallen": "Van hoeveel de termijn voorbij is; de volgende ronde vernietigt ze.",
            "aangehouden": "Van hoeveel de termijn voorbij is en iets de vernietiging tegenhoudt.",
            "vernietigd": "Van hoeveel er inhoud vernietigd is.", "sleutels": "Hoeveel sleutels dat waren.",
            "laatstOp": "Wanneer voor het laatst.",
        ]
    }
    public static var example: Bewaarsoortstand {
        Bewaarsoortstand(
            soort: .dossier, termijn: .placeholder, grond: .afspraakKeten, vervallen: 1, aangehouden: 1, vernietigd: 1,
            sleutels: 2, laatstOp: .placeholder)
    }
}

/// One thing that ended.
public struct Bewaarrij: Contract {
    public var onderwerp: UUID
    public var zaak: UUID?
    public var soort: RegisterEvents.Bewaarsoort
    public var geeindigdOp: Date
    public var vernietigenOp: Date
    /// Whose term decides that: of those that wrote in it, who keeps longest.
    public var organisatie: OIN?
    public var termijn: Duur
    public var grond: RegisterEvents.Bewaargrond
    /// What keeps it; nothing when it goes at its time.
    public var houdtTegen: [String]

    public init(
        onderwerp: UUID, zaak: UUID?, soort: RegisterEvents.Bewaarsoort, geeindigdOp: Date, vernietigenOp: Date,
        organisatie: OIN?, termijn: Duur, grond: RegisterEvents.Bewaargrond, houdtTegen: [String]
    ) {
        self.onderwerp = onderwerp
        self.zaak = zaak
        self.soort = soort
        self.geeindigdOp = geeindigdOp
        self.vernietigenOp = vernietigenOp
        self.organisatie = organisatie
        self.termijn = termijn
        self.grond = grond
        self.houdtTegen = houdtTegen
    }

    public static var title: String { "Wat vervalt" }
    public static var fields: [String: String] {
        [
            "onderwerp": "De zaak, casus, melding of inhoud.", "zaak": "Van welke zaak.", "soort": "Wat het is.",
            "geeindigdOp": "Wanneer het eindigde.", "vernietigenOp": "Wanneer de laatste sleutel vernietigd wordt.",
            "organisatie": "Wier termijn dat bepaalt.", "termijn": "Die termijn.",
            "grond": "Waar die vandaan komt.",
            "houdtTegen": "Wat de vernietiging tegenhoudt.",
        ]
    }
    public static var example: Bewaarrij {
        Bewaarrij(
            onderwerp: .placeholder, zaak: nil, soort: .dossier, geeindigdOp: .placeholder,
            vernietigenOp: .placeholder, organisatie: .placeholder, termijn: .placeholder, grond: .afspraakKeten,
            houdtTegen: ["geschil"])
    }
}

/// Why something is kept beyond its term.
public enum Aanhoudreden: String, Code {
    case klacht
    case onderzoek
    case rechtszaak
    case geschil
    case verzoekGezin = "verzoek-gezin"
}

/// An operator's wish that a dossier is kept, or no longer.
public struct Bewaarhandeling: Beheerhandeling {
    public var door: MedewerkerId
    public var reden: KorteTekst
    /// Absent where an earlier one is lifted.
    public var waarom: Aanhoudreden?

    public init(door: MedewerkerId, reden: KorteTekst, waarom: Aanhoudreden?) {
        self.door = door
        self.reden = reden
        self.waarom = waarom
    }

    public static var title: String { "Vernietiging aanhouden of weer toestaan" }
    public static var fields: [String: String] {
        [
            "door": "Welke beheerder dit doet.", "reden": "Waarom; zonder namen of zaken.",
            "waarom": "Wat er loopt; zonder dit wordt de aanhouding opgeheven.",
        ]
    }
    public static var example: Bewaarhandeling {
        Bewaarhandeling(door: .placeholder, reden: .placeholder, waarom: .klacht)
    }
}

/// How many holds run on something now.
public struct Bewaaruitslag: Contract {
    public var onderwerp: UUID
    public var aanhoudingen: [String]

    public init(onderwerp: UUID, aanhoudingen: [String]) {
        self.onderwerp = onderwerp
        self.aanhoudingen = aanhoudingen
    }

    public static var title: String { "Aanhoudingen van een onderwerp" }
    public static var fields: [String: String] {
        ["onderwerp": "De zaak, casus of melding.", "aanhoudingen": "Wat er nu loopt."]
    }
    public static var example: Bewaaruitslag { Bewaaruitslag(onderwerp: .placeholder, aanhoudingen: ["klacht"]) }
}
