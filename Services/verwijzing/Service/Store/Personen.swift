import Chassis
import Contracts
import Foundation
import Register
import VerwijzingDomain
import Web

/// People as the rules want them: with the roles that the register gives them now.
struct Personen: Sendable {
    let register: Register

    /// Someone whom a request names. Unknown there means without roles, and then the rules refuse them.
    /// O3: where an organisation gave some of its people the mandate to accept, only they take the regie on. Without it,
    /// and while none of them is there, the role decides: no offer waits for one person's holiday.
    /// - Throws: 403 for who has no mandate.
    func eisAanvaarden(_ door: Actor, bij oin: OIN) throws {
        func mag(_ medewerker: RegisterEvents.Medewerker) -> Bool {
            medewerker.mandaten.contains { $0.text == Self.mandaatAanvaarden }
        }
        let nu = Date()
        guard let organisatie = register.current.organisation(oin),
            organisatie.medewerkers.contains(where: { mag($0) && $0.afwezigTot.map { $0 <= nu } ?? true }),
            organisatie.medewerker(door.medewerker).map(mag) != true
        else { return }
        throw Problem.forbidden(
            "Bij uw organisatie aanvaardt alleen wie daarvoor het mandaat heeft. Vraag een collega die dat heeft.",
            code: "geen-mandaat")
    }

    /// O2: both sides spoke with each other, so somebody of each took part, and all of them are known. An organisation
    /// that has nobody in the register can have sent anyone.
    /// - Throws: 400 with each that is wrong.
    func eisDeelnemers(_ deelnemers: [MedewerkerId], van een: OIN, en ander: OIN) throws {
        let nu = register.current
        func mensen(_ oin: OIN) -> Set<MedewerkerId> { Set(nu.organisation(oin)?.medewerkers.map(\.id) ?? []) }
        let kanten = [mensen(een), mensen(ander)]
        guard kanten.allSatisfy({ !$0.isEmpty }) else { return }
        let bekend = nu.activeOrganisations.reduce(into: Set<MedewerkerId>()) { $0.formUnion($1.medewerkers.map(\.id)) }
        var fouten = deelnemers.enumerated().filter { !bekend.contains($0.element) }.map { plaats, _ in
            Violation(
                pointer: "/deelnemers/\(plaats)", code: "onbekende-medewerker",
                detail: "Deze medewerker staat niet in het register.")
        }
        if !kanten.allSatisfy({ !$0.isDisjoint(with: deelnemers) }) {
            fouten.append(
                Violation(
                    pointer: "/deelnemers", code: "deelnemers-ontbreken",
                    detail: "Noem van beide kanten iemand die bij het gesprek was."))
        }
        if !fouten.isEmpty { throw Invalid(fouten) }
    }

    /// - Throws: 400 for somebody whom a request names and the register does not know.
    func eisBekend(_ persoon: Contracts.Persoon, veld: String) throws {
        guard register.current.person(persoon.organisatie, persoon.medewerker) == nil else { return }
        throw Problem.invalid([
            Violation(
                pointer: veld, code: "medewerker-onbekend", detail: "Deze medewerker staat niet in het register.")
        ])
    }

    private static let mandaatAanvaarden = "aanvaarden"

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

    /// V1, V2: what can be asked in a region and along which routes, as its register has it now or as the chain agreed.
    func verwijsregels(_ regio: String) -> Verwijsregels {
        let eigen = Codewoord(regio).flatMap { register.current.region($0) }?.verwijzen
        var regels = Verwijsregels.keten
        if let hulpsoorten = eigen?.hulpsoorten {
            regels.hulpsoorten = hulpsoorten.map {
                Hulpsoort(
                    code: $0.code.text, naam: $0.naam.text, ijw: $0.ijw?.text, vrijToegankelijk: $0.vrijToegankelijk)
            }
        }
        if let routes = eigen?.routes {
            regels.routes = routes.map { route in
                Verwijsroute(
                    code: route.code.text, soorten: Set(route.soorten.map(\.rawValue)), mandaat: route.mandaat?.text,
                    regimes: Set(route.regimes.compactMap { Regime(rawValue: $0.rawValue) }),
                    vraagtOverleg: route.vraagtOverleg, beschikking: route.beschikking, herkomst: route.herkomst.text)
            }
        }
        return regels
    }

    func volgensBericht(_ persoon: Contracts.Persoon) -> Actor {
        volgensBericht(persoon.organisatie, persoon.medewerker)
    }
}

extension Context {
    /// P2, V6: the ages at which someone of a family looks along, as a region has them.
    func inzageleeftijden(_ regio: String) -> Inzageleeftijden {
        let waarde = register.current.inzage(regio: regio).waarde
        return Inzageleeftijden(kindVanaf: waarde.kindVanaf, ouderTot: waarde.ouderTot)
    }
}

extension Actor {
    init(_ handelend: Handelend) {
        self.init(
            organisatie: handelend.organisatie.text, medewerker: handelend.medewerker.text,
            rollen: Set(handelend.rollen.compactMap { Rol(rawValue: $0.rawValue) }))
    }
}
