import Foundation

// The offer and its receipts.
extension OverdrachtenEvents {
    /// O7: question, urgency, age group and gemeente, and nothing else of the family.
    public struct Aangeboden: EventData, MetKop {
        public var kop: Overdrachtkop
        public var vraag: Codewoord
        public var leeftijdsgroep: Leeftijdsgroep
        public var gemeente: Gemeentecode
        public var hop: Int
        public var reden: Overdrachtsreden
        public var ontbreekt: [Dossierblok]
        public var keuze: Keuze?
        public var wachtSinds: Date?
        public var ronde: UUID?

        public static let eventType = OverdrachtenEvents.type("overdracht-aangeboden")
        public static var title: String { "Overdracht aangeboden" }
        public static let eigenVelden = [
            "vraag": "Soort vraag.",
            "leeftijdsgroep": "Leeftijdsgroep van het kind.",
            "gemeente": "Gemeente waar het kind woont.",
            "hop": "De hoeveelste keer dat de zaak verder gaat.",
            "reden": "Waarom de zaak verder gaat.",
            "ontbreekt": "Dossierblokken zonder antwoord.",
            "keuze": "Wie het eerst accepteert, of wie de afzender kiest; afwezig is wie het eerst accepteert.",
            "wachtSinds": "Sinds wanneer het gezin hierop wacht, als dat al voor een verhuizing was.",
            "ronde": "Het eerste aanbod van de kandidaten die tegelijk gevraagd zijn; afwezig bij het eerste zelf.",
        ]
        public static var example: Aangeboden {
            Aangeboden(
                kop: .example, vraag: .placeholder, leeftijdsgroep: .onbekend, gemeente: .placeholder, hop: 1,
                reden: .passenderHulp, ontbreekt: [.wensVanHetKind], keuze: nil, wachtSinds: nil, ronde: nil)
        }

        public func check() -> [Violation] {
            hop < 1
                ? [Violation(pointer: "/hop", code: Violation.Codes.value, detail: "Hier hoort een getal vanaf 1.")]
                : []
        }
    }

    /// A receipt: the receiver's system has it. It moves nothing (O1).
    public struct Bezorgd: EventData, MetKop {
        public var kop: Overdrachtkop

        public static let eventType = OverdrachtenEvents.type("overdracht-bezorgd")
        public static var title: String { "Overdracht bezorgd" }
        public static var example: Bezorgd { Bezorgd(kop: .example) }
    }

    /// A receipt: a named person of the receiver opened it. It moves nothing (O1).
    public struct Gezien: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId

        public static let eventType = OverdrachtenEvents.type("overdracht-gezien")
        public static var title: String { "Overdracht gezien" }
        public static let eigenVelden = ["door": "Medewerker die dit deed."]
        public static var example: Gezien { Gezien(kop: .example, door: .placeholder) }
    }

    /// The list of what the dossier misses changed (O7).
    public struct DossierBijgewerkt: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var ontbreekt: [Dossierblok]

        public static let eventType = OverdrachtenEvents.type("dossier-bijgewerkt")
        public static var title: String { "Dossier bijgewerkt" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "ontbreekt": "Dossierblokken die nog zonder antwoord zijn.",
        ]
        public static var example: DossierBijgewerkt {
            DossierBijgewerkt(kop: .example, door: .placeholder, ontbreekt: [])
        }
    }
}
