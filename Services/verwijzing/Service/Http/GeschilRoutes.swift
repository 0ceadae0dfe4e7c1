import Chassis
import Contracts
import Foundation
import Messaging
import Register
import VerwijzingDomain
import Web

/// Disputes between the two sides of a handover, before a decider of neither: they block nothing (O12), and about the
/// regie the decision moves it (O13).
struct GeschilRoutes: Sendable {
    private let context: Context
    private let reader: AggregateReader
    private let lezer: Zaaklezer
    private let personen: Personen
    private let kluis: Tekstkluis
    private let inzage: Inhoudlezer
    private let pad: [Parameter] = [.path("id", UUID.self, "Id van het geschil")]
    private let onbekend = "Het geschil bestaat niet of uw organisatie is er niet bij."
    private let kanNiet = "Dit kan nu niet; het antwoord noemt waarom."

    init(_ context: Context) {
        self.context = context
        reader = AggregateReader(pool: context.pool)
        lezer = Zaaklezer(context)
        personen = Personen(register: context.register)
        kluis = Tekstkluis(context: context)
        inzage = Inhoudlezer(context: context)
    }

    func register(on api: API) {
        api.operation(
            .post, "/v1/overdrachten/{id}/geschillen", id: "geschilOpenen",
            summary: "Een geschil over betaling, contract, procedure of regie voorleggen aan de beslisser (O12, O13)",
            access: .scope("overdrachten:schrijven"), options: .requiresIdempotencyKey,
            parameters: [.path("id", UUID.self, "Id van de overdracht")], body: GeschilVerzoek.self,
            response: GeschilStand.self, status: .created, alternatives: [.ok],
            problems: [
                .notFound: "De overdracht bestaat niet of is niet van uw organisatie.",
                .conflict: "Er is geen beslisser in het register, of hierover loopt al een geschil.",
            ], handler: open)
        api.operation(
            .get, "/v1/overdrachten/{id}/geschillen", id: "geschillenLezen",
            summary: "De geschillen bij een overdracht, zonder wat erover geschreven is",
            access: .scope("overdrachten:lezen"), parameters: [.path("id", UUID.self, "Id van de overdracht")],
            response: Geschillen.self,
            problems: [.notFound: "De overdracht bestaat niet of is niet van uw organisatie."]
        ) { request in
            let oin = request.caller.organisation
            let gevonden = try await lezer.overdracht(try request.path("id"), voor: oin)
            let geschillen = try await geschillen(van: gevonden.overdracht.id)
            let regels = try await TermReader(pool: context.pool).terms(of: geschillen.map(\.id))
            return Response(
                Geschillen(
                    overdracht: gevonden.overdracht.id,
                    geschillen: try geschillen.map {
                        try GeschilStand(
                            $0, gevonden.overdracht, regels[$0.id] ?? [], context.register.current, voor: oin,
                            gevonden.zicht)
                    }))
        }
        api.operation(
            .get, "/v1/geschillen/{id}", id: "geschilLezen",
            summary: "Een geschil, voor beide kanten en de beslisser; inzage wordt eerst vastgelegd",
            access: .scope("overdrachten:lezen"),
            parameters: pad + [.query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt")],
            response: GeschilStand.self,
            problems: [.notFound: onbekend, .forbidden: "U mag deze inhoud niet lezen."]
        ) { request in
            let gevonden = try await vind(try request.path("id"), voor: request.caller.organisation)
            let door = try context.handelend(request.caller, door: request.query("door"))
            // What a contract or a payment is about, planners and team leads know best.
            if gevonden.geschil.over == .regie { try Toegang.eisInhoud(Actor(door).rollen) }
            return Response(try await stand(gevonden, request, door), etag: gevonden.versie)
        }
        besluiten(api)
    }

    private struct Gevonden: Sendable {
        let geschil: Geschil
        let versie: Int64
        let overdracht: Overdracht
        let zicht: Zicht
        /// O22: what goes along where the regie goes back.
        let ernaast: Regiewerk
    }

    private func vind(_ id: UUID, voor oin: OIN) async throws -> Gevonden {
        guard let (geschil, versie) = try await reader.one(Geschil.self, id), Toegang.isBijGeschil(oin, geschil),
            let (overdracht, _) = try await reader.one(Overdracht.self, geschil.overdracht)
        else { throw Problem.notFound("Dit geschil bestaat niet of uw organisatie is er niet bij.") }
        let bescherming = try await lezer.bescherming(van: geschil.zaak)
        return Gevonden(
            geschil: geschil, versie: versie, overdracht: overdracht, zicht: Toegang.zicht(oin, bescherming),
            ernaast: geschil.over == .regie
                ? try await lezer.regiewerk(vanOrganisatie: overdracht.naar, in: geschil.zaak) : Regiewerk())
    }

    private func geschillen(van overdracht: UUID) async throws -> [Geschil] {
        try await reader.page(
            Geschil.self, where: "state ->> 'overdracht' = \(overdracht.text)", after: nil, limit: 1_000
        ).map(\.state)
    }

    private func stand(
        _ gevonden: Gevonden, _ request: Request<NoBody>, _ door: Handelend
    ) async throws -> GeschilStand {
        let geschil = gevonden.geschil
        // The decider stands outside the handover, and reads what was written for it.
        let oin = door.organisatie
        let zichtbaar = geschil.teksten.filter { gevonden.zicht.ziet(inhoud: $0.id, van: $0.organisatie) }.map(\.id)
        let teksten = try await inzage.open(
            zichtbaar, voor: door, naam: "geschil lezen", doel: "overdracht \(geschil.kenmerk)", request)
        let regels = try await TermReader(pool: context.pool).terms(of: [geschil.id])
        var stand = try GeschilStand(
            geschil, gevonden.overdracht, regels[geschil.id] ?? [], context.register.current, voor: oin, gevonden.zicht)
        stand.toelichting = geschil.toelichting.flatMap { teksten[$0] }
        if case .besloten(_, let motivering, _, _) = geschil.stand { stand.motivering = teksten[motivering] }
        return stand
    }

    // MARK: - Acts

    private func open(_ request: Request<GeschilVerzoek>) async throws -> Response<GeschilStand> {
        let (oin, body) = (request.caller.organisation, request.body)
        let door = Actor(try context.handelend(request.caller, door: body.door))
        let gevonden = try await lezer.overdracht(try request.path("id"), voor: oin, .overdrachtBehandelen)
        let overdracht = gevonden.overdracht
        let soort = try Geschilsoort.van(body.over)
        let beslisser = personen.beslisser(
            tussen: overdracht.van.organisatie, en: overdracht.naar, over: soort, regio: overdracht.regio)
        if case .gevonden(let partij) = beslisser, let wie = OIN(partij.organisatie),
            let fout = context.register.current.deelnamefout(wie, oefening: overdracht.oefening, "/over")
        {
            throw Invalid([fout])
        }
        let toelichting = try await kluis.verzegel(body.toelichting, soort: "geschil", van: oin, bij: overdracht)
        let (id, zaak) = (UUID.v7(), overdracht.zaak)
        let andere = try await geschillen(van: overdracht.id).map(\.id)
        return try await context.engine.perform(
            request.idempotency("geschilOpenen", overdracht.id.text), trace: request.cause,
            needs: [
                AggregateRef(Zaak.self, zaak), AggregateRef(Overdracht.self, overdracht.id),
                AggregateRef(Geschil.self, id),
            ] + andere.map { AggregateRef(Geschil.self, $0) }
        ) { scope in
            scope.bewaar([toelichting])
            try scope.decide(
                .open(door: door, id: id, over: soort, toelichting: toelichting.id, beslisser: beslisser), on: id,
                over: overdracht.id, naast: andere)
            return try scope.antwoord(
                201, id, overdracht.id, context.register.current, voor: oin, gevonden.zicht,
                location: "/v1/geschillen/\(id.text)")
        }.response
    }

    private func besluiten(_ api: API) {
        daad(
            api, "besluiten", "geschilBeslissen", "Over een geschil beslissen, als vooraf aangewezen beslisser",
            GeschilbesluitVerzoek.self,
            wijst: [
                "uitkomst-onmogelijk": "/uitkomst", "geen-werker": "/regiehouder",
                "werker-andere-organisatie": "/regiehouder",
            ]
        ) { request, door, gevonden in
            let (body, geschil, overdracht) = (request.body, gevonden.geschil, gevonden.overdracht)
            let uitkomst = try Geschiluitkomst.van(body.uitkomst)
            let motivering = try await kluis.verzegel(
                body.motivering, soort: "motivering", van: request.caller.organisation, bij: overdracht)
            let nu = personen.beslisser(
                tussen: overdracht.van.organisatie, en: overdracht.naar, over: geschil.over, regio: geschil.regio)
            let regiehouder = personen.actor(
                try .van(overdracht.van.organisatie), try body.regiehouder ?? .van(overdracht.van.medewerker))
            let ernaast = gevonden.ernaast
            return { scope in
                scope.bewaar([motivering])
                try scope.decide(
                    .beslis(door: door, uitkomst: uitkomst, motivering: motivering.id, beslisser: nu), on: geschil.id,
                    over: overdracht.id)
                // O1: while an offer waits the regie moves by acceptance alone, and after the end not at all.
                guard geschil.over == .regie, try scope.load(Overdracht.self, overdracht.id)?.status.isAanvaard == true
                else { return }
                let bij: Kant = uitkomst == .aanbieder ? .aanbieder : .ontvanger
                let besluit = Zaakhandeling.beslisRegie(
                    Regiebesluit(
                        geschil: geschil.id, door: door, bij: bij, regiehouder: bij == .aanbieder ? regiehouder : nil))
                try scope.metContact(overdracht.zaak, overdracht: overdracht.id, ernaast: ernaast) {
                    try $0.besluit(besluit, over: overdracht.id, zaak: overdracht.zaak)
                }
            }
        }
        daad(
            api, "intrekkingen", "geschilIntrekken", "Een geschil intrekken: u bent het samen eens geworden",
            DoorVerzoek.self
        ) { _, door, gevonden in
            let (id, overdracht) = (gevonden.geschil.id, gevonden.overdracht.id)
            return { scope in try scope.decide(.trekIn(door: door), on: id, over: overdracht) }
        }
    }

    /// Decides under the lock of the zaak, then of its handovers and the dispute.
    private func daad<B: Handeling>(
        _ api: API, _ deel: String, _ id: String, _ summary: String, _ body: B.Type,
        wijst velden: [String: String] = [:],
        _ daad:
            @escaping @Sendable (Request<B>, Actor, Gevonden) async throws -> (@Sendable (inout Scope) throws -> Void)
    ) {
        api.operation(
            .post, "/v1/geschillen/{id}/\(deel)", id: id, summary: summary, access: .scope("overdrachten:schrijven"),
            options: [.requiresIdempotencyKey, .requiresIfMatch], parameters: pad, body: body,
            response: GeschilStand.self, problems: [.notFound: onbekend, .conflict: kanNiet]
        ) { request in
            let oin = request.caller.organisation
            let gevonden = try await vind(try request.path("id"), voor: oin)
            let door = Actor(try context.handelend(request.caller, door: request.body.door))
            let (geschil, overdracht) = (gevonden.geschil, gevonden.overdracht)
            do {
                let besluit = try await daad(request, door, gevonden)
                return try await context.engine.perform(
                    request.idempotency(id, geschil.id.text), trace: request.cause, ifMatch: request.requiredIfMatch,
                    needs: [
                        AggregateRef(Zaak.self, overdracht.zaak), AggregateRef(Overdracht.self, overdracht.id),
                        AggregateRef(Geschil.self, geschil.id),
                    ] + AggregateRef.contact(van: overdracht.zaak) + gevonden.ernaast.refs,
                    further: { try $0.nodig(zaak: overdracht.zaak, voor: overdracht.id) },
                    version: { $0.version(geschil.id) }
                ) { scope in
                    try besluit(&scope)
                    return try scope.antwoord(
                        200, geschil.id, overdracht.id, context.register.current, voor: oin, gevonden.zicht)
                }.response
            } catch let weigering as Weigering {
                throw Problem.of(weigering, wijst: velden)
            }
        }
    }
}

extension Scope {
    fileprivate func antwoord(
        _ status: Int, _ id: UUID, _ overdracht: UUID, _ register: RegisterSnapshot, voor oin: OIN, _ zicht: Zicht,
        location: String? = nil
    ) throws -> Answer<GeschilStand> {
        guard let geschil = try load(Geschil.self, id), let overdracht = try load(Overdracht.self, overdracht) else {
            throw Problem.unexpected
        }
        return Answer(
            status: status, body: try GeschilStand(geschil, overdracht, [], register, voor: oin, zicht),
            location: location)
    }
}

extension Geschil {
    /// What was written for it, with the organisation that wrote it.
    fileprivate var teksten: [(id: UUID, organisatie: String)] {
        var gevonden: [(id: UUID, organisatie: String)] = []
        if let toelichting { gevonden.append((toelichting, geopendDoor.organisatie)) }
        if case .besloten(_, let motivering, let door, _) = stand { gevonden.append((motivering, door.organisatie)) }
        return gevonden
    }
}

extension GeschilStand {
    init(
        _ geschil: Geschil, _ overdracht: Overdracht, _ regels: [TermView], _ register: RegisterSnapshot,
        voor oin: OIN, _ zicht: Zicht
    ) throws {
        self.init(
            id: geschil.id, overdracht: geschil.overdracht, kenmerk: try .van(geschil.kenmerk),
            oefening: geschil.oefening, urgentie: try .van(geschil.urgentie), over: try .van(geschil.over),
            status: try .van(geschil.stand.code), aanbieder: try .van(overdracht.van.organisatie),
            ontvanger: try .van(overdracht.naar),
            geopendDoor: try .partij((geschil.geopendDoor.organisatie, geschil.geopendDoor.medewerker), zicht),
            beslisser: try .partij((geschil.beslisser.organisatie, geschil.beslisser.medewerker), zicht),
            sinds: geschil.sinds, uitkomst: nil, beslotenDoor: nil, geslotenOp: nil, toelichting: nil, motivering: nil,
            termijnen: try geschil.lopendeTermijnen.compactMap { termijn in
                try regels.running(termijn.soort, since: termijn.sinds).map { regel in
                    BordTermijn(
                        soort: try .van(termijn.soort), organisatie: try .van(termijn.organisatie),
                        medewerker: try zicht.medewerker(termijn.medewerker, termijn.organisatie), sinds: regel.since,
                        verloopt: regel.due, stadium: regel.stage,
                        herkomst: TermLengths.verwijzing.origin(termijn.soort, regio: geschil.regio, register)
                            .flatMap { KorteTekst($0) })
                }
            }, mogelijk: try geschil.mogelijk(voor: oin.text).map { try .van($0) })
        switch geschil.stand {
        case .open: break
        case .besloten(let uitkomst, _, let door, let op):
            self.uitkomst = try .van(uitkomst)
            beslotenDoor = try .partij((door.organisatie, door.medewerker), zicht)
            geslotenOp = op
        case .ingetrokken(let op): geslotenOp = op
        }
    }
}
