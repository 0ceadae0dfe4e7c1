import Contracts
import Crypto
import Foundation
import JWTKit
import Synchronization

/// The provider's ES256 keys, kept in a file so that tokens outlive a restart. The newest one signs; the ones before it
/// stay published so that tokens signed with them stay valid. Safe from any thread.
final class KeyRing: Sendable {
    /// Published at most; the oldest goes first.
    static let size = 3

    private struct Stored: Codable {
        let kid: String
        /// PEM.
        let key: String
    }

    private let path: String
    private let keys: Mutex<[Stored]>

    /// Reads the file, or makes it with a first key.
    init(path: String) throws {
        self.path = path
        if let data = FileManager.default.contents(atPath: path) {
            let stored = try JSONDecoder().decode([Stored].self, from: data)
            guard !stored.isEmpty else { throw IdentityFailure(description: "\(path) holds no keys") }
            keys = Mutex(stored)
        } else {
            let first = [Self.make()]
            try Self.write(first, path)
            keys = Mutex(first)
        }
    }

    /// Makes a new key, which signs from now on. Gives its id.
    @discardableResult
    func rotate() throws -> String {
        try keys.withLock { keys in
            let next = (keys + [Self.make()]).suffix(Self.size)
            try Self.write(Array(next), path)
            keys = Array(next)
            return keys[keys.count - 1].kid
        }
    }

    func sign(_ claims: JSON) async throws -> String {
        let newest = keys.withLock { $0[$0.count - 1] }
        let collection = JWTKeyCollection()
        await collection.add(ecdsa: try ES256PrivateKey(pem: newest.key), kid: JWKIdentifier(string: newest.kid))
        return try await collection.sign(SignedClaims(json: claims), kid: JWKIdentifier(string: newest.kid))
    }

    /// The public keys as a JWK Set.
    func published() throws -> JSON {
        let stored = keys.withLock { $0 }
        return try .object([
            "keys": .array(
                stored.map { stored in
                    let point = try P256.Signing.PrivateKey(pemRepresentation: stored.key).publicKey.rawRepresentation
                    return .object([
                        "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": .string(stored.kid),
                        "x": .string(point.prefix(32).base64URL), "y": .string(point.suffix(32).base64URL),
                    ])
                })
        ])
    }

    private static func make() -> Stored {
        Stored(kid: "dev-" + UUID().uuidString.lowercased(), key: P256.Signing.PrivateKey().pemRepresentation)
    }

    private static func write(_ keys: [Stored], _ path: String) throws {
        let data = try JSONEncoder().encode(keys)
        // Made readable for its owner alone before anything is in it; the rename keeps it whole.
        let temporary = path + ".new"
        guard FileManager.default.createFile(atPath: temporary, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw IdentityFailure(description: "cannot write \(temporary)") }
        try data.write(to: URL(filePath: temporary))
        guard rename(temporary, path) == 0 else { throw IdentityFailure(description: "cannot write \(path)") }
    }
}

private struct SignedClaims: JWTPayload {
    let json: JSON

    init(json: JSON) { self.json = json }
    init(from decoder: any Decoder) throws { json = try JSON(from: decoder) }
    func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
    func verify(using algorithm: some JWTAlgorithm) throws {}
}

extension Data {
    /// Without padding (RFC 4648 §5).
    var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
