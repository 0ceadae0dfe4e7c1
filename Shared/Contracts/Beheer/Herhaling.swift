import Foundation

/// What an operator asked of one consumer's history.
public struct Herhaling: Contract {
    public var afnemer: String
    public var topic: String
    public var soort: String
    public var sinds: Date?
    public var sleutel: String?
    public var sleutels: Int
    public var gebeurtenissen: Int
    /// Of this consumer, over all keys.
    public var nogTeDoen: Int
    public var toestand: String
    public var begonnenOp: Date
    public var geeindigdOp: Date?

    public init(
        afnemer: String, topic: String, soort: String, sinds: Date?, sleutel: String?, sleutels: Int,
        gebeurtenissen: Int, nogTeDoen: Int, toestand: String, begonnenOp: Date, geeindigdOp: Date?
    ) {
        self.afnemer = afnemer
        self.topic = topic
        self.soort = soort
        self.sinds = sinds
        self.sleutel = sleutel
        self.sleutels = sleutels
        self.gebeurtenissen = gebeurtenissen
        self.nogTeDoen = nogTeDoen
        self.toestand = toestand
        self.begonnenOp = begonnenOp
        self.geeindigdOp = geeindigdOp
    }

    public static var title: String { "Herhaling" }
    public static var fields: [String: String] {
        [
            "afnemer": "Wie.", "topic": "Welk topic.", "soort": "catch-up, rebuild of baseline.",
            "sinds": "Vanaf wanneer.", "sleutel": "Alleen deze sleutel.",
            "sleutels": "Hoeveel sleutels er anders door staan.",
            "gebeurtenissen": "Hoeveel gebeurtenissen er gevraagd zijn.",
            "nogTeDoen": "Hoeveel deze afnemer er nu nog te goed heeft.", "toestand": "running, done of cancelled.",
            "begonnenOp": "Sinds wanneer.",
            "geeindigdOp": "Wanneer alles gevraagd was.",
        ]
    }
    public static var example: Herhaling {
        Herhaling(
            afnemer: "verwijzing.casussen", topic: Topics.casussen, soort: "catch-up", sinds: nil, sleutel: nil,
            sleutels: 3, gebeurtenissen: 12, nogTeDoen: 0, toestand: "done", begonnenOp: .placeholder, geeindigdOp: nil)
    }
}

/// What a replay would do, counted.
public struct Herhalingsproef: Contract {
    public var sleutels: Int
    public var gebeurtenissen: Int
    /// Events whose outgoing work stays unwritten.
    public var stil: Int
    /// Whether all keys were looked at.
    public var volledig: Bool

    public init(sleutels: Int, gebeurtenissen: Int, stil: Int, volledig: Bool) {
        self.sleutels = sleutels
        self.gebeurtenissen = gebeurtenissen
        self.stil = stil
        self.volledig = volledig
    }

    public static var title: String { "Wat een herhaling zou doen" }
    public static var fields: [String: String] {
        [
            "sleutels": "Hoeveel sleutels.", "gebeurtenissen": "Hoeveel gebeurtenissen deze afnemer krijgt.",
            "stil": "Bij hoeveel daarvan geen taak, mail of bericht naar buiten gaat.",
            "volledig": "Of alle sleutels geteld zijn.",
        ]
    }
    public static var example: Herhalingsproef {
        Herhalingsproef(sleutels: 3, gebeurtenissen: 12, stil: 12, volledig: true)
    }
}

/// The numbers that a consumer passes over.
public struct Overgeslagen: Contract {
    public var van: Int
    public var tot: Int

    public init(van: Int, tot: Int) {
        self.van = van
        self.tot = tot
    }

    public static var title: String { "Overgeslagen volgnummers" }
    public static var fields: [String: String] { ["van": "Het eerste.", "tot": "Het laatste."] }
    public static var example: Overgeslagen { Overgeslagen(van: 3, tot: 4) }
}
