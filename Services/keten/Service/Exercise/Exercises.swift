import ArgumentParser
import Contracts
import Foundation

/// Exercises as the services know them.
enum Exercises {
    static func line(_ text: String) throws -> KorteTekst {
        guard let line = KorteTekst(text) else {
            throw ValidationError("\(text.prefix(20))… is not a line of at most 200 characters")
        }
        return line
    }

    static func act(_ by: String, _ text: String) throws -> (MedewerkerId, KorteTekst) {
        guard let person = MedewerkerId(by) else {
            throw ValidationError("--by is a medewerker id such as mw-beheer-1")
        }
        return (person, try line(text))
    }

    /// As the first service that answers tells them.
    static func list(_ operator: Operator) async throws -> [Oefeningstand] {
        let token = try await `operator`.token()
        var problems: [String] = []
        for endpoint in `operator`.endpoints {
            do { return try await list(endpoint, `operator`, token) } catch {
                problems.append("\(endpoint.name): \(error)")
            }
        }
        throw Operator.Failure(description: "no service answered: \(problems.joined(separator: "; "))")
    }

    private static func list(_ endpoint: Operator.Endpoint, _ operator: Operator, _ token: String) async throws
        -> [Oefeningstand]
    {
        var all: [Oefeningstand] = []
        var after: String?
        repeat {
            let place = after.map { "&after=\($0)" } ?? ""
            let page = try await `operator`.get("\(endpoint.url)/v1/beheer/oefeningen?limit=200\(place)", token: token)
            all += try (page["resultaten"]?.array ?? []).map { try .decode($0, .tolerant) }
            after = page["volgende"]?.string
        } while after != nil
        return all
    }

    /// Leaves the words in every service; where one does not answer nothing is begun or closed.
    static func record(_ id: UUID, _ act: Oefenhandeling, _ operator: Operator) async throws {
        let token = try await `operator`.token()
        for endpoint in `operator`.endpoints {
            _ = try await `operator`.post(
                "\(endpoint.url)/v1/beheer/oefeningen/\(id.text)/vastleggingen", act, token: token)
        }
    }

    /// Publishes the entry and waits until every service has it.
    static func publish(_ entry: RegisterEvents.OefeningVastgelegd, _ broker: Broker, _ operator: Operator) async throws
    {
        try await RegisterPublisher(broker: broker.configuration()).publish([
            (entry.oefening.text, entry.oefening.text, RegisterEvents.OefeningVastgelegd.eventType, entry.json)
        ])
        let token = try await `operator`.token()
        let deadline = ContinuousClock.now + .seconds(30)
        for endpoint in `operator`.endpoints {
            while true {
                let held = try await list(endpoint, `operator`, token).first { $0.oefening == entry.oefening }
                if held?.versie ?? 0 >= entry.versie { break }
                guard ContinuousClock.now < deadline else {
                    throw Operator.Failure(
                        description: "\(endpoint.name) has not read it yet; it will when it reads keten.register again")
                }
                try await Task.sleep(for: .milliseconds(250))
            }
        }
        if `operator`.json {
            `operator`.print(entry.json)
        } else {
            Swift.print(
                "\(entry.oefening.text) \(entry.naam.text): \(entry.afgeslotenOp == nil ? "RUNNING" : "closed")")
        }
    }
}
