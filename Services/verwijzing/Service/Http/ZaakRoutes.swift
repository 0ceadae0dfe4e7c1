import Chassis
import Contracts
import Foundation
import Messaging
import VerwijzingDomain
import Web

/// Who holds the regie of a zaak, and who is involved.
struct ZaakRoutes: Sendable {
    private let context: Context
    private let personen: Personen
    private let lezer: Zaaklezer
    private let pad: [Parameter] = [.path("id", UUID.self, "Id van de zaak")]
    private let onbekend = "De zaak bestaat niet of uw organisatie heeft er geen deel in."

    init(_ context: Context) {
        self.context = context
        personen = Personen(register: context.register)
        lezer = Zaaklezer(context)
    }

    func register(on api: API) {
        api.operation(
            .get, "/v1/zaken/{id}", id: "zaakLezen", summary: "Wie de regie heeft, sinds wanneer, en wat er openstaat",
            access: .scope("overdrachten:lezen"), parameters: pad, response: ZaakStand.self,
            problems: [.notFound: onbekend]
        ) { request in
            let gevonden = try await lezer.zaak(try request.path("id"), voor: request.caller.organisation)
            return Response(try ZaakStand(gevonden), etag: gevonden.version)
        }
        handeling(
            api, "betrokkenen", "organisatieBetrekken",
            "Een organisatie betrekken, of een eigen wettelijke taak noemen (O1, O10)", BetrekkenVerzoek.self
        ) {
            request, door in
            .betrek(door: door, organisatie: request.body.organisatie.text, grond: try .van(request.body.grond))
        }
        handeling(
            api, "betrokkenheidseinden", "betrokkenheidBeeindigen",
            "Vastleggen dat een organisatie niet meer betrokken is", EindeBetrokkenheidVerzoek.self
        ) {
            request, door in
            .beeindigBetrokkenheid(
                door: door, organisatie: request.body.organisatie.text, reden: try .van(request.body.reden))
        }
        handeling(
            api, "regiehouderwisselingen", "regiehouderWisselen",
            "Een andere medewerker van uw organisatie houdt de regie", WisselVerzoek.self
        ) {
            request, door in
            .wisselRegiehouder(door: door, naar: personen.actor(request.caller.organisation, request.body.naar))
        }
        api.operation(
            .post, "/v1/zaken/{id}/verhuizingen", id: "gezinVerhuisd",
            summary: "Vastleggen dat het gezin in een andere gemeente woont; dat verplaatst niets (O22)",
            access: .scope("overdrachten:schrijven"), options: .requiresIdempotencyKey, parameters: pad,
            body: VerhuizingVerzoek.self, response: ZaakStand.self,
            problems: [.notFound: onbekend, .conflict: "Deze verhuizing is al vastgelegd."], handler: verhuisd)
    }

    private func verhuisd(_ request: Request<VerhuizingVerzoek>) async throws -> Response<ZaakStand> {
        let (zaak, body) = (try request.path("id", as: UUID.self), request.body)
        let door = Actor(try context.handelend(request.caller, door: body.door))
        let gevonden = try await lezer.zaak(zaak, voor: request.caller.organisation)
        let team = context.register.current.lokaalTeam(of: body.gemeente)?.oin.text
        let lopend: @Sendable (Scope) throws -> [AggregateRef] = { try $0.lopend(zaak: zaak) }
        return try await context.engine.perform(
            request.idempotency("gezinVerhuisd", zaak.text), trace: request.cause,
            needs: [AggregateRef(Zaak.self, zaak)] + AggregateRef.contact(van: zaak), further: lopend
        ) { scope in
            try scope.verhuis(zaak, naar: body.gemeente.text, vanaf: .van(body.vanaf), lokaalTeam: team, door: door)
            guard let na = try scope.load(Zaak.self, zaak) else { throw Problem.notFound() }
            return Answer(
                status: 200, body: try ZaakStand(na, gevonden.overdrachten, gevonden.delen, gevonden.zicht),
                etag: scope.version(zaak))
        }.response
    }

