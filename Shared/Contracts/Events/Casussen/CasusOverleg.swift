import Foundation

// Meetings about a family, with what a table concluded and agreed (O20, R6, V8).
extension CasussenEvents {
    /// What every event of a meeting says.
    public struct Overlegkop: Kop {
        public var overleg: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var tijdstip: Date
        public var urgentie: Urgentie
        public var team: OIN
        public var soortOverleg: Overlegsoort
        public var gepland: Date
        public var bijeengeroepenDoor: Persoon
        public var raad: OIN?
        public var door: Persoon?

        public static let fields = [
            "overleg": "Het overleg.",
            "zaak": "De zaak.",
            "kenmerk": "Kenmerk van de casus, om te noemen aan de telefoon.",
            "regio": "Code van de regio.",
            "oefening": "Of dit een oefening is.",
            "tijdstip": "Wanneer het gebeurde.",
            "urgentie": "Altijd regulier: een overleg heeft termijnen van zichzelf.",
            "team": "Veiligheidsteam dat de casus bijhoudt.",
            "soortOverleg": "Wat voor overleg het is.",
            "gepland": "Wanneer het is.",
            "bijeengeroepenDoor": "Wie het bijeenriep.",
            "raad": "De Raad voor de Kinderbescherming aan een jeugdbeschermingstafel.",
            "door": "Wie dit deed; afwezig als de keten of de klok het deed.",
        ]
        public static var example: Overlegkop {
            Overlegkop(
                overleg: Voorbeeld.id, zaak: Voorbeeld.id, kenmerk: .placeholder, regio: .placeholder, oefening: false,
                tijdstip: Voorbeeld.tijdstip, urgentie: .regulier, team: .placeholder,
                soortOverleg: .jeugdbeschermingstafel, gepland: Voorbeeld.tijdstip, bijeengeroepenDoor: .example,
                raad: .placeholder, door: .example)
        }
    }

    /// O20, N4: who is invited, formally, and when it is.
    public struct OverlegGepland: EventData, MetKop {
        public var kop: Overlegkop
        public var uitgenodigd: [Genodigde]
        public var gezin: [Gezinsdeelnemer]
        public var vorige: UUID?

        public static let eventType = CasussenEvents.type("overleg-gepland")
        public static var title: String { "Overleg gepland" }
        public static let eigenVelden = [
            "uitgenodigd": "Uitgenodigde organisaties.",
            "gezin": "Wie van of naast het gezin is uitgenodigd.",
            "vorige": "Het overleg waar dit het nieuwe gesprek van is.",
        ]
        public static var example: OverlegGepland {
            OverlegGepland(kop: .example, uitgenodigd: [.example], gezin: [.example], vorige: Voorbeeld.id)
        }
    }

    /// An organisation at a table, with what it is there.
    public struct Genodigde: Contract {
        public var organisatie: OIN
        public var rol: Codewoord

        public static var title: String { "Genodigde organisatie" }
        public static var fields: [String: String] {
            ["organisatie": "De organisatie.", "rol": "Wat zij volgens het register is."]
        }
        public static var example: Genodigde { Genodigde(organisatie: .placeholder, rol: .placeholder) }
    }

    /// Someone of the family, or who stands beside someone of it.
    public struct Gezinsdeelnemer: Contract {
        public var lid: UUID
        public var als: Deelnemerrol

        public static var title: String { "Deelnemer van of naast het gezin" }
        public static var fields: [String: String] {
            [
                "lid": "Het gezinslid, bij het id dat de zaak eraan gaf.",
                "als": "Zelf, of een vertrouwenspersoon ervan.",
            ]
        }
        public static var example: Gezinsdeelnemer { Gezinsdeelnemer(lid: Voorbeeld.id, als: .gezinslid) }
    }

    /// N4: the invitation reached the organisation.
    public struct UitnodigingBezorgd: EventData, MetKop {
        public var kop: Overlegkop
        public var organisatie: OIN

        public static let eventType = CasussenEvents.type("uitnodiging-bezorgd")
        public static var title: String { "Uitnodiging bezorgd" }
        public static let eigenVelden = ["organisatie": "De organisatie."]
        public static var example: UitnodigingBezorgd { UitnodigingBezorgd(kop: .example, organisatie: .placeholder) }
    }

    /// N4: a named person opened the invitation.
    public struct UitnodigingGezien: EventData, MetKop {
        public var kop: Overlegkop
        public var organisatie: OIN
        public var medewerker: MedewerkerId

