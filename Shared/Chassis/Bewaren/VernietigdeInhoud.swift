import Content
import Contracts
import Foundation

/// What stood here and was destroyed, as its readers are told (P4).
public struct VernietigdeInhoud: Contract {
    /// What it was: a statement, a text.
    public var id: UUID
    public var vernietigdOp: Date
    public var organisatie: OIN?
    public var termijn: Duur?
    public var grond: RegisterEvents.Bewaargrond?

    public init(_ id: UUID, _ destroyed: Destroyed) {
        self.id = id
        vernietigdOp = destroyed.at
        organisatie = destroyed.organisation.flatMap { OIN($0) }
        termijn = destroyed.term.flatMap { Duur($0) }
        grond = destroyed.ground.flatMap { RegisterEvents.Bewaargrond(rawValue: $0) }
    }

    public static var title: String { "Vernietigde inhoud" }
    public static var fields: [String: String] {
        [
            "id": "De verklaring of de tekst.", "vernietigdOp": "Wanneer de inhoud vernietigd is.",
            "organisatie": "Wier bewaartermijn voorbij was.", "termijn": "Die termijn.",
            "grond": "Waar die termijn vandaan komt.",
        ]
    }
    public static var example: VernietigdeInhoud {
        VernietigdeInhoud(
            .placeholder,
            Destroyed(
                at: .placeholder, organisation: OIN.placeholder.text, term: Duur.placeholder.text,
                ground: RegisterEvents.Bewaargrond.afspraakKeten.rawValue))
    }
}
