import Chassis
import Contracts
import Foundation
import Messaging
import Register
import VeiligheidDomain

/// What an organisation sees of a measure.
struct MaatregelStand: Contract {
    enum Status: String, Code { case loopt, geeindigd }
    enum Evaluatie: String, Code { case gevraagd, gedaan }

    var id: UUID
    var zaak: UUID
    var kenmerk: Kenmerk
    var oefening: Bool
    var kind: UUID
    var soort: CasussenEvents.Maatregelsoort
    var status: Status
    var uitvoerder: OIN?
    var raad: OIN?
    var vanaf: Datum
    var uitspraakdatum: Datum
    var einddatum: Datum
    var eindreden: CasussenEvents.Eindreden?
    var eindigtEerder: Bool
    var eersteContactdatum: Datum?
    var plandatum: Datum?
    var evaluatie: Evaluatie?
    var uitkomst: CasussenEvents.Evaluatieuitkomst?
    var toelichting: Tekst?
    var akkoord: Bool?
    var getoetstDoor: PersoonStand?
    var motivering: Tekst?
    var termijnen: [TermijnStand]
    var mogelijk: [Codewoord]

    static var title: String { "Maatregel" }
    static var fields: [String: String] {
        [
            "id": "Id van de maatregel.", "zaak": "De zaak; de casus heeft hetzelfde id.",
            "kenmerk": "Kenmerk van de casus.", "oefening": "Of dit een oefening is.",
            "kind": "Het kind, bij het id dat de zaak eraan gaf.", "soort": "Wat de rechter oplegde.",
            "status": "Of zij loopt.", "uitvoerder": "Wie haar uitvoert; afwezig als dat voor u afgeschermd is.",
            "raad": "De Raad voor de Kinderbescherming die toetst.", "vanaf": "Dag van de eerste uitspraak.",
            "uitspraakdatum": "Dag van de laatste uitspraak.", "einddatum": "De laatste dag.",
            "eindreden": "Waardoor zij eindigde.",
            "eindigtEerder": "Of de rechter haar eerder laat eindigen; tot en met de laatste dag loopt zij.",
            "eersteContactdatum": "Dag van het eerste contact.",
            "plandatum": "Dag waarop het plan er was.", "evaluatie": "Hoever de evaluatie is.",
            "uitkomst": "Wat de evaluatie opleverde.",
            "toelichting": "De toelichting bij de evaluatie; alleen bij het lezen van één maatregel.",
            "akkoord": "Of de Raad het eens is met niet verlengen.", "getoetstDoor": "Wie dat toetste.",
            "motivering": "De motivering daarvan; alleen bij het lezen van één maatregel.",
            "termijnen": "Welke termijnen lopen.", "mogelijk": "Wat uw organisatie nu kan doen.",
        ]
    }
    static var example: MaatregelStand {
        MaatregelStand(
            id: .placeholder, zaak: .placeholder, kenmerk: .placeholder, oefening: false, kind: .placeholder,
            soort: .ondertoezichtstelling, status: .loopt, uitvoerder: .placeholder, raad: .placeholder,
            vanaf: .placeholder, uitspraakdatum: .placeholder, einddatum: .placeholder, eindreden: nil,
            eindigtEerder: false, eersteContactdatum: nil, plandatum: nil, evaluatie: nil, uitkomst: nil,
            toelichting: nil, akkoord: nil,
            getoetstDoor: nil, motivering: nil, termijnen: [.example], mogelijk: [.placeholder])
    }
}

struct Maatregelen: Contract {
    var maatregelen: [MaatregelStand]

    static var title: String { "Maatregelen" }
    static var fields: [String: String] { ["maatregelen": "De maatregelen, oudste eerst."] }
    static var lists: [String: ClosedRange<Int>] { ["maatregelen": 0...1_000] }
    static var example: Maatregelen { Maatregelen(maatregelen: [.example]) }
}

extension MaatregelStand {
    /// As the organisation sees it, without what is shielded from it (P1).
    init(
        _ maatregel: Maatregel, voor oin: OIN, _ afgeschermden: Afgeschermden?, regels: [TermView],
        _ register: RegisterSnapshot
    ) throws {
        func zichtbaar(_ organisatie: Organisatie) throws -> OIN? {
            let organisatie = try OIN.van(organisatie.rawValue)
            return afgeschermden?.ziet(oin, organisatie: organisatie) == false ? nil : organisatie
        }
        self.init(
            id: maatregel.id.waarde, zaak: maatregel.zaak.waarde, kenmerk: try .van(maatregel.kenmerk),
            oefening: maatregel.oefening, kind: maatregel.jeugdige.waarde, soort: try .van(maatregel.soort),
            status: maatregel.loopt ? .loopt : .geeindigd, uitvoerder: try zichtbaar(maatregel.uitvoerder),
            raad: try zichtbaar(maatregel.raad), vanaf: try .van(maatregel.vanaf.description),
            uitspraakdatum: try .van(maatregel.uitspraak.description),
            einddatum: try .van(maatregel.tot.description),
            eindreden: try maatregel.einde.map { try .van($0.reden) },
            eindigtEerder: maatregel.loopt && maatregel.vervroegdOp != nil,
            eersteContactdatum: try maatregel.eersteContact.map { try .van($0.description) },
            plandatum: try maatregel.plan.map { try .van($0.description) }, evaluatie: nil, uitkomst: nil,
            toelichting: nil, akkoord: nil, getoetstDoor: nil, motivering: nil,
            termijnen: try maatregel.lopendeTermijnen.compactMap { termijn in
                guard let wie = try zichtbaar(maatregel.aanZet(termijn)) else { return nil }
                return try TermijnStand(termijn, wie, regels, regio: maatregel.regio, register)
            }.sorted { ($0.verloopt ?? .distantFuture) < ($1.verloopt ?? .distantFuture) },
            mogelijk: try maatregel.mogelijk(voor: Organisatie(oin.text)).map { try .van($0) })
        switch maatregel.evaluatie {
        case nil: break
        case .gevraagd: evaluatie = .gevraagd
        case .gedaan(let uitkomst, _, _): (evaluatie, self.uitkomst) = (.gedaan, try .van(uitkomst))
        }
        if case .gedaan(let akkoord, _, let door, _) = maatregel.toetsing {
            self.akkoord = akkoord
            let persoon = try PersoonStand(door)
            getoetstDoor = afgeschermden.map { $0.zichtbaar(persoon, voor: oin) } ?? persoon
        }
    }
}
