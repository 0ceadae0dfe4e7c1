import Crypto
import Foundation

/// AES-256-GCM with additional data that says where the sealed bytes belong, so that they can't be moved elsewhere.
enum Seal {
    static func close(_ plain: [UInt8], with key: SymmetricKey, for place: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(plain, using: key, authenticating: Data(place.utf8))
        guard let combined = box.combined else { throw ContentError.tampered }
        return Array(combined)
    }

    static func open(_ sealed: [UInt8], with key: SymmetricKey, for place: String) throws(ContentError) -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            return Array(try AES.GCM.open(box, using: key, authenticating: Data(place.utf8)))
        } catch {
            throw .tampered
        }
    }
}

/// Seals small things that stand beside the content, such as what messaging sets aside, each purpose under a key of its own.
public struct SealedBodies: Sendable {
    private let keys: KeyRing
    private let purpose: String

    public init(keys: KeyRing, purpose: String = "quarantine") {
        self.keys = keys
        self.purpose = purpose
    }

    /// - Returns: the key's version, a zero byte, and the sealed body.
    public func seal(_ body: [UInt8], messageID: String) throws -> [UInt8] {
        let (version, key) = try keys.currentKey(purpose)
        return Array(version.utf8) + [0] + (try Seal.close(body, with: key, for: messageID))
    }

    public func open(_ sealed: [UInt8], messageID: String) throws -> [UInt8] {
        guard let end = sealed.firstIndex(of: 0) else { throw ContentError.tampered }
        let key = try keys.key(purpose, version: String(decoding: sealed[..<end], as: UTF8.self))
        return try Seal.open(Array(sealed[(end + 1)...]), with: key, for: messageID)
    }
}
