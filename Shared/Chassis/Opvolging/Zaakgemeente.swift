import Contracts
import Foundation
import Messaging

/// O23: in which gemeente a zaak is, as another service says it; who comes in the place of an organisation that is split
/// follows from it. Everywhere it is where the zaak was offered last, else that of its casus.
public struct Zaakgemeente: Projection, Equatable {
    let regio: String
    let gemeente: String

    public static var kind: String { "zaakgemeente" }
    public var regionCode: String { regio }
    static func id(van zaak: UUID) -> UUID { UUID(named: "zaakgemeente \(zaak.text)") }
    public static func ref(van zaak: UUID) -> AggregateRef { AggregateRef(projection: Self.self, id(van: zaak)) }
}

extension Scope {
    /// What another service said; its row must be among the needs.
    public func gemeente(van zaak: UUID) throws -> String? {
        try load(projection: Zaakgemeente.self, Zaakgemeente.id(van: zaak))?.gemeente
    }

    /// As `gemeente(van:)`.
    public mutating func onthoud(_ gemeente: Gemeentecode, van zaak: UUID, regio: Codewoord) throws {
        guard try self.gemeente(van: zaak) != gemeente.text else { return }
        try put(Zaakgemeente(regio: regio.text, gemeente: gemeente.text), Zaakgemeente.id(van: zaak))
    }
}
