import Chassis
import Contracts
import Foundation
import VerwijzingDomain

/// N7: a code with which someone of the family opens the family's own page.
struct GezinstoegangVerzoek: Handeling {
    var door: MedewerkerId?
    var lid: UUID

    static var title: String { "Code voor een gezinslid" }
    static var fields: [String: String] {
        ["door": doorUitleg, "lid": "Het gezinslid: een volwassene, of een kind vanaf 12 jaar."]
    }
    static var example: GezinstoegangVerzoek { GezinstoegangVerzoek(door: .placeholder, lid: .placeholder) }
}

/// Takes the code back.
struct GezinstoegangintrekkingVerzoek: Handeling {
    var door: MedewerkerId?
    var lid: UUID

    static var title: String { "Code intrekken" }
    static var fields: [String: String] { ["door": doorUitleg, "lid": "Het gezinslid."] }
    static var example: GezinstoegangintrekkingVerzoek {
        GezinstoegangintrekkingVerzoek(door: .placeholder, lid: .placeholder)
    }
}

/// N7: in which channel and language someone of the family wants to hear.
struct GezinsvoorkeurVerzoek: Handeling {
    var door: MedewerkerId?
    var lid: UUID
    var kanaal: OverdrachtenEvents.Gezinskanaal
    var taal: KorteTekst

    static var title: String { "Voorkeur vastleggen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "lid": "Het gezinslid.", "kanaal": "Hoe deze persoon het liefst iets hoort.",
            "taal": "In welke taal; wordt versleuteld bewaard.",
        ]
    }
    static var example: GezinsvoorkeurVerzoek {
        GezinsvoorkeurVerzoek(door: .placeholder, lid: .placeholder, kanaal: .telefoon, taal: .placeholder)
    }
}

/// N7: who of the family heard what changed, and who did not.
struct GezinsinformatieVerzoek: Handeling {
    var door: MedewerkerId?
    var verteldAan: [UUID]?
    var wijze: OverdrachtenEvents.Gezinskanaal?
    var nietVerteldAan: [UUID]?
    var redenNiet: OverdrachtenEvents.NietVerteldReden?

    static var title: String { "Gezin geïnformeerd" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "verteldAan": "Wie het van u hoorde.", "wijze": "Hoe u het vertelde.",
            "nietVerteldAan": "Wie het niet hoorde.", "redenNiet": "Waarom niet.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["verteldAan": 0...1_000, "nietVerteldAan": 0...1_000] }
    static var example: GezinsinformatieVerzoek {
        GezinsinformatieVerzoek(
            door: .placeholder, verteldAan: [.placeholder], wijze: .telefoon, nietVerteldAan: nil, redenNiet: nil)
    }

    func check() -> [Violation] {
        func fout(_ veld: String, _ uitleg: String) -> Violation {
            Violation(pointer: veld, code: Violation.Codes.value, detail: uitleg)
        }
        let (aan, niet) = (verteldAan ?? [], nietVerteldAan ?? [])
        var fouten: [Violation] = []
        if aan.isEmpty, wijze != nil { fouten.append(fout("/verteldAan", "Zeg wie het hoorde.")) }
        if !aan.isEmpty, wijze == nil { fouten.append(fout("/wijze", "Zeg hoe u het vertelde.")) }
        if niet.isEmpty, redenNiet != nil { fouten.append(fout("/nietVerteldAan", "Zeg wie het niet hoorde.")) }
        if !niet.isEmpty, redenNiet == nil { fouten.append(fout("/redenNiet", "Zeg waarom niet.")) }
        return fouten
    }
}

/// P2: what help rests on that runs without consent.
struct HulpgrondVerzoek: Handeling {
    var door: MedewerkerId?
    var hulp: UUID
    var grond: OverdrachtenEvents.Hulpgrond

    static var title: String { "Grond van de hulp" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "hulp": "De hulp: een overdracht of verwijzing.",
            "grond": "Waarop deze hulp rust, nu niet iedereen instemt.",
        ]
    }
    static var example: HulpgrondVerzoek {
        HulpgrondVerzoek(door: .placeholder, hulp: .placeholder, grond: .wettelijkeTaak)
    }
}

/// P2: help that runs although somebody who must consent said no.
struct ZonderToestemmingStand: Contract {
    var hulp: UUID
    var helper: AanZet?
    var sinds: Date
    var termijn: BordTermijn?

    static var title: String { "Hulp zonder toestemming" }
    static var fields: [String: String] {
        [
            "hulp": "De overdracht of verwijzing.", "helper": "Wie de hulp geeft; afwezig als dat is afgeschermd.",
            "sinds": "Sinds wanneer.", "termijn": "De termijn om te stoppen of een grond vast te leggen.",
        ]
    }
    static var example: ZonderToestemmingStand {
        ZonderToestemmingStand(hulp: .placeholder, helper: .example, sinds: .placeholder, termijn: nil)
    }
}

/// P2.
struct HulpgrondStand: Contract {
    var hulp: UUID
    var grond: OverdrachtenEvents.Hulpgrond

