import Foundation
import Messaging
import NotificatieDomain

/// Which tasks were ever made on one subject. A task's id follows from the person that it was made for, and the register
/// of today does not know who that was; this row does, and is locked before any of them.
struct Onderwerptaken: Projection, Equatable {
    struct Verwijzing: Codable, Equatable {
        let taak: UUID
        let soort: Taaksoort
        var organisatie: Organisatie
    }

    var taken: [Verwijzing] = []
    let regio: String
    /// Of a zaak, or of a melding that is in none: where it is, for who comes in the place of an organisation that is split
    /// (O23).
    var gemeente: String?
    /// The zaak that the subject belongs to, where its tasks do not say so (O15).
    var zaak: UUID?

    static var kind: String { "onderwerptaken" }
    var regionCode: String { regio }

    static func id(_ onderwerp: OnderwerpId) -> UUID { UUID(named: "keten.onderwerptaken \(onderwerp)") }
    static func ref(_ onderwerp: OnderwerpId) -> AggregateRef {
        AggregateRef(projection: Self.self, id(onderwerp), rank: .zaak)
    }

    /// The tasks that a selection can mean, as far as this row tells.
    func mogelijk(_ selectie: Selectie) -> [UUID] {
        taken.filter { taak in
            selectie.soorten?.contains(taak.soort) != false
                && (selectie.organisatie == nil || selectie.organisatie == taak.organisatie)
        }.map(\.taak)
    }

    /// O23: the task is another organisation's from here on.
    mutating func verplaats(_ taak: UUID, naar organisatie: Organisatie) {
        if let plaats = taken.firstIndex(where: { $0.taak == taak }) { taken[plaats].organisatie = organisatie }
    }

    mutating func voegToe(_ nieuw: NieuweTaak) {
        guard !taken.contains(where: { $0.taak == nieuw.id.waarde }) else {
            return verplaats(nieuw.id.waarde, naar: nieuw.organisatie)
        }
        taken.append(Verwijzing(taak: nieuw.id.waarde, soort: nieuw.soort, organisatie: nieuw.organisatie))
    }
}
