import Chassis
import Contracts
import Foundation

/// R7: what the court decided, as somebody of the casus records it.
struct MaatregelVerzoek: Handeling {
    var door: MedewerkerId?
    var kind: UUID
    var soort: CasussenEvents.Maatregelsoort
    var uitspraakdatum: Datum
    var einddatum: Datum?
    var meerderjarigdatum: Datum
    var uitvoerder: OIN
    var raad: OIN

    static var title: String { "Maatregel van de rechter" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "kind": "Voor welk kind.", "soort": "Wat de rechter oplegde.",
            "uitspraakdatum": "Dag van de uitspraak.",
            "einddatum": "Laatste dag, als de rechter die noemde.",
            "meerderjarigdatum":
                "Dag waarop het kind 18 wordt; dan eindigt de maatregel. Deze dag wordt niet bewaard.",
            "uitvoerder": "Gecertificeerde instelling die de maatregel uitvoert.",
            "raad": "Raad voor de Kinderbescherming die toetst als er niet verlengd wordt.",
        ]
    }
    static var example: MaatregelVerzoek {
        MaatregelVerzoek(
            door: .placeholder, kind: .placeholder, soort: .ondertoezichtstelling, uitspraakdatum: .placeholder,
            einddatum: nil, meerderjarigdatum: .placeholder, uitvoerder: .placeholder, raad: .placeholder)
    }
}

/// R7: a step of who carries it out.
struct MaatregelstapVerzoek: Handeling {
    var door: MedewerkerId?
    var gedaandatum: Datum

    static var title: String { "Stap bij een maatregel" }
    static var fields: [String: String] { ["door": doorUitleg, "gedaandatum": "Op welke dag dit was."] }
    static var example: MaatregelstapVerzoek {
        MaatregelstapVerzoek(door: .placeholder, gedaandatum: .placeholder)
    }
}

struct EvaluatieVerzoek: Handeling {
    var door: MedewerkerId?
    var uitkomst: CasussenEvents.Evaluatieuitkomst
    var toelichting: Tekst

    static var title: String { "Evaluatie van een maatregel" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "uitkomst": "Of u de rechter om verlenging vraagt.",
            "toelichting": "Wat u zag en waarom. Wordt versleuteld bewaard.",
        ]
    }
    static var example: EvaluatieVerzoek {
        EvaluatieVerzoek(door: .placeholder, uitkomst: .verlengen, toelichting: .placeholder)
    }
}

struct ToetsingVerzoek: Handeling {
    var door: MedewerkerId?
    var akkoord: Bool
    var motivering: Tekst

    static var title: String { "Toetsing van niet verlengen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "akkoord": "Of u het eens bent met niet verlengen.",
            "motivering": "Waarom. Wordt versleuteld bewaard.",
        ]
    }
    static var example: ToetsingVerzoek {
        ToetsingVerzoek(door: .placeholder, akkoord: true, motivering: .placeholder)
    }
}

struct VerlengingVerzoek: Handeling {
    var door: MedewerkerId?
    var uitspraakdatum: Datum
    var einddatum: Datum?
    var meerderjarigdatum: Datum

    static var title: String { "Verlenging door de rechter" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "uitspraakdatum": "Dag van de nieuwe uitspraak.",
            "einddatum": "Nieuwe laatste dag, als de rechter die noemde.",
            "meerderjarigdatum":
                "Dag waarop het kind 18 wordt; dan eindigt de maatregel. Deze dag wordt niet bewaard.",
        ]
    }
    static var example: VerlengingVerzoek {
        VerlengingVerzoek(
            door: .placeholder, uitspraakdatum: .placeholder, einddatum: .placeholder, meerderjarigdatum: .placeholder)
    }
}

struct MaatregeleindeVerzoek: Handeling {
    var door: MedewerkerId?
    var einddatum: Datum

    static var title: String { "De rechter beëindigt de maatregel" }
    static var fields: [String: String] { ["door": doorUitleg, "einddatum": "De laatste dag."] }
    static var example: MaatregeleindeVerzoek {
        MaatregeleindeVerzoek(door: .placeholder, einddatum: .placeholder)
    }
}
