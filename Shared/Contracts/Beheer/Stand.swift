import Foundation

/// How a service's messaging stands: what `keten status` shows.
public struct Berichtenstand: Contract {
    public var dienst: String
    /// The database's clock, so that ages do not hang on an operator's own.
    public var op: Date
    public var programma: Programmastand
    /// Topics of organisations that are cut off: what is for them waits on purpose.
    public var aangehouden: [String]
    public var outbox: Outboxstand
    public var relay: Relaystand
    public var quarantaine: [Aantal]
    public var afnemers: [Afnemerstand]
    public var termijnen: Termijnstand

    public init(
        dienst: String, op: Date, programma: Programmastand, aangehouden: [String], outbox: Outboxstand,
        relay: Relaystand, quarantaine: [Aantal], afnemers: [Afnemerstand], termijnen: Termijnstand
    ) {
        self.dienst = dienst
        self.op = op
        self.programma = programma
        self.aangehouden = aangehouden
        self.outbox = outbox
        self.relay = relay
        self.quarantaine = quarantaine
        self.afnemers = afnemers
        self.termijnen = termijnen
    }

    public static var title: String { "Stand van het berichtenverkeer" }
    public static var fields: [String: String] {
        [
            "dienst": "De dienst.", "op": "Wanneer dit zo was, volgens de database.",
            "programma": "Wat er draait.", "aangehouden": "Topics van organisaties die zijn afgesloten.",
            "outbox": "Wat nog niet op Kafka staat.", "relay": "Wie publiceert.",
            "quarantaine": "Aantallen opzijgezette berichten, per toestand.", "afnemers": "Hoever elke afnemer is.",
            "termijnen": "Lopende termijnen.",
        ]
    }
    public static var example: Berichtenstand {
        Berichtenstand(
            dienst: "verwijzing", op: .placeholder, programma: .example, aangehouden: [], outbox: .example,
            relay: .example,
            quarantaine: [.example], afnemers: [.example],
            termijnen: .example)
    }
}

/// Which program runs, and on which schema.
public struct Programmastand: Contract {
    public var versie: String
    public var gestartOp: Date
    /// Migrations that were applied, and that this program knows. Applied ones that it does not know are a newer
    /// program's.
    public var migraties: Int
    public var bekendeMigraties: Int

    public init(versie: String, gestartOp: Date, migraties: Int, bekendeMigraties: Int) {
        self.versie = versie
        self.gestartOp = gestartOp
        self.migraties = migraties
        self.bekendeMigraties = bekendeMigraties
    }

    public static var title: String { "Programma" }
    public static var fields: [String: String] {
        [
            "versie": "Versie van het programma.", "gestartOp": "Sinds wanneer dit proces draait.",
            "migraties": "Hoeveel migraties het schema heeft.",
            "bekendeMigraties": "Hoeveel er dit programma kent.",
        ]
    }
    public static var example: Programmastand {
        Programmastand(versie: "1.0.0", gestartOp: .placeholder, migraties: 4, bekendeMigraties: 4)
    }
}

public struct Outboxstand: Contract {
    public var aantal: Int
    public var gefaald: Int
    /// For organisations that are cut off.
    public var aangehouden: Int
    /// The oldest event that should be published and is not.
    public var oudsteOp: Date?

    public init(aantal: Int, gefaald: Int, aangehouden: Int, oudsteOp: Date?) {
        self.aantal = aantal
        self.gefaald = gefaald
        self.aangehouden = aangehouden
        self.oudsteOp = oudsteOp
    }

