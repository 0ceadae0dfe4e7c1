import Foundation

/// Which failed messages are to be tried again, who says so and why.
public struct Herstartopdracht: Beheerhandeling {
    public var door: MedewerkerId
    public var reden: KorteTekst
    public var berichten: [UUID]?
    public var afnemer: KorteTekst?
    public var vingerafdruk: KorteTekst?
    public var soort: KorteTekst?
    public var sleutel: KorteTekst?
    /// Set aside longer ago than this.
    public var ouderDan: Duur?
    /// Messages per second.
    public var tempo: Int?

    public init(
        door: MedewerkerId, reden: KorteTekst, berichten: [UUID]? = nil, afnemer: KorteTekst? = nil,
        vingerafdruk: KorteTekst? = nil, soort: KorteTekst? = nil, sleutel: KorteTekst? = nil, ouderDan: Duur? = nil,
        tempo: Int? = nil
    ) {
        self.door = door
        self.reden = reden
        self.berichten = berichten
        self.afnemer = afnemer
        self.vingerafdruk = vingerafdruk
        self.soort = soort
        self.sleutel = sleutel
        self.ouderDan = ouderDan
        self.tempo = tempo
    }

    /// What is asked where nobody says it.
    public static let gewoonTempo = 50
    public static let tempos = 1...1_000

    public func check() -> [Violation] {
        guard let tempo, !Self.tempos.contains(tempo) else { return [] }
        return [
            Violation(
                pointer: "/tempo", code: Violation.Codes.value,
                detail: "Hier hoort een aantal berichten per seconde van 1 tot en met 1000.")
        ]
    }

    public static var title: String { "Opdracht om mislukte berichten opnieuw te proberen" }
    public static var fields: [String: String] {
        [
            "door": "Welke beheerder dit doet.", "reden": "Waarom.",
            "berichten": "Alleen deze, met hun id in quarantaine.",
            "afnemer": "Alleen van deze afnemer.", "vingerafdruk": "Alleen met deze vingerafdruk.",
            "soort": "Alleen dit soort bericht.", "sleutel": "Alleen met deze sleutel.",
            "ouderDan": "Alleen wat langer geleden is opzijgezet dan dit.",
            "tempo": "Berichten per seconde; zonder: 50.",
        ]
    }
    public static var lists: [String: ClosedRange<Int>] { ["berichten": 1...1_000] }
    public static var example: Herstartopdracht { Herstartopdracht(door: .placeholder, reden: .placeholder) }
}

/// What a redrive would take.
public struct Herstartproef: Contract {
    public var aantal: Int
    public var bezig: Int
    public var perAfnemer: [Aantal]
    public var perVingerafdruk: [Aantal]

    public init(aantal: Int, bezig: Int, perAfnemer: [Aantal], perVingerafdruk: [Aantal]) {
        self.aantal = aantal
        self.bezig = bezig
        self.perAfnemer = perAfnemer
        self.perVingerafdruk = perVingerafdruk
    }

    public static var title: String { "Wat een herstart zou doen" }
    public static var fields: [String: String] {
        [
            "aantal": "Hoeveel berichten opnieuw geprobeerd zouden worden.",
            "bezig": "Hoeveel er al in een andere herstart zitten; die doen niet mee.",
            "perAfnemer": "Verdeeld over de afnemers.", "perVingerafdruk": "Verdeeld over gelijke fouten.",
        ]
    }
    public static var example: Herstartproef {
        Herstartproef(aantal: 1, bezig: 0, perAfnemer: [.example], perVingerafdruk: [])
    }
}

/// A redrive and how far it is.
public struct Herstart: Contract {
    /// Failures that are told one by one.
    public static let shown = 50

    public var id: UUID
    public var dienst: String
    public var toestand: String
    public var selectie: String
    public var tempo: Int
    public var grensOp: Date
    public var begonnenDoor: String
    public var reden: String
    public var klaarOp: Date?
    public var aantal: Int
    public var gelukt: Int
    public var opnieuwMislukt: Int
    public var elders: Int
    public var afgebroken: Int
    public var teGaan: Int
    /// Only where one redrive is asked for.
    public var vastgehouden: Int?
    public var mislukkingen: [Herstartmislukking]?

    public init(
        id: UUID, dienst: String, toestand: String, selectie: String, tempo: Int, grensOp: Date, begonnenDoor: String,
        reden: String, klaarOp: Date?, aantal: Int, gelukt: Int, opnieuwMislukt: Int, elders: Int, afgebroken: Int,
        teGaan: Int, vastgehouden: Int?, mislukkingen: [Herstartmislukking]?
    ) {
        self.id = id
        self.dienst = dienst
        self.toestand = toestand
        self.selectie = selectie
        self.tempo = tempo
        self.grensOp = grensOp
        self.begonnenDoor = begonnenDoor
        self.reden = reden
        self.klaarOp = klaarOp
        self.aantal = aantal
        self.gelukt = gelukt
        self.opnieuwMislukt = opnieuwMislukt
        self.elders = elders
        self.afgebroken = afgebroken
        self.teGaan = teGaan
        self.vastgehouden = vastgehouden
        self.mislukkingen = mislukkingen
    }

    public static var title: String { "Herstart van mislukte berichten" }
    public static var fields: [String: String] {
        [
            "id": "Id van de herstart.", "dienst": "Waar.", "toestand": "running, paused, cancelled of done.",
            "selectie": "Welke berichten gekozen zijn.", "tempo": "Berichten per seconde.",
            "grensOp": "Wat later opzijgezet is, hoort er niet bij.", "begonnenDoor": "Wie hem begon.",
            "reden": "Waarom.", "klaarOp": "Wanneer alles beslist was.", "aantal": "Hoeveel berichten erin zitten.",
            "gelukt": "Alsnog verwerkt.", "opnieuwMislukt": "Opnieuw mislukt of geweigerd; die staan er nog.",
            "elders": "Intussen weggelegd of anders afgedaan.", "afgebroken": "Niet geprobeerd, want afgebroken.",
            "teGaan": "Nog niet beslist.", "vastgehouden": "Sleutels hiervan die nu nog wachten.",
            "mislukkingen": "De eerste berichten die opnieuw mislukten.",
        ]
    }
    public static var example: Herstart {
        Herstart(
            id: .placeholder, dienst: "verwijzing", toestand: "running", selectie: "all failed", tempo: 50,
            grensOp: .placeholder, begonnenDoor: "mw-0", reden: "-", klaarOp: nil, aantal: 2, gelukt: 1,
            opnieuwMislukt: 0, elders: 0, afgebroken: 0, teGaan: 1, vastgehouden: nil, mislukkingen: nil)
    }
}

/// A message that failed again, with the last error.
public struct Herstartmislukking: Contract {
    public var bericht: UUID
    public var fout: String

    public init(bericht: UUID, fout: String) {
        self.bericht = bericht
        self.fout = fout
    }

    public static var title: String { "Opnieuw mislukt bericht" }
    public static var fields: [String: String] { ["bericht": "Id in quarantaine.", "fout": "Waarom."] }
    public static var example: Herstartmislukking { Herstartmislukking(bericht: .placeholder, fout: "-") }
}
