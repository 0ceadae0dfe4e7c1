import Chassis
import Contracts
import Register
import VerwijzingDomain

/// People as the rules want them: with the roles that the register gives them now.
struct Personen: Sendable {
    let register: Register

    /// Someone whom a request names. Unknown there means without roles, and then the rules refuse them.
    func actor(_ organisatie: OIN, _ id: MedewerkerId) -> Actor {
        let rollen = register.current.person(organisatie, id)?.rollen ?? []
        return Actor(
            organisatie: organisatie.text, medewerker: id.text,
            rollen: Set(rollen.compactMap { Rol(rawValue: $0.rawValue) }))
    }

    /// Someone who acted in another service. That service knew them then; whoever left since still did it.
    func volgensBericht(_ organisatie: OIN, _ id: MedewerkerId) -> Actor {
        var actor = actor(organisatie, id)
        if actor.rollen.isEmpty { actor.rollen = [.werker] }
        return actor
    }

    /// O12, O13: who decides between two organisations, as the register of a region has it now.
    func beslisser(tussen een: String, en ander: String, over soort: Geschilsoort, regio: String) -> Beslisserkeuze {
        let snapshot = register.current
        let regels = Codewoord(regio).flatMap { snapshot.region($0) }?.beslissers ?? []
        return Beslisserkeuze(
            tussen: een, en: ander, over: soort,
            uit: regels.map { regel in
                Beslisserkeuze.Regel(
                    tussen: Set(regel.tussen.map(\.text)),
                    over: Set((regel.over ?? []).compactMap { Geschilsoort(rawValue: $0.rawValue) }),
                    beslisser: Partij(organisatie: regel.organisatie.text, medewerker: regel.medewerker.text),
                    mandaten: Set(snapshot.person(regel.organisatie, regel.medewerker)?.mandaten.map(\.text) ?? []))
            })
    }

    func volgensBericht(_ persoon: Contracts.Persoon) -> Actor {
        volgensBericht(persoon.organisatie, persoon.medewerker)
    }
}

extension Actor {
    init(_ handelend: Handelend) {
        self.init(
            organisatie: handelend.organisatie.text, medewerker: handelend.medewerker.text,
            rollen: Set(handelend.rollen.compactMap { Rol(rawValue: $0.rawValue) }))
    }
}
