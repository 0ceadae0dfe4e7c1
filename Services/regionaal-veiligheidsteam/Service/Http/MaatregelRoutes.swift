import Chassis
import Contracts
import Foundation
import Messaging
import Register
import VeiligheidDomain
import Web

/// Measures of the court over HTTPS (R7): recorded in a casus, carried out by who the court named, reviewed by the Raad.
struct MaatregelRoutes: Sendable {
    private let context: Context
    private let casussen: CasusRoutes
    private let reader: AggregateReader
    private let pad: [Parameter] = [.path("id", UUID.self, "Id van de maatregel")]
    private let onbekend = "De maatregel bestaat niet of uw organisatie is er niet bij betrokken."

    init(_ context: Context) {
        self.context = context
        casussen = CasusRoutes(context)
        reader = AggregateReader(pool: context.pool)
    }

    func register(on api: API) {
        api.operation(
            .post, "/v1/casussen/{id}/maatregelen", id: "maatregelVastleggen",
            summary: "Vastleggen wat de rechter voor een kind oplegde (R7)", access: .scope("casussen:schrijven"),
            options: .requiresIdempotencyKey, parameters: casussen.pad, body: MaatregelVerzoek.self,
            response: MaatregelStand.self, status: .created, alternatives: [.ok],
            problems: [
                .notFound: "De casus bestaat niet of uw organisatie is er niet bij betrokken.",
                .conflict: "Deze maatregel loopt al, of de dagen kloppen niet.",
            ], handler: legVast)
        api.operation(
            .get, "/v1/casussen/{id}/maatregelen", id: "casusmaatregelenLezen",
            summary: "De maatregelen bij een casus (R7)", access: .scope("casussen:lezen"), parameters: casussen.pad,
            response: Maatregelen.self,
            problems: [.notFound: "De casus bestaat niet of uw organisatie is er niet bij betrokken."]
        ) { request in
            let oin = request.caller.organisation
            let (casus, _) = try await casussen.gevonden(try request.path("id"), voor: oin)
            return try await lijst(van: casus.id.waarde, voor: oin)
        }
        api.operation(
            .get, "/v1/maatregelen/{id}", id: "maatregelLezen",
            summary: "Een maatregel met haar termijnen; inzage in de teksten wordt eerst vastgelegd",
            access: .scope("casussen:lezen"),
            parameters: pad + [.query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt")],
            response: MaatregelStand.self, problems: [.notFound: onbekend]
        ) { request in
            let gevonden = try await vind(try request.path("id"), voor: request.caller.organisation)
            return Response(
                try await stand(gevonden, request, context.handelend(request.caller, door: request.query("door"))),
                etag: gevonden.versie)
        }
        stappen(api)
    }

    private struct Gevonden: Sendable {
        let maatregel: Maatregel
        let versie: Int64
        let afgeschermden: Afgeschermden?
        let leest: Bool
    }

    private func vind(_ id: UUID, voor oin: OIN) async throws -> Gevonden {
        guard let (maatregel, versie) = try await reader.one(Maatregel.self, id),
            let (casus, _) = try await reader.one(Casus.self, maatregel.zaak.waarde), casus.ziet(maatregel, oin)
        else { throw Problem.notFound(onbekend) }
        return Gevonden(
            maatregel: maatregel, versie: versie,
            afgeschermden: try await Afgeschermden.van(casus.id.waarde, context.pool),
            leest: casus.leest(maatregel, oin))
    }

    private func lijst(van zaak: UUID, voor oin: OIN) async throws -> Response<Maatregelen> {
        let maatregelen = try await reader.delen(Maatregel.self, van: zaak)
        let regels = try await TermReader(pool: context.pool).terms(of: maatregelen.map(\.id.waarde))
        let afgeschermden = try await Afgeschermden.van(zaak, context.pool)
        return Response(
            Maatregelen(
                maatregelen: try maatregelen.map {
                    try MaatregelStand(
                        $0, voor: oin, afgeschermden, regels: regels[$0.id.waarde] ?? [], context.register.current)
                }))
    }

    private func stand(
        _ gevonden: Gevonden, _ request: Request<NoBody>, _ door: Handelend
    ) async throws -> MaatregelStand {
        let maatregel = gevonden.maatregel
        // The text of an organisation that is shielded would give that away (P1).
        let teksten = try maatregel.teksten.filter {
            guard gevonden.leest else { return false }
            return try gevonden.afgeschermden?.ziet(door.organisatie, organisatie: .van($0.van.rawValue)) ?? true
        }
        let geopend = try await casussen.inhoud.open(
            teksten.map(\.id), voor: door, naam: "maatregel lezen", kenmerk: maatregel.kenmerk, request)
        let id = maatregel.id.waarde
        let regels = try await TermReader(pool: context.pool).terms(of: [id])
        var stand = try MaatregelStand(
            maatregel, voor: door.organisatie, gevonden.afgeschermden, regels: regels[id] ?? [],
            context.register.current)
        if case .gedaan(_, let toelichting, _) = maatregel.evaluatie { stand.toelichting = geopend[toelichting] }
        if case .gedaan(_, let motivering, _, _) = maatregel.toetsing { stand.motivering = geopend[motivering] }
        return stand
    }

    // MARK: - Acts

    private func legVast(_ request: Request<MaatregelVerzoek>) async throws -> Response<MaatregelStand> {
        let (oin, body) = (request.caller.organisation, request.body)
        let (casus, _) = try await casussen.gevonden(try request.path("id"), voor: oin)
        let door = VeiligheidDomain.Persoon(try context.handelend(request.caller, door: body.door))
        let zaak = casus.id.waarde
        let gezin = try await Gezin.van(zaak, context.pool)
        let fouten =
            fouten(body.uitvoerder, .gi, "/uitvoerder", casus) + fouten(body.raad, .rvdk, "/raad", casus)
            + (gezin?.kinderen.contains(body.kind) == true ? [] : [.onbekendGezinslid("/kind")])
        guard fouten.isEmpty else { throw Invalid(fouten) }
        let (id, soort) = (UUID.v7(), try VeiligheidDomain.Maatregelsoort.van(body.soort))
        let beschikking = try Beschikking(body.uitspraakdatum, body.einddatum, body.meerderjarigdatum)
        let andere = try await reader.delen(Maatregel.self, van: zaak).map(\.id.waarde)
        let plaats = Maatregelplaats.id(zaak, GezinslidId(body.kind), soort)
        let laatste: @Sendable (Scope) throws -> [AggregateRef] = { try $0.naastMaatregel(plaats) }
        return try await context.engine.perform(
            request.idempotency("maatregelVastleggen", zaak.text), trace: request.cause,
            needs: [AggregateRef(Casus.self, zaak), AggregateRef(Maatregel.self, id), Afgeschermden.ref(van: zaak)]
                + andere.map { AggregateRef(Maatregel.self, $0) },
            further: laatste
        ) { scope in
            guard let casus = try scope.load(Casus.self, zaak) else { throw Problem.notFound() }
            let oplegging = Oplegging(
                maatregel: MaatregelId(id), casus: casus, kind: GezinslidId(body.kind), soort: soort,
                uitvoerder: Organisatie(body.uitvoerder.text), raad: Organisatie(body.raad.text),
                beschikking: beschikking)
            let laatste = try scope.load(projection: Maatregelplaats.self, plaats)?.maatregel
            try scope.decide(.opleggen(oplegging, door: door), on: id, naast: andere + [laatste].compactMap { $0 })
            try scope.put(Maatregelplaats(regio: casus.regio, maatregel: id), plaats)
            return try scope.antwoord(201, id, zaak, voor: oin, context.register.current)
        }.response
    }

    private func fouten(
        _ oin: OIN, _ soort: RegisterEvents.Organisatiesoort, _ pointer: String, _ casus: Casus
    ) -> [Violation] {
        let register = context.register.current
        guard let bekend = register.organisation(oin), bekend.doetMee(), bekend.soort == soort else {
            return [
                Violation(
                    pointer: pointer, code: "onbekende-organisatie",
                    detail: soort == .gi
                        ? "Dit is volgens het register geen gecertificeerde instelling."
                        : "Dit is volgens het register geen Raad voor de Kinderbescherming.")
            ]
        }
        return register.deelnamefout(oin, oefening: casus.oefening, pointer).map { [$0] } ?? []
    }

    private func stappen(_ api: API) {
        stap(api, "eerste-contacten", "eersteContactMelden", "Het eerste contact melden", MaatregelstapVerzoek.self) {
            request, door, _ in
            (.eersteContactMelden(op: try .van(request.body.gedaandatum), door: door), [])
        }
        stap(api, "plannen", "planMelden", "Melden dat het plan er is", MaatregelstapVerzoek.self) {
            request, door, _ in
            (.planMelden(op: try .van(request.body.gedaandatum), door: door), [])
        }
        stap(api, "evaluaties", "maatregelEvalueren", "De maatregel evalueren", EvaluatieVerzoek.self) {
            request, door, maatregel in
            let tekst = try await verzegel(request.body.toelichting, "evaluatie", request, maatregel)
            return (.evalueren(try .van(request.body.uitkomst), toelichting: tekst.id, door: door), [tekst])
        }
        stap(
            api, "toetsingen", "maatregelToetsen", "Als Raad toetsen of niet verlengen goed is", ToetsingVerzoek.self
        ) { request, door, maatregel in
            let tekst = try await verzegel(request.body.motivering, "toetsing", request, maatregel)
            return (.toetsen(akkoord: request.body.akkoord, motivering: tekst.id, door: door), [tekst])
        }
        stap(
            api, "verlengingen", "maatregelVerlengen", "Vastleggen dat de rechter verlengde", VerlengingVerzoek.self
        ) { request, door, _ in
            let body = request.body
            let beschikking = try Beschikking(body.uitspraakdatum, body.einddatum, body.meerderjarigdatum)
            return (.verlengen(beschikking, door: door), [])
        }
        stap(
            api, "beeindigingen", "maatregelBeeindigen", "Vastleggen dat de rechter de maatregel beëindigde",
            MaatregeleindeVerzoek.self
        ) { request, door, _ in (.beeindigen(laatsteDag: try .van(request.body.einddatum), door: door), []) }
    }

    /// A step, decided under the lock of the casus, then of the measure.
    private func stap<B: Handeling>(
        _ api: API, _ deel: String, _ id: String, _ summary: String, _ body: B.Type,
        _ stap:
            @escaping @Sendable (Request<B>, VeiligheidDomain.Persoon, Maatregel) async throws -> (
                MaatregelCommand, [Casusinhoud.Deel]
            )
    ) {
        api.operation(
            .post, "/v1/maatregelen/{id}/\(deel)", id: id, summary: summary + " (R7)",
            access: .scope("casussen:schrijven"), options: [.requiresIdempotencyKey, .requiresIfMatch],
            parameters: pad, body: body, response: MaatregelStand.self,
            problems: [.notFound: onbekend, .conflict: "Dit kan nu niet; het antwoord noemt wat wel kan."]
        ) { request in
            let oin = request.caller.organisation
            let maatregel = try await vind(try request.path("id"), voor: oin).maatregel
            let door = VeiligheidDomain.Persoon(try context.handelend(request.caller, door: request.body.door))
            let (command, delen) = try await stap(request, door, maatregel)
            let (id, zaak) = (maatregel.id.waarde, maatregel.zaak.waarde)
            return try await context.engine.perform(
                request.idempotency(id.text + deel), trace: request.cause, ifMatch: request.requiredIfMatch,
                needs: [
                    AggregateRef(Casus.self, zaak), AggregateRef(Maatregel.self, id), Afgeschermden.ref(van: zaak),
                ], version: { $0.version(id) }
            ) { scope in
                try scope.decide(command, on: id)
                scope.bewaar(delen)
                return try scope.antwoord(200, id, zaak, voor: oin, context.register.current)
            }.response
        }
    }

    private func verzegel<B>(
        _ tekst: Tekst, _ onderdeel: String, _ request: Request<B>, _ maatregel: Maatregel
    ) async throws -> Casusinhoud.Deel {
        try await casussen.inhoud.verzegel(
            tekst, onderdeel, van: request.caller.organisation, zaak: maatregel.zaak.waarde)
    }
}

extension Scope {
    fileprivate func antwoord(
        _ status: Int, _ id: UUID, _ zaak: UUID, voor oin: OIN, _ register: RegisterSnapshot
    ) throws -> Answer<MaatregelStand> {
        guard let maatregel = try load(Maatregel.self, id) else { throw Problem.unexpected }
        let afgeschermden = try load(projection: Afgeschermden.self, Afgeschermden.id(van: zaak))
        return Answer(
            status: status, body: try MaatregelStand(maatregel, voor: oin, afgeschermden, regels: [], register),
            location: "/v1/maatregelen/\(id.text)")
    }
}

extension Maatregel {
    /// What was written for it, with the organisation that wrote it.
    fileprivate var teksten: [(id: InhoudId, van: Organisatie)] {
        var gevonden: [(id: InhoudId, van: Organisatie)] = []
        if case .gedaan(_, let toelichting, _) = evaluatie { gevonden.append((toelichting, uitvoerder)) }
        if case .gedaan(_, let motivering, let door, _) = toetsing { gevonden.append((motivering, door.organisatie)) }
        return gevonden
    }
}

extension Beschikking {
    fileprivate init(_ uitspraak: Datum, _ einde: Datum?, _ meerderjarig: Datum) throws {
        self.init(
            uitspraak: try .van(uitspraak), tot: try einde.map { try .van($0) }, wordt18Op: try .van(meerderjarig))
    }
}

extension Dag {
    static func van(_ datum: Datum) throws -> Dag {
        guard let dag = Dag(datum.text) else { throw EngineError.unmapped("Dag") }
        return dag
    }
}

extension Violation {
    static func onbekendGezinslid(_ pointer: String) -> Violation {
        Violation(
            pointer: pointer, code: "onbekend-gezinslid",
            detail: "Deze persoon is in deze zaak niet bekend. Leg het gezin eerst vast bij de zaak.")
    }
}
