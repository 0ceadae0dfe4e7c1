import Chassis
import Contracts
import Foundation
import Messaging
import Register
import VerwijzingDomain
import Web

/// Per child of a zaak: where it lives and is admitted (V4), how often it got another worker or place (V5), and where it
/// goes from 16 on (V6). For who knows the family: the regie and who is involved.
struct ContinuiteitRoutes: Sendable {
    private let context: Context
    private let lezer: Zaaklezer
    private let pad: [Parameter] = [.path("id", UUID.self, "Id van de zaak")]
    private let onbekend = "De zaak bestaat niet of uw organisatie heeft er geen deel in."

    init(_ context: Context) {
        self.context = context
        lezer = Zaaklezer(context)
    }

    func register(on api: API) {
        api.operation(
            .get, "/v1/zaken/{id}/continuiteit", id: "continuiteitLezen",
            summary:
                "Waar de kinderen van een zaak wonen, en hoe vaak zij een nieuwe werker of woonplek kregen (V4-V6)",
            access: .scope("overdrachten:lezen"), parameters: pad, response: ContinuiteitStand.self,
            problems: [.notFound: onbekend, .forbidden: "Dit ziet wie de regie heeft of betrokken is."]
        ) { request in
            let gevonden = try await lezer.zaak(try request.path("id"), voor: request.caller.organisation)
            try Toegang.eisGezinKennen(gevonden.delen)
            return Response(try await stand(gevonden))
        }
        handeling(
            api, "woonplekken", "woonplekVastleggen",
            "Vastleggen waar een kind woont; wie verhuist zag eerst hoe vaak dat al gebeurde (V4, V5)",
            WoonplekVerzoek.self,
            wijst: [
                "opname-is-geen-woonplek": "/organisatie", "verhuisreden": "/reden", "wissels-niet-gezien": "/gezien",
            ]
        ) { request, door in
            let body = request.body
            return .legWoonplekVast(
                door: door, kind: body.kind, soort: try .van(body.woonplek), organisatie: body.organisatie?.text,
                reden: try body.reden.map { try .van($0) }, gezien: body.gezien?.text)
        }
        handeling(
            api, "opnames", "opnameVastleggen", "Vastleggen dat een kind is opgenomen; de woonplek blijft (V4)",
            OpnameVerzoek.self
        ) { request, door in
            .beginOpname(
                door: door, kind: request.body.kind, id: .v7(), organisatie: request.body.organisatie.text,
                vanaf: try .van(request.body.vanaf))
        }
        handeling(
            api, "opnames/{opname}/eindes", "opnameBeeindigen", "Vastleggen dat een opname eindigt (V4)",
            OpnameeindeVerzoek.self, parameters: [.path("opname", UUID.self, "Id van de opname")],
            wijst: ["einde-voor-begin": "/tot"]
        ) { request, door in
            .eindigOpname(door: door, id: try request.path("opname"), tot: try .van(request.body.tot))
        }
        handeling(
            api, "bestemmingen", "bestemmingVastleggen",
            "Vastleggen waar een jongere straks woont en welke zorg er is (V6)", BestemmingVerzoek.self
        ) { request, door in
            .legBestemmingVast(
                door: door, kind: request.body.kind, wonen: try .van(request.body.wonen),
                zorg: try .van(request.body.zorg))
        }
    }

    private func stand(_ gevonden: Zaaklezer.GevondenZaak) async throws -> ContinuiteitStand {
        let zaak = gevonden.zaak
        let continuiteit = try await lezer.continuiteit(van: zaak.id)
        let id = Continuiteit.id(van: zaak.id)
        let regels = try await TermReader(pool: context.pool).terms(of: [id])[id] ?? []
        return try Self.stand(
            zaak, continuiteit, gevonden.bescherming?.kinderen ?? [], regels, context.register.current, gevonden.zicht,
            overdracht: (gevonden.overdrachten.last { !$0.status.isEindstand } ?? gevonden.overdrachten.last)?.id)
    }

