import Chassis
import Content
import Contracts
import Foundation
import Messaging
import Register
import VerwijzingDomain
import Web

/// O16: question lists of an intake or investigation, which two organisations that do the same can share: what a family
/// told once is not asked again.
struct VragenlijstRoutes: Sendable {
    private let context: Context
    private let lezer: Zaaklezer
    private let reader: AggregateReader
    private let inzage: Inhoudlezer
    private let zaakpad: [Parameter] = [.path("id", UUID.self, "Id van de zaak")]
    private let pad: [Parameter] = [.path("id", UUID.self, "Id van de vragenlijst")]
    private let onbekend = "Deze vragenlijst bestaat niet of uw organisatie heeft er niets mee te maken."
    private let kanNiet = "Dit kan nu niet; het antwoord noemt waarom."

    init(_ context: Context) {
        self.context = context
        lezer = Zaaklezer(context)
        reader = AggregateReader(pool: context.pool)
        inzage = Inhoudlezer(context: context)
    }

    func register(on api: API) {
        api.operation(
            .post, "/v1/zaken/{id}/vragenlijsten", id: "vragenlijstOpstellen",
            summary: "Een vragenlijst voor een intake of onderzoek maken (O16)", access: .scope("dossier:schrijven"),
            options: .requiresIdempotencyKey, parameters: zaakpad, body: VragenlijstVerzoek.self,
            response: VragenlijstStand.self, status: .created, alternatives: [.ok],
            problems: [
                .notFound: "De zaak bestaat niet of uw organisatie heeft er geen deel in.",
                .forbidden: "Dit doet wie de regie heeft of betrokken is.", .conflict: kanNiet,
            ], handler: stelOp)
        api.operation(
            .get, "/v1/zaken/{id}/vragenlijsten", id: "vragenlijstenLezen",
            summary: "Welke vragenlijsten er in een zaak zijn en van wie, zonder teksten (O16)",
            access: .scope("overdrachten:lezen"), parameters: zaakpad, response: Vragenlijsten.self,
            problems: [
                .notFound: "De zaak bestaat niet of uw organisatie heeft er geen deel in.",
                .forbidden: "Dit ziet wie de regie heeft of betrokken is.",
            ], handler: lijst)
        api.operation(
            .get, "/v1/vragenlijsten/{id}", id: "vragenlijstLezen",
            summary: "Een vragenlijst met haar antwoorden; inzage wordt eerst vastgelegd (O16)",
            access: .scope("dossier:lezen"),
            parameters: pad + [.query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt")],
            response: VragenlijstInhoud.self,
            problems: [.notFound: onbekend, .forbidden: "Deze vragenlijst is niet met u gedeeld."], handler: lees)
        api.operation(
            .get, "/v1/vragenlijsten/{id}/stand", id: "vragenlijststandLezen",
            summary: "Hoe het met een vragenlijst staat, zonder teksten (O16)", access: .scope("overdrachten:lezen"),
            parameters: pad, response: VragenlijstStand.self, problems: [.notFound: onbekend]
        ) { request in
            let oin = request.caller.organisation
            let gevonden = try await vind(try request.path("id"), voor: oin)
            let regels = try await TermReader(pool: context.pool).terms(of: [gevonden.lijst.id])
            return Response(
                try VragenlijstStand(
                    gevonden.lijst, regels[gevonden.lijst.id] ?? [], context.register.current, voor: oin,
                    inZaak: gevonden.inZaak, gevonden.bescherming), etag: gevonden.versie)
        }
        daad(
            api, "antwoorden", "vragenlijstBeantwoorden", "Vastleggen wat het gezin op een vraag antwoordde (O8, O16)",
            VragenlijstantwoordVerzoek.self, wijst: ["onbekend-nummer": "/vraag"]
        ) { request, door, gevonden in
            let body = request.body
            let deel = try await verzegel(
                Antwoordtekst(tekst: body.antwoord.text, soort: body.soort.rawValue, datum: body.datum.text),
                "vragenlijstantwoord", gevonden.zaak, van: request.caller.organisation)
            return ({ _ in .beantwoord(door: door, nummer: body.vraag, antwoord: deel.id) }, [deel])
        }
        daad(
            api, "aanvragen", "vragenlijstAanvragen",
            "Vragen om de vragenlijst van wie hetzelfde eerder deed, op een grondslag (O16)",
            VragenlijstaanvraagVerzoek.self
        ) { request, door, _ in
            let grondslag = try Deelgrond.van(request.body.grondslag)
            return (
                {
                    .vraagAan(
                        door: door, grondslag: grondslag, inZaak: $0.inZaak,
                        bekend: Toegang.isBekend(request.caller.organisation, bijEigenaarVan: $0.lijst, $0.bescherming))
                }, []
            )
        }
        daad(
            api, "weigeringen", "vragenlijstWeigeren", "Zeggen dat u de vragenlijst niet deelt, en waarom (O16)",
            VragenlijstweigeringVerzoek.self, wijst: ["niet-gevraagd": "/organisatie"]
        ) { request, door, _ in
            let (wie, reden) = (request.body.organisatie.text, try Vragenlijstweigerreden.van(request.body.reden))
            return ({ _ in .weiger(door: door, organisatie: wie, reden: reden) }, [])
        }
        daad(
            api, "delingen", "vragenlijstDelen", "De vragenlijst delen met wie hetzelfde gaat doen (O16)",
            VragenlijstdelingVerzoek.self,
            wijst: ["naar-zichzelf": "/organisatie", "geen-deel-in-de-zaak": "/organisatie"]
        ) { request, door, _ in
            let (met, grondslag) = (request.body.organisatie, try Deelgrond.van(request.body.grondslag))
            return (
                { gevonden in
                    // Of who is shielded from this owner not even that it has a part (P1); who may not know of the owner
                    // could not read it.
                    let inZaak =
                        Toegang.mag(.dossierAanvullen, Toegang.delen(met, zaak: gevonden.zaak))
                        && gevonden.zicht.ziet(organisatie: met.text)
                        && Toegang.zicht(met, gevonden.bescherming).ziet(organisatie: request.caller.organisation.text)
                    return .deel(door: door, met: met.text, grondslag: grondslag, inZaak: inZaak)
                }, []
            )
        }
        daad(
            api, "ontvangsten", "vragenlijstOntvangen", "Zeggen dat uw organisatie de vragenlijst heeft (O16)",
            DoorVerzoek.self
        ) { _, door, _ in ({ _ in .ontvang(door: door) }, []) }
    }

    // MARK: - Making one

    /// A sealed answer: what was said, as what kind of statement, of which day.
    private struct Antwoordtekst: Codable {
        var tekst: String
        var soort: String
        var datum: String
    }

    private func verzegel<Inhoud: Encodable>(
        _ inhoud: Inhoud, _ soort: String, _ zaak: Zaak, van organisatie: OIN
    ) async throws -> Deel {
        let part = Vault.Part(
            Array(try JSONEncoder().encode(inhoud)), person: Tekstkluis.gezin(van: zaak.id),
            part: "\(soort) \(UUID.v7().text)")
        return Deel(
            sealed: try await context.vault.seal(part, organisation: organisatie, dossier: zaak.id, on: context.pool))
    }

    private func stelOp(_ request: Request<VragenlijstVerzoek>) async throws -> Response<VragenlijstStand> {
        let (zaak, oin, body) = (try request.path("id", as: UUID.self), request.caller.organisation, request.body)
        let gevonden = try await lezer.zaak(zaak, voor: oin)
        let door = try context.handelend(request.caller, door: body.door)
        try Toegang.eisAanvullen(Actor(door).rollen, gevonden.delen)
        if let uit = body.uit { try await eisNieuw(body, uit, gevonden, door, request) }
        let id = UUID.v7()
        let deel = try await verzegel(body.vragen.map(\.text), "vragenlijst", gevonden.zaak, van: oin)
        let command = VragenlijstCommand.stelOp(
            door: Actor(door), id: id, over: body.over.text, vragen: deel.id, aantal: body.vragen.count, uit: body.uit)
        return try await context.engine.perform(
            request.idempotency("vragenlijstOpstellen", zaak.text), trace: request.cause,
            needs: [AggregateRef(Zaak.self, zaak), AggregateRef(Vragenlijst.self, id)]
        ) { scope in
            scope.bewaar([deel])
            try scope.decide(command, on: id, in: zaak)
            guard let na = try scope.load(Vragenlijst.self, id) else { throw Problem.unexpected }
            return Answer(
                status: 201,
                body: try VragenlijstStand(
                    na, [], context.register.current, voor: oin, inZaak: true, gevonden.bescherming),
                location: "/v1/vragenlijsten/\(id.text)")
        }.response
    }

    /// What the family told already, in the list that was shared, is not asked again.
    private func eisNieuw(
        _ body: VragenlijstVerzoek, _ uit: UUID, _ gevonden: Zaaklezer.GevondenZaak, _ door: Handelend,
        _ request: Request<VragenlijstVerzoek>
    ) async throws {
        guard let (bron, _) = try await reader.one(Vragenlijst.self, uit), bron.zaak == gevonden.zaak.id,
            bron.over == body.over.text, bron.isGedeeld(met: door.organisatie.text)
        else {
            throw Invalid(
                pointer: "/uit", code: "niet-gedeeld",
                detail: "Deze lijst is voor deze intake of dit onderzoek niet met u gedeeld.")
        }
        let (vragen, _) = try await inhoud(bron, in: gevonden.zaak, gevonden.zicht, gevonden.bescherming, door, request)
        let verteld = Set(vragen.filter { $0.beantwoordOp != nil }.compactMap { $0.vraag.map(Self.kaal) })
        let fouten = body.vragen.enumerated().filter { verteld.contains(Self.kaal($0.element)) }.map {
            Violation(
                pointer: "/vragen/\($0.offset)", code: "al-gevraagd",
                detail: "Dit is het gezin al gevraagd: het antwoord staat in de lijst die met u gedeeld is.")
        }
        if !fouten.isEmpty { throw Invalid(fouten) }
    }

    /// The same question, however it was typed.
    private static func kaal(_ vraag: Tekst) -> String {
        String(vraag.text.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    // MARK: - Reading

    private func lijst(_ request: Request<NoBody>) async throws -> Response<Vragenlijsten> {
        let (zaak, oin) = (try request.path("id", as: UUID.self), request.caller.organisation)
        let gevonden = try await lezer.zaak(zaak, voor: oin)
        try Toegang.eisGezinKennen(gevonden.delen)
        let rijen = try await reader.page(Vragenlijst.self, where: "zaak = \(zaak)", after: nil, limit: 1_000)
            .filter { gevonden.zicht.ziet(organisatie: $0.state.eigenaar.organisatie) }
        let regels = try await TermReader(pool: context.pool).terms(of: rijen.map(\.id))
        return Response(
            Vragenlijsten(
                zaak: zaak, kenmerk: try .van(gevonden.zaak.kenmerk),
                vragenlijsten: try rijen.reversed().map {
                    try VragenlijstStand(
                        $0.state, regels[$0.id] ?? [], context.register.current, voor: oin, inZaak: true,
                        gevonden.bescherming)
                }))
    }

    private func lees(_ request: Request<NoBody>) async throws -> Response<VragenlijstInhoud> {
        let oin = request.caller.organisation
        let gevonden = try await vind(try request.path("id"), voor: oin)
        let door = try context.handelend(request.caller, door: request.query("door"))
        let (vragen, weg) = try await inhoud(
            gevonden.lijst, in: gevonden.zaak, gevonden.zicht, gevonden.bescherming, door, request)
        var (eerder, wegEerder): ([VraagInhoud], [VernietigdeInhoud]) = ([], [])
        // The list that it goes on with, to who got that one too.
        if let uit = gevonden.lijst.uit, let (bron, _) = try await reader.one(Vragenlijst.self, uit),
            gevonden.zicht.ziet(organisatie: bron.eigenaar.organisatie),
            bron.eigenaar.organisatie == oin.text || (gevonden.inZaak && bron.isGedeeld(met: oin.text))
        {
            (eerder, wegEerder) = try await inhoud(
                bron, in: gevonden.zaak, gevonden.zicht, gevonden.bescherming, door, request)
        }
        let regels = try await TermReader(pool: context.pool).terms(of: [gevonden.lijst.id])
        return Response(
            VragenlijstInhoud(
                zaak: gevonden.zaak.id, kenmerk: try .van(gevonden.zaak.kenmerk),
                lijst: try VragenlijstStand(
                    gevonden.lijst, regels[gevonden.lijst.id] ?? [], context.register.current, voor: oin,
                    inZaak: gevonden.inZaak, gevonden.bescherming), vragen: vragen,
                eerder: eerder.filter { $0.beantwoordOp != nil }, vernietigd: weg + wegEerder), etag: gevonden.versie)
    }

    /// The texts of a list, as far as this reader may have them (P1, P2, P5).
    private func inhoud<B>(
        _ lijst: Vragenlijst, in zaak: Zaak, _ zicht: Zicht, _ bescherming: Bescherming?, _ door: Handelend,
        _ request: Request<B>
    ) async throws -> (vragen: [VraagInhoud], vernietigd: [VernietigdeInhoud]) {
        let (oin, eigenaar) = (door.organisatie, lijst.eigenaar.organisatie)
        let recht = Toegang.vragenlijst(
            oin, Actor(door).rollen, lijst, Toegang.delen(oin, zaak: zaak), bescherming, now: Date())
        if case .geen(let waarom, let code) = recht { throw Problem.forbidden(waarom, code: code) }
        func geeft(_ id: UUID, _ op: Date) -> Bool { Toegang.geeft(recht, id, van: eigenaar, op: op, oin, zicht) }
        let antwoorden = lijst.antwoorden.filter { geeft($0.inhoud, $0.op) }
        let vragen = lijst.vragen.flatMap { geeft($0, lijst.opgesteldOp) ? $0 : nil }
        let (geopend, weg) = try await inzage.watErNogIs(
            [vragen].compactMap { $0 } + antwoorden.map(\.inhoud), voor: door,
            naam: GezinsoverzichtRegel.Wat.vragenlijst.verwerking, doel: "zaak \(lijst.kenmerk)", request)
        let decoder = JSONDecoder()
        let teksten = try vragen.flatMap { geopend[$0] }.map { try decoder.decode([String].self, from: Data($0)) }
        let inhoud = try (0..<lijst.aantal).map { plaats -> VraagInhoud in
            var vraag = VraagInhoud(
                nummer: plaats + 1, vraag: teksten.flatMap { $0.indices.contains(plaats) ? Tekst($0[plaats]) : nil },
                antwoord: nil, soort: nil, datum: nil, organisatie: nil, door: nil, beantwoordOp: nil)
            guard let antwoord = antwoorden.first(where: { $0.nummer == plaats + 1 }) else { return vraag }
            vraag.organisatie = try .van(antwoord.door.organisatie)
            vraag.door = try zicht.medewerker(antwoord.door.medewerker, antwoord.door.organisatie)
            vraag.beantwoordOp = antwoord.op
            if let bytes = geopend[antwoord.inhoud] {
                let tekst = try decoder.decode(Antwoordtekst.self, from: Data(bytes))
                vraag.antwoord = Tekst(tekst.tekst)
                vraag.soort = Verklaringsoort(rawValue: tekst.soort)
                vraag.datum = Datum(tekst.datum)
            }
            return vraag
        }
        return (
            inhoud, weg.sorted { $0.key.uuidString < $1.key.uuidString }.map { VernietigdeInhoud($0.key, $0.value) }
        )
    }

    private struct Gevonden {
        let lijst: Vragenlijst
        let versie: Int64
        let zaak: Zaak
        let bescherming: Bescherming?
        let zicht: Zicht
        /// Whether the caller has a part in the zaak now.
        let inZaak: Bool
    }

    private func vind(_ id: UUID, voor oin: OIN) async throws -> Gevonden {
        guard let (lijst, versie) = try await reader.one(Vragenlijst.self, id),
            let (zaak, _) = try await reader.one(Zaak.self, lijst.zaak)
        else { throw Problem.notFound(onbekend) }
        return try gevonden(lijst, versie, zaak, try await lezer.bescherming(van: lijst.zaak), voor: oin)
    }

    /// For its owner, and for who has a part in the zaak and so can ask for it or got it.
    private func gevonden(
        _ lijst: Vragenlijst, _ versie: Int64, _ zaak: Zaak, _ bescherming: Bescherming?, voor oin: OIN
    ) throws -> Gevonden {
        let zicht = Toegang.zicht(oin, bescherming)
        let inZaak = Toegang.mag(.dossierAanvullen, Toegang.delen(oin, zaak: zaak))
        guard inZaak || lijst.eigenaar.organisatie == oin.text, zicht.ziet(organisatie: lijst.eigenaar.organisatie)
        else { throw Problem.notFound(onbekend) }
        return Gevonden(
            lijst: lijst, versie: versie, zaak: zaak, bescherming: bescherming, zicht: zicht, inZaak: inZaak)
    }

    // MARK: - Acts

    private func daad<B: Handeling>(
        _ api: API, _ deel: String, _ id: String, _ summary: String, _ body: B.Type,
        wijst velden: [String: String] = [:],
        _ daad:
            @escaping @Sendable (Request<B>, Actor, Gevonden) async throws -> (
                @Sendable (Gevonden) -> VragenlijstCommand, [Deel]
            )
    ) {
        api.operation(
            .post, "/v1/vragenlijsten/{id}/\(deel)", id: id, summary: summary, access: .scope("dossier:schrijven"),
            options: [.requiresIdempotencyKey, .requiresIfMatch], parameters: pad, body: body,
            response: VragenlijstStand.self, problems: [.notFound: onbekend, .conflict: kanNiet]
        ) { request in
            let oin = request.caller.organisation
            let gevonden = try await vind(try request.path("id"), voor: oin)
            let (lijst, zaak) = (gevonden.lijst.id, gevonden.zaak.id)
            let door = Actor(try context.handelend(request.caller, door: request.body.door))
            let (command, delen) = try await daad(request, door, gevonden)
            do {
                return try await context.engine.perform(
                    request.idempotency(id, lijst.text), trace: request.cause, ifMatch: request.requiredIfMatch,
                    needs: [
                        AggregateRef(Zaak.self, zaak), AggregateRef(Vragenlijst.self, lijst), .bescherming(van: zaak),
                    ], version: { $0.version(lijst) }
                ) { scope in
                    // As it stands under the locks: what was shielded since counts.
                    guard let staat = try scope.load(Vragenlijst.self, lijst),
                        let zaaknu = try scope.load(Zaak.self, zaak)
                    else { throw Problem.unexpected }
                    let nu = try self.gevonden(
                        staat, scope.version(lijst), zaaknu,
                        scope.load(Bescherming.self, Bescherming.id(van: zaak)), voor: oin)
                    scope.bewaar(delen)
                    try scope.decide(command(nu), on: lijst, in: zaak, zicht: nu.zicht)
                    guard let na = try scope.load(Vragenlijst.self, lijst) else { throw Problem.unexpected }
                    return Answer(
                        status: 200,
                        body: try VragenlijstStand(
                            na, [], context.register.current, voor: oin, inZaak: nu.inZaak, nu.bescherming))
                }.response
            } catch let weigering as Weigering {
                throw Problem.of(weigering, wijst: velden)
            }
        }
    }
}

extension VragenlijstStand {
    /// Whom else it was shared with, or who else asked, is for its owner.
    init(
        _ lijst: Vragenlijst, _ regels: [TermView], _ register: RegisterSnapshot, voor oin: OIN, inZaak: Bool,
        _ bescherming: Bescherming?
    ) throws {
        let zicht = Toegang.zicht(oin, bescherming)
        let eigen = lijst.eigenaar.organisatie == oin.text
        func ziet(_ organisatie: String) -> Bool {
            (eigen || organisatie == oin.text) && zicht.ziet(organisatie: organisatie)
        }
        self.init(
            id: lijst.id, over: try .van(lijst.over),
            eigenaar: try .van((lijst.eigenaar.organisatie, lijst.eigenaar.medewerker), zicht), aantal: lijst.aantal,
            open: eigen || lijst.isGedeeld(met: oin.text) ? lijst.open : [], uit: eigen ? lijst.uit : nil,
            opgesteldOp: lijst.opgesteldOp,
            aanvragen: try lijst.aanvragen.filter { ziet($0.door.organisatie) }.map {
                VragenlijstaanvraagStand(
                    organisatie: try .van($0.door.organisatie),
                    medewerker: try zicht.medewerker($0.door.medewerker, $0.door.organisatie),
                    grondslag: try .van($0.grondslag), sinds: $0.sinds)
            },
            delingen: try lijst.delingen.filter { ziet($0.met) }.map { deling in
                VragenlijstdelingStand(
                    organisatie: try .van(deling.met), grondslag: try .van(deling.grondslag), sinds: deling.sinds,
                    ontvangenDoor: try deling.ontvangen.flatMap { try zicht.medewerker($0.medewerker, $0.organisatie) },
                    ontvangen: deling.ontvangen != nil)
            },
            termijnen: try lijst.lopendeTermijnen.compactMap { termijn in
                guard ziet(termijn.organisatie),
                    let regel = regels.running(termijn.soort, since: termijn.sinds)
                else { return nil }
                return BordTermijn(
                    soort: try .van(termijn.soort), organisatie: try .van(termijn.organisatie),
                    medewerker: try zicht.medewerker(termijn.medewerker, termijn.organisatie), sinds: regel.since,
                    verloopt: regel.due, stadium: regel.stage,
                    herkomst: TermLengths.verwijzing.origin(termijn.soort, regio: lijst.regio, register)
                        .flatMap { KorteTekst($0) })
            },
            mogelijk: try lijst.mogelijk(
                voor: oin.text, inZaak: inZaak && Toegang.isBekend(oin, bijEigenaarVan: lijst, bescherming),
                zicht: zicht
            ).map { try .van($0) })
    }
}
