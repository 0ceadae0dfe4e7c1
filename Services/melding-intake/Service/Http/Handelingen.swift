import Chassis
import Contracts
import Foundation

/// What a person of the behandelaar adds to an acute melding (M9).
struct AanvullingVerzoek: Contract {
    var door: MedewerkerId?
    var soort: MeldingenEvents.Soort?
    var gemeente: Gemeentecode?
    var waarneming: Tekst?
    var besproken: MeldingenEvents.Besproken?
    var redenNietBesproken: Bool?
    var terugkoppelingGewenst: Bool?
    var grondslag: MeldingenEvents.Grondslag?
    var ontvangerVastgesteld: Bool?
    var melderVastgesteld: Bool?
    var onleesbaarBekeken: Bool?
    var betrokkenen: [BetrokkeneVerzoek]?

    static var title: String { "Aanvulling van een melding" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "soort": "De soort.", "gemeente": "De gemeente.", "waarneming": "Wat er gezien is.",
            "besproken": "Of het besproken is.", "redenNietBesproken": "Of de reden nu bekend is.",
            "terugkoppelingGewenst": "Of de melder terugkoppeling wil.", "grondslag": "De grondslag.",
            "ontvangerVastgesteld": "Of de melding hier aan het goede adres is.",
            "melderVastgesteld": "Of bekend is wie meldde.",
            "onleesbaarBekeken": "Of het onleesbare deel door een mens gelezen is.",
            "betrokkenen": "Over wie het gaat.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["betrokkenen": 0...20] }
    static var example: AanvullingVerzoek {
        AanvullingVerzoek(
            door: .placeholder, soort: nil, gemeente: .placeholder, waarneming: nil, besproken: nil,
            redenNietBesproken: nil,
            terugkoppelingGewenst: true, grondslag: nil, ontvangerVastgesteld: nil, melderVastgesteld: nil,
            onleesbaarBekeken: nil, betrokkenen: nil)
    }
}

/// Forwarding by a named person (M11).
struct DoorsturenVerzoek: Contract {
    var door: MedewerkerId?
    var naar: OIN
    var toelichting: Tekst?

    static var title: String { "Melding doorsturen" }
    static var fields: [String: String] {
        ["door": doorUitleg, "naar": "De organisatie waar de melding thuishoort.", "toelichting": "Waarom."]
    }
    static var example: DoorsturenVerzoek {
        DoorsturenVerzoek(door: .placeholder, naar: .placeholder, toelichting: nil)
    }
}

/// A kind becomes another only by a person's explicit act (M2).
struct SoortVerzoek: Contract {
    var door: MedewerkerId?
    var naar: MeldingenEvents.Soort

    static var title: String { "Soort wijzigen" }
    static var fields: [String: String] { ["door": doorUitleg, "naar": "De nieuwe soort."] }
    static var example: SoortVerzoek { SoortVerzoek(door: .placeholder, naar: .vtMelding) }
}

struct OppakkenVerzoek: Contract {
    var door: MedewerkerId?

    static var title: String { "Melding oppakken" }
    static var fields: [String: String] { ["door": doorUitleg] }
    static var example: OppakkenVerzoek { OppakkenVerzoek(door: .placeholder) }
}

/// The outcome of a melding outside a casus (M4).
struct AfhandelenVerzoek: Contract {
    var door: MedewerkerId?
    var uitkomst: MeldingenEvents.Uitkomst

    static var title: String { "Melding afhandelen" }
    static var fields: [String: String] { ["door": doorUitleg, "uitkomst": "De uitkomst (VNG JZV)."] }
    static var example: AfhandelenVerzoek {
        AfhandelenVerzoek(door: .placeholder, uitkomst: MeldingenEvents.Uitkomst.placeholder)
    }
}

/// What a melder or a behandelaar sees of a melding: steps, never content (M4).
struct MeldingStand: Contract {
    var id: UUID
    var kenmerk: Kenmerk
    var status: NotificatiesEvents.MelderStatus
    var soort: MeldingenEvents.Soort?
    var gemeente: Gemeentecode?
    var behandelaar: OIN
    var hoortBij: OIN?
    var uitkomst: MeldingenEvents.Uitkomst?
    var ontbreekt: [MeldingenEvents.Gebrek]
    var bastaAangeboden: Bool
    var ontvangenOp: Date
    var zaak: UUID?
    var oefening: Bool

    static var title: String { "Stand van een melding" }
    static var fields: [String: String] {
        [
            "id": "Id van de melding.", "kenmerk": "Kort kenmerk voor de telefoon.", "status": "Hoever het is.",
            "soort": "De soort.", "gemeente": "De gemeente.", "behandelaar": "Wie de melding nu behandelt.",
            "hoortBij": "Waar de melding thuishoort, als zij verkeerd was geadresseerd.",
            "uitkomst": "Wat ermee gedaan is.",
            "ontbreekt": "Wat een medewerker nog aanvult.", "bastaAangeboden": "Of de BASTA!-route is aangeboden.",
            "ontvangenOp": "Wanneer de melding binnenkwam.", "zaak": "De zaak; alleen voor de behandelaar.",
            "oefening": "Of dit een oefening is.",
        ]
    }
    static var example: MeldingStand {
        MeldingStand(
            id: .placeholder, kenmerk: .placeholder, status: .placeholder, soort: .zorgmelding, gemeente: .placeholder,
            behandelaar: .placeholder, hoortBij: nil, uitkomst: nil, ontbreekt: [], bastaAangeboden: false,
            ontvangenOp: .placeholder, zaak: nil, oefening: false)
    }
}
