import Chassis
import Contracts
import Foundation
import VerwijzingDomain

/// Someone of the family in this zaak; name and birth date are sealed (P2).
struct GezinslidVerzoek: Handeling {
    var door: MedewerkerId?
    var rol: OverdrachtenEvents.Gezinsrol
    var naam: KorteTekst?
    var geboortedatum: Datum?
    var bsn: BSN?

    static var title: String { "Gezinslid vastleggen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "rol": "Kind of volwassene.",
            "naam": "Hoe deze persoon heet; wordt versleuteld bewaard.",
            "geboortedatum": "De geboortedatum, bij een kind verplicht; wordt versleuteld bewaard.",
            "bsn":
                "Het burgerservicenummer (BSN). Hiermee ziet deze persoon wie las wat over hem of haar geschreven is; wordt versleuteld bewaard.",
        ]
    }
    static var example: GezinslidVerzoek {
        GezinslidVerzoek(
            door: .placeholder, rol: .kind, naam: .placeholder, geboortedatum: .placeholder, bsn: .placeholder)
    }

    func check() -> [Violation] {
        func fout(_ uitleg: String) -> [Violation] {
            [Violation(pointer: "/geboortedatum", code: Violation.Codes.value, detail: uitleg)]
        }
        guard let geboortedatum else { return rol == .kind ? fout("Geef de geboortedatum van het kind.") : [] }
        return geboortedatum.text > Dag(Date()).description ? fout("Deze datum ligt in de toekomst.") : []
    }
}

/// P2: whether an adult has gezag over a child, and how that is known.
struct GezagVerzoek: Handeling {
    var door: MedewerkerId?
    var kind: UUID
    var volwassene: UUID
    var heeftGezag: Bool
    var bron: OverdrachtenEvents.Gezagsbron

    static var title: String { "Gezag vastleggen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "kind": "Het kind.", "volwassene": "De volwassene.",
            "heeftGezag": "Of de volwassene gezag heeft.", "bron": "Hoe u dat weet.",
        ]
    }
    static var example: GezagVerzoek {
        GezagVerzoek(
            door: .placeholder, kind: .placeholder, volwassene: .placeholder, heeftGezag: true, bron: .gezagsregister)
    }
}

/// P2: help to this child by this organisation rests on a measure.
struct KaderVerzoek: Handeling {
    var door: MedewerkerId?
    var kind: UUID
    var uitvoerder: OIN
    var vanaf: Datum
    var tot: Datum?

    static var title: String { "Gedwongen kader vastleggen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "kind": "Het kind.", "uitvoerder": "De organisatie die de maatregel uitvoert.",
            "vanaf": "De eerste dag.", "tot": "De laatste dag, als die bekend is.",
        ]
    }
    static var example: KaderVerzoek {
        KaderVerzoek(door: .placeholder, kind: .placeholder, uitvoerder: .placeholder, vanaf: .placeholder, tot: nil)
    }
}

/// P2: what a parent or the child says about voluntary help by one organisation.
struct ToestemmingVerzoek: Handeling {
    var door: MedewerkerId?
    var kind: UUID
    var gever: UUID
    var organisatie: OIN
    var besluit: OverdrachtenEvents.Toestemmingsbesluit

    static var title: String { "Toestemming vastleggen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "kind": "Het kind.", "gever": "Wie het zegt: een ouder met gezag, of het kind zelf.",
            "organisatie": "De organisatie die helpt of zou helpen.", "besluit": "Gegeven, geweigerd of ingetrokken.",
        ]
    }
    static var example: ToestemmingVerzoek {
        ToestemmingVerzoek(
            door: .placeholder, kind: .placeholder, gever: .placeholder, organisatie: .placeholder, besluit: .gegeven)
    }
}

/// Gezag and consent in a zaak, and what cannot start (P2).
struct GezinStand: Contract {
    var zaak: UUID
    var leden: [GezinslidStand]
    var gezag: [GezagStand]
    var toestemmingen: [ToestemmingStand]
    var oordelen: [OordeelStand]
    var vernietigd: [VernietigdeInhoud]

