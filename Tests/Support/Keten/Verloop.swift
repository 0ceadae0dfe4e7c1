import Contracts
import Foundation
import Synchronization

/// What organisations' systems do with the chain, in the words of the domain. Each names the person it acts for.
extension Chain {
    // MARK: - Meldingen

    /// A vt-melding on one invented child.
    /// - Returns: the melding's id.
    public func meld(
        als melder: Deelnemer = .politie, gemeente: String = Regio.gewoon.gemeente, bsn: String = Verzonnen.bsn(),
        kenmerk: String = UUID().uuidString, acuut: String = "nee"
    ) async throws -> UUID {
        let reply = try await insist(
            .meldingIntake, "/v1/meldingen",
            Self.melding(gemeente: gemeente, bsn: bsn, kenmerk: kenmerk).met("acuut", .string(acuut)),
            as: melder.client)
        return try reply.expect(201, 200).id()
    }

    public static func melding(gemeente: String = Regio.gewoon.gemeente, bsn: String, kenmerk: String) -> JSON {
        [
            "soort": "vt-melding", "gemeente": .string(gemeente), "acuut": "nee",
            "waarneming": .string(Verzonnen.tekst),
            "besproken": "ja", "terugkoppelingGewenst": true, "eigenKenmerk": .string(kenmerk),
            "betrokkenen": [
                [
                    "rol": "kind", "bsn": .string(bsn), "naam": .string(Verzonnen.naam),
                    "geboortedatum": .string(Verzonnen.geboortedatum),
                ]
            ],
        ]
    }

    /// The zaak that the veiligheidsteam took the melding up in.
    public func zaak(van melding: UUID, within limit: Duration = .seconds(30)) async throws -> UUID {
        try await eventually(within: limit, "melding \(melding) is in a casus") {
            let reply = try await self.insist(
                get: .meldingIntake, "/v1/meldingen/\(melding.lower)", as: .veiligheidsteam)
            return reply.uuid("zaak")
        }
    }

    /// R2: the veiligheidsteam decides to hand over, on all meldingen so far.
    public func beoordeel(_ zaak: UUID, uitkomst: String = "overdracht") async throws {
        let team = Deelnemer.veiligheidsteam
        let casus = try await insist(get: .veiligheidsteam, "/v1/casussen/\(zaak.lower)", as: team).expect(200)
        let body: JSON = [
            "door": .string(team.medewerker("werker")), "uitkomst": .string(uitkomst),
            "redenen": .string(Verzonnen.tekst),
            "meldingen": .array((casus["meldingen"]?.array ?? []).compactMap { $0["id"] }),
        ]
        try await doe(.veiligheidsteam, "/v1/casussen/\(zaak.lower)", "beoordelingen", body, als: team).expect(201, 200)
    }

    /// A melding and the zaak that follows from it, assessed, and known also to the verwijzing.
    public func nieuweZaak(gemeente: String = Regio.gewoon.gemeente) async throws -> UUID {
        let zaak = try await zaak(van: meld(gemeente: gemeente))
        try await beoordeel(zaak)
        try await eventually(within: .seconds(30), "verwijzing has zaak \(zaak)") {
            try await self.get(.verwijzing, "/v1/zaken/\(zaak.lower)", as: Deelnemer.veiligheidsteam.client).status
                == 200
        }
        return zaak
    }

    // MARK: - Overdrachten

    /// The veiligheidsteam offers the zaak from its casus. The casus hears a moment later that an earlier offer was
    /// refused or taken back; until then a second regular one is refused (O14).
    public func bied(
        _ zaak: UUID, naar ontvanger: Deelnemer, urgentie: String = "regulier", keuze: String = "eerste-antwoord",
        within limit: Duration = .seconds(30)
    ) async throws -> UUID {
        let team = Deelnemer.veiligheidsteam
        let body: JSON = [
            "door": .string(team.medewerker("werker")), "naar": ontvanger.wie, "vraag": "passender-hulp",
            "urgentie": .string(urgentie), "leeftijdsgroep": "0-11", "keuze": .string(keuze),
        ]
        let overdracht = try await eventually(within: limit, "the casus \(zaak) takes the request on") {
            let reply = try await self.doe(
                .veiligheidsteam, "/v1/casussen/\(zaak.lower)", "overdrachten", body, als: team)
            return reply.status == 409 ? nil : try reply.expect(201, 200).id()
        }
        try await eventually(within: limit, "overdracht \(overdracht) is offered") {
            try await self.insist(get: .verwijzing, "/v1/overdrachten/\(overdracht.lower)", as: ontvanger).status == 200
        }
        return overdracht
    }

    /// An act of a named person on a handover, from the version that stands now.
    public func doe(_ overdracht: UUID, _ deel: String, _ body: JSON, door: String, als wie: Deelnemer) async throws
        -> Reply
    {
        try await doe(
            .verwijzing, "/v1/overdrachten/\(overdracht.lower)", deel, body.met("door", .string(door)), als: wie)
    }

    /// Reads, acts, and reads again where somebody else was first; with the same key, as a careful partner does.
    public func doe(_ service: ChainService, _ path: String, _ deel: String, _ body: JSON, als wie: Deelnemer)
        async throws
        -> Reply
    {
        let key = UUID().uuidString
        return try await eventually(within: .seconds(60), "\(deel) on \(path)") {
            let stand = try await self.insist(get: service, path, as: wie).expect(200)
            let reply = try await self.insist(
                service, "\(path)/\(deel)", body, as: wie.client, key: key, ifMatch: stand.etag)
            return reply.status == 412 ? nil : reply
        }
    }

