import Foundation

/// A message that was set aside, without its body.
public struct QuarantaineRij: Contract {
    public var id: UUID
    public var afnemer: String
    public var bron: String
    public var topic: String
    public var sleutel: String
    public var volgnummer: Int?
    public var bericht: String
    public var soort: String
    public var toestand: String
    public var vingerafdruk: String?
    public var fout: String?
    public var pogingen: Int
    public var volgendeOp: Date?
    public var opzijgezetOp: Date
    public var opgelostOp: Date?
    public var opgelostDoor: String?
    public var reden: String?

    public init(
        id: UUID, afnemer: String, bron: String, topic: String, sleutel: String, volgnummer: Int?, bericht: String,
        soort: String, toestand: String, vingerafdruk: String?, fout: String?, pogingen: Int, volgendeOp: Date?,
        opzijgezetOp: Date, opgelostOp: Date?, opgelostDoor: String?, reden: String?
    ) {
        self.id = id
        self.afnemer = afnemer
        self.bron = bron
        self.topic = topic
        self.sleutel = sleutel
        self.volgnummer = volgnummer
        self.bericht = bericht
        self.soort = soort
        self.toestand = toestand
        self.vingerafdruk = vingerafdruk
        self.fout = fout
        self.pogingen = pogingen
        self.volgendeOp = volgendeOp
        self.opzijgezetOp = opzijgezetOp
        self.opgelostOp = opgelostOp
        self.opgelostDoor = opgelostDoor
        self.reden = reden
    }

    public static var title: String { "Opzijgezet bericht" }
    public static var fields: [String: String] {
        [
            "id": "Id in quarantaine.", "afnemer": "Wie het niet kon verwerken.", "bron": "Waar het vandaan komt.",
            "topic": "Het topic.", "sleutel": "De sleutel.", "volgnummer": "Volgnummer in de sleutel.",
            "bericht": "Id van het bericht.",
            "soort": "Soort bericht.", "toestand": "failed, waiting, parked, conflict, refused, discarded of resolved.",
            "vingerafdruk": "Gelijk bij gelijke fouten.", "fout": "Waarom.", "pogingen": "Hoe vaak geprobeerd.",
            "volgendeOp": "Wanneer het weer vanzelf geprobeerd wordt.", "opzijgezetOp": "Sinds wanneer.",
            "opgelostOp": "Wanneer het opgelost is.", "opgelostDoor": "Door wie.", "reden": "Waarom het is weggelegd.",
        ]
    }
    public static var example: QuarantaineRij {
        QuarantaineRij(
            id: .placeholder, afnemer: "verwijzing.casussen",
            bron: "urn:nld:oin:00000099000000001000:systeem:regionaal-veiligheidsteam",
            topic: Topics.casussen, sleutel: "-", volgnummer: 1, bericht: "-",
            soort: "nl.keten.casussen.casus-geopend.v1",
            toestand: "failed", vingerafdruk: nil, fout: nil, pogingen: 1, volgendeOp: nil, opzijgezetOp: .placeholder,
            opgelostOp: nil, opgelostDoor: nil, reden: nil)
    }
}

/// An operator's act on what is set aside.
public struct Quarantainehandeling: Beheerhandeling {
    /// Who at the operators does it; recorded.
    public var door: MedewerkerId
    public var reden: KorteTekst
    /// Count only; change nothing.
    public var proef: Bool?
    public var afnemer: KorteTekst?
    public var vingerafdruk: KorteTekst?

    public init(
        door: MedewerkerId, reden: KorteTekst, proef: Bool? = nil, afnemer: KorteTekst? = nil,
        vingerafdruk: KorteTekst? = nil
    ) {
        self.door = door
        self.reden = reden
        self.proef = proef
        self.afnemer = afnemer
        self.vingerafdruk = vingerafdruk
    }

    public static var title: String { "Handeling op de quarantaine" }
    public static var fields: [String: String] {
        [
            "door": "Welke beheerder dit doet.", "reden": "Waarom.", "proef": "Alleen tellen.",
            "afnemer": "Alleen van deze afnemer.",
            "vingerafdruk": "Alleen met deze vingerafdruk.",
        ]
    }
    public static var example: Quarantainehandeling { Quarantainehandeling(door: .placeholder, reden: .placeholder) }
}

public struct Quarantaineuitslag: Contract {
    public var aantal: Int

    public init(aantal: Int) { self.aantal = aantal }

    public static var title: String { "Uitslag" }
    public static var fields: [String: String] { ["aantal": "Hoeveel berichten."] }
    public static var example: Quarantaineuitslag { Quarantaineuitslag(aantal: 1) }
}
