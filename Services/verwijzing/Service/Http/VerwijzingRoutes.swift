import Chassis
import Content
import Contracts
import Foundation
import Messaging
import Register
import VerwijzingDomain
import Web

/// Help that is asked of an organisation, beside the handover (V1-V3): each verwijzing is acknowledged by itself.
struct VerwijzingRoutes: Sendable {
    let context: Context
    let lezer: Zaaklezer
    let personen: Personen
    let kluis: Tekstkluis
    let inzage: Inhoudlezer
    let leeftijden: Leeftijdlezer
    let pad: [Parameter] = [.path("id", UUID.self, "Id van de verwijzing")]
    let onbekend = "De verwijzing bestaat niet of uw organisatie is er niet bij."
    let kanNiet = "Dit kan nu niet; het antwoord noemt wat wel kan."
    private let zaakpad: [Parameter] = [.path("id", UUID.self, "Id van de zaak")]
    private let onbekendeZaak = "De zaak bestaat niet of uw organisatie heeft er geen deel in."

    init(_ context: Context) {
        self.context = context
        lezer = Zaaklezer(context)
        personen = Personen(register: context.register)
        kluis = Tekstkluis(context: context)
        inzage = Inhoudlezer(context: context)
        leeftijden = Leeftijdlezer(context: context)
    }

    func register(on api: API) {
        api.operation(
            .post, "/v1/zaken/{id}/verwijzingen", id: "verwijzingVragen",
            summary: "Hulp vragen aan een organisatie; dat verplaatst de regie niet (V1-V3)",
            access: .scope("overdrachten:schrijven"), options: .requiresIdempotencyKey, parameters: zaakpad,
            body: VerwijzingVerzoek.self, response: VerwijzingStand.self, status: .created, alternatives: [.ok],
            problems: [
                .notFound: onbekendeZaak, .forbidden: "Hulp vraagt wie de regie heeft of betrokken is.",
                .conflict: "Dit kan nu niet; het antwoord noemt waarom.",
            ], handler: vraag)
        api.operation(
            .get, "/v1/zaken/{id}/verwijzingen", id: "zaakverwijzingenLezen",
            summary: "De verwijzingen in een zaak, de hulp die loopt, en wat u kunt vragen",
            access: .scope("overdrachten:lezen"), parameters: zaakpad, response: Zaakverwijzingen.self,
            problems: [.notFound: onbekendeZaak], handler: vanZaak)
        api.operation(
            .get, "/v1/verwijzingen", id: "verwijzingenLezen",
            summary: "Verwijzingen van of naar uw organisatie die lopen",
            access: .scope("overdrachten:lezen"), parameters: Parameter.page, response: Page<VerwijzingStand>.self,
            handler: lijst)
        api.operation(
            .get, "/v1/verwijzingen/{id}", id: "verwijzingLezen",
            summary: "Een verwijzing, met de teksten die u mag lezen; inzage wordt eerst vastgelegd",
            access: .scope("overdrachten:lezen"),
            parameters: pad + [.query("door", MedewerkerId.self, "Wie leest, als een systeem de teksten vraagt")],
            response: VerwijzingStand.self, problems: [.notFound: onbekend], handler: lees)
        ontvangst(api)
        antwoorden(api)
        uitvoeren(api)
    }

    // MARK: - Asking (V1, V2, R13)

