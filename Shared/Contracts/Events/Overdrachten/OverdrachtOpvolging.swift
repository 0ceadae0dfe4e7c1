import Foundation

// An organisation stops taking part, and somebody comes in its place (O17, O23). Earlier events keep its name.
extension OverdrachtenEvents {
    /// What an organisation had in a zaak is with others now; those whom it concerns are named.
    public struct OrganisatieGestopt: EventData, MetKop {
        public var kop: Zaakkop
        public var organisatie: OIN
        public var opvolger: OIN?
        public var regieWas: Persoon?
        public var urgentie: Urgentie
        public var overnemers: [Persoon]
        public var anderen: [Ontvanger]

        public static let eventType = OverdrachtenEvents.type("organisatie-gestopt")
        public static var title: String { "Organisatie gestopt" }
        public static let eigenVelden = [
            "organisatie": "De organisatie die niet meer meedoet.",
            "opvolger": "Wie haar plaats inneemt; ontbreekt als niemand dat doet.",
            "regieWas": "Wie de regie had, als dat iemand van haar was.",
            "urgentie": "Spoed als een overdracht die zij had spoed is.",
            "overnemers": "Wie nu hebben wat zij had.",
            "anderen": "Wie in de zaak nog meer horen wie het nu is.",
        ]
        public static var lists: [String: ClosedRange<Int>] { ["overnemers": 0...500, "anderen": 0...500] }
        public static var example: OrganisatieGestopt {
            OrganisatieGestopt(
                kop: .example, organisatie: .placeholder, opvolger: .placeholder, regieWas: .example,
                urgentie: .regulier, overnemers: [.example], anderen: [.example])
        }
    }

    /// One side of a handover is another organisation; what was agreed and the terms go on.
    public struct OverdrachtOpgevolgd: EventData, MetKop {
        public var kop: Overdrachtkop
        public var kant: Kant
        public var vorige: OIN
        public var werker: MedewerkerId?

        public static let eventType = OverdrachtenEvents.type("overdracht-opgevolgd")
        public static var title: String { "Andere organisatie in een overdracht" }
        public static let eigenVelden = [
            "kant": "Welke kant een ander is.", "vorige": "Wie het was.",
            "werker": "Wie het werk nu heeft, als er al geaccepteerd was.",
        ]
        public static var example: OverdrachtOpgevolgd {
            OverdrachtOpgevolgd(
                kop: .example.met(\.status, .gestart), kant: .ontvanger, vorige: .placeholder, werker: .placeholder)
        }
    }

    /// P1, P2: what is shielded from or about an organisation, and what was consented for it, holds for its successor.
    public struct BeschermingOpgevolgd: EventData, MetKop {
        public var kop: Beschermkop
        public var vorige: OIN
        public var opvolger: OIN
        public var alleenAfscherming: Bool?

        public static let eventType = OverdrachtenEvents.type("bescherming-opgevolgd")
        public static var title: String { "Bescherming geldt voor de opvolger" }
        public static let eigenVelden = [
            "vorige": "De organisatie die niet meer meedoet.", "opvolger": "Wie haar plaats inneemt.",
            "alleenAfscherming":
                "Of alleen geldt wat is afgeschermd, omdat zij geen opvolger heeft; afwezig is niet.",
        ]
        public static var example: BeschermingOpgevolgd {
            BeschermingOpgevolgd(
                kop: .example, vorige: .placeholder, opvolger: .placeholder, alleenAfscherming: nil)
        }
    }

    /// A party or the decider of a dispute is another; the head names them as they are now.
    public struct GeschilOpgevolgd: EventData, MetKop {
        public var kop: Geschilkop
        public var vorige: OIN

        public static let eventType = OverdrachtenEvents.type("geschil-opgevolgd")
        public static var title: String { "Andere partij of beslisser in een geschil" }
        public static let eigenVelden = [
            "vorige": "Voor welke organisatie een ander kwam; dezelfde als het een ander persoon is."
        ]
        public static var example: GeschilOpgevolgd {
            GeschilOpgevolgd(kop: .example.met(\.door, nil), vorige: .placeholder)
        }
    }

    /// The source of a statement, or who must know of its correction, is another.
    public struct VerklaringOpgevolgd: EventData, MetKop {
        public var kop: Verklaringkop
        public var vorige: OIN
        public var opvolger: Ontvanger?
        public var aanvrager: Persoon?

        public static let eventType = OverdrachtenEvents.type("verklaring-opgevolgd")
        public static var title: String { "Andere organisatie bij een verklaring" }
        public static let eigenVelden = [
            "vorige": "Wie niet meer meedoet.", "opvolger": "Wie haar plaats inneemt als ontvanger.",
            "aanvrager": "Wie het gezin nu antwoord geeft, als zij een verzoek had vastgelegd.",
        ]
        public static var example: VerklaringOpgevolgd {
            VerklaringOpgevolgd(
                kop: .example.met(\.door, nil), vorige: .placeholder, opvolger: .example, aanvrager: nil)
        }
    }

