import Foundation

// Measures of the court, per child (R7).
extension CasussenEvents {
    /// What every event of a measure says.
    public struct Maatregelkop: Kop {
        public var maatregel: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var team: OIN
        public var kind: UUID
        public var soortMaatregel: Maatregelsoort
        public var uitvoerder: OIN
        public var raad: OIN
        public var uitspraak: Datum
        public var vanaf: Datum
        public var tot: Datum
        public var door: Persoon?

        public static let fields = [
            "maatregel": "De maatregel.",
            "zaak": "De zaak.",
            "kenmerk": "Kenmerk van de casus, om te noemen aan de telefoon.",
            "regio": "Code van de regio.",
            "oefening": "Of dit een oefening is.",
            "tijdstip": "Wanneer het gebeurde.",
            "urgentie": "Altijd regulier: de termijnen zijn die van de maatregel.",
            "team": "Veiligheidsteam dat de casus bijhoudt.",
            "kind": "Het kind, bij het id dat de zaak eraan gaf.",
            "soortMaatregel": "Wat de rechter oplegde.",
            "uitvoerder": "Gecertificeerde instelling die de maatregel uitvoert.",
            "raad": "Raad voor de Kinderbescherming die toetst als er niet verlengd wordt.",
            "uitspraak": "Dag van de laatste uitspraak.",
            "vanaf": "Dag van de eerste uitspraak.",
            "tot": "De laatste dag; uiterlijk de dag voordat het kind 18 wordt.",
            "door": "Wie dit deed; afwezig als de klok het deed.",
        ]
        public static var example: Maatregelkop {
            Maatregelkop(
                maatregel: Voorbeeld.id, zaak: Voorbeeld.id, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, tijdstip: Voorbeeld.tijdstip, urgentie: .regulier, team: .placeholder,
                kind: Voorbeeld.id, soortMaatregel: .ondertoezichtstelling, uitvoerder: .placeholder,
                raad: .placeholder, uitspraak: .placeholder, vanaf: .placeholder, tot: .placeholder, door: .example)
        }
    }

    /// R7: the court imposed a measure for one child.
    public struct MaatregelOpgelegd: EventData, MetKop {
        public var kop: Maatregelkop

        public static let eventType = CasussenEvents.type("maatregel-opgelegd")
        public static var title: String { "Maatregel opgelegd" }
        public static var example: MaatregelOpgelegd { MaatregelOpgelegd(kop: .example) }
    }

    /// R7: who carries it out met the child and the family.
    public struct MaatregelEersteContact: EventData, MetKop {
        public var kop: Maatregelkop
        public var op: Datum

        public static let eventType = CasussenEvents.type("maatregel-eerste-contact")
        public static var title: String { "Eerste contact na een maatregel" }
        public static let eigenVelden = ["op": "Op welke dag."]
        public static var example: MaatregelEersteContact { MaatregelEersteContact(kop: .example, op: .placeholder) }
    }

    /// R7: the plan is there.
    public struct MaatregelPlanGemaakt: EventData, MetKop {
        public var kop: Maatregelkop
        public var op: Datum

        public static let eventType = CasussenEvents.type("maatregel-plan-gemaakt")
        public static var title: String { "Plan bij een maatregel" }
        public static let eigenVelden = ["op": "Op welke dag."]
        public static var example: MaatregelPlanGemaakt { MaatregelPlanGemaakt(kop: .example, op: .placeholder) }
    }

    /// R7: the evaluation before the end fires by itself, or the review asks for it anew.
    public struct MaatregelEvaluatieGevraagd: EventData, MetKop {
        public var kop: Maatregelkop

        public static let eventType = CasussenEvents.type("maatregel-evaluatie-gevraagd")
        public static var title: String { "Evaluatie van een maatregel gevraagd" }
        public static var example: MaatregelEvaluatieGevraagd { MaatregelEvaluatieGevraagd(kop: .example) }
    }

    /// R7: not extending goes to the Raad for review.
    public struct MaatregelGeevalueerd: EventData, MetKop {
        public var kop: Maatregelkop
        public var uitkomst: Evaluatieuitkomst
        public var toelichting: UUID

        public static let eventType = CasussenEvents.type("maatregel-geevalueerd")
        public static var title: String { "Maatregel geëvalueerd" }
        public static let eigenVelden = [
            "uitkomst": "Of verlenging gevraagd wordt.",
            "toelichting": "De versleutelde toelichting.",
        ]
        public static var example: MaatregelGeevalueerd {
            MaatregelGeevalueerd(kop: .example, uitkomst: .nietVerlengen, toelichting: Voorbeeld.id)
        }
    }

