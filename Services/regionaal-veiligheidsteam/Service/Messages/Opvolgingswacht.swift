import Chassis
import Contracts
import Foundation
import Logging
import Messaging
import Postgres
import Register
import ServiceLifecycle
import VeiligheidDomain

/// O17, O23: as soon as the register says that an organisation stopped, its place in casussen, measures and meetings goes
/// to who comes in its place, casus by casus.
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

    private func draagOver(_ organisatie: OrganisatieVastgelegd) async throws -> Bool {
        let lezer = Opvolgingslezer(pool: pool)
        let metOpvolger = register.current.heeftOpvolger(organisatie.oin)
        return try await Opvolgingsronden.bladzijden { (na: Opvolgingscasus?) in
            try await lezer.casussen(
                van: organisatie.oin, metOpvolger: metOpvolger, na: na?.id, hoogstens: Self.batch)
        } _: { casussen in
            for casus in casussen {
                try await beurt(
                    logger, "a casus of an organisation that stops is looked at again",
                    ["organisation": "\(organisatie.oin.text)", "zaak": "\(casus.id.text)"]
                ) { try await draagOver(casus, van: organisatie) }
            }
        }
    }

    private func draagOver(_ casus: Opvolgingscasus, van organisatie: OrganisatieVastgelegd) async throws {
        let current = register.current
        _ = try await engine.perform(
            nil, trace: Trace(),
            needs: [
                AggregateRef(Casus.self, casus.id), Afgeschermden.ref(van: casus.id), Zaakgemeente.ref(van: casus.id),
            ] + casus.delen
        ) { scope in
            let bekend = try scope.gemeente(van: casus.id) ?? casus.gemeente
            if let plaats = current.opvolging(van: organisatie, gemeente: bekend, regio: casus.regio) {
                try scope.volgOp(organisatie.oin, plaats, in: casus)
            } else {
                logger.error(
                    "nobody in the register can take over: give the organisation a successor, or the region a named person",
                    metadata: ["organisation": "\(organisatie.oin.text)", "zaak": "\(casus.id.text)"])
            }
            return Answer(status: 200, body: Aantal(naam: "casussen", aantal: 1))
        }
    }
}

extension Scope {
    /// Lets what belongs to a casus go on without an organisation that stopped; all of it must be among the needs.
    fileprivate mutating func volgOp(_ vorige: OIN, _ plaats: Opvolgplaats, in delen: Opvolgingscasus) throws {
        guard let casus = try load(Casus.self, delen.id) else { return }
        // Without a successor it is with who holds the regie, which the verwijzing moves; a later round finds out to whom.
        guard plaats.opvolger != nil || casus.regiehouder.organisatie != Organisatie(vorige.text) else { return }
        let rij = Afgeschermden.id(van: delen.id)
        let afgeschermden = try load(projection: Afgeschermden.self, rij)
        let opvolging = try Opvolging(vorige, plaats, casus, afgeschermden)
        let maatregelen = try delen.maatregelen.compactMap { id in try load(Maatregel.self, id).map { (id, $0) } }
        let overleggen = try delen.overleggen.compactMap { id in try load(Overleg.self, id).map { (id, $0) } }
        let toezicht =
            [casus.team] + maatregelen.flatMap { [$0.1.team, $0.1.raad] }
            + overleggen.flatMap { [$0.1.team] + [$0.1.raad].compactMap { $0 } }
        // P1: who takes its place is hidden where it was, before anybody can see it there; the verwijzing says so too.
        if var stand = afgeschermden {
            for wie in opvolging.overnemers(toezicht: toezicht) { stand.volgOp(vorige, door: try .van(wie.rawValue)) }
            if stand != afgeschermden { try put(stand, rij) }
        }
        try append(Casus.decide(casus, opvolging, now: now), to: Casus.self, delen.id)
        for (id, maatregel) in maatregelen {
            try append(Maatregel.decide(maatregel, opvolging, now: now), to: Maatregel.self, id)
        }
        for (id, overleg) in overleggen {
            try append(Overleg.decide(overleg, opvolging, now: now), to: Overleg.self, id)
        }
    }
}

extension Opvolging {
    /// Without a successor it is with who holds the regie of the casus, where they may know of the former (P1); else with
    /// the region's named person.
    fileprivate init(
        _ vorige: OIN, _ plaats: Opvolgplaats, _ casus: Casus, _ afgeschermden: Afgeschermden?
    ) throws {
        let regie = try OIN.van(casus.regiehouder.organisatie.rawValue)
        let weet = afgeschermden?.ziet(regie, organisatie: vorige) ?? true
        let regio = VeiligheidDomain.Persoon(
            organisatie: Organisatie(plaats.vangnet.organisatie.text),
            medewerker: Medewerker(plaats.vangnet.medewerker.text))
        self.init(
            organisatie: Organisatie(vorige.text),
            opvolger: plaats.opvolger.map {
                Opvolger(
                    organisatie: Organisatie($0.organisatie.text),
                    werkers: Set($0.werkers.map { Medewerker($0.text) }), leiding: Medewerker($0.leiding.text))
            }, vangnet: weet ? casus.regiehouder : regio, regio: regio)
    }
}
