import Chassis
import Contracts
import Foundation
import Messaging
import Register
import VerwijzingDomain
import Web

/// S1: what runs of an organisation: as many as were asked for, and how many there are.
struct Bord: Contract {
    var resultaten: [Bordregel]
    var volgende: String?
    var ervoor: Int
    var aantal: Int
    var laat: Int
    var keuzes: Bordkeuzes

    static var title: String { "Bord" }
    static var fields: [String: String] {
        [
            "resultaten": "De overdrachten die erbij passen, in volgorde.",
            "volgende": "Waarde voor after om verder te lezen; ontbreekt op de laatste pagina.",
            "ervoor": "Hoeveel er in deze volgorde voor de eerste van deze pagina staan.",
            "aantal": "Hoeveel overdrachten erbij passen, over alle pagina's.",
            "laat": "Hoeveel daarvan te laat zijn: een termijn is om.",
            "keuzes": "Waaruit te kiezen valt: wat er in alle lopende overdrachten voorkomt.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["resultaten": 0...PageRequest.limits.upperBound] }
    static var example: Bord {
        Bord(resultaten: [.example], volgende: nil, ervoor: 0, aantal: 1, laat: 0, keuzes: .example)
    }
}

struct Bordkeuzes: Contract {
    var statussen: [OverdrachtenEvents.Status]
    var regios: [Codewoord]
    var gemeenten: [Gemeentecode]
    var vragen: [Codewoord]
    var organisaties: [OIN]

    static var title: String { "Keuzes op het bord" }
    static var fields: [String: String] {
        [
            "statussen": "De toestanden.", "regios": "De regio's.",
            "gemeenten": "De gemeenten; een die voor u afgeschermd is, staat er niet in.",
            "vragen": "Wat er gevraagd wordt.", "organisaties": "De andere partijen.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] {
        ["regios": 0...1_000, "gemeenten": 0...1_000, "vragen": 0...10_000, "organisaties": 0...100_000]
    }
    static var example: Bordkeuzes {
        Bordkeuzes(
            statussen: [.aangeboden], regios: [.placeholder], gemeenten: [.placeholder], vragen: [.placeholder],
            organisaties: [.placeholder])
    }
}

enum Bordvolgorde: String, Code {
    /// The order of offering. It does not change while somebody reads on.
    case aangeboden
    /// By when the first term of each ends: what is most late stands first.
    case verloop
    /// By how long each stands as it does.
    case oudste
}

enum BordAanZet: String, Code { case eigen, ander }

/// S1: one handover that runs: who must move, since when, and which terms run. References only.
struct Bordregel: Contract {
    var overdracht: UUID
    var zaak: UUID
    var kenmerk: Kenmerk
    var oefening: Bool
    var status: OverdrachtenEvents.Status
    var urgentie: Contracts.Urgentie
    var regio: Codewoord
    var gemeente: Gemeentecode?
    var vraag: Codewoord
    var van: OIN
    var naar: OIN
    var aanZet: AanZet?
    var sinds: Date
    var afgesloten: [BordAfsluiting]
    var termijnen: [BordTermijn]

    static var title: String { "Regel van het bord" }
    static var fields: [String: String] {
        [
            "overdracht": "De overdracht.", "zaak": "De zaak.", "kenmerk": "Kort kenmerk voor de telefoon.",
            "oefening": "Of dit een oefening is.",
            "status": "De toestand.", "urgentie": "Regulier of spoed.", "regio": "Code van de regio.",
            "gemeente": "De gemeente.", "vraag": "Wat er gevraagd wordt.", "van": "Wie aanbood.",
            "naar": "De ontvanger.",
            "aanZet": "Wie aan zet is.", "sinds": "Sinds wanneer.",
            "afgesloten": "Wie van beide is afgesloten en nu niets kan zien of antwoorden (C1).",
            "termijnen": "Welke termijnen lopen; de eerste verloopt het eerst.",
        ]
    }
    static var example: Bordregel {
        Bordregel(
            overdracht: .placeholder, zaak: .placeholder, kenmerk: .placeholder, oefening: false,
            status: .aangeboden,
            urgentie: .regulier, regio: .placeholder, gemeente: .placeholder, vraag: .placeholder,
            van: .placeholder, naar: .placeholder, aanZet: .example, sinds: .placeholder, afgesloten: [.example],
            termijnen: [.example])
    }
}

struct BordAfsluiting: Contract {
    var organisatie: OIN
    var sinds: Date

    static var title: String { "Afgesloten organisatie" }
    static var fields: [String: String] { ["organisatie": "De organisatie.", "sinds": "Sinds wanneer."] }
    static var example: BordAfsluiting { BordAfsluiting(organisatie: .placeholder, sinds: .placeholder) }
}

struct BordTermijn: Contract {
    var soort: Codewoord
    var organisatie: OIN?
    var medewerker: MedewerkerId?
    var sinds: Date
    var verloopt: Date
    var stadium: Int
    /// Where its length comes from; shown with the term.
    var herkomst: KorteTekst?

    static var title: String { "Lopende termijn" }
    static var fields: [String: String] {
        [
            "soort": "Soort termijn.",
            "organisatie": "Wie moet handelen; afwezig als die voor u afgeschermd is.",
            "medewerker": "De medewerker, als die genoemd is.",
            "sinds": "Vanaf wanneer zij telt.", "verloopt": "Wanneer zij om is.",
            "stadium": "Hoeveel procent er het laatst is gemeld: 0, 50, 80, 100 of 150.",
            "herkomst": "Waar de lengte van de termijn vandaan komt.",
        ]
    }
    static var example: BordTermijn {
        BordTermijn(
            soort: .placeholder, organisatie: .placeholder, medewerker: nil, sinds: .placeholder,
            verloopt: .placeholder,
            stadium: 0, herkomst: nil)
    }
}

extension Bordregel {
    init(_ overdracht: Overdracht, _ regels: [TermView], _ register: RegisterSnapshot, _ zicht: Zicht) throws {
        self.init(
            overdracht: overdracht.id, zaak: overdracht.zaak, kenmerk: try .van(overdracht.kenmerk),
            oefening: overdracht.oefening,
            status: try .van(overdracht.status.code), urgentie: try .van(overdracht.urgentie),
            regio: try .van(overdracht.regio),
            gemeente: zicht.ziet(gemeente: overdracht.aanbod.gemeente) ? try .van(overdracht.aanbod.gemeente) : nil,
            vraag: try .van(overdracht.aanbod.vraag), van: try .van(overdracht.van.organisatie),
            naar: try .van(overdracht.naar),
            aanZet: try overdracht.aanZet.map { try .partij($0, zicht) }, sinds: overdracht.sinds,
            afgesloten: [overdracht.van.organisatie, overdracht.naar].compactMap { OIN($0) }
                .compactMap(register.afsluiting).map { BordAfsluiting(organisatie: $0.oin, sinds: $0.tijdstip) },
            termijnen: try BordTermijn.alle(overdracht, regels, register, zicht))
    }
}

extension BordTermijn {
    /// The terms that run, the one that ends first first.
    static func alle(
        _ overdracht: Overdracht, _ regels: [TermView], _ register: RegisterSnapshot, _ zicht: Zicht
    ) throws -> [BordTermijn] {
        try overdracht.metRegels(regels).sorted { $0.regel.due < $1.regel.due }.map {
            BordTermijn(
                soort: try .van($0.termijn.soort), organisatie: try .van($0.termijn.organisatie),
                medewerker: try zicht.medewerker($0.termijn.medewerker, $0.termijn.organisatie), sinds: $0.regel.since,
                verloopt: $0.regel.due, stadium: $0.regel.stage,
                herkomst: herkomst($0.termijn, regio: overdracht.regio, register))
        }
    }

    /// Promised, agreed in the region, or the chain's own.
    static func herkomst(
        _ termijn: LopendeTermijn, regio: String, _ register: RegisterSnapshot
    ) -> KorteTekst? {
        if termijn.uiterlijk != nil { return KorteTekst("de datum die de ontvanger toezegde") }
        return herkomst(termijn.soort, regio: regio, register)
    }

    static func herkomst(_ soort: String, regio: String, _ register: RegisterSnapshot) -> KorteTekst? {
        TermLengths.verwijzing.origin(soort, regio: regio, register).flatMap { KorteTekst($0) }
    }
}