    private func vraag(_ request: Request<VerwijzingVerzoek>) async throws -> Response<VerwijzingStand> {
        let (zaak, oin, body) = (try request.path("id", as: UUID.self), request.caller.organisation, request.body)
        let gevonden = try await lezer.zaak(zaak, voor: oin)
        let handelend = try context.handelend(request.caller, door: body.door)
        try Toegang.eisVerwijzen(Actor(handelend).rollen, gevonden.delen)
        guard context.register.current.organisation(body.naar)?.doetMee() == true else {
            throw Invalid(
                pointer: "/naar", code: "onbekende-organisatie",
                detail: "Deze organisatie staat niet als actief in het register.")
        }
        if let fout = context.register.current.deelnamefout(body.naar, oefening: gevonden.zaak.oefening, "/naar") {
            throw Invalid([fout])
        }
        if let overlegMet = body.overlegMet, context.register.current.organisation(overlegMet) == nil {
            throw Invalid(
                pointer: "/overlegMet", code: "onbekende-organisatie",
                detail: "Deze organisatie staat niet in het register.")
        }
        let kinderen = try kinderen(body.kinderen, gevonden.bescherming)
        let lopend = try await lopendeHulp(gevonden, oin)
        let verwijzingen = try await lezer.verwijzingen(in: gevonden, voor: oin).filter { $0.hulp != nil }.map(\.id)
        let stoppen = try stoppen(body, verwijzingen)
        let behoefte = try await kluis.verzegel(body.behoefte, soort: "behoefte", bij: zaak, van: oin, over: nil)
        var delen = [behoefte]
        if let tekst = body.watMist {
            delen.append(try await kluis.verzegel(tekst, soort: "gemis", bij: zaak, van: oin, over: nil))
        }
        let regels = personen.verwijsregels(gevonden.zaak.regio)
        var vraag = Verwijsvraag(
            door: Actor(handelend), naar: body.naar.text, kenmerk: Kenmerk.make(prefix: "V").text,
            urgentie: try .van(body.urgentie), hulp: body.hulp.text, regime: try .van(body.regime),
            richting: try .van(body.richting), gekozenOp: try .van(body.gekozenOp),
            watMist: delen.count > 1 ? delen[1].id : nil, route: body.route?.text, overlegMet: body.overlegMet?.text,
            behoefte: behoefte.id, kinderen: kinderen,
            soortVrager: context.register.current.organisation(oin)?.soort.rawValue ?? "",
            mandaten: handelend.mandaten, regels: regels, lopend: Set(lopend.map(\.id)),
            gezienLopend: Set(body.lopendGezien ?? []))
        vraag.eerder = Set(
            try await lezer.eerder(body.hulp.text, in: zaak, voor: Date(), gevonden.zicht).compactMap(\.id))
        vraag.gezienEerder = Set((body.eerderGezien ?? []) + (body.lopendGezien ?? []))
        if let overlegMet = body.overlegMet {
            vraag.overlegGaf = try await lezer.gafAdvies(overlegMet, aan: oin, in: zaak)
        }
        let (id, overdrachten) = (UUID.v7(), Set(lopend.map(\.id)).subtracting(verwijzingen))
        let (sealed, gevraagd) = (delen, vraag)
        do {
            return try await context.engine.perform(
                request.idempotency("verwijzingVragen", zaak.text), trace: request.cause,
                needs: [AggregateRef(Zaak.self, zaak)] + AggregateRef.hulp([id] + verwijzingen)
                    + AggregateRef.contact(van: zaak)
            ) { scope in
                var nu = gevraagd
                // What ended while this was on its way need not have been seen.
                let nog = try verwijzingen.filter { try scope.load(Verwijzing.self, $0)?.hulp != nil }
                nu.lopend = overdrachten.union(nog)
                nu.gezienLopend.subtract(Set(verwijzingen).subtracting(nog))
                scope.bewaar(sealed)
                try scope.metContact(zaak, verwijzing: id) { scope in
                    try scope.decide(.vraag(nu, id: id), on: id, zaak: zaak)
                    for (stop, reden) in stoppen where nog.contains(stop) {
                        try scope.decide(
                            .stop(door: gevraagd.door, reden: reden, voor: id), on: stop, zaak: zaak)
                    }
                    try scope.volg(hulp: stoppen.map { $0.0 }.filter { nog.contains($0) }, in: zaak)
                }
                guard let na = try scope.load(Verwijzing.self, id) else { throw Problem.unexpected }
                return Answer(
                    status: 201, body: try VerwijzingStand(na, [], regels, voor: oin, gevonden.zicht),
                    location: "/v1/verwijzingen/\(id.text)", etag: scope.version(id))
            }.response
        } catch let weigering as Weigering {
            throw Problem.of(weigering, wijst: Self.velden)
        }
    }

