import Chassis
import Contracts
import Foundation
import Messaging
import VerwijzingDomain
import Web

/// What the two sides do with a verwijzing: each act is a sub-resource that is posted to.
extension VerwijzingRoutes {
    // MARK: - Receipts: facts beside the state, so without If-Match

    func ontvangst(_ api: API) {
        api.operation(
            .post, "/v1/verwijzingen/{id}/ontvangsten", id: "verwijzingBezorgd",
            summary: "Uw systeem heeft de verwijzing ontvangen; herhalen mag", access: .scope("overdrachten:schrijven"),
            options: .requiresIdempotencyKey, parameters: pad, body: OntvangstVerzoek.self,
            response: VerwijzingStand.self, problems: [.notFound: onbekend, .conflict: kanNiet]
        ) { request in
            try await perform(request, "verwijzingBezorgd") { _ in
                Daad(.bezorgd(organisatie: request.caller.organisation.text))
            }
        }
        api.operation(
            .post, "/v1/verwijzingen/{id}/inzages", id: "verwijzingGezien",
            summary: "Een medewerker van de ontvanger heeft de verwijzing geopend; herhalen mag",
            access: .scope("overdrachten:schrijven"), options: .requiresIdempotencyKey, parameters: pad,
            body: DoorVerzoek.self, response: VerwijzingStand.self, problems: [.notFound: onbekend, .conflict: kanNiet]
        ) { request in
            let door = Actor(try context.handelend(request.caller, door: request.body.door))
            return try await perform(request, "verwijzingGezien") { _ in Daad(.gezien(door: door)) }
        }
    }

    // MARK: - Answers (O3, O21)

    func antwoorden(_ api: API) {
        handeling(
            api, "aanvaardingen", "verwijzingAanvaarden", "De hulp toezeggen, met werker en startdag (O21)",
            HulptoezeggingVerzoek.self,
            wijst: [
                "geen-werker": "/werker", "werker-andere-organisatie": "/werker", "wissels-niet-gezien": "/gezien",
            ]
        ) { request, door, _ in
            Daad(
                .aanvaard(
                    door: door, werker: personen.actor(request.caller.organisation, request.body.werker),
                    startdatum: try .van(request.body.startdatum)), wisselt: .some(request.body.gezien?.text))
        }
        handeling(
            api, "uitstellen", "verwijzingUitstellen", "Het antwoord uitstellen, met reden en datum (O3)",
            UitstelVerzoek.self, wijst: ["datum-niet-in-toekomst": "/nieuweDatum"]
        ) { request, door, verwijzing in
            let body = request.body
            let bericht = try await kluis.verzegel(
                body.overbruggingsafspraak, soort: "overbruggingsafspraak", bij: verwijzing.zaak,
                van: request.caller.organisation, over: nil)
            return Daad(
                .stelUit(
                    door: door, reden: try .van(body.reden), nieuweDatum: try .van(body.nieuweDatum),
                    bericht: bericht.id), [bericht])
        }
        handeling(
            api, "wachtlijstberichten", "verwijzingWachtlijstbericht",
            "Laten weten hoe het met het wachten staat (O4)", WachtlijstberichtVerzoek.self,
            wijst: ["datum-niet-in-toekomst": "/volgendeDatum"]
        ) { request, door, verwijzing in
            let bericht = try await kluis.verzegel(
                request.body.bericht, soort: "wachtlijstbericht", bij: verwijzing.zaak,
                van: request.caller.organisation, over: nil)
            return Daad(
                .geefWachtlijstbericht(
                    door: door, bericht: bericht.id, volgendeDatum: try request.body.volgendeDatum.map { try .van($0) }),
                [bericht])
        }
        handeling(
            api, "weigeringen", "verwijzingWeigeren", "De hulp niet geven, met reden en alternatief (O3)",
            WeigeringVerzoek.self
        ) { request, door, verwijzing in
            let body = request.body
            var delen: [Deel] = []
            if let tekst = body.toelichting {
                delen.append(
                    try await kluis.verzegel(
                        tekst, soort: "toelichting", bij: verwijzing.zaak, van: request.caller.organisation, over: nil))
            }
            return Daad(
                .weiger(
                    door: door, reden: try .van(body.reden),
                    alternatief: try .van(body.alternatief, body.alternatieveOrganisatie),
                    toelichting: delen.first?.id), delen)
        }
        handeling(
            api, "intrekkingen", "verwijzingIntrekken", "De vraag om hulp intrekken, voor er antwoord is",
            IntrekkingVerzoek.self, wijst: ["reden-van-de-regel": "/reden"]
        ) { request, door, _ in Daad(.trekIn(door: door, reden: try .van(request.body.reden))) }
    }

    // MARK: - Carrying out

