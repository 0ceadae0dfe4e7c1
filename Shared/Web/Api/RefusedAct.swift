import Contracts
import Foundation
import HTTPTypes
import Hummingbird

/// An act that was refused, without anything of what was sent: who tried what on which, why, and in which state.
public struct RefusedAct: Sendable, Equatable {
    /// Id of the operation.
    public let operation: String
    public let organisation: OIN
    /// Who signed in, or whom the organisation's system named.
    public let person: MedewerkerId?
    /// The ids that the path names, after those of a zaak and a handover in the body.
    public let subjects: [UUID]
    public let status: Int
    /// Of the problem, or of each violation.
    public let codes: [String]
    /// The state in which the act came, where the rules refused it.
    public let state: String?
    public let correlation: String
}

extension API {
    /// Runs an operation that may be tried now, and keeps it when an act of an organisation is refused.
    func run(_ operation: Operation, _ incoming: Incoming) async throws -> HummingbirdCore.Response {
        guard let caller = incoming.caller, operation.method != .get else { return try await operation.run(incoming) }
        do {
            return try await operation.run(incoming)
        } catch {
            let problem = problem(of: error, at: operation.path)
            if problem.status.kind == .clientError, problem.status != .tooManyRequests {
                await refused(RefusedAct(problem, of: operation, incoming, by: caller))
            }
            throw problem
        }
    }
}

extension RefusedAct {
    init(_ problem: Problem, of operation: Operation, _ incoming: Incoming, by caller: Caller) {
        // What is no JSON names nobody.
        let body = try? JSON.parse(incoming.bytes)
        let named = ["zaak", "overdracht"].compactMap { body?[$0]?.string }
        let inPath = operation.pathNames.compactMap { incoming.pathValues[$0] }
        self.init(
            operation: operation.id, organisation: caller.organisation,
            person: (caller.person ?? body?["door"]?.string).flatMap(MedewerkerId.init),
            subjects: (named + inPath).compactMap(UUID.init(uuidString:)), status: problem.status.code,
            codes: problem.violations.isEmpty
                ? [problem.code] : Array(Set(problem.violations.map(\.code))).sorted(),
            state: problem.extra["toestand"]?.string, correlation: incoming.trace.correlationID)
    }
}
