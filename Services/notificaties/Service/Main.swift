import Chassis
import Content
import Contracts
import Messaging
import Metrics
import NotificatieDomain
import Postgres
import Register
import Web

@main
struct Main {
    static func main() async { await Chassis.main(.notificaties) }
}

extension ServiceDefinition {
    /// Tells each person what to do, and follows whether it arrived, was read and was done.
    static let notificaties = ServiceDefinition(
        name: "notificaties", title: "Notificaties",
        explanation: "maakt taken voor wie aan zet is en volgt of ze aankwamen, gelezen en gedaan zijn", port: 8084,
        topic: Topics.bevestigingen, domain: "bevestigingen",
        migrations: [
            Migration(
                name: "m0001_notificaties",
                sql: String(decoding: PackageResources.m0001_notificaties_sql, as: UTF8.self)),
            Migration(
                name: "m0002_incident", sql: String(decoding: PackageResources.m0002_incident_sql, as: UTF8.self)),
        ] + ContentMigrations.all + [
            Migration(name: "m0003_mail", sql: String(decoding: PackageResources.m0003_mail_sql, as: UTF8.self)),
            Migration(name: "m0004_postvak", sql: String(decoding: PackageResources.m0004_postvak_sql, as: UTF8.self)),
        ], settings: Mailinstellingen.all,
        terms: .taken,
        problem: Problem.of
    ) { context in
        let register = context.register
        let post = try Mailinstellingen.mailpost(context.settings)
        if post == nil { context.logger.notice("mail is off: no mail server is set, and tasks go by other channels") }
        Gauge(label: "keten_mail_on").record(post == nil ? 0 : 1)
        let stroom = ChangeFeed<Taak>(engine: context.engine, pool: context.pool, logger: context.logger)
        func taken(_ types: [any EventData.Type]) -> [any MessageHandler] {
            types.map { taak($0, context, post: post != nil) }
        }
        return Parts(
            consumers: [
                ConsumerDefinition(
                    "notificaties.meldingen", topic: Topics.meldingen,
                    handlers: taken(
                        MeldingenEvents.all.filter { $0 != MeldingenEvents.BerichtGeweigerd.self })
                        + [GeweigerdHandler(register: register)]),
                ConsumerDefinition(
                    "notificaties.casussen", topic: Topics.casussen, handlers: taken(CasussenEvents.all)),
                ConsumerDefinition(
                    "notificaties.overdrachten", topic: Topics.overdrachten,
                    handlers: taken(
                        OverdrachtenEvents.all.filter { type in
                            !OverdrachtenEvents.berichten.contains { $0 == type }
                        }) + [VerwerktHandler(register: register), NietUitgevoerdHandler(register: register)]),
                ConsumerDefinition(
                    "notificaties.bevestigingen", topic: Topics.bevestigingen,
                    handlers: [
                        TaakHandler(
                            BevestigingenEvents.TermijnGeescaleerd.self, register: register, post: post != nil
                        ) {
                            try Gebeurtenis($0.event, $0.data, $1)
                        }
                    ]),
                ConsumerDefinition(
                    "notificaties.aansluitingen", topic: Topics.register,
                    handlers: [
                        TaakHandler(AansluitingVastgelegd.self, register: register, post: post != nil) {
                            Gebeurtenis($0.event, $0.data, $1)
                        }
                    ]),
                ConsumerDefinition(
                    inbound: "notificaties.inkomend", topics: [Topics.inboundPattern],
                    handlers: [BezorgdGemeldHandler(register: register), GezienGemeldHandler(register: register)],
                    refusesUnknown: false,
                    refusal: { try weiger($0, &$1, register) }),
            ],
            termHandlers: [
                TermHandler(Taak.self) { term, scope in
                    guard let taak = try scope.load(Taak.self, term.aggregate) else { return }
                    let current = register.current
                    try scope.decide(
                        .termijnVerstreken(
                            soort: term.kind, sinds: term.since, stadium: term.stage,
                            uitwijk: RegisterBezetting(register: current, nu: scope.now, post: post != nil).uitwijk(
                                taak)),
                        on: term.aggregate, register: current)
                }
            ],
            routes: { api in
                TaakRoutes(context).register(on: api)
                StroomRoute(context: context, stroom: stroom).register(on: api)
                MailadresRoutes(context).register(on: api)
                IncidentRoutes(logboek: Incidentlogboek(pool: context.pool)).register(on: api)
            },
            pages: Takenbladzijden.pages(context),
            services: [
                stroom,
                Afwezigheidswacht(
                    engine: context.engine, pool: context.pool, register: register, logger: context.logger),
                Opvolgingswacht.dienst(context),
            ] + (post.map { [Postbode(post: $0, context: context)] } ?? []),
            tijdlijn: Taaktijdlijn(context: context).stappen,
            openstaand: { oin in
                let open: SQL = """
                    a.kind = \(Taak.kind) and a.state ->> 'organisatie' = \(oin.text)
                    and not jsonb_exists_any(a.state -> 'fase', array['gedaan', 'vervallen'])
                    """
                return [
                    ("taken", "select count(*) from aggregate a where \(open)"),
                    (
                        "termijnen",
                        """
                        select count(*) from term t join aggregate a on a.id = t.aggregate
                        where t.fired_at is null and t.cancelled_at is null and \(open)
                        """
                    ),
                ]
            })
    }

    /// What was wrong with an organisation's message, for its own topic.
    private static func weiger(_ message: RefusedMessage, _ scope: inout Scope, _ register: Register) throws {
        let fouten = message.violations.map {
            Fout(pointer: Plaats($0.pointer) ?? .placeholder, code: Codewoord($0.code) ?? .placeholder)
        }
        let bericht = Contracts.BerichtId(message.messageID) ?? .placeholder
        try scope.meldUitkomst(
            NotificatiesEvents.BerichtGeweigerd(
                bericht: bericht, fouten: fouten, oefening: message.oefening, tijdstip: scope.now),
            aan: message.organisation, bericht: bericht, oefening: message.oefening, register: register.current)
    }

    private static func taak<Payload: EventData>(
        _ type: Payload.Type, _ context: Context, post: Bool
    ) -> any MessageHandler {
        TaakHandler(type, register: context.register, post: post)
    }
}
