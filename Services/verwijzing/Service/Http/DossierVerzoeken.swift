import Chassis
import Contracts
import Foundation
import VerwijzingDomain

/// O7: a file that stays where it is kept, by reference. Whoever fetches it can tell that it is the one that was meant.
struct Bestandsverwijzing: Contract {
    var adres: Bestandsadres
    var mediatype: Mediatype
    var grootte: Int
    var sha256: Controlegetal

    static var title: String { "Verwijzing naar een bestand" }
    static var fields: [String: String] {
        [
            "adres": "Waar uw organisatie het bestand bewaart; wordt versleuteld bewaard.",
            "mediatype": "Wat voor bestand het is.", "grootte": "Hoeveel bytes het bestand heeft.",
            "sha256": "De SHA-256 van het bestand.",
        ]
    }
    static var example: Bestandsverwijzing {
        Bestandsverwijzing(adres: .placeholder, mediatype: .placeholder, grootte: 1, sha256: .placeholder)
    }

    func check() -> [Violation] {
        grootte > 0
            ? [] : [Violation(pointer: "/grootte", code: Violation.Codes.value, detail: "Een bestand heeft bytes.")]
    }
}

/// A statement for one block of the dossier: what is known, or "onbekend, want …" (O7, O8).
struct VerklaringVerzoek: Handeling {
    var door: MedewerkerId?
    var soort: Verklaringsoort
    var datum: Datum
    var tekst: Tekst?
    var onbekendWant: Tekst?
    var bestand: Bestandsverwijzing?
    var overgenomen: Overname?
    var bsn: BSN?
    var vervangt: UUID?
    var afschermen: Afschermbaar?
    var afschermreden: OverdrachtenEvents.Afschermreden?

    /// What a statement alone can hold; a placement and a worker are shielded as such.
    enum Afschermbaar: String, Code { case adres, melder }

    static var title: String { "Verklaring in het dossier" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "soort": "Wat voor verklaring het is.",
            "datum": "De dag waarvan de verklaring is.",
            "tekst": "De verklaring; wordt versleuteld bewaard.",
            "onbekendWant": "Of waarom dit onbekend is; ook dat is een antwoord.",
            "bestand": "Een bestand dat uw organisatie bewaart en dat bij deze verklaring hoort (O7).",
            "overgenomen": "Waaruit dit is overgenomen, als een ander het eerder verklaarde (O8).",
            "bsn": "Over wie het gaat, als dat één persoon is; wordt alleen als pseudoniem bewaard.",
            "vervangt": "De eerdere verklaring van uw organisatie waarvan dit een nieuwe versie is.",
            "afschermen": "Wat erin staat dat anderen niet mogen zien; dan ziet alleen uw organisatie haar (P1).",
            "afschermreden": "Waarom zij afgeschermd wordt.",
        ]
    }
    static var example: VerklaringVerzoek {
        VerklaringVerzoek(
            door: .placeholder, soort: .feit, datum: .placeholder, tekst: .placeholder, onbekendWant: nil,
            bestand: .example, overgenomen: .example, bsn: nil, vervangt: nil, afschermen: nil, afschermreden: nil)
    }

    func check() -> [Violation] {
        var fouten: [Violation] = []
        if (tekst == nil) == (onbekendWant == nil) {
            fouten.append(
                Violation(
                    pointer: "/tekst", code: Violation.Codes.value, detail: "Geef een tekst, of waarom dit onbekend is."
                ))
        }
        if (afschermen == nil) != (afschermreden == nil) {
            fouten.append(
                Violation(
                    pointer: "/afschermreden", code: Violation.Codes.value,
                    detail: "Geef bij afschermen een reden, en alleen dan."))
        }
        if datum.text > Dag(Date()).description {
            fouten.append(
                Violation(pointer: "/datum", code: Violation.Codes.value, detail: "Deze datum ligt in de toekomst."))
        }
        return fouten
    }
}

/// A statement without its text.
struct VerklaringStand: Contract {
    var id: UUID
    var versie: Int
    var blok: OverdrachtenEvents.Dossierblok
    var ontbreekt: [OverdrachtenEvents.Dossierblok]

