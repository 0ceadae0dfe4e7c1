import Chassis
import Contracts
import Foundation
import VerwijzingDomain

/// O16: what an organisation asks a family for an intake or an investigation.
struct VragenlijstVerzoek: Handeling {
    var door: MedewerkerId?
    var over: Codewoord
    var vragen: [Tekst]
    var uit: UUID?

    static var title: String { "Vragenlijst opstellen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "over": "Voor welke intake of welk onderzoek, zoals het in de overdracht heet.",
            "vragen": "De vragen, elk op een regel; worden versleuteld bewaard.",
            "uit": "De gedeelde lijst waarop u verdergaat. Wat daar beantwoord is, vraagt u niet opnieuw.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["vragen": 1...200] }
    static var example: VragenlijstVerzoek {
        VragenlijstVerzoek(door: .placeholder, over: .placeholder, vragen: [.placeholder], uit: nil)
    }
}

struct VragenlijstantwoordVerzoek: Handeling {
    var door: MedewerkerId?
    var vraag: Int
    var soort: Verklaringsoort
    var datum: Datum
    var antwoord: Tekst

    static var title: String { "Vraag van een vragenlijst beantwoorden" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "vraag": "Het nummer van de vraag.", "soort": "Wat voor verklaring het antwoord is.",
            "datum": "De dag waarop het gezegd is.", "antwoord": "Het antwoord; wordt versleuteld bewaard.",
        ]
    }
    static var example: VragenlijstantwoordVerzoek {
        VragenlijstantwoordVerzoek(
            door: .placeholder, vraag: 1, soort: .zienswijzeOuder, datum: .placeholder, antwoord: .placeholder)
    }

    func check() -> [Violation] {
        datum.text > Dag(Date()).description
            ? [Violation(pointer: "/datum", code: Violation.Codes.value, detail: "Deze datum ligt in de toekomst.")]
            : []
    }
}

struct VragenlijstaanvraagVerzoek: Handeling {
    var door: MedewerkerId?
    var grondslag: MeldingenEvents.Grondslag

    static var title: String { "Om een vragenlijst vragen" }
    static var fields: [String: String] {
        ["door": doorUitleg, "grondslag": "Waarom u de antwoorden mag lezen."]
    }
    static var example: VragenlijstaanvraagVerzoek {
        VragenlijstaanvraagVerzoek(door: .placeholder, grondslag: .wettelijkeTaak)
    }
}

struct VragenlijstdelingVerzoek: Handeling {
    var door: MedewerkerId?
    var organisatie: OIN
    var grondslag: MeldingenEvents.Grondslag

    static var title: String { "Vragenlijst delen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "organisatie": "Met wie u deelt; die heeft een deel in de zaak.",
            "grondslag": "Waarom u de antwoorden mag delen.",
        ]
    }
    static var example: VragenlijstdelingVerzoek {
        VragenlijstdelingVerzoek(door: .placeholder, organisatie: .placeholder, grondslag: .wettelijkeTaak)
    }
}

struct VragenlijstweigeringVerzoek: Handeling {
    var door: MedewerkerId?
    var organisatie: OIN
    var reden: OverdrachtenEvents.Vragenlijstweigerreden

    static var title: String { "Vragenlijst niet delen" }
    static var fields: [String: String] {
        ["door": doorUitleg, "organisatie": "Wie erom vroeg.", "reden": "Waarom u haar niet deelt."]
    }
    static var example: VragenlijstweigeringVerzoek {
        VragenlijstweigeringVerzoek(door: .placeholder, organisatie: .placeholder, reden: .geenGrondslag)
    }
}

/// What stands in a zaak of a question list, without its texts.
struct VragenlijstStand: Contract {
    var id: UUID
    var over: Codewoord
    var eigenaar: AanZet?
    var aantal: Int
    var open: [Int]
    var uit: UUID?
    var opgesteldOp: Date
    var aanvragen: [VragenlijstaanvraagStand]
    var delingen: [VragenlijstdelingStand]
    var termijnen: [BordTermijn]
    var mogelijk: [Codewoord]

    static var title: String { "Vragenlijst, zonder teksten" }
    static var fields: [String: String] {
        [
            "id": "De vragenlijst.", "over": "Voor welke intake of welk onderzoek.", "eigenaar": "Wie haar maakte.",
            "aantal": "Hoeveel vragen.", "open": "De nummers van wat het gezin nog niet gevraagd is.",
            "uit": "De gedeelde lijst waarop deze verdergaat.", "opgesteldOp": "Wanneer zij gemaakt is.",
            "aanvragen": "Wie erom vroeg en nog wacht; voor een ander alleen de eigen aanvraag.",
            "delingen": "Met wie zij gedeeld is; voor een ander alleen de eigen deling.",
            "termijnen": "Welke termijnen lopen.", "mogelijk": "Wat uw organisatie kan doen.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] {
        ["open": 0...200, "aanvragen": 0...1_000, "delingen": 0...1_000]
    }
    static var example: VragenlijstStand {
        VragenlijstStand(
            id: .placeholder, over: .placeholder, eigenaar: .example, aantal: 12, open: [3], uit: nil,
            opgesteldOp: .placeholder, aanvragen: [.example], delingen: [.example], termijnen: [.example],
            mogelijk: [.placeholder])
    }
}

struct VragenlijstaanvraagStand: Contract {
    var organisatie: OIN
    var medewerker: MedewerkerId?
    var grondslag: MeldingenEvents.Grondslag
    var sinds: Date

