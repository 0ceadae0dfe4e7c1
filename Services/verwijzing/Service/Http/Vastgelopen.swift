import Contracts
import Foundation
import Messaging
import Register
import VerwijzingDomain
import Web

/// S5: the handovers of a region of which a term passed, for the meeting of its organisations. References only.
struct Vastgelopen: Tabular {
    var regio: Codewoord
    var heleRegio: Bool
    var maand: Maand?
    var gemetenOp: Date
    var meer: Bool
    var kastjeVanaf: Int
    var kastjeHerkomst: KorteTekst?
    var regels: [VastgelopenRegel]

    /// More than a meeting speaks about.
    static let hoogstens = 1_000

    static var title: String { "Vastgelopen overdrachten" }
    static var fields: [String: String] {
        [
            "regio": "Code van de regio.",
            "heleRegio": "Of dit alles in de regio is; anders alleen wat van of naar uw organisatie gaat.",
            "maand": "De maand waarover dit gaat; afwezig als het gaat over wat nu vastzit.",
            "gemetenOp": "Van wanneer de lijst is.", "meer": "Of er meer zijn dan hier staan.",
            "kastjeVanaf": "Vanaf de hoeveelste keer doorsturen het aanspreekpunt van de regio het hoort (O6).",
            "kastjeHerkomst": "Waar dat aantal vandaan komt.",
            "regels": "De overdrachten, wat het langst verliep eerst; oefeningen staan er niet in.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["regels": 0...hoogstens] }
    static var example: Vastgelopen {
        Vastgelopen(
            regio: .placeholder, heleRegio: false, maand: nil, gemetenOp: .placeholder, meer: false, kastjeVanaf: 3,
            kastjeHerkomst: .placeholder, regels: [.example])
    }

    /// A row for each term that passed.
    var table: Table {
        Table(
            header: [
                "kenmerk", "regio", "gemeente", "status", "sinds", "urgentie", "van", "naar", "aanZetOrganisatie",
                "aanZetMedewerker", "termijn", "verliep", "gemeldTot", "afgesloten", "herkomst",
            ],
            rows: regels.flatMap { regel in
                regel.verlopen.map { termijn in
                    [
                        regel.kenmerk.text, regio.text, regel.gemeente?.text ?? "", regel.status.rawValue,
                        RFC3339.text(regel.sinds), regel.urgentie.rawValue, regel.van.text, regel.naar.text,
                        termijn.organisatie?.text ?? "", termijn.medewerker?.text ?? "", termijn.soort.text,
                        RFC3339.text(termijn.verliep), String(termijn.stadium),
                        termijn.afgesloten.map { RFC3339.text($0) } ?? "", termijn.herkomst?.text ?? "",
                    ]
                }
            })
    }
}

/// One handover that does not move.
struct VastgelopenRegel: Contract {
    var overdracht: UUID
    var kenmerk: Kenmerk
    var eigen: Bool
    var gemeente: Gemeentecode?
    var vraag: Codewoord
    var status: OverdrachtenEvents.Status
    var sinds: Date
    var urgentie: Contracts.Urgentie
    var van: OIN
    var naar: OIN
    var verlopen: [VerlopenTermijn]

    static var title: String { "Vastgelopen overdracht" }
    static var fields: [String: String] {
        [
            "overdracht": "De overdracht.", "kenmerk": "Kort kenmerk voor de telefoon.",
            "eigen": "Of uw organisatie er partij in is.", "gemeente": "De gemeente.",
            "vraag": "Wat er gevraagd wordt.", "status": "De toestand.", "sinds": "Sinds wanneer.",
            "urgentie": "Regulier of spoed.", "van": "Wie aanbood.", "naar": "De ontvanger.",
            "verlopen": "Welke termijnen verliepen en wie daarin aan zet is; wat het langst verliep eerst.",
        ]
    }
    static var example: VastgelopenRegel {
        VastgelopenRegel(
            overdracht: .placeholder, kenmerk: .placeholder, eigen: true, gemeente: .placeholder, vraag: .placeholder,
            status: .aangeboden, sinds: .placeholder, urgentie: .regulier, van: .placeholder, naar: .placeholder,
            verlopen: [.example])
    }
}

struct VerlopenTermijn: Contract {
    var soort: Codewoord
    var organisatie: OIN?
    var medewerker: MedewerkerId?
    var verliep: Date
    var stadium: Int
    var afgesloten: Date?
    var herkomst: KorteTekst?

    static var title: String { "Verlopen termijn" }
    static var fields: [String: String] {
        [
            "soort": "Soort termijn.", "organisatie": "Wie moet handelen; afwezig als dat voor u afgeschermd is.",
            "medewerker": "De medewerker, als die genoemd is.", "verliep": "Wanneer zij om was.",
            "stadium": "Hoeveel procent er het laatst is gemeld: 100 aan de leidinggevenden, 150 aan de regio.",
            "afgesloten": "Wanneer het alsnog gebeurde of niet meer hoefde; afwezig zolang zij nog verlopen is.",
            "herkomst": "Waar de lengte van de termijn vandaan komt.",
        ]
    }
    static var example: VerlopenTermijn {
        VerlopenTermijn(
            soort: .placeholder, organisatie: nil, medewerker: nil, verliep: .placeholder, stadium: 100,
            afgesloten: nil, herkomst: nil)
    }
}

extension VastgelopenRegel {
    /// Nil where no term that runs has passed, or where the handover does not exist for the reader (P1).
    init?(
        _ overdracht: Overdracht, _ regels: [TermView], _ register: RegisterSnapshot, voor oin: OIN, _ zicht: Zicht,
        _ now: Date
    ) throws {
        let om = overdracht.metRegels(regels).filter { $0.regel.due < now }
        try self.init(
            overdracht,
            try om.map {
                try VerlopenTermijn(
                    $0.termijn, verliep: $0.regel.due, stadium: $0.regel.stage, zicht,
                    BordTermijn.herkomst($0.termijn, regio: overdracht.regio, register))
            },
            voor: oin, zicht)
    }

    /// Of a month: also what went on since. Who had to move is told where it still must.
    init?(
        _ overdracht: Overdracht, gestrand: [Vastgelopenlezer.Gestrand], _ register: RegisterSnapshot, voor oin: OIN,
        _ zicht: Zicht
    ) throws {
        let lopend = overdracht.lopendeTermijnen
        try self.init(
            overdracht,
            try gestrand.map { rij in
                let nu = rij.afgesloten == nil ? lopend.first { $0.soort == rij.soort } : nil
                if let nu {
                    return try VerlopenTermijn(
                        nu, verliep: rij.verliep, stadium: rij.stadium, zicht,
                        BordTermijn.herkomst(nu, regio: overdracht.regio, register))
                }
                return VerlopenTermijn(
                    soort: try .van(rij.soort), organisatie: nil, medewerker: nil, verliep: rij.verliep,
                    stadium: rij.stadium, afgesloten: rij.afgesloten,
                    herkomst: BordTermijn.herkomst(rij.soort, regio: overdracht.regio, register))
            }, voor: oin, zicht)
    }

    private init?(_ overdracht: Overdracht, _ om: [VerlopenTermijn], voor oin: OIN, _ zicht: Zicht) throws {
        let verlopen = om.sorted { $0.verliep < $1.verliep }
        guard zicht.ziet(overdracht), !verlopen.isEmpty else { return nil }
        self.init(
            overdracht: overdracht.id, kenmerk: try .van(overdracht.kenmerk),
            eigen: overdracht.kant(van: oin.text) != nil,
            gemeente: zicht.ziet(gemeente: overdracht.aanbod.gemeente) ? try .van(overdracht.aanbod.gemeente) : nil,
            vraag: try .van(overdracht.aanbod.vraag), status: try .van(overdracht.status.code), sinds: overdracht.sinds,
            urgentie: try .van(overdracht.urgentie), van: try .van(overdracht.van.organisatie),
            naar: try .van(overdracht.naar), verlopen: verlopen)
    }
}

extension VerlopenTermijn {
    fileprivate init(
        _ termijn: LopendeTermijn, verliep: Date, stadium: Int, _ zicht: Zicht, _ herkomst: KorteTekst?
    ) throws {
        let wie = try AanZet.van((termijn.organisatie, termijn.medewerker), zicht)
        self.init(
            soort: try .van(termijn.soort), organisatie: wie?.organisatie, medewerker: wie?.medewerker,
            verliep: verliep, stadium: stadium, afgesloten: nil, herkomst: herkomst)
    }
}

extension Toegang {
    /// Whether an organisation sees every handover of a region that does not move: it has the named person to whom
    /// silence is escalated (O5).
    static func zietHeleRegio(_ organisatie: OIN, _ regio: Codewoord, _ register: RegisterSnapshot) -> Bool {
        register.regions(withContactAt: organisatie).contains(regio)
    }
}
