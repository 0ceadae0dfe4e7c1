/// An operator's act: every one says who does it and why, and both are kept for ever.
public protocol Beheerhandeling: Contract {
    /// Who at the operators does it.
    var door: MedewerkerId { get }
    var reden: KorteTekst { get }
}
