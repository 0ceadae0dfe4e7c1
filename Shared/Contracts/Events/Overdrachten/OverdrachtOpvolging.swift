import Foundation

// An organisation stops taking part, and somebody comes in its place (O17, O23). Earlier events keep its name.
extension OverdrachtenEvents {
    /// What an organisation had in a zaak is with others now; those whom it concerns are named.
    public struct OrganisatieGestopt: EventData {
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var regie: Persoon
        public var tijdstip: Date
        public var organisatie: OIN
        public var opvolger: OIN?
        public var regieWas: Persoon?
        public var urgentie: Urgentie
        public var overnemers: [Persoon]
        public var anderen: [Ontvanger]

        public static let eventType = OverdrachtenEvents.type("organisatie-gestopt")
        public static var title: String { "Organisatie gestopt" }
        public static var fields: [String: String] {
            zaakkop(met: [
                "organisatie": "De organisatie die niet meer meedoet.",
                "opvolger": "Wie haar plaats inneemt; ontbreekt als niemand dat doet.",
                "regieWas": "Wie de regie had, als dat iemand van haar was.",
                "urgentie": "Spoed als een overdracht die zij had spoed is.",
                "overnemers": "Wie nu hebben wat zij had.",
                "anderen": "Wie in de zaak nog meer horen wie het nu is.",
            ])
        }
        public static var lists: [String: ClosedRange<Int>] { ["overnemers": 0...500, "anderen": 0...500] }
        public static var example: OrganisatieGestopt {
            OrganisatieGestopt(
                zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder, oefening: false, regie: .example,
                tijdstip: Voorbeeld.tijdstip, organisatie: .placeholder, opvolger: .placeholder, regieWas: .example,
                urgentie: .regulier, overnemers: [.example], anderen: [.example])
        }
    }

    /// One side of a handover is another organisation; what was agreed and the terms go on.
    public struct OverdrachtOpgevolgd: EventData {
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
        public var kant: Kant
        public var vorige: OIN
        public var werker: MedewerkerId?

        public static let eventType = OverdrachtenEvents.type("overdracht-opgevolgd")
        public static var title: String { "Andere organisatie in een overdracht" }
        public static var fields: [String: String] {
            kop(met: [
                "kant": "Welke kant een ander is.", "vorige": "Wie het was.",
                "werker": "Wie het werk nu heeft, als er al geaccepteerd was.",
            ])
        }
        public static var example: OverdrachtOpgevolgd {
            OverdrachtOpgevolgd(
                overdracht: Voorbeeld.overdracht, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, van: .example, naar: .placeholder, status: .gestart,
                tijdstip: Voorbeeld.tijdstip, organisatie: .placeholder, medewerker: .placeholder, kant: .ontvanger,
                vorige: .placeholder, werker: .placeholder)
        }
    }

    /// P1, P2: what is shielded from or about an organisation, and what was consented for it, holds for its successor.
    public struct BeschermingOpgevolgd: EventData {
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var door: Persoon
        public var tijdstip: Date
        public var vorige: OIN
        public var opvolger: OIN

        public static let eventType = OverdrachtenEvents.type("bescherming-opgevolgd")
        public static var title: String { "Bescherming geldt voor de opvolger" }
        public static var fields: [String: String] {
            beschermkop(met: [
                "vorige": "De organisatie die niet meer meedoet.", "opvolger": "Wie haar plaats inneemt.",
            ])
        }
        public static var example: BeschermingOpgevolgd {
            BeschermingOpgevolgd(
                zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder, oefening: false, door: .example,
                tijdstip: Voorbeeld.tijdstip, vorige: .placeholder, opvolger: .placeholder)
        }
    }

    /// A party or the decider of a dispute is another; the head names them as they are now.
    public struct GeschilOpgevolgd: EventData {
        public var geschil: UUID
        public var overdracht: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var over: Geschilsoort
        public var geopendDoor: Persoon
        public var tegenpartij: Ontvanger
        public var beslisser: Persoon
        public var door: Persoon?
        public var tijdstip: Date
        public var vorige: OIN

        public static let eventType = OverdrachtenEvents.type("geschil-opgevolgd")
        public static var title: String { "Andere partij of beslisser in een geschil" }
        public static var fields: [String: String] {
            geschilkop(met: ["vorige": "Voor welke organisatie een ander kwam; dezelfde als het een ander persoon is."])
        }
        public static var example: GeschilOpgevolgd {
            GeschilOpgevolgd(
                geschil: Voorbeeld.melding, overdracht: Voorbeeld.overdracht, zaak: Voorbeeld.zaak,
                kenmerk: .placeholder, regio: .placeholder, oefening: false, urgentie: .regulier, over: .contract,
                geopendDoor: .example, tegenpartij: .example, beslisser: .example, door: nil,
                tijdstip: Voorbeeld.tijdstip, vorige: .placeholder)
        }
    }

    /// The source of a statement, or who must know of its correction, is another.
    public struct VerklaringOpgevolgd: EventData {
        public var verklaring: UUID
        public var zaak: UUID
        public var kenmerk: Kenmerk
        public var regio: Codewoord
        public var oefening: Bool
        public var urgentie: Urgentie
        public var blok: Dossierblok
        public var bron: Persoon
        public var door: Persoon?
        public var tijdstip: Date
        public var vorige: OIN
        public var opvolger: Ontvanger?

        public static let eventType = OverdrachtenEvents.type("verklaring-opgevolgd")
        public static var title: String { "Andere organisatie bij een verklaring" }
        public static var fields: [String: String] {
            verklaringkop(met: [
                "vorige": "Wie niet meer meedoet.", "opvolger": "Wie haar plaats inneemt als ontvanger.",
            ])
        }
        public static var example: VerklaringOpgevolgd {
            VerklaringOpgevolgd(
                verklaring: Voorbeeld.inhoud, zaak: Voorbeeld.zaak, kenmerk: .placeholder, regio: .placeholder,
                oefening: false, urgentie: .regulier, blok: .feiten, bron: .example, door: nil,
                tijdstip: Voorbeeld.tijdstip, vorige: .placeholder, opvolger: .example)
        }
    }
}
