import Chassis
import Content
import Contracts
import Foundation
import Messaging
import Register
import VerwijzingDomain
import Web

/// In which channel and language someone of the family wants to hear; sealed with what is known of them (N7).
struct Gezinsvoorkeurtekst: Codable, Equatable, Sendable {
    var kanaal: OverdrachtenEvents.Gezinskanaal
    var taal: String
}

/// Being the contact of a family (N7): codes for its own page, how each wants to hear, and that it heard what changed.
struct GezinscontactRoutes: Sendable {
    private let context: Context
    private let lezer: Zaaklezer
    private let inzage: Inhoudlezer
    private let leeftijden: Leeftijdlezer
    private let pad: [Parameter] = [.path("id", UUID.self, "Id van de zaak")]
    private let onbekend = "De zaak bestaat niet of uw organisatie heeft er geen deel in."

    init(_ context: Context) {
        self.context = context
        lezer = Zaaklezer(context)
        inzage = Inhoudlezer(context: context)
        leeftijden = Leeftijdlezer(context: context)
    }

    func register(on api: API) {
        api.operation(
            .post, "/v1/zaken/{id}/gezinstoegangen", id: "gezinstoegangGeven",
            summary: "Een gezinslid een code geven voor de eigen bladzijde van het gezin; een eerdere vervalt (N7)",
            access: .scope("dossier:schrijven"), options: .requiresIdempotencyKey, parameters: pad,
            body: GezinstoegangVerzoek.self, response: GezinstoegangStand.self, status: .created, alternatives: [.ok],
            problems: [
                .notFound: onbekend, .forbidden: "Dit doet wie de regie heeft.",
                .conflict: "Dit kan nu niet; het antwoord noemt waarom.",
            ], handler: geef)
        daad(
            api, "gezinstoegangintrekkingen", "gezinstoegangIntrekken", "De code van een gezinslid intrekken",
            GezinstoegangintrekkingVerzoek.self, antwoord: GezinstoegangStand.self
        ) { request, door, _ in
            let lid = request.body.lid
            return (
                .trekToegangIn(door: Actor(door), lid: lid), [],
                { _ in GezinstoegangStand(lid: lid, geldigTot: nil, code: nil) }
            )
        }
        daad(
            api, "gezinsvoorkeuren", "gezinsvoorkeurVastleggen",
            "Hoe en in welke taal een gezinslid het liefst iets hoort (N7)", GezinsvoorkeurVerzoek.self,
            antwoord: GezinstoegangStand.self
        ) { request, door, gevonden in
            let body = request.body
            let voorkeur = Gezinsvoorkeurtekst(kanaal: body.kanaal, taal: body.taal.text)
            let part = Vault.Part(
                Array(try JSONEncoder().encode(voorkeur)), person: Leeftijdlezer.persoon(body.lid),
                part: "voorkeur \(UUID.v7().text)")
            let deel = Deel(
                sealed: try await context.vault.seal(
                    part, organisation: door.organisatie, dossier: gevonden.zaak.id, on: context.pool))
            return (
                .legVoorkeurVast(door: Actor(door), lid: body.lid, voorkeur: deel.id), [deel],
                { contact in
                    GezinstoegangStand(
                        lid: body.lid, geldigTot: contact.toegangen.first { $0.lid == body.lid }?.tot, code: nil)
                }
            )
        }
        daad(
            api, "gezinsinformaties", "gezinInformeren", "Vastleggen dat het gezin hoorde wat er veranderde (N7)",
            GezinsinformatieVerzoek.self, antwoord: Gezinsinformatie.self
        ) { request, door, gevonden in
            let body = request.body
            let moeten = try await moetenHoren(gevonden, request, door)
            let verteld = Verteld(
                aan: body.verteldAan ?? [], wijze: try body.wijze.map { try .van($0) },
                niet: body.nietVerteldAan ?? [], reden: try body.redenNiet.map { try .van($0) }, moetenHoren: moeten)
            return (
                .meldGeinformeerd(door: Actor(door), verteld), [],
                { contact in
                    let nog = moeten.filter { lid in contact.informeren.map { $0.gehoord(lid) == nil } ?? false }
                    return Gezinsinformatie(
                        iedereen: contact.informeren == nil, nogTeHoren: nog.sorted { $0.text < $1.text })
                }
            )
        }
        daad(
            api, "hulpgronden", "hulpgrondVastleggen",
            "Waarop hulp rust die loopt terwijl iemand geen toestemming geeft (P2)", HulpgrondVerzoek.self,
            antwoord: HulpgrondStand.self
        ) { request, door, gevonden in
            let (hulp, grond) = (request.body.hulp, request.body.grond)
            let contact = try await lezer.gezinscontact(van: gevonden.zaak.id)
            guard contact?.zonderToestemming?.contains(where: { $0.hulp == hulp }) == true else {
                throw Invalid(
                    pointer: "/hulp", code: "hulp-onbekend", detail: "Deze hulp loopt niet zonder toestemming.")
            }
            return (
                .legHulpgrondVast(door: Actor(door), hulp: hulp, grond: try .van(grond)), [],
                { _ in HulpgrondStand(hulp: hulp, grond: grond) }
            )
        }
        api.operation(
            .get, "/v1/zaken/{id}/gezinscontact", id: "gezinscontactLezen",
            summary: "Wie een code heeft, hoe ieder het liefst iets hoort, en wat het gezin nog moet horen (N7)",
            access: .scope("dossier:lezen"),
            parameters: pad + [.query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt")],
            response: GezinscontactStand.self,
            problems: [.notFound: onbekend, .forbidden: "Dit leest wie de regie heeft."], handler: lees)
    }

    /// N7: who of the family hears what changes by itself, by the ages of the region.
    private func moetenHoren<B: Sendable>(
        _ gevonden: Zaaklezer.GevondenZaak, _ request: Request<B>, _ door: Handelend
    ) async throws -> Set<UUID> {
        guard let gezin = gevonden.bescherming else { return [] }
        let geboren = try await leeftijden.geboren(in: gezin, request, door: door.medewerker)
        return Gezinscontact.moetenHoren(
            gezin, context.inzageleeftijden(gevonden.zaak.regio), geboren: geboren, now: Date())
    }

    // MARK: - Codes

    private func geef(_ request: Request<GezinstoegangVerzoek>) async throws -> Response<GezinstoegangStand> {
        let (zaak, lid) = (try request.path("id", as: UUID.self), request.body.lid)
        let gevonden = try await lezer.zaak(zaak, voor: request.caller.organisation)
        let door = try context.handelend(request.caller, door: request.body.door)
        try Toegang.eisGezinInformeren(Actor(door).rollen, gevonden.delen)
        let geboren = try await leeftijden.geboren(in: gevonden.bescherming, request, door: door.medewerker)
        let regels = context.inzageleeftijden(gevonden.zaak.regio)
        let code = Toegangscode(toeval: (0..<32).map { _ in UInt8.random(in: 0...255) })
        let (toegang, termijnen) = (
            Gezinscode.id(van: code), RegisterTerms(lengths: .verwijzing, register: context.register)
        )
        let antwoord = try await perform(
            request, "gezinstoegangGeven", zaak, needs: [AggregateRef(projection: Gezinscode.self, toegang)],
            wijst: [
                "gezinslid-onbekend": "/lid", "te-jong": "/lid", "leeftijd-onbekend": "/lid",
                "kind-meerderjarig": "/lid",
            ]
        ) { scope in
            let tot = termijnen.schedule(
                RunningTerm(kind: Termijnsoort.gezinstoegang, since: scope.now, urgent: false),
                regio: gevonden.zaak.regio
            ).due
            try scope.decide(
                GezinscontactCommand.geefToegang(
                    door: Actor(door), lid: lid, toegang: toegang, tot: tot, geboren: geboren,
                    leeftijden: regels), over: zaak)
            try scope.put(Gezinscode(zaak: zaak, lid: lid, regio: gevonden.zaak.regio), toegang)
            return GezinstoegangStand(lid: lid, geldigTot: tot, code: nil)
        }
        // The answer that is kept under the Idempotency-Key has no code: it is said once, and never again.
        guard !antwoord.repeated else { return antwoord.response }
        var body = antwoord.body
        body.code = KorteTekst(code.tekst)
        return Response(body, status: .created)
    }

    // MARK: - Reading

    private func lees(_ request: Request<NoBody>) async throws -> Response<GezinscontactStand> {
        let (id, oin) = (try request.path("id", as: UUID.self), request.caller.organisation)
        let gevonden = try await lezer.zaak(id, voor: oin)
        let door = try context.handelend(request.caller, door: request.query("door"))
        let rollen = Actor(door).rollen
        try Toegang.eisGezinInformeren(rollen, gevonden.delen)
        let (zaak, contact) = (gevonden.zaak, try await lezer.gezinscontact(van: id))
        let leden = gevonden.bescherming?.gezinsleden ?? []
        let now = Date()
        let naam = "contact met het gezin lezen"
        var gegevens: [UUID: Persoonsgegevens] = [:]
        if let bescherming = gevonden.bescherming {
            gegevens = try await leeftijden.gegevens(van: leden, in: bescherming, request, door, naam: naam).gegevens
        }
        let voorkeuren = try await inzage.watErNogIs(
            (contact?.voorkeuren ?? []).map(\.voorkeur), voor: door, naam: naam, doel: "zaak \(zaak.kenmerk)", request
        ).geopend
        let metNaam = Toegang.dossier(oin, rollen, zaak: zaak, gevonden.bescherming, now: now) == .alles
        let termijnen = try await BordTermijn.lopend(contact, context, gevonden.zicht)
        let zelf = gevonden.bescherming.map {
            Gezinscontact.moetenHoren(
                $0, context.inzageleeftijden(zaak.regio), geboren: gegevens.compactMapValues(\.geboren), now: now)
        }
        return Response(
            GezinscontactStand(
                zaak: id, kenmerk: try .van(zaak.kenmerk),
                overdracht: gevonden.laatsteOverdracht?.id,
                leden: try leden.map { lid in
                    let leeftijd = gegevens[lid.id]?.geboren?.leeftijd(op: Dag(now))
                    let voorkeur = try contact?.voorkeuren.first { $0.lid == lid.id }
                        .flatMap { voorkeuren[$0.voorkeur] }
                        .map { try JSONDecoder().decode(Gezinsvoorkeurtekst.self, from: Data($0)) }
                    let gehoord = contact?.informeren?.gehoord(lid.id)
                    return GezinscontactLid(
                        lid: lid.id, rol: try .van(lid.rol),
                        naam: metNaam ? gegevens[lid.id]?.naam.flatMap { KorteTekst($0) } : nil,
                        leeftijdsgroep: lid.rol == .kind ? leeftijd.map { Leeftijdsgroep(leeftijd: $0) } : nil,
                        kanCodeKrijgen: zelf?.contains(lid.id) == true,
                        codeGeldigTot: contact?.toegangen.first { $0.lid == lid.id && now < $0.tot }?.tot,
                        kanaal: voorkeur?.kanaal, taal: voorkeur.flatMap { KorteTekst($0.taal) },
                        moetHoren: contact?.informeren != nil && gehoord == nil && zelf?.contains(lid.id) == true,
                        gehoordOp: gehoord?.op, gehoordWijze: try gehoord?.wijze.map { try .van($0) },
                        nietVerteld: try gehoord?.reden.map { try .van($0) })
                }, teInformerenSinds: contact?.informeren?.sinds,
                aanleiding: try contact?.informeren.map { try .van($0.aanleiding) },
                termijn: contact?.informeren.flatMap { termijnen[$0.id] }, geinformeerdOp: contact?.geinformeerd?.op,
                wijze: try contact?.geinformeerd?.wijze.map { try .van($0) },
                zonderToestemming: try (contact?.zonderToestemming ?? []).map { hulp in
                    ZonderToestemmingStand(
                        hulp: hulp.hulp,
                        helper: try .van((hulp.helper.organisatie, hulp.helper.medewerker), gevonden.zicht),
                        sinds: hulp.sinds, termijn: termijnen[hulp.hulp])
                }))
    }

    // MARK: - How each act is carried out

    private func daad<B: Handeling, A: Contract>(
        _ api: API, _ deel: String, _ id: String, _ summary: String, _ body: B.Type, antwoord: A.Type,
        _ daad:
            @escaping @Sendable (Request<B>, Handelend, Zaaklezer.GevondenZaak) async throws -> (
                GezinscontactCommand, [Deel], @Sendable (Gezinscontact) throws -> A
            )
    ) {
        api.operation(
            .post, "/v1/zaken/{id}/\(deel)", id: id, summary: summary, access: .scope("dossier:schrijven"),
            options: .requiresIdempotencyKey, parameters: pad, body: body, response: antwoord, status: .created,
            alternatives: [.ok],
            problems: [
                .notFound: onbekend, .forbidden: "Dit doet wie de regie heeft.",
                .conflict: "Dit kan nu niet; het antwoord noemt waarom.",
            ]
        ) { request in
            let zaak: UUID = try request.path("id")
            let gevonden = try await lezer.zaak(zaak, voor: request.caller.organisation)
            let door = try context.handelend(request.caller, door: request.body.door)
            try Toegang.eisGezinInformeren(Actor(door).rollen, gevonden.delen)
            let (command, delen, antwoord) = try await daad(request, door, gevonden)
            return try await perform(request, id, zaak, wijst: Self.wijst) { scope in
                try scope.decide(command, over: zaak)
                scope.bewaar(delen)
                guard let na = try scope.load(Gezinscontact.self, Gezinscontact.id(van: zaak)) else {
                    throw Problem.unexpected
                }
                return try antwoord(na)
            }.response
        }
    }

    /// Which field of a request a refusal points at.
    private static let wijst = [
        "gezinslid-onbekend": "/lid", "geen-toegang": "/lid", "niemand-genoemd": "/verteldAan",
        "hoort-niet-zelf": "/verteldAan", "dubbel-genoemd": "/nietVerteldAan",
    ]

    private func perform<B: Contract, A: Contract>(
        _ request: Request<B>, _ operation: String, _ zaak: UUID, needs: [AggregateRef] = [],
        wijst velden: [String: String], _ decide: @escaping @Sendable (inout Scope) throws -> A
    ) async throws -> Answer<A> {
        do {
            return try await context.engine.perform(
                request.idempotency(operation, zaak.text), trace: request.cause,
                needs: [AggregateRef(Zaak.self, zaak)] + AggregateRef.contact(van: zaak) + needs
            ) { scope in Answer(status: 201, body: try decide(&scope)) }
        } catch let weigering as Weigering {
            throw Problem.of(weigering, wijst: velden)
        }
    }
}

struct Gezinsinformatie: Contract {
    var iedereen: Bool
    var nogTeHoren: [UUID]

    static var title: String { "Wie het nog moet horen" }
    static var fields: [String: String] {
        [
            "iedereen": "Of van iedereen vastligt dat die het hoorde, of waarom niet.",
            "nogTeHoren": "Wie van het gezin het nog moet horen.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["nogTeHoren": 0...1_000] }
    static var example: Gezinsinformatie { Gezinsinformatie(iedereen: false, nogTeHoren: [.placeholder]) }
}