    private static func stand(
        _ zaak: Zaak, _ continuiteit: Continuiteit?, _ kinderen: [UUID], _ regels: [TermView],
        _ register: RegisterSnapshot, _ zicht: Zicht, overdracht: UUID?
    ) throws -> ContinuiteitStand {
        let termijnen = continuiteit?.lopendeTermijnen ?? []
        return ContinuiteitStand(
            zaak: zaak.id, kenmerk: try .van(zaak.kenmerk), overdracht: overdracht,
            kinderen: try kinderen.map { id in
                let kind = continuiteit?.kind(id)
                let termijn = kind?.zonderBestemming.flatMap { gemis in
                    termijnen.first { $0.onderwerp == gemis.id }?.termijn
                }
                return try KindStand(
                    id, kind, Continuiteit.telling(continuiteit, [id]), zicht,
                    try termijn.flatMap { try BordTermijn($0, regels, regio: zaak.regio, register, zicht) })
            }, wissels: try WisselStand(Continuiteit.telling(continuiteit, kinderen)))
    }

    private func handeling<B: Handeling>(
        _ api: API, _ deel: String, _ id: String, _ summary: String, _ body: B.Type, parameters: [Parameter] = [],
        wijst velden: [String: String] = [:],
        _ command: @escaping @Sendable (Request<B>, Actor) throws -> ContinuiteitCommand
    ) {
        api.operation(
            .post, "/v1/zaken/{id}/\(deel)", id: id, summary: summary, access: .scope("overdrachten:schrijven"),
            options: .requiresIdempotencyKey, parameters: pad + parameters, body: body,
            response: ContinuiteitStand.self, status: .created, alternatives: [.ok],
            problems: [
                .notFound: onbekend, .forbidden: "Dit kan wie de regie heeft of betrokken is.",
                .conflict: "Dit kan nu niet; het antwoord noemt waarom.",
            ]
        ) { request in
            let gevonden = try await lezer.zaak(try request.path("id"), voor: request.caller.organisation)
            let zaak = gevonden.zaak.id
            let door = Actor(try context.handelend(request.caller, door: request.body.door))
            try Toegang.eisBeschermen(door.rollen, gevonden.delen)
            let waar = try parameters.map { try request.path($0.name, as: String.self) }
            let command = try command(request, door)
            do {
                return try await context.engine.perform(
                    request.idempotency(id, ([zaak.text] + waar).joined(separator: " ")), trace: request.cause,
                    needs: [AggregateRef(Zaak.self, zaak), .bescherming(van: zaak), .continuiteit(van: zaak)]
                ) { scope in
                    try scope.decide(command, over: zaak)
                    guard let na = try scope.load(Zaak.self, zaak) else { throw Problem.unexpected }
                    return Answer(
                        status: 201,
                        body: try Self.stand(
                            na, try scope.load(Continuiteit.self, Continuiteit.id(van: zaak)),
                            try scope.load(Bescherming.self, Bescherming.id(van: zaak))?.kinderen ?? [], [],
                            context.register.current, gevonden.zicht, overdracht: nil))
                }.response
            } catch let weigering as Weigering {
                throw Problem.of(weigering, wijst: velden)
            }
        }
    }
}

extension BordTermijn {
    /// One running term with its row; nil where the row is not there yet.
    init?(
        _ termijn: LopendeTermijn, _ regels: [TermView], regio: String, _ register: RegisterSnapshot, _ zicht: Zicht
    ) throws {
        guard let regel = regels.running(termijn.soort, since: termijn.sinds) else { return nil }
        self.init(
            soort: try .van(termijn.soort),
            organisatie: zicht.ziet(organisatie: termijn.organisatie) ? try .van(termijn.organisatie) : nil,
            medewerker: try zicht.medewerker(termijn.medewerker, termijn.organisatie), sinds: regel.since,
            verloopt: regel.due, stadium: regel.stage,
            herkomst: TermLengths.verwijzing.origin(termijn.soort, regio: regio, register).flatMap { KorteTekst($0) })
    }
}
