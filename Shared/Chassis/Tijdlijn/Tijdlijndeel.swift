import Contracts
import Foundation

/// What one service has of a zaak's timeline, for one organisation (S2).
public struct Tijdlijndeel: Contract {
    public var zaak: UUID
    public var stappen: [Tijdlijnstap]

    public init(zaak: UUID, stappen: [Tijdlijnstap]) {
        self.zaak = zaak
        self.stappen = stappen
    }

    public static var title: String { "Deel van de tijdlijn van een zaak" }
    public static var fields: [String: String] {
        ["zaak": "De zaak.", "stappen": "Wat er volgens deze dienst gebeurde, voor zover de organisatie dat mag zien."]
    }
    public static var lists: [String: ClosedRange<Int>] { ["stappen": 0...10_000] }
    public static var example: Tijdlijndeel { Tijdlijndeel(zaak: .placeholder, stappen: [.example]) }
}

/// One thing that happened in a zaak, wherever in the chain: codes, times, organisations and people, no content.
public struct Tijdlijnstap: Contract {
    public var tijdstip: Date
    public var bron: Codewoord
    /// The melding, casus, handover or task that it happened to.
    public var onderwerp: UUID
    public var kenmerk: Kenmerk?
    public var gebeurtenis: Codewoord
    public var organisatie: OIN?
    public var medewerker: MedewerkerId?
    public var betreft: OIN?
    public var soort: Codewoord?
    public var datum: Datum?

    public init(
        tijdstip: Date, bron: Codewoord, onderwerp: UUID, kenmerk: Kenmerk?, gebeurtenis: Codewoord,
        organisatie: OIN? = nil, medewerker: MedewerkerId? = nil, betreft: OIN? = nil, soort: Codewoord? = nil,
        datum: Datum? = nil
    ) {
        self.tijdstip = tijdstip
        self.bron = bron
        self.onderwerp = onderwerp
        self.kenmerk = kenmerk
        self.gebeurtenis = gebeurtenis
        self.organisatie = organisatie
        self.medewerker = medewerker
        self.betreft = betreft
        self.soort = soort
        self.datum = datum
    }

    public static var title: String { "Stap in een zaak" }
    public static var fields: [String: String] {
        [
            "tijdstip": "Wanneer het gebeurde.", "bron": "Welke dienst van de keten het vastlegde.",
            "onderwerp": "De melding, de casus, de overdracht, de zaak of de taak.", "kenmerk": "Het kenmerk daarvan.",
            "gebeurtenis": "Wat er gebeurde.", "organisatie": "Wie het deed; niemand als de keten of de klok het deed.",
            "medewerker": "De medewerker die het deed.", "betreft": "Welke organisatie het aangaat.",
            "soort": "De reden, de uitkomst, of de soort taak of termijn.", "datum": "De dag die erbij genoemd is.",
        ]
    }
    public static var example: Tijdlijnstap {
        Tijdlijnstap(
            tijdstip: .placeholder, bron: .placeholder, onderwerp: .placeholder, kenmerk: .placeholder,
            gebeurtenis: .placeholder, organisatie: .placeholder, medewerker: .placeholder)
    }
}
