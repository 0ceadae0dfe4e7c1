import Foundation

// How long content is kept (P4).
extension RegisterEvents {
    /// What the chain keeps, each kind with a term of its own.
    public enum Bewaarsoort: String, Code {
        /// The dossier of a zaak with what was written at its handovers.
        case dossier
        /// The texts of a casus at the veiligheidsteam.
        case casus
        /// A melding that came to a zaak.
        case melding
        /// A melding that ended without one.
        case meldingZonderZaak = "melding-zonder-zaak"
        /// Content that no message ever referred to.
        case ongebruikt
    }

    /// Where a term comes from; its text stays with the organisation.
    public enum Bewaargrond: String, Code {
        case jeugdwet
        case wmo
        case wgbo
        case archiefwet
        case avg
        case eigenBeleid = "eigen-beleid"
        case afspraakKeten = "afspraak-keten"
    }

    /// How long something is kept after its end, and on which ground it is then destroyed.
    public struct Bewaartermijn: Contract {
        public var duur: Duur
        public var grond: Bewaargrond

        public init(duur: Duur, grond: Bewaargrond) {
            self.duur = duur
            self.grond = grond
        }

        public static var title: String { "Bewaartermijn" }
        public static var fields: [String: String] {
            [
                "duur": "Hoe lang na het einde; dagen, weken en jaren van de kalender.",
                "grond": "Waar deze termijn vandaan komt.",
            ]
        }
        public static var example: Bewaartermijn { Bewaartermijn(duur: .placeholder, grond: .eigenBeleid) }
    }
}
