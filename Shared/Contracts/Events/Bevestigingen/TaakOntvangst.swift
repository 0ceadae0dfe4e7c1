import Foundation

// Whether it arrived, was read and was done.
extension BevestigingenEvents {
    /// N2: the channel says that it arrived.
    public struct TaakBezorgd: EventData {
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
        public var kanaal: Kanaal

        public static let eventType = BevestigingenEvents.type("taak-bezorgd")
        public static var title: String { "Taak bezorgd" }
        public static var fields: [String: String] {
            kop(met: [
                "kanaal": "Het kanaal."
            ])
        }
        public static var example: TaakBezorgd {
            TaakBezorgd(
                taak: Voorbeeld.id, onderwerp: Voorbeeld.id, soort: .placeholder, kenmerk: .placeholder,
                zaak: Voorbeeld.id, regio: .placeholder, oefening: false, tijdstip: Voorbeeld.tijdstip,
                urgentie: .regulier, organisatie: .placeholder, bestemd: .placeholder, status: .open,
                medewerker: .placeholder, team: nil, kanaal: .sse)
        }

        public func check() -> [Violation] { BevestigingenEvents.eenGeadresseerde(medewerker, team) }
    }

    /// N6: the channel keeps it until the person wants to hear of it; so long its term waits.
    public struct TaakBezorgingUitgesteld: EventData {
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
        public var kanaal: Kanaal
        public var tot: Date
        public var reden: Uitstelreden

        public static let eventType = BevestigingenEvents.type("taak-bezorging-uitgesteld")
        public static var title: String { "Bezorging van taak uitgesteld" }
        public static var fields: [String: String] {
            kop(met: [
                "kanaal": "Het kanaal dat wacht.",
                "tot": "Wanneer het bericht gaat.",
                "reden": "Waarom het wacht.",
            ])
        }
        public static var example: TaakBezorgingUitgesteld {
            TaakBezorgingUitgesteld(
                taak: Voorbeeld.id, onderwerp: Voorbeeld.id, soort: .placeholder, kenmerk: .placeholder,
                zaak: Voorbeeld.id, regio: .placeholder, oefening: false, tijdstip: Voorbeeld.tijdstip,
                urgentie: .regulier, organisatie: .placeholder, bestemd: .placeholder, status: .open,
                medewerker: .placeholder, team: nil, kanaal: .email, tot: Voorbeeld.tijdstip, reden: .stilleUren)
        }

        public func check() -> [Violation] { BevestigingenEvents.eenGeadresseerde(medewerker, team) }
    }

    /// A named person opened it.
    public struct TaakGezien: EventData {
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
        public var door: MedewerkerId

        public static let eventType = BevestigingenEvents.type("taak-gezien")
        public static var title: String { "Taak gezien" }
        public static var fields: [String: String] {
            kop(met: [
                "door": "Wie."
            ])
        }
        public static var example: TaakGezien {
            TaakGezien(
                taak: Voorbeeld.id, onderwerp: Voorbeeld.id, soort: .placeholder, kenmerk: .placeholder,
                zaak: Voorbeeld.id, regio: .placeholder, oefening: false, tijdstip: Voorbeeld.tijdstip,
                urgentie: .regulier, organisatie: .placeholder, bestemd: .placeholder, status: .open,
                medewerker: .placeholder, team: nil, door: .placeholder)
        }

        public func check() -> [Violation] { BevestigingenEvents.eenGeadresseerde(medewerker, team) }
    }

    /// It was done.
    public struct TaakGedaan: EventData {
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
        public var door: MedewerkerId?

        public static let eventType = BevestigingenEvents.type("taak-gedaan")
        public static var title: String { "Taak gedaan" }
        public static var fields: [String: String] {
            kop(met: [
                "door": "Wie; ontbreekt als de keten zelf zag dat het gedaan is."
            ])
        }
        public static var example: TaakGedaan {
            TaakGedaan(
                taak: Voorbeeld.id, onderwerp: Voorbeeld.id, soort: .placeholder, kenmerk: .placeholder,
                zaak: Voorbeeld.id, regio: .placeholder, oefening: false, tijdstip: Voorbeeld.tijdstip,
                urgentie: .regulier, organisatie: .placeholder, bestemd: .placeholder, status: .open,
                medewerker: .placeholder, team: nil, door: .placeholder)
        }

