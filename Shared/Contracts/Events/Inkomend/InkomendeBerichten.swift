import Foundation

// Messages of one organisation.
extension InkomendEvents {
    /// A melding of a partner. Only its own reference is required by form: the rules of the intake say what else is missing,
    /// so that an acute one is never refused for it (M9). Content went to `POST /v1/inhoud` first.
    public struct MeldingAangeboden: EventData {
        public var eigenKenmerk: EigenKenmerk
        public var soort: MeldingenEvents.Soort?
        public var gemeente: Gemeentecode?
        public var acuut: MeldingenEvents.Acuut?
        public var besproken: MeldingenEvents.Besproken?
        public var redenNietBesproken: UUID?
        public var terugkoppelingGewenst: Bool?
        public var grondslag: MeldingenEvents.Grondslag?
        public var ontvanger: OIN?
        public var melderAfgeschermd: Bool?
        public var waarneming: UUID?
        public var betrokkenen: [AangebodenBetrokkene]?
        public var onleesbaar: Bool?

        public init(
            eigenKenmerk: EigenKenmerk, soort: MeldingenEvents.Soort?, gemeente: Gemeentecode?,
            acuut: MeldingenEvents.Acuut?, besproken: MeldingenEvents.Besproken?, redenNietBesproken: UUID?,
            terugkoppelingGewenst: Bool?, grondslag: MeldingenEvents.Grondslag?, ontvanger: OIN?,
            melderAfgeschermd: Bool?, waarneming: UUID?, betrokkenen: [AangebodenBetrokkene]?,
            onleesbaar: Bool? = nil
        ) {
            self.eigenKenmerk = eigenKenmerk
            self.soort = soort
            self.gemeente = gemeente
            self.acuut = acuut
            self.besproken = besproken
            self.redenNietBesproken = redenNietBesproken
            self.terugkoppelingGewenst = terugkoppelingGewenst
            self.grondslag = grondslag
            self.ontvanger = ontvanger
            self.melderAfgeschermd = melderAfgeschermd
            self.waarneming = waarneming
            self.betrokkenen = betrokkenen
            self.onleesbaar = onleesbaar
        }

        /// An acute melding is taken in without what is wrong in it, and a person looks at it (M9).
        public static func repaired(_ json: JSON, _ violations: [Violation]) -> JSON? {
            guard json["acuut"]?.string == MeldingenEvents.Acuut.ja.rawValue,
                case .object(var rest) = json.without(violations)
            else { return nil }
            rest["onleesbaar"] = .bool(true)
            if rest["eigenKenmerk"] == nil { rest["eigenKenmerk"] = .string("zonder-" + UUID.v7().text) }
            return .object(rest)
        }

        public static let eventType = InkomendEvents.type("melding-aangeboden")
        public static var title: String { "Melding aangeboden" }
        public static var fields: [String: String] {
            [
                "eigenKenmerk": "Eigen kenmerk; hetzelfde kenmerk is dezelfde melding.",
                "soort": "Soort melding.",
                "gemeente": "Gemeente waar het speelt.",
                "acuut": "Of er acuut gevaar is.",
                "besproken": "Of het met betrokkenen besproken is.",
                "redenNietBesproken": "Inhoud-id van de reden waarom niet.",
                "terugkoppelingGewenst": "Of u de uitkomst wilt horen.",
                "grondslag": "Grondslag van het delen.",
                "ontvanger": "Organisatie aan wie u meldt.",
                "melderAfgeschermd": "Of uw organisatie afgeschermd blijft.",
                "waarneming": "Inhoud-id van wat gezien of gehoord is.",
                "betrokkenen": "Over wie de melding gaat.",
                "onleesbaar": "Laat dit weg: de keten zet dit bij een acute melding met fouten.",
            ]
        }
        public static var example: MeldingAangeboden {
            MeldingAangeboden(
                eigenKenmerk: .placeholder, soort: .zorgmelding, gemeente: .placeholder, acuut: .nee, besproken: .ja,
                redenNietBesproken: nil, terugkoppelingGewenst: true, grondslag: .wettelijkeTaak,
                ontvanger: .placeholder, melderAfgeschermd: false, waarneming: Voorbeeld.id, betrokkenen: [.example])
        }
    }

    /// Someone the melding is about, by the id of encrypted content; the intake makes the pseudonym.
    public struct AangebodenBetrokkene: Contract {
        public var inhoud: UUID
        public var rol: MeldingenEvents.Rol
        public var signaalgedrag: Bool?

        public init(inhoud: UUID, rol: MeldingenEvents.Rol, signaalgedrag: Bool?) {
            self.inhoud = inhoud
            self.rol = rol
            self.signaalgedrag = signaalgedrag
        }

        public static var title: String { "Betrokkene" }
        public static var fields: [String: String] {
            [
                "inhoud": "Inhoud-id van de persoonsgegevens.",
                "rol": "Rol in wat gezien is.",
                "signaalgedrag": "Of er een strafbaar feit of signaalgedrag is.",
            ]
        }
        public static var example: AangebodenBetrokkene {
            AangebodenBetrokkene(inhoud: Voorbeeld.id, rol: .kind, signaalgedrag: false)
        }
    }

    /// The partner's system has the task.
    public struct TaakBezorgdGemeld: EventData {
        public var taak: UUID

        public init(taak: UUID) {
            self.taak = taak
        }

        public static let eventType = InkomendEvents.type("taak-bezorgd-gemeld")
        public static var title: String { "Taak bezorgd" }
        public static var fields: [String: String] {
            [
                "taak": "De taak."
            ]
        }
        public static var example: TaakBezorgdGemeld {
            TaakBezorgdGemeld(taak: Voorbeeld.id)
        }
    }

    /// A named person at the partner opened the task.
    public struct TaakGezienGemeld: EventData {
        public var taak: UUID
        public var medewerker: MedewerkerId

        public init(taak: UUID, medewerker: MedewerkerId) {
            self.taak = taak
            self.medewerker = medewerker
        }

        public static let eventType = InkomendEvents.type("taak-gezien-gemeld")
        public static var title: String { "Taak gezien" }
        public static var fields: [String: String] {
            [
                "taak": "De taak.",
                "medewerker": "Wie de taak opende.",
            ]
        }
        public static var example: TaakGezienGemeld {
            TaakGezienGemeld(taak: Voorbeeld.id, medewerker: .placeholder)
        }
    }
}
