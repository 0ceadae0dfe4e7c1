import Contracts
import Foundation
import VerwijzingDomain

/// What happened to one handover: codes, times and people, no content (S2).
struct Tijdlijn: Contract {
    var overdracht: UUID
    var kenmerk: Kenmerk
    var regels: [Tijdlijnregel]

    static var title: String { "Tijdlijn van een overdracht" }
    static var fields: [String: String] {
        ["overdracht": "De overdracht.", "kenmerk": "Het kenmerk.", "regels": "Wat er gebeurde, oudste eerst."]
    }
    static var lists: [String: ClosedRange<Int>] { ["regels": 0...10_000] }
    static var example: Tijdlijn {
        Tijdlijn(overdracht: .placeholder, kenmerk: .placeholder, regels: [.example])
    }
}

/// One thing that happened, and who did it.
struct Tijdlijnregel: Contract {
    var tijdstip: Date
    var gebeurtenis: Codewoord
    var status: OverdrachtenEvents.Status
    var organisatie: OIN?
    var medewerker: MedewerkerId?
    var soort: Codewoord?
    var datum: Datum?

    static var title: String { "Regel van een tijdlijn" }
    static var fields: [String: String] {
        [
            "tijdstip": "Wanneer het gebeurde.", "gebeurtenis": "Wat er gebeurde.",
            "status": "De toestand daarna.", "organisatie": "Wie het deed; niemand als de klok het deed.",
            "medewerker": "De medewerker, als die genoemd is.",
            "soort": "De reden, of de soort termijn.", "datum": "De dag die erbij genoemd is.",
        ]
    }
    static var example: Tijdlijnregel {
        Tijdlijnregel(
            tijdstip: .placeholder, gebeurtenis: .placeholder, status: .aangeboden, organisatie: .placeholder,
            medewerker: .placeholder, soort: nil, datum: nil)
    }
}

extension Tijdlijn {
    /// - Parameters:
    ///   - geschillen: what happened to the disputes of this handover.
    ///   - verklaringen: what became of statements since, as far as the reader has to do with them.
    ///   - vragen: what was asked and answered in the zaak; of it the timeline has the reference only (N7).
    init(
        _ overdracht: Overdracht, _ gebeurd: [OverdrachtEvent], geschillen: [GeschilEvent] = [],
        verklaringen: [VerklaringEvent] = [], vragen: [GezinscontactEvent] = [], _ zicht: Zicht
    ) throws {
        let erbij =
            try geschillen.compactMap { try Tijdlijnregel($0, zicht) }
            + verklaringen.compactMap { try Tijdlijnregel($0, zicht) }
            + vragen.compactMap { try Tijdlijnregel($0, zicht) }
        var regels = try gebeurd.flatMap { event in
            ([try Tijdlijnregel(event, zicht)] + (try Tijdlijnregel.afsluiting(event, zicht))).map { regel in
                var regel = regel
                if let wie = regel.organisatie, !zicht.noemt(wie.text, bij: overdracht) {
                    (regel.organisatie, regel.medewerker) = (nil, nil)
                }
                return regel
            }
        }
        for var regel in erbij.sorted(by: { $0.tijdstip < $1.tijdstip }) where regel.tijdstip >= overdracht.aangebodenOp
        {
            let plaats = regels.firstIndex { $0.tijdstip > regel.tijdstip } ?? regels.endIndex
            // Beside the handover: its status stays what it was.
            regel.status = plaats > 0 ? regels[plaats - 1].status : .aangeboden
            regels.insert(regel, at: plaats)
        }
        self.init(overdracht: overdracht.id, kenmerk: try .van(overdracht.kenmerk), regels: regels)
    }
}

extension Tijdlijnregel {
    /// Nil for what is no question or answer, and where who asked or answered is shielded from the reader (P1).
    init?(_ event: GezinscontactEvent, _ zicht: Zicht) throws {
        let door: Partij?
        var soort: String?
        switch event.feit {
        // P2: whose help it is; what it rests on by who recorded that.
        case .hulpZonderToestemming(let feit): door = feit.helper
        case .hulpgrondVastgelegd(let feit): (door, soort) = (feit.door, feit.grond.rawValue)
        case .navraagGesteld(let feit): door = feit.door
        case .navraagBeantwoord(let feit): door = feit.door
        default: return nil
        }
        if let door, !zicht.ziet(organisatie: door.organisatie) { return nil }
        self.init(
            tijdstip: event.kop.tijdstip, gebeurtenis: try .van(event.naam), status: .aangeboden,
            organisatie: try door.map { try .van($0.organisatie) },
            medewerker: try door.flatMap { try zicht.medewerker($0.medewerker, $0.organisatie) },
            soort: try soort.map { try .van($0) }, datum: nil)
    }