        public func check() -> [Violation] { BevestigingenEvents.eenGeadresseerde(medewerker, team) }
    }

    /// N2: unconfirmed in its term, so a second channel.
    public struct TaakKanaalToegevoegd: EventData {
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
        public var kanaal: Kanaal

        public static let eventType = BevestigingenEvents.type("taak-kanaal-toegevoegd")
        public static var title: String { "Kanaal toegevoegd aan taak" }
        public static var fields: [String: String] {
            kop(met: [
                "kanaal": "Het kanaal."
            ])
        }
        public static var example: TaakKanaalToegevoegd {
            TaakKanaalToegevoegd(
                taak: Voorbeeld.id, onderwerp: Voorbeeld.id, soort: .placeholder, kenmerk: .placeholder,
                zaak: Voorbeeld.id, regio: .placeholder, oefening: false, tijdstip: Voorbeeld.tijdstip,
                urgentie: .regulier, organisatie: .placeholder, bestemd: .placeholder, status: .open,
                medewerker: .placeholder, team: nil, kanaal: .email)
        }

        public func check() -> [Violation] { BevestigingenEvents.eenGeadresseerde(medewerker, team) }
    }

    /// O5: a term of the task itself.
    public struct TermijnHerinnerd: EventData {
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
        public var termijn: Codewoord
        public var sinds: Date
        public var stadium: Stadium

        public static let eventType = BevestigingenEvents.type("termijn-herinnerd")
        public static var title: String { "Termijn herinnerd" }
        public static var fields: [String: String] {
            kop(met: [
                "termijn": "Soort termijn.",
                "sinds": "Vanaf wanneer de termijn telt.",
                "stadium": "Hoeveel procent van de termijn om is.",
            ])
        }
        public static var example: TermijnHerinnerd {
            TermijnHerinnerd(
                taak: Voorbeeld.id, onderwerp: Voorbeeld.id, soort: .placeholder, kenmerk: .placeholder,
                zaak: Voorbeeld.id, regio: .placeholder, oefening: false, tijdstip: Voorbeeld.tijdstip,
                urgentie: .regulier, organisatie: .placeholder, bestemd: .placeholder, status: .open,
                medewerker: .placeholder, team: nil, termijn: .placeholder, sinds: Voorbeeld.tijdstip, stadium: .half)
        }

        public func check() -> [Violation] { BevestigingenEvents.eenGeadresseerde(medewerker, team) }
    }

    /// N2: nobody was left to try.
    public struct TermijnGeescaleerd: EventData {
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
        public var termijn: Codewoord
        public var sinds: Date
        public var stadium: Stadium
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = BevestigingenEvents.type("termijn-geescaleerd")
        public static var title: String { "Termijn geëscaleerd" }
        public static var fields: [String: String] {
            kop(met: [
                "termijn": "Soort termijn.",
                "sinds": "Vanaf wanneer de termijn telt.",
                "stadium": "Hoeveel procent van de termijn om is.",
                "niveau": "Wie het hoort.",
                "escalatieNaar":
                    "Organisaties van wie de teamleiders het horen; leeg als het aanspreekpunt van de regio het hoort.",
            ])
        }
        public static var example: TermijnGeescaleerd {
            TermijnGeescaleerd(
                taak: Voorbeeld.id, onderwerp: Voorbeeld.id, soort: .placeholder, kenmerk: .placeholder,
                zaak: Voorbeeld.id, regio: .placeholder, oefening: false, tijdstip: Voorbeeld.tijdstip,
                urgentie: .regulier, organisatie: .placeholder, bestemd: .placeholder, status: .open,
                medewerker: .placeholder, team: nil, termijn: .placeholder, sinds: Voorbeeld.tijdstip, stadium: .half,
                niveau: .teamleiders, escalatieNaar: [.placeholder])
        }

        public func check() -> [Violation] { BevestigingenEvents.eenGeadresseerde(medewerker, team) }
    }
}