    static var title: String { "Aanvraag van een vragenlijst" }
    static var fields: [String: String] {
        [
            "organisatie": "Wie erom vroeg.", "medewerker": "Welke medewerker.", "grondslag": "Op welke grondslag.",
            "sinds": "Sinds wanneer.",
        ]
    }
    static var example: VragenlijstaanvraagStand {
        VragenlijstaanvraagStand(
            organisatie: .placeholder, medewerker: .placeholder, grondslag: .wettelijkeTaak, sinds: .placeholder)
    }
}

struct VragenlijstdelingStand: Contract {
    var organisatie: OIN
    var grondslag: MeldingenEvents.Grondslag
    var sinds: Date
    var ontvangenDoor: MedewerkerId?
    var ontvangen: Bool

    static var title: String { "Deling van een vragenlijst" }
    static var fields: [String: String] {
        [
            "organisatie": "Met wie.", "grondslag": "Op welke grondslag.", "sinds": "Sinds wanneer.",
            "ontvangenDoor": "Wie haar daar ontving.", "ontvangen": "Of zij ontvangen is.",
        ]
    }
    static var example: VragenlijstdelingStand {
        VragenlijstdelingStand(
            organisatie: .placeholder, grondslag: .wettelijkeTaak, sinds: .placeholder, ontvangenDoor: .placeholder,
            ontvangen: true)
    }
}

struct Vragenlijsten: Contract {
    var zaak: UUID
    var kenmerk: Kenmerk
    var vragenlijsten: [VragenlijstStand]

    static var title: String { "Vragenlijsten in een zaak" }
    static var fields: [String: String] {
        [
            "zaak": "De zaak.", "kenmerk": "Het kenmerk.",
            "vragenlijsten": "Wat er aan vragenlijsten is, nieuwste eerst; zonder teksten.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["vragenlijsten": 0...1_000] }
    static var example: Vragenlijsten {
        Vragenlijsten(zaak: .placeholder, kenmerk: .placeholder, vragenlijsten: [.example])
    }
}

/// One question with its answer and whose answer that is (O8).
struct VraagInhoud: Contract {
    var nummer: Int
    var vraag: Tekst?
    var antwoord: Tekst?
    var soort: Verklaringsoort?
    var datum: Datum?
    var organisatie: OIN?
    var door: MedewerkerId?
    var beantwoordOp: Date?

    static var title: String { "Vraag met antwoord" }
    static var fields: [String: String] {
        [
            "nummer": "Het nummer.", "vraag": "De vraag; afwezig als u die niet mag lezen of zij vernietigd is.",
            "antwoord": "Het antwoord; afwezig als het er niet is, of u het niet mag lezen.",
            "soort": "Wat voor verklaring het antwoord is.", "datum": "De dag waarop het gezegd is.",
            "organisatie": "Van welke organisatie het antwoord komt.", "door": "Wie het vastlegde.",
            "beantwoordOp": "Wanneer het is vastgelegd; afwezig als het gezin dit nog niet gevraagd is.",
        ]
    }
    static var example: VraagInhoud {
        VraagInhoud(
            nummer: 1, vraag: .placeholder, antwoord: .placeholder, soort: .zienswijzeOuder, datum: .placeholder,
            organisatie: .placeholder, door: .placeholder, beantwoordOp: .placeholder)
    }
}

/// A question list with its texts, for its owner and for who got it.
struct VragenlijstInhoud: Contract {
    var zaak: UUID
    var kenmerk: Kenmerk
    var lijst: VragenlijstStand
    var vragen: [VraagInhoud]
    var eerder: [VraagInhoud]
    var vernietigd: [VernietigdeInhoud]

    static var title: String { "Vragenlijst met antwoorden" }
    static var fields: [String: String] {
        [
            "zaak": "De zaak.", "kenmerk": "Kenmerk van de zaak.", "lijst": "Hoe het ermee staat.",
            "vragen": "De vragen met hun antwoorden; wat nog geen antwoord heeft, moet nog gevraagd worden.",
            "eerder": "Wat het gezin al vertelde in de lijst waarop deze verdergaat.",
            "vernietigd": "Teksten die na de bewaartermijn vernietigd zijn (P4).",
        ]
    }
    static var lists: [String: ClosedRange<Int>] {
        ["vragen": 0...200, "eerder": 0...200, "vernietigd": 0...1_000]
    }
    static var example: VragenlijstInhoud {
        VragenlijstInhoud(
            zaak: .placeholder, kenmerk: .placeholder, lijst: .example, vragen: [.example], eerder: [.example],
            vernietigd: [.example])
    }
}
