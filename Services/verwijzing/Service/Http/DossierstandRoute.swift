import Chassis
import Contracts
import Foundation
import Messaging
import VerwijzingDomain
import Web

/// At which step of a handover its dossier is looked at again (O7).
enum Dossiermoment: String, Code, CaseIterable {
    case aangeboden, geaccepteerd, overgedragen
}

/// The dossier as it stood at a moment, as far as the reader may see it now.
struct Dossierstand: Contract {
    var overdracht: UUID
    var zaak: UUID
    var kenmerk: Kenmerk
    var op: Date
    var moment: Dossiermoment?
    var momenten: [Dossiermoment]
    var volledig: Bool
    var verklaringen: [VerklaringInhoud]
    var laterGewijzigd: [UUID]
    var terzijde: [TerzijdeInhoud]
    var vernietigd: [VernietigdeInhoud]

    static var title: String { "Dossier zoals het was" }
    static var fields: [String: String] {
        [
            "overdracht": "De overdracht.", "zaak": "De zaak.", "kenmerk": "Kenmerk van de overdracht.",
            "op": "Het moment waarop het dossier zo was.",
            "moment": "Welke stap van de overdracht dat was; afwezig bij een gekozen tijdstip.",
            "momenten": "Welke stappen er waren.",
            "volledig": "Of u alles ziet wat er toen stond.",
            "verklaringen": "De verklaringen in de versie van toen, oudste eerst.",
            "laterGewijzigd": "Welke daarvan sindsdien een nieuwere versie kregen.",
            "terzijde": "Wat toen terzijde was gelegd en waarom, oudste eerst (O8).",
            "vernietigd": "Verklaringen van toen waarvan de inhoud na de bewaartermijn vernietigd is (P4).",
        ]
    }
    static var lists: [String: ClosedRange<Int>] {
        [
            "momenten": 1...3, "verklaringen": 0...10_000, "laterGewijzigd": 0...10_000, "terzijde": 0...10_000,
            "vernietigd": 0...10_000,
        ]
    }
    static var example: Dossierstand {
        Dossierstand(
            overdracht: .placeholder, zaak: .placeholder, kenmerk: .placeholder, op: .placeholder,
            moment: .overgedragen, momenten: Dossiermoment.allCases, volledig: true, verklaringen: [.example],
            laterGewijzigd: [.placeholder],
            terzijde: [.example], vernietigd: [.example])
    }
}

/// O7: what was handed over can always be seen again, by who may read the dossier.
struct DossierstandRoute: Sendable {
    private let context: Context
    private let lezer: Zaaklezer
    private let inzage: Inhoudlezer
    private let loop: Verklaringlezer
    private let reader: AggregateReader

    init(_ context: Context) {
        self.context = context
        lezer = Zaaklezer(context)
        inzage = Inhoudlezer(context: context)
        loop = Verklaringlezer(context)
        reader = AggregateReader(pool: context.pool)
    }

    func register(on api: API) {
        api.operation(
            .get, "/v1/overdrachten/{id}/dossierstand", id: "dossierstandLezen",
            summary: "Het dossier zoals het was bij een overdracht; inzage wordt eerst vastgelegd (O7)",
            access: .scope("dossier:lezen"),
            parameters: [
                .path("id", UUID.self, "Id van de overdracht"),
                .query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt"),
                .query(
                    "moment", Dossiermoment.self,
                    "Bij welke stap; zonder dit en zonder tijdstip de laatste"),
                .query("op", Date.self, "Of op welk tijdstip"),
            ], response: Dossierstand.self,
            problems: [
                .notFound: "De overdracht bestaat niet of is niet van uw organisatie.",
                .forbidden: "U mag deze inhoud nu niet lezen; het antwoord noemt waarom.",
                .conflict: "Deze stap van de overdracht is er nog niet.",
            ], handler: lees)
    }

