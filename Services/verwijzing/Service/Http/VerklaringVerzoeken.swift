import Chassis
import Contracts
import Foundation
import VerwijzingDomain

/// O9: a new version of a statement by the organisation whose statement it is.
struct CorrectieVerzoek: Handeling {
    var door: MedewerkerId?
    var aard: OverdrachtenEvents.Correctieaard
    var soort: Verklaringsoort
    var datum: Datum
    var tekst: Tekst?
    var onbekendWant: Tekst?
    var bestand: Bestandsverwijzing?
    var verzoek: UUID?

    static var title: String { "Verklaring corrigeren of aanvullen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "aard": "Of dit verbetert wat er stond, of er iets bij zet.",
            "soort": "Wat voor verklaring het is.", "datum": "De dag waarvan de verklaring is.",
            "tekst": "De hele verklaring zoals zij nu luidt; wordt versleuteld bewaard.",
            "onbekendWant": "Of waarom dit onbekend is; ook dat is een antwoord.",
            "bestand": "Het bestand dat bij de nieuwe versie hoort; zonder dit heeft zij er geen (O7).",
            "verzoek": "Het verzoek van het gezin dat u hiermee uitvoert.",
        ]
    }
    static var example: CorrectieVerzoek {
        CorrectieVerzoek(
            door: .placeholder, aard: .correctie, soort: .feit, datum: .placeholder, tekst: .placeholder,
            onbekendWant: nil, bestand: nil, verzoek: nil)
    }

    func check() -> [Violation] {
        var fouten: [Violation] = []
        if (tekst == nil) == (onbekendWant == nil) {
            fouten.append(
                Violation(
                    pointer: "/tekst", code: Violation.Codes.value, detail: "Geef een tekst, of waarom dit onbekend is."
                ))
        }
        if datum.text > Dag(Date()).description {
            fouten.append(
                Violation(pointer: "/datum", code: Violation.Codes.value, detail: "Deze datum ligt in de toekomst."))
        }
        return fouten
    }
}

/// O7: what a receiver computed over the file that it fetched.
struct BestandscontroleVerzoek: Handeling {
    var door: MedewerkerId?
    var versie: Int
    var sha256: Controlegetal

    static var title: String { "Bestand controleren" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "versie": "De versie waar het bestand bij hoort.",
            "sha256": "De SHA-256 die u zelf over het opgehaalde bestand berekende.",
        ]
    }
    static var example: BestandscontroleVerzoek {
        BestandscontroleVerzoek(door: .placeholder, versie: 1, sha256: .placeholder)
    }
}

/// O7: whether a receiver got the file that was meant.
struct BestandscontroleStand: Contract {
    var door: AanZet?
    var klopt: Bool
    var op: Date

    static var title: String { "Controle van een bestand" }
    static var fields: [String: String] {
        [
            "door": "Wie het bestand ophaalde.", "klopt": "Of het controlegetal klopt.", "op": "Wanneer.",
        ]
    }
    static var example: BestandscontroleStand {
        BestandscontroleStand(door: .example, klopt: true, op: .placeholder)
    }
}

/// P3: what someone of the family asks about a statement, as a professional writes it down.
struct CorrectievraagVerzoek: Handeling {
    var door: MedewerkerId?
    var aard: OverdrachtenEvents.Correctieaard
    var gevraagdDoor: OverdrachtenEvents.Correctievrager
    var vraag: Tekst

    static var title: String { "Verzoek van het gezin om correctie of aanvulling" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "aard": "Of iets niet klopt, of er iets ontbreekt.",
            "gevraagdDoor": "Wie van het gezin het vraagt.",
            "vraag": "Wat er volgens het gezin anders moet, in eigen woorden; wordt versleuteld bewaard.",
        ]
    }
    static var example: CorrectievraagVerzoek {
        CorrectievraagVerzoek(door: .placeholder, aard: .correctie, gevraagdDoor: .ouder, vraag: .placeholder)
    }
}

/// P3: the source does not carry a request out.
struct CorrectieweigeringVerzoek: Handeling {
    var door: MedewerkerId?
    var verzoek: UUID
    var reden: OverdrachtenEvents.Correctieweigerreden
    var toelichting: Tekst

    static var title: String { "Verzoek om correctie weigeren" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "verzoek": "Het verzoek.", "reden": "Waarom u het niet uitvoert.",
            "toelichting": "Leg het uit aan het gezin; wordt versleuteld bewaard en blijft bij de verklaring staan.",
        ]
    }
    static var example: CorrectieweigeringVerzoek {
        CorrectieweigeringVerzoek(
            door: .placeholder, verzoek: .placeholder, reden: .kloptVolgensBron, toelichting: .placeholder)
    }
}

/// O8: whether a statement still holds, by its source.
struct GeldigheidVerzoek: Handeling {
    var door: MedewerkerId?
    var antwoord: OverdrachtenEvents.Geldigheidsantwoord

    static var title: String { "Zeggen of een verklaring nog geldt" }
    static var fields: [String: String] {
        ["door": doorUitleg, "antwoord": "Of de verklaring nog geldt."]
    }
    static var example: GeldigheidVerzoek { GeldigheidVerzoek(door: .placeholder, antwoord: .geldig) }
}

/// An organisation that received a statement, and when it said that it knows the correction.
struct OntvangerStand: Contract {
    var organisatie: OIN
    var medewerker: MedewerkerId?
    var bevestigdOp: Date?

    static var title: String { "Ontvanger van een verklaring" }
    static var fields: [String: String] {
        [
            "organisatie": "De organisatie.", "medewerker": "Wie haar daar las, of wie bevestigde.",
            "bevestigdOp": "Wanneer de correctie is bevestigd; afwezig zolang dat niet is gebeurd.",
        ]
    }
    static var example: OntvangerStand {
        OntvangerStand(organisatie: .placeholder, medewerker: .placeholder, bevestigdOp: nil)
    }
}