    static var title: String { "Waarop hulp rust" }
    static var fields: [String: String] { ["hulp": "De overdracht of verwijzing.", "grond": "Waarop zij rust."] }
    static var example: HulpgrondStand { HulpgrondStand(hulp: .placeholder, grond: .wettelijkeTaak) }
}

struct GezinstoegangStand: Contract {
    var lid: UUID
    var geldigTot: Date?
    var code: KorteTekst?

    static var title: String { "Toegang van een gezinslid" }
    static var fields: [String: String] {
        [
            "lid": "Het gezinslid.", "geldigTot": "Tot wanneer de code werkt; afwezig als er geen is.",
            "code": "De code, alleen in het eerste antwoord: zij wordt niet bewaard.",
        ]
    }
    static var example: GezinstoegangStand {
        GezinstoegangStand(lid: .placeholder, geldigTot: .placeholder, code: nil)
    }
}

/// The contact with a family, for who is its contact.
struct GezinscontactStand: Contract {
    var zaak: UUID
    var kenmerk: Kenmerk
    var overdracht: UUID?
    var leden: [GezinscontactLid]
    var teInformerenSinds: Date?
    var aanleiding: OverdrachtenEvents.Informeeraanleiding?
    var termijn: BordTermijn?
    var geinformeerdOp: Date?
    var wijze: OverdrachtenEvents.Gezinskanaal?
    var zonderToestemming: [ZonderToestemmingStand]

    static var title: String { "Contact met het gezin" }
    static var fields: [String: String] {
        [
            "zaak": "De zaak.", "kenmerk": "Kenmerk van de zaak.",
            "overdracht": "Een lopende overdracht van de zaak die uw organisatie ziet.",
            "leden": "Wie bij het gezin horen, met hun voorkeur en hun code.",
            "teInformerenSinds": "Sinds wanneer het gezin nog iets moet horen; afwezig als het alles hoorde.",
            "aanleiding": "Wat er veranderde.", "termijn": "De termijn daarvoor.",
            "geinformeerdOp": "Wanneer het gezin het laatst iets hoorde.", "wijze": "Hoe dat ging.",
            "zonderToestemming": "Hulp die loopt terwijl iemand nee zei (P2).",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["leden": 0...1_000, "zonderToestemming": 0...1_000] }
    static var example: GezinscontactStand {
        GezinscontactStand(
            zaak: .placeholder, kenmerk: .placeholder, overdracht: nil, leden: [.example], teInformerenSinds: nil,
            aanleiding: nil, termijn: nil, geinformeerdOp: nil, wijze: nil, zonderToestemming: [])
    }
}

struct GezinscontactLid: Contract {
    var lid: UUID
    var rol: OverdrachtenEvents.Gezinsrol
    var naam: KorteTekst?
    var leeftijdsgroep: Leeftijdsgroep?
    var kanCodeKrijgen: Bool
    var codeGeldigTot: Date?
    var kanaal: OverdrachtenEvents.Gezinskanaal?
    var taal: KorteTekst?
    var moetHoren: Bool
    var gehoordOp: Date?
    var gehoordWijze: OverdrachtenEvents.Gezinskanaal?
    var nietVerteld: OverdrachtenEvents.NietVerteldReden?

    static var title: String { "Gezinslid" }
    static var fields: [String: String] {
        [
            "lid": "Id binnen deze zaak.", "rol": "Kind of volwassene.",
            "naam": "De naam, voor wie het hele dossier mag lezen.",
            "leeftijdsgroep": "De leeftijdsgroep van een kind.",
            "kanCodeKrijgen": "Een volwassene, of een kind vanaf 12 jaar of de leeftijd die de regio afsprak.",
            "codeGeldigTot": "Tot wanneer de code werkt; afwezig als er geen is.",
            "kanaal": "Hoe deze persoon het liefst iets hoort.", "taal": "In welke taal.",
            "moetHoren": "Of deze persoon zelf nog moet horen wat er veranderde.",
            "gehoordOp": "Wanneer van de laatste verandering is vastgelegd dat deze persoon haar hoorde, of niet.",
            "gehoordWijze": "Hoe deze persoon het hoorde.", "nietVerteld": "Waarom deze persoon het niet hoorde.",
        ]
    }
    static var example: GezinscontactLid {
        GezinscontactLid(
            lid: .placeholder, rol: .volwassene, naam: nil, leeftijdsgroep: nil, kanCodeKrijgen: true,
            codeGeldigTot: nil, kanaal: nil, taal: nil, moetHoren: false, gehoordOp: nil, gehoordWijze: nil,
            nietVerteld: nil)
    }
}

/// What the family's own page gets back for a question.
struct Gezinsvraag: Contract {
    var navraag: UUID

    static var title: String { "Vraag van het gezin" }
    static var fields: [String: String] { ["navraag": "De vraag."] }
    static var example: Gezinsvraag { Gezinsvraag(navraag: .placeholder) }
}