    func uitvoeren(_ api: API) {
        handeling(api, "starts", "verwijzingStarten", "De hulp is gestart (P2)", StartVerzoek.self) {
            request, door, verwijzing in
            // Only who can start it opens birth dates.
            let bescherming = try await lezer.bescherming(van: verwijzing.zaak)
            let geboren =
                try await verwijzing.mogelijk(voor: door.organisatie).contains("starten")
                ? leeftijden.geboren(in: bescherming, request, door: request.body.door) : [:]
            let weg = try await leeftijden.vernietigd(in: bescherming)
            let grond = try request.body.grond.map { try Hulpgrond.van($0) }
            return Daad(.start(door: door), geboren: geboren, vernietigd: weg, door: door, grond: grond)
        }
        handeling(
            api, "voortgangsberichten", "verwijzingVoortgang", "Laten weten hoe het met de hulp gaat",
            VoortgangVerzoek.self
        ) { request, door, verwijzing in
            let bericht = try await kluis.verzegel(
                request.body.bericht, soort: "voortgangsbericht", bij: verwijzing.zaak,
                van: request.caller.organisation, over: nil)
            return Daad(.meldVoortgang(door: door, bericht: bericht.id), [bericht])
        }
        handeling(
            api, "werkerwisselingen", "verwijzingWerkerWisselen", "Een andere werker geeft de hulp verder",
            WerkerwisselVerzoek.self,
            wijst: [
                "geen-werker": "/naar", "werker-andere-organisatie": "/naar", "wissels-niet-gezien": "/gezien",
            ]
        ) { request, door, _ in
            Daad(
                .wisselWerker(door: door, naar: personen.actor(request.caller.organisation, request.body.naar)),
                wisselt: .some(request.body.gezien?.text))
        }
        handeling(
            api, "beeindigingen", "verwijzingBeeindigen", "De hulp eindigt", HulpeindeVerzoek.self,
            wijst: ["reden-van-de-vrager": "/reden"]
        ) { request, door, _ in Daad(.beeindig(door: door, reden: try .van(request.body.reden))) }
        handeling(
            api, "stops", "verwijzingStoppen", "Hulp stoppen die u vroeg, als uitdrukkelijke keuze met een reden (R13)",
            HulpeindeVerzoek.self, wijst: ["reden-van-de-hulp": "/reden"]
        ) { request, door, _ in Daad(.stop(door: door, reden: try .van(request.body.reden), voor: nil)) }
    }

    // MARK: - How each act is carried out

    /// What an act asks of the rules, with the texts that it brings.
    struct Daad: Sendable {
        let command: VerwijzingCommand
        let delen: [Deel]
        /// P2: the birth dates of the children, opened for the decision that voluntary help may start.
        let geboren: [UUID: Dag]?
        /// P4: the children of whom nothing is known any more.
        let vernietigd: Set<UUID>
        /// V5: for a change of worker, the count that was seen.
        let wisselt: String??
        /// Who starts it, and what it rests on where no child is recorded (P2).
        let door: Actor?
        let grond: Hulpgrond?

        init(
            _ command: VerwijzingCommand, _ delen: [Deel] = [], geboren: [UUID: Dag]? = nil,
            vernietigd: Set<UUID> = [], wisselt: String?? = nil, door: Actor? = nil, grond: Hulpgrond? = nil
        ) {
            self.command = command
            self.delen = delen
            self.geboren = geboren
            self.vernietigd = vernietigd
            self.wisselt = wisselt
            (self.door, self.grond) = (door, grond)
        }
    }

    /// - Parameter velden: which field of the body a refusal points at.
    private func handeling<B: Handeling>(
        _ api: API, _ deel: String, _ id: String, _ summary: String, _ body: B.Type,
        wijst velden: [String: String] = [:],
        _ daad: @escaping @Sendable (Request<B>, Actor, Verwijzing) async throws -> Daad
    ) {
        api.operation(
            .post, "/v1/verwijzingen/{id}/\(deel)", id: id, summary: summary, access: .scope("overdrachten:schrijven"),
            options: [.requiresIdempotencyKey, .requiresIfMatch], parameters: pad, body: body,
            response: VerwijzingStand.self, problems: [.notFound: onbekend, .conflict: kanNiet]
        ) { request in
            let door = Actor(try context.handelend(request.caller, door: request.body.door))
            do {
                return try await perform(request, id, ifMatch: request.requiredIfMatch) {
                    try await daad(request, door, $0)
                }
            } catch let weigering as Weigering {
                throw Problem.of(weigering, wijst: velden)
            }
        }
    }

    /// Decides under the lock of the zaak, then of the verwijzing.
    private func perform<B: Contract>(
        _ request: Request<B>, _ operation: String, ifMatch: Int64? = nil, _ daad: (Verwijzing) async throws -> Daad
    ) async throws -> Response<VerwijzingStand> {
        let (id, oin) = (try request.path("id", as: UUID.self), request.caller.organisation)
        let gevonden = try await lezer.verwijzing(id, voor: oin)
        let zaak = gevonden.zaak.id
        let daad = try await daad(gevonden.verwijzing)
        let regels = personen.verwijsregels(gevonden.verwijzing.regio)
        return try await context.engine.perform(
            request.idempotency(operation, id.text), trace: request.cause, ifMatch: ifMatch,
            needs: AggregateRef.hulp([id]) + [AggregateRef(Zaak.self, zaak)] + AggregateRef.contact(van: zaak)
        ) { scope in
            scope.bewaar(daad.delen)
            try scope.metContact(zaak, verwijzing: id) { scope in
                try scope.decide(daad.command, on: id, zaak: zaak)
                let gezin = try scope.load(Bescherming.self, Bescherming.id(van: zaak))
                let kinderen = gevonden.verwijzing.kinderen(in: gezin)
                if let gezien = daad.wisselt {
                    try Wisseltelling.eisGezien(
                        scope.load(Continuiteit.self, Continuiteit.id(van: zaak)), kinderen, gezien)
                }
                guard let geboren = daad.geboren, let door = daad.door else { return }
                // After the rules of the verwijzing itself, so that who may not start hears nothing of consent.
                try scope.eisKindOfGrond(zaak, hulp: id, daad.grond, door: door)
                try gezin?.eisToestemming(
                    voor: oin.text, kinderen: kinderen, geboren: geboren, vernietigd: daad.vernietigd, now: scope.now)
            }
            guard let na = try scope.load(Verwijzing.self, id) else { throw Problem.notFound() }
            let zicht = Toegang.zicht(oin, try scope.load(Bescherming.self, Bescherming.id(van: zaak)))
            return Answer(
                status: 200, body: try VerwijzingStand(na, [], regels, voor: oin, zicht), etag: scope.version(id))
        }.response
    }
}
