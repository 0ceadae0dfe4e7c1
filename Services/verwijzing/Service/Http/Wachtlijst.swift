import Chassis
import Contracts
import Foundation
import Messaging
import VerwijzingDomain
import Web

/// O19: who waits for an answer of the caller's organisation, in the order in which they should get it, and why.
struct Wachtlijst: Tabular {
    var regels: [Wachtregel]
    var aantal: Int
    var meer: Bool
    var volgende: String?

    static let hoogstens = 1_000

    static var title: String { "Wachtlijst" }
    static var fields: [String: String] {
        [
            "regels": "De aanbiedingen en vragen om hulp, wie het eerst aan de beurt is eerst.",
            "aantal": "Hoeveel er wachten, ook buiten deze regels.", "meer": "Of er na deze regels meer volgen.",
            "volgende": "Waarde voor after om verder te lezen; ontbreekt als er niet meer volgen.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["regels": 0...hoogstens] }
    static var example: Wachtlijst { Wachtlijst(regels: [.example], aantal: 1, meer: false, volgende: nil) }

    var table: Table {
        Table(
            header: [
                "plaats", "reden", "soort", "kenmerk", "maatregel", "urgentie", "wachtSinds", "status", "uitgesteldTot",
                "van",
                "gemeente", "vraag", "oefening",
            ],
            rows: regels.map { regel in
                [
                    String(regel.plaats), regel.reden.rawValue,
                    regel.verwijzing == nil ? "overdracht" : "verwijzing", regel.kenmerk.text,
                    regel.maatregel ? "ja" : "nee", regel.urgentie.rawValue, RFC3339.text(regel.wachtSinds),
                    regel.status.text,
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
    var overdracht: UUID?
    var verwijzing: UUID?
    var kenmerk: Kenmerk
    var oefening: Bool
    var maatregel: Bool
    var urgentie: Contracts.Urgentie
    var wachtSinds: Date
    var status: Codewoord
    var uitgesteldTot: Datum?
    var van: OIN
    var gemeente: Gemeentecode?
    var vraag: Codewoord
    var hulpnaam: Organisatienaam?

    static var title: String { "Plaats op de wachtlijst" }
    static var fields: [String: String] {
        [
            "plaats": "De hoeveelste.", "reden": "Waarom deze plaats.",
            "overdracht": "De overdracht, als het er een is.",
            "verwijzing": "De verwijzing, als het een vraag om hulp is.",
            "kenmerk": "Kort kenmerk voor de telefoon.", "oefening": "Of dit een oefening is.",
            "maatregel": "Of een kind in de zaak nu onder een maatregel valt.", "urgentie": "Regulier of spoed.",
            "wachtSinds": "Wanneer aangeboden of gevraagd.", "status": "De toestand.",
            "uitgesteldTot": "De datum die bij uitstel genoemd is.", "van": "Wie aanbood of vroeg.",
            "gemeente": "Gemeente; afwezig als die voor u afgeschermd is, en bij een vraag om hulp.",
            "vraag": "Wat er gevraagd wordt.", "hulpnaam": "Hoe die hulp heet in het register.",
        ]
    }
    static var example: Wachtregel {
        Wachtregel(
            plaats: 1, reden: .maatregel, overdracht: .placeholder, verwijzing: nil, kenmerk: .placeholder,
            oefening: false,
            maatregel: true, urgentie: .regulier, wachtSinds: .placeholder, status: .placeholder, uitgesteldTot: nil,
            van: .placeholder, gemeente: .placeholder, vraag: .placeholder, hulpnaam: nil)
    }
}

struct WachtlijstRoute: Sendable {
    private let context: Context
    private let lezer: Zaaklezer
    private let personen: Personen

    init(_ context: Context) {
        self.context = context
        lezer = Zaaklezer(context)
        personen = Personen(register: context.register)
    }

    func register(on api: API) {
        api.table(
            "/v1/wachtlijst", id: "wachtlijstLezen",
            summary: "Wie op een antwoord van uw organisatie wacht, in volgorde en met de reden van die plaats (O19)",
            access: .scope("overdrachten:lezen"), parameters: [.after], response: Wachtlijst.self, handler: lees)
    }

    private func lees(_ request: Request<NoBody>) async throws -> Response<Wachtlijst> {
        let (oin, dag) = (request.caller.organisation, Dag(Date()))
        let wachtlijst = Wachtlijstlezer(pool: context.pool)
        let na = try request.page.after?.key(Int64.self, Bool.self, Int64.self, UUID.self)
        let rijen = try await wachtlijst.wachtenden(
            oin, op: dag,
            na: na.map { Wachtlijstlezer.Plaats(rang: $0.0, maatregel: $0.1, sinds: $0.2, id: $0.3) },
            hoogstens: Wachtlijst.hoogstens)
        let getoond = rijen.prefix(Wachtlijst.hoogstens)
        let beschermingen = try await lezer.beschermingen(van: getoond.map(\.wie.zaak))
        var eerste = rijen.first
        if eerste == nil, na != nil {
            // Beyond the last one nothing says how many there are.
            eerste = try await wachtlijst.wachtenden(oin, op: dag, na: nil, hoogstens: 0).first
        }
        return Response(
            Wachtlijst(
                regels: try getoond.map { rij in
                    switch rij.wie {
                    case .overdracht(let overdracht):
                        try Wachtregel(rij, overdracht, Toegang.zicht(oin, beschermingen[overdracht.zaak]))
                    case .verwijzing(let verwijzing):
                        try Wachtregel(rij, verwijzing, personen.verwijsregels(verwijzing.regio))
                    }
                },
                aantal: eerste?.aantal ?? 0, meer: rijen.count > Wachtlijst.hoogstens,
                volgende: rijen.count > Wachtlijst.hoogstens
                    ? getoond.last.map {
                        Cursor(after: $0.plaats.rang, $0.plaats.maatregel, $0.plaats.sinds, $0.plaats.id).description
                    } : nil))
    }
}

extension Wachtregel {
    init(_ rij: Wachtlijstlezer.Rij, _ overdracht: Overdracht, _ zicht: Zicht) throws {
        let uitstel: Uitstel? = if case .uitgesteld(let uitstel) = overdracht.status { uitstel } else { nil }
        let plaats = Wachtplaats(overdracht, maatregel: rij.plaats.maatregel)
        self.init(
            plaats: rij.nummer, reden: try .van(plaats.reden), overdracht: overdracht.id, verwijzing: nil,
            kenmerk: try .van(overdracht.kenmerk), oefening: overdracht.oefening, maatregel: rij.plaats.maatregel,
            urgentie: try .van(overdracht.urgentie), wachtSinds: plaats.wachtSinds,
            status: try .van(overdracht.status.code),
            uitgesteldTot: try uitstel.map { try .van($0.nieuweDatum.description) },
            van: try .van(overdracht.van.organisatie),
            gemeente: zicht.ziet(gemeente: overdracht.aanbod.gemeente) ? try .van(overdracht.aanbod.gemeente) : nil,
            vraag: try .van(overdracht.aanbod.vraag), hulpnaam: nil)
    }

    init(_ rij: Wachtlijstlezer.Rij, _ verwijzing: Verwijzing, _ regels: Verwijsregels) throws {
        guard let vraag = verwijzing.vraag else { throw Problem.unexpected }
        let uitstel: Uitstel? = if case .uitgesteld(let uitstel) = verwijzing.stand { uitstel } else { nil }
        let plaats = Wachtplaats(verwijzing, maatregel: rij.plaats.maatregel)
        self.init(
            plaats: rij.nummer, reden: try .van(plaats.reden), overdracht: nil, verwijzing: verwijzing.id,
            kenmerk: try .van(verwijzing.kenmerk), oefening: verwijzing.oefening, maatregel: rij.plaats.maatregel,
            urgentie: try .van(verwijzing.urgentie), wachtSinds: plaats.wachtSinds,
            status: try .van(verwijzing.stand.code),
            uitgesteldTot: try uitstel.map { try .van($0.nieuweDatum.description) },
            van: try .van(verwijzing.van.organisatie), gemeente: nil, vraag: try .van(vraag.hulp),
            hulpnaam: regels.hulpsoort(vraag.hulp).flatMap { Organisatienaam($0.naam) })
    }
}
