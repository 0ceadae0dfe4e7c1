import Chassis
import Content
import Contracts
import MeldingDomain
import Messaging
import Postgres
import Register
import Web

@main
struct Main {
    static func main() async { await Chassis.main(.meldingIntake) }
}

extension ServiceDefinition {
    /// Takes meldingen in, tells who deals with them, and what came of them.
    static let meldingIntake = ServiceDefinition(
        name: "melding-intake", title: "Meldingen",
        explanation: "neemt meldingen aan, wijst ze toe en vertelt de melder wat ermee gedaan is",
        port: 8081, topic: Topics.meldingen, domain: "meldingen",
        migrations: ContentMigrations.all + [
            Migration(
                name: "m0001_melding_intake",
                sql: String(decoding: PackageResources.m0001_melding_intake_sql, as: UTF8.self))
        ],
        settings: PublicSettings.all,
        terms: TermLengths([
            Termijnsoort.oppakken.rawValue: .init(
                .werkdagen(1), urgent: .minuten(30), origin: "afspraak van de keten (O5)"),
            Termijnsoort.aanvullen.rawValue: .init(
                .werkdagen(1), urgent: .uren(4), origin: "afspraak van de keten (M9)"),
            Termijnsoort.veiligheidsbeoordeling.rawValue: .init(
                .werkdagen(5), urgent: .uren(4), origin: "Uitvoeringsbesluit Wmo 2015, artikel 4.1.7 (M6)"),
            Termijnsoort.afhandelen.rawValue: .init(.weken(10), origin: "afspraak van de keten (M4)"),
        ]),
        problem: Problem.of
    ) { context in
        let intake = Intake(register: context.register)
        return Parts(
            consumers: [
                ConsumerDefinition(
                    "melding-intake.casussen", topic: Topics.casussen,
                    handlers: [
                        CasusGeopendHandler(), MeldingGekoppeldHandler(), BeoordelingHandler(), CasusGeslotenHandler(),
                    ]),
                ConsumerDefinition(
                    inbound: "melding-intake.inkomend", topics: [Topics.inboundPattern],
                    handlers: [InkomendeMeldingHandler(intake: intake)], refusesUnknown: true, refusal: weiger),
            ],
            termHandlers: [
                TermHandler(Melding.self) { term, scope in
                    try scope.decide(
                        .termijnVerstreken(soort: term.kind, sinds: term.since, stadium: term.stage), on: term.aggregate
                    )
                }
            ],
            routes: { api in
                MeldingRoutes(context).register(on: api)
                InhoudRoutes(context: context).register(on: api)
            },
            pages: Burgerbladzijden.pages(context), tijdlijn: Meldingtijdlijn(context: context).stappen,
            inzage: Meldinginzage(context: context).lezingen,
            bewaring: [.melding, .meldingZonderZaak, .ongebruikt],
            openstaand: { oin in
                [
                    (
                        "meldingen-bij-haar",
                        """
                        select count(*) from aggregate where kind = \(Melding.kind) and state ->> 'behandelaar' = \(oin.text)
                            and not jsonb_exists(state -> 'fase', 'afgehandeld')
                        """
                    )
                ]
            })
    }

    /// What was wrong with a partner's message, for its own topic.
    private static func weiger(_ message: RefusedMessage, _ scope: inout Scope) throws {
        let bericht = BerichtId(message.messageID) ?? .placeholder
        let geweigerd = MeldingenEvents.BerichtGeweigerd(
            organisatie: message.organisation, bericht: bericht,
            fouten: message.violations.map {
                .init(pointer: Plaats($0.pointer) ?? .placeholder, code: Codewoord($0.code) ?? .placeholder)
            },
            tijdstip: scope.now, oefening: message.oefening)
        try scope.announce(
            geweigerd, topic: Topics.meldingen, key: message.organisation.text, subject: bericht.text, regio: "",
            oefening: message.oefening)
    }
}
