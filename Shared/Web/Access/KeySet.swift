import Contracts
import JWTKit

/// The issuer's public keys at one moment, by key id. Keys of other kinds than allowed are left out.
struct KeySet: Sendable {
    struct Key: Sendable {
        /// The one algorithm that this key is used with, so that a token cannot choose.
        let algorithm: String
        /// Holds this key alone: jwt-kit answers an unknown `kid` with its default key, which is then the same one.
        let collection: JWTKeyCollection
    }

    /// Nothing larger is read.
    static let sizeLimit = 262_144

    let keys: [String: Key]

    init(keys: [String: Key] = [:]) { self.keys = keys }

    /// Reads a JWK Set. Keys that are no signature keys, have no `kid` or that cannot be read are skipped; a document
    /// that is no JWK Set throws.
    static func parse(_ bytes: [UInt8]) async throws -> KeySet {
        guard let entries = try JSON.parse(bytes)["keys"]?.array else { throw KeySetError.notAKeySet }
        var keys: [String: Key] = [:]
        for entry in entries {
            guard let kid = entry["kid"]?.string, !kid.isEmpty, kid.utf8.count <= 200,
                entry["use"]?.string ?? "sig" == "sig", entry["d"] == nil, let algorithm = algorithm(of: entry)
            else { continue }
            let collection = JWTKeyCollection()
            do {
                var jwk = try JWK(json: entry.text)
                jwk.algorithm = JWK.Algorithm(rawValue: algorithm)
                try await collection.add(jwk: jwk)
            } catch {
                // One key that cannot be read must not take away the others; its tokens are refused as unknown.
                continue
            }
            keys[kid] = Key(algorithm: algorithm, collection: collection)
        }
        return KeySet(keys: keys)
    }

    /// The algorithm that goes with the kind of key, if that is one of RS256, ES256, EdDSA and the key does not say otherwise.
    private static func algorithm(of entry: JSON) -> String? {
        let implied: String? =
            switch (entry["kty"]?.string, entry["crv"]?.string) {
            case ("RSA", _): "RS256"
            case ("EC", "P-256"): "ES256"
            case ("OKP", "Ed25519"): "EdDSA"
            default: nil
            }
        guard let implied, entry["alg"]?.string ?? implied == implied else { return nil }
        return implied
    }
}

enum KeySetError: Error {
    case notAKeySet, tooLarge
    case status(UInt)
}
