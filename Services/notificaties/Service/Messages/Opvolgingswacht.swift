import Chassis
import Contracts
import Foundation
import Logging
import Messaging
import NotificatieDomain
import Postgres
import Register
import ServiceLifecycle

/// O17, O23: open tasks of an organisation that stopped go to who comes in its place, whatever they are about; without a
/// successor to the region's named person. Several may run: a task that was moved is no longer that organisation's.
struct Opvolgingswacht {
    private static let batch = 200

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

    static func dienst(_ context: Context) -> any Service {
        let wacht = Opvolgingswacht(context)
        return Opvolgingsronden(context.register, context.logger) { try await wacht.draagOver($0) }
    }

    private typealias Rij = (id: UUID, onderwerp: OnderwerpId, zaak: UUID?, dubbel: Bool)

    private func draagOver(_ organisatie: OrganisatieVastgelegd) async throws -> Bool {
        try await Opvolgingsronden.bladzijden { (na: Rij?) in
            try await open(organisatie.oin, na: na?.id ?? UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
        } _: { taken in
            let gemeenten = try await Onderwerptaken.gemeenten(van: taken.map { ($0.onderwerp, $0.zaak) }, pool)
            for taak in taken {
                try await beurt(
                    logger, "a task of a stopped organisation is looked at again", ["task": "\(taak.id.text)"]
                ) { try await draagOver(taak, gemeente: gemeenten[taak.onderwerp]) }
            }
        }
    }

    /// Each with whether the organisation has the same to do more than once: one list needs it once (N1). What only
    /// some people may know of goes to no list (V8).
    private func open(_ oin: OIN, na: UUID) async throws -> [Rij] {
        let besloten = Taaksoort.besloten.map(\.rawValue)
        return try await pool.query(
            """
            select a.id, (a.state ->> 'onderwerp')::uuid, a.zaak, a.state ->> 'soort' <> all(\(besloten)) and exists (
                select from aggregate b where \(Self.open("b", oin)) and b.id < a.id
                    and b.state ->> 'onderwerp' = a.state ->> 'onderwerp' and b.state ->> 'soort' = a.state ->> 'soort')
            from aggregate a where \(Self.open("a", oin)) and a.id > \(na) order by a.id limit \(Self.batch)
            """
        ).map { rij in
            let (id, onderwerp, zaak, dubbel) = try rij.decode(UUID.self, UUID.self, UUID?.self, Bool.self)
            return (id, OnderwerpId(onderwerp), zaak, dubbel)
        }
    }

    private static func open(_ rij: String, _ oin: OIN) -> SQL {
        let rij = SQL(verbatim: rij)
        return """
            \(rij).kind = 'taak' and \(rij).state ->> 'organisatie' = \(oin.text)
            and not jsonb_exists_any(\(rij).state -> 'fase', array['gedaan', 'vervallen'])
            """
    }

    private func draagOver(_ rij: Rij, gemeente: String?) async throws {
        let current = register.current
        let id = rij.id
        _ = try await engine.perform(
            nil, trace: Trace(), needs: [AggregateRef(Taak.self, id), Onderwerptaken.ref(rij.onderwerp)]
        ) { scope in
            guard let taak = try scope.load(Taak.self, id) else { throw EngineError.unmapped("\(id)") }
            let bezetting = RegisterBezetting(register: current, nu: scope.now)
            if let plaats = bezetting.opvolging(taak, gemeente: gemeente) {
                try scope.neemOver(id, over: rij.onderwerp, plaats, dubbel: rij.dubbel, register: current)
            }
            return Answer(
                status: 200,
                body: try TaakStand(scope.load(Taak.self, id) ?? taak, versie: scope.version(id), current))
        }
    }
}

extension Scope {
    fileprivate mutating func neemOver(
        _ id: UUID, over onderwerp: OnderwerpId, _ plaats: (organisatie: Organisatie, naar: Geadresseerde),
        dubbel: Bool, register: RegisterSnapshot
    ) throws {
        guard !dubbel else { return try decide(.vervallen(.achterhaald), on: id, register: register) }
        try decide(.overnemen(door: plaats.organisatie, naar: plaats.naar), on: id, register: register)
        // What the chain says of this subject finds its tasks by the organisation that has them.
        let rij = Onderwerptaken.id(onderwerp)
        guard var lijst = try load(projection: Onderwerptaken.self, rij) else { return }
        lijst.verplaats(id, naar: plaats.organisatie)
        try put(lijst, rij)
    }
}
