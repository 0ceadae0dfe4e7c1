import Chassis
import Contracts
import Foundation
import Messaging
import VerwijzingDomain

extension Dag {
    static func van(_ datum: Datum) throws -> Dag {
        guard let dag = Dag(datum.text) else { throw EngineError.unmapped("datum") }
        return dag
    }
}

extension Contracts.Persoon {
    static func van(_ partij: Partij) throws -> Contracts.Persoon {
        Contracts.Persoon(organisatie: try .van(partij.organisatie), medewerker: try .van(partij.medewerker))
    }

    var partij: Partij { Partij(organisatie: organisatie.text, medewerker: medewerker.text) }
}
