import Chassis
import Content
import Contracts
import Foundation
import Messaging
import Runtime
import VerwijzingDomain

/// What someone of the family does on their own page.
extension Gezinslezer {
    // MARK: - Asking

    /// - Throws: `Weigering` where the family may not ask now.
    func vraag(_ tekst: Tekst, van wie: Wie, sleutel: String) async throws {
        guard let (zaak, _) = try await reader.one(Zaak.self, wie.zaak) else { throw Weigering.onbekend("zaak") }
        let deel = try await Tekstkluis(context: context).verzegel(
            tekst, soort: "navraag", bij: wie.zaak, van: try .van(zaak.regie.organisatie), over: wie.lid)
        let trace = TraceContext.current ?? .make()
        _ = try await doe(wie, sleutel: sleutel, wat: tekst.text, trace) { scope in
            let id = UUID.v7()
            try scope.decide(
                GezinscontactCommand.stelNavraag(id: id, van: .gezin(lid: wie.lid), tekst: deel.id), over: wie.zaak)
            scope.bewaar([deel])
            return Gezinsvraag(navraag: id)
        }
    }

    // MARK: - The family's own plan (V9)

    /// Gives the plan, or replaces it.
    func geefPlan(
        _ teksten: (zelf: Tekst, netwerk: Tekst, professioneel: Tekst), van wie: Wie, sleutel: String
    ) async throws {
        guard let (zaak, _) = try await reader.one(Zaak.self, wie.zaak) else { throw Weigering.onbekend("zaak") }
        let delen = try await FamiliegroepsplanRoutes.verzegel(
            teksten, van: try .van(zaak.regie.organisatie), lid: wie.lid, zaak: wie.zaak, context)
        let wat = [teksten.zelf, teksten.netwerk, teksten.professioneel].map(\.text).joined(separator: "\u{1F}")
        _ = try await doe(wie, sleutel: sleutel, wat: wat, TraceContext.current ?? .make()) { scope in
            try scope.eisEigenPlan(van: wie)
            try scope.geefPlan(van: .gezin(lid: wie.lid), delen, in: wie.zaak)
            return Gezinsvraag(navraag: Gezinscontact.plan(van: wie.zaak))
        }
    }

    func trekPlanIn(van wie: Wie, sleutel: String) async throws {
        _ = try await doe(wie, sleutel: sleutel, wat: "intrekken", TraceContext.current ?? .make()) { scope in
            try scope.eisEigenPlan(van: wie)
            try scope.decide(GezinscontactCommand.trekPlanIn(lid: wie.lid), over: wie.zaak)
            return Gezinsvraag(navraag: Gezinscontact.plan(van: wie.zaak))
        }
    }

    /// An act of someone of the family, whose access is looked at under the lock.
    private func doe(
        _ wie: Wie, sleutel: String, wat: String, _ trace: TraceContext,
        _ act: @escaping @Sendable (inout Scope) throws -> Gezinsvraag
    ) async throws -> Answer<Gezinsvraag> {
        let lopend: @Sendable (Scope) throws -> [AggregateRef] = { try $0.lopend(zaak: wie.zaak) }
        return try await context.engine.perform(
            IdempotencyKey(
                organisation: "gezin", key: UUID(named: "\(wie.toegang.text) \(sleutel)").text,
                fingerprint: UUID(named: wat).text),
            trace: Messaging.Trace(traceparent: trace.traceparent, correlation: trace.correlationID),
            needs: [AggregateRef(Zaak.self, wie.zaak)] + AggregateRef.contact(van: wie.zaak), further: lopend
        ) { scope in
            let contact = try scope.load(Gezinscontact.self, Gezinscontact.id(van: wie.zaak))
            let bescherming = try scope.load(Bescherming.self, Bescherming.id(van: wie.zaak))
            guard contact?.toegang(wie.toegang, now: scope.now) != nil, Toegang.gezinMagKijken(wie.lid, bescherming)
            else { throw Weigering.onbekend("toegang") }
            return Answer(status: 201, body: try act(&scope))
        }
    }
}

extension Scope {
    /// V9, P1: who does not see the plan of another of the family does not replace it or take it back.
    fileprivate func eisEigenPlan(van wie: Gezinslezer.Wie) throws {
        guard let plan = try load(Gezinscontact.self, Gezinscontact.id(van: wie.zaak))?.plan else { return }
        guard Toegang.gezinZiet(plan, lid: wie.lid, try load(Bescherming.self, Bescherming.id(van: wie.zaak))) else {
            throw Weigering.onbekend("plan")
        }
    }
}