    public static var title: String { "Outbox" }
    public static var fields: [String: String] {
        [
            "aantal": "Nog niet gepubliceerd.", "gefaald": "Door Kafka geweigerd; houdt zijn sleutel vast.",
            "aangehouden": "Voor organisaties die zijn afgesloten.",
            "oudsteOp": "Sinds wanneer, van wat niet met opzet wacht.",
        ]
    }
    public static var example: Outboxstand { Outboxstand(aantal: 0, gefaald: 0, aangehouden: 0, oudsteOp: nil) }
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
    /// Names of topics, or a regular expression.
    public var topics: [String]
    public var sleutels: Int
    /// Keys of which a later message came before an earlier one.
    public var gaten: Int
    /// Messages that the consumer knows to exist and has not decided.
    public var ontbreekt: Int
    /// Keys that wait behind a failed message.
    public var vastgehouden: Int

    public init(afnemer: String, topics: [String], sleutels: Int, gaten: Int, ontbreekt: Int, vastgehouden: Int) {
        self.afnemer = afnemer
        self.topics = topics
        self.sleutels = sleutels
        self.gaten = gaten
        self.ontbreekt = ontbreekt
        self.vastgehouden = vastgehouden
    }

    public static var title: String { "Afnemer" }
    public static var fields: [String: String] {
        [
            "afnemer": "Naam, ook van de groep.", "topics": "Wat hij leest.", "sleutels": "Sleutels gezien.",
            "gaten": "Sleutels met een gat.", "ontbreekt": "Berichten waarvan hij weet en die hij niet verwerkte.",
            "vastgehouden": "Sleutels die wachten.",
        ]
    }
    public static var example: Afnemerstand {
        Afnemerstand(
            afnemer: "verwijzing.casussen", topics: [Topics.casussen], sleutels: 1, gaten: 0, ontbreekt: 0,
            vastgehouden: 0)
    }
}

public struct Termijnstand: Contract {
    /// Terms whose step was not taken yet.
    public var lopend: Int
    /// Those of them whose deadline has passed: people are late, and were told.
    public var overTijd: Int
    /// Those that should have gone off a minute ago and did not: the chain itself is late.
    public var teLaat: Int
    /// Those whose going off failed, and that are tried again.
    public var gefaald: Int
    public var soorten: [Termijnsoortstand]

    public init(lopend: Int, overTijd: Int, teLaat: Int, gefaald: Int, soorten: [Termijnsoortstand]) {
        self.lopend = lopend
        self.overTijd = overTijd
        self.teLaat = teLaat
        self.gefaald = gefaald
        self.soorten = soorten
    }

    public static var title: String { "Termijnen" }
    public static var fields: [String: String] {
        [
            "lopend": "Nu lopend.", "overTijd": "Over de termijn heen.",
            "teLaat": "Had een minuut geleden al af moeten gaan.", "gefaald": "Afgaan mislukte; wordt herhaald.",
            "soorten": "Per soort termijn.",
        ]
    }
    public static var example: Termijnstand {
        Termijnstand(lopend: 1, overTijd: 0, teLaat: 0, gefaald: 0, soorten: [.example])
    }
}

/// The running terms of one kind.
public struct Termijnsoortstand: Contract {
    /// The kind that runs until the receiver of a handover answers.
    public static let onbeantwoord = "overdracht-beantwoorden"

    public var soort: String
    public var lopend: Int
    public var overTijd: Int
    /// The one that runs longest.
    public var oudste: UUID
    public var oudsteOp: Date

    public init(soort: String, lopend: Int, overTijd: Int, oudste: UUID, oudsteOp: Date) {
        self.soort = soort
        self.lopend = lopend
        self.overTijd = overTijd
        self.oudste = oudste
        self.oudsteOp = oudsteOp
    }

    public static var title: String { "Soort termijn" }
    public static var fields: [String: String] {
        [
            "soort": "Welke termijn.", "lopend": "Hoeveel er lopen.", "overTijd": "Hoeveel er over tijd zijn.",
            "oudste": "Waarover de langst lopende gaat.", "oudsteOp": "Sinds wanneer die loopt.",
        ]
    }
    public static var example: Termijnsoortstand {
        Termijnsoortstand(
            soort: onbeantwoord, lopend: 1, overTijd: 0, oudste: .placeholder, oudsteOp: .placeholder)
    }
}
