import Contracts
import Foundation
import Messaging
import NotificatieDomain
import Postgres

/// Where a zaak is, or a melding that is in none, as an event says it (O23).
struct Gemeentebericht {
    /// The zaak or the melding.
    let waarvan: OnderwerpId
    let regio: Codewoord
    let gemeente: Gemeentecode
    /// Where a zaak is offered it is from then on; what a casus or melding says holds where nothing else is known.
    let aangeboden: Bool

    init(_ waarvan: UUID, _ regio: Codewoord, _ gemeente: Gemeentecode, aangeboden: Bool = false) {
        (self.waarvan, self.regio, self.gemeente) = (OnderwerpId(waarvan), regio, gemeente)
        self.aangeboden = aangeboden
    }

    /// Nil for an event that does not say so.
    init?(_ data: any EventData) {
        switch data {
        case let bericht as CasussenEvents.CasusGeopend: self.init(bericht.kop)
        case let bericht as CasussenEvents.MeldingGekoppeld: self.init(bericht.kop)
        case let bericht as CasussenEvents.MeldingBijgewerkt: self.init(bericht.kop)
        case let bericht as OverdrachtenEvents.Aangeboden:
            self.init(bericht.zaak, bericht.regio, bericht.gemeente, aangeboden: true)
        case let bericht as MeldingenEvents.MeldingOntvangen:
            guard let gemeente = bericht.gemeente else { return nil }
            self.init(bericht.melding, bericht.regio, gemeente)
        case let bericht as MeldingenEvents.MeldingAangevuld:
            guard let gemeente = bericht.gemeente else { return nil }
            self.init(bericht.melding, bericht.regio, gemeente)
        default: return nil
        }
    }

    private init?(_ kop: CasussenEvents.Casuskop) {
        guard let gemeente = kop.gemeente else { return nil }
        self.init(kop.zaak, kop.regio, gemeente)
    }

    var ref: AggregateRef { Onderwerptaken.ref(waarvan) }
}

extension Scope {
    /// The row must be among the needs.
    mutating func onthoud(_ bericht: Gemeentebericht) throws {
        let rij = Onderwerptaken.id(bericht.waarvan)
        let voor = try load(projection: Onderwerptaken.self, rij)
        var lijst = voor ?? Onderwerptaken(regio: bericht.regio.text)
        lijst.onthoud(bericht)
        if lijst != voor { try put(lijst, rij) }
    }
}

extension Onderwerptaken {
    mutating func onthoud(_ bericht: Gemeentebericht) {
        if gemeente == nil || bericht.aangeboden { gemeente = bericht.gemeente.text }
    }

    /// In which gemeente the zaak or melding is that each subject belongs to; none where nobody said so.
    static func gemeenten(
        van onderwerpen: [(onderwerp: OnderwerpId, zaak: UUID?)], _ pool: PostgresPool
    ) async throws -> [OnderwerpId: String] {
        let eigen = try await rijen(onderwerpen.map(\.onderwerp), pool)
        let zaken = onderwerpen.map { $0.zaak ?? eigen[$0.onderwerp]?.zaak }
        let vanZaak = try await rijen(zaken.compactMap { $0.map { OnderwerpId($0) } }, pool)
        return zip(onderwerpen, zaken).reduce(into: [:]) { gevonden, paar in
            let zaak = paar.1.flatMap { vanZaak[OnderwerpId($0)] }
            gevonden[paar.0.onderwerp] = zaak?.gemeente ?? eigen[paar.0.onderwerp]?.gemeente
        }
    }

    private static func rijen(_ van: [OnderwerpId], _ pool: PostgresPool) async throws -> [OnderwerpId: Self] {
        guard !van.isEmpty else { return [:] }
        let ids = Dictionary(van.map { (id($0), $0) }, uniquingKeysWith: { $1 })
        let rows = try await pool.query(
            "select id, state::text from aggregate where id = any(\(Array(ids.keys))) and kind = \(kind)")
        return try rows.reduce(into: [:]) { gevonden, row in
            let (id, state) = try row.decode(UUID.self, String.self)
            if let onderwerp = ids[id] { gevonden[onderwerp] = try StateCoding.decode(Self.self, state) }
        }
    }
}