    public func aanvaard(_ overdracht: UUID, als wie: Deelnemer) async throws -> Reply {
        try await doe(
            overdracht, "aanvaardingen",
            ["werker": .string(wie.medewerker("werker")), "startdatum": .string(Dagen.vandaag)],
            door: wie.medewerker("werker"), als: wie)
    }

    public func bevestigGesprek(_ overdracht: UUID, als wie: Deelnemer, met ander: Deelnemer) async throws -> Reply {
        try await doe(
            overdracht, "gesprekken",
            [
                "datum": .string(Dagen.vandaag), "gezinErbij": true,
                "deelnemers": [.string(wie.medewerker("werker")), .string(ander.medewerker("werker"))],
            ], door: wie.medewerker("werker"), als: wie)
    }

    public func stand(_ overdracht: UUID, als wie: Deelnemer) async throws -> Reply {
        try await insist(get: .verwijzing, "/v1/overdrachten/\(overdracht.lower)", as: wie).expect(200)
    }

    /// Who holds the regie, as the verwijzing tells it.
    public func regie(_ zaak: UUID, als wie: Deelnemer = .veiligheidsteam) async throws -> String? {
        try await insist(get: .verwijzing, "/v1/zaken/\(zaak.lower)", as: wie).expect(200)["regie"]?["organisatie"]?
            .string
    }

    // MARK: - Taken

    /// The open tasks of an organisation about one subject.
    public func taken(_ onderwerp: UUID, als wie: Deelnemer) async throws -> [JSON] {
        var found: [JSON] = []
        var after = ""
        while true {
            let page = try await insist(get: .notificaties, "/v1/taken?limit=200\(after)", as: wie).expect(200)
            found += (page["resultaten"]?.array ?? []).filter { $0["onderwerp"]?.string == onderwerp.lower }
            guard let next = page["volgende"]?.string else { return found }
            after = "&after=\(next)"
        }
    }

    public func taak(_ soort: String, _ onderwerp: UUID, als wie: Deelnemer, within limit: Duration = .seconds(30))
        async throws -> JSON
    {
        try await eventually(within: limit, "a task \(soort) at \(wie)") {
            try await self.taken(onderwerp, als: wie).first { $0["soort"]?.string == soort }
        }
    }

    /// The organisation's system has the task, and the person it is for opened it.
    public func ontvang(_ taak: JSON, als wie: Deelnemer) async throws {
        guard let id = taak["id"]?.string, let medewerker = taak["medewerker"]?.string else {
            throw UnexpectedReply("no person's task: \(taak)")
        }
        let kanaal = JSON.string(wie == .school || wie == .gi ? "kafka" : "sse")
        try await insist(.notificaties, "/v1/taken/\(id)/ontvangsten", ["kanaal": kanaal], as: wie.client).expect(200)
        try await insist(.notificaties, "/v1/taken/\(id)/inzages", ["door": .string(medewerker)], as: wie.client)
            .expect(200)
    }

    // MARK: - Reading

    /// Tries again while the service is away.
    public func insist(get service: ChainService, _ path: String, as wie: Deelnemer) async throws -> Reply {
        try await eventually(within: .seconds(60), "\(service.rawValue) answers \(path)") {
            // Refused and broken connections are what happens while a service is away; a wrong answer is none of those.
            guard let reply = try? await self.get(service, path, as: wie.client) else { return nil }
            return reply.status == 503 ? nil : reply
        }
    }

    /// Waits for an event of the chain.
    public func event(
        _ topic: String, _ name: String, within limit: Duration = .seconds(30),
        where matches: @escaping @Sendable (JSON) -> Bool
    ) async throws -> CloudEvent {
        try await eventually(within: limit, "\(name) on \(topic)") {
            self.tap.events(topic).first { $0.eventType?.name == name && matches($0.data) }
        }
    }
}

extension Reply {
    public func id() throws -> UUID {
        guard let id = uuid("id") else { throw UnexpectedReply("no id in \(self)") }
        return id
    }

    public func uuid(_ name: String) -> UUID? { self[name]?.string.flatMap { UUID(uuidString: $0) } }
}

extension JSON {
    public func met(_ name: String, _ value: JSON) -> JSON {
        var members = object ?? [:]
        members[name] = value
        return .object(members)
    }
}

extension UUID {
    public var lower: String { uuidString.lowercased() }
}

public enum Dagen {
    public static var vandaag: String { dag(0) }

    /// A day in the Netherlands, from today on.
    public static func dag(_ dagen: Int) -> String { dag(dagen, na: Date()) }

    /// The day in the Netherlands in which an instant falls, or one so many days later.
    public static func dag(_ dagen: Int = 0, na moment: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
        let date = calendar.date(byAdding: .day, value: dagen, to: moment) ?? moment
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    }
}

/// Content that identifies nobody, and that must stand nowhere but sealed.
public enum Verzonnen {
    public static let naam = "Zwaantje Toverlantaarn"
    public static let tekst = "De buurvrouw hoorde kwartelgefluister in de bijkeuken."

    public static let geboortedatum = "2014-03-09"

    /// A new number of the test range that passes the elfproef; no two are the same.
    public static func bsn() -> String { nummers.next() }

    /// All that were given out.
    public static var bsns: [String] { nummers.given }

    private static let nummers = Nummers()

    private final class Nummers: Sendable {
        private let state = Mutex<(last: Int, all: [String])>((999_100_000 + Int.random(in: 0..<500_000), []))

        var given: [String] { state.withLock { $0.all } }

        func next() -> String {
            state.withLock { state in
                repeat { state.last += 1 } while BSN(String(state.last)) == nil
                state.all.append(String(state.last))
                return String(state.last)
            }
        }
    }
}
