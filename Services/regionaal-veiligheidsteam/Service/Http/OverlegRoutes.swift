import Chassis
import Contracts
import Foundation
import Messaging
import Postgres
import Register
import VeiligheidDomain
import Web

/// Meetings about a family over HTTPS (O20), with what a table concluded (R6) and agreed (V8).
struct OverlegRoutes: Sendable {
    private let context: Context
    private let casussen: CasusRoutes
    private let reader: AggregateReader
    private let pad: [Parameter] = [.path("id", UUID.self, "Id van het overleg")]
    private let onbekend = "Het overleg bestaat niet of uw organisatie is er niet bij."

    init(_ context: Context) {
        self.context = context
        casussen = CasusRoutes(context)
        reader = AggregateReader(pool: context.pool)
    }

    func register(on api: API) {
        api.operation(
            .post, "/v1/casussen/{id}/overleggen", id: "overlegPlannen",
            summary: "Een overleg plannen en uitnodigen (O20, N4)", access: .scope("casussen:schrijven"),
            options: .requiresIdempotencyKey, parameters: casussen.pad, body: OverlegVerzoek.self,
            response: OverlegStand.self, status: .created, alternatives: [.ok],
            problems: [
                .notFound: "De casus bestaat niet of uw organisatie is er niet bij betrokken.",
                .conflict: "Het overleg kan zo niet gepland worden; het antwoord noemt alles wat mist.",
            ], handler: plan)
        api.operation(
            .get, "/v1/casussen/{id}/overleggen", id: "overleggenLezen", summary: "De overleggen bij een casus (O20)",
            access: .scope("casussen:lezen"), parameters: casussen.pad, response: Overleggen.self,
            problems: [.notFound: "De casus bestaat niet of uw organisatie is er niet bij betrokken."]
        ) { request in
            let oin = request.caller.organisation
            let (casus, _) = try await casussen.gevonden(try request.path("id"), voor: oin)
            let overleggen = try await reader.delen(Overleg.self, van: casus.id.waarde)
            return Response(Overleggen(overleggen: try overleggen.map { try OverlegRegel($0, in: casus, voor: oin) }))
        }
        api.operation(
            .get, "/v1/overleggen/{id}", id: "overlegLezen",
            summary: "Een overleg met wie er was, wat besloten en wat afgesproken is; inzage wordt eerst vastgelegd",
            access: .scope("casussen:lezen"),
            parameters: pad + [.query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt")],
            response: OverlegStand.self, problems: [.notFound: onbekend]
        ) { request in
            let gevonden = try await vind(try request.path("id"), voor: request.caller.organisation)
            return Response(
                try await stand(gevonden, request, context.handelend(request.caller, door: request.query("door"))),
                etag: gevonden.versie)
        }
        api.operation(
            .get, "/v1/afspraken/{id}", id: "afspraakVinden", summary: "Bij welk overleg een afspraak hoort (V8)",
            access: .scope("casussen:lezen"),
            parameters: [
                .path("id", UUID.self, "Id van de afspraak"),
                .query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt"),
            ], response: AfspraakPlaats.self,
            problems: [.notFound: "De afspraak bestaat niet of u hoort er niet bij."]
        ) { request in
            let kijker = VeiligheidDomain.Persoon(try context.handelend(request.caller, door: request.query("door")))
            let id: UUID = try request.path("id")
            let gezocht = JSONB(text: #"[{"id":"\#(id.text)"}]"#)
            let overleg = try await reader.page(
                Overleg.self, where: "state -> 'afspraken' @> \(gezocht)", after: nil, limit: 1
            ).first?.state
            guard let overleg, overleg.afspraken.contains(where: { $0.id.waarde == id && Casus.ziet($0, kijker) })
            else { throw Problem.notFound("De afspraak bestaat niet of u hoort er niet bij.") }
            _ = try await vind(overleg.id.waarde, voor: request.caller.organisation)
            return Response(AfspraakPlaats(overleg: overleg.id.waarde))
        }
        daden(api)
    }

    private struct Gevonden: Sendable {
        let overleg: Overleg
        let versie: Int64
        let casus: Casus
        let afgeschermden: Afgeschermden?
        let leest: Bool
    }

    private func vind(_ id: UUID, voor oin: OIN) async throws -> Gevonden {
        guard let (overleg, versie) = try await reader.one(Overleg.self, id),
            let (casus, _) = try await reader.one(Casus.self, overleg.zaak.waarde), casus.ziet(overleg, oin)
        else { throw Problem.notFound(onbekend) }
        return Gevonden(
            overleg: overleg, versie: versie, casus: casus,
            afgeschermden: try await Afgeschermden.van(casus.id.waarde, context.pool), leest: casus.leest(overleg, oin))
    }

    private func stand(
        _ gevonden: Gevonden, _ request: Request<NoBody>, _ door: Handelend
    ) async throws -> OverlegStand {
        let overleg = gevonden.overleg
        let kijker = VeiligheidDomain.Persoon(door)
        // The text of an organisation that is shielded would give that away (P1).
        let zichtbaar = try overleg.teksten(voor: kijker).filter {
            guard gevonden.leest else { return false }
            return try gevonden.afgeschermden?.ziet(door.organisatie, organisatie: .van($0.van.rawValue)) ?? true
        }
        let teksten = try await casussen.inhoud.open(
            zichtbaar.map(\.id), voor: door, naam: "overleg lezen", kenmerk: overleg.kenmerk, request)
        let id = overleg.id.waarde
        let regels = try await TermReader(pool: context.pool).terms(of: [id])
        return try OverlegStand(
            overleg, in: gevonden.casus, voor: kijker, gevonden.afgeschermden, teksten: teksten,
            regels: regels[id] ?? [], context.register.current)
    }

    // MARK: - Calling a meeting

    private func plan(_ request: Request<OverlegVerzoek>) async throws -> Response<OverlegStand> {
        let (oin, body) = (request.caller.organisation, request.body)
        let (casus, _) = try await casussen.gevonden(try request.path("id"), voor: oin)
        let door = VeiligheidDomain.Persoon(try context.handelend(request.caller, door: body.door))
        let zaak = casus.id.waarde
        let leden = Set(try await Gezin.van(zaak, context.pool)?.leden.map(\.id) ?? [])
        let fouten =
            organisatiefouten(body.organisaties ?? [], casus) + tafelfouten(body.soort, oin)
            + onbekend(body.gezinsleden, "/gezinsleden", leden)
            + onbekend(body.vertrouwenspersonenVan, "/vertrouwenspersonenVan", leden)
        guard fouten.isEmpty else { throw Invalid(fouten) }
        let register = context.register.current
        let genodigden = (body.organisaties ?? []).map {
            OverlegGepland.Genodigde(
                organisatie: Organisatie($0.text), rol: register.organisation($0)?.soort.rawValue ?? "anders")
        }
        let id = UUID.v7()
        let soort = try VeiligheidDomain.Overlegsoort.van(body.soort)
        let gepland = try Dag.van(body.datum).om(minuten: body.tijd.minuten)
        let gezin = deelnemers(body.gezinsleden, body.vertrouwenspersonenVan)
        let vorige = body.vorige.map { [AggregateRef(Overleg.self, $0)] } ?? []
        return try await context.engine.perform(
            request.idempotency("overlegPlannen", zaak.text), trace: request.cause,
            needs: [AggregateRef(Casus.self, zaak), AggregateRef(Overleg.self, id), Afgeschermden.ref(van: zaak)]
                + vorige
        ) { scope in
            guard let casus = try scope.load(Casus.self, zaak) else { throw Problem.notFound() }
            let raad = genodigden.first { $0.rol == RegisterEvents.Organisatiesoort.rvdk.rawValue }?.organisatie
            let eerder = try body.vorige.map { vorige in
                guard let overleg = try scope.load(Overleg.self, vorige), overleg.zaak.waarde == zaak else {
                    throw Invalid(
                        pointer: "/vorige", code: "onbekend-overleg", detail: "Dit overleg hoort niet bij deze casus.")
                }
                return overleg
            }
            let plan = Overlegplan(
                overleg: OverlegId(id), casus: casus, soort: soort, gepland: gepland, raad: raad,
                uitgenodigd: genodigden, gezin: gezin,
                vorige: eerder.flatMap { $0.nieuwGesprekSinds == nil ? nil : $0.id })
            try scope.decide(OverlegCommand.plannen(plan, door: door), on: id)
            if let eerder {
                try scope.decide(
                    OverlegCommand.nieuwGesprekPlannen(vervolg: OverlegId(id), door: door), on: eerder.id.waarde,
                    casus: casus)
            }
            return try scope.antwoord(201, id, zaak, voor: door, context.register.current)
        }.response
    }

    private func organisatiefouten(_ organisaties: [OIN], _ casus: Casus) -> [Violation] {
        let register = context.register.current
        return organisaties.enumerated().compactMap { index, oin in
            let pointer = "/organisaties/\(index)"
            guard register.organisation(oin)?.doetMee() == true else {
                return Violation(
                    pointer: pointer, code: "onbekende-organisatie",
                    detail: "Deze organisatie staat niet als actief in het register.")
            }
            return register.deelnamefout(oin, oefening: casus.oefening, pointer)
        }
    }

    /// R6: who brings a family to a jeugdbeschermingstafel.
    private func tafelfouten(_ soort: CasussenEvents.Overlegsoort, _ oin: OIN) -> [Violation] {
        let melders: Set<RegisterEvents.Organisatiesoort> = [
            .lokaalTeam, .gemeente, .rvt, .veiligThuis, .gi, .leerplicht,
        ]
        let eigen = context.register.current.organisation(oin)?.soort
        guard soort == .jeugdbeschermingstafel, eigen.map(melders.contains) != true else { return [] }
        return [
            Violation(
                pointer: "/soort", code: "niet-bij-tafel",
                detail: "Een jeugdbeschermingstafel roept de gemeente, een GI, Veilig Thuis of leerplicht bijeen.")
        ]
    }

    private func onbekend(_ leden: [UUID]?, _ veld: String, _ bekend: Set<UUID>) -> [Violation] {
        (leden ?? []).enumerated().filter { !bekend.contains($0.element) }.map {
            .onbekendGezinslid("\(veld)/\($0.offset)")
        }
    }

    private func deelnemers(_ leden: [UUID]?, _ vertrouwenspersonenVan: [UUID]?) -> [Gezinsdeelnemer] {
        (leden ?? []).map { Gezinsdeelnemer(lid: GezinslidId($0), als: .gezinslid) }
            + (vertrouwenspersonenVan ?? []).map { Gezinsdeelnemer(lid: GezinslidId($0), als: .vertrouwenspersoon) }
    }

    // MARK: - Acts on one meeting

    private func daden(_ api: API) {
        daad(api, "afzeggingen", "overlegAfzeggen", "Een overleg afzeggen (O20)", AfzeggingVerzoek.self) {
            request, door, _ in (.afzeggen(try .van(request.body.reden), door: door), [])
        }
        daad(
            api, "verslagen", "overlegVastleggen", "Vastleggen wie er was en hoe kinderen gehoord zijn (O20)",
            VerslagVerzoek.self, legVast)
        daad(
            api, "besluiten", "tafelbesluitVastleggen", "De uitkomst van een jeugdbeschermingstafel vastleggen (R6)",
            TafelbesluitVerzoek.self
        ) { request, door, overleg in
            let tekst = try await verzegel(request.body.motivering, "tafelbesluit", request, overleg)
            return (.besluiten(try .van(request.body.uitkomst), motivering: tekst.id, door: door), [tekst])
        }
        daad(
            api, "terugmeldingen", "tafelTerugmelden", "Terugmelden hoe het na de tafel ging (R6)",
            TerugmeldingVerzoek.self
        ) { request, door, overleg in
            let tekst = try await verzegel(request.body.toelichting, "terugmelding", request, overleg)
            return (.terugmelden(try .van(request.body.gevolg), toelichting: tekst.id, door: door), [tekst])
        }
        daad(
            api, "gespreksafmeldingen", "nieuwGesprekAfmelden",
            "Zeggen waarom een nieuw gesprek niet meer nodig is (R6)", GespreksafmeldingVerzoek.self
        ) { request, door, overleg in
            let tekst = try await verzegel(request.body.toelichting, "gespreksafmelding", request, overleg)
            return (.nieuwGesprekAfmelden(toelichting: tekst.id, door: door), [tekst])
        }
        daad(
            api, "raadsonderzoeken", "raadsonderzoekStarten", "Als Raad een onderzoek starten (R6)", DoorVerzoek.self
        ) { _, door, _ in (.onderzoekStarten(door: door), []) }
        daad(
            api, "afspraken", "afspraakMaken", "Een afspraak vastleggen met wie haar doet en hoe snel (V8)",
            AfspraakVerzoek.self, maakAfspraak)
        daad(
            api, "afrondingen", "afspraakAfronden", "Zeggen of een afspraak gedaan is (V8)", AfrondingVerzoek.self
        ) { request, door, overleg in
            let body = request.body
            var delen: [Casusinhoud.Deel] = []
            if let reden = body.reden { delen.append(try await verzegel(reden, "afspraak", request, overleg)) }
            return (
                .afspraakAfronden(
                    AfspraakId(body.afspraak), try .van(body.uitkomst), reden: delen.first?.id, door: door), delen
            )
        }
    }

    private func legVast(
        _ request: Request<VerslagVerzoek>, _ door: VeiligheidDomain.Persoon, _ overleg: Overleg
    ) async throws -> (OverlegCommand, [Casusinhoud.Deel]) {
        let body = request.body
        let gezin = try await Gezin.van(overleg.zaak.waarde, context.pool)
        let (leden, kinderen) = (Set(gezin?.leden.map(\.id) ?? []), gezin?.kinderen ?? [])
        let fouten =
            onbekend(body.gezinsledenAanwezig, "/gezinsledenAanwezig", leden)
            + onbekend(body.vertrouwenspersonenVan, "/vertrouwenspersonenVan", leden)
            + onbekend(body.kinderenGehoord, "/kinderenGehoord", Set(kinderen))
            + onbekend(body.kinderenVoorbereid, "/kinderenVoorbereid", Set(kinderen))
            + onbekend(body.kinderenOnder12, "/kinderenOnder12", Set(kinderen))
        guard fouten.isEmpty else { throw Invalid(fouten) }
        var delen: [Casusinhoud.Deel] = []
        func deel(_ tekst: Tekst?, _ onderdeel: String) async throws -> InhoudId? {
            guard let tekst else { return nil }
            let deel = try await verzegel(tekst, onderdeel, request, overleg)
            delen.append(deel)
            return deel.id
        }
        let verslag = Verslag(
            aanwezig: (body.aanwezig ?? []).map { Organisatie($0.text) },
            gezinAanwezig: deelnemers(body.gezinsledenAanwezig, body.vertrouwenspersonenVan),
            geenGezin: try await deel(body.geenGezinReden, "geen-gezin"),
            kinderen: kinderen.map { kind in
                .init(
                    kind: GezinslidId(kind), onder12: body.kinderenOnder12?.contains(kind) == true,
                    gehoord: body.kinderenGehoord?.contains(kind) == true,
                    voorbereid: body.kinderenVoorbereid?.contains(kind) == true)
            }, nietGehoord: try await deel(body.nietGehoordReden, "niet-gehoord"))
        return (.vastleggen(verslag, kinderen: kinderen.map { GezinslidId($0) }, door: door), delen)
    }

    private func maakAfspraak(
        _ request: Request<AfspraakVerzoek>, _ door: VeiligheidDomain.Persoon, _ overleg: Overleg
    ) async throws -> (OverlegCommand, [Casusinhoud.Deel]) {
        let body = request.body
        let register = context.register.current
        var fouten: [Violation] = []
        if register.organisation(body.organisatie)?.doetMee() != true
            || register.person(body.organisatie, body.eigenaar) == nil
        {
            fouten.append(
                Violation(
                    pointer: "/eigenaar", code: "onbekende-medewerker",
                    detail: "Deze medewerker staat niet in het register bij die organisatie."))
        }
        let kring = (body.alleenVoor ?? []).map { id -> VeiligheidDomain.Persoon? in
            let bij = overleg.organisaties.filter { organisatie in
                OIN(organisatie.rawValue).map { register.person($0, id) != nil } ?? false
            }
            return bij.first.map { VeiligheidDomain.Persoon(organisatie: $0, medewerker: Medewerker(id.text)) }
        }
        fouten += kring.enumerated().filter { $0.element == nil }.map {
            Violation(
                pointer: "/alleenVoor/\($0.offset)", code: "onbekende-medewerker",
                detail: "Kies iemand van een organisatie die bij dit overleg hoort.")
        }
        guard fouten.isEmpty else { throw Invalid(fouten) }
        let tekst = try await verzegel(body.tekst, "afspraak", request, overleg)
        let plan = Afspraakplan(
            afspraak: AfspraakId(UUID.v7()), horizon: try .van(body.horizon),
            eigenaar: .init(
                organisatie: Organisatie(body.organisatie.text), medewerker: Medewerker(body.eigenaar.text)),
            tekst: tekst.id, kring: kring.compactMap { $0 })
        return (.afspraakMaken(plan, door: door), [tekst])
    }

    /// An act, decided under the lock of the casus, then of the meeting.
    private func daad<B: Handeling>(
        _ api: API, _ deel: String, _ id: String, _ summary: String, _ body: B.Type,
        _ daad:
            @escaping @Sendable (Request<B>, VeiligheidDomain.Persoon, Overleg) async throws -> (
                OverlegCommand, [Casusinhoud.Deel]
            )
    ) {
        api.operation(
            .post, "/v1/overleggen/{id}/\(deel)", id: id, summary: summary, access: .scope("casussen:schrijven"),
            options: [.requiresIdempotencyKey, .requiresIfMatch], parameters: pad, body: body,
            response: OverlegStand.self,
            problems: [
                .notFound: onbekend, .conflict: "Dit kan nu niet; het antwoord noemt alles wat in de weg staat.",
            ]
        ) { request in
            let overleg = try await vind(try request.path("id"), voor: request.caller.organisation).overleg
            let door = VeiligheidDomain.Persoon(try context.handelend(request.caller, door: request.body.door))
            let (command, delen) = try await daad(request, door, overleg)
            let (id, zaak) = (overleg.id.waarde, overleg.zaak.waarde)
            let vorige = overleg.vorige.map { [AggregateRef(Overleg.self, $0.waarde)] } ?? []
            return try await context.engine.perform(
                request.idempotency(id.text + deel), trace: request.cause, ifMatch: request.requiredIfMatch,
                needs: [AggregateRef(Casus.self, zaak), AggregateRef(Overleg.self, id), Afgeschermden.ref(van: zaak)]
                    + vorige, version: { $0.version(id) }
            ) { scope in
                let casus = try scope.load(Casus.self, zaak)
                try scope.decide(command, on: id, casus: casus)
                // R6: what becomes of a new talk is what becomes of the duty to hold it.
                if let eerder = overleg.vorige, let uitkomst = command.vervolg {
                    try scope.decide(
                        OverlegCommand.vervolgen(overleg.id, uitkomst, door: door), on: eerder.waarde, casus: casus)
                }
                scope.bewaar(delen)
                return try scope.antwoord(200, id, zaak, voor: door, context.register.current)
            }.response
        }
    }

    private func verzegel<B>(
        _ tekst: Tekst, _ onderdeel: String, _ request: Request<B>, _ overleg: Overleg
    ) async throws -> Casusinhoud.Deel {
        try await casussen.inhoud.verzegel(
            tekst, onderdeel, van: request.caller.organisation, zaak: overleg.zaak.waarde)
    }
}

extension Scope {
    fileprivate func antwoord(
        _ status: Int, _ id: UUID, _ zaak: UUID, voor kijker: VeiligheidDomain.Persoon, _ register: RegisterSnapshot
    ) throws -> Answer<OverlegStand> {
        guard let overleg = try load(Overleg.self, id), let casus = try load(Casus.self, zaak) else {
            throw Problem.unexpected
        }
        let afgeschermden = try load(projection: Afgeschermden.self, Afgeschermden.id(van: zaak))
        return Answer(
            status: status, body: try OverlegStand(overleg, in: casus, voor: kijker, afgeschermden, register),
            location: "/v1/overleggen/\(id.text)")
    }
}

extension OverlegCommand {
    /// What an act makes of a meeting, for the one of which it is the new talk (R6).
    fileprivate var vervolg: Vervolguitkomst? {
        switch self {
        case .afzeggen: .afgezegd
        case .vastleggen: .gehouden
        case .onderzoekStarten: .overgenomen
        default: nil
        }
    }
}
