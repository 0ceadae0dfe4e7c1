import Foundation

// Taking an offer back.
extension OverdrachtenEvents {
    /// O21: after acceptance the offerer can only ask.
    public struct IntrekkingGevraagd: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var reden: Intrekkingsreden
        public var regiehouder: MedewerkerId

        public static let eventType = OverdrachtenEvents.type("intrekking-gevraagd")
        public static var title: String { "Intrekking gevraagd" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "reden": "Waarom de aanbieder de zaak terug wil.",
            "regiehouder": "Medewerker van de aanbieder die de regie dan krijgt.",
        ]
        public static var example: IntrekkingGevraagd {
            IntrekkingGevraagd(
                kop: .example.met(\.status, .geaccepteerd), door: .placeholder, reden: .andersOpgelost,
                regiehouder: .placeholder)
        }
    }

    /// O21: the receiver goes on.
    public struct IntrekkingAfgewezen: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId
        public var vrager: MedewerkerId?

        public static let eventType = OverdrachtenEvents.type("intrekking-afgewezen")
        public static var title: String { "Intrekking afgewezen" }
        public static let eigenVelden = [
            "door": "Medewerker die dit deed.",
            "vrager": "Medewerker van de aanbieder die erom vroeg; afwezig is de medewerker uit de kop.",
        ]
        public static var example: IntrekkingAfgewezen {
            IntrekkingAfgewezen(
                kop: .example.met(\.status, .geaccepteerd), door: .placeholder, vrager: .placeholder)
        }
    }

    /// The offer is gone; by a person, or because the regie went elsewhere (O1).
    public struct Ingetrokken: EventData, MetKop {
        public var kop: Overdrachtkop
        public var door: MedewerkerId?
        public var reden: Intrekkingsreden
        public var instemming: MedewerkerId?

        public static let eventType = OverdrachtenEvents.type("overdracht-ingetrokken")
        public static var title: String { "Overdracht ingetrokken" }
        public static let eigenVelden = [
            "door": "Medewerker die introk; ontbreekt als een regel van de keten het deed.",
            "reden": "Waarom.",
            "instemming": "Medewerker van de ontvanger die instemde, na de acceptatie.",
        ]
        public static var example: Ingetrokken {
            Ingetrokken(
                kop: .example.met(\.status, .ingetrokken), door: .placeholder, reden: .nietMeerNodig, instemming: nil)
        }

        public func check() -> [Violation] {
            (door == nil) == [.regieElders, .teruggave, .anderGekozen, .organisatieGestopt].contains(reden)
                ? []
                : [
                    Violation(
                        pointer: "/door", code: Violation.Codes.value,
                        detail: "Ontbreekt precies dan als een regel van de keten introk.")
                ]
        }
    }
}
