/// Why bytes are no JSON, and at which byte. Never holds any of the input.
public struct JSONSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Reason: String, Sendable {
        case empty = "er staat niets"
        case unexpected = "onverwacht teken"
        case unfinished = "het einde ontbreekt"
        case trailing = "er staat iets na het einde"
        case encoding = "geen geldige UTF-8"
        case control = "stuurteken in een tekst"
        case escape = "onbekende escape in een tekst"
        case surrogate = "half surrogaatpaar in een tekst"
        case number = "geen geldig getal"
        case range = "getal buiten bereik"
        case duplicate = "een naam staat twee keer in een object"
        case depth = "te diep genest"
    }

    public let reason: Reason
    /// Offset in bytes from the start of the input.
    public let position: Int

    public var description: String { "\(reason.rawValue) (positie \(position))" }
}
