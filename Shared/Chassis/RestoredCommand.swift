import Contracts
import Logging
import Messaging
import Postgres
import Runtime

/// `restored`: says of a schema that came from a dump whether anything was lost; the service does not start before.
struct RestoredCommand {
    struct Misuse: Error, CustomStringConvertible {
        let description: String
    }

    let act: (person: String, reason: String)
    let complete: Bool
    /// What is left: the service's settings.
    let rest: [String]

    /// - Throws: `Misuse` where it does not say who does it and why.
    init(_ arguments: [String]) throws {
        var given: [String: String] = [:]
        var rest: [String] = []
        var complete = false
        var arguments = arguments[...]
        while let argument = arguments.popFirst() {
            switch argument {
            case "--complete": complete = true
            case "--by", "--reason": given[argument] = arguments.popFirst()
            default: rest.append(argument)
            }
        }
        guard let by = given["--by"].flatMap(MedewerkerId.init), let reason = given["--reason"].flatMap(KorteTekst.init)
        else {
            throw Misuse(
                description:
                    "restored needs --by (a medewerker id such as mw-beheer-1) and --reason (at most 200 characters)"
            )
        }
        act = (by.text, reason.text)
        self.complete = complete
        self.rest = rest
    }

    func run(_ definition: ServiceDefinition, _ settings: Settings, _ logger: Logger) async throws {
        let connection = try await PostgresConnection.connect(
            Database.configuration(definition, settings, role: "\(definition.schema)_owner"))
        let by = OperatorAct(organisation: settings[ServiceSettings.oin], person: act.person, reason: act.reason)
        do {
            if complete {
                try await RestoredLog.confirmComplete(on: connection, by: by)
                print("the log is complete; \(definition.name) may start")
            } else {
                let renewal = try await RestoredLog.renew(on: connection, by: by)
                print(
                    """
                    the log goes on as \(renewal.incarnation) in \(renewal.keys) keys; \(renewal.consumers) consumers will ask \
                    for what they miss; \(definition.name) may start
                    """)
            }
            await connection.close()
        } catch {
            await connection.close()
            throw error
        }
    }
}

/// The schema came from a dump and nobody has said yet what it is worth.
struct UnexplainedLog: Error, CustomStringConvertible {
    let service: String
    var description: String {
        """
        this schema was restored from a dump. If everything is in it: `\(service) restored --complete`. If it is of an \
        earlier point: `\(service) restored`, and then the runbook restore-schema
        """
    }
}