    static var title: String { "Vastgelegde verklaring" }
    static var fields: [String: String] {
        [
            "id": "Id van de verklaring; blijft gelijk in nieuwe versies.", "versie": "De versie.", "blok": "Het blok.",
            "ontbreekt": "Blokken van het dossier die nog geen antwoord hebben.",
        ]
    }
    static var example: VerklaringStand {
        VerklaringStand(id: .placeholder, versie: 1, blok: .feiten, ontbreekt: [.grondslag])
    }
}

/// A statement with its source, kind and age (O8), opened for a named person.
struct VerklaringInhoud: Contract {
    var id: UUID
    var versie: Int
    var blok: OverdrachtenEvents.Dossierblok
    var soort: Verklaringsoort
    var datum: Datum
    var organisatie: OIN
    var door: MedewerkerId?
    var vastgelegdOp: Date
    var onbekend: Bool
    var tekst: Tekst
    var bestand: Bestandsverwijzing?
    var overgenomen: OvernameStand?

    static var title: String { "Verklaring" }
    static var fields: [String: String] {
        [
            "id": "Id van de verklaring.", "versie": "De versie.", "blok": "Het blok.",
            "soort": "Wat voor verklaring het is.",
            "datum": "De dag waarvan zij is.", "organisatie": "Van welke organisatie zij komt.",
            "door": "Wie haar vastlegde; afwezig als die voor u afgeschermd is.",
            "vastgelegdOp": "Wanneer zij is vastgelegd.", "onbekend": "Of de tekst zegt waarom dit onbekend is.",
            "tekst": "De tekst.", "bestand": "Het bestand dat erbij hoort en dat de bron bewaart (O7).",
            "overgenomen": "Waaruit zij is overgenomen; afwezig als dat niet zo is (O8).",
        ]
    }
    static var example: VerklaringInhoud {
        VerklaringInhoud(
            id: .placeholder, versie: 1, blok: .feiten, soort: .feit, datum: .placeholder, organisatie: .placeholder,
            door: .placeholder, vastgelegdOp: .placeholder, onbekend: false, tekst: .placeholder,
            bestand: .example, overgenomen: .example)
    }
}

/// A statement in the dossier, with what became of it: its corrections (O9), requests of the family (P3), and whether it
/// still holds (O8).
struct DossierVerklaring: Contract {
    var id: UUID
    var versie: Int
    var blok: OverdrachtenEvents.Dossierblok
    var soort: Verklaringsoort
    var datum: Datum
    var organisatie: OIN
    var door: MedewerkerId?
    var vastgelegdOp: Date
    var onbekend: Bool
    var tekst: Tekst
    var bestand: Bestandsverwijzing?
    var overgenomen: OvernameStand?
    var geldigheid: VerklaringVerloop.Geldigheid
    var geldigheidSinds: Date
    var correctie: CorrectieStand?
    var verzoeken: [CorrectieverzoekStand]

    static var title: String { "Verklaring in het dossier, met haar verloop" }
    static var fields: [String: String] {
        VerklaringInhoud.fields.merging([
            "geldigheid": "Of zij nog geldt (O8).", "geldigheidSinds": "Sinds wanneer dat zo is.",
            "correctie": "De laatste correctie, en wie haar bevestigde (O9).",
            "verzoeken": "Verzoeken van het gezin, ook geweigerde (P3).",
        ]) { $1 }
    }
    static var lists: [String: ClosedRange<Int>] { ["verzoeken": 0...1_000] }
    static var example: DossierVerklaring {
        DossierVerklaring(
            id: .placeholder, versie: 1, blok: .feiten, soort: .feit, datum: .placeholder, organisatie: .placeholder,
            door: .placeholder, vastgelegdOp: .placeholder, onbekend: false, tekst: .placeholder,
            bestand: nil, overgenomen: nil, geldigheid: .geldig, geldigheidSinds: .placeholder, correctie: nil,
            verzoeken: [.example])
    }
}

/// Why the receiver does not go by what others stated in a block (O8).
struct TerzijdeVerzoek: Handeling {
    var door: MedewerkerId?
    var reden: OverdrachtenEvents.Terzijdereden
    var toelichting: Tekst

    static var title: String { "Verklaringen terzijde leggen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "reden": "Waarom.",
            "toelichting": "Leg het uit aan wie dit vastlegde en aan het gezin; wordt versleuteld bewaard.",
        ]
    }
    static var example: TerzijdeVerzoek {
        TerzijdeVerzoek(door: .placeholder, reden: .verouderd, toelichting: .placeholder)
    }
}