    private func lees(_ request: Request<NoBody>) async throws -> Response<Dossierstand> {
        let oin = request.caller.organisation
        let gevonden = try await lezer.overdracht(try request.path("id"), voor: oin)
        let (overdracht, zaak, zicht) = (gevonden.overdracht, gevonden.zaak, gevonden.zicht)
        let door = try context.handelend(request.caller, door: request.query("door"))
        let recht = Toegang.dossier(
            oin, Actor(door).rollen, overdracht: overdracht, zaak: zaak, gevonden.bescherming, now: Date())
        try DossierRoutes.eis(recht, overdracht, oin)
        let (op, moment, stappen) = try await tijdstip(request, van: overdracht)
        let dossier = try await inzage.dossier(van: zaak.id)
        let toen = dossier?.geldig(op: op) ?? []
        let zichtbaar = toen.filter {
            Toegang.geeft(recht, $0.id, van: $0.organisatie, op: $0.vastgelegdOp, oin, zicht)
        }
        let getoond = Set(toen.filter { zicht.ziet(inhoud: $0.id, van: $0.organisatie) }.map(\.id))
        let terzijde = DossierRoutes.terzijde([overdracht], getoond, recht, oin, zicht).filter { $0.1.op <= op }
        let originelen = try await loop.originelen(van: zichtbaar)
        let (teksten, vernietigd) = try await inzage.openWatErNogIs(
            zichtbaar.flatMap(\.delen) + terzijde.map(\.1.feit.toelichting), voor: door, naam: "dossier lezen",
            doel: "overdracht \(overdracht.kenmerk)", request)
        return Response(
            Dossierstand(
                overdracht: overdracht.id, zaak: zaak.id, kenmerk: try .van(overdracht.kenmerk), op: op,
                moment: moment, momenten: stappen, volledig: recht == .alles && zichtbaar.count == toen.count,
                verklaringen: try zichtbaar.compactMap { verklaring in
                    try teksten[verklaring.inhoud].map {
                        try VerklaringInhoud(verklaring, $0, teksten, originelen, zicht)
                    }
                },
                laterGewijzigd: zichtbaar.filter { dossier?.nieuwste($0.id)?.versie != $0.versie }.map(\.id),
                terzijde: try terzijde.compactMap { naar, terzijde in
                    try teksten[terzijde.feit.toelichting].map {
                        try TerzijdeInhoud(terzijde, door: naar, $0, van: getoond, zicht)
                    }
                },
                vernietigd: zichtbaar.compactMap { verklaring in
                    vernietigd[verklaring.inhoud].map { VernietigdeInhoud(verklaring.id, $0) }
                }))
    }

    /// Which moment is asked for: a step that happened, or any time until now.
    private func tijdstip(
        _ request: Request<NoBody>, van overdracht: Overdracht
    ) async throws -> (op: Date, moment: Dossiermoment?, stappen: [Dossiermoment]) {
        var stappen: [Dossiermoment: Date] = [.aangeboden: overdracht.aangebodenOp]
        for gebeurd in try await reader.events(of: overdracht.id, Overdracht.self).map(\.event) {
            switch gebeurd.feit {
            case .geaccepteerd: stappen[.geaccepteerd] = gebeurd.kop.tijdstip
            case .overgedragen: stappen[.overgedragen] = gebeurd.kop.tijdstip
            default: break
            }
        }
        let gezet = Dossiermoment.allCases.filter { stappen[$0] != nil }
        let gevraagd: Dossiermoment? = try request.query("moment")
        if let op: Date = try request.query("op") {
            guard gevraagd == nil else {
                throw Invalid(
                    pointer: "/query/op", code: "moment-en-tijdstip", detail: "Noem een stap of een tijdstip.")
            }
            guard op <= Date() else {
                throw Invalid(pointer: "/query/op", code: "in-de-toekomst", detail: "Dit tijdstip moet nog komen.")
            }
            return (op, nil, gezet)
        }
        let volgorde: [Dossiermoment] = gevraagd.map { [$0] } ?? [.overgedragen, .geaccepteerd, .aangeboden]
        guard let moment = volgorde.first(where: { stappen[$0] != nil }), let op = stappen[moment] else {
            throw Problem.conflict(
                "Deze overdracht is nog niet zo ver.", code: "nog-niet-zo-ver",
                extra: [
                    "toestand": .string(overdracht.status.code),
                    "mogelijk": .array(overdracht.mogelijk(voor: request.caller.organisation.text).map(JSON.string)),
                ])
        }
        return (op, moment, gezet)
    }
}
