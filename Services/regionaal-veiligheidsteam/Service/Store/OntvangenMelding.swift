import Chassis
import Contracts
import Foundation
import Messaging
import VeiligheidDomain

/// What later events of a melding leave out: forwarded to a veiligheidsteam, its first event must still be known (M11).
///
/// Of a consultatie or advies no people are kept (M8), and of none once a casus holds them or the melding is closed.
struct OntvangenMelding: Projection, Equatable {
    let melding: UUID
    let kenmerk: String
    let regio: String
    let oefening: Bool
    let ontvangenOp: Date
    var behandelaar: OIN
    var acuut: Acuut
    var soort: Meldingsoort?
    var gemeente: String?
    var betrokkenen: [VeiligheidDomain.Pseudoniem]
    /// The casus that took it up.
    var zaak: ZaakId?

    static var kind: String { "ontvangen-melding" }
    var regionCode: String { regio }

    /// Not the melding's own id: that is the row of the question to which casus it belongs.
    static func ref(_ melding: UUID) -> AggregateRef { AggregateRef(projection: Self.self, rij(melding)) }
    static func rij(_ melding: UUID) -> UUID { UUID(named: "ontvangen-melding \(melding.text)") }

    /// The zaak of a new casus follows from the melding, so that trying again gives the same.
    static func nieuweZaak(_ melding: UUID) -> ZaakId { ZaakId(UUID(named: "zaak van melding \(melding.text)")) }

    var gegevens: MeldingGegevens {
        MeldingGegevens(
            melding: MeldingId(melding), soort: soort, acuut: acuut, ontvangenOp: ontvangenOp, betrokkenen: betrokkenen)
    }

    /// M8: nothing on the family is kept where only advice was asked.
    var isAdvies: Bool { soort == .consultatie || soort == .advies }

    mutating func voegToe(_ nieuw: [VeiligheidDomain.Pseudoniem]) {
        guard !isAdvies else {
            betrokkenen = []
            return
        }
        for pseudoniem in nieuw where !betrokkenen.contains(pseudoniem) { betrokkenen.append(pseudoniem) }
    }
}

extension OntvangenMelding {
    init(_ data: MeldingenEvents.MeldingOntvangen) throws {
        self.init(
            melding: data.melding, kenmerk: data.kenmerk.text, regio: data.regio.text, oefening: data.oefening,
            ontvangenOp: data.tijdstip, behandelaar: data.behandelaar, acuut: try .van(data.acuut),
            soort: try data.soort.map { try .van($0) }, gemeente: data.gemeente?.text, betrokkenen: [], zaak: nil)
        voegToe(try data.betrokkenen.map { try .van($0.pseudoniem) })
    }
}

extension Scope {
    func melding(_ id: UUID) throws -> OntvangenMelding? {
        try load(projection: OntvangenMelding.self, OntvangenMelding.rij(id))
    }

    mutating func bewaar(_ melding: OntvangenMelding) throws { try put(melding, OntvangenMelding.rij(melding.melding)) }
}
