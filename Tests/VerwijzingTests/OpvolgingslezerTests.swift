import Chassis
import Contracts
import Foundation
import Messaging
import Postgres
import TestSupport
import Testing
import VerwijzingDomain

@testable import Verwijzing

/// O17, O23: whatever an organisation that stops has alone in a zaak is found, and is not once it has passed.
@Suite("O23: wat een gestopte organisatie had wordt gevonden, op een echte Postgres", .timeLimit(.minutes(2)))
struct OpvolgingslezerTests {
    private static let lezer = "opvolging_lezer"
    private static let (weg, ander, nieuw) = (
        "00000099000000010000", "00000099000000002000", "00000099000000005000"
    )
    private static let opvolging = Opvolging(
        organisatie: weg, opvolger: .init(organisatie: nieuw, werkers: [], leiding: "mw-leiding"),
        vangnet: Partij(organisatie: ander, medewerker: "mw-regio"))
    private static let nu = Date(timeIntervalSince1970: 1_795_244_400)

    private static func persoon(_ organisatie: String) -> VerwijzingDomain.Actor {
        .init(organisatie: organisatie, medewerker: "mw-een", rollen: [.werker])
    }

    private func metSchema(_ body: (PostgresPool) async throws -> Void) async throws {
        try await withVerwijzingSchema("opvolging", role: Self.lezer, body)
    }

    private func zet<A: Aggregate>(_ state: A, _ id: UUID, in pool: PostgresPool) async throws {
        _ = try await pool.query(
            """
            insert into aggregate (id, kind, version, state, zaak, regio, oefening, created_at, updated_at)
            values (\(id), \(A.kind), 1, \(try StateCoding.encode(state))::jsonb, \(state.zaakID), 'regio-a', false,
                clock_timestamp(), clock_timestamp())
            on conflict (id) do update set state = excluded.state
            """)
    }

    private static func zaak() throws -> Zaak {
        let events = try Zaak.decide(
            nil,
            .open(
                zaak: UUID.v7(), kenmerk: "A-2222-222-2", regio: "regio-a", oefening: false,
                regie: persoon(ander).partij), now: nu)
        return try #require(events.reduce(nil) { Zaak.evolve($0, $1) })
    }