    /// One side of a verwijzing is another; the head names both as they are now, and its terms go on.
    public struct VerwijzingOpgevolgd: EventData, MetKop {
        public var kop: Verwijzingkop
        public var kant: Kant
        public var vorige: OIN
        public var werker: MedewerkerId?

        public static let eventType = OverdrachtenEvents.type("verwijzing-opgevolgd")
        public static var title: String { "Andere organisatie in een verwijzing" }
        public static let eigenVelden = [
            "kant": "Welke kant een ander is.", "vorige": "Wie het was.",
            "werker": "Wie het werk nu heeft, als de hulp al toegezegd was.",
        ]
        public static var example: VerwijzingOpgevolgd {
            VerwijzingOpgevolgd(
                kop: .example.met(\.door, nil), kant: .ontvanger, vorige: .placeholder, werker: .placeholder)
        }
    }

    /// Who asked for advice, or who was asked, is another; the head names both as they are now.
    public struct ConsultatieOpgevolgd: EventData, MetKop {
        public var kop: Consultatiekop
        public var kant: Kant
        public var vorige: OIN

        public static let eventType = OverdrachtenEvents.type("consultatie-opgevolgd")
        public static var title: String { "Andere organisatie bij een vraag om advies" }
        public static let eigenVelden = ["kant": "Welke kant een ander is.", "vorige": "Wie het was."]
        public static var example: ConsultatieOpgevolgd {
            ConsultatieOpgevolgd(kop: .example, kant: .aanbieder, vorige: .placeholder)
        }
    }

    /// Whose question list it is, who asked for it or whom it was shared with, is another; the head names its owner now.
    public struct VragenlijstOpgevolgd: EventData, MetKop {
        public var kop: Vragenlijstkop
        public var vorige: OIN
        public var opvolger: Ontvanger?
        public var vervallen: [Persoon]
        public var wachtend: Int
        public var teOntvangen: Int

        public static let eventType = OverdrachtenEvents.type("vragenlijst-opgevolgd")
        public static var title: String { "Andere organisatie bij een vragenlijst" }
        public static let eigenVelden = [
            "vorige": "Wie niet meer meedoet.",
            "opvolger": "Wie haar plaats inneemt, en wie daar nu vraagt of ontving; ontbreekt als niemand dat doet.",
            "vervallen": "Wie vroeg om een lijst die niemand meer deelt.",
            "wachtend": "Hoeveel aanvragen nog wachten.",
            "teOntvangen": "Met hoeveel organisaties zij gedeeld is die haar nog niet ontvingen.",
        ]
        public static var lists: [String: ClosedRange<Int>] { ["vervallen": 0...1_000] }
        public static var example: VragenlijstOpgevolgd {
            VragenlijstOpgevolgd(
                kop: .example.met(\.door, nil), vorige: .placeholder, opvolger: .example, vervallen: [.example],
                wachtend: 0, teOntvangen: 1)
        }
    }

    /// Who gives a child a place or help is another; no new face came by that (V5).
    public struct ContinuiteitOpgevolgd: EventData, MetKop {
        public var kop: Continuiteitskop
        public var vorige: OIN
        public var opvolger: OIN
        public var werkers: [Helper]

        public static let eventType = OverdrachtenEvents.type("continuiteit-opgevolgd")
        public static var title: String { "Andere organisatie bij een kind" }
        public static let eigenVelden = [
            "vorige": "Wie niet meer meedoet.", "opvolger": "Wie de plek en de hulp nu geeft.",
            "werkers": "Wie daar nu helpt, per verwijzing of overdracht.",
        ]
        public static var lists: [String: ClosedRange<Int>] { ["werkers": 0...200] }
        public static var example: ContinuiteitOpgevolgd {
            ContinuiteitOpgevolgd(
                kop: .example.met(\.door, nil), vorige: .placeholder, opvolger: .placeholder, werkers: [.example])
        }
    }

    /// Who helps a child under a verwijzing or overdracht.
    public struct Helper: Contract {
        public var hulp: UUID
        public var wie: Persoon

        public static var title: String { "Wie helpt" }
        public static var fields: [String: String] {
            ["hulp": "De verwijzing of overdracht.", "wie": "Wie helpt."]
        }
        public static var example: Helper { Helper(hulp: Voorbeeld.melding, wie: .example) }
    }

    /// Who asked something about a family is another, who reads the answer.
    public struct NavraagOpgevolgd: EventData, MetKop {
        public var kop: Contactkop
        public var navraag: UUID
        public var vorige: OIN
        public var van: Persoon

        public static let eventType = OverdrachtenEvents.type("navraag-opgevolgd")
        public static var title: String { "Andere vrager" }
        public static let eigenVelden = [
            "navraag": "De navraag.", "vorige": "Wie niet meer meedoet.", "van": "Wie nu het antwoord leest.",
        ]
        public static var example: NavraagOpgevolgd {
            NavraagOpgevolgd(kop: .example, navraag: Voorbeeld.inhoud, vorige: .placeholder, van: .example)
        }
    }
}