/// O9: the last correction of a statement, and who knows it.
struct CorrectieStand: Contract {
    var versie: Int
    var aard: OverdrachtenEvents.Correctieaard
    var door: AanZet?
    var op: Date
    var ontvangers: [OntvangerStand]

    static var title: String { "Correctie" }
    static var fields: [String: String] {
        [
            "versie": "De versie die zij maakte.", "aard": "Correctie of aanvulling.", "door": "Wie corrigeerde.",
            "op": "Wanneer.",
            "ontvangers": "Wie de verklaring kreeg en of zij bevestigden; voor een ontvanger alleen de eigen regel.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["ontvangers": 0...1_000] }
    static var example: CorrectieStand {
        CorrectieStand(versie: 2, aard: .correctie, door: .example, op: .placeholder, ontvangers: [.example])
    }
}

/// P3: a request by the family, with its answer.
struct CorrectieverzoekStand: Contract {
    enum Status: String, Code { case open, uitgevoerd, geweigerd }

    var id: UUID
    var aard: OverdrachtenEvents.Correctieaard
    var gevraagdDoor: OverdrachtenEvents.Correctievrager
    var vraag: Tekst
    var aanvrager: AanZet?
    var sinds: Date
    var status: Status
    var beantwoordOp: Date?
    var reden: OverdrachtenEvents.Correctieweigerreden?
    var toelichting: Tekst?

    static var title: String { "Verzoek om correctie" }
    static var fields: [String: String] {
        [
            "id": "Id van het verzoek.", "aard": "Correctie of aanvulling.", "gevraagdDoor": "Wie van het gezin.",
            "vraag": "Wat er volgens het gezin anders moet.", "aanvrager": "Wie het vastlegde.",
            "sinds": "Wanneer.", "status": "Of het beantwoord is.", "beantwoordOp": "Wanneer beantwoord.",
            "reden": "Waarom geweigerd.", "toelichting": "De uitleg daarbij.",
        ]
    }
    static var example: CorrectieverzoekStand {
        CorrectieverzoekStand(
            id: .placeholder, aard: .correctie, gevraagdDoor: .ouder, vraag: .placeholder, aanvrager: .example,
            sinds: .placeholder, status: .open, beantwoordOp: nil, reden: nil, toelichting: nil)
    }
}

/// One statement with all its versions and what became of it.
struct VerklaringVerloop: Contract {
    enum Geldigheid: String, Code {
        case geldig, gevraagd
        case nietMeer = "niet-meer"
    }

    var verklaring: UUID
    var zaak: UUID
    var kenmerk: Kenmerk
    var blok: OverdrachtenEvents.Dossierblok?
    var bron: AanZet?
    var versies: [VerklaringInhoud]
    var inhoudGestopt: Bool
    var geldigheid: Geldigheid
    var geldigheidSinds: Date
    var correctie: CorrectieStand?
    var verzoeken: [CorrectieverzoekStand]
    var bestandscontroles: [BestandscontroleStand]
    var termijnen: [BordTermijn]
    var mogelijk: [Codewoord]

    static var title: String { "Verloop van een verklaring" }
    static var fields: [String: String] {
        [
            "verklaring": "De verklaring.", "zaak": "De zaak.", "kenmerk": "Kenmerk van de zaak.",
            "blok": "Het blok; afwezig als u de verklaring niet meer mag lezen.",
            "bron": "Van wie zij is; afwezig als dat voor u afgeschermd is.",
            "versies": "De versies die u mag lezen, oudste eerst.",
            "inhoudGestopt": "Of er een versie is die u niet krijgt: u weet alleen dat er iets is gecorrigeerd.",
            "geldigheid": "Of zij nog geldt (O8).", "geldigheidSinds": "Sinds wanneer dat zo is.",
            "correctie": "De laatste correctie (O9).", "verzoeken": "Verzoeken van het gezin (P3).",
            "bestandscontroles": "Wat ontvangers van het bestand vonden; voor een ontvanger alleen de eigen (O7).",
            "termijnen": "Welke termijnen lopen.", "mogelijk": "Wat uw organisatie kan doen.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] {
        ["versies": 0...1_000, "verzoeken": 0...1_000, "bestandscontroles": 0...1_000]
    }
    static var example: VerklaringVerloop {
        VerklaringVerloop(
            verklaring: .placeholder, zaak: .placeholder, kenmerk: .placeholder, blok: .feiten, bron: .example,
            versies: [.example], inhoudGestopt: false, geldigheid: .geldig, geldigheidSinds: .placeholder,
            correctie: .example, verzoeken: [.example], bestandscontroles: [.example], termijnen: [.example],
            mogelijk: [.placeholder])
    }
}

/// What an act on a statement left, without texts.
struct VerklaringBericht: Contract {
    var verklaring: UUID
    var versie: Int
    var verzoek: UUID?
    var nietBevestigd: [OIN]
    var mogelijk: [Codewoord]

    static var title: String { "Stand van een verklaring" }
    static var fields: [String: String] {
        [
            "verklaring": "De verklaring.", "versie": "De nieuwste versie.",
            "verzoek": "Het verzoek, als u dat vastlegde.",
            "nietBevestigd": "Wie de correctie nog niet bevestigde, voor de bron.",
            "mogelijk": "Wat uw organisatie nu kan doen.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["nietBevestigd": 0...1_000] }
    static var example: VerklaringBericht {
        VerklaringBericht(
            verklaring: .placeholder, versie: 2, verzoek: nil, nietBevestigd: [.placeholder], mogelijk: [.placeholder])
    }
}
