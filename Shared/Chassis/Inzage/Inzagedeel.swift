import Content
import Contracts
import Foundation

/// What one service knows of who read what about a family (S3).
public struct Inzagedeel: Contract {
    public var zaak: UUID
    public var lezingen: [Inzagelezing]

    public init(zaak: UUID, lezingen: [Inzagelezing]) {
        self.zaak = zaak
        self.lezingen = lezingen
    }

    public static var title: String { "Deel van wie wat las over een gezin" }
    public static var fields: [String: String] {
        ["zaak": "De zaak.", "lezingen": "Wat er volgens deze dienst gelezen is, oudste eerst."]
    }
    public static var lists: [String: ClosedRange<Int>] { ["lezingen": 0...100_000] }
    public static var example: Inzagedeel { Inzagedeel(zaak: .placeholder, lezingen: [.example]) }
}

/// One time that an organisation read something: codes and times, no content.
public struct Inzagelezing: Contract {
    public var organisatie: OIN
    public var wat: Codewoord
    public var tijdstip: Date
    /// On which ground, where the service that gave it knows.
    public var grond: Codewoord?
    /// It is of an investigation that runs.
    public var lopendOnderzoek: Bool
    /// It concerned the family as a whole.
    public var gezin: Bool
    /// Whom of it, by pseudonym.
    public var personen: [Pseudoniem]

    public init(
        organisatie: OIN, wat: Codewoord, tijdstip: Date, grond: Codewoord?, lopendOnderzoek: Bool, gezin: Bool,
        personen: [Pseudoniem]
    ) {
        self.organisatie = organisatie
        self.wat = wat
        self.tijdstip = tijdstip
        self.grond = grond
        self.lopendOnderzoek = lopendOnderzoek
        self.gezin = gezin
        self.personen = personen
    }

    /// What is sealed for nobody in particular concerns the family.
    public init(_ reading: Reading, wat: Codewoord, grond: Codewoord?, lopendOnderzoek: Bool) {
        let personen = reading.subjects.compactMap { Pseudoniem($0) }
        self.init(
            organisatie: reading.organisation, wat: wat, tijdstip: reading.at, grond: grond,
            lopendOnderzoek: lopendOnderzoek, gezin: personen.count < reading.subjects.count, personen: personen)
    }

    public static var title: String { "Eén keer lezen" }
    public static var fields: [String: String] {
        [
            "organisatie": "Wie las.", "wat": "Wat zij las.", "tijdstip": "Wanneer.",
            "grond": "Waarop dat rust, als de dienst dat weet.",
            "lopendOnderzoek": "Of het hoort bij een onderzoek dat loopt.",
            "gezin": "Of het over het hele gezin gaat.", "personen": "Over wie het gaat, als pseudoniem.",
        ]
    }
    public static var lists: [String: ClosedRange<Int>] { ["personen": 0...1_000] }
    public static var example: Inzagelezing {
        Inzagelezing(
            organisatie: .placeholder, wat: .placeholder, tijdstip: .placeholder, grond: .placeholder,
            lopendOnderzoek: false, gezin: true, personen: [.placeholder])
    }
}