    private func handeling<B: Handeling>(
        _ api: API, _ deel: String, _ id: String, _ summary: String, _ body: B.Type,
        _ command: @escaping @Sendable (Request<B>, Actor) throws -> ZaakCommand
    ) {
        api.operation(
            .post, "/v1/zaken/{id}/\(deel)", id: id, summary: summary, access: .scope("overdrachten:schrijven"),
            options: [.requiresIdempotencyKey, .requiresIfMatch], parameters: pad, body: body, response: ZaakStand.self,
            problems: [.notFound: onbekend, .conflict: "Dit kan niet met deze zaak; het antwoord noemt wat wel kan."]
        ) { request in
            let zaak: UUID = try request.path("id")
            let door = Actor(try context.handelend(request.caller, door: request.body.door))
            let gevonden = try await lezer.zaak(zaak, voor: request.caller.organisation)
            var command = try command(request, door)
            if case .betrek(_, let organisatie, _) = command, let oin = OIN(organisatie),
                let fout = context.register.current.deelnamefout(oin, oefening: gevonden.zaak.oefening, "/organisatie")
            {
                throw Invalid([fout])
            }
            if case .beeindigBetrokkenheid(_, let organisatie, let reden, _) = command {
                let verwijst = try await !lezer.regiewerk(vanOrganisatie: organisatie, in: zaak).verwijzingen.isEmpty
                command = .beeindigBetrokkenheid(
                    door: door, organisatie: organisatie, reden: reden, verwijst: verwijst)
            }
            var ernaast = Regiewerk()
            if case .wisselRegiehouder = command {
                ernaast = try await lezer.regiewerk(van: gevonden.zaak.regie.partij, in: zaak)
            }
            var lijsten: [UUID] = []
            if case .beeindigBetrokkenheid = command { lijsten = try await lezer.wachtendeVragenlijsten(in: zaak) }
            let lopend: @Sendable (Scope) throws -> [AggregateRef] = { try $0.lopend(zaak: zaak) }
            return try await context.engine.perform(
                request.idempotency(id, zaak.text), trace: request.cause, ifMatch: request.requiredIfMatch,
                needs: [AggregateRef(Zaak.self, zaak)] + AggregateRef.contact(van: zaak) + ernaast.refs
                    + lijsten.map { AggregateRef(Vragenlijst.self, $0) },
                further: lopend
            ) { [ernaast, lijsten, command] scope in
                try scope.metContact(zaak, ernaast: ernaast) { try $0.decide(command, on: zaak, gevonden.zicht) }
                try scope.volg(vragenlijsten: lijsten, in: zaak)
                guard let na = try scope.load(Zaak.self, zaak) else { throw Problem.notFound() }
                return Answer(
                    status: 200,
                    body: try ZaakStand(na, gevonden.overdrachten, gevonden.delen, gevonden.zicht),
                    etag: scope.version(zaak))
            }.response
        }
    }
}

extension Scope {
    /// An act on an organisation that is shielded from who acts answers as if it were not there (P1): involving it
    /// changes nothing that shows, and it cannot be let go of.
    fileprivate mutating func decide(_ command: ZaakCommand, on zaak: UUID, _ zicht: Zicht) throws {
        switch command {
        case .betrek(_, let organisatie, _) where !zicht.ziet(organisatie: organisatie):
            do { try decide(command, on: zaak) } catch let weigering as Weigering {
                guard weigering.code == "al-gedaan" else { throw weigering }
            }
        case .beeindigBetrokkenheid(_, let organisatie, _, _) where !zicht.ziet(organisatie: organisatie):
            throw Weigering(
                code: "niet-betrokken", uitleg: "Deze organisatie is niet betrokken.", toestand: "regie-belegd",
                mogelijk: ["betrekken"])
        default: try decide(command, on: zaak)
        }
    }
}

extension ZaakStand {
    fileprivate init(_ gevonden: Zaaklezer.GevondenZaak) throws {
        try self.init(gevonden.zaak, gevonden.overdrachten, gevonden.delen, gevonden.zicht)
    }
}
