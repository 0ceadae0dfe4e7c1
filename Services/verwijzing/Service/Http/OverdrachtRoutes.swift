import Chassis
import Content
import Contracts
import Foundation
import Messaging
import VerwijzingDomain
import Web

/// Offering a zaak, and seeing how far a handover is.
struct OverdrachtRoutes: Sendable {
    private let context: Context
    private let personen: Personen
    private let lezer: Zaaklezer
    private let pad: [Parameter] = [.path("id", UUID.self, "Id van de overdracht")]

    init(_ context: Context) {
        self.context = context
        personen = Personen(register: context.register)
        lezer = Zaaklezer(context)
    }

    func daden(in boek: any Dadenboek) {
        boek.neemOp(
            Daad(
                pad: "/v1/overdrachten", id: "overdrachtAanbieden",
                samenvatting: "Een zaak aanbieden, als u de regie heeft", scope: "overdrachten:schrijven",
                problemen: [
                    .notFound: "De zaak bestaat niet of uw organisatie heeft er geen deel in.",
                    .conflict: "Uw organisatie heeft de regie niet, of biedt deze zaak hier al aan.",
                ], bereidVoor: aanbod))
    }

    func register(on api: API) {
        api.operation(
            .get, "/v1/overdrachten/{id}", id: "overdrachtLezen", summary: "Hoever een overdracht is",
            access: .scope("overdrachten:lezen"), parameters: pad, response: OverdrachtStand.self,
            problems: [.notFound: "De overdracht bestaat niet of is niet van uw organisatie."]
        ) { request in
            let gevonden = try await lezer.overdracht(try request.path("id"), voor: request.caller.organisation)
            let overdracht = gevonden.overdracht
            let regels = try await TermReader(pool: context.pool).terms(of: [overdracht.id])
            var stand = try OverdrachtStand(overdracht, voor: request.caller.organisation, gevonden.zicht)
            stand.termijnen = try BordTermijn.alle(
                overdracht, regels[overdracht.id] ?? [], context.register.current, gevonden.zicht)
            stand.eerderGedaan = try await lezer.eerder(dan: gevonden, voor: request.caller.organisation)
            if Toegang.mag(.navraagStellen, gevonden.delen) {
                let contact = try await lezer.gezinscontact(van: overdracht.zaak)
                stand.navragenOpen = (contact?.openNavragen ?? []).count {
                    Toegang.ziet($0, request.caller.organisation, zaak: gevonden.zaak)
                }
            }
            return Response(stand, etag: gevonden.version)
        }
        api.operation(
            .get, "/v1/overdrachten/{id}/tijdlijn", id: "tijdlijnLezen",
            summary: "Wat er met een overdracht gebeurde, wanneer en door wie; oudste eerst",
            access: .scope("overdrachten:lezen"), parameters: pad, response: Tijdlijn.self,
            problems: [.notFound: "De overdracht bestaat niet of is niet van uw organisatie."]
        ) { request in
            let gevonden = try await lezer.overdracht(try request.path("id"), voor: request.caller.organisation)
            let (reader, naast) = (AggregateReader(pool: context.pool), Tijdlijnlezer(context))
            let gebeurd = try await reader.events(of: gevonden.overdracht.id, Overdracht.self)
            // Of what became of the zaak only who has a part in it sees anything.
            let vragen =
                Toegang.mag(.zaakLezen, gevonden.delen)
                ? try await reader.events(of: Gezinscontact.id(van: gevonden.zaak.id), Gezinscontact.self) : []
            return Response(
                try Tijdlijn(
                    gevonden.overdracht, gebeurd.map(\.event),
                    geschillen: try await naast.geschillen(van: gevonden.overdracht.id),
                    verklaringen: try await naast.verklaringen(
                        in: gevonden.zaak, voor: request.caller.organisation, gevonden.bescherming, gevonden.zicht),
                    vragen: vragen.map(\.event), gevonden.zicht))
        }
        api.operation(
            .get, "/v1/overdrachten", id: "overdrachtenLezen", summary: "Overdrachten van of naar uw organisatie",
            access: .scope("overdrachten:lezen"),
            parameters: [
                .query("status", OverdrachtenEvents.Status.self, "Alleen in deze toestand"),
                .query("rol", OverdrachtenEvents.Kant.self, "Alleen als aanbieder of als ontvanger"),
            ] + Parameter.page, response: Page<OverdrachtStand>.self, handler: lijst)
    }

    private func aanbod(_ request: Request<AanbodVerzoek>) async throws -> Voorbereid<OverdrachtStand> {
        let (body, oin) = (request.body, request.caller.organisation)
        let handelend = try context.handelend(request.caller, door: body.door)
        let gevonden = try await lezer.zaak(body.zaak, voor: oin)
        guard context.register.current.organisation(body.naar)?.doetMee() == true else {
            throw Invalid(
                pointer: "/naar", code: "onbekende-organisatie",
                detail: "Deze organisatie staat niet als actief in het register.")
        }
        if let fout = context.register.current.deelnamefout(body.naar, oefening: gevonden.zaak.oefening, "/naar") {
            throw Invalid([fout])
        }
        let id = UUID.v7()
        let kenmerk = Kenmerk.make(prefix: "O")
        let command = Command<OverdrachtStand>(
            needs: [AggregateRef(Zaak.self, body.zaak), AggregateRef(Overdracht.self, id), .dossier(van: body.zaak)]
                + AggregateRef.contact(van: body.zaak),
            further: { try $0.nodig(zaak: body.zaak, voor: id) }
        ) { scope in
            let aanbieding = Aanbieding(
                door: Actor(handelend), naar: body.naar.text, kenmerk: kenmerk.text, urgentie: try .van(body.urgentie),
                vraag: body.vraag.text, leeftijdsgroep: body.leeftijdsgroep.rawValue, gemeente: body.gemeente.text,
                reden: try .van(body.reden),
                keuze: try body.keuze.map { try .van($0) } ?? .eersteAntwoord,
                antwoorden: try scope.antwoorden(van: body.zaak))
            try scope.metContact(body.zaak, overdracht: id) {
                try $0.besluit(
                    .aanbieden(aanbieding), over: id, zaak: body.zaak, register: context.register.current)
            }
            guard let overdracht = try scope.load(Overdracht.self, id) else { throw Problem.unexpected }
            return Answer(
                status: 201, body: try OverdrachtStand(overdracht, voor: oin, gevonden.zicht),
                location: "/v1/overdrachten/\(id.text)", etag: scope.version(id))
        }
        return Voorbereid(zaak: body.zaak, op: "", command: command)
    }

    private func lijst(_ request: Request<NoBody>) async throws -> Response<Page<OverdrachtStand>> {
        let oin = request.caller.organisation
        let status = try request.query("status", as: OverdrachtenEvents.Status.self)
        let kant = try request.query("rol", as: OverdrachtenEvents.Kant.self).map { try Kant.van($0) }
        let rows = try await AggregateReader(pool: context.pool).page(
            Overdracht.self, whereAny: Overdrachtfilter.partijen(oin, kant),
            and: status.map { Overdrachtfilter.status([$0.rawValue]) } ?? "true",
            after: try request.page.after?.key(UUID.self), limit: request.page.limit)
        let zichten = try await lezer.zichten(van: rows.map(\.state.zaak), voor: oin)
        return Response(
            try Page(
                rows, request.page,
                item: { try OverdrachtStand($0.state, voor: oin, zichten[$0.state.zaak] ?? .vrij) },
                cursor: { Cursor(after: $0.id) }))
    }
}
