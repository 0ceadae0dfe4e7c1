import Chassis
import Contracts
import Foundation
import Messaging
import Register
import VeiligheidDomain
import Web

/// What people do with a casus; each act names who did it and starts from the version that was read.
extension CasusRoutes {
    /// One act on its way to the domain.
    struct Daad: Sendable {
        let command: @Sendable (Casus) -> CasusCommand
        var delen: [Casusinhoud.Deel] = []
        /// Rows beside the casus.
        var rijen: [AggregateRef] = []
        var daarna: @Sendable (Casus, inout Scope) throws -> Void = { _, _ in }
    }

    func registerHandelingen(on api: API) {
        vastleggen(api, "beoordelingen", "casusBeoordelen", "Een beoordeling vastleggen", BeoordelingVerzoek.self) {
            request, door, casus, id in
            let (body, redenen) = (request.body, try await verzegel(request.body.redenen, "redenen", request, casus))
            let uitkomst: VeiligheidDomain.Beoordelingsuitkomst = try .van(body.uitkomst)
            return Daad(
                command: { casus in
                    .beoordelen(
                        Beoordeling(
                            beoordeling: BeoordelingId(id), uitkomst: uitkomst, door: door,
                            meldingen: body.meldingen?.map { MeldingId($0) }
                                ?? casus.onbeoordeeld.map(\.gegevens.melding),
                            redenen: redenen.id))
                }, delen: [redenen])
        }
        vastleggen(api, "overdrachten", "overdrachtStarten", "Een overdracht starten", OverdrachtVerzoek.self) {
            request, door, casus, id in
            let body = request.body
            try actief(body.naar, "/naar", oefening: casus.oefening)
            let verzoek = Overdrachtsverzoek(
                overdracht: OverdrachtId(id), van: door, naar: Organisatie(body.naar.text), vraag: body.vraag.text,
                leeftijdsgroep: try .van(body.leeftijdsgroep), soortHulp: body.soortHulp?.text,
                urgentie: try .van(body.urgentie), keuze: try body.keuze.map { try .van($0) })
            return Daad(command: { _ in .overdrachtVerzoeken(verzoek) })
        }
        vastleggen(
            api, "meningsverschillen", "meningsverschilVastleggen", "Een meningsverschil vastleggen",
            MeningsverschilVerzoek.self
        ) {
            request, door, casus, id in
            let feiten = try await verzegel(request.body.feiten, "feiten", request, casus)
            let verschil = Meningsverschil(
                meningsverschil: MeningsverschilId(id), beoordeling: BeoordelingId(request.body.beoordeling),
                namens: door,
                feiten: feiten.id)
            return Daad(command: { _ in .meningsverschilVastleggen(verschil) }, delen: [feiten])
        }
        wijzigen(api, "lokale-teams", "lokaalTeamBetrekken", "Een lokaal team betrekken", LokaalTeamVerzoek.self) {
            request, door, casus in
            try lokaalTeam(request.body.organisatie, oefening: casus.oefening)
            let team = Organisatie(request.body.organisatie.text)
            return Daad(command: { _ in .lokaalTeamBetrekken(team, door: door) })
        }
        wijzigen(
            api, "lokaal-team-bevestigingen", "lokaalTeamBevestigen", "Zeggen dat het lokale team het weet",
            DoorVerzoek.self
        ) { _, door, _ in Daad(command: { _ in .lokaalTeamBevestigen(door: door) }) }
        wijzigen(api, "uit-beeld", "uitBeeldMelden", "Melden dat het gezin uit beeld is", UitBeeldVerzoek.self) {
            request, door, casus in
            var delen: [Casusinhoud.Deel] = []
            if let tekst = request.body.toelichting {
                delen.append(try await verzegel(tekst, "uit-beeld", request, casus))
            }
            let toelichting = delen.first?.id
            return Daad(command: { _ in .uitBeeldMelden(door: door, toelichting: toelichting) }, delen: delen)
        }
        wijzigen(api, "weer-in-beeld", "weerInBeeldMelden", "Melden dat het gezin weer in beeld is", DoorVerzoek.self) {
            _, door, _ in Daad(command: { _ in .weerInBeeldMelden(door: door) })
        }
        wijzigen(api, "sluitingen", "casusSluiten", "De casus sluiten", SluitingVerzoek.self) { request, door, casus in
            let toelichting = try await verzegel(request.body.toelichting, "sluiting", request, casus)
            let nazorg: VeiligheidDomain.Nazorg = try .van(request.body.nazorg)
            // Its people, as of the version that If-Match names: closing takes them out of the index (M8).
            let indexen = casus.huishoudens.flatMap(\.leden).map { Persoonsindex.id(van: $0, oefening: casus.oefening) }
            return Daad(
                command: { _ in .sluiten(door: door, nazorg: nazorg, toelichting: toelichting.id) },
                delen: [toelichting],
                rijen: indexen.map { AggregateRef(Persoonsindex.self, $0) }
            ) { casus, scope in
                for rij in indexen { try scope.decide(.sluiten(zaak: casus.id), on: rij) }
            }
        }
    }

