import Foundation

// What is asked, and of whom.
extension BevestigingenEvents {
    /// N1: one person has something to do.
    public struct TaakAangemaakt: EventData {
        public var taak: UUID
        public var onderwerp: UUID
        public var soort: Codewoord
        public var kenmerk: Kenmerk
        public var zaak: UUID?
        public var regio: Codewoord
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var organisatie: OIN
        public var bestemd: MedewerkerId
        public var status: Status
        public var medewerker: MedewerkerId?
        public var team: Codewoord?
        public var kanalen: [Kanaal]
        public var aanleiding: UUID

        public static let eventType = BevestigingenEvents.type("taak-aangemaakt")
        public static var title: String { "Taak aangemaakt" }
        public static var fields: [String: String] {
            kop(met: [
                "kanalen": "Kanalen waarlangs de taak gaat.",
                "aanleiding": "De gebeurtenis waaruit de taak volgt.",
            ])
        }
        public static var example: TaakAangemaakt {
            TaakAangemaakt(
                taak: Voorbeeld.id, onderwerp: Voorbeeld.id, soort: .placeholder, kenmerk: .placeholder,
                zaak: Voorbeeld.id, regio: .placeholder, oefening: false, tijdstip: Voorbeeld.tijdstip,
                urgentie: .regulier, organisatie: .placeholder, bestemd: .placeholder, status: .open,
                medewerker: .placeholder, team: nil, kanalen: [.sse], aanleiding: Voorbeeld.id)
        }

        public func check() -> [Violation] { BevestigingenEvents.eenGeadresseerde(medewerker, team) }
    }

    /// N1: later news on the same thing.
    public struct TaakBijgewerkt: EventData {
        public var taak: UUID
        public var onderwerp: UUID
        public var soort: Codewoord
        public var kenmerk: Kenmerk
        public var zaak: UUID?
        public var regio: Codewoord
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var organisatie: OIN
        public var bestemd: MedewerkerId
        public var status: Status
        public var medewerker: MedewerkerId?
        public var team: Codewoord?
        public var kanalen: [Kanaal]
        public var aanleiding: UUID

        public static let eventType = BevestigingenEvents.type("taak-bijgewerkt")
        public static var title: String { "Taak bijgewerkt" }
        public static var fields: [String: String] {
            kop(met: [
                "kanalen": "Kanalen waarlangs de taak gaat.",
                "aanleiding": "De gebeurtenis met het nieuws.",
            ])
        }
        public static var example: TaakBijgewerkt {
            TaakBijgewerkt(
                taak: Voorbeeld.id, onderwerp: Voorbeeld.id, soort: .placeholder, kenmerk: .placeholder,
                zaak: Voorbeeld.id, regio: .placeholder, oefening: false, tijdstip: Voorbeeld.tijdstip,
                urgentie: .regulier, organisatie: .placeholder, bestemd: .placeholder, status: .open,
                medewerker: .placeholder, team: nil, kanalen: [.sse], aanleiding: Voorbeeld.id)
        }

        public func check() -> [Violation] { BevestigingenEvents.eenGeadresseerde(medewerker, team) }
    }

    /// O5: a term of the subject reminded who must move.
    public struct TaakHerinnerd: EventData {
        public var taak: UUID
        public var onderwerp: UUID
        public var soort: Codewoord
        public var kenmerk: Kenmerk
        public var zaak: UUID?
        public var regio: Codewoord
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var organisatie: OIN
        public var bestemd: MedewerkerId
        public var status: Status
        public var medewerker: MedewerkerId?
        public var team: Codewoord?
        public var stadium: Stadium

        public static let eventType = BevestigingenEvents.type("taak-herinnerd")
        public static var title: String { "Taak herinnerd" }
        public static var fields: [String: String] {
            kop(met: [
                "stadium": "Hoeveel procent van de termijn om is."
            ])
        }
        public static var example: TaakHerinnerd {
            TaakHerinnerd(
                taak: Voorbeeld.id, onderwerp: Voorbeeld.id, soort: .placeholder, kenmerk: .placeholder,
                zaak: Voorbeeld.id, regio: .placeholder, oefening: false, tijdstip: Voorbeeld.tijdstip,
                urgentie: .regulier, organisatie: .placeholder, bestemd: .placeholder, status: .open,
                medewerker: .placeholder, team: nil, stadium: .half)
        }

        public func check() -> [Violation] { BevestigingenEvents.eenGeadresseerde(medewerker, team) }
    }

    /// N5, N2: to the deputy, the team's list or the team lead.
    public struct TaakOvergedragen: EventData {
        public var taak: UUID
        public var onderwerp: UUID
        public var soort: Codewoord
        public var kenmerk: Kenmerk
        public var zaak: UUID?
        public var regio: Codewoord
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var organisatie: OIN
        public var bestemd: MedewerkerId
        public var status: Status
        public var medewerker: MedewerkerId?
        public var team: Codewoord?
        public var van: Geadresseerde
        public var naar: Geadresseerde
        public var reden: Overdraagreden
        public var trede: Trede

        public static let eventType = BevestigingenEvents.type("taak-overgedragen")
        public static var title: String { "Taak overgedragen" }
        public static var fields: [String: String] {
            kop(met: [
                "van": "Van wie de taak was.",
                "naar": "Van wie de taak nu is.",
                "reden": "Waarom.",
                "trede": "Hoever het zoeken naar iemand is.",
            ])
        }
        public static var example: TaakOvergedragen {
            TaakOvergedragen(
                taak: Voorbeeld.id, onderwerp: Voorbeeld.id, soort: .placeholder, kenmerk: .placeholder,
                zaak: Voorbeeld.id, regio: .placeholder, oefening: false, tijdstip: Voorbeeld.tijdstip,
                urgentie: .regulier, organisatie: .placeholder, bestemd: .placeholder, status: .open,
                medewerker: .placeholder, team: nil, van: .example, naar: .example, reden: .afwezig, trede: .vervanger)
        }

        public func check() -> [Violation] { BevestigingenEvents.eenGeadresseerde(medewerker, team) }
    }

    /// What was asked is no longer needed.
    public struct TaakVervallen: EventData {
        public var taak: UUID
        public var onderwerp: UUID
        public var soort: Codewoord
        public var kenmerk: Kenmerk
        public var zaak: UUID?
        public var regio: Codewoord
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var organisatie: OIN
        public var bestemd: MedewerkerId
        public var status: Status
        public var medewerker: MedewerkerId?
        public var team: Codewoord?
        public var reden: Vervalreden

        public static let eventType = BevestigingenEvents.type("taak-vervallen")
        public static var title: String { "Taak vervallen" }
        public static var fields: [String: String] {
            kop(met: [
                "reden": "Waarom."
            ])
        }
        public static var example: TaakVervallen {
            TaakVervallen(
                taak: Voorbeeld.id, onderwerp: Voorbeeld.id, soort: .placeholder, kenmerk: .placeholder,
                zaak: Voorbeeld.id, regio: .placeholder, oefening: false, tijdstip: Voorbeeld.tijdstip,
                urgentie: .regulier, organisatie: .placeholder, bestemd: .placeholder, status: .open,
                medewerker: .placeholder, team: nil, reden: .achterhaald)
        }

        public func check() -> [Violation] { BevestigingenEvents.eenGeadresseerde(medewerker, team) }
    }
}
