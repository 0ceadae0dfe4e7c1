import Contracts
import Messaging

// Between the published codes and a domain's own: the same words, so that only the type changes.

extension RawRepresentable where RawValue == String {
    /// The same code in another list.
    /// - Throws: `EngineError.unmapped` where the lists differ; a test of each service's events holds that they don't.
    public static func van(_ code: some RawRepresentable<String>) throws -> Self { try van(code.rawValue) }

    public static func van(_ code: some DescribedText) throws -> Self { try van(code.text) }

    public static func van(_ code: String) throws -> Self {
        guard let value = Self(rawValue: code) else { throw EngineError.unmapped(code) }
        return value
    }
}

extension DescribedText {
    /// A text of the domain in its published notation.
    public static func van(_ text: String) throws -> Self {
        guard let value = Self(text) else { throw EngineError.unmapped(String(describing: Self.self)) }
        return value
    }
}
