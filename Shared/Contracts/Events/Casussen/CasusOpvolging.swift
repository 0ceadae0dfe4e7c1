import Foundation

// An organisation stops taking part, and somebody comes in its place in what belongs to a casus (O17, O23). Earlier events
// keep its name.
extension CasussenEvents {
    /// Who keeps a casus, or is the lokaal team in it, is another; the head names who keeps it now.
    public struct CasusOpgevolgd: EventData, MetKop {
        public var kop: Casuskop
        public var vorige: OIN
        public var opvolger: OIN?

        public static let eventType = CasussenEvents.type("casus-opgevolgd")
        public static var title: String { "Andere organisatie bij een casus" }
        public static let eigenVelden = [
            "vorige": "Wie niet meer meedoet.",
            "opvolger": "Wie haar plaats inneemt als lokaal team; ontbreekt als niemand dat doet.",
        ]
        public static var example: CasusOpgevolgd {
            CasusOpgevolgd(kop: .example, vorige: .placeholder, opvolger: .placeholder)
        }
    }

    /// Who carries out or reviews a measure, or keeps its casus, is another; the head names them as they are now.
    public struct MaatregelOpgevolgd: EventData, MetKop {
        public var kop: Maatregelkop
        public var vorige: OIN
        public var opvolger: OIN?

        public static let eventType = CasussenEvents.type("maatregel-opgevolgd")
        public static var title: String { "Andere organisatie bij een maatregel" }
        public static let eigenVelden = [
            "vorige": "Wie niet meer meedoet.", "opvolger": "Wie haar plaats inneemt; ontbreekt als niemand dat doet.",
        ]
        public static var example: MaatregelOpgevolgd {
            MaatregelOpgevolgd(kop: .example.met(\.door, nil), vorige: .placeholder, opvolger: .placeholder)
        }
    }

    /// Who called a meeting, was invited to it or keeps its casus is another; the head names them as they are now.
    public struct OverlegOpgevolgd: EventData, MetKop {
        public var kop: Overlegkop
        public var vorige: OIN
        public var opvolger: OIN?
        public var vorigeOproeper: Persoon?

        public static let eventType = CasussenEvents.type("overleg-opgevolgd")
        public static var title: String { "Andere organisatie bij een overleg" }
        public static let eigenVelden = [
            "vorige": "Wie niet meer meedoet.",
            "opvolger": "Wie haar plaats inneemt als genodigde; ontbreekt als niemand dat doet.",
            "vorigeOproeper": "Wie het bijeenriep, als dat nu een ander is.",
        ]
        public static var example: OverlegOpgevolgd {
            OverlegOpgevolgd(
                kop: .example.met(\.soortOverleg, .teamoverleg).met(\.raad, nil).met(\.door, nil), vorige: .placeholder,
                opvolger: .placeholder, vorigeOproeper: .example)
        }
    }

    /// Who does an agreement, who made it or who alone see it is another.
    public struct AfspraakOpgevolgd: EventData, MetKop {
        public var kop: Overlegkop
        public var afspraak: UUID
        public var vorige: OIN
        public var eigenaar: Persoon
        public var eigenaarWas: Persoon?
        public var gemaaktDoor: Persoon
        public var kring: [Persoon]

        public static let eventType = CasussenEvents.type("afspraak-opgevolgd")
        public static var title: String { "Ander bij een afspraak" }
        public static let eigenVelden = [
            "afspraak": "De afspraak.", "vorige": "Wie niet meer meedoet.", "eigenaar": "Wie haar doet.",
            "eigenaarWas": "Wie haar deed, als dat nu een ander is.", "gemaaktDoor": "Namens wie zij gemaakt is.",
            "kring": "Wie haar als enigen zien; leeg als iedereen bij het overleg haar ziet.",
        ]
        public static var lists: [String: ClosedRange<Int>] { ["kring": 0...100] }
        public static var example: AfspraakOpgevolgd {
            AfspraakOpgevolgd(
                kop: .example.met(\.soortOverleg, .teamoverleg).met(\.raad, nil).met(\.door, nil),
                afspraak: Voorbeeld.id, vorige: .placeholder, eigenaar: .example, eigenaarWas: .example,
                gemaaktDoor: .example, kring: [])
        }
    }
}
