import Chassis
import Content
import Contracts
import Foundation
import Logging
import Messaging
import Postgres
import Runtime
import ServiceLifecycle
import Synchronization
import VerwijzingDomain

/// V6: sees that somebody turned 16 or 18. Birth dates are sealed, so they are opened for it, and each opening is recorded
/// first; what is known already is not opened again. Several may run: what one found, another finds done.
final class Leeftijdwacht: Service {
    private let context: Context
    /// From which day the age in a sealed part matters next, so that it is not opened before. In memory only: birthdays are
    /// kept nowhere else than sealed.
    private let vanaf = Mutex<[UUID: Dag]>([:])

    /// Often enough that a day does not pass unseen.
    private static let interval = Duration.seconds(6 * 3_600)
    private static let zaken = 100

    init(_ context: Context) {
        self.context = context
    }

    func run() async throws {
        await rondes(elke: Self.interval) {
            do { try await self.ronde() } catch {
                self.context.logger.warning("ages are looked at again", metadata: ["error": "\(error)"])
            }
        }
    }

    func ronde() async throws {
        let reader = AggregateReader(pool: context.pool)
        var verder: UUID?
        while !Task.isCancelled {
            let rijen = try await reader.page(
                Bescherming.self, where: "jsonb_array_length(state -> 'gezinsleden') > 0", after: verder,
                limit: Self.zaken)
            for rij in rijen {
                let id = rij.state.zaak
                try await beurt(
                    context.logger, "the ages of a family are looked at again", ["zaak": "\(id.text)"]
                ) {
                    let continuiteit = try await reader.one(Continuiteit.self, Continuiteit.id(van: id))?.state
                    let wie = teOpenen(rij.state.ongeteld(naast: continuiteit))
                    guard !wie.isEmpty, let (zaak, _) = try await reader.one(Zaak.self, id) else { return }
                    let geboren = try await self.geboren(wie, zaak)
                    try await leg(geboren, in: id)
                    onthoud(geboren, van: wie)
                }
            }
            guard rijen.count == Self.zaken, let laatste = rijen.last else { return }
            verder = laatste.id
        }
    }

    private func teOpenen(_ leden: [Gezinslid]) -> [Gezinslid] {
        let vandaag = Dag(Date())
        return vanaf.withLock { vanaf in leden.filter { lid in vanaf[lid.gegevens].map { $0 <= vandaag } ?? true } }
    }

    private func onthoud(_ geboren: [UUID: Dag], van leden: [Gezinslid]) {
        let vandaag = Dag(Date())
        vanaf.withLock { vanaf in
            for lid in leden {
                // A date that is recorded later is another part.
                vanaf[lid.gegevens] = geboren[lid.id].map { $0.volgendeLeeftijd(na: vandaag) } ?? Dag("9999-12-31")
            }
        }
    }

    private func geboren(_ wie: [Gezinslid], _ zaak: Zaak) async throws -> [UUID: Dag] {
        let record = ProcessingRecord(
            traceparent: TraceContext.make().traceparent, name: "leeftijd bepalen", resource: "verwijzing",
            activity: "https://keten.example/verwerkingen/leeftijd-bepalen", user: "keten",
            organisation: try .van(zaak.regie.organisatie), role: "systeem", purpose: "zaak \(zaak.kenmerk)",
            networkAddress: "")
        // Of who was destroyed after its time nothing is known (P4); the others of the family turn 18 all the same.
        let geopend = try await context.vault.readWhatIsLeft(
            wie.map(\.gegevens), record: record, on: context.pool
        ).opened
        var gevonden: [UUID: Dag] = [:]
        for lid in wie {
            gevonden[lid.id] = try geopend[lid.gegevens].flatMap {
                try JSONDecoder().decode(Persoonsgegevens.self, from: Data($0)).geboren
            }
        }
        return gevonden
    }

    private func leg(_ geboren: [UUID: Dag], in zaak: UUID) async throws {
        let nu = Dag(Date())
        guard geboren.values.contains(where: { $0.leeftijd(op: nu) >= Continuiteit.bestemmingsleeftijd.lowerBound })
        else { return }
        let trace = TraceContext.make()
        _ = try await context.engine.perform(
            nil, trace: Messaging.Trace(traceparent: trace.traceparent, correlation: trace.correlationID),
            needs: [AggregateRef(Zaak.self, zaak), .bescherming(van: zaak), .continuiteit(van: zaak)]
        ) { scope in
            try scope.leeftijden(geboren, in: zaak)
            return Answer(status: 200, body: Leeftijden(zaak: zaak))
        }
    }
}

/// The answer that a round keeps: no age.
private struct Leeftijden: Contract {
    var zaak: UUID

    static var title: String { "Leeftijden nagegaan" }
    static var fields: [String: String] { ["zaak": "De zaak."] }
    static var example: Leeftijden { Leeftijden(zaak: .placeholder) }
}

extension Scope {
    /// V6: what follows from these birth dates now. The zaak, its `Bescherming` and its `Continuiteit` must be among the
    /// needs.
    mutating func leeftijden(_ geboren: [UUID: Dag], in zaak: UUID) throws {
        let nu = Dag(now)
        func kinderen(_ past: (Int) -> Bool) -> [UUID] {
            geboren.filter { past($0.value.leeftijd(op: nu)) }.keys.sorted { $0.uuidString < $1.uuidString }
        }
        try decide(
            BeschermingCommand.wordtMeerderjarig(kinderen: kinderen { $0 >= Bescherming.meerderjarigheid }), over: zaak)
        try decide(
            ContinuiteitCommand.vraagBestemming(
                kinderen: kinderen { Continuiteit.bestemmingsleeftijd.contains($0) }), over: zaak)
    }
}
