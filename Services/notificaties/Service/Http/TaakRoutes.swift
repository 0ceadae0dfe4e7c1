import Chassis
import Contracts
import Foundation
import Messaging
import NotificatieDomain
import Postgres
import Register
import Web

/// Tasks over HTTPS: one's own list, and what was done with each.
struct TaakRoutes: Sendable {
    let context: Context
    private let pad: [Parameter] = [.path("id", UUID.self, "Id van de taak")]

    init(_ context: Context) {
        self.context = context
    }

    func register(on api: API) {
        api.operation(
            .get, "/v1/taken", id: "takenLezen",
            summary: "Uw taken en die van uw team; voor een systeem die van de organisatie",
            access: .scope("taken:lezen"),
            parameters: Parameter.page + [
                .query("status", BevestigingenEvents.Status.self, "Alleen taken met deze status")
            ],
            response: Page<TaakStand>.self, handler: lijst)
        api.operation(
            .get, "/v1/postvak", id: "postvakLezen",
            summary: "Wat op u en uw team wacht, het dringendste eerst; voor een systeem wat op de organisatie wacht",
            access: .scope("taken:lezen"), parameters: Parameter.page, response: Postvak.self, handler: postvak)
        api.operation(
            .get, "/v1/taken/{id}", id: "taakLezen", summary: "Eén taak van uw organisatie",
            access: .scope("taken:lezen"),
            parameters: pad, response: TaakStand.self, problems: [.notFound: Self.onbekend]
        ) { request in
            let (taak, versie) = try await gevonden(try request.path("id"), voor: request.caller)
            let uiterlijk = try await Taaktermijnen(pool: context.pool).uiterlijk([taak.id.waarde])
            return Response(
                try TaakStand(
                    taak, versie: versie, uiterlijk: uiterlijk[taak.id.waarde], context.register.current),
                etag: versie)
        }
        handeling(
            api, "ontvangsten", "taakOntvangen", "Melden dat de taak bij u is aangekomen", OntvangstVerzoek.self
        ) { request, _ in .bezorgen(try .van(request.body.kanaal)) }
        handeling(
            api, "inzages", "taakInzien", "Melden dat een medewerker de taak opende", InzageVerzoek.self
        ) { request, _ in .zien(door: try persoon(request)) }
        handeling(
            api, "afhandelingen", "taakAfhandelen", "Melden dat de taak gedaan is", AfhandelingVerzoek.self,
            options: .requiresIfMatch
        ) { request, _ in .afronden(door: try persoon(request)) }
        handeling(
            api, "overdrachten", "taakOverdragen", "De taak aan een vervanger, collega of team geven",
            OverdraagVerzoek.self, options: .requiresIfMatch, command: overdragen)
    }

    // MARK: - Reading

    private func lijst(_ request: Request<NoBody>) async throws -> Response<Page<TaakStand>> {
        let after = try request.page.after?.key(UUID.self)
        var filter = Taakfilter(request.caller, context.register.current).sql
        if let status = try request.query("status", as: BevestigingenEvents.Status.self) {
            filter = "(\(filter)) and jsonb_exists(state -> 'fase', \(status.rawValue))"
        }
        let rows = try await AggregateReader(pool: context.pool).page(
            Taak.self, where: filter, after: after, limit: request.page.limit)
        let uiterlijk = try await Taaktermijnen(pool: context.pool).uiterlijk(rows.map(\.id))
        return Response(
            try Page(
                rows, request.page,
                item: {
                    try TaakStand(
                        $0.state, versie: $0.version, uiterlijk: uiterlijk[$0.id], context.register.current)
                },
                cursor: { Cursor(after: $0.id) }))
    }

    private func postvak(_ request: Request<NoBody>) async throws -> Response<Postvak> {
        let filter = Taakfilter(request.caller, context.register.current)
        let na = try request.page.after?.key(Bool.self, Int64.self, UUID.self)
        let lezer = Postvaklezer(pool: context.pool)
        let rijen = try await lezer.taken(
            filter, na: na.map { Postvaklezer.Plaats(spoed: $0.0, uiterlijk: $0.1, taak: $0.2) },
            hoogstens: request.page.limit)
        let aantal = try await lezer.aantal(filter, now: Date())
        let pagina = try Page(
            rijen, request.page,
            item: { try TaakStand($0.taak, versie: $0.versie, uiterlijk: $0.uiterlijk, context.register.current) },
            cursor: { Cursor(after: $0.plaats.spoed, $0.plaats.uiterlijk, $0.plaats.taak) })
        return Response(
            Postvak(
                resultaten: pagina.resultaten, volgende: pagina.volgende, aantal: aantal.alle, teLaat: aantal.laat))
    }

