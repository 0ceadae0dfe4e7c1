import Chassis
import Contracts
import Foundation
import VerwijzingDomain

/// O12, O13: puts a dispute with the other side before whom the register names.
struct GeschilVerzoek: Handeling {
    var door: MedewerkerId?
    var over: OverdrachtenEvents.Geschilsoort
    var toelichting: Tekst

    static var title: String { "Geschil voorleggen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "over": "Waar u het niet over eens bent.",
            "toelichting": "Hoe u het ziet, voor de beslisser en de andere kant; wordt versleuteld bewaard.",
        ]
    }
    static var example: GeschilVerzoek {
        GeschilVerzoek(door: .placeholder, over: .contract, toelichting: .placeholder)
    }
}

/// The decision, by whom the register named.
struct GeschilbesluitVerzoek: Handeling {
    var door: MedewerkerId?
    var uitkomst: OverdrachtenEvents.Geschiluitkomst
    var motivering: Tekst
    var regiehouder: MedewerkerId?

    static var title: String { "Over een geschil beslissen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "uitkomst": "Bij wie het ligt.",
            "motivering": "Waarom; beide kanten lezen dit. Wordt versleuteld bewaard.",
            "regiehouder": "Wie bij de aanbieder de regie neemt, als zij teruggaat en dat niet is wie aanbood.",
        ]
    }
    static var example: GeschilbesluitVerzoek {
        GeschilbesluitVerzoek(
            door: .placeholder, uitkomst: .aanbieder, motivering: .placeholder, regiehouder: nil)
    }
}

/// What both sides and the decider see of a dispute.
struct GeschilStand: Contract {
    enum Status: String, Code { case open, besloten, ingetrokken }

    var id: UUID
    var overdracht: UUID
    var kenmerk: Kenmerk
    var oefening: Bool
    var urgentie: Contracts.Urgentie
    var over: OverdrachtenEvents.Geschilsoort
    var status: Status
    var aanbieder: OIN
    var ontvanger: OIN
    var geopendDoor: AanZet
    var beslisser: AanZet
    var sinds: Date
    var uitkomst: OverdrachtenEvents.Geschiluitkomst?
    var beslotenDoor: AanZet?
    var geslotenOp: Date?
    /// Given where one dispute is read.
    var toelichting: Tekst?
    var motivering: Tekst?
    var termijnen: [BordTermijn]
    var mogelijk: [Codewoord]

    static var title: String { "Geschil" }
    static var fields: [String: String] {
        [
            "id": "Id van het geschil.", "overdracht": "De overdracht waar het over gaat.",
            "kenmerk": "Kenmerk van de overdracht.", "oefening": "Of dit een oefening is.",
            "urgentie": "Regulier of spoed.", "over": "Waar het over gaat.", "status": "Open, besloten of ingetrokken.",
            "aanbieder": "Wie aanbood.", "ontvanger": "De ontvanger.", "geopendDoor": "Wie het voorlegde.",
            "beslisser": "Wie beslist; vooraf vastgelegd in het register, van geen van beide.",
            "sinds": "Sinds wanneer.", "uitkomst": "Bij wie het ligt.", "beslotenDoor": "Wie besliste.",
            "geslotenOp": "Wanneer beslist of ingetrokken.",
            "toelichting": "Hoe wie het voorlegde het ziet; alleen bij het lezen van één geschil.",
            "motivering": "Waarom zo beslist is; alleen bij het lezen van één geschil.",
            "termijnen": "Welke termijn loopt.", "mogelijk": "Wat uw organisatie kan doen.",
        ]
    }
    static var example: GeschilStand {
        GeschilStand(
            id: .placeholder, overdracht: .placeholder, kenmerk: .placeholder, oefening: false, urgentie: .regulier,
            over: .contract, status: .open, aanbieder: .placeholder, ontvanger: .placeholder, geopendDoor: .example,
            beslisser: .example, sinds: .placeholder, uitkomst: nil, beslotenDoor: nil, geslotenOp: nil,
            toelichting: nil, motivering: nil, termijnen: [.example], mogelijk: [.placeholder])
    }
}

struct Geschillen: Contract {
    var overdracht: UUID
    var geschillen: [GeschilStand]

    static var title: String { "Geschillen bij een overdracht" }
    static var fields: [String: String] {
        ["overdracht": "De overdracht.", "geschillen": "De geschillen, oudste eerst."]
    }
    static var lists: [String: ClosedRange<Int>] { ["geschillen": 0...1_000] }
    static var example: Geschillen { Geschillen(overdracht: .placeholder, geschillen: [.example]) }
}
