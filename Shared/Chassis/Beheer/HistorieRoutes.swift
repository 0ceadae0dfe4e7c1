import Contracts
import HTTPTypes
import Messaging
import Web

/// Operators' acts on history: refilling a broker, giving a consumer its history again, choosing between two histories.
struct HistorieRoutes: Sendable {
    let operations: Operations
    let consumers: [ConsumerDefinition]
    let source: (any KeySource)?

    func register(on api: API) {
        api.operation(
            .get, "/v1/beheer/historie", id: "historieLezen",
            summary: "Herpublicaties en herhalingen, en welke afnemers stilstaan", access: BeheerRoutes.access,
            response: Historiestand.self
        ) { _ in Response(try await operations.history()) }
        refill(on: api)
        replay(on: api)
        conflicts(on: api)
    }

    static let problems: [HTTPResponse.Status: String] = [.conflict: "Dat kan nu niet; zie detail."]

    /// What cannot be done now is a conflict with how things stand.
    func told<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
        do { return try await body() } catch let refused as ActRefused {
            throw Problem.conflict("\(refused)", code: "kan-nu-niet")
        }
    }
}
