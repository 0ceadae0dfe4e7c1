import Chassis
import Content
import Contracts
import Foundation
import Messaging
import VerwijzingDomain
import Web

/// A text that a partner left for an event on its own topic: whose it is, and whether an event took it. Its id is the
/// content's id.
struct Partnerinhoud: Projection, Equatable {
    let organisatie: OIN
    /// A dossier and a key of its own: once the text is sealed where it belongs, that key is destroyed.
    let dossier: UUID
    var gebruikt = false

    static var kind: String { "partnerinhoud" }
    static let persoon = "partnerinhoud"
    var regionCode: String { "" }
}

extension Violation {
    static func inhoudOnbekend(_ pointer: String) -> Violation {
        Violation(
            pointer: pointer, code: "inhoud-onbekend",
            detail: "Deze inhoud is niet eerst door uw organisatie naar /v1/inhoud van verwijzing gestuurd.")
    }

    static func inhoudGebruikt(_ pointer: String) -> Violation {
        Violation(
            pointer: pointer, code: "inhoud-al-gebruikt",
            detail: "Deze inhoud hoort al bij een ander bericht. Stuur haar opnieuw naar /v1/inhoud.")
    }
}

extension Inhoudlezer {
    /// The texts that a partner's event refers to, by field; the reading is recorded first.
    /// - Throws: `Invalid` with every one that is not this organisation's, or that another event took.
    func partnerteksten(
        _ velden: [String: UUID], voor door: Handelend, doel: String, _ request: Request<NoBody>
    ) async throws -> [String: Tekst] {
        var fouten: [Violation] = []
        for (veld, id) in velden.sorted(by: { $0.key < $1.key }) {
            let rij = try await context.pool.query(
                "select state::text from aggregate where id = \(id) and kind = \(Partnerinhoud.kind)"
            ).first
            let inhoud = try rij.map { try StateCoding.decode(Partnerinhoud.self, $0.decode(String.self)) }
            if inhoud?.organisatie != door.organisatie {
                fouten.append(.inhoudOnbekend("/\(veld)"))
            } else if inhoud?.gebruikt == true {
                fouten.append(.inhoudGebruikt("/\(veld)"))
            }
        }
        if !fouten.isEmpty { throw Invalid(fouten) }
        let (teksten, vernietigd) = try await openWatErNogIs(
            Array(velden.values), voor: door, naam: "bericht van partner uitvoeren", doel: doel, request)
        // Left so long ago that its term is over (P4).
        let weg = velden.filter { vernietigd[$0.value] != nil }.keys.sorted()
        if !weg.isEmpty { throw Invalid(weg.map { .inhoudOnbekend("/\($0)") }) }
        return velden.compactMapValues { teksten[$0] }
    }
}

extension Scope {
    /// Takes a text for the event that refers to it: it is sealed anew where it belongs, and here nobody reads it again.
    mutating func neem(_ id: UUID, _ pointer: String) throws {
        guard var inhoud = try load(projection: Partnerinhoud.self, id) else {
            throw Invalid([.inhoudOnbekend(pointer)])
        }
        if inhoud.gebruikt { throw Invalid([.inhoudGebruikt(pointer)]) }
        inhoud.gebruikt = true
        try put(inhoud, id)
        write(Vault.destruction(dossier: inhoud.dossier, person: Partnerinhoud.persoon))
    }
}
