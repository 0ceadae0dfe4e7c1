import Contracts
import Foundation
import Messaging

/// What is known of a part of content without opening it: whose it is, which melding it belongs to, and for a person the
/// pseudonym and the age on the day of receipt. Its id is the content's id.
struct Inhoudsdeel: Projection, Equatable {
    enum Soort: String, Codable { case tekst, persoon }

    /// Who wrote it; nil for a citizen.
    let organisatie: OIN?
    let soort: Soort
    let onderdeel: String
    let pseudoniem: Contracts.Pseudoniem?
    let leeftijd: Int?
    /// Set by the melding that refers to it.
    var melding: UUID?

    static var kind: String { "inhoudsdeel" }
    var regionCode: String { "" }
}
