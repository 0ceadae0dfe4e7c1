import Foundation

/// An exercise as one service knows it, with the texts that were left there (C3).
public struct Oefeningstand: Contract {
    public var oefening: UUID
    public var naam: Codewoord
    public var regio: Codewoord
    public var deelnemers: [OIN]
    public var versie: Int
    public var vastgelegdOp: Date
    public var afgeslotenOp: Date?
    public var verbetering: Bool?
    public var doel: String?
    public var evaluatie: String?
    /// What will be done otherwise, or why nothing.
    public var toelichting: String?

    public init(
        oefening: UUID, naam: Codewoord, regio: Codewoord, deelnemers: [OIN], versie: Int, vastgelegdOp: Date,
        afgeslotenOp: Date?, verbetering: Bool?, doel: String? = nil, evaluatie: String? = nil,
        toelichting: String? = nil
    ) {
        self.oefening = oefening
        self.naam = naam
        self.regio = regio
        self.deelnemers = deelnemers
        self.versie = versie
        self.vastgelegdOp = vastgelegdOp
        self.afgeslotenOp = afgeslotenOp
        self.verbetering = verbetering
        self.doel = doel
        self.evaluatie = evaluatie
        self.toelichting = toelichting
    }

    public static var title: String { "Oefening" }
    public static var fields: [String: String] {
        [
            "oefening": "Id van de oefening.", "naam": "Korte naam.", "regio": "Regio.",
            "deelnemers": "Welke organisaties meedoen; geen andere wordt bereikt.",
            "versie": "Nummer van de laatste vastlegging.", "vastgelegdOp": "Wanneer die is gedaan.",
            "afgeslotenOp": "Wanneer zij is afgesloten.", "verbetering": "Of er een verbetering uit kwam.",
            "doel": "Waartoe zij dient.", "evaluatie": "Wat ervan geleerd is.",
            "toelichting": "Wat er anders gaat, of waarom niets.",
        ]
    }
    public static var lists: [String: ClosedRange<Int>] { ["deelnemers": 1...400] }
    public static var example: Oefeningstand {
        Oefeningstand(
            oefening: .placeholder, naam: .placeholder, regio: .placeholder, deelnemers: [.placeholder], versie: 1,
            vastgelegdOp: .placeholder, afgeslotenOp: nil, verbetering: nil, doel: "-", evaluatie: nil,
            toelichting: nil)
    }
}

/// Beginning or closing an exercise, in the operator's own words. The words stay in the services' schemas.
public struct Oefenhandeling: Beheerhandeling {
    public var door: MedewerkerId
    /// The goal at the beginning, the evaluation at the end.
    public var reden: KorteTekst
    public var afsluiten: Bool
    /// Only at the end: what will be done otherwise.
    public var verbetering: KorteTekst?
    /// Only at the end, in its place: why nothing.
    public var geenVerbetering: KorteTekst?

    public init(
        door: MedewerkerId, reden: KorteTekst, afsluiten: Bool, verbetering: KorteTekst? = nil,
        geenVerbetering: KorteTekst? = nil
    ) {
        self.door = door
        self.reden = reden
        self.afsluiten = afsluiten
        self.verbetering = verbetering
        self.geenVerbetering = geenVerbetering
    }

    public static var title: String { "Een oefening beginnen of afsluiten" }
    public static var fields: [String: String] {
        [
            "door": "Welke beheerder dit doet.", "reden": "Het doel, of bij afsluiten de evaluatie.",
            "afsluiten": "Afsluiten, of anders beginnen.", "verbetering": "Wat er voortaan anders gaat.",
            "geenVerbetering": "Of waarom er niets anders gaat.",
        ]
    }
    public static var example: Oefenhandeling {
        Oefenhandeling(door: .placeholder, reden: .placeholder, afsluiten: false)
    }

    public func check() -> [Violation] {
        guard (verbetering != nil) != (geenVerbetering != nil) || !afsluiten else {
            return [
                Violation(
                    pointer: "/verbetering", code: Violation.Codes.missing,
                    detail: "Sluit af met een verbetering, of met de reden waarom er geen is.")
            ]
        }
        return []
    }
}