    private static let velden = [
        "hulpsoort-onbekend": "/hulp", "route-niet-nodig": "/route", "route-nodig": "/route",
        "route-onbekend": "/route", "route-niet-van-u": "/route", "route-zonder-mandaat": "/route",
        "route-ander-regime": "/regime", "overleg-nodig": "/overlegMet", "wat-mist": "/watMist",
        "lopende-hulp-niet-gezien": "/lopendGezien", "eerder-niet-gezien": "/eerderGezien",
        "overleg-met-uzelf": "/overlegMet", "overleg-niet-geweest": "/overlegMet",
    ]

    private func kinderen(_ gevraagd: [UUID]?, _ bescherming: Bescherming?) throws -> [UUID] {
        let bekend = bescherming?.kinderen ?? []
        guard let gevraagd, !gevraagd.isEmpty else { return bekend }
        guard Set(gevraagd).isSubset(of: bekend) else {
            throw Invalid(
                pointer: "/kinderen", code: "kind-onbekend", detail: "Dit kind is in deze zaak niet bekend.")
        }
        return gevraagd
    }

    private func stoppen(_ body: VerwijzingVerzoek, _ lopend: [UUID]) throws -> [(UUID, Hulpeinde)] {
        guard let reden = body.stopreden, let stoppen = body.stoppen else { return [] }
        guard Set(stoppen).isSubset(of: lopend) else {
            throw Invalid(
                pointer: "/stoppen", code: "hulp-onbekend",
                detail: "Stoppen kan met hulp die loopt en waarvoor een verwijzing is.")
        }
        let waarom = try Hulpeinde.van(reden)
        return stoppen.map { ($0, waarom) }
    }

    /// R13: help that runs in a zaak, as far as the reader sees it.
    private func lopendeHulp(_ gevonden: Zaaklezer.GevondenZaak, _ oin: OIN) async throws -> [LopendeHulp] {
        let regels = personen.verwijsregels(gevonden.zaak.regio)
        let hulp = try await lezer.verwijzingen(in: gevonden, voor: oin).compactMap { verwijzing -> LopendeHulp? in
            guard let hulp = verwijzing.hulp, let vraag = verwijzing.vraag else { return nil }
            return LopendeHulp(
                id: verwijzing.id, organisatie: try .van(verwijzing.naar), hulp: try .van(vraag.hulp),
                hulpnaam: regels.hulpsoort(vraag.hulp).flatMap { Organisatienaam($0.naam) },
                sinds: hulp.gestartOp ?? hulp.aanvaardOp, magStoppen: verwijzing.van.organisatie == oin.text)
        }
        let onder = try gevonden.overdrachten.filter {
            if case .gestart = $0.status { true } else { false }
        }.map {
            LopendeHulp(
                id: $0.id, organisatie: try .van($0.naar), hulp: try .van($0.aanbod.vraag), hulpnaam: nil,
                sinds: $0.sinds, magStoppen: false)
        }
        return onder + hulp
    }

    // MARK: - Reading

