import Contracts
import Foundation

/// Who asks, as the access token says.
public struct Caller: Sendable, Equatable {
    public let organisation: OIN
    /// The medewerker, when a person signed in; nil for a system.
    public let person: String?
    /// The token's `sub`: the medewerker or the system's client id.
    public let subject: String
    public let scopes: Set<String>
    /// The token's `jti`, for processing records; nil when it has none.
    public let tokenID: String?
    public let expires: Date

    public init(
        organisation: OIN, person: String?, subject: String, scopes: Set<String>, tokenID: String?, expires: Date
    ) {
        self.organisation = organisation
        self.person = person
        self.subject = subject
        self.scopes = scopes
        self.tokenID = tokenID
        self.expires = expires
    }
}
