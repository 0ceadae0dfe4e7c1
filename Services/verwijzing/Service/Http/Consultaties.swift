import Chassis
import Contracts
import Foundation
import VerwijzingDomain

/// O15: asks another organisation for advice, or to look along.
struct ConsultatieVerzoek: Handeling {
    var door: MedewerkerId?
    var naar: OIN
    var over: OverdrachtenEvents.Consultatiesoort
    var urgentie: Contracts.Urgentie
    var vraag: Tekst
    var herkenbaar: Bool
    var grondslag: MeldingenEvents.Grondslag?
    var gezinWeet: Bool

    static var title: String { "Advies vragen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "naar": "Aan wie u het vraagt.", "over": "Advies, of meekijken.",
            "urgentie": "Regulier of spoed.", "vraag": "Uw vraag; wordt versleuteld bewaard.",
            "herkenbaar": "Of in uw vraag te lezen is om wie het gaat.",
            "grondslag": "Waarom u dat mag delen; alleen als het te lezen is.",
            "gezinWeet": "Of de mensen om wie het gaat weten dat u dit vraagt. Anders blijft het advies niet bewaard.",
        ]
    }
    static var example: ConsultatieVerzoek {
        ConsultatieVerzoek(
            door: .placeholder, naar: .placeholder, over: .consultatie, urgentie: .regulier, vraag: .placeholder,
            herkenbaar: false, grondslag: nil, gezinWeet: true)
    }

    /// A number that names a person is never without a ground.
    func check() -> [Violation] {
        let cijfers = vraag.text.split { !$0.isNumber }.map(String.init)
        guard !herkenbaar, cijfers.contains(where: { BSN($0) != nil }) else { return [] }
        return [
            Violation(
                pointer: "/vraag", code: Violation.Codes.value,
                detail: "In uw vraag staat een burgerservicenummer. Zeg dan dat te lezen is om wie het gaat, en waarom."
            )
        ]
    }
}

struct ConsultatieadviesVerzoek: Handeling {
    var door: MedewerkerId?
    var advies: Tekst

    static var title: String { "Advies geven" }
    static var fields: [String: String] {
        ["door": doorUitleg, "advies": "Uw advies. Wie vroeg leest het; wordt versleuteld bewaard."]
    }
    static var example: ConsultatieadviesVerzoek {
        ConsultatieadviesVerzoek(door: .placeholder, advies: .placeholder)
    }
}

struct ConsultatieafsluitingVerzoek: Handeling {
    var door: MedewerkerId?
    var gezinWeet: Bool

    static var title: String { "Vraag om advies afsluiten" }
    static var fields: [String: String] {
        [
            "door": doorUitleg,
            "gezinWeet": "Of de mensen om wie het gaat ervan weten. Alleen dan blijft het advies bij het dossier.",
        ]
    }
    static var example: ConsultatieafsluitingVerzoek {
        ConsultatieafsluitingVerzoek(door: .placeholder, gezinWeet: true)
    }
}

/// What both sides see of it; once it is kept also who holds the regie.
struct ConsultatieStand: Contract {
    enum Status: String, Code { case gevraagd, beantwoord, gesloten }

    var id: UUID
    /// Not for who was asked without identifying data.
    var zaak: UUID?
    var kenmerk: Kenmerk
    var oefening: Bool
    var urgentie: Contracts.Urgentie
    var over: OverdrachtenEvents.Consultatiesoort
    var van: AanZet
    var naar: OIN
    var grondslag: MeldingenEvents.Grondslag?
    var gezinWeet: Bool
    var status: Status
    var uitkomst: OverdrachtenEvents.Consultatieuitkomst?
    var sinds: Date
    var gesteldOp: Date
    /// Given where one is read.
    var vraag: Tekst?
    var advies: Tekst?
    var adviesVan: AanZet?
    var termijnen: [BordTermijn]
    var mogelijk: [Codewoord]

    static var title: String { "Vraag om advies" }
    static var fields: [String: String] {
        [
            "id": "Id van de vraag.", "zaak": "De zaak; alleen voor wie er een deel in heeft.",
            "kenmerk": "Eigen kenmerk van de vraag.", "oefening": "Of dit een oefening is.",
            "urgentie": "Regulier of spoed.", "over": "Advies, of meekijken.", "van": "Wie vroeg.",
            "naar": "Aan wie gevraagd is.", "grondslag": "Waarom herkenbare gegevens gedeeld zijn.",
            "gezinWeet": "Of de mensen om wie het gaat ervan weten.", "status": "Gevraagd, beantwoord of gesloten.",
            "uitkomst": "Of het advies bewaard is, of waarom er geen kwam.", "sinds": "Sinds wanneer het zo staat.",
            "gesteldOp": "Wanneer gevraagd.", "vraag": "De vraag; alleen bij het lezen van één.",
            "advies": "Het advies; alleen bij het lezen van één, en alleen zolang het er is.",
            "adviesVan": "Wie het advies gaf.", "termijnen": "Welke termijn loopt.",
            "mogelijk": "Wat uw organisatie kan doen.",
        ]
    }
    static var example: ConsultatieStand {
        ConsultatieStand(
            id: .placeholder, zaak: .placeholder, kenmerk: .placeholder, oefening: false, urgentie: .regulier,
            over: .consultatie, van: .example, naar: .placeholder, grondslag: nil, gezinWeet: true,
            status: .gevraagd, uitkomst: nil, sinds: .placeholder, gesteldOp: .placeholder, vraag: nil, advies: nil,
            adviesVan: nil, termijnen: [.example], mogelijk: [.placeholder])
    }
}

struct Consultaties: Contract {
    var zaak: UUID
    var kenmerk: Kenmerk
    var consultaties: [ConsultatieStand]

    static var title: String { "Vragen om advies in een zaak" }
    static var fields: [String: String] {
        [
            "zaak": "De zaak.", "kenmerk": "Het kenmerk.",
            "consultaties": "Wat uw organisatie vroeg en wat bewaard is, nieuwste eerst; zonder teksten.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["consultaties": 0...1_000] }
    static var example: Consultaties {
        Consultaties(zaak: .placeholder, kenmerk: .placeholder, consultaties: [.example])
    }
}
