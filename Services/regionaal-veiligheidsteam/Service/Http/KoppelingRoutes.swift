import Chassis
import Contracts
import Foundation
import Messaging
import Postgres
import VeiligheidDomain
import Web

/// Meldingen that fit more than one casus: a person of the veiligheidsteam decides, never the chain (M8).
struct KoppelingRoutes: Sendable {
    private let context: Context
    private let koppelaar: Koppelaar
    private let pad: [Parameter] = [.path("melding", UUID.self, "Id van de melding")]

    init(_ context: Context, _ koppelaar: Koppelaar) {
        self.context = context
        self.koppelaar = koppelaar
    }

    func register(on api: API) {
        api.operation(
            .get, "/v1/koppelingen", id: "koppelingenLezen",
            summary: "Meldingen waarover uw team beslist bij welke casus zij horen",
            access: .scope("casussen:lezen"),
            parameters: Parameter.page + [
                .query("wacht", Bool.self, "Alleen die nog op een besluit wachten, of alleen die besloten zijn")
            ],
            response: Page<KoppelingStand>.self, handler: lijst)
        api.operation(
            .get, "/v1/koppelingen/{melding}", id: "koppelingLezen", summary: "Tussen welke casussen te kiezen is",
            access: .scope("casussen:lezen"), parameters: pad, response: KoppelingStand.self,
            problems: [.notFound: "Over deze melding beslist uw organisatie niet."], handler: lees)
        api.operation(
            .post, "/v1/koppelingen/{melding}/besluiten", id: "koppelingBeslissen",
            summary: "Beslissen bij welke casus een melding hoort",
            access: .scope("casussen:schrijven"), options: [.requiresIdempotencyKey, .requiresIfMatch], parameters: pad,
            body: KoppelbesluitVerzoek.self, response: KoppelingStand.self,
            problems: [
                .notFound: "Over deze melding beslist uw organisatie niet.",
                .conflict: "Er is al besloten, of dit is geen kandidaat; het antwoord noemt wat wel kan.",
            ], handler: beslis)
    }

    private func lijst(_ request: Request<NoBody>) async throws -> Response<Page<KoppelingStand>> {
        var filter: SQL = "state ->> 'organisatie' = \(request.caller.organisation.text)"
        if let wacht: Bool = try request.query("wacht") {
            filter = "\(filter) and (state -> 'fase' ? 'wacht') = \(wacht)"
        }
        let rows = try await AggregateReader(pool: context.pool).page(
            Meldingskoppeling.self, where: filter, after: try request.page.after?.key(UUID.self),
            limit: request.page.limit)
        return Response(
            try Page(rows, request.page, item: { try KoppelingStand($0.state) }, cursor: { Cursor(after: $0.id) }))
    }

    private func lees(_ request: Request<NoBody>) async throws -> Response<KoppelingStand> {
        let (koppeling, version) = try await gevonden(try request.path("melding"), voor: request.caller.organisation)
        return Response(try KoppelingStand(koppeling), etag: version)
    }

    /// The choice, and what follows from it, in one transaction: the melding is never without a casus after it.
    private func beslis(_ request: Request<KoppelbesluitVerzoek>) async throws -> Response<KoppelingStand> {
        let id: UUID = try request.path("melding")
        let (koppeling, _) = try await gevonden(id, voor: request.caller.organisation)
        let door = VeiligheidDomain.Persoon(try context.handelend(request.caller, door: request.body.door))
        let keuze: MeldingskoppelingCommand.Keuze =
            request.body.zaak.map { .bestaand(ZaakId($0)) } ?? .nieuw(OntvangenMelding.nieuweZaak(id))
        let kandidaten = koppeling.kandidaten.map { AggregateRef(Casus.self, $0.waarde) }
        return try await context.engine.perform(
            request.idempotency("koppelingBeslissen", id.text), trace: request.cause,
            ifMatch: request.requiredIfMatch,
            needs: [AggregateRef(Meldingskoppeling.self, id), OntvangenMelding.ref(id)] + kandidaten,
            further: { try koppelaar.rijen(id, met: koppeling.gegevens.betrokkenen, in: $0) }
        ) { scope in
            guard var melding = try scope.melding(id) else { throw Problem.unexpected }
            try scope.decide(.beslissen(keuze, door: door), on: MeldingId(id))
            if melding.zaak == nil {
                melding.voegToe(koppeling.gegevens.betrokkenen)
                switch keuze {
                case .bestaand(let zaak): try koppelaar.sluitAan(melding, bij: zaak, in: &scope)
                case .nieuw: try koppelaar.open(melding, in: &scope)
                }
            }
            guard let na = try scope.load(Meldingskoppeling.self, id) else { throw Problem.unexpected }
            return Answer(status: 200, body: try KoppelingStand(na), etag: scope.version(id))
        }.response
    }

