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
    /// What this step came from; the same over the services.
    public var correlatie: String?

    public init(
        op: Date, dienst: String, stap: String, soort: String, onderwerp: String, sleutel: String, volgnummer: Int?,
        plaats: String?, correlatie: String? = nil
    ) {
        self.op = op
        self.dienst = dienst
        self.stap = stap
        self.soort = soort
        self.onderwerp = onderwerp
        self.sleutel = sleutel
        self.volgnummer = volgnummer
        self.plaats = plaats
        self.correlatie = correlatie
    }

    public static var title: String { "Stap op het spoor" }
    public static var fields: [String: String] {
        [
            "op": "Wanneer.", "dienst": "Waar.",
            "stap": "vastgelegd, gepubliceerd, wacht op Kafka, verwerkt, opzijgezet of termijn.",
            "soort": "Soort gebeurtenis.", "onderwerp": "Waarover.", "sleutel": "De sleutel.",
            "volgnummer": "Volgnummer in de sleutel.",
            "plaats": "Partitie en offset.",
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