    static var title: String { "Gezag en toestemming" }
    static var fields: [String: String] {
        [
            "zaak": "De zaak.", "leden": "Wie bij het gezin horen.",
            "gezag": "Wie het gezag heeft, en hoe dat bekend is.",
            "toestemmingen": "Wat ieder het laatst zei.",
            "oordelen": "Per organisatie met een lopende overdracht en per kind of vrijwillige hulp kan starten.",
            "vernietigd": "Gezinsleden waarvan de gegevens na de bewaartermijn vernietigd zijn, bij hun id (P4).",
        ]
    }
    static var lists: [String: ClosedRange<Int>] {
        [
            "leden": 0...1_000, "gezag": 0...1_000, "toestemmingen": 0...10_000, "oordelen": 0...10_000,
            "vernietigd": 0...1_000,
        ]
    }
    static var example: GezinStand {
        GezinStand(
            zaak: .placeholder, leden: [.example], gezag: [.example], toestemmingen: [.example], oordelen: [.example],
            vernietigd: [.example])
    }
}

struct GezinslidStand: Contract {
    var id: UUID
    var rol: OverdrachtenEvents.Gezinsrol
    var naam: KorteTekst?
    var leeftijdsgroep: Leeftijdsgroep?

    static var title: String { "Gezinslid" }
    static var fields: [String: String] {
        [
            "id": "Id binnen deze zaak.", "rol": "Kind of volwassene.",
            "naam": "De naam, voor wie het hele dossier mag lezen.",
            "leeftijdsgroep": "De leeftijdsgroep van een kind.",
        ]
    }
    static var example: GezinslidStand {
        GezinslidStand(id: .placeholder, rol: .kind, naam: nil, leeftijdsgroep: .van12)
    }
}

struct GezagStand: Contract {
    var kind: UUID
    var volwassene: UUID
    var heeftGezag: Bool
    var bron: OverdrachtenEvents.Gezagsbron

    static var title: String { "Gezag" }
    static var fields: [String: String] {
        ["kind": "Het kind.", "volwassene": "De volwassene.", "heeftGezag": "Of die gezag heeft.", "bron": "De bron."]
    }
    static var example: GezagStand {
        GezagStand(kind: .placeholder, volwassene: .placeholder, heeftGezag: true, bron: .gezagsregister)
    }
}

struct ToestemmingStand: Contract {
    var kind: UUID
    var gever: UUID
    var organisatie: OIN
    var besluit: OverdrachtenEvents.Toestemmingsbesluit
    var op: Date

    static var title: String { "Toestemming" }
    static var fields: [String: String] {
        [
            "kind": "Het kind.", "gever": "Wie het zei.", "organisatie": "Over welke organisatie.",
            "besluit": "Gegeven, geweigerd of ingetrokken.", "op": "Wanneer vastgelegd.",
        ]
    }
    static var example: ToestemmingStand {
        ToestemmingStand(
            kind: .placeholder, gever: .placeholder, organisatie: .placeholder, besluit: .gegeven, op: .placeholder)
    }
}

struct OordeelStand: Contract {
    var organisatie: OIN
    var kind: UUID
    var oordeel: Codewoord
    var wie: [UUID]
    var inhoudGestoptSinds: Date?

    static var title: String { "Of vrijwillige hulp kan starten" }
    static var fields: [String: String] {
        [
            "organisatie": "De organisatie.", "kind": "Het kind.",
            "oordeel":
                "compleet, niet-nodig (gedwongen kader), ontbreekt, geweigerd, gezag-onbekend of leeftijd-onbekend.",
            "wie": "Wiens toestemming ontbreekt of geweigerd is.",
            "inhoudGestoptSinds": "Sinds wanneer er niets nieuws naar de organisatie gaat.",
        ]
    }
    static var example: OordeelStand {
        OordeelStand(
            organisatie: .placeholder, kind: .placeholder, oordeel: .placeholder, wie: [], inhoudGestoptSinds: nil)
    }
}
