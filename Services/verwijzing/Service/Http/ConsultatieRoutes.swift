import Chassis
import Contracts
import Foundation
import Messaging
import Register
import VerwijzingDomain
import Web

/// Asking another organisation for advice, or to look along (O15). It never moves the regie.
struct ConsultatieRoutes: Sendable {
    private let context: Context
    private let lezer: Zaaklezer
    private let reader: AggregateReader
    private let kluis: Tekstkluis
    private let inzage: Inhoudlezer
    private let zaakpad: [Parameter] = [.path("id", UUID.self, "Id van de zaak")]
    private let pad: [Parameter] = [.path("id", UUID.self, "Id van de vraag om advies")]
    private let onbekend = "Deze vraag om advies bestaat niet of uw organisatie is er niet bij."
    private let kanNiet = "Dit kan nu niet; het antwoord noemt waarom."

    init(_ context: Context) {
        self.context = context
        lezer = Zaaklezer(context)
        reader = AggregateReader(pool: context.pool)
        kluis = Tekstkluis(context: context)
        inzage = Inhoudlezer(context: context)
    }

    func register(on api: API) {
        api.operation(
            .post, "/v1/zaken/{id}/consultaties", id: "consultatieVragen",
            summary: "Een andere organisatie om advies vragen, of om mee te kijken; de regie blijft waar zij is (O15)",
            access: .scope("overdrachten:schrijven"), options: .requiresIdempotencyKey, parameters: zaakpad,
            body: ConsultatieVerzoek.self, response: ConsultatieStand.self, status: .created, alternatives: [.ok],
            problems: [
                .notFound: "De zaak bestaat niet of uw organisatie heeft er geen deel in.",
                .forbidden: "Advies vraagt wie de regie heeft of betrokken is.", .conflict: kanNiet,
            ], handler: vraag)
        api.operation(
            .get, "/v1/zaken/{id}/consultaties", id: "consultatiesLezen",
            summary: "Vragen om advies in een zaak, zonder teksten (O15)", access: .scope("overdrachten:lezen"),
            parameters: zaakpad, response: Consultaties.self,
            problems: [.notFound: "De zaak bestaat niet of uw organisatie heeft er geen deel in."], handler: lijst)
        api.operation(
            .get, "/v1/consultaties/{id}", id: "consultatieLezen",
            summary: "Een vraag om advies, voor wie vroeg en wie gevraagd is; inzage wordt eerst vastgelegd",
            access: .scope("overdrachten:lezen"),
            parameters: pad + [.query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt")],
            response: ConsultatieStand.self,
            problems: [.notFound: onbekend, .forbidden: "U mag deze inhoud niet lezen."], handler: lees)
        daad(
            api, "antwoorden", "consultatieBeantwoorden", "Advies geven aan wie het vroeg (O15)",
            ConsultatieadviesVerzoek.self
        ) { request, door, stand in
            let advies = try await kluis.verzegel(
                request.body.advies, soort: "advies", bij: stand.zaak, consultatie: stand.id,
                van: request.caller.organisation)
            return (.beantwoord(door: door, advies: advies.id), [advies])
        }
        daad(
            api, "afwijzingen", "consultatieAfwijzen", "Zeggen dat uw organisatie geen advies geeft (O15)",
            DoorVerzoek.self
        ) { _, door, _ in (.wijsAf(door: door), []) }
        daad(
            api, "intrekkingen", "consultatieIntrekken", "Uw vraag om advies intrekken (O15)", DoorVerzoek.self
        ) { _, door, _ in (.trekIn(door: door), []) }
        daad(
            api, "afsluitingen", "consultatieAfsluiten",
            "Afsluiten; het advies blijft alleen bewaard als de mensen om wie het gaat ervan weten (O15)",
            ConsultatieafsluitingVerzoek.self
        ) { request, door, _ in (.sluitAf(door: door, gezinWeet: request.body.gezinWeet), []) }
    }

    // MARK: - Asking

    private func vraag(_ request: Request<ConsultatieVerzoek>) async throws -> Response<ConsultatieStand> {
        let (zaak, oin, body) = (
            try request.path("id", as: UUID.self), request.caller.organisation, request.body
        )
        let gevonden = try await lezer.zaak(zaak, voor: oin)
        let door = Actor(try context.handelend(request.caller, door: body.door))
        try Toegang.eisAanvullen(door.rollen, gevonden.delen)
        let register = context.register.current
        guard register.organisation(body.naar)?.doetMee() == true else {
            throw Invalid(
                pointer: "/naar", code: "onbekende-organisatie",
                detail: "Deze organisatie staat niet als actief in het register.")
        }
        if let fout = register.deelnamefout(body.naar, oefening: gevonden.zaak.oefening, "/naar") {
            throw Invalid([fout])
        }
        let (id, kenmerk) = (UUID.v7(), Kenmerk.make(prefix: "C"))
        let deel = try await kluis.verzegel(
            body.vraag, soort: "adviesvraag", bij: zaak, consultatie: id, van: oin)
        let vraag = Consultatievraag(
            door: door, naar: body.naar.text, kenmerk: kenmerk.text, urgentie: try .van(body.urgentie),
            soort: try .van(body.over), herkenbaar: body.herkenbaar,
            grondslag: try body.grondslag.map { try .van($0) }, gezinWeet: body.gezinWeet, vraag: deel.id)
        return try await context.engine.perform(
            request.idempotency("consultatieVragen", zaak.text), trace: request.cause,
            needs: [AggregateRef(Zaak.self, zaak), AggregateRef(Consultatie.self, id)]
        ) { scope in
            scope.bewaar([deel])
            try scope.decide(ConsultatieCommand.vraag(vraag, id: id), on: id, in: zaak)
            guard let stand = try scope.load(Consultatie.self, id) else { throw Problem.unexpected }
            return Answer(
                status: 201, body: try ConsultatieStand(stand, [], register, voor: oin, gevonden.zicht),
                location: "/v1/consultaties/\(id.text)")
        }.response
    }

    // MARK: - Reading

    private func lijst(_ request: Request<NoBody>) async throws -> Response<Consultaties> {
        let (zaak, oin) = (try request.path("id", as: UUID.self), request.caller.organisation)
        let gevonden = try await lezer.zaak(zaak, voor: oin)
        let rijen = try await reader.page(
            Consultatie.self, where: "zaak = \(zaak)", after: nil, limit: 1_000
        ).filter { Toegang.ziet($0.state, oin, gevonden.delen) && gevonden.zicht.ziet($0.state) }
        let regels = try await TermReader(pool: context.pool).terms(of: rijen.map(\.id))
        return Response(
            Consultaties(
                zaak: zaak, kenmerk: try .van(gevonden.zaak.kenmerk),
                consultaties: try rijen.reversed().map {
                    try ConsultatieStand(
                        $0.state, regels[$0.id] ?? [], context.register.current, voor: oin, gevonden.zicht)
                }))
    }

    private func lees(_ request: Request<NoBody>) async throws -> Response<ConsultatieStand> {
        let oin = request.caller.organisation
        let (stand, versie, zicht) = try await vind(try request.path("id"), voor: oin)
        let door = try context.handelend(request.caller, door: request.query("door"))
        try Toegang.eisInhoud(Actor(door).rollen)
        let teksten = try await inzage.openWatErNogIs(
            stand.teksten(voor: oin.text).filter { zicht.ziet(inhoud: $0, van: "") }, voor: door,
            naam: "advies lezen", doel: "consultatie \(stand.kenmerk)", request
        ).teksten
        let regels = try await TermReader(pool: context.pool).terms(of: [stand.id])
        var antwoord = try ConsultatieStand(
            stand, regels[stand.id] ?? [], context.register.current, voor: oin, zicht)
        antwoord.vraag = stand.vraag.flatMap { teksten[$0] }
        antwoord.advies = stand.teksten.last.flatMap { $0 == stand.vraag ? nil : teksten[$0] }
        return Response(antwoord, etag: versie)
    }

    private func vind(_ id: UUID, voor oin: OIN) async throws -> (Consultatie, versie: Int64, Zicht) {
        guard let (stand, versie) = try await reader.one(Consultatie.self, id),
            let (zaak, _) = try await reader.one(Zaak.self, stand.zaak)
        else { throw Problem.notFound(onbekend) }
        let zicht = Toegang.zicht(oin, try await lezer.bescherming(van: stand.zaak))
        guard Toegang.isBijConsultatie(oin, stand, Toegang.delen(oin, zaak: zaak)), zicht.ziet(stand) else {
            throw Problem.notFound(onbekend)
        }
        return (stand, versie, zicht)
    }

    // MARK: - Acts

    private func daad<B: Handeling>(
        _ api: API, _ deel: String, _ id: String, _ summary: String, _ body: B.Type,
        _ daad: @escaping @Sendable (Request<B>, Actor, Consultatie) async throws -> (ConsultatieCommand, [Deel])
    ) {
        api.operation(
            .post, "/v1/consultaties/{id}/\(deel)", id: id, summary: summary,
            access: .scope("overdrachten:schrijven"), options: [.requiresIdempotencyKey, .requiresIfMatch],
            parameters: pad, body: body, response: ConsultatieStand.self,
            problems: [.notFound: onbekend, .conflict: kanNiet]
        ) { request in
            let oin = request.caller.organisation
            let (stand, _, zicht) = try await vind(try request.path("id"), voor: oin)
            let door = Actor(try context.handelend(request.caller, door: request.body.door))
            let (command, delen) = try await daad(request, door, stand)
            return try await context.engine.perform(
                request.idempotency(id, stand.id.text), trace: request.cause, ifMatch: request.requiredIfMatch,
                needs: [AggregateRef(Zaak.self, stand.zaak), AggregateRef(Consultatie.self, stand.id)],
                version: { $0.version(stand.id) }
            ) { scope in
                scope.bewaar(delen)
                try scope.decide(command, on: stand.id, in: stand.zaak)
                guard let na = try scope.load(Consultatie.self, stand.id) else { throw Problem.unexpected }
                return Answer(
                    status: 200, body: try ConsultatieStand(na, [], context.register.current, voor: oin, zicht))
            }.response
        }
    }
}

extension Toegang {
    /// O15: to both sides; what is kept stands with the dossier, for who holds the regie.
    static func isBijConsultatie(_ organisatie: OIN, _ consultatie: Consultatie, _ delen: Set<Deel>) -> Bool {
        consultatie.van.organisatie == organisatie.text || consultatie.naar == organisatie.text
            || (consultatie.isBewaard && delen.contains(.regiehouder))
    }

