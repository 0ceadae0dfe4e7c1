import Chassis
import Contracts
import Foundation
import Messaging
import VeiligheidDomain
import Web

extension VeiligheidDomain.Persoon {
    init(_ handelend: Handelend) {
        self.init(
            organisatie: Organisatie(handelend.organisatie.text), medewerker: Medewerker(handelend.medewerker.text))
    }

    init(_ persoon: Contracts.Persoon) {
        self.init(organisatie: Organisatie(persoon.organisatie.text), medewerker: Medewerker(persoon.medewerker.text))
    }
}

extension Contracts.Persoon {
    init(_ persoon: VeiligheidDomain.Persoon) throws {
        self.init(
            organisatie: try .van(persoon.organisatie.rawValue), medewerker: try .van(persoon.medewerker.rawValue))
    }
}

extension Problem {
    /// A refusal of the domain: what stood in the way and what is possible now.
    static func of(_ error: any Error) -> Problem? {
        guard let weigering = error as? Weigering else { return nil }
        var problem = Problem.conflict(
            weigering.uitleg, code: weigering.code,
            extra: ["toestand": .string(weigering.toestand), "mogelijk": .array(weigering.mogelijk.map(JSON.string))])
        problem.violations = weigering.fouten.map { Violation(pointer: $0.veld, code: $0.code, detail: $0.uitleg) }
        return problem
    }
}
