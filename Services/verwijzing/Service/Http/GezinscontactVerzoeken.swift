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

/// N7: the family heard what changed.
struct GezinsinformatieVerzoek: Handeling {
    var door: MedewerkerId?
    var wijze: OverdrachtenEvents.Gezinskanaal

    static var title: String { "Gezin geïnformeerd" }
    static var fields: [String: String] {
        ["door": doorUitleg, "wijze": "Hoe u het vertelde."]
    }
    static var example: GezinsinformatieVerzoek {
        GezinsinformatieVerzoek(door: .placeholder, wijze: .telefoon)
    }
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

    static var title: String { "Contact met het gezin" }
    static var fields: [String: String] {
        [
            "zaak": "De zaak.", "kenmerk": "Kenmerk van de zaak.",
            "overdracht": "Een lopende overdracht van de zaak die uw organisatie ziet.",
            "leden": "Wie bij het gezin horen, met hun voorkeur en hun code.",
            "teInformerenSinds": "Sinds wanneer het gezin nog iets moet horen; afwezig als het alles hoorde.",
            "aanleiding": "Wat er veranderde.", "termijn": "De termijn daarvoor.",
            "geinformeerdOp": "Wanneer het gezin het laatst iets hoorde.", "wijze": "Hoe dat ging.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["leden": 0...1_000] }
    static var example: GezinscontactStand {
        GezinscontactStand(
            zaak: .placeholder, kenmerk: .placeholder, overdracht: nil, leden: [.example], teInformerenSinds: nil,
            aanleiding: nil, termijn: nil, geinformeerdOp: nil, wijze: nil)
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

    static var title: String { "Gezinslid" }
    static var fields: [String: String] {
        [
            "lid": "Id binnen deze zaak.", "rol": "Kind of volwassene.",
            "naam": "De naam, voor wie het hele dossier mag lezen.",
            "leeftijdsgroep": "De leeftijdsgroep van een kind.",
            "kanCodeKrijgen": "Een volwassene, of een kind vanaf 12 jaar.",
            "codeGeldigTot": "Tot wanneer de code werkt; afwezig als er geen is.",
            "kanaal": "Hoe deze persoon het liefst iets hoort.", "taal": "In welke taal.",
        ]
    }
    static var example: GezinscontactLid {
        GezinscontactLid(
            lid: .placeholder, rol: .volwassene, naam: nil, leeftijdsgroep: nil, kanCodeKrijgen: true,
            codeGeldigTot: nil, kanaal: nil, taal: nil)
    }
}

/// What the family's own page gets back for a question.
struct Gezinsvraag: Contract {
    var navraag: UUID

    static var title: String { "Vraag van het gezin" }
    static var fields: [String: String] { ["navraag": "De vraag."] }
    static var example: Gezinsvraag { Gezinsvraag(navraag: .placeholder) }
}
