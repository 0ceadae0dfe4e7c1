import ArgumentParser
import Contracts
import Foundation

/// Cutting off and connecting, which differ in one word.
struct Change: ParsableArguments {
    @Argument(help: "The organisation's OIN.") var oin: String
    @Option(help: "Who you are: a medewerker id, kept with the act and not looked up.") var by: String
    @Option(help: "Why, in your own words; kept in the services, never sent over Kafka.") var reason: String
    @OptionGroup var broker: Broker
    @Option(help: "Seconds to wait until every service has done it.") var within = 30
    @Option(help: "The incident in whose log this belongs.") var incident: String?
    @Flag(help: "Show what is open and what would wait; change nothing.") var dryRun = false

    /// - Parameter cutOff: why; nil connects it again.
    func run(_ operator: Operator, cutOff: RegisterEvents.Afsluitreden?) async throws {
        guard let person = MedewerkerId(by), let reason = KorteTekst(reason) else {
            throw ValidationError(
                "--by is a medewerker id such as mw-beheer-1, --reason a line of at most 200 characters")
        }
        let oin = try Connections.oin(oin)
        let before = try await Connections.ask(`operator`, oin)
        guard let known = before.newest else {
            throw Operator.Failure(description: "no service knows \(oin.text): \(before.problems)")
        }
        guard let operators = known.beheerder else {
            throw Operator.Failure(description: "the services do not say who runs the chain: check KETEN_OIN")
        }
        if cutOff != nil, oin == operators {
            throw Operator.Failure(description: "\(oin.text) runs the chain and is never cut off")
        }
        if dryRun { return before.print(`operator`) }
        if known.afgesloten == (cutOff != nil), before.agree {
            if !`operator`.json { Swift.print("\(oin.text) is \(known.state) already; nothing changed") }
            return before.print(`operator`)
        }
        // Past what any service knows, and past what one that does not answer may know.
        let version = max(
            (before.seen.values.map(\.versie).max() ?? 0) + 1, Int(Date().timeIntervalSince1970 * 1_000))
        try await before.record(
            Aansluithandeling(door: person, reden: reason, afsluiten: cutOff != nil, versie: version), `operator`)
        if let incident {
            guard let role = Codewoord("ketenbeheer"),
                let text = Tekst("\(cutOff == nil ? "aansluiten" : "afsluiten") \(oin.text): \(reason.text)")
            else { throw Operator.Failure(description: "this does not fit in an incident's log") }
            let note = Incidentaantekening(
                aantekening: .v7(), door: person, rol: role, fase: .opdracht, oefening: cutOff == .oefening, tekst: text
            )
            try await Incidents.write(note, to: try Incidents.id(incident), `operator`)
        }
        let entry = RegisterEvents.AansluitingVastgelegd(
            oin: oin, versie: version, regio: known.regio,
            kenmerk: cutOff == nil ? known.kenmerk ?? .make(prefix: "X") : .make(prefix: "X"),
            afgesloten: cutOff != nil, reden: cutOff ?? known.reden ?? .opEigenVerzoek,
            door: Persoon(organisatie: operators, medewerker: person), tijdstip: Date())
        try await RegisterPublisher(broker: broker.configuration()).publish([
            (oin.text, oin.text, RegisterEvents.AansluitingVastgelegd.eventType, entry.json)
        ])
        let after = try await Connections.wait(`operator`, oin, for: version, within: .seconds(within))
        after.print(`operator`)
        let late = after.late(version)
        if !late.isEmpty {
            FileHandle.standardError.write(
                Data("not done yet by \(late.joined(separator: ", ")); each does it when it is back\n".utf8))
            throw ExitCode(1)
        }
    }
}
