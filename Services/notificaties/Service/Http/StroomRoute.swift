import Chassis
import Contracts
import Foundation
import Messaging
import NotificatieDomain
import Register
import Web

/// The live inbox (N2): each new or changed task of the caller as it is then. Sending counts as nothing: a task is
/// delivered when the client says so with a POST to its `ontvangsten`.
struct StroomRoute: Sendable {
    let context: Context
    let stroom: Taakstroom

    /// Events waiting for a slow client.
    private static let wachtend = 256
    /// Seconds that `Last-Event-ID` reaches back at the most; who was away longer reads the list first.
    private static let terug: TimeInterval = 86_400

    func register(on api: API) {
        api.stream(
            "/v1/taken/stroom", id: "takenVolgen",
            summary: "Uw taken zodra zij veranderen (server-sent events), verder na Last-Event-ID",
            access: .scope("taken:lezen")
        ) { request in
            let caller = request.caller
            let (events, continuation) = AsyncStream.makeStream(
                of: ServerSentEvent.self, bufferingPolicy: .bufferingOldest(Self.wachtend))
            let sinds = request.lastEventID.flatMap { Int64($0) }.map {
                Date(timeIntervalSince1970: Double($0) / 1_000)
            }
            let feeder = Task {
                defer { continuation.finish() }
                do {
                    try await volg(caller, sinds: sinds, continuation)
                } catch {
                    context.logger.warning("a live stream of tasks ended", metadata: ["error": "\(error)"])
                }
            }
            continuation.onTermination = { _ in feeder.cancel() }
            return EventStream(events) { mag(caller) }
        }
    }

    /// Whether the token still holds and the register still knows who looks.
    private func mag(_ caller: Caller) -> Bool {
        // Whatever the register's objection is, the stream ends; the next request is told which.
        caller.expires > Date() && (try? caller.authorise(in: context.register)) != nil
    }

    /// Listens first and catches up then, so that nothing falls between.
    private func volg(
        _ caller: Caller, sinds: Date?, _ uit: AsyncStream<ServerSentEvent>.Continuation
    ) async throws {
        let live = stroom.luister()
        var gezien: [UUID: Int64] = [:]
        func geef(_ wijzigingen: [GewijzigdeTaak]) throws -> Bool {
            // C1: nothing more goes to who was cut off since the last look.
            guard context.register.current.afsluiting(caller.organisation) == nil else { return false }
            let filter = Taakfilter(caller, context.register.current)
            for gewijzigd in wijzigingen {
                guard let event = try Self.event(gewijzigd, filter, &gezien) else { continue }
                guard case .enqueued = uit.yield(event) else { return false }
            }
            return true
        }
        let wijzigingen = Taakwijzigingen(pool: context.pool)
        let nu = try await wijzigingen.nu()
        let begin = min(max(sinds ?? nu, nu.addingTimeInterval(-Self.terug)), nu)
        let gemist = try await wijzigingen.sinds(
            begin.addingTimeInterval(-Taakwijzigingen.overlap), filter: Taakfilter(caller, context.register.current).sql
        )
        guard try geef(gemist) else { return }
        for await nieuw in live {
            guard try geef(nieuw) else { return }
        }
    }

    /// The task, or that it went to somebody else; nil for what the client has or may not see.
    private static func event(
        _ gewijzigd: GewijzigdeTaak, _ filter: Taakfilter, _ gezien: inout [UUID: Int64]
    ) throws -> ServerSentEvent? {
        let id = gewijzigd.taak.id.waarde
        let plaats = String(Int64((gewijzigd.op.timeIntervalSince1970 * 1_000).rounded()))
        guard filter.past(gewijzigd.taak) else {
            guard gezien.removeValue(forKey: id) != nil else { return nil }
            return ServerSentEvent(
                id: plaats, event: "taak-weg",
                data: String(decoding: JSON.object(["id": .string(id.lowercased)]).encoded(), as: UTF8.self))
        }
        guard gezien[id] ?? 0 < gewijzigd.versie else { return nil }
        gezien[id] = gewijzigd.versie
        let stand = try TaakStand(gewijzigd.taak, versie: gewijzigd.versie)
        return ServerSentEvent(id: plaats, event: "taak", data: String(decoding: stand.encoded(), as: UTF8.self))
    }
}
