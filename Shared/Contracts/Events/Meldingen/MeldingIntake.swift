import Foundation

// Taking in and completing.
extension MeldingenEvents {
    /// M3, M4: taken in, with who deals with it and what an acute melding still lacks (M9).
    public struct MeldingOntvangen: EventData, MetKop {
        public var kop: Meldingkop
        public var soort: Soort?
        public var gemeente: Gemeentecode?
        public var melderAfgeschermd: Bool
        public var acuut: Acuut
        public var besproken: Besproken?
        public var grondslag: Grondslag?
        public var hoortBij: OIN?
        public var betrokkenen: [Betrokkene]
        public var ontbreekt: [Gebrek]
        public var inhoud: UUID?
        public var bastaAangeboden: Bool

        public static let eventType = MeldingenEvents.type("melding-ontvangen")
        public static var title: String { "Melding ontvangen" }
        public static let eigenVelden = [
            "soort": "Soort melding; ontbreekt alleen bij een acute melding die het niet zei.",
            "gemeente": "Gemeente waar het speelt.",
            "melderAfgeschermd": "Of de melder afgeschermd blijft.",
            "acuut": "Of er acuut gevaar is.",
            "besproken": "Of het met betrokkenen besproken is.",
            "grondslag": "Grondslag van het delen.",
            "hoortBij": "Waar de melding thuishoort, als zij verkeerd geadresseerd is.",
            "betrokkenen": "Over wie de melding gaat.",
            "ontbreekt": "Wat nog ontbreekt.",
            "inhoud": "De versleutelde inhoud.",
            "bastaAangeboden": "Of de route BASTA! is aangeboden.",
        ]
        public static var example: MeldingOntvangen {
            MeldingOntvangen(
                kop: .example, soort: .vtMelding, gemeente: .placeholder, melderAfgeschermd: false, acuut: .nee,
                besproken: .ja, grondslag: .wettelijkeTaak, hoortBij: .placeholder, betrokkenen: [.example],
                ontbreekt: [], inhoud: Voorbeeld.id, bastaAangeboden: false)
        }

        public func check() -> [Violation] {
            acuut == .ja || (ontbreekt.isEmpty && soort != nil)
                ? []
                : [
                    Violation(
                        pointer: "/ontbreekt", code: Violation.Codes.value,
                        detail: "Alleen een acute melding mag onvolledig zijn.")
                ]
        }
    }

    /// M9: a person filled gaps; only what was filled is named.
    public struct MeldingAangevuld: EventData, MetKop {
        public var kop: Meldingkop
        public var soort: Soort?
        public var gemeente: Gemeentecode?
        public var besproken: Besproken?
        public var grondslag: Grondslag?
        public var betrokkenen: [Betrokkene]
        public var ontbreekt: [Gebrek]
        public var inhoud: UUID?
        public var bastaAangeboden: Bool
        public var door: Persoon

        public static let eventType = MeldingenEvents.type("melding-aangevuld")
        public static var title: String { "Melding aangevuld" }
        public static let eigenVelden = [
            "soort": "Soort melding, als die nu bekend is.",
            "gemeente": "Gemeente, als die nu bekend is.",
            "besproken": "Of het besproken is, als dat nu bekend is.",
            "grondslag": "Grondslag, als die nu bekend is.",
            "betrokkenen": "Wie erbij kwamen.",
            "ontbreekt": "Wat nu nog ontbreekt.",
            "inhoud": "De toegevoegde versleutelde inhoud.",
            "bastaAangeboden": "Of de route BASTA! is aangeboden.",
            "door": "Medewerker die dit deed.",
        ]
        public static var example: MeldingAangevuld {
            MeldingAangevuld(
                kop: .example, soort: .zorgmelding, gemeente: .placeholder, besproken: .nee, grondslag: .vitaalBelang,
                betrokkenen: [.example], ontbreekt: [.redenNietBesproken], inhoud: Voorbeeld.id, bastaAangeboden: false,
                door: .example)
        }
    }
}
