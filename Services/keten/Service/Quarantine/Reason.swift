import ArgumentParser
import Contracts
import Foundation
import Web

/// Who does it and why; both are kept for ever.
struct Reason: ParsableArguments {
    @Option(help: "Who you are: a medewerker id, kept with the act and not looked up.") var by: String
    @Option(help: "Why; kept with the act.") var reason: String

    func validate() throws { _ = try person() }

    func person() throws -> (MedewerkerId, KorteTekst) {
        guard let person = MedewerkerId(by), let reason = KorteTekst(reason) else {
            throw ValidationError(
                "--by is a medewerker id such as mw-beheer-1, --reason a line of at most 200 characters")
        }
        return (person, reason)
    }

    func act(dryRun: Bool = false) throws -> Quarantainehandeling {
        let (person, reason) = try person()
        return Quarantainehandeling(door: person, reden: reason, proef: dryRun ? true : nil)
    }
}

/// A length of time as people type it: `30s`, `15m`, `2h`, `7d`, `3w`.
struct Age: ExpressibleByArgument {
    let length: Duur

    init?(argument: String) {
        let units: [Character: Duur.Unit] = [
            "s": .seconden, "m": .minuten, "h": .uren, "d": .dagen, "w": .weken,
        ]
        guard let unit = argument.last.flatMap({ units[$0] }), let count = Int(argument.dropLast()),
            let length = Duur(count, unit)
        else { return nil }
        self.length = length
    }
}

/// An instant as people type it: RFC 3339, or how long ago.
struct Moment: ExpressibleByArgument {
    let date: Date

    init?(argument: String) {
        if let date = RFC3339.date(argument) {
            self.date = date
        } else if let age = Age(argument: argument) {
            date = Date(timeIntervalSinceNow: -Double(age.length.seconds))
        } else {
            return nil
        }
    }
}

extension UUID: @retroactive ExpressibleByArgument {
    public init?(argument: String) { self.init(uuidString: argument) }
}

/// The service that is asked, and where it is.
struct Target: ParsableArguments {
    @Argument(help: "The service, such as verwijzing.") var service: String

    func endpoint(_ operator: Operator) throws -> Operator.Endpoint { try `operator`.endpoint(of: service) }
}

extension Operator.Endpoint {
    /// An address below the operators' interface, with a query.
    func url(_ path: String, _ query: [(String, String?)] = []) -> String {
        var components = URLComponents(string: url + "/v1/beheer/" + path)
        let given = query.compactMap { name, value in value.map { (name: name, value: $0) } }
        if !given.isEmpty { components?.percentEncodedQuery = FormEncoding.encode(given) }
        return components?.string ?? url
    }
}
