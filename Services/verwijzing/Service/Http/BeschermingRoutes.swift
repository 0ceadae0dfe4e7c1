import Chassis
import Content
import Contracts
import Foundation
import Messaging
import VerwijzingDomain
import Web

/// What protects a family in a zaak: shielding (P1), gezag and consent (P2).
struct BeschermingRoutes: Sendable {
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
        afschermen(api)
        gezin(api)
    }

    // MARK: - Shielding

    private func afschermen(_ api: API) {
        daad(
            api, "afschermingen", "afschermen", "Een adres, plaatsing, werker of melder afschermen (P1)",
            AfschermVerzoek.self, antwoord: AfschermingStand.self
        ) { request, door, gevonden in
            let id = UUID.v7()
            let (wat, delen) = try await wat(request, door, gevonden, id)
            for (index, oin) in (request.body.ookBekendBij ?? []).enumerated() {
                try eisBekend(oin, "/ookBekendBij/\(index)")
            }
            let command = BeschermingCommand.schermAf(
                door: Actor(door), id: id, wat: wat, reden: try .van(request.body.reden), toelichting: delen.first?.id,
                ookBekendBij: (request.body.ookBekendBij ?? []).map(\.text))
            return (command, delen, { try Self.stand(id, $0, voor: door.organisatie) })
        }
        daad(
            api, "opheffingsvoorstellen", "opheffingVoorstellen",
            "Voorstellen een afscherming op te heffen; een ander bevestigt dat (P1)", OpheffingsvoorstelVerzoek.self,
            antwoord: AfschermingStand.self, versie: Bescherming.afschermversie
        ) { request, door, _ in
            let id = request.body.afscherming
            return (
                .stelOpheffingVoor(door: Actor(door), afscherming: id, reden: try .van(request.body.reden)), [],
                { try Self.stand(id, $0, voor: door.organisatie) }
            )
        }
        daad(
            api, "opheffingen", "afschermingOpheffen", "Het opheffen van een afscherming bevestigen, als tweede (P1)",
            OpheffingVerzoek.self, antwoord: Afschermingen.self, versie: Bescherming.afschermversie
        ) { request, door, gevonden in
            (
                .bevestigOpheffing(door: Actor(door), afscherming: request.body.afscherming), [],
                { try Self.lijst(gevonden.zaak, $0, voor: door.organisatie) }
            )
        }
        daad(
            api, "opheffingsafwijzingen", "opheffingAfwijzen",
            "Een voorstel tot opheffing afwijzen: het blijft afgeschermd",
            OpheffingVerzoek.self, antwoord: AfschermingStand.self, versie: Bescherming.afschermversie
        ) { request, door, _ in
            let id = request.body.afscherming
            return (
                .wijsOpheffingAf(door: Actor(door), afscherming: id), [],
                { try Self.stand(id, $0, voor: door.organisatie) }
            )
        }
        api.operation(
            .get, "/v1/zaken/{id}/afschermingen", id: "afschermingenLezen",
            summary: "Wat er in een zaak is afgeschermd en uw organisatie weet", access: .scope("dossier:lezen"),
            parameters: pad + [.query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt")],
            response: Afschermingen.self, problems: [.notFound: onbekend, .forbidden: "U mag dit niet lezen."]
        ) { request in
            let gevonden = try await lezer.zaak(try request.path("id"), voor: request.caller.organisation)
            let door = try context.handelend(request.caller, door: request.query("door"))
            try Toegang.eisInhoud(Actor(door).rollen)
            let bekend = (gevonden.bescherming?.afschermingen ?? []).filter {
                $0.bekendBij.contains(door.organisatie.text)
            }
            let (teksten, weg) = try await inzage.openWatErNogIs(
                bekend.compactMap(\.toelichting), voor: door, naam: "afschermingen lezen",
                doel: "zaak \(gevonden.zaak.kenmerk)", request)
            return Response(
                Afschermingen(
                    zaak: gevonden.zaak.id, kenmerk: try .van(gevonden.zaak.kenmerk),
                    afschermingen: try bekend.map {
                        try AfschermingStand($0, gevonden.zicht, toelichting: $0.toelichting.flatMap { teksten[$0] })
                    },
                    vernietigd: bekend.compactMap { afscherming in
                        afscherming.toelichting.flatMap { weg[$0] }.map { VernietigdeInhoud(afscherming.id, $0) }
                    }), etag: try Bescherming.afschermversie(gevonden.bescherming, voor: door.organisatie))
        }
    }

    /// What is shielded, with its sealed explanation. Only what the organisation may read itself can be named.
    private func wat(
        _ request: Request<AfschermVerzoek>, _ door: Handelend, _ gevonden: Zaaklezer.GevondenZaak, _ id: UUID
    ) async throws -> (Afgeschermde, [Deel]) {
        let body = request.body
        let oin = door.organisatie
        let recht = Toegang.dossier(
            oin, Actor(door).rollen, zaak: gevonden.zaak, gevonden.bescherming, now: Date())
        let dossier = try await inzage.dossier(van: gevonden.zaak.id)?.geldig ?? []
        let leesbaar = Set(
            dossier.filter {
                Toegang.geeft(recht, $0.id, van: $0.organisatie, op: $0.vastgelegdOp, oin, gevonden.zicht)
            }
            .map(\.id))
        let fouten = (body.inhoud ?? []).enumerated().filter { !leesbaar.contains($0.element) }.map {
            Violation(
                pointer: "/inhoud/\($0.offset)", code: "verklaring-onbekend",
                detail: "Deze verklaring staat niet in het dossier dat u leest.")
        }
        if !fouten.isEmpty { throw Invalid(fouten) }
        if let organisatie = body.organisatie { try eisBekend(organisatie, "/organisatie") }
        guard
            let wat = Afgeschermde(
                try .van(body.soort), inhoud: body.inhoud ?? [], organisatie: body.organisatie?.text,
                gemeente: body.gemeente?.text, medewerker: body.medewerker?.text)
        else { throw Problem.unexpected }  // unreachable: `check` names what is missing
        guard let toelichting = body.toelichting else { return (wat, []) }
        let part = Vault.Part(
            Array(toelichting.text.utf8), person: Tekstkluis.gezin(van: gevonden.zaak.id),
            part: "afscherming \(id.text)")
        let sealed = try await context.vault.seal(
            part, organisation: oin, dossier: gevonden.zaak.id, on: context.pool)
        return (wat, [Deel(sealed: sealed)])
    }

    private static func stand(_ id: UUID, _ bescherming: Bescherming, voor oin: OIN) throws -> AfschermingStand {
        guard let afscherming = bescherming.afschermingen.first(where: { $0.id == id }) else {
            throw Problem.unexpected
        }
        return try AfschermingStand(afscherming, Toegang.zicht(oin, bescherming))
    }

    private static func lijst(_ zaak: Zaak, _ bescherming: Bescherming, voor oin: OIN) throws -> Afschermingen {
        Afschermingen(
            zaak: zaak.id, kenmerk: try .van(zaak.kenmerk),
            afschermingen: try bescherming.afschermingen.filter { $0.bekendBij.contains(oin.text) }
                .map { try AfschermingStand($0, Toegang.zicht(oin, bescherming)) }, vernietigd: [])
    }

    // MARK: - Gezag and consent

    private func gezin(_ api: API) {
        daad(
            api, "gezinsleden", "gezinslidVastleggen", "Iemand van het gezin vastleggen (P2)", GezinslidVerzoek.self,
            antwoord: GezinslidStand.self
        ) { request, door, gevonden in
            let id = UUID.v7()
            let gegevens = Persoonsgegevens(
                naam: request.body.naam?.text, geboren: try request.body.geboortedatum.map { try .van($0) },
                bsn: request.body.bsn?.text)
            let deel = try await leeftijden.verzegel(gegevens, lid: id, zaak: gevonden.zaak, door: door)
            let rol = request.body.rol
            return (
                .legGezinslidVast(
                    door: Actor(door), id: id, rol: try .van(rol), gegevens: deel.id, geboren: gegevens.geboren),
                [deel],
                { _ in
                    GezinslidStand(
                        id: id, rol: rol, naam: nil,
                        leeftijdsgroep: gegevens.geboren.map { Leeftijdsgroep(leeftijd: $0.leeftijd(op: Dag(Date()))) })
                }
            )
        }
        daad(
            api, "gezag", "gezagVastleggen", "Wie het gezag heeft over een kind, en hoe dat bekend is (P2)",
            GezagVerzoek.self, antwoord: GezagStand.self, versie: Bescherming.gezinsversie
        ) { request, door, _ in
            let body = request.body
            let gezag = Gezag(
                kind: body.kind, volwassene: body.volwassene, heeftGezag: body.heeftGezag, bron: try .van(body.bron))
            return (.legGezagVast(door: Actor(door), gezag), [], { _ in try GezagStand(gezag) })
        }
        daad(
            api, "kaders", "kaderVastleggen", "Dat een organisatie een kind helpt op grond van een maatregel (P2)",
            KaderVerzoek.self, antwoord: OordeelStand.self
        ) { request, door, _ in
            let body = request.body
            try eisBekend(body.uitvoerder, "/uitvoerder")
            let kader = GedwongenKader(
                kind: body.kind, uitvoerder: body.uitvoerder.text, vanaf: try .van(body.vanaf),
                tot: try body.tot.map { try .van($0) })
            return (
                .legKaderVast(door: Actor(door), kader), [],
                {
                    try OordeelStand($0, body.uitvoerder, body.kind, geboren: nil, now: Date())
                }
            )
        }
        daad(
            api, "toestemmingen", "toestemmingVastleggen",
            "Wat een ouder of jongere zegt over vrijwillige hulp door een organisatie (P2)", ToestemmingVerzoek.self,
            antwoord: OordeelStand.self, versie: Bescherming.gezinsversie
        ) { request, door, gevonden in
            let body = request.body
            try eisBekend(body.organisatie, "/organisatie")
            let geboren = try await leeftijden.geboren(in: gevonden.bescherming, request, door: door.medewerker)
            return (
                .legToestemmingVast(
                    door: Actor(door), kind: body.kind, gever: body.gever, organisatie: body.organisatie.text,
                    besluit: try .van(body.besluit), geboren: geboren[body.kind]), [],
                {
                    try OordeelStand($0, body.organisatie, body.kind, geboren: geboren[body.kind], now: Date())
                }
            )
        }
        api.operation(
            .get, "/v1/zaken/{id}/gezin", id: "gezinLezen",
            summary: "Wie het gezag heeft, wie toestemming gaf, en welke hulp niet kan starten (P2)",
            access: .scope("dossier:lezen"),
            parameters: pad + [.query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt")],
            response: GezinStand.self, problems: [.notFound: onbekend, .forbidden: "U mag dit niet lezen."],
            handler: lees)
    }

    private func lees(_ request: Request<NoBody>) async throws -> Response<GezinStand> {
        let oin = request.caller.organisation
        let gevonden = try await lezer.zaak(try request.path("id"), voor: oin)
        let door = try context.handelend(request.caller, door: request.query("door"))
        let rollen = Actor(door).rollen
        try Toegang.eisBeschermen(rollen, gevonden.delen)
        guard let bescherming = gevonden.bescherming else {
            return Response(
                GezinStand(
                    zaak: gevonden.zaak.id, leden: [], gezag: [], toestemmingen: [], oordelen: [], vernietigd: []),
                etag: try Bescherming.gezinsversie(nil, voor: oin))
        }
        let now = Date()
        let (gegevens, weg) = try await leeftijden.gegevens(
            van: bescherming.gezinsleden, in: bescherming, request, door, naam: "gezag en toestemming lezen")
        let metNaam = Toegang.dossier(oin, rollen, zaak: gevonden.zaak, bescherming, now: now) == .alles
        let zicht = gevonden.zicht
        let genoemd = Set(
            bescherming.toestemmingen.map(\.organisatie) + bescherming.kaders.map(\.uitvoerder)
                + gevonden.overdrachten.filter { !$0.status.isEindstand }.map(\.naar))
        return Response(
            GezinStand(
                zaak: gevonden.zaak.id,
                leden: try bescherming.gezinsleden.map { lid in
                    let leeftijd = gegevens[lid.id]?.geboren?.leeftijd(op: Dag(now))
                    return GezinslidStand(
                        id: lid.id, rol: try .van(lid.rol),
                        naam: metNaam ? gegevens[lid.id]?.naam.flatMap { KorteTekst($0) } : nil,
                        leeftijdsgroep: lid.rol == .kind ? leeftijd.map { Leeftijdsgroep(leeftijd: $0) } : nil)
                }, gezag: try bescherming.gezag.map { try GezagStand($0) },
                toestemmingen: try bescherming.toestemmingen.filter { zicht.ziet(organisatie: $0.organisatie) }
                    .map { try ToestemmingStand($0) },
                oordelen: try genoemd.filter { zicht.ziet(organisatie: $0) }.sorted().flatMap { organisatie in
                    try bescherming.kinderen.map { kind in
                        try OordeelStand(
                            bescherming, try .van(organisatie), kind, geboren: gegevens[kind]?.geboren, now: now)
                    }
                },
                vernietigd: bescherming.gezinsleden.compactMap { lid in
                    weg[lid.id].map { VernietigdeInhoud(lid.id, $0) }
                }), etag: try Bescherming.gezinsversie(bescherming, voor: oin))
    }

    // MARK: - How each act is carried out

    /// Decides on what protects the zaak, under the zaak's lock.
    /// - Parameter versie: of what the act changes, for who reads it; nil where it only adds something.
    private func daad<B: Handeling, A: Contract>(
        _ api: API, _ deel: String, _ id: String, _ summary: String, _ body: B.Type, antwoord: A.Type,
        versie: (@Sendable (Bescherming?, OIN) throws -> Int64)? = nil,
        _ daad:
            @escaping @Sendable (Request<B>, Handelend, Zaaklezer.GevondenZaak) async throws -> (
                BeschermingCommand, [Deel], @Sendable (Bescherming) throws -> A
            )
    ) {
        api.operation(
            .post, "/v1/zaken/{id}/\(deel)", id: id, summary: summary, access: .scope("dossier:schrijven"),
            options: versie == nil ? .requiresIdempotencyKey : [.requiresIdempotencyKey, .requiresIfMatch],
            parameters: pad, body: body, response: antwoord, status: .created, alternatives: [.ok],
            problems: [.notFound: onbekend, .conflict: "Dit kan nu niet; het antwoord noemt waarom."]
        ) { request in
            let zaak: UUID = try request.path("id")
            let gevonden = try await lezer.zaak(zaak, voor: request.caller.organisation)
            let door = try context.handelend(request.caller, door: request.body.door)
            try Toegang.eisBeschermen(Actor(door).rollen, gevonden.delen)
            let (command, delen, antwoord) = try await daad(request, door, gevonden)
            let toets = try await toets(command, gevonden, request, door)
            let lopend: @Sendable (Scope) throws -> [AggregateRef] = {
                toets == nil ? [] : try $0.lopend(zaak: zaak)
            }
            var lijsten: [UUID] = []
            if case .schermAf = command { lijsten = try await lezer.wachtendeVragenlijsten(in: zaak) }
            return try await context.engine.perform(
                request.idempotency(id, zaak.text), trace: request.cause, ifMatch: request.ifMatch,
                needs: [
                    AggregateRef(Zaak.self, zaak), .bescherming(van: zaak), .continuiteit(van: zaak),
                    .gezinscontact(van: zaak),
                ] + (toets?.verwijzingen ?? []).map { AggregateRef(Verwijzing.self, $0) }
                    + lijsten.map { AggregateRef(Vragenlijst.self, $0) }, further: lopend,
                version: { scope in
                    try versie?(scope.load(Bescherming.self, Bescherming.id(van: zaak)), door.organisatie) ?? 0
                }
            ) { [lijsten] scope in
                try scope.decide(command, over: zaak)
                try scope.volg(vragenlijsten: lijsten, in: zaak)
                if let toets {
                    try scope.toetsToestemming(in: zaak, verwijzingen: toets.verwijzingen, geboren: toets.geboren)
                }
                if case .legGezinslidVast(_, let id, .kind, _, let geboren?) = command {
                    try scope.leeftijden([id: geboren], in: zaak)
                }
                scope.bewaar(delen)
                guard let na = try scope.load(Bescherming.self, Bescherming.id(van: zaak)) else {
                    throw Problem.unexpected
                }
                return Answer(status: 201, body: try antwoord(na))
            }.response
        }
    }

    /// P2: what tells whether help that runs still rests on consent; nil for acts that say nothing about that.
    private func toets<B: Handeling>(
        _ command: BeschermingCommand, _ gevonden: Zaaklezer.GevondenZaak, _ request: Request<B>, _ door: Handelend
    ) async throws -> (verwijzingen: [UUID], geboren: [UUID: Dag])? {
        switch command {
        case .legToestemmingVast, .legKaderVast: break
        default: return nil
        }
        let geboren = try await leeftijden.geboren(in: gevonden.bescherming, request, door: door.medewerker)
        return (try await lezer.verwijzingen(in: gevonden.zaak.id).filter { !$0.isEindstand }.map(\.id), geboren)
    }

    private func eisBekend(_ oin: OIN, _ veld: String) throws {
        guard context.register.current.organisation(oin) != nil else {
            throw Invalid(
                pointer: veld, code: "onbekende-organisatie", detail: "Deze organisatie staat niet in het register.")
        }
    }
}