    /// An act that makes something with an id of its own: 201.
    func vastleggen<B: Handeling>(
        _ api: API, _ deel: String, _ operatie: String, _ summary: String, _ body: B.Type,
        _ daad: @escaping @Sendable (Request<B>, VeiligheidDomain.Persoon, Casus, UUID) async throws -> Daad
    ) {
        operation(api, deel, operatie, summary, body, Vastgelegd.self, maakt: true) { request, door, casus in
            let id = UUID.v7()
            return (try await daad(request, door, casus, id), { Vastgelegd(id: id, casus: $0) })
        }
    }

    /// An act that changes the casus itself: 200.
    func wijzigen<B: Handeling>(
        _ api: API, _ deel: String, _ operatie: String, _ summary: String, _ body: B.Type,
        _ daad: @escaping @Sendable (Request<B>, VeiligheidDomain.Persoon, Casus) async throws -> Daad
    ) {
        operation(api, deel, operatie, summary, body, CasusStand.self, maakt: false) { request, door, casus in
            (try await daad(request, door, casus), { $0 })
        }
    }

    private func operation<B: Handeling, A: Contract>(
        _ api: API, _ deel: String, _ operatie: String, _ summary: String, _ body: B.Type, _ answer: A.Type,
        maakt: Bool,
        _ prepare:
            @escaping @Sendable (Request<B>, VeiligheidDomain.Persoon, Casus) async throws -> (
                Daad, @Sendable (CasusStand) -> A
            )
    ) {
        api.operation(
            .post, "/v1/casussen/{id}/\(deel)", id: operatie, summary: summary, access: .scope("casussen:schrijven"),
            options: [.requiresIdempotencyKey, .requiresIfMatch], parameters: pad, body: body, response: answer,
            status: maakt ? .created : .ok, alternatives: maakt ? [.ok] : [],
            problems: [
                .notFound: "De casus bestaat niet of uw organisatie is er niet bij betrokken.",
                .conflict: "De casus is niet in een toestand waarin dit kan; het antwoord noemt wat wel kan.",
            ]
        ) { request in
            let zaak: UUID = try request.path("id")
            let (casus, _) = try await gevonden(zaak, voor: request.caller.organisation)
            let handelend = try context.handelend(request.caller, door: request.body.door)
            let (daad, body) = try await prepare(request, .init(handelend), casus)
            return try await context.engine.perform(
                request.idempotency(operatie, zaak.text), trace: request.cause, ifMatch: request.requiredIfMatch,
                needs: [AggregateRef(Casus.self, zaak), Afgeschermden.ref(van: zaak)] + daad.rijen
            ) { scope in
                guard let voor = try scope.load(Casus.self, zaak) else { throw Problem.notFound() }
                try scope.decide(daad.command(voor), on: voor.id)
                // What was so already left no event, and its text is not kept either.
                if scope.version(zaak) > request.requiredIfMatch { scope.bewaar(daad.delen) }
                guard let na = try scope.load(Casus.self, zaak) else { throw Problem.notFound() }
                try daad.daarna(na, &scope)
                let stand = try CasusStand(
                    na, voor: handelend.organisatie,
                    scope.load(projection: Afgeschermden.self, Afgeschermden.id(van: zaak)), context.register.current)
                return Answer(
                    status: maakt ? 201 : 200, body: body(stand),
                    location: "/v1/casussen/\(zaak.text)", etag: scope.version(zaak))
            }.response
        }
    }

    func verzegel<B>(_ tekst: Tekst, _ onderdeel: String, _ request: Request<B>, _ casus: Casus) async throws
        -> Casusinhoud.Deel
    {
        try await inhoud.verzegel(tekst, onderdeel, van: request.caller.organisation, zaak: casus.id.waarde)
    }

    /// - Throws: `Invalid`: nothing is sent to who does not take part.
    func actief(_ oin: OIN, _ pointer: String, oefening: Bool) throws {
        guard context.register.current.organisation(oin)?.doetMee() == true else {
            throw Invalid(
                pointer: pointer, code: "onbekende-organisatie",
                detail: "Deze organisatie staat niet als actief in het register.")
        }
        if let fout = context.register.current.deelnamefout(oin, oefening: oefening, pointer) { throw Invalid([fout]) }
    }

    private func lokaalTeam(_ oin: OIN, oefening: Bool) throws {
        try actief(oin, "/organisatie", oefening: oefening)
        guard context.register.current.organisation(oin)?.soort == .lokaalTeam else {
            throw Invalid(
                pointer: "/organisatie", code: Violation.Codes.value,
                detail: "Dit is volgens het register geen lokaal team.")
        }
    }
}
