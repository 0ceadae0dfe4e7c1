import Contracts
import Foundation
import TestSupport

/// One family's way through the chain: a melding, its casus, one or more offers, and a warm handover to its end. What
/// happens follows from the number; when it happens, from the day.
struct Verhaal: Sendable {
    let chain: Chain
    let boek: Boekhouding
    let bord: Taakbord
    let kafka: Kafkapartner
    let nummer: Int
    private var random: Toeval
    private let kort: Bool

    init(_ chain: Chain, _ boek: Boekhouding, _ bord: Taakbord, _ kafka: Kafkapartner, nummer: Int, seed: UInt64) {
        self.chain = chain
        self.boek = boek
        self.bord = bord
        self.kafka = kafka
        self.nummer = nummer
        random = Toeval(seed &* 1_000_003 &+ UInt64(nummer))
        kort = random.kans(25)
    }

    private var team: Afzender { afzender(.veiligheidsteam) }
    private func afzender(_ wie: Deelnemer) -> Afzender { Afzender(chain: chain, boek: boek, wie: wie) }
    private func stap(_ stap: String) { boek.stap(nummer, stap) }

    mutating func speel() async throws {
        let melder: Deelnemer = [.politie, .school, .school, .lokaalTeam][Int.random(in: 0..<4, using: &random)]
        let melding = try await (melder == .school ? meldOverKafka(melder) : meld(melder))
        boek.melding(melding)
        let zaak = try await neemOp(melding)
        let (ontvanger, overdracht) = try await draagOver(zaak)
        try await voerUit(overdracht, van: .veiligheidsteam, naar: ontvanger)
        stap("the melder hears the outcome of \(melding.lower)")
        let afzender = afzender(melder)
        try await afzender.wacht("melding \(melding.lower) is closed") {
            let stand = try await afzender.lees(.meldingIntake, "/v1/meldingen/\(melding.lower)").expect(200)
            return stand["status"]?.string == "afgehandeld" ? () : nil
        }
    }

    // MARK: - Melding

    private var gemeente: String { kort ? Regio.kort.gemeente : Regio.gewoon.gemeente }

    private func meld(_ wie: Deelnemer) async throws -> UUID {
        stap("melding by \(wie)")
        let body = Chain.melding(gemeente: gemeente, bsn: Verzonnen.bsn(), kenmerk: "chaos-\(nummer)")
        let id = try await afzender(wie).stuur(.meldingIntake, "/v1/meldingen", body, key: UUID().uuidString)
            .expect(201, 200).id()
        boek.effect("melding \(nummer)", Topics.meldingen, "melding-ontvangen", ["melding": id.lower])
        return id
    }

    /// Content over HTTPS first, then an event that refers to it; some send the event twice.
    private mutating func meldOverKafka(_ wie: Deelnemer) async throws -> UUID {
        stap("melding by \(wie) over Kafka")
        let afzender = afzender(wie)
        func inhoud(_ body: JSON) async throws -> JSON {
            let id = try await afzender.stuur(.meldingIntake, "/v1/inhoud", body, key: UUID().uuidString)
                .expect(201, 200).id()
            return .string(id.lower)
        }
        let kenmerk = "chaos-\(nummer)"
        let persoon: JSON = ["bsn": .string(Verzonnen.bsn()), "naam": .string(Verzonnen.naam)]
        let bericht = chain.bericht(
            "melding-aangeboden",
            [
                "eigenKenmerk": .string(kenmerk), "soort": "vt-melding", "gemeente": .string(gemeente), "acuut": "nee",
                "besproken": "ja", "terugkoppelingGewenst": true,
                "waarneming": try await inhoud(["tekst": .string(Verzonnen.tekst)]),
                "betrokkenen": [["inhoud": try await inhoud(["persoon": persoon]), "rol": "kind"]],
            ], als: wie)
        for _ in 0..<(random.kans(30) ? 2 : 1) { try await kafka.stuur(bericht, als: wie) }
        boek.effect("message \(nummer)", Topics.meldingen, "melding-ontvangen", ["eigenKenmerk": kenmerk])
        return try await afzender.wacht("the school hears of \(kenmerk)") {
            chain.tap.events(wie.uitKafka).first {
                $0.eventType?.name == "melding-status-gewijzigd" && $0.data["eigenKenmerk"]?.string == kenmerk
            }?.data["melding"]?.string.flatMap { UUID(uuidString: $0) }
        }
    }

    // MARK: - Casus

    private func neemOp(_ melding: UUID) async throws -> UUID {
        stap("casus of melding \(melding.lower)")
        let zaak = try await team.wacht("melding \(melding.lower) is in a casus") {
            try await team.lees(.meldingIntake, "/v1/meldingen/\(melding.lower)").uuid("zaak")
        }
        stap("assessment of \(zaak.lower)")
        try await team.doe(
            .veiligheidsteam, "/v1/casussen/\(zaak.lower)", "beoordelingen",
            [
                "door": .string(team.wie.medewerker("werker")), "uitkomst": "overdracht",
                "redenen": .string(Verzonnen.tekst),
            ]
        ).expect(201, 200)
        boek.effect("assessment \(nummer)", Topics.casussen, "beoordeling-vastgelegd", ["zaak": zaak.lower])
        return zaak
    }