    private static let onbekend = "Deze taak bestaat niet of is niet van uw organisatie."

    private func gevonden(_ id: UUID, voor caller: Caller) async throws -> (Taak, Int64) {
        guard let (taak, version) = try await AggregateReader(pool: context.pool).one(Taak.self, id),
            taak.organisatie.rawValue == caller.organisation.text,
            // Whose it is alone knows that it is there (V8).
            !taak.soort.isBesloten || taak.voor == caller.person.map({ .medewerker(Medewerker($0)) })
        else { throw Problem.notFound(Self.onbekend) }
        return (taak, version)
    }

    // MARK: - Acting

    private func handeling<B: Contract>(
        _ api: API, _ pad: String, _ id: String, _ summary: String, _ body: B.Type, options: OperationOptions = [],
        command: @escaping @Sendable (Request<B>, Taak) throws -> TaakCommand
    ) {
        api.operation(
            .post, "/v1/taken/{id}/\(pad)", id: id, summary: summary, access: .scope("taken:schrijven"),
            options: options.union(.requiresIdempotencyKey), parameters: self.pad, body: body, response: TaakStand.self,
            problems: [
                .notFound: Self.onbekend,
                .conflict: "De taak is niet in een toestand waarin dit kan; het antwoord noemt wat wel kan.",
            ]
        ) { request in
            let taak: UUID = try request.path("id")
            let (gelezen, _) = try await gevonden(taak, voor: request.caller)
            let command = try command(request, gelezen)
            let register = context.register.current
            return try await context.engine.perform(
                request.idempotency(id, taak.text), trace: request.cause, ifMatch: request.ifMatch,
                needs: [AggregateRef(Taak.self, taak)]
            ) { scope in
                try scope.decide(command, on: taak, register: register)
                guard let na = try scope.load(Taak.self, taak) else { throw Problem.notFound(Self.onbekend) }
                let versie = scope.version(taak)
                return Answer(
                    status: 200, body: try TaakStand(na, versie: versie, context.register.current), etag: versie)
            }.response
        }
    }

    private func persoon<B: Contract & Handeling>(_ request: Request<B>) throws -> NotificatieDomain.Persoon {
        let handelend = try context.handelend(request.caller, door: request.body.door)
        return .init(
            organisatie: Organisatie(handelend.organisatie.text), medewerker: Medewerker(handelend.medewerker.text))
    }

    /// N5: to a colleague, a team's list, or whom the register names.
    private func overdragen(_ request: Request<OverdraagVerzoek>, _ taak: Taak) throws -> TaakCommand {
        _ = try persoon(request)
        let (body, current) = (request.body, context.register.current)
        let organisatie = current.organisation(request.caller.organisation)
        if taak.isAfgesloten {
            throw Problem.conflict(
                "Deze taak is al afgesloten.", code: "taak-afgesloten", extra: ["toestand": .string(taak.status)])
        }
        let naar: Geadresseerde
        if let medewerker = body.naarMedewerker {
            guard organisatie?.medewerker(medewerker.text) != nil else {
                throw Invalid(
                    pointer: "/naarMedewerker", code: "onbekende-medewerker",
                    detail: "Deze medewerker staat niet in het register bij uw organisatie.")
            }
            naar = .medewerker(Medewerker(medewerker.text))
        } else if let team = body.naarTeam {
            guard organisatie?.teams.contains(where: { $0.id == team }) == true else {
                throw Invalid(
                    pointer: "/naarTeam", code: "onbekend-team",
                    detail: "Dit team staat niet in het register bij uw organisatie.")
            }
            naar = .team(team.text)
        } else if let waarnemer = RegisterBezetting(register: current, nu: Date()).waarnemer(van: taak) {
            naar = waarnemer
        } else {
            throw Invalid(
                pointer: "/naarMedewerker", code: Violation.Codes.missing,
                detail: "Het register kent geen vervanger en geen team; noem zelf wie de taak krijgt.")
        }
        return .overdragen(naar: naar, reden: try .van(body.reden))
    }
}

extension Problem {
    /// A refusal of the domain: what stood in the way and what is possible now.
    static func of(_ error: any Error) -> Problem? {
        guard let weigering = error as? Weigering else { return nil }
        return .conflict(
            weigering.uitleg, code: weigering.code,
            extra: ["toestand": .string(weigering.toestand), "mogelijk": .array(weigering.mogelijk.map(JSON.string))])
    }
}
