import Contracts
import Messaging
import Postgres
import Register
import Web

extension Problem {
    /// How the errors of messaging and database are told to a caller.
    static func of(_ error: any Error) -> Problem? {
        switch error {
        case CommandError.idempotencyKeyReused:
            .conflict("Deze Idempotency-Key hoort bij een ander verzoek.", code: "idempotency-key-hergebruikt")
        case CommandError.staleVersion(let current): .versionConflict(current: current)
        case CommandError.unavailable, EngineError.stopped: .unavailable()
        case let refused as Refused: .invalid(refused.violations)
        case let error as PostgresError where error.isTransient || error.isConnectionLost: .unavailable()
        default: nil
        }
    }
}

extension Caller {
    /// The register decides at each request who may still speak.
    func authorise(in register: Register) throws {
        guard let known = register.current.organisation(organisation), known.actief else {
            throw Problem.unknownOrganisation
        }
        if let person, known.medewerker(person) == nil {
            throw Problem.forbidden("U staat niet in het register bij deze organisatie.", code: "onbekende-medewerker")
        }
    }
}
