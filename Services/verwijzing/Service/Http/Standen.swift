import Chassis
import Contracts
import Foundation
import VerwijzingDomain

/// What a party sees of a handover: references and codes, no content (O7).
struct OverdrachtStand: Contract {
    var id: UUID
    var zaak: UUID
    var kenmerk: Kenmerk
    var regio: Codewoord
    var oefening: Bool
    var status: OverdrachtenEvents.Status
    var fhirStatus: Codewoord
    var sinds: Date
    var urgentie: Contracts.Urgentie
    var van: AanZet
    var naar: OIN
    var aanZet: AanZet?
    var vraag: Codewoord
    var leeftijdsgroep: Leeftijdsgroep
    var gemeente: Gemeentecode?
    var hop: Int
    var reden: OverdrachtenEvents.Overdrachtsreden
    var keuze: OverdrachtenEvents.Keuze
    var ontbreekt: [OverdrachtenEvents.Dossierblok]
    var aangebodenOp: Date
    var bezorgdOp: Date?
    var gezienOp: Date?
    var gezienDoor: MedewerkerId?
    var voorstelSinds: Date?
    var uitgesteldTot: Datum?
    var gemisteWachtlijstberichten: Int?
    var werker: MedewerkerId?
    var startdatum: Datum?
    var gesprekBevestigdDoor: [OverdrachtenEvents.Kant]
    var veiligheidNietTeHoudenSinds: Date?
    var intrekkingGevraagdSinds: Date?
    var teruggavereden: OverdrachtenEvents.Teruggavereden?
    var weigerreden: OverdrachtenEvents.Weigerreden?
    var alternatief: OverdrachtenEvents.Alternatief?
    var alternatieveOrganisatie: OIN?
    var nazorg: AanZet?
    var nazorgOp: Datum?
    var redenGeenNazorg: OverdrachtenEvents.GeenNazorgReden?
    var wegTerug: OverdrachtenEvents.WegTerug?
    /// Given where one handover is read.
    var termijnen: [BordTermijn]?
    /// Given there as well, to both sides once it is accepted, before that to its sender (O16).
    var eerderGedaan: [EerderGedaan]?
    /// Given there as well, to who may ask.
    var navragenOpen: Int?
    var mogelijk: [Codewoord]

    static var title: String { "Stand van een overdracht" }
    static var fields: [String: String] {
        [
            "id": "Id van de overdracht.", "zaak": "De zaak.", "kenmerk": "Kort kenmerk voor de telefoon.",
            "regio": "Code van de regio.", "oefening": "Of dit een oefening is.", "status": "De toestand.",
            "fhirStatus": "De toestand als FHIR Task.status.", "sinds": "Sinds wanneer.",
            "urgentie": "Regulier of spoed.", "van": "Wie aanbood.", "naar": "De ontvangende organisatie.",
            "aanZet": "Wie nu aan zet is.", "vraag": "Soort vraag.", "leeftijdsgroep": "Leeftijdsgroep van het kind.",
            "gemeente": "Gemeente; afwezig als die voor u afgeschermd is.",
            "hop": "De hoeveelste keer dat de zaak verder gaat.",
            "reden": "Waarom de zaak verder gaat.",
            "keuze": "Wie het eerst accepteert, of wie de aanbieder kiest (O14).",
            "ontbreekt": "Dossierblokken zonder antwoord.",
            "voorstelSinds": "Sinds wanneer er een voorstel ligt om uit te kiezen.",
            "aangebodenOp": "Wanneer aangeboden.", "bezorgdOp": "Wanneer het systeem van de ontvanger het had.",
            "gezienOp": "Wanneer iemand bij de ontvanger het opende.", "gezienDoor": "Wie dat was.",
            "uitgesteldTot": "De datum die de ontvanger bij uitstel noemde.",
            "gemisteWachtlijstberichten": "Hoe vaak een wachtlijstbericht uitbleef.",
            "werker": "De werker die het gezin gaat helpen, of die in het voorstel staat.",
            "startdatum": "De beloofde of voorgestelde startdatum.",
            "gesprekBevestigdDoor": "Welke kanten het gesprek hebben bevestigd.",
            "veiligheidNietTeHoudenSinds":
                "Sinds wanneer de veiligheid niet te houden is, zolang niemand dat beantwoordde.",
            "intrekkingGevraagdSinds": "Sinds wanneer de aanbieder om intrekking vraagt.",
            "teruggavereden": "Waarom de ontvanger teruggeeft.", "weigerreden": "Waarom geweigerd.",
            "alternatief": "Wat de ontvanger in plaats daarvan voorstelde.",
            "alternatieveOrganisatie": "Welke organisatie de ontvanger voorstelde.",
            "nazorg": "Wie na de hulp contact houdt met het gezin (O11).",
            "nazorgOp": "Op welke dag die contact zoekt.",
            "redenGeenNazorg": "Waarom niemand contact houdt.",
            "wegTerug": "Hoe het gezin terugkomt als het weer hulp nodig heeft.",
            "termijnen": "Welke termijnen lopen; de eerste verloopt het eerst.",
            "eerderGedaan": "Waar hetzelfde voor dit gezin al eerder is gevraagd en opgepakt (O16).",
            "navragenOpen": "Hoeveel vragen in deze zaak nog op antwoord wachten, voor zover u ze ziet.",
            "mogelijk": "Wat uw organisatie nu kan doen.",
        ]
    }
    static var example: OverdrachtStand {
        OverdrachtStand(
            id: .placeholder, zaak: .placeholder, kenmerk: .placeholder, regio: .placeholder, oefening: false,
            status: .aangeboden, fhirStatus: .placeholder, sinds: .placeholder, urgentie: .regulier, van: .example,
            naar: .placeholder, aanZet: .example, vraag: .placeholder, leeftijdsgroep: .van12, gemeente: .placeholder,
            hop: 1, reden: .passenderHulp, keuze: .eersteAntwoord, ontbreekt: [.feiten], aangebodenOp: .placeholder,
            bezorgdOp: nil, gezienOp: nil, gezienDoor: nil, voorstelSinds: nil, uitgesteldTot: nil,
            gemisteWachtlijstberichten: nil, werker: nil,
            startdatum: nil, gesprekBevestigdDoor: [], veiligheidNietTeHoudenSinds: nil, intrekkingGevraagdSinds: nil,
            teruggavereden: nil, weigerreden: nil, alternatief: nil, alternatieveOrganisatie: nil,
            nazorg: nil, nazorgOp: nil, redenGeenNazorg: nil, wegTerug: nil, termijnen: nil, eerderGedaan: nil,
            navragenOpen: nil, mogelijk: [.placeholder])
    }
}

