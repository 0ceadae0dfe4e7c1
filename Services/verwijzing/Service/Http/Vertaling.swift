import Contracts
import Foundation
import Messaging
import VerwijzingDomain

// Between the published codes and the domain's: the same words, so that only the type changes.

extension RawRepresentable where RawValue == String {
    /// The same code in another list.
    static func van(_ code: some RawRepresentable<String>) throws -> Self { try van(code.rawValue) }

    static func van(_ code: String) throws -> Self {
        guard let value = Self(rawValue: code) else { throw EngineError.unmapped(code) }
        return value
    }
}

extension DescribedText {
    static func van(_ text: String) throws -> Self {
        guard let value = Self(text) else { throw EngineError.unmapped(String(describing: Self.self)) }
        return value
    }
}

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