    /// Whether it stands with the zaak for this organisation: who was asked without being told whom it is about, is not
    /// told by finding it there.
    static func ziet(_ consultatie: Consultatie, _ organisatie: OIN, _ delen: Set<Deel>) -> Bool {
        isBijConsultatie(organisatie, consultatie, delen)
            && !(consultatie.naar == organisatie.text && consultatie.grondslag == nil)
    }
}

extension Zicht {
    /// Both sides know each other; for others it does not exist when one of them is shielded (P1).
    func ziet(_ consultatie: Consultatie) -> Bool {
        ziet(organisatie: consultatie.van.organisatie) && ziet(organisatie: consultatie.naar)
    }
}

extension ConsultatieStand {
    init(
        _ stand: Consultatie, _ regels: [TermView], _ register: RegisterSnapshot, voor oin: OIN, _ zicht: Zicht
    ) throws {
        let gevraagd = oin.text == stand.naar
        self.init(
            id: stand.id, zaak: gevraagd && stand.grondslag == nil ? nil : stand.zaak, kenmerk: try .van(stand.kenmerk),
            oefening: stand.oefening, urgentie: try .van(stand.urgentie), over: try .van(stand.soort),
            van: try .partij((stand.van.organisatie, stand.van.medewerker), zicht), naar: try .van(stand.naar),
            grondslag: try stand.grondslag.map { try .van($0) }, gezinWeet: stand.gezinWeet,
            status: try .van(stand.stand.code), uitkomst: nil, sinds: stand.gesteldOp, gesteldOp: stand.gesteldOp,
            vraag: nil, advies: nil, adviesVan: nil,
            termijnen: try stand.lopendeTermijnen.compactMap { termijn in
                try regels.running(termijn.soort, since: termijn.sinds).map { regel in
                    BordTermijn(
                        soort: try .van(termijn.soort), organisatie: try .van(termijn.organisatie),
                        medewerker: try zicht.medewerker(termijn.medewerker, termijn.organisatie), sinds: regel.since,
                        verloopt: regel.due, stadium: regel.stage,
                        herkomst: TermLengths.verwijzing.origin(termijn.soort, regio: stand.regio, register)
                            .flatMap { KorteTekst($0) })
                }
            }, mogelijk: try stand.mogelijk(voor: oin.text).map { try .van($0) })
        switch stand.stand {
        case .gevraagd: break
        case .beantwoord(_, let door, let op):
            adviesVan = try .partij((door.organisatie, door.medewerker), zicht)
            sinds = op
        case .gesloten(let uitkomst, _, _, let op):
            self.uitkomst = try .van(uitkomst)
            sinds = op
        }
    }
}
