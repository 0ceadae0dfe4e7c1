import Chassis
import Content
import Contracts
import Messaging
import Postgres
import Register
import VeiligheidDomain
import Web

@main
struct Main {
    static func main() async { await Chassis.main(.regionaalVeiligheidsteam) }
}

extension ServiceDefinition {
    /// Keeps casussen: how safe it is now, who is involved, what was decided, by whom, on which facts.
    static let regionaalVeiligheidsteam = ServiceDefinition(
        name: "regionaal-veiligheidsteam", title: "Casussen",
        explanation: "brengt meldingen samen in casussen, betrekt het lokale team, beoordeelt en start overdrachten",
        port: 8082, topic: Topics.casussen, domain: "casussen",
        migrations: ContentMigrations.all + [
            Migration(
                name: "m0001_regionaal_veiligheidsteam",
                sql: String(decoding: PackageResources.m0001_regionaal_veiligheidsteam_sql, as: UTF8.self)),
            Migration(name: "m0002_live", sql: String(decoding: PackageResources.m0002_live_sql, as: UTF8.self)),
            Migration(name: "m0003_delen", sql: String(decoding: PackageResources.m0003_delen_sql, as: UTF8.self)),
            Migration(
                name: "m0004_opvolging", sql: String(decoding: PackageResources.m0004_opvolging_sql, as: UTF8.self)),
        ],
        terms: Casustermijnen.lengten,
        problem: Problem.of
    ) { context in
        let koppelaar = Koppelaar(register: context.register)
        let stroom = ChangeFeed<Casus>(engine: context.engine, pool: context.pool, logger: context.logger)
        return Parts(
            consumers: [
                ConsumerDefinition(
                    "regionaal-veiligheidsteam.meldingen", topic: Topics.meldingen,
                    handlers: [
                        MeldingOntvangenHandler(koppelaar: koppelaar), MeldingDoorgestuurdHandler(koppelaar: koppelaar),
                        MeldingAangevuldHandler(koppelaar: koppelaar),
                        MeldingSoortGewijzigdHandler(koppelaar: koppelaar),
                        MeldingAfgehandeldHandler(),
                    ]),
                ConsumerDefinition(
                    "regionaal-veiligheidsteam.overdrachten", topic: Topics.overdrachten,
                    handlers: OverdrachtHandlers.all),
                ConsumerDefinition(
                    "regionaal-veiligheidsteam.bevestigingen", topic: Topics.bevestigingen,
                    handlers: [TaakGedaanHandler(), UitnodigingBezorgdHandler(), UitnodigingGezienHandler()]),
            ],
            termHandlers: [
                TermHandler(Casus.self) { term, scope in
                    try scope.decide(
                        .termijnVerstreken(soort: term.kind, sinds: term.since, stadium: term.stage),
                        on: ZaakId(term.aggregate))
                },
                TermHandler(Meldingskoppeling.self) { term, scope in
                    try scope.decide(
                        .termijnVerstreken(soort: term.kind, sinds: term.since, stadium: term.stage),
                        on: MeldingId(term.aggregate))
                },
                TermHandler(Overleg.self) { term, scope in
                    try scope.decide(
                        OverlegCommand.termijnVerstreken(soort: term.kind, sinds: term.since, stadium: term.stage),
                        on: term.aggregate)
                },
                TermHandler(Maatregel.self) { term, scope in
                    try scope.decide(
                        MaatregelCommand.termijnVerstreken(soort: term.kind, sinds: term.since, stadium: term.stage),
                        on: term.aggregate)
                },
            ],
            routes: { api in
                CasusRoutes(context).register(on: api)
                StroomRoute(context: context, stroom: stroom).register(on: api)
                InhoudRoutes(context).register(on: api)
                KoppelingRoutes(context, koppelaar).register(on: api)
                GezinsledenRoute(context: context).register(on: api)
                MaatregelRoutes(context).register(on: api)
                BesluitRoutes(context).register(on: api)
                OverlegRoutes(context).register(on: api)
            }, pages: Casusbladzijden.pages(context),
            services: [stroom, Opvolgingswacht.dienst(context)],
            tijdlijn: CasusRoutes(context).stappen, inzage: Casusinzage(context: context).lezingen, bewaring: [.casus],
            openstaand: { oin in
                let metOpvolger = context.register.current.heeftOpvolger(oin)
                return Opvolgingslezer.delen(oin, metOpvolger: metOpvolger).map {
                    deel -> (wat: String, telling: SQL) in
                    (deel.wat, "select count(*) from (\(deel.zaken)) deel")
                }
            })
    }
}
