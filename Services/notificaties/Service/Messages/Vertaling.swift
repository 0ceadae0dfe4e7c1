import Contracts
import Messaging
import NotificatieDomain

// Between the published codes and the domain's: the same words, so that only the type changes.

extension RawRepresentable where RawValue == String {
    /// The same code in another list.
    static func van(_ code: some RawRepresentable<String>) throws -> Self {
        guard let value = Self(rawValue: code.rawValue) else { throw EngineError.unmapped(code.rawValue) }
        return value
    }
}

extension DescribedText {
    static func van(_ text: String) throws -> Self {
        guard let value = Self(text) else { throw EngineError.unmapped(String(describing: Self.self)) }
        return value
    }
}
