import Foundation

// Ends and returns.
extension OverdrachtenEvents {
    /// O11: closed with an aftercare contact or why none, and the way back.
    public struct Afgerond: EventData {
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
        public var nazorg: Persoon?
        public var redenGeenNazorg: GeenNazorgReden?
        public var wegTerug: WegTerug
        public var opvolger: UUID?

        public static let eventType = OverdrachtenEvents.type("overdracht-afgerond")
        public static var title: String { "Overdracht afgerond" }
        public static var fields: [String: String] {
            kop(met: [
                "door": "Medewerker die dit deed.",
                "nazorg": "Wie contact houdt met het gezin.",
                "redenGeenNazorg": "Waarom niemand contact houdt.",
                "wegTerug": "Hoe het gezin terug kan komen.",
                "opvolger": "De overdracht die het overnam.",
            ])
        }
        public static var example: Afgerond {
            Afgerond(
                overdracht: Voorbeeld.overdracht, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, van: .example, naar: .placeholder, status: .afgerond,
                tijdstip: Voorbeeld.tijdstip, organisatie: .placeholder, medewerker: .placeholder,
                door: .placeholder, nazorg: .example, redenGeenNazorg: nil, wegTerug: .lokaalTeam, opvolger: nil)
        }

        public func check() -> [Violation] {
            OverdrachtenEvents.nazorgOfReden(nazorg, redenGeenNazorg)
        }
    }

    /// Help stopped before its goal; the regie stays where it is.
    public struct VoortijdigBeeindigd: EventData {
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
        public var reden: Beeindigingsreden
        public var nazorg: Persoon?
        public var redenGeenNazorg: GeenNazorgReden?
        public var wegTerug: WegTerug

        public static let eventType = OverdrachtenEvents.type("overdracht-voortijdig-beeindigd")
        public static var title: String { "Overdracht voortijdig beëindigd" }
        public static var fields: [String: String] {
            kop(met: [
                "door": "Medewerker die dit deed.",
                "reden": "Waarom de hulp stopte.",
                "nazorg": "Wie contact houdt met het gezin.",
                "redenGeenNazorg": "Waarom niemand contact houdt.",
                "wegTerug": "Hoe het gezin terug kan komen.",
            ])
        }
        public static var example: VoortijdigBeeindigd {
            VoortijdigBeeindigd(
                overdracht: Voorbeeld.overdracht, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, van: .example, naar: .placeholder,
                status: .voortijdigBeeindigd, tijdstip: Voorbeeld.tijdstip, organisatie: .placeholder,
                medewerker: .placeholder, door: .placeholder, reden: .gezinStopt, nazorg: nil,
                redenGeenNazorg: .gezinWilNiet, wegTerug: .huisarts)
        }

        public func check() -> [Violation] {
            OverdrachtenEvents.nazorgOfReden(nazorg, redenGeenNazorg)
        }
    }

    /// O21: the receiver cannot go on, and keeps the regie until the offerer accepts.
    public struct Teruggegeven: EventData {
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
        public var reden: Teruggavereden

        public static let eventType = OverdrachtenEvents.type("overdracht-teruggegeven")
        public static var title: String { "Overdracht teruggegeven" }
        public static var fields: [String: String] {
            kop(met: [
                "door": "Medewerker die dit deed.",
                "reden": "Waarom het niet gaat.",
            ])
        }
        public static var example: Teruggegeven {
            Teruggegeven(
                overdracht: Voorbeeld.overdracht, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, van: .example, naar: .placeholder, status: .teruggegeven,
                tijdstip: Voorbeeld.tijdstip, organisatie: .placeholder, medewerker: .placeholder,
                door: .placeholder, reden: .geenWerker)
        }
    }

    /// The receiver goes on after all.
    public struct TeruggaveIngetrokken: EventData {
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

        public static let eventType = OverdrachtenEvents.type("teruggave-ingetrokken")
        public static var title: String { "Teruggave ingetrokken" }
        public static var fields: [String: String] {
            kop(met: [
                "door": "Medewerker die dit deed."
            ])
        }
        public static var example: TeruggaveIngetrokken {
            TeruggaveIngetrokken(
                overdracht: Voorbeeld.overdracht, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, van: .example, naar: .placeholder, status: .geaccepteerd,
                tijdstip: Voorbeeld.tijdstip, organisatie: .placeholder, medewerker: .placeholder,
                door: .placeholder)
        }
    }

    /// O21: a named person of the offerer accepted; `regie-verplaatst` comes with it.
    public struct TeruggaveAanvaard: EventData {
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
        public var regiehouder: MedewerkerId

        public static let eventType = OverdrachtenEvents.type("teruggave-aanvaard")
        public static var title: String { "Teruggave aanvaard" }
        public static var fields: [String: String] {
            kop(met: [
                "door": "Medewerker die dit deed.",
                "regiehouder": "Medewerker van de aanbieder die nu de regie heeft.",
            ])
        }
        public static var example: TeruggaveAanvaard {
            TeruggaveAanvaard(
                overdracht: Voorbeeld.overdracht, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, van: .example, naar: .placeholder, status: .teruggaveAanvaard,
                tijdstip: Voorbeeld.tijdstip, organisatie: .placeholder, medewerker: .placeholder,
                door: .placeholder, regiehouder: .placeholder)
        }
    }
}
