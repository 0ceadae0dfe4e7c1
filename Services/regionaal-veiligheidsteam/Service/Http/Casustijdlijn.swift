import Chassis
import Contracts
import Foundation
import VeiligheidDomain

/// What happened in a casus: codes, times and people, no content (S2).
struct Casustijdlijn: Contract {
    var casus: UUID
    var kenmerk: Kenmerk
    var regels: [Casustijdlijnregel]

    static var title: String { "Tijdlijn van een casus" }
    static var fields: [String: String] {
        ["casus": "De casus.", "kenmerk": "Het kenmerk.", "regels": "Wat er gebeurde, oudste eerst."]
    }
    static var lists: [String: ClosedRange<Int>] { ["regels": 0...10_000] }
    static var example: Casustijdlijn {
        Casustijdlijn(casus: .placeholder, kenmerk: .placeholder, regels: [.example])
    }
}

/// One thing that happened, and who did it.
struct Casustijdlijnregel: Contract {
    var tijdstip: Date
    var gebeurtenis: Codewoord
    var organisatie: OIN?
    var medewerker: MedewerkerId?
    var betreft: OIN?
    var soort: Codewoord?
    var bij: UUID?

    static var title: String { "Regel van een tijdlijn" }
    static var fields: [String: String] {
        [
            "tijdstip": "Wanneer het gebeurde.", "gebeurtenis": "Wat er gebeurde.",
            "organisatie": "Wie het deed; niemand als de keten of de klok het deed.",
            "medewerker": "De medewerker die het deed.", "betreft": "Welke organisatie het aangaat.",
            "soort": "De uitkomst, de stand, of de soort melding of termijn.",
            "bij": "De melding, de beoordeling of de overdracht.",
        ]
    }
    static var example: Casustijdlijnregel {
        Casustijdlijnregel(
            tijdstip: .placeholder, gebeurtenis: .placeholder, organisatie: .placeholder, medewerker: .placeholder,
            betreft: nil, soort: nil, bij: nil)
    }
}

extension Casustijdlijn {
    /// - Parameter voor: who looks; it is told no more than `Casus.ziet` gives it.
    init(_ casus: Casus, _ gebeurd: [CasusEvent], voor oin: OIN, _ afgeschermden: Afgeschermden?) throws {
        self.init(
            casus: casus.id.waarde, kenmerk: try .van(casus.kenmerk),
            regels: try gebeurd.filter { casus.ziet($0.feit, oin) }.map {
                try Casustijdlijnregel($0, casus, volledig: casus.voert(oin))
            })
        verberg(afgeschermden, voor: oin)
    }
}

extension Casustijdlijnregel {
    private typealias Inhoud = (door: VeiligheidDomain.Persoon?, betreft: Organisatie?, soort: String?, bij: UUID?)

    init(_ event: CasusEvent, _ casus: Casus, volledig: Bool) throws {
        let inhoud = Self.inhoud(event.feit, casus, volledig: volledig)
        self.init(
            tijdstip: event.kop.tijdstip, gebeurtenis: try .van(event.naam),
            organisatie: try inhoud.door.map { try .van($0.organisatie.rawValue) },
            medewerker: try inhoud.door.map { try .van($0.medewerker.rawValue) },
            betreft: try inhoud.betreft.map { try .van($0.rawValue) }, soort: try inhoud.soort.map { try .van($0) },
            bij: inhoud.bij)
    }

    private static func inhoud(_ feit: CasusFeit, _ casus: Casus, volledig: Bool) -> Inhoud {
        switch feit {
        // The melding with which it began is not for who is only involved.
        case .geopend(let feit):
            return volledig ? (nil, nil, feit.soort?.rawValue, feit.melding.waarde) : (nil, nil, nil, nil)
        case .meldingGekoppeld(let feit), .meldingBijgewerkt(let feit):
            return (nil, nil, feit.soort?.rawValue, feit.melding.waarde)
        case .lokaalTeamBetrokken(let feit): return (feit.door, feit.organisatie, nil, nil)
        case .lokaalTeamBevestigd(let feit): return (feit.door, nil, nil, nil)
        case .beoordeeld(let feit): return (feit.door, nil, feit.uitkomst.rawValue, feit.beoordeling.waarde)
        case .overdrachtVerzocht(let feit): return (feit.van, feit.naar, feit.urgentie.rawValue, feit.overdracht.waarde)
        case .overdrachtGevolgd(let feit):
            let naar = casus.overdrachten.first { $0.overdracht == feit.overdracht }?.naar
            return (nil, naar, feit.stand.rawValue, feit.overdracht.waarde)
        case .regieGevolgd(let feit): return (nil, feit.naar.organisatie, nil, nil)
        case .opgevolgd(let feit): return (nil, feit.vorige, nil, nil)
        case .uitBeeld(let feit): return (feit.door, nil, nil, nil)
        case .weerInBeeld(let feit): return (feit.door, nil, nil, nil)
        case .meningsverschil(let feit): return (feit.namens, nil, nil, feit.beoordeling.waarde)
        case .gesloten(let feit): return (feit.door, nil, feit.nazorg.rawValue, nil)
        case .termijnHerinnerd(let feit): return (nil, feit.organisatie, feit.soort, nil)
        case .termijnGeescaleerd(let feit): return (nil, feit.organisatie, feit.soort, nil)
        }
    }
}
