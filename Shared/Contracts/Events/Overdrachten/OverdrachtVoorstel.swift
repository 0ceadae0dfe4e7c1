import Foundation

// Choosing among candidates (O14).
extension OverdrachtenEvents {
    /// A candidate said what it can give and when; chosen, it is its acceptance.
    public struct VoorstelGedaan: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var werker: MedewerkerId
        public var startdatum: Datum
        public var aanbod: UUID

        public static let eventType = OverdrachtenEvents.type("voorstel-gedaan")
        public static var title: String { "Voorstel gedaan" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed; accepteert als de afzender dit voorstel kiest.",
            "werker": "Werker die het gezin gaat helpen als dit wordt gekozen.",
            "startdatum": "Dag waarop de hulp dan begint.",
            "aanbod": "Inhoud van wat de kandidaat kan bieden.",
        ]
        public static var example: VoorstelGedaan {
            VoorstelGedaan(
                kop: .example, door: .placeholder, werker: .placeholder, startdatum: .placeholder,
                aanbod: Voorbeeld.inhoud)
        }
    }

    /// The offerer chose this candidate; `overdracht-geaccepteerd` comes with it, and the other offers end.
    public struct VoorstelGekozen: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var gezinErbij: Bool?
        public var redenNiet: AfwezigheidGezin?

        public static let eventType = OverdrachtenEvents.type("voorstel-gekozen")
        public static var title: String { "Voorstel gekozen" }
        public static let eigenVelden = [
            "door": "Medewerker van de afzender die koos.", "gezinErbij": "Of het gezin meekoos.",
            "redenNiet": "Waarom niet, als het gezin niet meekoos.",
        ]
        public static var example: VoorstelGekozen {
            VoorstelGekozen(kop: .example, door: .placeholder, gezinErbij: true, redenNiet: nil)
        }
    }
}
