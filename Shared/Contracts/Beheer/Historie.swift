import Foundation

/// What operators asked of history, and how far it is.
public struct Historiestand: Contract {
    public var herpublicaties: [Herpublicatie]
    public var herhalingen: [Herhaling]
    public var stilstand: [Stilstand]

    public init(herpublicaties: [Herpublicatie], herhalingen: [Herhaling], stilstand: [Stilstand]) {
        self.herpublicaties = herpublicaties
        self.herhalingen = herhalingen
        self.stilstand = stilstand
    }

    public static var title: String { "Stand van herhalingen" }
    public static var fields: [String: String] {
        [
            "herpublicaties": "De laatste twintig.", "herhalingen": "De laatste twintig.",
            "stilstand": "Partities die niet verder kunnen.",
        ]
    }
    public static var lists: [String: ClosedRange<Int>] {
        ["herpublicaties": 0...20, "herhalingen": 0...20, "stilstand": 0...1_000]
    }
    public static var example: Historiestand {
        Historiestand(herpublicaties: [.example], herhalingen: [.example], stilstand: [.example])
    }
}

/// An operator's act on history.
public struct Historiehandeling: Beheerhandeling {
    public var door: MedewerkerId
    public var reden: KorteTekst
    public var proef: Bool?
    public var topic: KorteTekst?
    public var perSeconde: Int?
    /// catch-up, rebuild or baseline.
    public var soort: KorteTekst?
    public var sinds: Date?
    public var sleutel: KorteTekst?
    public var van: Int?
    public var tot: Int?

    public init(
        door: MedewerkerId, reden: KorteTekst, proef: Bool? = nil, topic: KorteTekst? = nil, perSeconde: Int? = nil,
        soort: KorteTekst? = nil, sinds: Date? = nil, sleutel: KorteTekst? = nil, van: Int? = nil, tot: Int? = nil
    ) {
        self.door = door
        self.reden = reden
        self.proef = proef
        self.topic = topic
        self.perSeconde = perSeconde
        self.soort = soort
        self.sinds = sinds
        self.sleutel = sleutel
        self.van = van
        self.tot = tot
    }

    public static var title: String { "Handeling op de geschiedenis" }
    public static var fields: [String: String] {
        [
            "door": "Welke beheerder dit doet.", "reden": "Waarom.", "proef": "Alleen tellen.",
            "topic": "Alleen dit topic.", "perSeconde": "Hoe snel ten hoogste; zonder opgave 1000.",
            "soort": "catch-up, rebuild of baseline.", "sinds": "Vanaf wanneer.", "sleutel": "Alleen deze sleutel.",
            "van": "Vanaf dit volgnummer.", "tot": "Tot en met dit volgnummer.",
        ]
    }
    public static var example: Historiehandeling { Historiehandeling(door: .placeholder, reden: .placeholder) }
}

/// A partition that a consumer cannot read on: the broker no longer has what it had reached.
public struct Stilstand: Contract {
    public var afnemer: String
    public var topic: String
    public var partitie: Int
    public var sinds: Date
    public var fout: String

    public init(afnemer: String, topic: String, partitie: Int, sinds: Date, fout: String) {
        self.afnemer = afnemer
        self.topic = topic
        self.partitie = partitie
        self.sinds = sinds
        self.fout = fout
    }

    public static var title: String { "Stilstand" }
    public static var fields: [String: String] {
        [
            "afnemer": "Wie stilstaat.", "topic": "Het topic.", "partitie": "De partitie.", "sinds": "Sinds wanneer.",
            "fout": "Wat Kafka zegt.",
        ]
    }
    public static var example: Stilstand {
        Stilstand(
            afnemer: "verwijzing.casussen", topic: Topics.casussen, partitie: 0, sinds: .placeholder,
            fout: "_AUTO_OFFSET_RESET")
    }
}

/// Which consumers read their topics again.
public struct Afnemerherstart: Contract {
    public var afnemers: [String]
    /// Partitions that stood still.
    public var stilstaand: Int

    public init(afnemers: [String], stilstaand: Int) {
        self.afnemers = afnemers
        self.stilstaand = stilstaand
    }

    public static var title: String { "Afnemers die van voren af aan lezen" }
    public static var fields: [String: String] {
        ["afnemers": "Welke.", "stilstaand": "Hoeveel partities stilstonden."]
    }
    public static var lists: [String: ClosedRange<Int>] { ["afnemers": 0...100] }
    public static var example: Afnemerherstart { Afnemerherstart(afnemers: ["verwijzing.casussen"], stilstaand: 1) }
}
