import Chassis
import Contracts
import Foundation
import Messaging
import Register
import VeiligheidDomain

/// What an organisation sees of a casus: references, codes and times; texts are read apart.
struct CasusStand: Contract {
    var id: UUID
    var kenmerk: Kenmerk
    var regio: Codewoord
    var gemeente: Gemeentecode?
    var oefening: Bool
    var fase: Fase
    var urgentie: Contracts.Urgentie
    var geopendOp: Date
    var geslotenOp: Date?
    var uitBeeldSindsTijdstip: Date?
    var team: OIN
    var regiehouder: PersoonStand?
    var huishoudens: [HuishoudenStand]
    var lokaleTeams: [LokaalTeamStand]
    var beoordelingen: [BeoordelingStand]
    var meningsverschillen: [MeningsverschilStand]
    var overdrachten: [OverdrachtStand]
    var meldingen: [MeldingInCasus]
    var termijnen: [TermijnStand]
    var mogelijk: [Codewoord]

    enum Fase: String, Code { case open, gesloten }

    static var title: String { "Casus" }
    static var fields: [String: String] {
        [
            "id": "Id van de casus; ook van de zaak.", "kenmerk": "Kort kenmerk voor de telefoon.",
            "regio": "De regio.",
            "gemeente": "De gemeente.", "oefening": "Of dit een oefening is.", "fase": "Open of gesloten.",
            "urgentie": "Regulier of spoed.", "geopendOp": "Wanneer de casus begon.",
            "geslotenOp": "Wanneer de casus sloot.", "uitBeeldSindsTijdstip": "Sinds wanneer het gezin uit beeld is.",
            "team": "Het veiligheidsteam dat de casus bijhoudt.",
            "regiehouder": "Wie de regie heeft; afwezig als dat voor u afgeschermd is.",
            "huishoudens": "Huishoudens in de casus; alleen voor het veiligheidsteam en de regiehouder.",
            "lokaleTeams": "Lokale teams die betrokken zijn.", "beoordelingen": "Wat er besloten is.",
            "meningsverschillen": "Wie het anders ziet.",
            "overdrachten": "Overdrachten; een betrokken organisatie ziet alleen die aan haarzelf.",
            "meldingen": "Meldingen in de casus; alleen voor het veiligheidsteam en de regiehouder.",
            "termijnen": "Termijnen die nu lopen; een betrokken organisatie ziet alleen die waarin zij aan zet is.",
            "mogelijk": "Wat uw organisatie nu kan doen.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["meldingen": 0...10_000] }
    static var example: CasusStand {
        CasusStand(
            id: .placeholder, kenmerk: .placeholder, regio: .placeholder, gemeente: .placeholder, oefening: false,
            fase: .open, urgentie: .regulier, geopendOp: .placeholder, geslotenOp: nil, uitBeeldSindsTijdstip: nil,
            team: .placeholder, regiehouder: .example, huishoudens: [.example], lokaleTeams: [.example],
            beoordelingen: [.example], meningsverschillen: [.example], overdrachten: [.example],
            meldingen: [.example], termijnen: [.example], mogelijk: [.placeholder])
    }
}

/// R1: who lives where, without who they are.
struct HuishoudenStand: Contract {
    var gemeente: Gemeentecode?
    var personen: Int

    static var title: String { "Huishouden in een casus" }
    static var fields: [String: String] {
        ["gemeente": "De gemeente waar het woont.", "personen": "Hoeveel mensen ervan bekend zijn."]
    }
    static var example: HuishoudenStand { HuishoudenStand(gemeente: .placeholder, personen: 2) }
}

/// Someone at an organisation; without the person where that is shielded from the reader (P1).
struct PersoonStand: Contract {
    var organisatie: OIN
    var medewerker: MedewerkerId?

    static var title: String { "Medewerker in een casus" }
    static var fields: [String: String] {
        ["organisatie": "De organisatie.", "medewerker": "De medewerker; afwezig als die voor u afgeschermd is."]
    }
    static var example: PersoonStand { PersoonStand(organisatie: .placeholder, medewerker: .placeholder) }
}

extension PersoonStand {
    init(_ persoon: VeiligheidDomain.Persoon) throws {
        let persoon = try Contracts.Persoon(persoon)
        self.init(organisatie: persoon.organisatie, medewerker: persoon.medewerker)
    }
}

struct LokaalTeamStand: Contract {
    var organisatie: OIN
    var betrokkenOp: Date
    var bevestigdOp: Date?
    var bevestigdDoor: MedewerkerId?

    static var title: String { "Betrokken lokaal team" }
    static var fields: [String: String] {
        [
            "organisatie": "Het lokale team.", "betrokkenOp": "Sinds wanneer.",
            "bevestigdOp": "Wanneer het dat bevestigde.",
            "bevestigdDoor": "Wie dat deed.",
        ]
    }
    static var example: LokaalTeamStand {
        LokaalTeamStand(organisatie: .placeholder, betrokkenOp: .placeholder, bevestigdOp: nil, bevestigdDoor: nil)
    }
}

struct BeoordelingStand: Contract {
    var id: UUID
    var uitkomst: CasussenEvents.Beoordelingsuitkomst
    var door: PersoonStand?
    var beoordeeldOp: Date
    var meldingen: [UUID]

    static var title: String { "Beoordeling in een casus" }
    static var fields: [String: String] {
        [
            "id": "Id.", "uitkomst": "De uitkomst (R2).", "door": "Wie beoordeelde.", "beoordeeldOp": "Wanneer.",
            "meldingen": "Op welke meldingen zij berust; alleen voor het veiligheidsteam en de regiehouder.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["meldingen": 0...10_000] }
    static var example: BeoordelingStand {
        BeoordelingStand(
            id: .placeholder, uitkomst: .onderzoek, door: .example, beoordeeldOp: .placeholder,
            meldingen: [.placeholder])
    }
}

struct MeningsverschilStand: Contract {
    var id: UUID
    var beoordeling: UUID
    var namens: PersoonStand?

    static var title: String { "Meningsverschil in een casus" }
    static var fields: [String: String] {
        ["id": "Id.", "beoordeling": "Over welke beoordeling.", "namens": "Wie het anders ziet."]
    }
    static var example: MeningsverschilStand {
        MeningsverschilStand(id: .placeholder, beoordeling: .placeholder, namens: .example)
    }
}

struct OverdrachtStand: Contract {
    var id: UUID
    var naar: OIN
    var stand: CasussenEvents.Overdrachtstand

    static var title: String { "Overdracht vanuit een casus" }
    static var fields: [String: String] {
        ["id": "Id van de overdracht.", "naar": "Aan wie.", "stand": "Hoever zij is, voor zover de casus weet."]
    }
    static var example: OverdrachtStand { OverdrachtStand(id: .placeholder, naar: .placeholder, stand: .verzocht) }
}

struct MeldingInCasus: Contract {
    var id: UUID
    var soort: MeldingenEvents.Soort?
    var acuut: MeldingenEvents.Acuut
    var ontvangenOp: Date
    var beoordeeld: Bool

    static var title: String { "Melding in een casus" }
    static var fields: [String: String] {
        [
            "id": "Id van de melding.", "soort": "De soort.", "acuut": "Of er acuut gevaar is.",
            "ontvangenOp": "Wanneer zij binnenkwam.", "beoordeeld": "Of er een beoordeling op berust.",
        ]
    }
    static var example: MeldingInCasus {
        MeldingInCasus(id: .placeholder, soort: .vtMelding, acuut: .nee, ontvangenOp: .placeholder, beoordeeld: false)
    }
}

struct TermijnStand: Contract {
    var soort: Codewoord
    var organisatie: OIN
    var sindsTijdstip: Date
    var spoed: Bool
    /// Given where casussen are read.
    var verloopt: Date?
    var stadium: Int?
    var herkomst: KorteTekst?

    static var title: String { "Lopende termijn" }
    static var fields: [String: String] {
        [
            "soort": "Wat er moet gebeuren.", "organisatie": "Wie aan zet is.",
            "sindsTijdstip": "Vanaf wanneer zij telt.", "spoed": "Of spoed geldt.",
            "verloopt": "Wanneer zij om is; staat erbij waar u een casus leest.",
            "stadium": "Hoeveel procent er het laatst is gemeld: 0, 50, 80, 100 of 150.",
            "herkomst": "Waar de lengte vandaan komt.",
        ]
    }
    static var example: TermijnStand {
        TermijnStand(
            soort: .placeholder, organisatie: .placeholder, sindsTijdstip: .placeholder, spoed: false,
            verloopt: .placeholder, stadium: 0, herkomst: nil)
    }
}

extension CasusStand {
    /// As the organisation sees it, without what is shielded from it (P1).
    /// - Parameters:
    ///   - voor: who looks; without a part in the casus this is not asked.
    ///   - regels: the instants of its terms, where they were read; the first to end is told first.
    init(
        _ casus: Casus, voor oin: OIN, _ afgeschermden: Afgeschermden?, regels: [TermView] = [],
        _ register: RegisterSnapshot
    ) throws {
        let volledig = casus.voert(oin)
        let gesloten: Date? = if case .gesloten(let op, _) = casus.fase { op } else { nil }
        let open = Set(casus.onbeoordeeld.map(\.gegevens.melding))
        self.init(
            id: casus.id.waarde, kenmerk: try .van(casus.kenmerk), regio: try .van(casus.regio),
            gemeente: try casus.gemeente.map { try .van($0) }, oefening: casus.oefening,
            fase: casus.isGesloten ? .gesloten : .open, urgentie: try .van(casus.urgentie), geopendOp: casus.geopendOp,
            geslotenOp: gesloten, uitBeeldSindsTijdstip: casus.uitBeeld?.sinds, team: try .van(casus.team.rawValue),
            regiehouder: try PersoonStand(casus.regiehouder),
            huishoudens: try (volledig ? casus.huishoudens : []).map {
                HuishoudenStand(gemeente: try $0.gemeente.map { try .van($0) }, personen: $0.leden.count)
            },
            lokaleTeams: try casus.lokaleTeams.map { team in
                LokaalTeamStand(
                    organisatie: try .van(team.organisatie.rawValue), betrokkenOp: team.sinds,
                    bevestigdOp: team.bevestiging?.op,
                    bevestigdDoor: try team.bevestiging.map { try .van($0.door.medewerker.rawValue) })
            },
            beoordelingen: try casus.beoordelingen.map { vast in
                BeoordelingStand(
                    id: vast.beoordeling.beoordeling.waarde, uitkomst: try .van(vast.beoordeling.uitkomst),
                    door: try PersoonStand(vast.beoordeling.door), beoordeeldOp: vast.op,
                    meldingen: volledig ? vast.beoordeling.meldingen.map(\.waarde) : [])
            },
            meningsverschillen: try casus.meningsverschillen.map {
                MeningsverschilStand(
                    id: $0.meningsverschil.waarde, beoordeling: $0.beoordeling.waarde,
                    namens: try PersoonStand($0.namens))
            },
            overdrachten: try casus.overdrachten.filter { volledig || $0.naar.rawValue == oin.text }.map {
                OverdrachtStand(id: $0.overdracht.waarde, naar: try .van($0.naar.rawValue), stand: try .van($0.stand))
            },
            meldingen: try (volledig ? casus.meldingen.map(\.gegevens) : []).map {
                MeldingInCasus(
                    id: $0.melding.waarde, soort: try $0.soort.map { try .van($0) }, acuut: try .van($0.acuut),
                    ontvangenOp: $0.ontvangenOp, beoordeeld: !open.contains($0.melding))
            },
            termijnen: try TermijnStand.alle(casus, regels, register).filter { volledig || $0.organisatie == oin },
            mogelijk: try casus.mogelijk(voor: Organisatie(oin.text)).map { try .van($0) })
        verberg(afgeschermden, voor: oin)
    }
}

extension TermijnStand {
    fileprivate static func alle(
        _ casus: Casus, _ regels: [TermView], _ register: RegisterSnapshot
    ) throws -> [TermijnStand] {
        try casus.lopendeTermijnen.map { termijn in
            try TermijnStand(
                termijn, .van(casus.aanZet(termijn).rawValue), regels, regio: casus.regio, register)
        }.sorted { ($0.verloopt ?? .distantFuture) < ($1.verloopt ?? .distantFuture) }
    }

    init(
        _ termijn: LopendeTermijn, _ aanZet: OIN, _ regels: [TermView], regio: String, _ register: RegisterSnapshot
    ) throws {
        let regel = regels.running(termijn.soort, since: termijn.sinds)
        self.init(
            soort: try .van(termijn.soort), organisatie: aanZet, sindsTijdstip: termijn.sinds, spoed: termijn.spoed,
            verloopt: regel?.due, stadium: regel?.stage,
            herkomst: try Casustermijnen.lengten.origin(termijn.soort, regio: regio, register).map { try .van($0) })
    }
}
