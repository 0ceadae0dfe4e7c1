import Chassis
import Content
import Contracts
import Foundation
import MeldingDomain
import Messaging
import Register
import Web

/// A melding over HTTPS: reporting it, seeing how far it is, and what the behandelaar does with it.
struct MeldingRoutes: Sendable {
    let context: Context
    private var kluis: Inhoudskluis { Inhoudskluis(context: context) }
    private let pad: [Parameter] = [.path("id", UUID.self, "Id van de melding")]

    init(_ context: Context) { self.context = context }

    func register(on api: API) {
        api.operation(
            .post, "/v1/meldingen", id: "meldingDoen", summary: "Een melding doen; de ontvangst is meteen het antwoord",
            access: .scope("meldingen:schrijven"), options: .requiresIdempotencyKey, body: MeldingVerzoek.self,
            response: MeldingStand.self, status: .created, alternatives: [.ok], handler: meld)
        api.operation(
            .get, "/v1/meldingen/{id}", id: "meldingLezen", summary: "Hoever een melding is",
            access: .scope("meldingen:lezen"), parameters: pad, response: MeldingStand.self,
            problems: [.notFound: "De melding bestaat niet of is niet van uw organisatie."], handler: lees)
        api.operation(
            .get, "/v1/meldingen", id: "meldingenLezen", summary: "Meldingen die uw organisatie deed of behandelt",
            access: .scope("meldingen:lezen"), parameters: Parameter.page, response: Page<MeldingStand>.self,
            handler: lijst)
        api.operation(
            .get, "/v1/meldingen/{id}/inhoud", id: "meldingInhoudLezen",
            summary: "De inhoud, voor de behandelaar; het lezen wordt eerst vastgelegd",
            access: .scope("dossier:lezen"),
            parameters: pad + [.query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt")],
            response: MeldingInhoud.self,
            problems: [.notFound: "De melding bestaat niet of uw organisatie behandelt haar niet."],
            handler: leesInhoud)
        handeling(
            api, "aanvullingen", "meldingAanvullen", "Aanvullen wat aan een acute melding ontbreekt",
            AanvullingVerzoek.self, aanvullen)
        handeling(
            api, "doorsturingen", "meldingDoorsturen", "Doorsturen naar waar de melding thuishoort",
            DoorsturenVerzoek.self
        ) {
            request, door in
            let toelichting = try await self.toelichting(request.body.toelichting, request)
            return (
                .doorsturen(
                    naar: Organisatie(request.body.naar.text), door: door,
                    toelichting: toelichting.map { InhoudId($0.id) }), toelichting.map { [$0] } ?? []
            )
        }
        handeling(api, "soortwijzigingen", "meldingSoortWijzigen", "De soort wijzigen", SoortVerzoek.self) {
            request, door in
            (.soortWijzigen(naar: try .van(request.body.naar), door: door), [])
        }
        handeling(api, "behandelingen", "meldingOppakken", "De melding oppakken", OppakkenVerzoek.self) { _, door in
            (.oppakken(door: door), [])
        }
        handeling(
            api, "afhandelingen", "meldingAfhandelen", "De uitkomst geven van een melding buiten een casus",
            AfhandelenVerzoek.self
        ) {
            request, door in (.afhandelen(try .van(request.body.uitkomst), door: door), [])
        }
    }

    // MARK: - Reporting

    private func meld(_ request: Request<MeldingVerzoek>) async throws -> Response<MeldingStand> {
        try await Aanname(context).neemAan(
            request.body, van: .organisatie(request.caller.organisation), sleutel: request.idempotency("meldingDoen"),
            oorzaak: request.cause
        ).response
    }

    // MARK: - Reading

    private func lees(_ request: Request<NoBody>) async throws -> Response<MeldingStand> {
        let (melding, version) = try await gevonden(try request.path("id"), voor: request.caller.organisation)
        return Response(try MeldingStand(melding, voor: request.caller.organisation), etag: version)
    }

    private func lijst(_ request: Request<NoBody>) async throws -> Response<Page<MeldingStand>> {
        let oin = request.caller.organisation
        let after = try request.page.after?.key(UUID.self)
        let rows = try await AggregateReader(pool: context.pool).page(
            Melding.self, whereAny: ["state ->> 'melder' = \(oin.text)", "state ->> 'behandelaar' = \(oin.text)"],
            after: after,
            limit: request.page.limit)
        return Response(
            try Page(
                rows, request.page, item: { try MeldingStand($0.state, voor: oin) }, cursor: { Cursor(after: $0.id) }))
    }

    /// Only who deals with it reads what was seen, as a named person, and the reading is recorded first.
    private func leesInhoud(_ request: Request<NoBody>) async throws -> Response<MeldingInhoud> {
        let (melding, _) = try await gevonden(try request.path("id"), voor: request.caller.organisation)
        guard melding.behandelaar.rawValue == request.caller.organisation.text else { throw Problem.notFound() }
        let handelend = try context.handelend(request.caller, door: request.query("door"))
        let record = ProcessingRecord(
            traceparent: request.trace.traceparent, name: "inhoud van een melding lezen", resource: "melding-intake",
            activity: "https://keten.example/verwerkingen/melding-lezen", user: handelend.medewerker.text,
            organisation: handelend.organisatie, role: handelend.rollen.map(\.rawValue).sorted().joined(separator: " "),
            purpose: "behandelen van melding \(melding.kenmerk)", networkAddress: request.networkAddress ?? "")
        return Response(try await kluis.open(melding.id.waarde, kenmerk: .van(melding.kenmerk), record: record))
    }

    private func gevonden(_ id: UUID, voor oin: OIN) async throws -> (Melding, Int64) {
        guard let (melding, version) = try await AggregateReader(pool: context.pool).one(Melding.self, id),
            melding.melder?.rawValue == oin.text || melding.behandelaar.rawValue == oin.text
        else { throw Problem.notFound("Deze melding bestaat niet of is niet van uw organisatie.") }
        return (melding, version)
    }

    // MARK: - Acting

    private func handeling<B: Contract>(
        _ api: API, _ pad: String, _ id: String, _ summary: String, _ body: B.Type,
        _ command:
            @escaping @Sendable (Request<B>, MeldingDomain.Persoon) async throws -> (
                MeldingCommand, [Inhoudskluis.Deel]
            )
    ) where B: Handeling {
        api.operation(
            .post, "/v1/meldingen/{id}/\(pad)", id: id, summary: summary, access: .scope("meldingen:schrijven"),
            options: [.requiresIdempotencyKey, .requiresIfMatch], parameters: self.pad, body: body,
            response: MeldingStand.self,
            problems: [.conflict: "De melding is niet in een toestand waarin dit kan; het antwoord noemt wat wel kan."]
        ) { request in
            let melding: UUID = try request.path("id")
            let handelend = try context.handelend(request.caller, door: request.body.door)
            _ = try await gevonden(melding, voor: request.caller.organisation)
            let (command, delen) = try await command(request, .init(handelend))
            return try await context.engine.perform(
                request.idempotency(id, melding.text), trace: request.cause, ifMatch: request.requiredIfMatch,
                needs: [AggregateRef(Melding.self, melding)]
                    + delen.map { AggregateRef(projection: Inhoudsdeel.self, $0.id) }
            ) { scope in
                try scope.bewaar(delen, bij: melding)
                if case .doorsturen(let naar, _, _) = command, let voor = try scope.load(Melding.self, melding),
                    let oin = OIN(naar.rawValue),
                    let fout = context.register.current.deelnamefout(oin, oefening: voor.oefening, "/naar")
                {
                    throw Problem.invalid([fout])
                }
                try scope.decide(command, on: melding)
                guard let na = try scope.load(Melding.self, melding) else { throw Problem.notFound() }
                return Answer(
                    status: 200, body: try MeldingStand(na, voor: handelend.organisatie), etag: scope.version(melding))
            }.response
        }
    }

    private func aanvullen(
        _ request: Request<AanvullingVerzoek>, door: MeldingDomain.Persoon
    ) async throws -> (MeldingCommand, [Inhoudskluis.Deel]) {
        let (oin, dossier, body) = (request.caller.organisation, UUID.v7(), request.body)
        var bronnen = (body.waarneming.map { [kluis.tekst($0, onderdeel: "aanvulling", van: oin)] } ?? [])
        let betrokkenen = try kluis.betrokkenen(body.betrokkenen, van: oin, dossier: dossier, bij: &bronnen)
        let delen = try kluis.verzegel(bronnen, van: oin, dossier: dossier)
        let inhoud = body.waarneming == nil ? nil : delen.first.map { InhoudId($0.id) }
        let aanvulling = Aanvulling(
            soort: try body.soort.map { try .van($0) }, gemeente: body.gemeente?.text,
            besproken: try body.besproken.map { try .van($0) },
            redenNietBesproken: body.redenNietBesproken ?? false, terugkoppelingGewenst: body.terugkoppelingGewenst,
            grondslag: try body.grondslag.map { try .van($0) },
            ontvangerVastgesteld: body.ontvangerVastgesteld ?? false,
            melderVastgesteld: body.melderVastgesteld ?? false, waarneming: body.waarneming != nil,
            betrokkenen: betrokkenen,
            inhoud: inhoud, onleesbaarBekeken: body.onleesbaarBekeken ?? false)
        return (.aanvullen(aanvulling, door: door), delen)
    }

    private func toelichting<B>(_ tekst: Tekst?, _ request: Request<B>) async throws -> Inhoudskluis.Deel? {
        guard let tekst else { return nil }
        let oin = request.caller.organisation
        let bron = kluis.tekst(tekst, onderdeel: "toelichting", van: oin)
        return try kluis.verzegel([bron], van: oin, dossier: UUID.v7()).first
    }
}

extension AanvullingVerzoek: Handeling {}
extension DoorsturenVerzoek: Handeling {}
extension SoortVerzoek: Handeling {}
extension OppakkenVerzoek: Handeling {}
extension AfhandelenVerzoek: Handeling {}
