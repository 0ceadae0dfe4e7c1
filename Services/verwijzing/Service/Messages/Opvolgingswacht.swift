import Chassis
import Contracts
import Foundation
import Logging
import Messaging
import Postgres
import Register
import ServiceLifecycle
import VerwijzingDomain

/// O17, O23: as soon as the register says that an organisation stopped, what it has in each zaak goes to who comes in its
/// place. Zaak by zaak, so that ten thousand are as many small transactions; what was passed on is not the former one's
/// any more.
struct Opvolgingswacht {
    private static let batch = 200
    /// Zaken that are decided at once; the engine commits them together.
    private static let tegelijk = 16

    private let engine: Engine
    private let pool: PostgresPool
    private let register: Register
    private let logger: Logger

    private init(_ context: Context) {
        engine = context.engine
        pool = context.pool
        register = context.register
        logger = context.logger
    }

    static func diensten(_ context: Context) -> [any Service] {
        let wacht = Opvolgingswacht(context)
        return [
            Opvolgingsronden(context.register, context.logger) { try await wacht.draagOver($0) },
            Opvolgingsronden(
                context.register, context.logger, van: { $0.stoppend().filter { $0.doetMee() } },
                doe: { try await wacht.kondigAan($0) }),
        ]
    }

    private func draagOver(_ organisatie: OrganisatieVastgelegd) async throws -> Bool {
        let lezer = Opvolgingslezer(pool: pool)
        let metOpvolger = register.current.heeftOpvolger(organisatie.oin)
        return try await Opvolgingsronden.bladzijden { na in
            try await lezer.zaken(
                van: organisatie.oin, metOpvolger: metOpvolger, na: na?.id, hoogstens: Self.batch)
        } _: { zaken in
            for begin in stride(from: 0, to: zaken.count, by: Self.tegelijk) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for zaak in zaken[begin..<min(begin + Self.tegelijk, zaken.count)] {
                        group.addTask {
                            try await self.beurtVan(zaak.id, organisatie) {
                                try await self.draagOver(zaak, van: organisatie)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            logger.info(
                "passed on what a stopped organisation had",
                metadata: ["organisation": "\(organisatie.oin.text)", "zaken": "\(zaken.count)"])
        }
    }

    /// V7: until the day it goes on itself, and everyone whom it helps stands on the list.
    private func kondigAan(_ organisatie: OrganisatieVastgelegd) async throws -> Bool {
        guard let stoptOp = organisatie.stoptOp.flatMap({ Dag($0.text) }) else { return false }
        let lezer = Opvolgingslezer(pool: pool)
        let overgedragen = try await Opvolgingsronden.bladzijden { na in
            try await lezer.zonderVervanging(organisatie.oin, stoptOp: stoptOp, na: na, hoogstens: Self.batch)
        } _: { zaken in
            for zaak in zaken {
                try await beurtVan(zaak, organisatie) { try await kondigAan(zaak, organisatie, stoptOp) }
            }
        }
        let verwezen = try await Opvolgingsronden.bladzijden { (na: (id: UUID, zaak: UUID)?) in
            try await lezer.hulpZonderVervanging(organisatie.oin, stoptOp: stoptOp, na: na?.id, hoogstens: Self.batch)
        } _: { hulp in
            for (id, zaak) in hulp {
                try await beurtVan(zaak, organisatie) { try await kondigAan(zaak, hulp: id, organisatie, stoptOp) }
            }
        }
        return overgedragen || verwezen
    }

    private func kondigAan(
        _ zaak: UUID, hulp: UUID, _ organisatie: OrganisatieVastgelegd, _ stoptOp: Dag
    ) async throws {
        _ = try await engine.perform(
            nil, trace: Trace(), needs: [AggregateRef(Zaak.self, zaak)] + AggregateRef.hulp([hulp])
        ) { scope in
            try scope.zoekVervanging(zaak, hulp: hulp, van: organisatie.oin.text, stoptOp: stoptOp)
            return Answer(status: 200, body: Aantal(naam: "zaken", aantal: 1))
        }
    }

    private func kondigAan(_ zaak: UUID, _ organisatie: OrganisatieVastgelegd, _ stoptOp: Dag) async throws {
        let lopend: @Sendable (Scope) throws -> [AggregateRef] = { try $0.lopend(zaak: zaak) }
        _ = try await engine.perform(
            nil, trace: Trace(), needs: [AggregateRef(Zaak.self, zaak), .vervanging(van: zaak)], further: lopend
        ) { scope in
            try scope.zoekVervanging(zaak, van: organisatie.oin.text, stoptOp: stoptOp)
            return Answer(status: 200, body: Aantal(naam: "zaken", aantal: 1))
        }
    }

    private func beurtVan(
        _ zaak: UUID, _ organisatie: OrganisatieVastgelegd, _ doe: () async throws -> Void
    ) async throws {
        try await beurt(
            logger, "a zaak of an organisation that stops is looked at again",
            ["organisation": "\(organisatie.oin.text)", "zaak": "\(zaak.text)"], doe)
    }

    private func draagOver(_ zaak: Opvolgingszaak, van organisatie: OrganisatieVastgelegd) async throws {
        let current = register.current
        let stoptOp = organisatie.stoptOp.flatMap { Dag($0.text) }
        let lopend: @Sendable (Scope) throws -> [AggregateRef] = { try $0.lopend(zaak: zaak.id) }
        _ = try await engine.perform(
            nil, trace: Trace(),
            needs: [AggregateRef(Zaak.self, zaak.id), Zaakgemeente.ref(van: zaak.id)]
                + AggregateRef.contact(van: zaak.id) + zaak.naast,
            further: lopend
        ) { scope in
            let gemeente = try zaak.gemeente ?? scope.gemeente(van: zaak.id)
            if let plaats = current.opvolging(van: organisatie, gemeente: gemeente, regio: zaak.regio) {
                var opvolging = Opvolging(organisatie.oin, plaats)
                if let verhuizing = try scope.load(Zaak.self, zaak.id)?.verhuizing {
                    opvolging.lokaalTeam = current.lokaalTeam(na: organisatie.oin, in: verhuizing.gemeente)?.oin.text
                }
                try scope.volgOp(opvolging, stoptOp: stoptOp, in: zaak)
            } else {
                logger.error(
                    "nobody in the register can take over: give the organisation a successor, or the region a named person",
                    metadata: ["organisation": "\(organisatie.oin.text)", "zaak": "\(zaak.id.text)"])
            }
            return Answer(status: 200, body: Aantal(naam: "zaken", aantal: 1))
        }
    }
}

extension RegisterSnapshot {
    /// O22: who comes in its place there, else who the gemeente has now.
    fileprivate func lokaalTeam(na oin: OIN, in gemeente: String) -> OrganisatieVastgelegd? {
        Gemeentecode(gemeente).flatMap { opvolger(oin, gemeente: $0) ?? lokaalTeam(of: $0) }
    }
}

extension Opvolging {
    init(_ oin: OIN, _ plaats: Opvolgplaats) {
        self.init(
            organisatie: oin.text,
            opvolger: plaats.opvolger.map {
                Opvolger(
                    organisatie: $0.organisatie.text, werkers: Set($0.werkers.map(\.text)), leiding: $0.leiding.text)
            },
            vangnet: Partij(organisatie: plaats.vangnet.organisatie.text, medewerker: plaats.vangnet.medewerker.text))
    }
}
