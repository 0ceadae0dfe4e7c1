import Contracts
import Foundation
import Messaging
import Postgres

/// What the verwijzing says is shielded in a zaak (P1); what a casus shows leaves it out for who does not know it.
struct Afgeschermden: Projection, Equatable {
    struct Afscherming: Codable, Equatable, Sendable {
        let id: UUID
        let organisatie: OIN?
        let gemeente: Gemeentecode?
        let medewerker: MedewerkerId?
        let bekendBij: [OIN]
    }

    let regio: String
    private(set) var afschermingen: [Afscherming] = []

    init(regio: String) { self.regio = regio }

    static var kind: String { "afgeschermden" }
    var regionCode: String { regio }
    static func id(van zaak: UUID) -> UUID { UUID(named: "afgeschermden \(zaak.text)") }
    static func ref(van zaak: UUID) -> AggregateRef { AggregateRef(projection: Self.self, id(van: zaak)) }

    mutating func voegToe(_ afscherming: Afscherming) {
        hefOp(afscherming.id)
        afschermingen.append(afscherming)
    }

    /// O23: who takes an organisation's place is hidden where that one is, and knows what it knew.
    mutating func volgOp(_ vorige: OIN, door opvolger: OIN) {
        afschermingen = afschermingen.flatMap { oud -> [Afscherming] in
            let bekend = oud.bekendBij.contains(vorige) ? Set(oud.bekendBij + [opvolger]) : Set(oud.bekendBij)
            func met(_ organisatie: OIN?) -> Afscherming {
                Afscherming(
                    id: oud.id, organisatie: organisatie, gemeente: oud.gemeente, medewerker: oud.medewerker,
                    bekendBij: bekend.sorted { $0.text < $1.text })
            }
            let dubbel = afschermingen.contains { $0.id == oud.id && $0.organisatie == opvolger }
            return [met(oud.organisatie)] + (oud.organisatie == vorige && !dubbel ? [met(opvolger)] : [])
        }
    }

    mutating func hefOp(_ id: UUID) { afschermingen.removeAll { $0.id == id } }

    func ziet(_ oin: OIN, organisatie: OIN) -> Bool {
        organisatie == oin || !verborgen(voor: oin).contains { $0.medewerker == nil && $0.organisatie == organisatie }
    }

    func ziet(_ oin: OIN, gemeente: Gemeentecode) -> Bool {
        !verborgen(voor: oin).contains { $0.gemeente == gemeente }
    }

    /// The person as this reader sees it: nil at an organisation that is shielded, nameless when the person is.
    func zichtbaar(_ persoon: PersoonStand, voor oin: OIN) -> PersoonStand? {
        guard ziet(oin, organisatie: persoon.organisatie) else { return nil }
        let afgeschermd = verborgen(voor: oin).contains {
            $0.medewerker != nil && $0.medewerker == persoon.medewerker && $0.organisatie == persoon.organisatie
        }
        guard afgeschermd, persoon.organisatie != oin else { return persoon }
        return PersoonStand(organisatie: persoon.organisatie, medewerker: nil)
    }

    private func verborgen(voor oin: OIN) -> [Afscherming] { afschermingen.filter { !$0.bekendBij.contains(oin) } }
}

extension CasusStand {
    /// Takes out what is shielded from the reader (P1, P5).
    mutating func verberg(_ afgeschermden: Afgeschermden?, voor oin: OIN) {
        guard let afgeschermden else { return }
        func zichtbaar(_ persoon: PersoonStand?) -> PersoonStand? {
            persoon.flatMap { afgeschermden.zichtbaar($0, voor: oin) }
        }
        if let gemeente, !afgeschermden.ziet(oin, gemeente: gemeente) { self.gemeente = nil }
        regiehouder = zichtbaar(regiehouder)
        lokaleTeams = lokaleTeams.filter { afgeschermden.ziet(oin, organisatie: $0.organisatie) }.map { team in
            var team = team
            team.bevestigdDoor =
                zichtbaar(
                    PersoonStand(organisatie: team.organisatie, medewerker: team.bevestigdDoor))?.medewerker
            return team
        }
        for index in beoordelingen.indices { beoordelingen[index].door = zichtbaar(beoordelingen[index].door) }
        for index in meningsverschillen.indices {
            meningsverschillen[index].namens = zichtbaar(meningsverschillen[index].namens)
        }
        overdrachten = overdrachten.filter { afgeschermden.ziet(oin, organisatie: $0.naar) }
        termijnen = termijnen.filter { afgeschermden.ziet(oin, organisatie: $0.organisatie) }
        for index in huishoudens.indices {
            if let plaats = huishoudens[index].gemeente, !afgeschermden.ziet(oin, gemeente: plaats) {
                huishoudens[index].gemeente = nil
            }
        }
    }
}

extension Casustijdlijn {
    /// What concerns an organisation that is shielded from the reader is not there; who did something is left out where
    /// that person or organisation is (P1).
    mutating func verberg(_ afgeschermden: Afgeschermden?, voor oin: OIN) {
        guard let afgeschermden else { return }
        regels = regels.filter { regel in regel.betreft.map { afgeschermden.ziet(oin, organisatie: $0) } ?? true }
        for index in regels.indices {
            guard let organisatie = regels[index].organisatie else { continue }
            let persoon = PersoonStand(organisatie: organisatie, medewerker: regels[index].medewerker)
            let zichtbaar = afgeschermden.zichtbaar(persoon, voor: oin)
            (regels[index].organisatie, regels[index].medewerker) = (zichtbaar?.organisatie, zichtbaar?.medewerker)
        }
    }
}

extension Afgeschermden {
    static func van(_ zaak: UUID, _ pool: PostgresPool) async throws -> Afgeschermden? {
        try await van([zaak], pool)[zaak]
    }

    /// Of each zaak where something is shielded.
    static func van(_ zaken: [UUID], _ pool: PostgresPool) async throws -> [UUID: Afgeschermden] {
        guard !zaken.isEmpty else { return [:] }
        let rijen = Dictionary(zaken.map { (id(van: $0), $0) }, uniquingKeysWith: { $1 })
        let rows = try await pool.query(
            "select id, state::text from aggregate where id = any(\(Array(rijen.keys))) and kind = \(kind)")
        return try rows.reduce(into: [:]) { gevonden, row in
            let (id, state) = try row.decode(UUID.self, String.self)
            if let zaak = rijen[id] { gevonden[zaak] = try StateCoding.decode(Afgeschermden.self, state) }
        }
    }
}
