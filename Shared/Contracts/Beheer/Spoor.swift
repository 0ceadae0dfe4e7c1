import Foundation

/// One step on the way of a message or a zaak.
public struct Spoorstap: Contract {
    public var op: Date
    public var dienst: String
    public var stap: String
    public var soort: String
    public var onderwerp: String
    public var sleutel: String
    public var volgnummer: Int?
    public var plaats: String?
    /// The event that this step is about, as consumers name it: source and id with a space between them.
    public var bericht: String?
    public var topic: String?
    /// What this step came from; the same over the services.
    public var correlatie: String?

    public init(
        op: Date, dienst: String, stap: String, soort: String, onderwerp: String, sleutel: String, volgnummer: Int?,
        plaats: String?, bericht: String? = nil, topic: String? = nil, correlatie: String? = nil
    ) {
        self.op = op
        self.dienst = dienst
        self.stap = stap
        self.soort = soort
        self.onderwerp = onderwerp
        self.sleutel = sleutel
        self.volgnummer = volgnummer
        self.plaats = plaats
        self.bericht = bericht
        self.topic = topic
        self.correlatie = correlatie
    }

    public static var title: String { "Stap op het spoor" }
    public static var fields: [String: String] {
        [
            "op": "Wanneer.", "dienst": "Waar.",
            "stap": "vastgelegd, gepubliceerd, wacht op Kafka, verwerkt, opzijgezet, termijn of geweigerd.",
            "soort": "Soort gebeurtenis, of de handeling die werd geweigerd.", "onderwerp": "Waarover.",
            "sleutel": "De sleutel.",
            "volgnummer": "Volgnummer in de sleutel.",
            "plaats": "Partitie en offset, wie het verwerkte, of waarom en van wie het werd geweigerd.",
            "bericht": "Bron en id van het bericht.",
            "topic": "Het topic.",
            "correlatie": "Waar deze stap uit voortkwam; overal hetzelfde.",
        ]
    }
    public static var example: Spoorstap {
        Spoorstap(
            op: .placeholder, dienst: "verwijzing", stap: "vastgelegd",
            soort: "nl.keten.overdrachten.overdracht-aangeboden.v1",
            onderwerp: "-", sleutel: "-", volgnummer: 1, plaats: nil)
    }
}

public struct Spoor: Contract {
    public var stappen: [Spoorstap]

    public init(stappen: [Spoorstap]) { self.stappen = stappen }

    public static var title: String { "Spoor van een bericht of zaak" }
    public static var fields: [String: String] { ["stappen": "De stappen, op volgorde van tijd."] }
    public static var lists: [String: ClosedRange<Int>] { ["stappen": 0...2_000] }
    public static var example: Spoor { Spoor(stappen: [.example]) }
}

/// Asks a service what became of messages, and how far it is with their keys.
public struct Ontvangstvraag: Contract {
    public static let grens = 0...1_000

    /// `source` and `id` with a space between them, as the inbox names messages.
    public var berichten: [String]
    public var sleutels: [String]

    public init(berichten: [String], sleutels: [String]) {
        self.berichten = berichten
        self.sleutels = sleutels
    }

    public static var title: String { "Vraag naar ontvangst" }
    public static var fields: [String: String] {
        ["berichten": "Bron en id van elk bericht.", "sleutels": "De sleutels waarvan de stand gevraagd wordt."]
    }
    public static var lists: [String: ClosedRange<Int>] { ["berichten": grens, "sleutels": grens] }
    public static var example: Ontvangstvraag { Ontvangstvraag(berichten: [], sleutels: ["-"]) }
}

/// What a service has done with messages.
public struct Ontvangst: Contract {
    public var verwerkt: [Verwerking]
    public var standen: [Sleutelstand]

    public init(verwerkt: [Verwerking], standen: [Sleutelstand]) {
        self.verwerkt = verwerkt
        self.standen = standen
    }

    public static var title: String { "Ontvangst" }
    public static var fields: [String: String] {
        ["verwerkt": "Wat verwerkt is, en wanneer.", "standen": "Hoever elke afnemer met een sleutel is."]
    }
    public static var lists: [String: ClosedRange<Int>] { ["verwerkt": 0...10_000, "standen": 0...10_000] }
    public static var example: Ontvangst { Ontvangst(verwerkt: [.example], standen: [.example]) }
}

public struct Verwerking: Contract {
    public var afnemer: String
    public var bericht: String
    public var op: Date

    public init(afnemer: String, bericht: String, op: Date) {
        self.afnemer = afnemer
        self.bericht = bericht
        self.op = op
    }

    public static var title: String { "Verwerking" }
    public static var fields: [String: String] {
        ["afnemer": "Wie het verwerkte.", "bericht": "Bron en id.", "op": "Wanneer."]
    }
    public static var example: Verwerking { Verwerking(afnemer: "-", bericht: "-", op: .placeholder) }
}

public struct Sleutelstand: Contract {
    public var afnemer: String
    public var topic: String
    public var sleutel: String
    public var laatste: Int
    public var gezien: Int
    public var vastgehouden: Bool

    public init(afnemer: String, topic: String, sleutel: String, laatste: Int, gezien: Int, vastgehouden: Bool) {
        self.afnemer = afnemer
        self.topic = topic
        self.sleutel = sleutel
        self.laatste = laatste
        self.gezien = gezien
        self.vastgehouden = vastgehouden
    }

    public static var title: String { "Stand van een sleutel" }
    public static var fields: [String: String] {
        [
            "afnemer": "De afnemer.", "topic": "Het topic.", "sleutel": "De sleutel.",
            "laatste": "Het laatste verwerkte volgnummer.", "gezien": "Het hoogste volgnummer waarvan hij weet.",
            "vastgehouden": "Of de sleutel wacht achter een mislukt bericht.",
        ]
    }
    public static var example: Sleutelstand {
        Sleutelstand(afnemer: "-", topic: "-", sleutel: "-", laatste: 4, gezien: 4, vastgehouden: false)
    }
}
