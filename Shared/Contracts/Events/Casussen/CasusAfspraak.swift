import Foundation

// What follows from a meeting: the table's conclusion (R6) and its agreements (V8).
extension CasussenEvents {
    /// R6: the new talk has a day; it stays to be held until it was.
    public struct NieuwGesprekGepland: EventData, MetKop {
        public var kop: Overlegkop
        public var vervolg: UUID?

        public static let eventType = CasussenEvents.type("nieuw-gesprek-gepland")
        public static var title: String { "Nieuw gesprek gepland" }
        public static let eigenVelden = ["vervolg": "Het overleg dat het nieuwe gesprek is."]
        public static var example: NieuwGesprekGepland { NieuwGesprekGepland(kop: .example, vervolg: Voorbeeld.id) }
    }

    /// R6: the meeting that was planned for it was cancelled; the new talk is to be planned again.
    public struct NieuwGesprekVervallen: EventData, MetKop {
        public var kop: Overlegkop
        public var vervolg: UUID

        public static let eventType = CasussenEvents.type("nieuw-gesprek-vervallen")
        public static var title: String { "Nieuw gesprek afgezegd" }
        public static let eigenVelden = ["vervolg": "Het overleg dat is afgezegd."]
        public static var example: NieuwGesprekVervallen { NieuwGesprekVervallen(kop: .example, vervolg: Voorbeeld.id) }
    }

    /// R6: no new talk is to be held any more.
    public struct NieuwGesprekAfgerond: EventData, MetKop {
        public var kop: Overlegkop
        public var grond: Gespreksgrond
        public var toelichting: UUID?

        public static let eventType = CasussenEvents.type("nieuw-gesprek-afgerond")
        public static var title: String { "Nieuw gesprek afgerond" }
        public static let eigenVelden = [
            "grond": "Waardoor er geen nieuw gesprek meer hoeft te zijn.",
            "toelichting": "De versleutelde reden, als iemand zei dat het niet meer nodig is.",
        ]
        public static var example: NieuwGesprekAfgerond {
            NieuwGesprekAfgerond(kop: .example, grond: .nietNodig, toelichting: Voorbeeld.id)
        }
    }

    /// R6: the Raad investigates, asked by the table or directly.
    public struct RaadsonderzoekGestart: EventData, MetKop {
        public var kop: Overlegkop
        public var rechtstreeks: Bool

        public static let eventType = CasussenEvents.type("raadsonderzoek-gestart")
        public static var title: String { "Raadsonderzoek gestart" }
        public static let eigenVelden = ["rechtstreeks": "Of de Raad de zaak vóór het gesprek zelf oppakte."]
        public static var example: RaadsonderzoekGestart { RaadsonderzoekGestart(kop: .example, rechtstreeks: false) }
    }

    /// V8: what was agreed, by whom it is done and how soon.
    public struct AfspraakGemaakt: EventData, MetKop {
        public var kop: Overlegkop
        public var afspraak: UUID
        public var horizon: Horizon
        public var eigenaar: Persoon
        public var tekst: UUID
        public var kring: [Persoon]
        public var sinds: Date

        public static let eventType = CasussenEvents.type("afspraak-gemaakt")
        public static var title: String { "Afspraak gemaakt" }
        public static let eigenVelden = [
            "afspraak": "De afspraak.",
            "horizon": "Hoe snel.",
            "eigenaar": "Wie haar doet.",
            "tekst": "De versleutelde tekst.",
            "kring": "Wie haar als enigen zien; leeg als iedereen bij het overleg haar ziet.",
            "sinds": "Vanaf wanneer de termijn telt.",
        ]
        public static var example: AfspraakGemaakt {
            AfspraakGemaakt(
                kop: .example, afspraak: Voorbeeld.id, horizon: .dagen, eigenaar: .example, tekst: Voorbeeld.id,
                kring: [.example], sinds: Voorbeeld.tijdstip)
        }
    }

    /// V8: done, or not done with a reason.
    public struct AfspraakAfgerond: EventData, MetKop {
        public var kop: Overlegkop
        public var afspraak: UUID
        public var uitkomst: Afspraakuitkomst
        public var reden: UUID?
        public var eigenaar: Persoon

        public static let eventType = CasussenEvents.type("afspraak-afgerond")
        public static var title: String { "Afspraak afgerond" }
        public static let eigenVelden = [
            "afspraak": "De afspraak.",
            "uitkomst": "Of zij gedaan is.",
            "reden": "De versleutelde reden waarom niet.",
            "eigenaar": "Wie haar zou doen.",
        ]
        public static var example: AfspraakAfgerond {
            AfspraakAfgerond(
                kop: .example, afspraak: Voorbeeld.id, uitkomst: .gedaan, reden: Voorbeeld.id, eigenaar: .example)
        }
    }

    /// O5: a reminder at 50 and 80 per cent to who must move.
    public struct OverlegtermijnHerinnerd: EventData, MetKop {
        public var kop: Overlegkop
        public var afspraak: UUID?
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Stadium
        public var organisatie: OIN
        public var medewerker: MedewerkerId?

        public static let eventType = CasussenEvents.type("overlegtermijn-herinnerd")
        public static var title: String { "Termijn bij een overleg herinnerd" }
        public static let eigenVelden = [
            "afspraak": "De afspraak, als het daarover gaat.",
            "soort": "Soort termijn.",
            "sinds": "Vanaf wanneer de termijn telt.",
            "stadium": "Hoeveel procent van de termijn om is.",
            "organisatie": "Organisatie die aan zet is.",
            "medewerker": "De medewerker die aan zet is.",
        ]
        public static var example: OverlegtermijnHerinnerd {
            OverlegtermijnHerinnerd(
                kop: .example, afspraak: Voorbeeld.id, soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: .half,
                organisatie: .placeholder, medewerker: .placeholder)
        }
    }

    /// O5: at 100 per cent to the team leads, at 150 to the region's named person; never to a table.
    public struct OverlegtermijnGeescaleerd: EventData, MetKop {
        public var kop: Overlegkop
        public var afspraak: UUID?
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Stadium
        public var organisatie: OIN
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]
        public var escalatieAan: [Persoon]

        public static let eventType = CasussenEvents.type("overlegtermijn-geescaleerd")
        public static var title: String { "Termijn bij een overleg geëscaleerd" }
        public static let eigenVelden = [
            "afspraak": "De afspraak, als het daarover gaat.",
            "soort": "Soort termijn.",
            "sinds": "Vanaf wanneer de termijn telt.",
            "stadium": "Hoeveel procent van de termijn om is.",
            "organisatie": "Organisatie die aan zet is.",
            "niveau": "Wie het hoort.",
            "escalatieNaar":
                "Organisaties van wie de teamleiders het horen; leeg als het aanspreekpunt van de regio het hoort.",
            "escalatieAan": "Wie het als enigen horen, bij een afspraak voor minder mensen.",
        ]
        public static var example: OverlegtermijnGeescaleerd {
            OverlegtermijnGeescaleerd(
                kop: .example, afspraak: Voorbeeld.id, soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: .half,
                organisatie: .placeholder, niveau: .teamleiders, escalatieNaar: [.placeholder],
                escalatieAan: [.example])
        }
    }
}