    private func vanZaak(_ request: Request<NoBody>) async throws -> Response<Zaakverwijzingen> {
        let oin = request.caller.organisation
        let gevonden = try await lezer.zaak(try request.path("id"), voor: oin)
        let verwijzingen = try await lezer.verwijzingen(in: gevonden, voor: oin)
        let termijnen = try await TermReader(pool: context.pool).terms(of: verwijzingen.map(\.id))
        let register = context.register.current
        let regels = personen.verwijsregels(gevonden.zaak.regio)
        let mandaten = request.caller.person.flatMap { MedewerkerId($0) }.flatMap { register.person(oin, $0)?.mandaten }
        let routes = regels.routes(
            soort: register.organisation(oin)?.soort.rawValue ?? "", mandaten: Set((mandaten ?? []).map(\.text)))
        return Response(
            Zaakverwijzingen(
                zaak: gevonden.zaak.id, kenmerk: try .van(gevonden.zaak.kenmerk),
                overdracht: (gevonden.overdrachten.last { !$0.status.isEindstand } ?? gevonden.overdrachten.last)?.id,
                verwijzingen: try verwijzingen.reversed().map {
                    try VerwijzingStand(
                        $0, BordTermijn.alle($0, termijnen[$0.id] ?? [], register, gevonden.zicht), regels, voor: oin,
                        gevonden.zicht)
                },
                lopendeHulp: try await lopendeHulp(gevonden, oin),
                magVragen: Toegang.mag(.verwijzen, gevonden.delen),
                hulpsoorten: try regels.hulpsoorten.map {
                    HulpsoortStand(
                        code: try .van($0.code), naam: try .van($0.naam), ijw: try $0.ijw.map { try .van($0) },
                        vrijToegankelijk: $0.vrijToegankelijk)
                },
                routes: try routes.map {
                    RouteStand(
                        code: try .van($0.code), vraagtOverleg: $0.vraagtOverleg, beschikking: $0.beschikking,
                        herkomst: try .van($0.herkomst))
                },
                kinderen: Toegang.mag(.beschermen, gevonden.delen) ? gevonden.bescherming?.kinderen ?? [] : [],
                eerderGedaan: Toegang.mag(.verwijzen, gevonden.delen)
                    ? try await lezer.eerder(nil, in: gevonden.zaak.id, voor: Date(), gevonden.zicht) : []))
    }

    private func lijst(_ request: Request<NoBody>) async throws -> Response<Page<VerwijzingStand>> {
        let oin = request.caller.organisation
        let rows = try await AggregateReader(pool: context.pool).page(
            Verwijzing.self, whereAny: Overdrachtfilter.partijen(oin, nil), and: Verwijzingfilter.lopend,
            after: try request.page.after?.key(UUID.self), limit: request.page.limit)
        let termijnen = try await TermReader(pool: context.pool).terms(of: rows.map(\.id))
        let zichten = try await lezer.zichten(van: rows.map(\.state.zaak), voor: oin)
        let register = context.register.current
        return Response(
            try Page(
                rows, request.page,
                item: {
                    let zicht = zichten[$0.state.zaak] ?? .vrij
                    return try VerwijzingStand(
                        $0.state, BordTermijn.alle($0.state, termijnen[$0.id] ?? [], register, zicht),
                        personen.verwijsregels($0.state.regio), voor: oin, zicht)
                },
                cursor: { Cursor(after: $0.id) }))
    }

    private func lees(_ request: Request<NoBody>) async throws -> Response<VerwijzingStand> {
        let oin = request.caller.organisation
        let gevonden = try await lezer.verwijzing(try request.path("id"), voor: oin)
        let verwijzing = gevonden.verwijzing
        let teksten = try await teksten(gevonden, request)
        let regels = try await TermReader(pool: context.pool).terms(of: [verwijzing.id])
        var stand = try VerwijzingStand(
            verwijzing,
            BordTermijn.alle(verwijzing, regels[verwijzing.id] ?? [], context.register.current, gevonden.zicht),
            personen.verwijsregels(verwijzing.regio), voor: oin, gevonden.zicht)
        if verwijzing.naar == oin.text, !verwijzing.isEindstand {
            stand.wissels = try WisselStand(
                Continuiteit.telling(
                    try await lezer.continuiteit(van: verwijzing.zaak), verwijzing.kinderen(in: gevonden.bescherming)))
        }
        stand.eerderGedaan = try await lezer.eerder(dan: gevonden, voor: oin)
        stand.behoefte = verwijzing.vraag.flatMap { teksten[$0.behoefte] }
        stand.watMist = verwijzing.vraag?.watMist.flatMap { teksten[$0] }
        stand.overbruggingsafspraak = verwijzing.afspraak.flatMap { teksten[$0] }
        stand.bericht = verwijzing.bericht.flatMap { teksten[$0] }
        return Response(stand, etag: gevonden.version)
    }
}

