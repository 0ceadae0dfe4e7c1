import Contracts
import Foundation
import Messaging

/// What is known of a part of content without opening it: whose it is, and for a person the pseudonym and the age on the
/// day of receipt. Its id is the content's id.
struct Inhoudsdeel: Projection, Equatable {
    enum Soort: String, Codable { case tekst, persoon }

    let organisatie: OIN
    let soort: Soort
    let pseudoniem: Contracts.Pseudoniem?
    let leeftijd: Int?

    static var kind: String { "inhoudsdeel" }
    var regionCode: String { "" }
}
