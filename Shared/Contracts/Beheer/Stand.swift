import Foundation

/// How a service's messaging stands: what `keten status` shows.
public struct Berichtenstand: Contract {
    public var dienst: String
    public var outbox: Outboxstand
    public var relay: Relaystand
    public var quarantaine: [Aantal]
    public var afnemers: [Afnemerstand]
    public var termijnen: Termijnstand

    public init(
        dienst: String, outbox: Outboxstand, relay: Relaystand, quarantaine: [Aantal], afnemers: [Afnemerstand],
        termijnen: Termijnstand
    ) {
        self.dienst = dienst
        self.outbox = outbox
        self.relay = relay
        self.quarantaine = quarantaine
        self.afnemers = afnemers
        self.termijnen = termijnen
    }

    public static var title: String { "Stand van het berichtenverkeer" }
    public static var fields: [String: String] {
        [
            "dienst": "De dienst.", "outbox": "Wat nog niet op Kafka staat.", "relay": "Wie publiceert.",
            "quarantaine": "Aantallen opzijgezette berichten, per toestand.", "afnemers": "Hoever elke afnemer is.",
            "termijnen": "Lopende termijnen.",
        ]
    }
    public static var example: Berichtenstand {
        Berichtenstand(
            dienst: "verwijzing", outbox: .example, relay: .example, quarantaine: [.example], afnemers: [.example],
            termijnen: .example)
    }
}

public struct Outboxstand: Contract {
    public var aantal: Int
    public var gefaald: Int
    /// The oldest event that the broker has not confirmed.
    public var oudsteOp: Date?

    public init(aantal: Int, gefaald: Int, oudsteOp: Date?) {
        self.aantal = aantal
        self.gefaald = gefaald
        self.oudsteOp = oudsteOp
    }

    public static var title: String { "Outbox" }
    public static var fields: [String: String] {
        [
            "aantal": "Nog niet gepubliceerd.", "gefaald": "Door Kafka geweigerd; houdt zijn sleutel vast.",
            "oudsteOp": "Sinds wanneer.",
        ]
    }
    public static var example: Outboxstand { Outboxstand(aantal: 0, gefaald: 0, oudsteOp: nil) }
}

public struct Relaystand: Contract {
    public var leider: String?
    public var tijdvak: Int
    public var verlooptOp: Date?

    public init(leider: String?, tijdvak: Int, verlooptOp: Date?) {
        self.leider = leider
        self.tijdvak = tijdvak
        self.verlooptOp = verlooptOp
    }

    public static var title: String { "Relay" }
    public static var fields: [String: String] {
        [
            "leider": "Welk proces publiceert.", "tijdvak": "De hoeveelste leider.",
            "verlooptOp": "Tot wanneer, als het niets meer laat horen.",
        ]
    }
    public static var example: Relaystand { Relaystand(leider: nil, tijdvak: 1, verlooptOp: nil) }
}

public struct Aantal: Contract {
    public var naam: String
    public var aantal: Int

    public init(naam: String, aantal: Int) {
        self.naam = naam
        self.aantal = aantal
    }

    public static var title: String { "Aantal" }
    public static var fields: [String: String] { ["naam": "Waarvan.", "aantal": "Hoeveel."] }
    public static var example: Aantal { Aantal(naam: "failed", aantal: 1) }
}

public struct Afnemerstand: Contract {
    public var afnemer: String
    public var sleutels: Int
    /// Keys of which a later message came before an earlier one.
    public var gaten: Int
    /// Keys that wait behind a failed message.
    public var vastgehouden: Int

    public init(afnemer: String, sleutels: Int, gaten: Int, vastgehouden: Int) {
        self.afnemer = afnemer
        self.sleutels = sleutels
        self.gaten = gaten
        self.vastgehouden = vastgehouden
    }

    public static var title: String { "Afnemer" }
    public static var fields: [String: String] {
        [
            "afnemer": "Naam, ook van de groep.", "sleutels": "Sleutels gezien.", "gaten": "Sleutels met een gat.",
            "vastgehouden": "Sleutels die wachten.",
        ]
    }
    public static var example: Afnemerstand {
        Afnemerstand(afnemer: "verwijzing.casussen", sleutels: 1, gaten: 0, vastgehouden: 0)
    }
}

public struct Termijnstand: Contract {
    public var lopend: Int
    /// Terms whose deadline has passed and whose step was not taken.
    public var overTijd: Int

    public init(lopend: Int, overTijd: Int) {
        self.lopend = lopend
        self.overTijd = overTijd
    }

    public static var title: String { "Termijnen" }
    public static var fields: [String: String] { ["lopend": "Nu lopend.", "overTijd": "Over de termijn heen."] }
    public static var example: Termijnstand { Termijnstand(lopend: 1, overTijd: 0) }
}