    /// R7: the Raad reviewed that it is not extended.
    public struct MaatregelGetoetst: EventData, MetKop {
        public var kop: Maatregelkop
        public var akkoord: Bool
        public var motivering: UUID

        public static let eventType = CasussenEvents.type("maatregel-getoetst")
        public static var title: String { "Niet verlengen getoetst" }
        public static let eigenVelden = [
            "akkoord": "Of de Raad het ermee eens is.",
            "motivering": "De versleutelde motivering.",
        ]
        public static var example: MaatregelGetoetst {
            MaatregelGetoetst(kop: .example, akkoord: true, motivering: Voorbeeld.id)
        }
    }

    /// R7: the court extended it; the head has the new dates.
    public struct MaatregelVerlengd: EventData, MetKop {
        public var kop: Maatregelkop

        public static let eventType = CasussenEvents.type("maatregel-verlengd")
        public static var title: String { "Maatregel verlengd" }
        public static var example: MaatregelVerlengd { MaatregelVerlengd(kop: .example) }
    }

    /// R7: the court ends it on a day that is still to come; the head has that day.
    public struct MaatregelEindeVervroegd: EventData, MetKop {
        public var kop: Maatregelkop

        public static let eventType = CasussenEvents.type("maatregel-einde-vervroegd")
        public static var title: String { "Maatregel eindigt eerder" }
        public static var example: MaatregelEindeVervroegd { MaatregelEindeVervroegd(kop: .example) }
    }

    /// R7: the last day is over, or the court ended it before; the head has the last day.
    public struct MaatregelBeeindigd: EventData, MetKop {
        public var kop: Maatregelkop
        public var reden: Eindreden

        public static let eventType = CasussenEvents.type("maatregel-beeindigd")
        public static var title: String { "Maatregel geëindigd" }
        public static let eigenVelden = ["reden": "Waardoor zij eindigde."]
        public static var example: MaatregelBeeindigd { MaatregelBeeindigd(kop: .example, reden: .rechter) }
    }

    /// O5: a reminder at 50 and 80 per cent to who must move.
    public struct MaatregeltermijnHerinnerd: EventData, MetKop {
        public var kop: Maatregelkop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Stadium
        public var organisatie: OIN

        public static let eventType = CasussenEvents.type("maatregeltermijn-herinnerd")
        public static var title: String { "Termijn van een maatregel herinnerd" }
        public static let eigenVelden = [
            "soort": "Soort termijn.",
            "sinds": "Vanaf wanneer de termijn telt.",
            "stadium": "Hoeveel procent van de termijn om is.",
            "organisatie": "Organisatie die aan zet is.",
        ]
        public static var example: MaatregeltermijnHerinnerd {
            MaatregeltermijnHerinnerd(
                kop: .example, soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: .half,
                organisatie: .placeholder)
        }
    }

    /// O5: at 100 per cent to the team leads, at 150 to the region's named person.
    public struct MaatregeltermijnGeescaleerd: EventData, MetKop {
        public var kop: Maatregelkop
        public var soort: Codewoord
        public var sinds: Date
        public var stadium: Stadium
        public var organisatie: OIN
        public var niveau: Escalatieniveau
        public var escalatieNaar: [OIN]

        public static let eventType = CasussenEvents.type("maatregeltermijn-geescaleerd")
        public static var title: String { "Termijn van een maatregel geëscaleerd" }
        public static let eigenVelden = [
            "soort": "Soort termijn.",
            "sinds": "Vanaf wanneer de termijn telt.",
            "stadium": "Hoeveel procent van de termijn om is.",
            "organisatie": "Organisatie die aan zet is.",
            "niveau": "Wie het hoort.",
            "escalatieNaar":
                "Organisaties van wie de teamleiders het horen; leeg als het aanspreekpunt van de regio het hoort.",
        ]
        public static var example: MaatregeltermijnGeescaleerd {
            MaatregeltermijnGeescaleerd(
                kop: .example, soort: .placeholder, sinds: Voorbeeld.tijdstip, stadium: .half,
                organisatie: .placeholder, niveau: .teamleiders, escalatieNaar: [.placeholder])
        }
    }
}
