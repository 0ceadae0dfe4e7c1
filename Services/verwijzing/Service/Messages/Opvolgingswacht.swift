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
/// place. Zaak by zaak, so that ten thousand are as many small transactions; what comes in later for who is gone, such
/// as a request that was under way, is found in the next round.
///
/// Several may run: what was passed on is not the former one's any more.
struct Opvolgingswacht: Service {
    private static let interval = Duration.seconds(3)
    private static let batch = 200
    /// Zaken that are decided at once; the engine commits them together.
    private static let tegelijk = 16

    private let engine: Engine
    private let pool: PostgresPool
    private let register: Register
    private let logger: Logger

    init(_ context: Context) {
        engine = context.engine
        pool = context.pool
        register = context.register
        logger = context.logger
    }

    func run() async throws {
        await rondes(elke: Self.interval) {
            let current = self.register.current
            for organisatie in current.stoppend() where organisatie.doetMee() {
                do { try await self.kondigAan(organisatie) } catch {
                    self.logger.warning(
                        "whom an organisation helps that stops is looked at again",
                        metadata: ["organisation": "\(organisatie.oin.text)", "error": "\(error)"])
                }
            }
            for organisatie in current.gestopt() {
                do { try await self.draagOver(organisatie) } catch {
                    self.logger.warning(
                        "what a stopped organisation had is looked at again",
                        metadata: ["organisation": "\(organisatie.oin.text)", "error": "\(error)"])
                }
            }
        }
    }

    private func draagOver(_ organisatie: OrganisatieVastgelegd) async throws {
        var na: UUID?
        repeat {
            let zaken = try await Opvolgingslezer(pool: pool).zaken(
                van: organisatie.oin, metOpvolger: organisatie.opvolger != nil, na: na, hoogstens: Self.batch)
            guard let laatste = zaken.last else { return }
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
            na = laatste.id
        } while !Task.isCancelled
    }

    /// V7: until the day it goes on itself, and everyone whom it helps stands on the list.
    private func kondigAan(_ organisatie: OrganisatieVastgelegd) async throws {
        guard let stoptOp = organisatie.stoptOp.flatMap({ Dag($0.text) }) else { return }
        let lezer = Opvolgingslezer(pool: pool)
        var na: UUID?
        while !Task.isCancelled {
            let zaken = try await lezer.zonderVervanging(
                organisatie.oin, stoptOp: stoptOp, na: na, hoogstens: Self.batch)
            guard let laatste = zaken.last else { return }
            for zaak in zaken {
                try await beurtVan(zaak, organisatie) { try await kondigAan(zaak, organisatie, stoptOp) }
            }
            na = laatste
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
        guard let opvolging = register.current.opvolging(van: organisatie, in: zaak) else {
            return logger.error(
                "nobody in the register can take over: give the organisation a successor, or the region a named person",
                metadata: ["organisation": "\(organisatie.oin.text)", "zaak": "\(zaak.id.text)"])
        }
        let stoptOp = organisatie.stoptOp.flatMap { Dag($0.text) }
        let lopend: @Sendable (Scope) throws -> [AggregateRef] = { try $0.lopend(zaak: zaak.id) }
        _ = try await engine.perform(
            nil, trace: Trace(),
            needs: [AggregateRef(Zaak.self, zaak.id)] + AggregateRef.contact(van: zaak.id)
                + zaak.geschillen.map { AggregateRef(Geschil.self, $0) }
                + zaak.verklaringen.map { AggregateRef(Verklaringloop.self, $0) },
            further: lopend
        ) { scope in
            try scope.volgOp(
                opvolging, stoptOp: stoptOp, zaak: zaak.id, geschillen: zaak.geschillen, verklaringen: zaak.verklaringen
            )
            return Answer(status: 200, body: Aantal(naam: "zaken", aantal: 1))
        }
    }
}

extension RegisterSnapshot {
    /// Who comes in an organisation's place in a zaak. Nil where not even the region has anybody.
    func opvolging(van organisatie: OrganisatieVastgelegd, in zaak: Opvolgingszaak) -> Opvolging? {
        let nieuw = opvolger(organisatie.oin, gemeente: zaak.gemeente.flatMap { Gemeentecode($0) })
        let plaats = nieuw.flatMap { nieuw in
            nieuw.leiding.map { leiding in
                Opvolging.Opvolger(
                    organisatie: nieuw.oin.text,
                    werkers: Set(organisatie.medewerkers.map(\.id.text)).intersection(
                        nieuw.medewerkers.filter(\.kanWerkerZijn).map(\.id.text)), leiding: leiding.text)
            }
        }
        let contact = (Codewoord(zaak.regio).flatMap { region($0) } ?? firstRegion)?.aanspreekpunt
        let vangnet = contact.flatMap { contact -> Partij? in
            guard let waar = opvolger(contact.organisatie) else { return nil }
            let wie = waar.medewerker(contact.medewerker.text)?.id ?? waar.leiding
            return wie.map { Partij(organisatie: waar.oin.text, medewerker: $0.text) }
        }
        guard let vangnet = vangnet ?? plaats.map({ $0.partij("") }) else { return nil }
        return Opvolging(organisatie: organisatie.oin.text, opvolger: plaats, vangnet: vangnet)
    }
}

extension OrganisatieVastgelegd {
    /// Who leads it, so that somebody is named; nil where the register knows nobody there.
    fileprivate var leiding: MedewerkerId? {
        teamleider(of: nil) ?? withRole(.teamleider).first?.id ?? medewerkers.first?.id
    }
}

extension RegisterEvents.Medewerker {
    /// O21: who does the work, which a planner never is.
    fileprivate var kanWerkerZijn: Bool {
        !rollen.contains(.planner) && (rollen.contains(.werker) || rollen.contains(.bereikbaarheidsdienst))
    }
}
