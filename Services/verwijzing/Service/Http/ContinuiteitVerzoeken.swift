import Chassis
import Contracts
import Foundation
import VerwijzingDomain

/// V4, V5: where a child lives, by who saw how often it went to live elsewhere before.
struct WoonplekVerzoek: Handeling {
    var door: MedewerkerId?
    var kind: UUID
    var woonplek: OverdrachtenEvents.Woonplek
    var organisatie: OIN?
    var reden: OverdrachtenEvents.Verhuisreden?
    var gezien: Codewoord?

    static var title: String { "Woonplek vastleggen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "kind": "Welk kind.", "woonplek": "Wat voor plek; een opname is geen woonplek.",
            "organisatie": "Wie de plek biedt, als dat een organisatie is.",
            "reden": "Waarom het kind verhuist; leeg bij de eerste woonplek.", "gezien": gezienUitleg,
        ]
    }
    static var example: WoonplekVerzoek {
        WoonplekVerzoek(
            door: .placeholder, kind: .placeholder, woonplek: .thuis, organisatie: nil, reden: nil, gezien: nil)
    }
}

/// V4: an opname, beside the woonplek that goes on.
struct OpnameVerzoek: Handeling {
    var door: MedewerkerId?
    var kind: UUID
    var organisatie: OIN
    var vanaf: Datum

    static var title: String { "Opname vastleggen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "kind": "Welk kind.", "organisatie": "Waar het kind is opgenomen.",
            "vanaf": "De eerste dag.",
        ]
    }
    static var example: OpnameVerzoek {
        OpnameVerzoek(door: .placeholder, kind: .placeholder, organisatie: .placeholder, vanaf: .placeholder)
    }
}

struct OpnameeindeVerzoek: Handeling {
    var door: MedewerkerId?
    var tot: Datum

    static var title: String { "Opname beëindigen" }
    static var fields: [String: String] { ["door": doorUitleg, "tot": "De laatste dag."] }
    static var example: OpnameeindeVerzoek { OpnameeindeVerzoek(door: .placeholder, tot: .placeholder) }
}

/// V6: where a young person goes for living and care.
struct BestemmingVerzoek: Handeling {
    var door: MedewerkerId?
    var kind: UUID
    var wonen: OverdrachtenEvents.Woonbestemming
    var zorg: OverdrachtenEvents.Zorgbestemming

    static var title: String { "Bestemming vastleggen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "kind": "Welke jongere.", "wonen": "Waar de jongere straks woont.",
            "zorg": "Welke zorg er straks is.",
        ]
    }
    static var example: BestemmingVerzoek {
        BestemmingVerzoek(door: .placeholder, kind: .placeholder, wonen: .zelfstandig, zorg: .wmo)
    }
}

struct OpnameStand: Contract {
    var id: UUID
    var organisatie: OIN?
    var vanaf: Datum
    var tot: Datum?

    static var title: String { "Opname" }
    static var fields: [String: String] {
        [
            "id": "Id van de opname.", "organisatie": "Waar; afwezig als dat voor u afgeschermd is.",
            "vanaf": "De eerste dag.", "tot": "De laatste dag; afwezig zolang zij duurt.",
        ]
    }
    static var example: OpnameStand {
        OpnameStand(id: .placeholder, organisatie: .placeholder, vanaf: .placeholder, tot: nil)
    }
}

struct KindStand: Contract {
    var kind: UUID
    var woonplek: OverdrachtenEvents.Woonplek?
    var organisatie: OIN?
    var sinds: Date?
    var opnames: [OpnameStand]
    var wissels: WisselStand
    var wonen: OverdrachtenEvents.Woonbestemming?
    var zorg: OverdrachtenEvents.Zorgbestemming?
    var bestemmingOntbreektSinds: Date?
    var termijn: BordTermijn?

    static var title: String { "Wat voor een kind gelijk blijft en wisselt" }
    static var fields: [String: String] {
        [
            "kind": "Het kind.", "woonplek": "Waar het woont; een opname verandert dat niet.",
            "organisatie": "Wie de plek biedt; afwezig als dat voor u afgeschermd is.", "sinds": "Sinds wanneer.",
            "opnames": "Opnames, naast de woonplek.",
            "wissels": "Hoe vaak het al een nieuwe werker of woonplek kreeg.", "wonen": "Waar de jongere straks woont.",
            "zorg": "Welke zorg er straks is.",
            "bestemmingOntbreektSinds": "Sinds wanneer een bestemming ontbreekt, vanaf 16 jaar.",
            "termijn": "De termijn daarvan.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["opnames": 0...1_000] }
    static var example: KindStand {
        KindStand(
            kind: .placeholder, woonplek: .thuis, organisatie: nil, sinds: .placeholder, opnames: [.example],
            wissels: .example, wonen: nil, zorg: nil, bestemmingOntbreektSinds: nil, termijn: nil)
    }
}

struct ContinuiteitStand: Contract {
    var zaak: UUID
    var kenmerk: Kenmerk
    var overdracht: UUID?
    var kinderen: [KindStand]
    /// Of all children together.
    var wissels: WisselStand

    static var title: String { "Wat voor de kinderen van een zaak gelijk blijft en wisselt" }
    static var fields: [String: String] {
        [
            "zaak": "De zaak.", "kenmerk": "Kenmerk van de zaak.",
            "overdracht": "Een overdracht van de zaak die uw organisatie ziet.", "kinderen": "De kinderen van de zaak.",
            "wissels": "Van alle kinderen samen.",
        ]
    }
    static var example: ContinuiteitStand {
        ContinuiteitStand(
            zaak: .placeholder, kenmerk: .placeholder, overdracht: nil, kinderen: [.example], wissels: .example)
    }
}

extension KindStand {
    init(_ id: UUID, _ kind: Continuiteit.Kind?, _ telling: Wisseltelling, _ zicht: Zicht, _ termijn: BordTermijn?)
        throws
    {
        func ziet(_ organisatie: String?) throws -> OIN? {
            try organisatie.flatMap { zicht.ziet(organisatie: $0) ? try .van($0) : nil }
        }
        let woonplek = kind?.woonplek
        // What kind of place it is would say where a child is whose place is shielded (P1).
        let plekZichtbaar = woonplek?.organisatie.map { zicht.ziet(organisatie: $0) } ?? true
        self.init(
            kind: id, woonplek: plekZichtbaar ? try woonplek.map { try .van($0.soort) } : nil,
            organisatie: try ziet(woonplek?.organisatie), sinds: plekZichtbaar ? woonplek?.sinds : nil,
            opnames: try (kind?.opnames ?? []).filter { zicht.ziet(organisatie: $0.organisatie) }.map {
                OpnameStand(
                    id: $0.id, organisatie: try ziet($0.organisatie), vanaf: try .van($0.vanaf.description),
                    tot: try $0.tot.map { try .van($0.description) })
            }, wissels: try WisselStand(telling), wonen: try (kind?.bestemming?.wonen).map { try .van($0) },
            zorg: try (kind?.bestemming?.zorg).map { try .van($0) },
            bestemmingOntbreektSinds: kind?.zonderBestemming?.sinds, termijn: termijn)
    }
}
