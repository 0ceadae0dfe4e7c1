import Chassis
import Contracts
import Foundation
import Messaging
import Register
import VeiligheidDomain
import Web

/// R12: Veilig Thuis and the Raad say beside a decision that they see it otherwise, also where they do not see the casus:
/// by the decision's reference, without reading anything of what it rests on.
struct BesluitRoutes: Sendable {
    private let context: Context
    private let casussen: CasusRoutes
    private let reader: AggregateReader

    init(_ context: Context) {
        self.context = context
        casussen = CasusRoutes(context)
        reader = AggregateReader(pool: context.pool)
    }

    func register(on api: API) {
        api.operation(
            .get, "/v1/casussen/{id}/besluiten", id: "besluitenLezen",
            summary: "De besluiten in een casus met hun dag, zonder inhoud, voor wie erbij hoort (R12)",
            access: .scope("casussen:lezen"), parameters: casussen.pad, response: Besluiten.self,
            problems: [.notFound: Self.onbekend]
        ) { request in
            let casus = try await gevonden(try request.path("id"), voor: request.caller.organisation)
            return Response(
                Besluiten(
                    besluiten: casus.beoordelingen.map {
                        BesluitRegel(beoordeling: $0.beoordeling.beoordeling.waarde, op: $0.op)
                    }))
        }
        api.operation(
            .post, "/v1/casussen/{id}/besluiten/meningsverschillen", id: "besluitBetwisten",
            summary: "Een meningsverschil vastleggen over een besluit, ook zonder de casus te lezen (R12)",
            access: .scope("casussen:schrijven"), options: .requiresIdempotencyKey, parameters: casussen.pad,
            body: MeningsverschilVerzoek.self, response: MeningsverschilStand.self, status: .created,
            alternatives: [.ok], problems: [.notFound: Self.onbekend], handler: betwist)
    }

    private func betwist(_ request: Request<MeningsverschilVerzoek>) async throws -> Response<MeningsverschilStand> {
        let (oin, body) = (request.caller.organisation, request.body)
        let casus = try await gevonden(try request.path("id"), voor: oin)
        guard casus.beoordelingen.contains(where: { $0.beoordeling.beoordeling.waarde == body.beoordeling }) else {
            throw Problem.notFound(Self.onbekend)
        }
        let door = VeiligheidDomain.Persoon(try context.handelend(request.caller, door: body.door))
        let feiten = try await casussen.verzegel(body.feiten, "feiten", request, casus)
        let (id, zaak) = (UUID.v7(), casus.id.waarde)
        let verschil = Meningsverschil(
            meningsverschil: MeningsverschilId(id), beoordeling: BeoordelingId(body.beoordeling), namens: door,
            feiten: feiten.id)
        return try await context.engine.perform(
            request.idempotency("besluitBetwisten", zaak.text), trace: request.cause,
            needs: [AggregateRef(Casus.self, zaak)]
        ) { scope in
            try scope.decide(.meningsverschilVastleggen(verschil), on: casus.id)
            scope.bewaar([feiten])
            return Answer(
                status: 201,
                body: MeningsverschilStand(
                    id: id, beoordeling: body.beoordeling, namens: try PersoonStand(door)))
        }.response
    }

    /// For others there is no casus. Who sees it all the same is no exception: it may say so here as well.
    private func gevonden(_ id: UUID, voor oin: OIN) async throws -> Casus {
        guard let (casus, _) = try await reader.one(Casus.self, id) else { throw Problem.notFound(Self.onbekend) }
        if casus.ziet(oin) { return casus }
        guard let soort = context.register.current.organisation(oin)?.soort, Self.metTaak.contains(soort),
            try await hoortErbij(oin, casus)
        else { throw Problem.notFound(Self.onbekend) }
        return casus
    }

    /// Involved in the zaak, party of a measure, or invited to a meeting.
    private func hoortErbij(_ oin: OIN, _ casus: Casus) async throws -> Bool {
        let zaak = casus.id.waarde
        if try await Betrokkenen.van(zaak, context.pool)?.organisaties.contains(oin) == true { return true }
        let (maatregelen, overleggen) = (
            try await reader.delen(Maatregel.self, van: zaak), try await reader.delen(Overleg.self, van: zaak)
        )
        let organisatie = Organisatie(oin.text)
        return maatregelen.contains { $0.isPartij(organisatie) } || overleggen.contains { $0.isBij(organisatie) }
    }

    /// Whose task by law it is to judge what a decision judges.
    private static let metTaak: Set<RegisterEvents.Organisatiesoort> = [.veiligThuis, .rvdk]
    private static let onbekend = "Dit besluit bestaat niet of uw organisatie hoort er niet bij."
}

/// What can be named of a decision by who does not read the casus.
struct Besluiten: Contract {
    var besluiten: [BesluitRegel]

    static var title: String { "Besluiten in een casus" }
    static var fields: [String: String] { ["besluiten": "De besluiten, het oudste eerst."] }
    static var lists: [String: ClosedRange<Int>] { ["besluiten": 0...1_000] }
    static var example: Besluiten { Besluiten(besluiten: [.example]) }
}

struct BesluitRegel: Contract {
    var beoordeling: UUID
    var op: Date

    static var title: String { "Besluit in een casus" }
    static var fields: [String: String] {
        ["beoordeling": "De verwijzing naar het besluit.", "op": "Wanneer het werd genomen."]
    }
    static var example: BesluitRegel { BesluitRegel(beoordeling: .placeholder, op: .placeholder) }
}
