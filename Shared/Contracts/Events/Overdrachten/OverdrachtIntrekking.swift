import Foundation

// Taking an offer back.
extension OverdrachtenEvents {
    /// O21: after acceptance the offerer can only ask.
    public struct IntrekkingGevraagd: EventData {
        public var overdracht: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var van: Persoon
        public var naar: OIN
        public var status: Status
        public var tijdstip: Date
        public var organisatie: OIN?
        public var medewerker: MedewerkerId?
        public var door: MedewerkerId
        public var reden: Intrekkingsreden
        public var regiehouder: MedewerkerId

        public static let eventType = OverdrachtenEvents.type("intrekking-gevraagd")
        public static var title: String { "Intrekking gevraagd" }
        public static var fields: [String: String] {
            kop(met: [
                "door": "Medewerker die dit deed.",
                "reden": "Waarom de aanbieder de zaak terug wil.",
                "regiehouder": "Medewerker van de aanbieder die de regie dan krijgt.",
            ])
        }
        public static var example: IntrekkingGevraagd {
            IntrekkingGevraagd(
                overdracht: Voorbeeld.overdracht, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, van: .example, naar: .placeholder, status: .geaccepteerd,
                tijdstip: Voorbeeld.tijdstip, organisatie: .placeholder, medewerker: .placeholder,
                door: .placeholder, reden: .andersOpgelost, regiehouder: .placeholder)
        }
    }

    /// O21: the receiver goes on.
    public struct IntrekkingAfgewezen: EventData {
        public var overdracht: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var van: Persoon
        public var naar: OIN
        public var status: Status
        public var tijdstip: Date
        public var organisatie: OIN?
        public var medewerker: MedewerkerId?
        public var door: MedewerkerId

        public static let eventType = OverdrachtenEvents.type("intrekking-afgewezen")
        public static var title: String { "Intrekking afgewezen" }
        public static var fields: [String: String] {
            kop(met: [
                "door": "Medewerker die dit deed."
            ])
        }
        public static var example: IntrekkingAfgewezen {
            IntrekkingAfgewezen(
                overdracht: Voorbeeld.overdracht, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, van: .example, naar: .placeholder, status: .geaccepteerd,
                tijdstip: Voorbeeld.tijdstip, organisatie: .placeholder, medewerker: .placeholder,
                door: .placeholder)
        }
    }

    /// The offer is gone; by a person, or because the regie went elsewhere (O1).
    public struct Ingetrokken: EventData {
        public var overdracht: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var van: Persoon
        public var naar: OIN
        public var status: Status
        public var tijdstip: Date
        public var organisatie: OIN?
        public var medewerker: MedewerkerId?
        public var door: MedewerkerId?
        public var reden: Intrekkingsreden
        public var instemming: MedewerkerId?

        public static let eventType = OverdrachtenEvents.type("overdracht-ingetrokken")
        public static var title: String { "Overdracht ingetrokken" }
        public static var fields: [String: String] {
            kop(met: [
                "door": "Medewerker die introk; ontbreekt als een regel van de keten het deed.",
                "reden": "Waarom.",
                "instemming": "Medewerker van de ontvanger die instemde, na de acceptatie.",
            ])
        }
        public static var example: Ingetrokken {
            Ingetrokken(
                overdracht: Voorbeeld.overdracht, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, van: .example, naar: .placeholder, status: .ingetrokken,
                tijdstip: Voorbeeld.tijdstip, organisatie: .placeholder, medewerker: .placeholder,
                door: .placeholder, reden: .nietMeerNodig, instemming: nil)
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
