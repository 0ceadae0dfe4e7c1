import Contracts
import Foundation
import Yams

/// Who the identity provider knows: systems, applications that people sign in to, and demo professionals.
struct Directory: Codable, Sendable {
    /// A system of an organisation (client credentials).
    struct Client: Codable, Sendable {
        let id: String
        let secret: String
        let oin: String
        let scopes: [String]
    }

    /// A web application (authorization code with PKCE); it has no secret.
    struct Application: Codable, Sendable {
        let id: String
        let redirectUris: [String]
    }

    /// An invented person. The id is the medewerker's in the register.
    struct Professional: Codable, Sendable {
        let id: String
        let naam: String
        let functie: String
        let oin: String
        let scopes: [String]
    }

    let clients: [Client]
    let applications: [Application]
    let professionals: [Professional]

    /// Reads the file and refuses what would only show later: a malformed OIN, an id used twice.
    static func read(_ yaml: String) throws -> Directory {
        let directory = try YAMLDecoder().decode(Directory.self, from: yaml)
        let oins = directory.clients.map(\.oin) + directory.professionals.map(\.oin)
        if let wrong = oins.first(where: { OIN($0) == nil }) {
            throw IdentityFailure(description: "not an OIN: \(wrong)")
        }
        let ids = directory.clients.map(\.id) + directory.applications.map(\.id) + directory.professionals.map(\.id)
        if let twice = Dictionary(grouping: ids, by: { $0 }).first(where: { $0.value.count > 1 })?.key {
            throw IdentityFailure(description: "the id \(twice) is used twice")
        }
        return directory
    }
}

struct IdentityFailure: Error, CustomStringConvertible { let description: String }