        public static let eventType = CasussenEvents.type("uitnodiging-gezien")
        public static var title: String { "Uitnodiging gezien" }
        public static let eigenVelden = [
            "organisatie": "De organisatie.",
            "medewerker": "Wie haar opende.",
        ]
        public static var example: UitnodigingGezien {
            UitnodigingGezien(kop: .example, organisatie: .placeholder, medewerker: .placeholder)
        }
    }

    /// It does not take place.
    public struct OverlegAfgezegd: EventData, MetKop {
        public var kop: Overlegkop
        public var reden: Afzegreden

        public static let eventType = CasussenEvents.type("overleg-afgezegd")
        public static var title: String { "Overleg afgezegd" }
        public static let eigenVelden = ["reden": "Waarom."]
        public static var example: OverlegAfgezegd { OverlegAfgezegd(kop: .example, reden: .verzet) }
    }

    /// O20: who came, and how the children were heard.
    public struct OverlegGehouden: EventData, MetKop {
        public var kop: Overlegkop
        public var aanwezig: [OIN]
        public var gezinAanwezig: [Gezinsdeelnemer]
        public var geenGezin: UUID?
        public var kinderen: [Kinddeelname]
        public var nietGehoord: UUID?

        public static let eventType = CasussenEvents.type("overleg-gehouden")
        public static var title: String { "Overleg gehouden" }
        public static let eigenVelden = [
            "aanwezig": "Organisaties die er waren.",
            "gezinAanwezig": "Wie er van of naast het gezin was.",
            "geenGezin": "De versleutelde reden waarom er niemand van of naast het gezin was.",
            "kinderen": "Van ieder kind of het gehoord en voorbereid is.",
            "nietGehoord": "De versleutelde reden waarom een kind vanaf 12 jaar niet gehoord of voorbereid is.",
        ]
        public static var example: OverlegGehouden {
            OverlegGehouden(
                kop: .example, aanwezig: [.placeholder], gezinAanwezig: [.example], geenGezin: Voorbeeld.id,
                kinderen: [.example], nietGehoord: Voorbeeld.id)
        }
    }

    /// O20: how one child took part.
    public struct Kinddeelname: Contract {
        public var kind: UUID
        public var onder12: Bool
        public var gehoord: Bool
        public var voorbereid: Bool

        public init(kind: UUID, onder12: Bool, gehoord: Bool, voorbereid: Bool) {
            self.kind = kind
            self.onder12 = onder12
            self.gehoord = gehoord
            self.voorbereid = voorbereid
        }

        public static var title: String { "Hoe een kind deelnam" }
        public static var fields: [String: String] {
            [
                "kind": "Het kind, bij het id dat de zaak eraan gaf.", "onder12": "Of het jonger is dan 12 jaar.",
                "gehoord": "Of het gehoord is.", "voorbereid": "Of het op het gesprek voorbereid is.",
            ]
        }
        public static var example: Kinddeelname {
            Kinddeelname(kind: Voorbeeld.id, onder12: false, gehoord: true, voorbereid: true)
        }
    }

    /// R6: what the table concluded.
    public struct TafelbesluitGenomen: EventData, MetKop {
        public var kop: Overlegkop
        public var uitkomst: Tafeluitkomst
        public var motivering: UUID

        public static let eventType = CasussenEvents.type("tafelbesluit-genomen")
        public static var title: String { "Besluit van de jeugdbeschermingstafel" }
        public static let eigenVelden = [
            "uitkomst": "De uitkomst.",
            "motivering": "De versleutelde motivering.",
        ]
        public static var example: TafelbesluitGenomen {
            TafelbesluitGenomen(kop: .example, uitkomst: .raadsonderzoek, motivering: Voorbeeld.id)
        }
    }

    /// R6: who brought the family to the table looked again.
    public struct TerugmeldingGedaan: EventData, MetKop {
        public var kop: Overlegkop
        public var gevolg: Terugmeldgevolg
        public var toelichting: UUID

        public static let eventType = CasussenEvents.type("terugmelding-gedaan")
        public static var title: String { "Teruggemeld aan de jeugdbeschermingstafel" }
        public static let eigenVelden = [
            "gevolg": "Wat er nu volgt.",
            "toelichting": "De versleutelde toelichting.",
        ]
        public static var example: TerugmeldingGedaan {
            TerugmeldingGedaan(kop: .example, gevolg: .nieuwGesprek, toelichting: Voorbeeld.id)
        }
    }
}