/// O16: an earlier intake, investigation or help of the same kind, so that it is not asked of the family anew.
struct EerderGedaan: Contract {
    var overdracht: UUID?
    var verwijzing: UUID?
    var kenmerk: Kenmerk
    var vraag: Codewoord
    var organisatie: OIN
    var status: Codewoord
    var aangebodenOp: Date
    var sinds: Date
    var vragenlijsten: [UUID]

    var id: UUID? { overdracht ?? verwijzing }

    static var title: String { "Eerder gedaan" }
    static var fields: [String: String] {
        [
            "overdracht": "De eerdere overdracht, als het er een was.",
            "verwijzing": "De eerdere verwijzing, als het er een was.", "kenmerk": "Haar kenmerk.",
            "vraag": "Welke soort vraag of hulp het was.",
            "organisatie": "Wie het deed.", "status": "De toestand.", "aangebodenOp": "Wanneer het toen gevraagd is.",
            "sinds": "Sinds wanneer die toestand geldt.",
            "vragenlijsten": "Wat die organisatie daarvoor vroeg; u kunt erom vragen.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["vragenlijsten": 0...1_000] }
    static var example: EerderGedaan {
        EerderGedaan(
            overdracht: .placeholder, verwijzing: nil, kenmerk: .placeholder, vraag: .placeholder,
            organisatie: .placeholder, status: .placeholder, aangebodenOp: .placeholder, sinds: .placeholder,
            vragenlijsten: [.placeholder])
    }
}

extension EerderGedaan {
    init(_ overdracht: Overdracht) throws {
        self.init(
            overdracht: overdracht.id, verwijzing: nil, kenmerk: try .van(overdracht.kenmerk),
            vraag: try .van(overdracht.aanbod.vraag), organisatie: try .van(overdracht.naar),
            status: try .van(overdracht.status.code),
            aangebodenOp: overdracht.aangebodenOp, sinds: overdracht.sinds, vragenlijsten: [])
    }

    init(_ verwijzing: Verwijzing) throws {
        self.init(
            overdracht: nil, verwijzing: verwijzing.id, kenmerk: try .van(verwijzing.kenmerk),
            vraag: try .van(verwijzing.vraag?.hulp ?? ""), organisatie: try .van(verwijzing.naar),
            status: try .van("hulp-" + verwijzing.stand.code),
            aangebodenOp: verwijzing.gevraagdOp, sinds: verwijzing.sinds, vragenlijsten: [])
    }
}

/// Who must move: an organisation, with the person where one is named (S1).
struct AanZet: Contract {
    var organisatie: OIN
    var medewerker: MedewerkerId?

    static var title: String { "Wie aan zet is" }
    static var fields: [String: String] {
        ["organisatie": "De organisatie.", "medewerker": "De medewerker, als die genoemd is."]
    }
    static var example: AanZet { AanZet(organisatie: .placeholder, medewerker: nil) }

    /// Nil for an organisation that is shielded from the reader; without a worker who is (P1).
    static func van(_ wie: (organisatie: String, medewerker: String?), _ zicht: Zicht) throws -> AanZet? {
        zicht.ziet(organisatie: wie.organisatie) ? try partij(wie, zicht) : nil
    }

    /// A side of a handover, to who sees that handover: both sides know each other.
    static func partij(_ wie: (organisatie: String, medewerker: String?), _ zicht: Zicht) throws -> AanZet {
        AanZet(
            organisatie: try .van(wie.organisatie), medewerker: try zicht.medewerker(wie.medewerker, wie.organisatie))
    }
}

extension Zicht {
    /// The worker, unless nobody is named or who it is, is shielded from the reader (P1).
    func medewerker(_ medewerker: String?, _ organisatie: String) throws -> MedewerkerId? {
        // The organisation itself may be one that both sides of a handover know; its people are shielded all the same.
        guard let medewerker, ziet(medewerker: medewerker, van: organisatie) else { return nil }
        return try .van(medewerker)
    }
}

extension OverdrachtStand {
    init(_ overdracht: Overdracht, voor oin: OIN, _ zicht: Zicht) throws {
        let status = overdracht.status
        self.init(
            id: overdracht.id, zaak: overdracht.zaak, kenmerk: try .van(overdracht.kenmerk),
            regio: try .van(overdracht.regio),
            oefening: overdracht.oefening, status: try .van(status.code), fhirStatus: try .van(status.fhirTaskStatus),
            sinds: overdracht.sinds, urgentie: try .van(overdracht.urgentie),
            van: try .partij((overdracht.van.organisatie, overdracht.van.medewerker), zicht),
            naar: try .van(overdracht.naar), aanZet: try overdracht.aanZet.map { try .partij($0, zicht) },
            vraag: try .van(overdracht.aanbod.vraag), leeftijdsgroep: try .van(overdracht.aanbod.leeftijdsgroep),
            gemeente: zicht.ziet(gemeente: overdracht.aanbod.gemeente) ? try .van(overdracht.aanbod.gemeente) : nil,
            hop: overdracht.aanbod.hop,
            reden: try .van(overdracht.aanbod.reden),
            keuze: try .van(overdracht.aanbod.keuze ?? .eersteAntwoord),
            ontbreekt: try overdracht.ontbreekt.map { try .van($0) },
            aangebodenOp: overdracht.aangebodenOp, bezorgdOp: overdracht.bezorgdOp, gezienOp: overdracht.gezien?.op,
            gezienDoor: try zicht.medewerker(overdracht.gezien?.medewerker, overdracht.naar),
            voorstelSinds: overdracht.voorstel?.sinds, uitgesteldTot: nil,
            gemisteWachtlijstberichten: nil, werker: nil, startdatum: nil, gesprekBevestigdDoor: [],
            veiligheidNietTeHoudenSinds: overdracht.veiligheid?.sinds,
            intrekkingGevraagdSinds: overdracht.intrekkingsverzoek?.sinds, teruggavereden: nil, weigerreden: nil,
            alternatief: nil, alternatieveOrganisatie: nil, nazorg: nil, nazorgOp: nil, redenGeenNazorg: nil,
            wegTerug: nil, termijnen: nil, eerderGedaan: nil, navragenOpen: nil,
            mogelijk: try overdracht.mogelijk(voor: oin.text).map { try .van($0) }
        )
        if let voorstel = overdracht.voorstel {
            werker = try zicht.medewerker(voorstel.werker, overdracht.naar)
            startdatum = try .van(voorstel.startdatum.description)
        }
        switch status {
        case .uitgesteld(let uitstel):
            uitgesteldTot = try .van(uitstel.nieuweDatum.description)
            gemisteWachtlijstberichten = uitstel.gemisteBerichten
        case .geaccepteerd(let werk), .overgedragen(let werk), .gestart(let werk): try vul(werk, overdracht, zicht)
        case .teruggegeven(let teruggave):
            try vul(teruggave.uitvoering, overdracht, zicht)
            teruggavereden = try .van(teruggave.reden)
        case .geweigerd(let afwijzing):
            weigerreden = try .van(afwijzing.reden)
            alternatief = try .van(afwijzing.alternatief)
            alternatieveOrganisatie = try afwijzing.alternatieveOrganisatie.flatMap {
                zicht.ziet(organisatie: $0) ? try .van($0) : nil
            }
        case .afgerond(let afsluiting), .voortijdigBeeindigd(_, let afsluiting): try vul(afsluiting, zicht)
        case .aangeboden, .ingetrokken, .teruggaveAanvaard: break
        }
    }

    /// O11.
    private mutating func vul(_ afsluiting: Afsluiting, _ zicht: Zicht) throws {
        wegTerug = try .van(afsluiting.wegTerug)
        switch afsluiting.nazorg {
        case .contact(let partij, let op):
            nazorg = try .van((partij.organisatie, partij.medewerker), zicht)
            nazorgOp = try op.map { try .van($0.description) }
        case .geen(let reden): redenGeenNazorg = try .van(reden)
        }
    }

    private mutating func vul(_ werk: Uitvoering, _ overdracht: Overdracht, _ zicht: Zicht) throws {
        werker = try zicht.medewerker(werk.werker, overdracht.naar)
        startdatum = try .van(werk.startdatum.description)
        gesprekBevestigdDoor = try Kant.allCases.filter { werk.gesprek($0) != nil }.map { try .van($0) }
    }
}