extension VerwijzingRoutes {
    /// What was written, to the person who reads; a system that names nobody gets how far it is and no text.
    private func teksten(
        _ gevonden: Zaaklezer.GevondenVerwijzing, _ request: Request<NoBody>
    ) async throws -> [UUID: Tekst] {
        let (verwijzing, oin) = (gevonden.verwijzing, request.caller.organisation)
        let wie = try request.query("door", as: MedewerkerId.self)
        guard wie != nil || request.caller.person != nil else { return [:] }
        let door = try context.handelend(request.caller, door: wie)
        let mag = Toegang.verwijzing(
            oin, Actor(door).rollen, verwijzing, zaak: gevonden.zaak, gevonden.bescherming, now: Date())
        return try await inzage.openWatErNogIs(
            verwijzing.teksten.filter {
                Toegang.geeft(mag, $0.id, van: $0.organisatie, op: $0.op, oin, gevonden.zicht)
            }.map(\.id), voor: door, naam: "verwijzing lezen", doel: "verwijzing \(verwijzing.kenmerk)", request
        ).teksten
    }
}

extension Verwijzing {
    /// The last that the receiver wrote.
    var bericht: UUID? {
        switch stand {
        case .uitgesteld(let uitstel): uitstel.laatsteBericht
        case .geweigerd(let weigering): weigering.toelichting
        case .aanvaard(let hulp), .gestart(let hulp), .beeindigd(_, let hulp): hulp.bericht
        case .gevraagd, .ingetrokken: nil
        }
    }

    /// Who does what while the answer waits (O4).
    var afspraak: UUID? { if case .uitgesteld(let uitstel) = stand { uitstel.overbrugging } else { nil } }

    /// What was written for it, with the organisation that wrote it and when.
    var teksten: [(id: UUID, organisatie: String, op: Date)] {
        let gevraagd = [vraag?.behoefte, vraag?.watMist].compactMap { $0 }.map { ($0, schrijver, gevraagdOp) }
        var berichtOp = hulp?.voortgangSinds ?? sinds
        if case .uitgesteld(let uitstel) = stand { berichtOp = uitstel.berichtSinds }
        return gevraagd + (afspraak.map { [($0, naar, sinds)] } ?? [])
            + (bericht.map { [($0, naar, berichtOp)] } ?? [])
    }
}

extension BordTermijn {
    /// The terms of a verwijzing that run, the one that ends first first.
    static func alle(
        _ verwijzing: Verwijzing, _ regels: [TermView], _ register: RegisterSnapshot, _ zicht: Zicht
    ) throws -> [BordTermijn] {
        try verwijzing.lopendeTermijnen.compactMap { termijn in
            try regels.running(termijn.soort, since: termijn.sinds).map { regel in
                BordTermijn(
                    soort: try .van(termijn.soort), organisatie: try .van(termijn.organisatie),
                    medewerker: try zicht.medewerker(termijn.medewerker, termijn.organisatie), sinds: regel.since,
                    verloopt: regel.due, stadium: regel.stage,
                    herkomst: termijn.uiterlijk != nil
                        ? KorteTekst("de datum die de ontvanger toezegde")
                        : TermLengths.verwijzing.origin(termijn.soort, regio: verwijzing.regio, register)
                            .flatMap { KorteTekst($0) })
            }
        }.sorted { $0.verloopt < $1.verloopt }
    }
}
