import Contracts
import Foundation
import Messaging
import Postgres
import Web

/// The operators' interface of a service: how its messaging stands, what was set aside, where a message went. It shows
/// references only, and each act is recorded with who and why.
struct BeheerRoutes: Sendable {
    let operations: Operations
    let bodies: QuarantineBodies

    /// Operators only.
    static let access = Access.scope("beheer")

    func register(on api: API) {
        api.operation(
            .get, "/v1/beheer/stand", id: "beheerStand",
            summary: "Hoe het berichtenverkeer van deze dienst ervoor staat",
            access: Self.access, response: Berichtenstand.self
        ) { _ in Response(try await operations.state()) }
        quarantine(on: api)
        redrives(on: api)
        contents(on: api)
        trace(on: api)
        sequences(on: api)
        outbox(on: api)
        terms(on: api)
    }
}

extension Request where Body: Beheerhandeling {
    /// Who does it and why, as it is recorded.
    /// - Throws: `Problem` 403 where a person who signed in names another.
    var act: OperatorAct {
        get throws {
            guard caller.person == nil || caller.person == body.door.text else {
                throw Problem.forbidden("U handelt alleen namens uzelf.", code: "andere-medewerker")
            }
            return OperatorAct(
                organisation: caller.organisation.text, person: body.door.text, reason: body.reden.text)
        }
    }
}
