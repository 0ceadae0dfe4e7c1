import Crypto
import Foundation
import Synchronization

/// The versioned keys that come from outside the database: they wrap content keys, seal quarantined bodies and make
/// pseudonyms. Each purpose derives its own key, so that one leaking says nothing of another.
///
/// The file has one line per version, `<version> <base64 of 32 bytes>`; the last one is used for new wrapping, the
/// earlier ones still open what they wrapped. Keys from a key management service come in the same form, mounted as a file.
public struct KeyRing: Sendable {
    private let keys: [String: SymmetricKey]
    private let derived = DerivedKeys()
    public let current: String

    /// - Throws: `ContentError.keys` with what is wrong, never a key.
    public init(file content: String) throws(ContentError) {
        var keys: [String: SymmetricKey] = [:]
        var last: String?
        for line in content.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: " ")
            guard parts.count == 2, let bytes = Data(base64Encoded: String(parts[1])), bytes.count == 32 else {
                throw .keys("each line of the key file is a version and 32 bytes in base64")
            }
            guard keys.updateValue(SymmetricKey(data: bytes), forKey: String(parts[0])) == nil else {
                throw .keys("a key version stands in the file twice")
            }
            last = String(parts[0])
        }
        guard let last else { throw .keys("the key file holds no key") }
        self.keys = keys
        current = last
    }

    /// The current key of one purpose, as bytes, for what lives shorter than a change of keys.
    public func derived(_ purpose: String) throws(ContentError) -> [UInt8] {
        try key(purpose, version: current).withUnsafeBytes { Array($0) }
    }

    /// The key of one purpose under one version.
    func key(_ purpose: String, version: String) throws(ContentError) -> SymmetricKey {
        guard let key = keys[version] else { throw .keys("key version \(version) is not in the key file") }
        return derived.key(purpose, version) {
            HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Data("keten \(purpose)".utf8), outputByteCount: 32)
        }
    }
}

/// Keys as they were derived the first time: that costs more than sealing with them. There are as many as there are
/// purposes and versions. Safe from any thread.
private final class DerivedKeys: Sendable {
    private struct Name: Hashable {
        let purpose: String
        let version: String
    }

    private let known = Mutex<[Name: SymmetricKey]>([:])

    func key(_ purpose: String, _ version: String, derive: () -> SymmetricKey) -> SymmetricKey {
        known.withLock { known in
            let name = Name(purpose: purpose, version: version)
            if let key = known[name] { return key }
            let key = derive()
            known[name] = key
            return key
        }
    }
}

public enum ContentError: Error, Sendable, Equatable, CustomStringConvertible {
    case keys(String)
    /// The content does not exist, or its key was destroyed at the end of its retention (P4).
    case gone
    /// What is stored is not what was written.
    case tampered

    public var description: String {
        switch self {
        case .keys(let reason): "key file: \(reason)"
        case .gone: "the content is gone"
        case .tampered: "the content does not match its seal"
        }
    }
}
