import Foundation

/// The phases in which people deal with an incident together (C4, BOBOC).
public enum Incidentfase: String, Code {
    case beeldvorming
    case oordeelsvorming
    case besluitvorming
    case opdracht
    case coordinatieEnControle = "coordinatie-en-controle"
}

/// One line for the log of an incident. Its id is the sender's, so that sending it again adds nothing.
public struct Incidentaantekening: Contract {
    public var aantekening: UUID
    public var door: MedewerkerId
    public var rol: Codewoord
    public var fase: Incidentfase
    public var oefening: Bool
    public var tekst: Tekst

    public init(
        aantekening: UUID, door: MedewerkerId, rol: Codewoord, fase: Incidentfase, oefening: Bool, tekst: Tekst
    ) {
        self.aantekening = aantekening
        self.door = door
        self.rol = rol
        self.fase = fase
        self.oefening = oefening
        self.tekst = tekst
    }

    public static var title: String { "Aantekening bij een incident" }
    public static var fields: [String: String] {
        [
            "aantekening": "Id van de aantekening, door de afzender gekozen.", "door": "Wie dit schrijft.",
            "rol": "In welke rol.", "fase": "In welke fase (BOBOC).", "oefening": "Of dit een oefening is.",
            "tekst": "Wat er gezien, geoordeeld, besloten of opgedragen is; zonder namen.",
        ]
    }
    public static var example: Incidentaantekening {
        Incidentaantekening(
            aantekening: .placeholder, door: .placeholder, rol: .placeholder, fase: .beeldvorming, oefening: false,
            tekst: .placeholder)
    }

    /// No person belongs in it: it is read by everyone who deals with the incident.
    public func check() -> [Violation] {
        let words = tekst.text.split { $0.isWhitespace || ",;:()".contains($0) }
        guard words.contains(where: { !identifyingFields(in: .string(String($0))).isEmpty }) else { return [] }
        return [
            Violation(
                pointer: "/tekst", code: Violation.Codes.identifying,
                detail: "Persoonsgegevens horen niet in het logboek van een incident.")
        ]
    }
}

/// One line of the log, with when it was written.
public struct Incidentregel: Contract {
    public var incident: UUID
    public var op: Date
    public var organisatie: OIN
    public var aantekening: Incidentaantekening

    public init(incident: UUID, op: Date, organisatie: OIN, aantekening: Incidentaantekening) {
        self.incident = incident
        self.op = op
        self.organisatie = organisatie
        self.aantekening = aantekening
    }

    public static var title: String { "Regel uit het logboek van een incident" }
    public static var fields: [String: String] {
        [
            "incident": "Het incident.", "op": "Wanneer.", "organisatie": "Van welke organisatie.",
            "aantekening": "Wat er staat.",
        ]
    }
    public static var example: Incidentregel {
        Incidentregel(
            incident: .placeholder, op: .placeholder, organisatie: .placeholder, aantekening: .example)
    }
}