/// What a receiver set aside, and why (O8).
struct TerzijdeInhoud: Contract {
    var blok: OverdrachtenEvents.Dossierblok
    var verklaringen: [UUID]
    var reden: OverdrachtenEvents.Terzijdereden
    var toelichting: Tekst
    var organisatie: OIN
    var door: MedewerkerId?
    var vastgelegdOp: Date

    static var title: String { "Terzijde gelegd" }
    static var fields: [String: String] {
        [
            "blok": "Het blok.", "verklaringen": "De verklaringen waar het om gaat.", "reden": "Waarom.",
            "toelichting": "De uitleg.", "organisatie": "Wie dit terzijde legde.",
            "door": "Welke medewerker; afwezig als die voor u afgeschermd is.", "vastgelegdOp": "Wanneer.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["verklaringen": 1...1_000] }
    static var example: TerzijdeInhoud {
        TerzijdeInhoud(
            blok: .feiten, verklaringen: [.placeholder], reden: .verouderd, toelichting: .placeholder,
            organisatie: .placeholder, door: .placeholder, vastgelegdOp: .placeholder)
    }
}

/// The dossier as far as the reader may see it.
struct DossierInhoud: Contract {
    var zaak: UUID
    var kenmerk: Kenmerk
    var volledig: Bool
    var ontbreekt: [OverdrachtenEvents.Dossierblok]
    var verklaringen: [DossierVerklaring]
    var terzijde: [TerzijdeInhoud]
    var vernietigd: [VernietigdeInhoud]

    static var title: String { "Dossier" }
    static var fields: [String: String] {
        [
            "zaak": "De zaak.", "kenmerk": "Kenmerk van de zaak.",
            "volledig": "Of u alle verklaringen ziet, en niet alleen die van uw organisatie.",
            "ontbreekt": "Blokken zonder antwoord.", "verklaringen": "De verklaringen, oudste eerst.",
            "terzijde": "Wat een ontvanger terzijde legde en waarom, oudste eerst (O8).",
            "vernietigd": "Verklaringen waarvan de inhoud na de bewaartermijn vernietigd is (P4).",
        ]
    }
    static var lists: [String: ClosedRange<Int>] {
        ["verklaringen": 0...10_000, "terzijde": 0...10_000, "vernietigd": 0...10_000]
    }
    static var example: DossierInhoud {
        DossierInhoud(
            zaak: .placeholder, kenmerk: .placeholder, volledig: true, ontbreekt: [], verklaringen: [.example],
            terzijde: [.example], vernietigd: [.example])
    }
}

/// What the two sides of a handover wrote to each other.
struct OverdrachtTeksten: Contract {
    var overdracht: UUID
    var kenmerk: Kenmerk
    var teksten: [OverdrachtTekst]
    var vernietigd: [VernietigdeInhoud]

    static var title: String { "Teksten bij een overdracht" }
    static var fields: [String: String] {
        [
            "overdracht": "De overdracht.", "kenmerk": "Kenmerk van de overdracht.",
            "teksten": "De teksten, oudste eerst.",
            "vernietigd": "Teksten die na de bewaartermijn vernietigd zijn (P4).",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["teksten": 0...10_000, "vernietigd": 0...10_000] }
    static var example: OverdrachtTeksten {
        OverdrachtTeksten(overdracht: .placeholder, kenmerk: .placeholder, teksten: [.example], vernietigd: [.example])
    }
}

struct OverdrachtTekst: Contract {
    var id: UUID
    var soort: Codewoord
    var organisatie: OIN
    var vastgelegdOp: Date
    var tekst: Tekst

    static var title: String { "Tekst bij een overdracht" }
    static var fields: [String: String] {
        [
            "id": "Id waarmee gebeurtenissen naar de tekst verwijzen.", "soort": "Wat voor tekst het is.",
            "organisatie": "Van welke organisatie.", "vastgelegdOp": "Wanneer.", "tekst": "De tekst.",
        ]
    }
    static var example: OverdrachtTekst {
        OverdrachtTekst(
            id: .placeholder, soort: .placeholder, organisatie: .placeholder, vastgelegdOp: .placeholder,
            tekst: .placeholder)
    }
}
