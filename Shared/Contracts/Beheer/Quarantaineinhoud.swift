import Foundation

/// The content of a message as text, whatever stands in it; at most 64 KB to give, somewhat more to get.
public struct Berichttekst: DescribedText, FreeText {
    static let limit = 2 << 20

    public let text: String

    public init?(_ text: String) {
        guard text.utf8.count <= Self.limit else { return nil }
        self.text = text
    }

    public static var pattern: String? { nil }
    public static var schema: JSON { ["type": "string", "maxLength": .integer(Int64(limit))] }
    public static var expected: String { "de tekst van een bericht" }
    public static var placeholder: Berichttekst { Berichttekst(known: "{}") }

    private init(known text: String) { self.text = text }
}

/// The content of a message that was set aside.
public struct Quarantaineinhoud: Contract {
    public var id: UUID
    public var afgeschermd: Bool
    public var versie: Int
    public var inhoud: Berichttekst?
    public var inhoudBase64: Berichttekst?
    public var wijzigingen: [Inhoudswijziging]?

    public init(
        id: UUID, afgeschermd: Bool, versie: Int, inhoud: Berichttekst?, inhoudBase64: Berichttekst? = nil,
        wijzigingen: [Inhoudswijziging]? = nil
    ) {
        self.id = id
        self.afgeschermd = afgeschermd
        self.versie = versie
        self.inhoud = inhoud
        self.inhoudBase64 = inhoudBase64
        self.wijzigingen = wijzigingen
    }

    public static var title: String { "Inhoud van een opzijgezet bericht" }
    public static var fields: [String: String] {
        [
            "id": "Id in quarantaine.", "afgeschermd": "Of de waarden zijn weggelaten.",
            "versie": "Hoe vaak de inhoud bewerkt is; 0 is zoals ze kwam.", "inhoud": "De inhoud, waar ze tekst is.",
            "inhoudBase64": "De inhoud, waar ze geen tekst is.",
            "wijzigingen": "Wat er anders is dan zoals het bericht kwam.",
        ]
    }
    public static var lists: [String: ClosedRange<Int>] { ["wijzigingen": 0...10_000] }
    public static var example: Quarantaineinhoud {
        Quarantaineinhoud(id: .placeholder, afgeschermd: true, versie: 0, inhoud: .placeholder)
    }
}

/// A place where an edited content differs, with both values as JSON.
public struct Inhoudswijziging: Contract {
    public var plaats: Berichttekst
    public var was: Berichttekst?
    public var wordt: Berichttekst?

    public init(plaats: Berichttekst, was: Berichttekst?, wordt: Berichttekst?) {
        self.plaats = plaats
        self.was = was
        self.wordt = wordt
    }

    public static var title: String { "Wijziging van een inhoud" }
    public static var fields: [String: String] {
        ["plaats": "JSON Pointer.", "was": "Wat er stond; ontbreekt waar niets stond.", "wordt": "Wat er nu staat."]
    }
    public static var example: Inhoudswijziging {
        Inhoudswijziging(plaats: .placeholder, was: nil, wordt: .placeholder)
    }
}

/// An operator asks for the content itself; that is recorded as a processing of personal data.
public struct Inzageverzoek: Beheerhandeling {
    public var door: MedewerkerId
    public var reden: KorteTekst
    /// As it came, not as it was edited.
    public var origineel: Bool?

    public init(door: MedewerkerId, reden: KorteTekst, origineel: Bool? = nil) {
        self.door = door
        self.reden = reden
        self.origineel = origineel
    }

    public static var title: String { "Verzoek om de inhoud van een opzijgezet bericht" }
    public static var fields: [String: String] {
        [
            "door": "Welke beheerder dit doet.", "reden": "Waarom; wordt vastgelegd als verwerking.",
            "origineel": "De inhoud zoals die kwam, niet zoals ze bewerkt is.",
        ]
    }
    public static var example: Inzageverzoek { Inzageverzoek(door: .placeholder, reden: .placeholder) }
}

/// Another content for a message that was set aside.
public struct Bewerkingsopdracht: Beheerhandeling {
    public var door: MedewerkerId
    public var reden: KorteTekst
    public var inhoud: Berichttekst
    public var versie: Int
    public var proef: Bool?

    public init(
        door: MedewerkerId, reden: KorteTekst, inhoud: Berichttekst, versie: Int, proef: Bool? = nil
    ) {
        self.door = door
        self.reden = reden
        self.inhoud = inhoud
        self.versie = versie
        self.proef = proef
    }

    public static var title: String { "Bewerking van een opzijgezet bericht" }
    public static var fields: [String: String] {
        [
            "door": "Welke beheerder dit doet.", "reden": "Waarom.",
            "inhoud": "De hele gebeurtenis, als CloudEvent in JSON. Id, bron, volgnummer en sleutel blijven gelijk.",
            "versie": "Hoe vaak de inhoud bewerkt was toen u haar las.", "proef": "Alleen beoordelen.",
        ]
    }
    public static var example: Bewerkingsopdracht {
        Bewerkingsopdracht(door: .placeholder, reden: .placeholder, inhoud: .placeholder, versie: 0)
    }
}

/// What a bewerking did.
public struct Bewerking: Contract {
    public var id: UUID
    public var versie: Int
    public var plaatsen: [Berichttekst]
    /// Absent where it was only judged.
    public var herstart: UUID?

    public init(id: UUID, versie: Int, plaatsen: [Berichttekst], herstart: UUID?) {
        self.id = id
        self.versie = versie
        self.plaatsen = plaatsen
        self.herstart = herstart
    }

    public static var title: String { "Bewerking van een opzijgezet bericht, aanvaard" }
    public static var fields: [String: String] {
        [
            "id": "Id in quarantaine.", "versie": "Hoe vaak de inhoud nu bewerkt is.",
            "plaatsen": "Wat er anders is, als JSON Pointers.",
            "herstart": "De herstart waarmee het bericht opnieuw geprobeerd wordt.",
        ]
    }
    public static var lists: [String: ClosedRange<Int>] { ["plaatsen": 0...10_000] }
    public static var example: Bewerking {
        Bewerking(id: .placeholder, versie: 1, plaatsen: [.placeholder], herstart: .placeholder)
    }
}
