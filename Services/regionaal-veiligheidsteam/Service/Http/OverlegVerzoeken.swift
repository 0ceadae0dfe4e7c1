import Chassis
import Contracts
import Foundation

/// O20: calls a meeting; who is invited gets it as a task (N4).
struct OverlegVerzoek: Handeling {
    var door: MedewerkerId?
    var soort: CasussenEvents.Overlegsoort
    var datum: Datum
    var tijd: Kloktijd
    var organisaties: [OIN]?
    var gezinsleden: [UUID]?
    var vertrouwenspersonenVan: [UUID]?
    var vorige: UUID?

    static var title: String { "Overleg plannen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "soort": "Wat voor overleg het is.", "datum": "Op welke dag.",
            "tijd": "Hoe laat, in Nederlandse tijd, zoals 14:30.",
            "organisaties": "Welke organisaties u uitnodigt.",
            "gezinsleden": "Wie van het gezin u uitnodigt.",
            "vertrouwenspersonenVan": "Van wie u een vertrouwenspersoon uitnodigt.",
            "vorige":
                "Het overleg waar dit het nieuwe gesprek van is; gehouden is dat gesprek pas als dit overleg er was.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] {
        ["organisaties": 0...50, "gezinsleden": 0...50, "vertrouwenspersonenVan": 0...50]
    }
    static var example: OverlegVerzoek {
        OverlegVerzoek(
            door: .placeholder, soort: .jeugdbeschermingstafel, datum: .placeholder, tijd: .placeholder,
            organisaties: [.placeholder], gezinsleden: [.placeholder], vertrouwenspersonenVan: nil, vorige: nil)
    }
}

struct AfzeggingVerzoek: Handeling {
    var door: MedewerkerId?
    var reden: CasussenEvents.Afzegreden

    static var title: String { "Overleg afzeggen" }
    static var fields: [String: String] { ["door": doorUitleg, "reden": "Waarom het niet doorgaat."] }
    static var example: AfzeggingVerzoek { AfzeggingVerzoek(door: .placeholder, reden: .verzet) }
}

/// O20: who came, and how the children were heard.
struct VerslagVerzoek: Handeling {
    var door: MedewerkerId?
    var aanwezig: [OIN]?
    var gezinsledenAanwezig: [UUID]?
    var vertrouwenspersonenVan: [UUID]?
    var geenGezinReden: Tekst?
    var kinderenGehoord: [UUID]?
    var kinderenVoorbereid: [UUID]?
    var kinderenOnder12: [UUID]?
    var nietGehoordReden: Tekst?

    static var title: String { "Verslag van een overleg" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "aanwezig": "Welke organisaties er waren.",
            "gezinsledenAanwezig": "Wie van het gezin er was.",
            "vertrouwenspersonenVan": "Van wie een vertrouwenspersoon er was.",
            "geenGezinReden": "Was er niemand van of naast het gezin: waarom niet. Wordt versleuteld bewaard.",
            "kinderenGehoord": "Welke kinderen gehoord zijn.",
            "kinderenVoorbereid": "Welke kinderen op het gesprek voorbereid zijn.",
            "kinderenOnder12": "Welke kinderen jonger zijn dan 12 jaar.",
            "nietGehoordReden":
                "Is een kind vanaf 12 jaar niet gehoord of niet voorbereid: waarom niet. Wordt versleuteld bewaard.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] {
        [
            "aanwezig": 0...50, "gezinsledenAanwezig": 0...50, "vertrouwenspersonenVan": 0...50,
            "kinderenGehoord": 0...50, "kinderenVoorbereid": 0...50, "kinderenOnder12": 0...50,
        ]
    }
    static var example: VerslagVerzoek {
        VerslagVerzoek(
            door: .placeholder, aanwezig: [.placeholder], gezinsledenAanwezig: [.placeholder],
            vertrouwenspersonenVan: nil, geenGezinReden: nil, kinderenGehoord: [.placeholder],
            kinderenVoorbereid: [.placeholder], kinderenOnder12: nil, nietGehoordReden: nil)
    }
}

/// R6.
struct TafelbesluitVerzoek: Handeling {
    var door: MedewerkerId?
    var uitkomst: CasussenEvents.Tafeluitkomst
    var motivering: Tekst

    static var title: String { "Uitkomst van de jeugdbeschermingstafel" }
    static var fields: [String: String] {
        ["door": doorUitleg, "uitkomst": "De uitkomst.", "motivering": "Waarom. Wordt versleuteld bewaard."]
    }
    static var example: TafelbesluitVerzoek {
        TafelbesluitVerzoek(door: .placeholder, uitkomst: .vrijwilligKader, motivering: .placeholder)
    }
}

/// R6: the reason is told to everyone at the table.
struct GespreksafmeldingVerzoek: Handeling {
    var door: MedewerkerId?
    var toelichting: Tekst

    static var title: String { "Nieuw gesprek is niet meer nodig" }
    static var fields: [String: String] {
        [
            "door": doorUitleg,
            "toelichting": "Waarom er geen nieuw gesprek meer nodig is. Wordt versleuteld bewaard.",
        ]
    }
    static var example: GespreksafmeldingVerzoek {
        GespreksafmeldingVerzoek(door: .placeholder, toelichting: .placeholder)
    }
}

/// R6.
struct TerugmeldingVerzoek: Handeling {
    var door: MedewerkerId?
    var gevolg: CasussenEvents.Terugmeldgevolg
    var toelichting: Tekst

    static var title: String { "Terugmelden" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "gevolg": "Wat er nu volgt.",
            "toelichting": "Hoe het nu gaat. Wordt versleuteld bewaard.",
        ]
    }
    static var example: TerugmeldingVerzoek {
        TerugmeldingVerzoek(door: .placeholder, gevolg: .nieuwGesprek, toelichting: .placeholder)
    }
}

/// V8.
struct AfspraakVerzoek: Handeling {
    var door: MedewerkerId?
    var tekst: Tekst
    var horizon: CasussenEvents.Horizon
    var organisatie: OIN
    var eigenaar: MedewerkerId
    var alleenVoor: [MedewerkerId]?

    static var title: String { "Afspraak" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "tekst": "Wat u afspreekt. Wordt versleuteld bewaard.", "horizon": "Hoe snel.",
            "organisatie": "Welke organisatie het doet.", "eigenaar": "Wie het daar doet.",
            "alleenVoor":
                "Wie de afspraak als enigen zien; zonder keuze ziet iedereen bij het overleg haar.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["alleenVoor": 0...20] }
    static var example: AfspraakVerzoek {
        AfspraakVerzoek(
            door: .placeholder, tekst: .placeholder, horizon: .dagen, organisatie: .placeholder,
            eigenaar: .placeholder, alleenVoor: nil)
    }
}

/// V8.
struct AfrondingVerzoek: Handeling {
    var door: MedewerkerId?
    var afspraak: UUID
    var uitkomst: CasussenEvents.Afspraakuitkomst
    var reden: Tekst?

    static var title: String { "Afspraak afronden" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "afspraak": "Welke afspraak.", "uitkomst": "Of zij gedaan is.",
            "reden": "Is zij niet gedaan: waarom niet. Wordt versleuteld bewaard.",
        ]
    }
    static var example: AfrondingVerzoek {
        AfrondingVerzoek(door: .placeholder, afspraak: .placeholder, uitkomst: .gedaan, reden: nil)
    }
}