    private func gevonden(_ pool: PostgresPool, metOpvolger: Bool = true) async throws -> [Opvolgingszaak] {
        try await Opvolgingslezer(pool: pool).zaken(
            van: try #require(OIN(Self.weg)), metOpvolger: metOpvolger, na: nil, hoogstens: 10)
    }

    /// Alone in a zaak it is found; after succession it is not.
    private func alleen<A: Aggregate>(
        _ state: A, _ id: UUID, in zaak: Zaak, _ pool: PostgresPool, naast: KeyPath<Opvolgingszaak, [UUID]>? = nil,
        _ na: (A) throws -> A
    ) async throws {
        try await zet(zaak, zaak.id, in: pool)
        #expect(try await gevonden(pool).isEmpty, "nothing of it yet: \(A.kind)")
        try await zet(state, id, in: pool)
        let voor = try await gevonden(pool)
        #expect(voor.map(\.id) == [zaak.id], "\(A.kind)")
        if let naast { #expect(voor.first?[keyPath: naast] == [id], "\(A.kind)") }
        try await zet(na(state), id, in: pool)
        #expect(try await gevonden(pool).isEmpty, "passed on: \(A.kind)")
    }

    @Test("O17, O23: een vraag om hulp of advies, aan haar of van haar, is genoeg om gevonden te worden")
    func gevraagd() async throws {
        try await metSchema { pool in
            for (van, naar) in [(Self.weg, Self.ander), (Self.ander, Self.weg)] {
                let zaak = try Self.zaak()
                let vraag = Verwijsvraag(
                    door: Self.persoon(van), naar: naar, kenmerk: "V-2222-222-2", urgentie: .regulier,
                    hulp: "ambulante-jeugdhulp", regime: .jeugdwet, richting: .opschalen, gekozenOp: .passend,
                    watMist: nil, route: "gemeente", overlegMet: nil, behoefte: UUID.v7(), kinderen: [],
                    soortVrager: "lokaal-team", mandaten: [], regels: .keten, lopend: [], gezienLopend: [])
                let id = UUID.v7()
                let gevraagd = try VerwijzingDomain.Verwijzing.decide(
                    nil, in: zaak, .vraag(vraag, id: id), now: Self.nu
                ).reduce(nil) { VerwijzingDomain.Verwijzing.evolve($0, $1) }
                try await alleen(try #require(gevraagd), id, in: zaak, pool, naast: \.verwijzingen) { stand in
                    VerwijzingDomain.Verwijzing.decide(
                        stand, Self.opvolging, vrager: zaak.regie.partij, now: Self.nu
                    ).reduce(stand) { .evolve($0, $1) }
                }

                let advieszaak = try Self.zaak()
                let consultatie = UUID.v7()
                let advies = try Consultatie.decide(
                    nil, in: advieszaak,
                    .vraag(
                        Consultatievraag(
                            door: Self.persoon(van), naar: naar, kenmerk: "C-2222-222-2", urgentie: .regulier,
                            soort: .consultatie, herkenbaar: false, grondslag: nil, gezinWeet: true, vraag: UUID.v7()),
                        id: consultatie), now: Self.nu
                ).reduce(nil) { Consultatie.evolve($0, $1) }
                try await alleen(try #require(advies), consultatie, in: advieszaak, pool, naast: \.consultaties) {
                    stand in
                    Consultatie.decide(stand, Self.opvolging, vrager: advieszaak.regie.partij, now: Self.nu)
                        .reduce(stand) { .evolve($0, $1) }
                }
            }
            // Advice that was given is there, also without who gave it.
            let stand = try #require(try await gegeven(pool))
            #expect(try await gevonden(pool, metOpvolger: false).isEmpty, "\(stand)")
            #expect(try await gevonden(pool).count == 1)
        }
    }

    @Test("V7: hulp uit een verwijzing wordt gevonden tot zij op de lijst staat, en weer als de dag een andere is")
    func hulpZonderVervanging() async throws {
        try await metSchema { pool in
            let (dag, andere) = (Dag(Self.nu + 20 * 86_400), Dag(Self.nu + 40 * 86_400))
            let (zaak, id, lezer) = (try Self.zaak(), UUID.v7(), Opvolgingslezer(pool: pool))
            func gevonden(_ dag: Dag) async throws -> [UUID] {
                let rijen = try await lezer.hulpZonderVervanging(
                    try #require(OIN(Self.weg)), stoptOp: dag, na: nil, hoogstens: 10)
                #expect(rijen.allSatisfy { $0.zaak == zaak.id })
                return rijen.map(\.id)
            }
            let vraag = Verwijsvraag(
                door: Self.persoon(Self.ander), naar: Self.weg, kenmerk: "V-2222-222-2", urgentie: .regulier,
                hulp: "ambulante-jeugdhulp", regime: .jeugdwet, richting: .opschalen, gekozenOp: .passend,
                watMist: nil, route: "gemeente", overlegMet: nil, behoefte: UUID.v7(), kinderen: [],
                soortVrager: "lokaal-team", mandaten: [], regels: .keten, lopend: [], gezienLopend: [])
            let helper = Self.persoon(Self.weg)
            var hulp: VerwijzingDomain.Verwijzing?
            let stappen: [(VerwijzingCommand, [UUID])] = [
                (.vraag(vraag, id: id), []),
                (.aanvaard(door: helper, werker: helper, startdatum: dag), [id]), (.start(door: helper), [id]),
            ]
            try await zet(zaak, zaak.id, in: pool)
            for (command, verwacht) in stappen {
                for event in try VerwijzingDomain.Verwijzing.decide(hulp, in: zaak, command, now: Self.nu) {
                    hulp = .evolve(hulp, event)
                }
                try await zet(try #require(hulp), id, in: pool)
                #expect(try await gevonden(dag) == verwacht)
            }
            var vervanging: Vervanging?
            let plaats = Vervanging.id(vanHulp: id)
            func doe(_ command: VervangingCommand) async throws {
                for event in try Vervanging.decide(vervanging, over: zaak, command, now: Self.nu) {
                    vervanging = .evolve(vervanging, event)
                }
                try await zet(try #require(vervanging), plaats, in: pool)
            }
            try await doe(.zoek(id: plaats, vorige: Self.weg, stoptOp: dag, hulp: hulp))
            #expect(try await gevonden(dag).isEmpty)
            #expect(try await gevonden(andere) == [id], "another day is another term")
            try await doe(.beeindig(door: Self.persoon(Self.ander), .nietMeerNodig))
            #expect(try await gevonden(andere).isEmpty)
            // What was handed over is another place on the list.
            let overgedragen = try await lezer.zonderVervanging(
                try #require(OIN(Self.weg)), stoptOp: dag, na: nil, hoogstens: 10)
            #expect(overgedragen.isEmpty)
        }
    }

    private func gegeven(_ pool: PostgresPool) async throws -> Consultatie? {
        let zaak = try Self.zaak()
        var stand: Consultatie?
        let id = UUID.v7()
        let vraag = Consultatievraag(
            door: Self.persoon(Self.ander), naar: Self.weg, kenmerk: "C-2222-222-2", urgentie: .regulier,
            soort: .consultatie, herkenbaar: false, grondslag: nil, gezinWeet: true, vraag: UUID.v7())
        let commands: [ConsultatieCommand] = [
            .vraag(vraag, id: id), .beantwoord(door: Self.persoon(Self.weg), advies: UUID.v7()),
        ]
        for command in commands {
            for event in try Consultatie.decide(stand, in: zaak, command, now: Self.nu) {
                stand = .evolve(stand, event)
            }
        }
        try await zet(zaak, zaak.id, in: pool)
        if let stand { try await zet(stand, id, in: pool) }
        return stand
    }

    @Test("O22: naar haar verhuisd zijn is genoeg om gevonden te worden, tot het gezin daar is")
    func verhuizing() async throws {
        try await metSchema { pool in
            let zaak = try Self.zaak()
            let verhuisd = Zaakstand(zaak: zaak, overdrachten: [:])
            let na = verhuisd.na(
                try verhuisd.besluit(
                    verhuizing: "0268", vanaf: Dag(Self.nu), lokaalTeam: Self.weg, door: Self.persoon(Self.ander),
                    now: Self.nu))
            try await zet(zaak, zaak.id, in: pool)
            #expect(try await gevonden(pool).isEmpty)
            try await zet(na.zaak, zaak.id, in: pool)
            for metOpvolger in [true, false] {
                #expect(try await gevonden(pool, metOpvolger: metOpvolger).map(\.id) == [zaak.id])
            }
            var opvolging = Self.opvolging
            for (team, klaar) in [(Self.nieuw, false), (Self.ander, true)] {
                opvolging.lokaalTeam = team
                let daarna = na.na(try na.besluit(opvolging, now: Self.nu)).zaak
                #expect(daarna.verhuizing?.lokaalTeam == team && daarna.verhuizing?.isOpen == !klaar)
                try await zet(daarna, zaak.id, in: pool)
                #expect(try await gevonden(pool).isEmpty)
            }
        }
    }

    @Test("O9, P3, N7: alleen een onbevestigde correctie, een verzoek of een vraag is genoeg om gevonden te worden")
    func verklaringen() async throws {
        try await metSchema { pool in
            let (correctie, verzoek) = (UUID.v7(), UUID.v7())
            let stappen: [(UUID, [VerklaringCommand])] = [
                (
                    correctie,
                    [
                        .corrigeer(
                            door: Self.persoon(Self.ander), versie: 2, aard: .correctie, verzoek: nil,
                            ontvangers: [.init(organisatie: Self.weg, medewerker: nil)])
                    ]
                ),
                (
                    verzoek,
                    [
                        .vraagCorrectie(
                            door: Self.persoon(Self.weg), id: UUID.v7(), aard: .correctie, gevraagdDoor: .ouder,
                            vraag: UUID.v7(), leest: true)
                    ]
                ),
            ]
            for (id, commands) in stappen {
                let zaak = try Self.zaak()
                let feiten = Verklaringfeiten(
                    id: id, zaak: zaak.id, kenmerk: zaak.kenmerk, regio: zaak.regio, oefening: false, blok: .feiten,
                    bron: zaak.regie.partij)
                var stand: Verklaringloop?
                for command in [.legVast] + commands {
                    for event in try Verklaringloop.decide(stand, over: feiten, command, now: Self.nu) {
                        stand = .evolve(stand, event)
                    }
                }
                try await alleen(try #require(stand), id, in: zaak, pool, naast: \.verklaringen) { stand in
                    Verklaringloop.decide(stand, Self.opvolging, regie: zaak.regie.partij, now: Self.nu)
                        .reduce(stand) { .evolve($0, $1) }
                }
            }
            let zaak = try Self.zaak()
            let contact = try Gezinscontact.decide(
                nil, over: zaak, gezin: nil,
                .stelNavraag(
                    id: UUID.v7(), van: .organisatie(Self.persoon(Self.weg), namens: nil), tekst: UUID.v7()),
                now: Self.nu
            ).reduce(nil) { Gezinscontact.evolve($0, $1) }
            try await alleen(try #require(contact), Gezinscontact.id(van: zaak.id), in: zaak, pool) { stand in
                Gezinscontact.decide(stand, over: zaak, Self.opvolging, now: Self.nu).reduce(stand) {
                    .evolve($0, $1)
                }
            }
        }
    }

    @Test(
        "O16: alleen een vragenlijst, een aanvraag of een deling is genoeg om gevonden te worden; zonder opvolger blijft wat ontvangen is"
    )
    func vragenlijsten() async throws {
        try await metSchema { pool in
            let (weg, ander) = (Self.persoon(Self.weg), Self.persoon(Self.ander))
            func lijst(_ van: VerwijzingDomain.Actor, _ zaak: Zaak, _ id: UUID, _ dan: [VragenlijstCommand]) throws
                -> Vragenlijst
            {
                let opgesteld = VragenlijstCommand.stelOp(
                    door: van, id: id, over: "onderzoek", vragen: UUID.v7(), aantal: 2, uit: nil)
                var stand: Vragenlijst?
                for command in [opgesteld] + dan {
                    for event in try Vragenlijst.decide(stand, in: zaak, command, now: Self.nu) {
                        stand = .evolve(stand, event)
                    }
                }
                return try #require(stand)
            }
            let vraag = VragenlijstCommand.vraagAan(door: weg, grondslag: .wettelijkeTaak, inZaak: true, bekend: true)
            let deel = VragenlijstCommand.deel(door: ander, met: Self.weg, grondslag: .wettelijkeTaak, inZaak: true)
            let gevallen: [(VerwijzingDomain.Actor, [VragenlijstCommand])] = [
                (weg, []), (ander, [vraag]), (ander, [deel]), (ander, [deel, .ontvang(door: weg)]),
            ]
            for (van, dan) in gevallen {
                let (zaak, id) = (try Self.zaak(), UUID.v7())
                try await alleen(lijst(van, zaak, id, dan), id, in: zaak, pool, naast: \.vragenlijsten) { stand in
                    Vragenlijst.decide(stand, Self.opvolging, now: Self.nu).reduce(stand) { .evolve($0, $1) }
                }
            }
            let zonder = Opvolging(organisatie: Self.weg, opvolger: nil, vangnet: ander.partij)
            for (van, dan) in gevallen {
                let (zaak, id) = (try Self.zaak(), UUID.v7())
                let stand = try lijst(van, zaak, id, dan)
                try await zet(zaak, zaak.id, in: pool)
                try await zet(stand, id, in: pool)
                #expect(try await gevonden(pool, metOpvolger: false).count == (dan.count == 2 ? 0 : 1))
                let na = Vragenlijst.decide(stand, zonder, now: Self.nu).reduce(stand) { Vragenlijst.evolve($0, $1) }
                try await zet(na, id, in: pool)
                #expect(try await gevonden(pool, metOpvolger: false).isEmpty)
            }
        }
    }

    @Test("V4, V5, R7: alleen een woonplek, een opname, hulp of een maatregel is genoeg om gevonden te worden")
    func kinderen() async throws {
        try await metSchema { pool in
            let kind = UUID.v7()
            let zaak = try Self.zaak()
            let lid = try Bescherming.decide(
                nil, over: zaak,
                .legGezinslidVast(door: Self.persoon(Self.ander), id: kind, rol: .kind, gegevens: UUID.v7()),
                now: Self.nu
            ).reduce(nil) { Bescherming.evolve($0, $1) }
            let gezin = try #require(lid)
            let commands: [ContinuiteitCommand] = [
                .legWoonplekVast(
                    door: Self.persoon(Self.ander), kind: kind, soort: .pleeggezin, organisatie: Self.weg, reden: nil,
                    gezien: nil),
                .beginOpname(
                    door: Self.persoon(Self.ander), kind: kind, id: UUID.v7(), organisatie: Self.weg,
                    vanaf: Dag(Self.nu)),
                .telWerker(hulp: UUID.v7(), werker: Self.persoon(Self.weg).partij, kinderen: [kind]),
            ]
            for command in commands {
                let stand = try Continuiteit.decide(nil, over: zaak, gezin: gezin, command, now: Self.nu).reduce(nil) {
                    Continuiteit.evolve($0, $1)
                }
                try await alleen(try #require(stand), Continuiteit.id(van: zaak.id), in: zaak, pool) { stand in
                    Continuiteit.decide(stand, over: zaak, Self.opvolging, now: Self.nu).reduce(stand) {
                        .evolve($0, $1)
                    }
                }
            }
            let kader = GedwongenKader(
                kind: kind, uitvoerder: Self.weg, vanaf: Dag(Self.nu), tot: nil, maatregel: UUID.v7())
            let metKader = try Bescherming.decide(
                gezin, over: zaak, .legKaderVast(door: Self.persoon(Self.ander), kader), now: Self.nu
            ).reduce(gezin) { Bescherming.evolve($0, $1) }
            try await alleen(metKader, Bescherming.id(van: zaak.id), in: zaak, pool) { stand in
                Bescherming.decide(stand, over: zaak, opvolger: Self.nieuw, van: Self.weg, now: Self.nu).reduce(stand) {
                    .evolve($0, $1)
                }
            }
        }
    }
}