    private func gevonden(_ id: UUID, voor oin: OIN) async throws -> (Meldingskoppeling, Int64) {
        guard let (koppeling, version) = try await AggregateReader(pool: context.pool).one(Meldingskoppeling.self, id),
            koppeling.organisatie.rawValue == oin.text
        else { throw Problem.notFound("Over deze melding beslist uw organisatie niet.") }
        return (koppeling, version)
    }
}

/// A melding that waits, or waited, for a person.
struct KoppelingStand: Contract {
    var melding: UUID
    var kenmerk: Kenmerk
    var gemeente: Gemeentecode?
    var soort: MeldingenEvents.Soort?
    var acuut: MeldingenEvents.Acuut
    var ontvangenOp: Date
    var oefening: Bool
    var kandidaten: [UUID]
    var wacht: Bool
    var zaak: UUID?
    var nieuw: Bool?
    var door: Contracts.Persoon?
    var beslotenOp: Date?

    static var title: String { "Koppeling van een melding" }
    static var fields: [String: String] {
        [
            "melding": "De melding.", "kenmerk": "Kenmerk van de melding.", "gemeente": "De gemeente.",
            "soort": "De soort.",
            "acuut": "Of er acuut gevaar is.", "ontvangenOp": "Wanneer zij binnenkwam.",
            "oefening": "Of dit een oefening is.",
            "kandidaten": "Casussen waarin dezelfde mensen voorkomen.", "wacht": "Of er nog besloten moet worden.",
            "zaak": "De gekozen casus.", "nieuw": "Of daarvoor een nieuwe casus is geopend.", "door": "Wie besloot.",
            "beslotenOp": "Wanneer.",
        ]
    }
    static var example: KoppelingStand {
        KoppelingStand(
            melding: .placeholder, kenmerk: .placeholder, gemeente: .placeholder, soort: .zorgmelding, acuut: .nee,
            ontvangenOp: .placeholder, oefening: false, kandidaten: [.placeholder], wacht: true, zaak: nil, nieuw: nil,
            door: nil, beslotenOp: nil)
    }
}

extension KoppelingStand {
    init(_ koppeling: Meldingskoppeling) throws {
        let gegevens = koppeling.gegevens
        self.init(
            melding: koppeling.id.waarde, kenmerk: try .van(koppeling.kenmerk),
            gemeente: try koppeling.gemeente.map { try .van($0) }, soort: try gegevens.soort.map { try .van($0) },
            acuut: try .van(gegevens.acuut), ontvangenOp: gegevens.ontvangenOp, oefening: koppeling.oefening,
            kandidaten: koppeling.kandidaten.map(\.waarde), wacht: true, zaak: nil, nieuw: nil, door: nil,
            beslotenOp: nil)
        if case .besloten(let zaak, let nieuw, let door, let op) = koppeling.fase {
            (self.wacht, self.zaak, self.nieuw, self.beslotenOp) = (false, zaak.waarde, nieuw, op)
            self.door = try Contracts.Persoon(door)
        }
    }
}
