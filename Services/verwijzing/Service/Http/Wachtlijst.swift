import Chassis
import Contracts
import Foundation
import Messaging
import VerwijzingDomain
import Web

/// O19: who waits for an answer of the caller's organisation, in the order in which they should get it, and why.
struct Wachtlijst: Tabular {
    var regels: [Wachtregel]
    var meer: Bool

    static let hoogstens = 1_000

    static var title: String { "Wachtlijst" }
    static var fields: [String: String] {
        ["regels": "De aanbiedingen, wie het eerst aan de beurt is eerst.", "meer": "Of er meer zijn dan hier staan."]
    }
    static var lists: [String: ClosedRange<Int>] { ["regels": 0...hoogstens] }
    static var example: Wachtlijst { Wachtlijst(regels: [.example], meer: false) }

    var table: Table {
        Table(
            header: [
                "plaats", "reden", "kenmerk", "maatregel", "urgentie", "wachtSinds", "status", "uitgesteldTot", "van",
                "gemeente", "vraag", "oefening",
            ],
            rows: regels.map { regel in
                [
                    String(regel.plaats), regel.reden.rawValue, regel.kenmerk.text, regel.maatregel ? "ja" : "nee",
                    regel.urgentie.rawValue, RFC3339.text(regel.wachtSinds), regel.status.rawValue,
                    regel.uitgesteldTot?.text ?? "", regel.van.text, regel.gemeente?.text ?? "", regel.vraag.text,
                    regel.oefening ? "ja" : "nee",
                ]
            })
    }
}

struct Wachtregel: Contract {
    enum Reden: String, Code {
        case nietVeilig = "niet-veilig"
        case spoed, maatregel
        case wachttijd
    }

    var plaats: Int
    var reden: Reden
    var overdracht: UUID
    var kenmerk: Kenmerk
    var oefening: Bool
    var maatregel: Bool
    var urgentie: Contracts.Urgentie
    var wachtSinds: Date
    var status: OverdrachtenEvents.Status
    var uitgesteldTot: Datum?
    var van: OIN
    var gemeente: Gemeentecode?
    var vraag: Codewoord

    static var title: String { "Plaats op de wachtlijst" }
    static var fields: [String: String] {
        [
            "plaats": "De hoeveelste.", "reden": "Waarom deze plaats.", "overdracht": "De overdracht.",
            "kenmerk": "Kort kenmerk voor de telefoon.", "oefening": "Of dit een oefening is.",
            "maatregel": "Of een kind in de zaak nu onder een maatregel valt.", "urgentie": "Regulier of spoed.",
            "wachtSinds": "Wanneer aangeboden.", "status": "De toestand.",
            "uitgesteldTot": "De datum die bij uitstel genoemd is.", "van": "Wie aanbood.",
            "gemeente": "Gemeente; afwezig als die voor u afgeschermd is.", "vraag": "Wat er gevraagd wordt.",
        ]
    }
    static var example: Wachtregel {
        Wachtregel(
            plaats: 1, reden: .maatregel, overdracht: .placeholder, kenmerk: .placeholder, oefening: false,
            maatregel: true, urgentie: .regulier, wachtSinds: .placeholder, status: .aangeboden, uitgesteldTot: nil,
            van: .placeholder, gemeente: .placeholder, vraag: .placeholder)
    }
}

struct WachtlijstRoute: Sendable {
    private let context: Context
    private let lezer: Zaaklezer

    init(_ context: Context) {
        self.context = context
        lezer = Zaaklezer(context)
    }

    func register(on api: API) {
        api.table(
            "/v1/wachtlijst", id: "wachtlijstLezen",
            summary: "Wie op een antwoord van uw organisatie wacht, in volgorde en met de reden van die plaats (O19)",
            access: .scope("overdrachten:lezen"), response: Wachtlijst.self
        ) { request in
            let oin = request.caller.organisation
            let rijen = try await AggregateReader(pool: context.pool).page(
                Overdracht.self,
                where: """
                    \(Overdrachtfilter.partij(oin, .ontvanger))
                    and \(Overdrachtfilter.status(["aangeboden", "uitgesteld"]))
                    """, after: nil, limit: Wachtlijst.hoogstens)
            let beschermingen = try await lezer.beschermingen(van: rijen.map(\.state.zaak))
            let now = Date()
            let open = Dictionary(
                rijen.filter(\.state.wachtOpOntvanger).map { ($0.id, $0.state) }, uniquingKeysWith: { $1 })
            let plaatsen = Wachtplaats.volgorde(
                open.values.map {
                    Wachtplaats($0, maatregel: beschermingen[$0.zaak]?.heeftMaatregel(now: now) ?? false)
                })
            return Response(
                Wachtlijst(
                    regels: try plaatsen.prefix(Wachtlijst.hoogstens).enumerated().compactMap { index, plaats in
                        guard let overdracht = open[plaats.overdracht] else { return nil }
                        let bescherming = beschermingen[overdracht.zaak]
                        return try Wachtregel(
                            index + 1, plaats, overdracht, maatregel: bescherming?.heeftMaatregel(now: now) ?? false,
                            Toegang.zicht(oin, bescherming))
                    }, meer: rijen.count > Wachtlijst.hoogstens))
        }
    }
}

extension Wachtregel {
    init(_ nummer: Int, _ plaats: Wachtplaats, _ overdracht: Overdracht, maatregel: Bool, _ zicht: Zicht) throws {
        let uitstel: Uitstel? = if case .uitgesteld(let uitstel) = overdracht.status { uitstel } else { nil }
        self.init(
            plaats: nummer, reden: try .van(plaats.reden), overdracht: overdracht.id,
            kenmerk: try .van(overdracht.kenmerk), oefening: overdracht.oefening, maatregel: maatregel,
            urgentie: try .van(overdracht.urgentie), wachtSinds: plaats.wachtSinds,
            status: try .van(overdracht.status.code),
            uitgesteldTot: try uitstel.map { try .van($0.nieuweDatum.description) },
            van: try .van(overdracht.van.organisatie),
            gemeente: zicht.ziet(gemeente: overdracht.aanbod.gemeente) ? try .van(overdracht.aanbod.gemeente) : nil,
            vraag: try .van(overdracht.aanbod.vraag))
    }
}
