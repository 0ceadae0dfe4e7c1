import CLibpq
import Contracts
import Foundation
import MeldingDomain
import NotificatieDomain
import Postgres
import VerwijzingDomain

/// What the cases are about; invented.
enum Given {
    static let now = Date(timeIntervalSince1970: 1_795_244_400)
    static let source = "urn:nld:oin:00000099000000001000:systeem:verwijzing"
    static let overdracht = uuid(2)
    private static let vt = MeldingDomain.Organisatie("00000099000000002000")
    private static let school = MeldingDomain.Organisatie("00000099000000012000")

    static func uuid(_ n: UInt8) -> UUID { UUID(uuid: (1, 147, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, n)) }

    // MARK: - Messages

    static func event(_ data: JSON) -> CloudEvent {
        let type = OverdrachtenEvents.Aangeboden.eventType.type
        return CloudEvent(
            id: uuid(1).text, source: source, type: type, time: now, subject: overdracht.text,
            dataschema: "https://keten.example/schemas/\(type).json", partitionkey: uuid(3).text, sequence: 7,
            incarnation: "bench", traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            correlationid: uuid(4).text, causationid: uuid(5).text, data: data)
    }

    // MARK: - Rows

    /// As the relay reads them, made without a server.
    static func outbox(count: Int32, data: String) throws -> Rows {
        let columns: [(name: String, type: Oid, value: [UInt8]?)] = [
            ("seq", 20, bytes(Int64(1))), ("topic", 25, Array(Topics.overdrachten.utf8)),
            ("key", 25, Array(uuid(3).text.utf8)), ("sequence", 20, bytes(Int64(7))), ("head", 20, bytes(Int64(7))),
            ("id", 2950, withUnsafeBytes(of: uuid(1).uuid) { Array($0) }),
            ("type", 25, Array(OverdrachtenEvents.Aangeboden.eventType.type.utf8)),
            ("subject", 25, Array(overdracht.text.utf8)), ("data", 25, Array(data.utf8)),
            ("created_at", 1184, bytes(Int64(848_559_600_000_000))), ("oefening", 16, [0]),
            ("traceparent", 25, Array("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".utf8)),
            ("correlation_id", 25, Array(uuid(4).text.utf8)), ("causation_id", 25, Array(uuid(5).text.utf8)),
            ("value", 25, Array("bench".utf8)), ("after", 20, nil), ("from", 25, nil),
        ]
        guard let result = PQmakeEmptyPGresult(nil, PGRES_TUPLES_OK) else { throw Missing() }
        let names = columns.map { strdup($0.name) }
        defer { for name in names { free(name) } }
        var attributes = zip(columns, names).map {
            PGresAttDesc(
                name: $1, tableid: 0, columnid: 0, format: 1, typid: $0.type, typlen: -1, atttypmod: -1)
        }
        guard PQsetResultAttrs(result, Int32(columns.count), &attributes) == 1 else { throw Missing() }
        for row in 0..<count {
            for (number, column) in columns.enumerated() {
                var value = column.value?.map { CChar(bitPattern: $0) } ?? []
                let length = column.value.map { Int32($0.count) } ?? -1
                guard PQsetvalue(result, row, Int32(number), &value, length) == 1 else { throw Missing() }
            }
        }
        return Rows(owning: result)
    }

    private static func bytes(_ integer: Int64) -> [UInt8] { withUnsafeBytes(of: integer.bigEndian) { Array($0) } }

    // MARK: - Melding

    static var ontvangst: MeldingDomain.Ontvangst {
        let pseudoniem = MeldingDomain.Pseudoniem(rawValue: "p1:" + String(repeating: "0", count: 64))
        let kind = pseudoniem.map { GemeldeBetrokkene(pseudoniem: $0, rol: .kind, leeftijd: 9) }
        return MeldingDomain.Ontvangst(
            melding: MeldingId(uuid(6)), kenmerk: "M-2222-222-2",
            beschrijving: NieuweMelding(
                soort: .zorgmelding, gemeente: "0202", melder: .organisatie(school, afgeschermd: false), acuut: .nee,
                bespreking: .besproken, terugkoppelingGewenst: true, grondslag: .wettelijkeTaak, ontvanger: vt,
                waarneming: true, betrokkenen: [kind].compactMap(\.self), eigenKenmerk: "S-1",
                inhoud: InhoudId(uuid(7))),
            toewijzing: Toewijzing(regio: "gelderland-midden", behandelaar: vt), oefening: false)
    }

    // MARK: - Overdracht

    private static let anna = VerwijzingDomain.Actor(
        organisatie: "00000099000000002000", medewerker: "mw-rvt-2", rollen: [.werker])
    private static let bram = VerwijzingDomain.Actor(
        organisatie: "00000099000000007000", medewerker: "mw-brug-3", rollen: [.werker])

    static func zaak() throws -> Zaakstand {
        let events = try VerwijzingDomain.Zaak.decide(
            nil,
            .open(
                zaak: uuid(3), kenmerk: "A-2222-222-2", regio: "gelderland-midden", oefening: false,
                regie: anna.partij), now: now)
        var zaak: VerwijzingDomain.Zaak?
        for event in events { zaak = VerwijzingDomain.Zaak.evolve(zaak, event) }
        guard let zaak else { throw Missing() }
        return Zaakstand(zaak: zaak, overdrachten: [:])
    }

    static var aanbod: Zaakhandeling {
        .aanbieden(
            Aanbieding(
                door: anna, naar: bram.organisatie, kenmerk: "O-2222-222-2", urgentie: .regulier,
                vraag: "ambulante-begeleiding", leeftijdsgroep: "0-11", gemeente: "0202", reden: .passenderHulp,
                antwoorden: [:]))
    }

    static var accepteer: Zaakhandeling {
        .accepteren(door: bram, werker: bram, startdatum: Dag(now))
    }

    // MARK: - Taak

    static let taakhouder = NotificatieDomain.Persoon(
        organisatie: NotificatieDomain.Organisatie("00000099000000007000"),
        medewerker: NotificatieDomain.Medewerker("mw-brug-3"))

    static var taak: NieuweTaak {
        NieuweTaak(
            onderwerp: OnderwerpId(overdracht), soort: .overdrachtBeantwoorden, organisatie: taakhouder.organisatie,
            bestemd: taakhouder.medewerker, voor: .medewerker(taakhouder.medewerker), kenmerk: "O-2222-222-2",
            zaak: NotificatieDomain.ZaakId(uuid(3)), regio: "gelderland-midden", oefening: false, urgentie: .regulier,
            kanalen: [.sse], aanleiding: NotificatieDomain.BerichtId(uuid(8)))
    }
}
