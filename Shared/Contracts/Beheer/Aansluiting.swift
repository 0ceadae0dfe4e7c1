import Foundation

/// How one service sees an organisation's connection (C1).
public struct Organisatieaansluiting: Contract {
    public var oin: OIN
    public var naam: Organisatienaam
    public var regio: Codewoord
    public var actief: Bool
    /// Who runs the chain, and is never cut off.
    public var beheerder: OIN?
    public var afgesloten: Bool
    /// 0 while nothing was ever laid down.
    public var versie: Int
    public var sinds: Date?
    public var reden: RegisterEvents.Afsluitreden?
    public var kenmerk: Kenmerk?
    public var door: Persoon?
    /// Events for its own topic that are not published yet; only where one organisation is asked for.
    public var wacht: Int?
    public var openstaand: [Aantal]
    /// Regions whose named person works here: who hears last of what stays silent.
    public var aanspreekpuntVan: [Codewoord]
    /// O23: who comes in its place, when it stops; nil for nobody.
    public var opvolger: OIN?
    /// The first day on which it takes no part.
    public var stoptOp: Datum?

    public init(
        oin: OIN, naam: Organisatienaam, regio: Codewoord, actief: Bool, beheerder: OIN?, afgesloten: Bool,
        versie: Int, sinds: Date?, reden: RegisterEvents.Afsluitreden?, kenmerk: Kenmerk?, door: Persoon?,
        wacht: Int? = nil, openstaand: [Aantal] = [], aanspreekpuntVan: [Codewoord] = [],
        opvolger: OIN? = nil, stoptOp: Datum? = nil
    ) {
        self.oin = oin
        self.naam = naam
        self.regio = regio
        self.actief = actief
        self.beheerder = beheerder
        self.afgesloten = afgesloten
        self.versie = versie
        self.sinds = sinds
        self.reden = reden
        self.kenmerk = kenmerk
        self.door = door
        self.wacht = wacht
        self.openstaand = openstaand
        self.aanspreekpuntVan = aanspreekpuntVan
        self.opvolger = opvolger
        self.stoptOp = stoptOp
    }

    public static var title: String { "Aansluiting van een organisatie" }
    public static var fields: [String: String] {
        [
            "oin": "OIN van de organisatie.", "naam": "Naam van de organisatie.", "regio": "Regio.",
            "actief": "Of zij meedoet.", "beheerder": "Wie de keten draait; die wordt nooit afgesloten.",
            "afgesloten": "Of zij is afgesloten.", "versie": "Nummer van de laatste vastlegging; 0 zonder.",
            "sinds": "Wanneer dat is vastgelegd.", "reden": "Waarom zij werd afgesloten.",
            "kenmerk": "Kort kenmerk voor de telefoon.", "door": "Wie het vastlegde.",
            "wacht": "Hoeveel berichten voor haar eigen topic nog wachten.",
            "openstaand": "Wat er van haar openstaat.",
            "aanspreekpuntVan": "Regio's waarvan het aanspreekpunt hier werkt.",
            "opvolger": "Wie haar plaats inneemt als zij stopt.",
            "stoptOp": "De eerste dag waarop zij niet meer meedoet.",
        ]
    }
    public static var example: Organisatieaansluiting {
        Organisatieaansluiting(
            oin: .placeholder, naam: .placeholder, regio: .placeholder, actief: true, beheerder: .placeholder,
            afgesloten: true, versie: 1, sinds: .placeholder, reden: .storing, kenmerk: .placeholder, door: .example,
            wacht: 0, openstaand: [.example])
    }
}

/// Who cuts an organisation off or connects it, and why, in their own words. The words stay in the services' schemas.
public struct Aansluithandeling: Beheerhandeling {
    public var door: MedewerkerId
    public var reden: KorteTekst
    public var afsluiten: Bool
    /// The number that the register's event will carry.
    public var versie: Int

    public init(door: MedewerkerId, reden: KorteTekst, afsluiten: Bool, versie: Int) {
        self.door = door
        self.reden = reden
        self.afsluiten = afsluiten
        self.versie = versie
    }

    public static var title: String { "Afsluiten of aansluiten" }
    public static var fields: [String: String] {
        [
            "door": "Welke beheerder dit doet.", "reden": "Waarom; zonder namen of zaken.",
            "afsluiten": "Afsluiten, of anders aansluiten.", "versie": "Nummer van de vastlegging in het register.",
        ]
    }
    public static var example: Aansluithandeling {
        Aansluithandeling(door: .placeholder, reden: .placeholder, afsluiten: true, versie: 1)
    }
}
