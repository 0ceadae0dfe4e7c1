import Foundation

// How far a topic's source and a consumer of it are, so that the two can be compared without exchanging every key
// (MESSAGING.md §5): groups of keys with a checksum first, then the keys of the groups that differ.

/// The keys of a topic whose digest begins the same.
public struct Reeksgroep: Contract {
    /// First hexadecimal digits of the key's MD5.
    public var begin: String
    public var sleutels: Int
    /// All last sequences together.
    public var som: Int
    /// Equal when every key of the group is equally far on both sides.
    public var toets: String

    public init(begin: String, sleutels: Int, som: Int, toets: String) {
        self.begin = begin
        self.sleutels = sleutels
        self.som = som
        self.toets = toets
    }

    public static var title: String { "Groep sleutels" }
    public static var fields: [String: String] {
        [
            "begin": "Eerste cijfers van het kenmerkgetal van de sleutels.", "sleutels": "Hoeveel sleutels.",
            "som": "Laatste volgnummers opgeteld.", "toets": "Gelijk als alle sleutels even ver zijn.",
        ]
    }
    public static var example: Reeksgroep { Reeksgroep(begin: "a1", sleutels: 3, som: 12, toets: "0") }
}

public struct Reekssleutel: Contract {
    public var sleutel: String
    /// The last sequence given out, or decided.
    public var laatste: Int
    /// A consumer's only: the highest sequence that it knows to exist, and whether the key waits behind a failed one.
    public var gezien: Int?
    public var vastgehouden: Bool?

    public init(sleutel: String, laatste: Int, gezien: Int? = nil, vastgehouden: Bool? = nil) {
        self.sleutel = sleutel
        self.laatste = laatste
        self.gezien = gezien
        self.vastgehouden = vastgehouden
    }

    public static var title: String { "Sleutel" }
    public static var fields: [String: String] {
        [
            "sleutel": "De sleutel.", "laatste": "Het laatste volgnummer.",
            "gezien": "Het hoogste volgnummer waarvan de afnemer weet.", "vastgehouden": "Of de sleutel wacht.",
        ]
    }
    public static var example: Reekssleutel { Reekssleutel(sleutel: "-", laatste: 4) }
}

/// Either groups or keys, as was asked.
public struct Reeksen: Contract {
    public static let grens = 1_000

    public var groepen: [Reeksgroep]
    public var sleutels: [Reekssleutel]

    public init(groepen: [Reeksgroep] = [], sleutels: [Reekssleutel] = []) {
        self.groepen = groepen
        self.sleutels = sleutels
    }

    public static var title: String { "Reeksen van een topic" }
    public static var fields: [String: String] {
        ["groepen": "De groepen, twee cijfers verder dan gevraagd.", "sleutels": "De sleutels zelf."]
    }
    public static var lists: [String: ClosedRange<Int>] { ["groepen": 0...256, "sleutels": 0...grens] }
    public static var example: Reeksen { Reeksen(groepen: [.example]) }
}

/// Asks the source what stands at some places of its log.
public struct Reeksvraag: Contract {
    public var topic: KorteTekst
    public var plaatsen: [Reekssleutel]

    public init(topic: KorteTekst, plaatsen: [Reekssleutel]) {
        self.topic = topic
        self.plaatsen = plaatsen
    }

    public static var title: String { "Vraag naar plaatsen in het logboek" }
    public static var fields: [String: String] { ["topic": "Het topic.", "plaatsen": "Sleutels met volgnummer."] }
    public static var example: Reeksvraag { Reeksvraag(topic: .placeholder, plaatsen: [.example]) }
}

/// What stands at one place of the log.
public struct Reeksgebeurtenis: Contract {
    public var sleutel: String
    public var volgnummer: Int
    public var id: UUID
    public var soort: String
    public var vastgelegdOp: Date
    /// Absent as long as the broker has not confirmed it.
    public var partitie: Int?
    public var plek: Int?

    public init(
        sleutel: String, volgnummer: Int, id: UUID, soort: String, vastgelegdOp: Date, partitie: Int?, plek: Int?
    ) {
        self.sleutel = sleutel
        self.volgnummer = volgnummer
        self.id = id
        self.soort = soort
        self.vastgelegdOp = vastgelegdOp
        self.partitie = partitie
        self.plek = plek
    }

    public static var title: String { "Gebeurtenis in het logboek" }
    public static var fields: [String: String] {
        [
            "sleutel": "De sleutel.", "volgnummer": "Volgnummer in de sleutel.", "id": "Id van de gebeurtenis.",
            "soort": "Soort gebeurtenis.", "vastgelegdOp": "Wanneer zij is vastgelegd.",
            "partitie": "Waar zij op Kafka staat.", "plek": "De offset daar.",
        ]
    }
    public static var example: Reeksgebeurtenis {
        Reeksgebeurtenis(
            sleutel: "-", volgnummer: 4, id: .placeholder, soort: "-", vastgelegdOp: .placeholder, partitie: 3,
            plek: 128)
    }
}

public struct Reeksantwoord: Contract {
    public var gebeurtenissen: [Reeksgebeurtenis]

    public init(gebeurtenissen: [Reeksgebeurtenis]) { self.gebeurtenissen = gebeurtenissen }

    public static var title: String { "Plaatsen in het logboek" }
    public static var fields: [String: String] { ["gebeurtenissen": "Wat er staat; wat er niet is ontbreekt."] }
    public static var example: Reeksantwoord { Reeksantwoord(gebeurtenissen: [.example]) }
}
