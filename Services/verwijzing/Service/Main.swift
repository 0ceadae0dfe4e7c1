import Chassis
import Content
import Contracts
import Messaging
import Postgres
import VerwijzingDomain
import Web

@main
struct Main {
    static func main() async { await Chassis.main(.verwijzing) }
}

extension ServiceDefinition {
    /// Who holds the regie, who must move, by when; and the dossier that goes with a handover.
    static let verwijzing = ServiceDefinition(
        name: "verwijzing", title: "Verwijzingen en overdrachten",
        explanation: "bewaakt wie de regie heeft, biedt zaken warm over en bewaart het dossier",
        port: 8083, topic: Topics.overdrachten, domain: "overdrachten",
        migrations: ContentMigrations.all + [
            Migration(
                name: "m0001_verwijzing", sql: String(decoding: PackageResources.m0001_verwijzing_sql, as: UTF8.self)),
            Migration(name: "m0002_live", sql: String(decoding: PackageResources.m0002_live_sql, as: UTF8.self)),
            Migration(name: "m0003_beside", sql: String(decoding: PackageResources.m0003_beside_sql, as: UTF8.self)),
            Migration(name: "m0004_cijfers", sql: String(decoding: PackageResources.m0004_cijfers_sql, as: UTF8.self)),
            Migration(name: "m0005_lopend", sql: String(decoding: PackageResources.m0005_lopend_sql, as: UTF8.self)),
            Migration(
                name: "m0006_verwijzingen",
                sql: String(decoding: PackageResources.m0006_verwijzingen_sql, as: UTF8.self)),
            Migration(
                name: "m0007_opvolging", sql: String(decoding: PackageResources.m0007_opvolging_sql, as: UTF8.self)),
            Migration(
                name: "m0008_bewaring", sql: String(decoding: PackageResources.m0008_bewaring_sql, as: UTF8.self)),
            Migration(
                name: "m0009_opvolging_naast",
                sql: String(decoding: PackageResources.m0009_opvolging_naast_sql, as: UTF8.self)),
            Migration(
                name: "m0010_verhuizing",
                sql: String(decoding: PackageResources.m0010_verhuizing_sql, as: UTF8.self)),
            Migration(
                name: "m0011_vragenlijst",
                sql: String(decoding: PackageResources.m0011_vragenlijst_sql, as: UTF8.self)),
            Migration(name: "m0012_bord", sql: String(decoding: PackageResources.m0012_bord_sql, as: UTF8.self)),
            Migration(
                name: "m0013_wachtlijst", sql: String(decoding: PackageResources.m0013_wachtlijst_sql, as: UTF8.self)),
        ], settings: PublicSettings.all, terms: .verwijzing, problem: Problem.of
    ) { context in
        let personen = Personen(register: context.register)
        let stroom = ChangeFeed<Overdracht>(engine: context.engine, pool: context.pool, logger: context.logger)
        return Parts(
            consumers: [
                ConsumerDefinition(
                    "verwijzing.casussen", topic: Topics.casussen,
                    handlers: [
                        CasusGeopendHandler(), OverdrachtVerzochtHandler(personen: personen), MeldingGekoppeldHandler(),
                        MeldingBijgewerktHandler(),
                        LokaalTeamHandler(personen: personen), CasusGeslotenHandler(personen: personen),
                        MaatregelHandler<CasussenEvents.MaatregelOpgelegd>(),
                        MaatregelHandler<CasussenEvents.MaatregelVerlengd>(),
                        MaatregelHandler<CasussenEvents.MaatregelEindeVervroegd>(),
                        MaatregelHandler<CasussenEvents.MaatregelBeeindigd>(),
                    ]),
                ConsumerDefinition(
                    "verwijzing.bevestigingen", topic: Topics.bevestigingen,
                    handlers: [TaakBezorgdHandler(), TaakGezienHandler(personen: personen)]),
                ConsumerDefinition(
                    inbound: "verwijzing.inkomend", topics: [Topics.inboundPattern], handlers: opdrachten(context),
                    refusesUnknown: false, refusal: weiger),
            ],
            termHandlers: [
                // The zaak is locked before its handovers, also by the clock.
                TermHandler(Overdracht.self, needs: { $0.zaak.map { [AggregateRef(Zaak.self, $0)] } ?? [] }) {
                    term, scope in
                    try scope.decide(
                        .termijnVerstreken(soort: term.kind, sinds: term.since, stadium: term.stage), on: term.aggregate
                    )
                },
                TermHandler(Verklaringloop.self, needs: { $0.zaak.map { [AggregateRef(Zaak.self, $0)] } ?? [] }) {
                    term, scope in
                    guard let stand = try scope.load(Verklaringloop.self, term.aggregate) else { return }
                    try scope.decide(
                        .termijnVerstreken(soort: term.kind, sinds: term.since, stadium: term.stage), over: stand.feiten
                    )
                },
                TermHandler(
                    Geschil.self, needs: { $0.zaak.map { [AggregateRef(Zaak.self, $0)] } ?? [] }
                ) { term, scope in
                    guard let stand = try scope.load(Geschil.self, term.aggregate) else { return }
                    try scope.append(
                        Geschil.verstrijk(
                            stand, soort: term.kind, sinds: term.since, stadium: term.stage, now: scope.now),
                        to: Geschil.self, term.aggregate)
                },
                TermHandler(
                    Consultatie.self, needs: { $0.zaak.map { [AggregateRef(Zaak.self, $0)] } ?? [] }
                ) { term, scope in
                    guard let zaak = term.zaak else { return }
                    try scope.decide(
                        ConsultatieCommand.termijnVerstreken(
                            soort: term.kind, sinds: term.since, stadium: term.stage), on: term.aggregate, in: zaak)
                },
                TermHandler(
                    Vragenlijst.self,
                    needs: { $0.zaak.map { [AggregateRef(Zaak.self, $0), .bescherming(van: $0)] } ?? [] }
                ) { term, scope in
                    guard let zaak = term.zaak else { return }
                    try scope.volg(vragenlijsten: [term.aggregate], in: zaak)
                    try scope.decide(
                        VragenlijstCommand.termijnVerstreken(
                            soort: term.kind, sinds: term.since, stadium: term.stage), on: term.aggregate, in: zaak)
                },
                TermHandler(Zaak.self) { term, scope in
                    guard let stand = try scope.load(Zaak.self, term.aggregate) else { return }
                    try scope.append(
                        Zaak.verstrijk(
                            stand, soort: term.kind, sinds: term.since, stadium: term.stage, now: scope.now),
                        to: Zaak.self, term.aggregate)
                },
                TermHandler(Verwijzing.self, needs: { $0.zaak.map { [AggregateRef(Zaak.self, $0)] } ?? [] }) {
                    term, scope in
                    guard let zaak = term.zaak else { return }
                    try scope.decide(
                        .termijnVerstreken(soort: term.kind, sinds: term.since, stadium: term.stage),
                        on: term.aggregate, zaak: zaak)
                },
                TermHandler(
                    Continuiteit.self,
                    needs: { $0.zaak.map { [AggregateRef(Zaak.self, $0), .bescherming(van: $0)] } ?? [] }
                ) { term, scope in
                    guard let zaak = term.zaak else { return }
                    try scope.decide(
                        ContinuiteitCommand.termijnVerstreken(
                            soort: term.kind, sinds: term.since, stadium: term.stage), over: zaak)
                },
                TermHandler(
                    Vervanging.self, needs: { $0.zaak.map { [AggregateRef(Zaak.self, $0)] } ?? [] }
                ) { term, scope in
                    guard let zaak = term.zaak else { return }
                    try scope.decide(
                        VervangingCommand.termijnVerstreken(
                            soort: term.kind, sinds: term.since, stadium: term.stage), on: term.aggregate, over: zaak)
                },
                TermHandler(
                    Gezinscontact.self,
                    needs: { $0.zaak.map { [AggregateRef(Zaak.self, $0), .bescherming(van: $0)] } ?? [] }
                ) { term, scope in
                    guard let zaak = term.zaak else { return }
                    try scope.decide(
                        GezinscontactCommand.termijnVerstreken(
                            soort: term.kind, sinds: term.since, stadium: term.stage), over: zaak)
                },
            ],
            routes: { api in
                OverdrachtRoutes(context).register(on: api)
                FhirRoutes(context).register(on: api)
                InhoudRoute(context: context).register(on: api)
                neemDadenOp(in: HttpDaden(api: api, context: context), context)
                StroomRoute(context: context, stroom: stroom).register(on: api)
                ZaakRoutes(context).register(on: api)
                BordRoute(context).register(on: api)
                DossierRoutes(context).register(on: api)
                DossierstandRoute(context).register(on: api)
                BeschermingRoutes(context).register(on: api)
                VerklaringRoutes(context).register(on: api)
                GeschilRoutes(context).register(on: api)
                VerwijzingRoutes(context).register(on: api)
                FamiliegroepsplanRoutes(context).register(on: api)
                ContinuiteitRoutes(context).register(on: api)
                GezinsoverzichtRoute(context).register(on: api)
                NavraagRoutes(context).register(on: api)
                GezinscontactRoutes(context).register(on: api)
                CijferRoutes(context).register(on: api)
                WachtlijstRoute(context).register(on: api)
                VervangingRoutes(context).register(on: api)
                ConsultatieRoutes(context).register(on: api)
                VragenlijstRoutes(context).register(on: api)
                ZaaktijdlijnRoute(context).register(on: api)
            }, pages: Overdrachtbladzijden.pages(context),
            services: [stroom, Leeftijdwacht(context)] + Opvolgingswacht.diensten(context),
            tijdlijn: ZaaktijdlijnRoute(context).stappen, bewaring: [.dossier, .ongebruikt],
            openstaand: { oin in
                let lopend = "kind = \(Overdracht.kind) and \(Overdrachtfilter.lopend)" as SQL
                let metOpvolger = context.register.current.heeftOpvolger(oin)
                let delen = Opvolgingslezer.delen(oin, metOpvolger: metOpvolger).map {
                    deel -> (wat: String, telling: SQL) in
                    (deel.wat, "select count(*) from (\(deel.zaken)) deel")
                }
                return delen + [
                    (
                        "navragen-aan-haar",
                        """
                        select count(*) from aggregate a, jsonb_array_elements(a.state -> 'navragen') vraag
                        where a.kind = \(Gezinscontact.kind) and vraag -> 'antwoord' is null
                            and vraag -> 'aan' ->> 'organisatie' = \(oin.text)
                        """
                    ),
                    (
                        "termijnen",
                        """
                        select count(*) from term t join aggregate a on a.id = t.aggregate
                        where t.fired_at is null and t.cancelled_at is null and a.\(lopend)
                            and \(Overdrachtfilter.partij(oin, .ontvanger))
                        """
                    ),
                ]
            })
    }

    /// What was wrong with a partner's message, and how things stand, for its own topic.
    private static func weiger(_ message: RefusedMessage, _ scope: inout Scope) throws {
        let (bericht, stand) = (BerichtId(message.messageID) ?? .placeholder, message.standing)
        let geweigerd = OverdrachtenEvents.BerichtGeweigerd(
            organisatie: message.organisation, bericht: bericht,
            fouten: message.violations.map {
                Fout(pointer: Plaats($0.pointer) ?? .placeholder, code: Codewoord($0.code) ?? .placeholder)
            },
            toestand: try stand.map { try .van($0.state) }, mogelijk: try stand?.possible.map { try .van($0) },
            versie: stand?.version.map { Int($0) }, tijdstip: scope.now, oefening: message.oefening)
        try scope.announce(
            geweigerd, topic: Topics.overdrachten, key: message.organisation.text, subject: bericht.text, regio: "",
            oefening: message.oefening)
    }
}
