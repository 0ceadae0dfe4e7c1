import Foundation

/// A term as operators see it.
public struct Termijnrij: Contract {
    public var id: UUID
    public var soort: String
    /// What it is a term of: a kind of aggregate, and which.
    public var waarvan: String
    public var onderwerp: UUID
    public var zaak: UUID?
    public var spoed: Bool
    public var sinds: Date
    public var uiterlijk: Date
    /// When it goes off next; absent once its last stage has.
    public var volgendeOp: Date?
    /// How many of its stages have gone off.
    public var stadium: Int
    /// Tries that failed since it last went off.
    public var pogingen: Int

    public init(
        id: UUID, soort: String, waarvan: String, onderwerp: UUID, zaak: UUID?, spoed: Bool, sinds: Date,
        uiterlijk: Date, volgendeOp: Date?, stadium: Int, pogingen: Int
    ) {
        self.id = id
        self.soort = soort
        self.waarvan = waarvan
        self.onderwerp = onderwerp
        self.zaak = zaak
        self.spoed = spoed
        self.sinds = sinds
        self.uiterlijk = uiterlijk
        self.volgendeOp = volgendeOp
        self.stadium = stadium
        self.pogingen = pogingen
    }

    public static var title: String { "Lopende termijn" }
    public static var fields: [String: String] {
        [
            "id": "Id van de termijn.", "soort": "Welke termijn.", "waarvan": "Soort onderwerp.",
            "onderwerp": "Waarover.", "zaak": "Van welke zaak.", "spoed": "Of het spoed is.",
            "sinds": "Sinds wanneer.", "uiterlijk": "Wanneer het gedaan moet zijn.",
            "volgendeOp": "Wanneer zij weer afgaat; ontbreekt na het laatste stadium.",
            "stadium": "Hoeveel stadia zijn afgegaan.", "pogingen": "Hoe vaak afgaan mislukte.",
        ]
    }
    public static var example: Termijnrij {
        Termijnrij(
            id: .placeholder, soort: Termijnsoortstand.onbeantwoord, waarvan: "overdracht", onderwerp: .placeholder,
            zaak: nil, spoed: false, sinds: .placeholder, uiterlijk: .placeholder, volgendeOp: nil, stadium: 0,
            pogingen: 0)
    }
}
