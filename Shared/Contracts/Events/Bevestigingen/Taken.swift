import Foundation

// What is asked, and of whom.
extension BevestigingenEvents {
    /// N1: one person has something to do.
    public struct TaakAangemaakt: EventData, MetKop {
        public var kop: Taakkop
        public var kanalen: [Kanaal]
        public var aanleiding: UUID

        public static let eventType = BevestigingenEvents.type("taak-aangemaakt")
        public static var title: String { "Taak aangemaakt" }
        public static let eigenVelden = [
            "kanalen": "Kanalen waarlangs de taak gaat.",
            "aanleiding": "De gebeurtenis waaruit de taak volgt.",
        ]
        public static var example: TaakAangemaakt {
            TaakAangemaakt(kop: .example, kanalen: [.sse], aanleiding: Voorbeeld.id)
        }
    }

    /// N1: later news on the same thing.
    public struct TaakBijgewerkt: EventData, MetKop {
        public var kop: Taakkop
        public var kanalen: [Kanaal]
        public var aanleiding: UUID

        public static let eventType = BevestigingenEvents.type("taak-bijgewerkt")
        public static var title: String { "Taak bijgewerkt" }
        public static let eigenVelden = [
            "kanalen": "Kanalen waarlangs de taak gaat.",
            "aanleiding": "De gebeurtenis met het nieuws.",
        ]
        public static var example: TaakBijgewerkt {
            TaakBijgewerkt(kop: .example, kanalen: [.sse], aanleiding: Voorbeeld.id)
        }
    }

    /// O5: a term of the subject reminded who must move.
    public struct TaakHerinnerd: EventData, MetKop {
        public var kop: Taakkop
        public var stadium: Stadium

        public static let eventType = BevestigingenEvents.type("taak-herinnerd")
        public static var title: String { "Taak herinnerd" }
        public static let eigenVelden = ["stadium": "Hoeveel procent van de termijn om is."]
        public static var example: TaakHerinnerd { TaakHerinnerd(kop: .example, stadium: .half) }
    }

    /// N5, N2: to the deputy, the team's list or the team lead.
    public struct TaakOvergedragen: EventData, MetKop {
        public var kop: Taakkop
        public var van: Geadresseerde
        public var naar: Geadresseerde
        public var reden: Overdraagreden
        public var trede: Trede

        public static let eventType = BevestigingenEvents.type("taak-overgedragen")
        public static var title: String { "Taak overgedragen" }
        public static let eigenVelden = [
            "van": "Van wie de taak was.",
            "naar": "Van wie de taak nu is.",
            "reden": "Waarom.",
            "trede": "Hoever het zoeken naar iemand is.",
        ]
        public static var example: TaakOvergedragen {
            TaakOvergedragen(kop: .example, van: .example, naar: .example, reden: .afwezig, trede: .vervanger)
        }
    }

    /// What was asked is no longer needed.
    public struct TaakVervallen: EventData, MetKop {
        public var kop: Taakkop
        public var reden: Vervalreden

        public static let eventType = BevestigingenEvents.type("taak-vervallen")
        public static var title: String { "Taak vervallen" }
        public static let eigenVelden = ["reden": "Waarom."]
        public static var example: TaakVervallen { TaakVervallen(kop: .example, reden: .achterhaald) }
    }
}