    /// P2: that somebody said no to help, or no longer says yes; nil for other things that protect the family, and where the
    /// organisation it is about, or who recorded it, is shielded from the reader (P1). Who said it is not told.
    init?(_ event: BeschermingEvent, _ zicht: Zicht) throws {
        guard case .toestemmingVastgelegd(let feit) = event.feit, feit.besluit != .gegeven,
            zicht.ziet(organisatie: feit.organisatie)
        else { return nil }
        try self.init(event.naam, event.kop.door, feit.besluit.rawValue, event.kop.tijdstip, zicht)
    }

    /// O11: who stays in touch and when, or why nobody, and the way back.
    static func afsluiting(_ event: OverdrachtEvent, _ zicht: Zicht) throws -> [Tijdlijnregel] {
        let afsluiting: Afsluiting
        switch event.feit {
        case .afgerond(let feit): afsluiting = feit.afsluiting
        case .voortijdigBeeindigd(let feit): afsluiting = feit.afsluiting
        default: return []
        }
        func regel(_ wat: String, _ wie: AanZet? = nil, soort: String? = nil, op: Dag? = nil) throws -> Tijdlijnregel {
            Tijdlijnregel(
                tijdstip: event.kop.tijdstip, gebeurtenis: try .van(wat), status: try .van(event.kop.status),
                organisatie: wie?.organisatie, medewerker: wie?.medewerker, soort: try soort.map { try .van($0) },
                datum: try op.map { try .van($0.description) })
        }
        let terug = try regel("weg-terug", soort: afsluiting.wegTerug.rawValue)
        switch afsluiting.nazorg {
        case .contact(let partij, let op):
            let wie = try AanZet.van((partij.organisatie, partij.medewerker), zicht)
            return [try regel("nazorg-afgesproken", wie, op: op), terug]
        case .geen(let reden): return [try regel("geen-nazorg", soort: reden.rawValue), terug]
        }
    }

    /// Who did it, why or which term, and the day that was named with it.
    private typealias Wie = (kant: Kant?, door: String?, soort: String?, datum: Dag?)

    init(_ event: OverdrachtEvent, _ zicht: Zicht) throws {
        let kop = event.kop
        let wie = Self.wie(event)
        let organisatie = wie.kant.map { $0 == .aanbieder ? kop.van.organisatie : kop.naar }
        self.init(
            tijdstip: kop.tijdstip, gebeurtenis: try .van(event.naam), status: try .van(kop.status),
            organisatie: try organisatie.map { try .van($0) },
            medewerker: zicht.isOnbelemmerd
                ? try wie.door.map { try .van($0) } : try organisatie.flatMap { try zicht.medewerker(wie.door, $0) },
            soort: try wie.soort.map { try .van($0) }, datum: try wie.datum.map { try .van($0.description) })
    }

