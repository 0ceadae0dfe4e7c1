import Contracts
import Foundation
import Register
import VerwijzingDomain

/// The family's sight (P1), which also leaves out who can only be of a gemeente that is shielded.
struct Gezinszicht: Sendable {
    private let zicht: Zicht
    private let register: RegisterSnapshot

    init(_ zicht: Zicht, _ register: RegisterSnapshot) {
        self.zicht = zicht
        self.register = register
    }

    func ziet(organisatie: String) -> Bool {
        let gemeenten = OIN(organisatie).flatMap { register.organisation($0) }?.gemeenten ?? []
        return zicht.ziet(organisatie: organisatie)
            && (gemeenten.isEmpty || gemeenten.contains { zicht.ziet(gemeente: $0.text) })
    }

    /// A statement or a text.
    func ziet(inhoud: UUID, van organisatie: String) -> Bool {
        ziet(organisatie: organisatie) && zicht.ziet(inhoud: inhoud, van: organisatie)
    }

    func ziet(_ overdracht: Overdracht) -> Bool {
        zicht.ziet(overdracht) && ziet(organisatie: overdracht.van.organisatie) && ziet(organisatie: overdracht.naar)
    }

    func ziet(_ verwijzing: Verwijzing) -> Bool {
        zicht.ziet(verwijzing) && ziet(organisatie: verwijzing.van.organisatie) && ziet(organisatie: verwijzing.naar)
    }

    /// The person as well as the organisation.
    func zietGeheel(_ partij: Partij) -> Bool {
        ziet(organisatie: partij.organisatie) && zicht.ziet(medewerker: partij.medewerker, van: partij.organisatie)
    }

    /// As much of it as the family may know.
    func wie(_ partij: Partij) throws -> (organisatie: OIN, medewerker: String?)? {
        guard ziet(organisatie: partij.organisatie) else { return nil }
        return (try .van(partij.organisatie), zietGeheel(partij) ? partij.medewerker : nil)
    }
}
