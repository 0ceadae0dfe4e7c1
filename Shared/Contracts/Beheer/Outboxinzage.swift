import Foundation

/// What a service has recorded and the broker has not confirmed.
public struct Outboxinzage: Contract {
    public var topics: [Outboxtopic]
    /// The oldest of those that the broker refused; each holds its key.
    public var gefaald: [Outboxrij]

    public init(topics: [Outboxtopic], gefaald: [Outboxrij]) {
        self.topics = topics
        self.gefaald = gefaald
    }

    public static var title: String { "Outbox, van dichtbij" }
    public static var fields: [String: String] {
        ["topics": "Wat nog niet op Kafka staat, per topic.", "gefaald": "Wat Kafka weigerde, oudste eerst."]
    }
    public static var example: Outboxinzage { Outboxinzage(topics: [.example], gefaald: [.example]) }
}

public struct Outboxtopic: Contract {
    public var topic: String
    public var aantal: Int
    public var sleutels: Int
    public var oudsteOp: Date

    public init(topic: String, aantal: Int, sleutels: Int, oudsteOp: Date) {
        self.topic = topic
        self.aantal = aantal
        self.sleutels = sleutels
        self.oudsteOp = oudsteOp
    }

    public static var title: String { "Topic in de outbox" }
    public static var fields: [String: String] {
        [
            "topic": "Het topic.", "aantal": "Nog niet gepubliceerd.", "sleutels": "Van hoeveel sleutels.",
            "oudsteOp": "Sinds wanneer.",
        ]
    }
    public static var example: Outboxtopic {
        Outboxtopic(topic: Topics.overdrachten, aantal: 1, sleutels: 1, oudsteOp: .placeholder)
    }
}

public struct Outboxrij: Contract {
    public var volgorde: Int
    public var topic: String
    public var sleutel: String
    public var volgnummer: Int
    public var soort: String
    public var vastgelegdOp: Date
    public var geweigerdOp: Date
    public var opnieuwOp: Date?
    public var fout: String
    /// Later events of the same key.
    public var erachter: Int

    public init(
        volgorde: Int, topic: String, sleutel: String, volgnummer: Int, soort: String, vastgelegdOp: Date,
        geweigerdOp: Date, opnieuwOp: Date?, fout: String, erachter: Int
    ) {
        self.volgorde = volgorde
        self.topic = topic
        self.sleutel = sleutel
        self.volgnummer = volgnummer
        self.soort = soort
        self.vastgelegdOp = vastgelegdOp
        self.geweigerdOp = geweigerdOp
        self.opnieuwOp = opnieuwOp
        self.fout = fout
        self.erachter = erachter
    }

    public static var title: String { "Geweigerde gebeurtenis" }
    public static var fields: [String: String] {
        [
            "volgorde": "Plaats in het logboek; zo wordt zij genoemd.", "topic": "Het topic.",
            "sleutel": "De sleutel die wacht.", "volgnummer": "Volgnummer in de sleutel.",
            "soort": "Soort gebeurtenis.", "vastgelegdOp": "Wanneer vastgelegd.", "geweigerdOp": "Wanneer geweigerd.",
            "opnieuwOp": "Wanneer het weer vanzelf geprobeerd wordt.", "fout": "Waarom Kafka weigerde.",
            "erachter": "Hoeveel latere gebeurtenissen van de sleutel erop wachten.",
        ]
    }
    public static var example: Outboxrij {
        Outboxrij(
            volgorde: 1, topic: Topics.overdrachten, sleutel: "-", volgnummer: 4, soort: "-",
            vastgelegdOp: .placeholder, geweigerdOp: .placeholder, opnieuwOp: nil, fout: "-", erachter: 0)
    }
}

/// Lets the relay try refused events again now.
public struct Outboxhandeling: Beheerhandeling {
    public var door: MedewerkerId
    public var reden: KorteTekst

    public init(door: MedewerkerId, reden: KorteTekst) {
        self.door = door
        self.reden = reden
    }

    public static var title: String { "Opnieuw laten publiceren" }
    public static var fields: [String: String] { ["door": "Wie het doet.", "reden": "Waarom."] }
    public static var example: Outboxhandeling { Outboxhandeling(door: .placeholder, reden: .placeholder) }
}

public struct Outboxuitslag: Contract {
    public var aantal: Int

    public init(aantal: Int) { self.aantal = aantal }

    public static var title: String { "Uitslag" }
    public static var fields: [String: String] { ["aantal": "Hoeveel gebeurtenissen nu opnieuw geprobeerd worden."] }
    public static var example: Outboxuitslag { Outboxuitslag(aantal: 1) }
}
