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
    /// Absent from a service of before edits.
    public var bewerkingen: Int?
    public var inhoudBewaard: Bool?

    public init(
        id: UUID, afnemer: String, bron: String, topic: String, sleutel: String, volgnummer: Int?, bericht: String,
        soort: String, toestand: String, vingerafdruk: String?, fout: String?, pogingen: Int, volgendeOp: Date?,
        opzijgezetOp: Date, opgelostOp: Date?, opgelostDoor: String?, reden: String?,
        bewerkingen: Int? = nil, inhoudBewaard: Bool? = nil
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
        self.bewerkingen = bewerkingen
        self.inhoudBewaard = inhoudBewaard
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
            "bewerkingen": "Hoe vaak de inhoud is bewerkt.",
            "inhoudBewaard": "Of de inhoud er nog is; boven de grenzen blijft alleen de rij.",
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

/// Equal errors, counted.
public struct Quarantainegroep: Contract {
    public var dienst: String
    public var afnemer: String
    public var vingerafdruk: String?
    public var toestand: String
    public var soort: String
    public var fout: String?
    public var aantal: Int
    public var oudsteOp: Date
    public var nieuwsteOp: Date
    public var voorbeeld: UUID

    public init(
        dienst: String, afnemer: String, vingerafdruk: String?, toestand: String, soort: String, fout: String?,
        aantal: Int, oudsteOp: Date, nieuwsteOp: Date, voorbeeld: UUID
    ) {
        self.dienst = dienst
        self.afnemer = afnemer
        self.vingerafdruk = vingerafdruk
        self.toestand = toestand
        self.soort = soort
        self.fout = fout
        self.aantal = aantal
        self.oudsteOp = oudsteOp
        self.nieuwsteOp = nieuwsteOp
        self.voorbeeld = voorbeeld
    }

    public static var title: String { "Opzijgezette berichten met dezelfde fout" }
    public static var fields: [String: String] {
        [
            "dienst": "Waar.", "afnemer": "Wie ze niet kon verwerken.", "vingerafdruk": "Gelijk bij gelijke fouten.",
            "toestand": "failed, waiting, parked, conflict, refused, discarded of resolved.",
            "soort": "Soort bericht; bij meer soorten een ervan.", "fout": "Waarom.", "aantal": "Hoeveel.",
            "oudsteOp": "Het eerste.", "nieuwsteOp": "Het laatste.", "voorbeeld": "Id in quarantaine van het laatste.",
        ]
    }
    public static var example: Quarantainegroep {
        Quarantainegroep(
            dienst: "verwijzing", afnemer: "verwijzing.casussen", vingerafdruk: nil, toestand: "failed", soort: "-",
            fout: nil, aantal: 1, oudsteOp: .placeholder, nieuwsteOp: .placeholder, voorbeeld: .placeholder)
    }
}

public struct Quarantainegroepen: Contract {
    public var groepen: [Quarantainegroep]

    public init(groepen: [Quarantainegroep]) { self.groepen = groepen }

    public static var title: String { "Opzijgezette berichten per fout" }
    public static var fields: [String: String] { ["groepen": "De grootste eerst, ten hoogste 200."] }
    public static var example: Quarantainegroepen { Quarantainegroepen(groepen: [.example]) }
}

/// What an operator did.
public struct Beheerdaad: Contract {
    public var op: Date
    public var daad: String
    public var door: String
    public var reden: String

    public init(op: Date, daad: String, door: String, reden: String) {
        self.op = op
        self.daad = daad
        self.door = door
        self.reden = reden
    }

    public static var title: String { "Handeling van een beheerder" }
    public static var fields: [String: String] {
        ["op": "Wanneer.", "daad": "Wat.", "door": "Wie.", "reden": "Waarom."]
    }
    public static var example: Beheerdaad { Beheerdaad(op: .placeholder, daad: "redrive", door: "mw-0", reden: "-") }
}

/// A message that was set aside, its place among the others of its key, and what was done to it.
public struct Quarantainedetail: Contract {
    public var bericht: QuarantaineRij
    public var laatsteVolgnummer: Int?
    public var hoogsteVolgnummer: Int?
    public var sleutelVastgehouden: Bool
    public var wachtend: Int
    public var handelingen: [Beheerdaad]
    public var herstarts: [UUID]

    public init(
        bericht: QuarantaineRij, laatsteVolgnummer: Int?, hoogsteVolgnummer: Int?, sleutelVastgehouden: Bool,
        wachtend: Int, handelingen: [Beheerdaad], herstarts: [UUID]
    ) {
        self.bericht = bericht
        self.laatsteVolgnummer = laatsteVolgnummer
        self.hoogsteVolgnummer = hoogsteVolgnummer
        self.sleutelVastgehouden = sleutelVastgehouden
        self.wachtend = wachtend
        self.handelingen = handelingen
        self.herstarts = herstarts
    }

    public static var title: String { "Opzijgezet bericht, met wat ermee gedaan is" }
    public static var fields: [String: String] {
        [
            "bericht": "Het bericht, zonder inhoud.",
            "laatsteVolgnummer": "Het laatste dat van deze sleutel verwerkt is.",
            "hoogsteVolgnummer": "Het hoogste dat van deze sleutel gezien is.",
            "sleutelVastgehouden": "Of latere berichten van deze sleutel wachten.",
            "wachtend": "Hoeveel er achter dit bericht wachten.", "handelingen": "Wat beheerders ermee deden.",
            "herstarts": "De herstarts waar het in zat.",
        ]
    }
    public static var example: Quarantainedetail {
        Quarantainedetail(
            bericht: .example, laatsteVolgnummer: 0, hoogsteVolgnummer: 1, sleutelVastgehouden: true, wachtend: 0,
            handelingen: [.example], herstarts: [])
    }
}

/// An operator's act on one message that is set aside, or on a redrive.
public struct Quarantainehandeling: Beheerhandeling {
    /// Who at the operators does it; recorded.
    public var door: MedewerkerId
    public var reden: KorteTekst
    /// Say what it would do; change nothing.
    public var proef: Bool?

    public init(door: MedewerkerId, reden: KorteTekst, proef: Bool? = nil) {
        self.door = door
        self.reden = reden
        self.proef = proef
    }

    public static var title: String { "Handeling op de quarantaine" }
    public static var fields: [String: String] {
        ["door": "Welke beheerder dit doet.", "reden": "Waarom.", "proef": "Alleen zeggen wat er zou gebeuren."]
    }
    public static var example: Quarantainehandeling { Quarantainehandeling(door: .placeholder, reden: .placeholder) }
}

public struct Quarantaineuitslag: Contract {
    public var aantal: Int
    /// Of the same key.
    public var vrijgegeven: Int?

    public init(aantal: Int, vrijgegeven: Int? = nil) {
        self.aantal = aantal
        self.vrijgegeven = vrijgegeven
    }

    public static var title: String { "Uitslag" }
    public static var fields: [String: String] {
        ["aantal": "Hoeveel berichten.", "vrijgegeven": "Hoeveel wachtende berichten van de sleutel doorgaan."]
    }
    public static var example: Quarantaineuitslag { Quarantaineuitslag(aantal: 1) }
}