    private static func wie(_ event: OverdrachtEvent) -> Wie {
        switch event.feit {
        case .aangeboden(let inhoud): (.aanbieder, event.kop.van.medewerker, inhoud.reden.rawValue, nil)
        case .bezorgd: (.ontvanger, nil, nil, nil)
        case .gezien(let inhoud): (.ontvanger, inhoud.door, nil, nil)
        case .uitgesteld(let inhoud): (.ontvanger, inhoud.door, inhoud.reden.rawValue, inhoud.nieuweDatum)
        case .wachtlijstberichtGegeven(let inhoud): (.ontvanger, inhoud.door, nil, inhoud.volgendeDatum)
        case .wachtlijstberichtGemist: (nil, nil, nil, nil)
        case .veiligheidNietTeHouden(let inhoud): (inhoud.kant, inhoud.door, nil, nil)
        case .veiligheidHersteld(let inhoud): (inhoud.kant, inhoud.door, nil, nil)
        case .signaalOntvangen: (nil, nil, nil, nil)
        case .triageHerzien(let inhoud): (nil, inhoud.door, nil, nil)
        case .voorstelGedaan(let inhoud): (.ontvanger, inhoud.door, nil, inhoud.startdatum)
        case .voorstelGekozen(let inhoud):
            (
                .aanbieder, inhoud.door,
                inhoud.redenNiet.map { "keuze-" + $0.rawValue } ?? inhoud.gezinErbij.map { _ in "keuze-met-gezin" }, nil
            )
        case .geaccepteerd(let inhoud): (.ontvanger, inhoud.door, nil, inhoud.startdatum)
        case .geweigerd(let inhoud): (.ontvanger, inhoud.door, inhoud.reden.rawValue, nil)
        case .intrekkingGevraagd(let inhoud): (.aanbieder, inhoud.door, inhoud.reden.rawValue, nil)
        case .intrekkingAfgewezen(let inhoud): (.ontvanger, inhoud.door, nil, nil)
        case .ingetrokken(let inhoud): (inhoud.door == nil ? nil : .aanbieder, inhoud.door, inhoud.reden.rawValue, nil)
        case .gesprekBevestigd(let inhoud): (inhoud.kant, inhoud.door, nil, inhoud.datum)
        case .overgedragen: (nil, nil, nil, nil)
        case .gestart(let inhoud): (.ontvanger, inhoud.door, nil, nil)
        case .voortgangGemeld(let inhoud): (.ontvanger, inhoud.door, nil, nil)
        case .werkerGewisseld(let inhoud): (.ontvanger, inhoud.door, nil, nil)
        case .afzenderGewisseld: (.aanbieder, event.kop.van.medewerker, nil, nil)
        case .dossierBijgewerkt(let inhoud): (.aanbieder, inhoud.door, nil, nil)
        case .terzijdeGelegd(let inhoud): (.ontvanger, inhoud.door, inhoud.blok.rawValue, nil)
        case .afgerond(let inhoud): (.ontvanger, inhoud.door, nil, nil)
        case .voortijdigBeeindigd(let inhoud): (.ontvanger, inhoud.door, inhoud.reden.rawValue, nil)
        case .teruggegeven(let inhoud): (.ontvanger, inhoud.door, inhoud.reden.rawValue, nil)
        case .teruggaveIngetrokken(let inhoud): (.ontvanger, inhoud.door, nil, nil)
        case .teruggaveAanvaard(let inhoud): (.aanbieder, inhoud.door, nil, nil)
        case .regieBesloten(let inhoud): (nil, nil, inhoud.regieBij.rawValue, nil)
        // Who it is from here on; the lines above keep who it was (O23).
        case .opgevolgd(let inhoud): (inhoud.kant, inhoud.werker, nil, nil)
        case .termijnHerinnerd(let inhoud): (nil, nil, inhoud.soort, nil)
        case .termijnGeescaleerd(let inhoud): (nil, nil, inhoud.soort, nil)
        }
    }

    /// Nil for a reminder, which tells nothing here.
    init?(_ event: GeschilEvent, _ zicht: Zicht) throws {
        let soort: String
        switch event.feit {
        case .geopend, .ingetrokken: soort = event.kop.over.rawValue
        case .besloten(let feit): soort = feit.uitkomst.rawValue
        case .termijnGeescaleerd(let feit): soort = feit.soort
        case .termijnHerinnerd, .opgevolgd: return nil
        }
        try self.init(event.naam, event.kop.door, soort, event.kop.tijdstip, zicht)
    }

    init?(_ event: VerklaringEvent, _ zicht: Zicht) throws {
        let soort: String
        switch event.feit {
        case .vastgelegd, .geldigheidGevraagd, .termijnHerinnerd, .opgevolgd, .overgenomen: return nil
        case .correctieGevraagd(let feit): soort = feit.gevraagdDoor.rawValue
        case .correctieGeweigerd(let feit): soort = feit.reden.rawValue
        case .gecorrigeerd(let feit): soort = feit.aard.rawValue
        case .correctieBevestigd: soort = event.kop.blok.rawValue
        case .geldigheidBeantwoord(let feit): soort = feit.antwoord.rawValue
        case .bestandGecontroleerd(let feit): soort = feit.klopt ? "bestand-klopt" : "bestand-klopt-niet"
        case .termijnGeescaleerd(let feit): soort = feit.soort
        }
        try self.init(event.naam, event.kop.door, soort, event.kop.tijdstip, zicht)
    }

    private init(
        _ gebeurtenis: String, _ door: Partij?, _ soort: String, _ tijdstip: Date, _ zicht: Zicht
    ) throws {
        let wie = door.flatMap { zicht.ziet(organisatie: $0.organisatie) ? $0 : nil }
        self.init(
            tijdstip: tijdstip, gebeurtenis: try .van(gebeurtenis), status: .aangeboden,
            organisatie: try wie.map { try .van($0.organisatie) },
            medewerker: try wie.flatMap { try zicht.medewerker($0.medewerker, $0.organisatie) },
            soort: try .van(soort), datum: nil)
    }
}
