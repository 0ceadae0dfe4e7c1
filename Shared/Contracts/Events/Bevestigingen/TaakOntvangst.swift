import Foundation

// Whether it arrived, was read and was done.
extension BevestigingenEvents {
    /// N2: the channel says that it arrived.
    public struct TaakBezorgd: EventData, MetKop {
        public var kop: Taakkop
        public var kanaal: Kanaal

        public static let eventType = BevestigingenEvents.type("taak-bezorgd")
        public static var title: String { "Taak bezorgd" }
        public static let eigenVelden = ["kanaal": "Het kanaal."]
        public static var example: TaakBezorgd { TaakBezorgd(kop: .example, kanaal: .sse) }
    }

    /// N6: the channel keeps it until the person wants to hear of it; so long its term waits.
    public struct TaakBezorgingUitgesteld: EventData, MetKop {
        public var kop: Taakkop
        public var kanaal: Kanaal
        public var tot: Date
        public var reden: Uitstelreden

        public static let eventType = BevestigingenEvents.type("taak-bezorging-uitgesteld")
        public static var title: String { "Bezorging van taak uitgesteld" }
        public static let eigenVelden = [
            "kanaal": "Het kanaal dat wacht.",
            "tot": "Wanneer het bericht gaat.",
            "reden": "Waarom het wacht.",
        ]
        public static var example: TaakBezorgingUitgesteld {
            TaakBezorgingUitgesteld(kop: .example, kanaal: .email, tot: Voorbeeld.tijdstip, reden: .stilleUren)
        }
    }

    /// A named person opened it.
    public struct TaakGezien: EventData, MetKop {
        public var kop: Taakkop
        public var door: MedewerkerId

        public static let eventType = BevestigingenEvents.type("taak-gezien")
        public static var title: String { "Taak gezien" }
        public static let eigenVelden = ["door": "Wie."]
        public static var example: TaakGezien { TaakGezien(kop: .example, door: .placeholder) }
    }

    /// It was done.
    public struct TaakGedaan: EventData, MetKop {
        public var kop: Taakkop
        public var door: MedewerkerId?

        public static let eventType = BevestigingenEvents.type("taak-gedaan")
        public static var title: String { "Taak gedaan" }
        public static let eigenVelden = ["door": "Wie; ontbreekt als de keten zelf zag dat het gedaan is."]
        public static var example: TaakGedaan { TaakGedaan(kop: .example, door: .placeholder) }
    }

    /// N2: unconfirmed in its term, so a second channel.
    public struct TaakKanaalToegevoegd: EventData, MetKop {
        public var kop: Taakkop
        public var kanaal: Kanaal

        public static let eventType = BevestigingenEvents.type("taak-kanaal-toegevoegd")
        public static var title: String { "Kanaal toegevoegd aan taak" }
        public static let eigenVelden = ["kanaal": "Het kanaal."]
        public static var example: TaakKanaalToegevoegd { TaakKanaalToegevoegd(kop: .example, kanaal: .email) }
    }

    /// O5: a term of the task itself.
    public struct TermijnHerinnerd: EventData, MetKop {
        public var kop: Taakkop
        public var termijn: Codewoord
        public var sinds: Date
        public var stadium: Stadium

        public static let eventType = BevestigingenEvents.type("termijn-herinnerd")
        public static var title: String { "Termijn herinnerd" }
        public static let eigenVelden = [
            "termijn": "Soort termijn.",
            "sinds": "Vanaf wanneer de termijn telt.",
            "stadium": "Hoeveel procent van de termijn om is.",
        ]
        public static var example: TermijnHerinnerd {
            TermijnHerinnerd(kop: .example, termijn: .placeholder, sinds: Voorbeeld.tijdstip, stadium: .half)
        }
    }

    /// N2: nobody was left to try.
    public struct TermijnGeescaleerd: EventData, MetKop {
        public var kop: Taakkop
        public var termijn: Codewoord
        public var sinds: Date
        public var stadium: Stadium
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = BevestigingenEvents.type("termijn-geescaleerd")
        public static var title: String { "Termijn geëscaleerd" }
        public static let eigenVelden = [
            "termijn": "Soort termijn.",
            "sinds": "Vanaf wanneer de termijn telt.",
            "stadium": "Hoeveel procent van de termijn om is.",
            "niveau": "Wie het hoort.",
            "escalatieNaar":
                "Organisaties van wie de teamleiders het horen; leeg als het aanspreekpunt van de regio het hoort.",
        ]
        public static var example: TermijnGeescaleerd {
            TermijnGeescaleerd(
                kop: .example, termijn: .placeholder, sinds: Voorbeeld.tijdstip, stadium: .half, niveau: .teamleiders,
                escalatieNaar: [.placeholder])
        }
    }
}