    // MARK: - Offers

    /// Offers until one is accepted.
    private mutating func draagOver(_ zaak: UUID) async throws -> (Deelnemer, UUID) {
        var ontvangers: [Deelnemer] = [.gi, .zorgaanbieder, .lokaalTeam].shuffled(using: &random)
        let eerste = ontvangers.removeFirst()
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1:  // Two at once with spoed: exactly one gets the regie.
            return try await kies(zaak, [eerste, ontvangers[0]])
        case 2, 3:
            let overdracht = try await bied(zaak, eerste)
            try await weiger(overdracht, eerste)
            let tweede = try await bied(zaak, ontvangers[0])
            try await aanvaard(tweede, ontvangers[0])
            return (ontvangers[0], tweede)
        case 4, 5:
            let overdracht = try await bied(zaak, eerste)
            try await ontvang(overdracht, eerste)
            try await stelUit(overdracht, eerste)
            try await aanvaard(overdracht, eerste)
            return (eerste, overdracht)
        default:
            let overdracht = try await bied(zaak, eerste)
            try await ontvang(overdracht, eerste)
            try await aanvaard(overdracht, eerste)
            return (eerste, overdracht)
        }
    }

    private func bied(_ zaak: UUID, _ naar: Deelnemer, urgentie: String = "regulier") async throws -> UUID {
        stap("offer of \(zaak.lower) to \(naar)")
        let body: JSON = [
            "door": .string(team.wie.medewerker("werker")), "naar": naar.wie, "vraag": "passender-hulp",
            "urgentie": .string(urgentie), "leeftijdsgroep": "0-11",
        ]
        let team = team
        // The casus hears a moment later that an earlier offer was refused; until then it refuses a second (O14).
        let overdracht = try await team.wacht("the casus \(zaak.lower) takes the request on") {
            let reply = try await team.doe(
                .veiligheidsteam, "/v1/casussen/\(zaak.lower)", "overdrachten", body)
            return reply.status == 409 ? nil : try reply.expect(201, 200).id()
        }
        boek.overdracht(overdracht)
        let what = "offer \(nummer)"
        boek.effect(what, Topics.casussen, "overdracht-verzocht", ["overdracht": overdracht.lower])
        boek.effect(what, Topics.overdrachten, "overdracht-aangeboden", ["overdracht": overdracht.lower])
        stap("overdracht \(overdracht.lower) reaches \(naar)")
        let afzender = afzender(naar)
        try await afzender.wacht("overdracht \(overdracht.lower) is offered") {
            try await afzender.lees(.verwijzing, "/v1/overdrachten/\(overdracht.lower)").status == 200 ? () : nil
        }
        return overdracht
    }

    /// The receiver's system has the task, and the person it is for opens it. Where terms are seconds it is too late:
    /// the task has gone on to another.
    private mutating func ontvang(_ overdracht: UUID, _ wie: Deelnemer) async throws {
        if kort { return }
        stap("task of overdracht \(overdracht.lower)")
        let afzender = afzender(wie)
        let bord = bord
        let taak = try await afzender.wacht("a task about \(overdracht.lower)") { bord.taak(overdracht) }
        stap("receipt of task \(taak.id.lower)")
        if wie == .gi {
            let bezorgd = chain.bericht("taak-bezorgd-gemeld", ["taak": .string(taak.id.lower)], als: wie)
            for _ in 0..<(random.kans(30) ? 2 : 1) { try await kafka.stuur(bezorgd, als: wie) }
            try await afzender.wacht("task \(taak.id.lower) is delivered") {
                try await afzender.lees(.notificaties, "/v1/taken/\(taak.id.lower)").expect(200)["status"]?.string
                    == "open" ? nil : ()
            }
            try await kafka.stuur(
                chain.bericht(
                    "taak-gezien-gemeld", ["taak": .string(taak.id.lower), "medewerker": .string(taak.medewerker)],
                    als: wie), als: wie)
        } else {
            let path = "/v1/taken/\(taak.id.lower)"
            try await afzender.stuur(
                .notificaties, "\(path)/ontvangsten", ["kanaal": "sse"], key: UUID().uuidString
            ).expect(200)
            try await afzender.stuur(
                .notificaties, "\(path)/inzages", ["door": .string(taak.medewerker)], key: UUID().uuidString
            ).expect(200)
        }
        for name in ["taak-bezorgd", "taak-gezien"] {
            boek.effect("receipt \(nummer)", Topics.bevestigingen, name, ["taak": taak.id.lower])
        }
        stap("overdracht \(overdracht.lower) is seen")
        try await team.wacht("overdracht \(overdracht.lower) is seen") {
            try await team.lees(.verwijzing, "/v1/overdrachten/\(overdracht.lower)").expect(200)["gezienOp"] == nil
                ? nil : ()
        }
    }

    private func doe(_ overdracht: UUID, _ deel: String, _ body: JSON, _ wie: Deelnemer, _ rol: String = "werker")
        async throws -> Reply
    {
        stap("\(deel) of \(overdracht.lower) by \(wie)")
        return try await afzender(wie).doe(
            .verwijzing, "/v1/overdrachten/\(overdracht.lower)", deel,
            body.met("door", .string(wie.medewerker(rol))))
    }

    private func gebeurd(_ name: String, _ overdracht: UUID, _ fields: [String: String] = [:]) {
        boek.effect(
            "\(name) \(nummer)", Topics.overdrachten, name,
            fields.merging(["overdracht": overdracht.lower]) { $1 })
    }

    private func weiger(_ overdracht: UUID, _ wie: Deelnemer) async throws {
        try await doe(
            overdracht, "weigeringen", ["reden": "geen-capaciteit", "alternatief": "consultatie"], wie, "planner"
        ).expect(200)
        gebeurd("overdracht-geweigerd", overdracht)
        // The casus hears it before it can ask another.
        stap("the casus hears that \(overdracht.lower) was refused")
    }

    private func stelUit(_ overdracht: UUID, _ wie: Deelnemer) async throws {
        try await doe(
            overdracht, "uitstellen",
            [
                "reden": "wachtlijst", "nieuweDatum": .string(Dagen.dag(30)),
                "overbruggingsafspraak": .string(Verzonnen.tekst),
            ], wie, "planner"
        ).expect(200)
        gebeurd("overdracht-uitgesteld", overdracht)
        try await doe(overdracht, "wachtlijstberichten", ["bericht": .string(Verzonnen.tekst)], wie, "planner")
            .expect(200)
        gebeurd("wachtlijstbericht-gegeven", overdracht)
    }

    private func aanvaarding(_ wie: Deelnemer) -> JSON {
        ["werker": .string(wie.medewerker("werker")), "startdatum": .string(Dagen.vandaag)]
    }

    private func aanvaard(_ overdracht: UUID, _ wie: Deelnemer) async throws {
        try await doe(overdracht, "aanvaardingen", aanvaarding(wie), wie).expect(200)
        aanvaard(overdracht)
    }

    private func aanvaard(_ overdracht: UUID) {
        gebeurd("overdracht-geaccepteerd", overdracht)
        gebeurd("regie-verplaatst", overdracht, ["grond": "acceptatie"])
    }

    /// O14: with spoed whoever comes first wins; several accept at the same moment.
    private func kies(_ zaak: UUID, _ kandidaten: [Deelnemer]) async throws -> (Deelnemer, UUID) {
        var aanbod: [(Deelnemer, UUID)] = []
        for wie in kandidaten { aanbod.append((wie, try await bied(zaak, wie, urgentie: "spoed"))) }
        let antwoorden = try await withThrowingTaskGroup(of: (Deelnemer, UUID, Reply).self) { group in
            for (wie, overdracht) in aanbod {
                group.addTask { (wie, overdracht, try await doe(overdracht, "aanvaardingen", aanvaarding(wie), wie)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let gewonnen = antwoorden.filter { $0.2.status == 200 }
        for (wie, overdracht, reply) in antwoorden where ![200, 409].contains(reply.status) {
            throw UnexpectedReply("\(wie) accepting \(overdracht.lower): \(reply)")
        }
        guard gewonnen.count == 1, let (wie, overdracht, _) = gewonnen.first else {
            throw UnexpectedReply("\(gewonnen.count) of \(aanbod.map(\.1.lower)) got the regie: \(antwoorden)")
        }
        aanvaard(overdracht)
        return (wie, overdracht)
    }

    // MARK: - To the end

    private func voerUit(_ overdracht: UUID, van: Deelnemer, naar: Deelnemer) async throws {
        for (wie, ander) in [(van, naar), (naar, van)] {
            let deelnemers = [wie, ander].map { JSON.string($0.medewerker("werker")) }
            try await doe(
                overdracht, "gesprekken",
                ["datum": .string(Dagen.vandaag), "gezinErbij": true, "deelnemers": .array(deelnemers)], wie
            ).expect(200)
            gebeurd("gesprek-bevestigd", overdracht, ["door": wie.medewerker("werker")])
        }
        gebeurd("overdracht-overgedragen", overdracht)
        try await doe(overdracht, "starts", ["grond": "wettelijke-taak"], naar).expect(200)
        gebeurd("overdracht-gestart", overdracht)
        try await doe(
            overdracht, "afrondingen", ["redenGeenNazorg": "niet-nodig", "wegTerug": "lokaal-team"], naar
        ).expect(200)
        gebeurd("overdracht-afgerond", overdracht)
    }
}
