import Crypto
import Foundation
import Synchronization

/// The versioned keys that come from outside the database: they wrap content keys, seal quarantined bodies and make
/// pseudonyms. Each purpose derives its own key, so that one leaking says nothing of another.
///
/// The file has one line per version, `<version> <base64 of 32 bytes>`; the last one is used for new wrapping, the
/// earlier ones still open what they wrapped. Keys from a key management service come in the same form, mounted as a file.
/// Copies share what was loaded last. Safe from any thread.
public struct KeyRing: Sendable {
    private let state: Shared

    /// - Throws: `ContentError.keys` with what is wrong, never a key.
    public init(file content: String) throws(ContentError) {
        state = Shared(try Keys(file: content))
    }

    /// The version that wraps what is new.
    public var current: String { state.keys.withLock { $0.current } }

    /// Oldest first.
    public var versions: [String] { state.keys.withLock { $0.versions } }

    /// Whether a file holds what was loaded last.
    public func isCurrent(file content: String) throws(ContentError) -> Bool {
        let read = try Keys(file: content)
        return state.keys.withLock { $0.isSame(as: read) }
    }

    /// Takes the keys of a file that was written anew, for all copies; keys that no longer stand in it are forgotten.
    /// - Parameter isNeeded: versions that something here is still sealed with.
    /// - Returns: whether anything is different.
    /// - Throws: `ContentError.keys`; the keys stay as they were then.
    public func reload(file content: String, isNeeded: Set<String>) throws(ContentError) -> Bool {
        let read = try Keys(file: content)
        if let lost = isNeeded.subtracting(read.versions).min() {
            throw .keys("key version \(lost) is still in use and stands no longer in the key file")
        }
        return state.keys.withLock { keys in
            guard !keys.isSame(as: read) else { return false }
            keys = read
            return true
        }
    }

    /// The current key of one purpose, as bytes, for what lives shorter than a change of keys.
    public func derived(_ purpose: String) throws(ContentError) -> [UInt8] {
        try key(purpose, version: current).withUnsafeBytes { Array($0) }
    }

    /// The key of one purpose under one version.
    func key(_ purpose: String, version: String) throws(ContentError) -> SymmetricKey {
        guard let key = state.keys.withLock({ $0.key(purpose, version: version) }) else {
            throw .keys("key version \(version) is not in the key file")
        }
        return key
    }

    /// The current key of one purpose with its version: the two belong together also while the file is read anew.
    func currentKey(_ purpose: String) throws(ContentError) -> (version: String, key: SymmetricKey) {
        try state.keys.withLock { (keys) throws(ContentError) in
            guard let key = keys.key(purpose, version: keys.current) else { throw .keys("the key file holds no key") }
            return (keys.current, key)
        }
    }

    private final class Shared: Sendable {
        let keys: Mutex<Keys>
        init(_ keys: Keys) { self.keys = Mutex(keys) }
    }
}

/// What one key file holds, with the keys that were derived of it: that costs more than sealing with them. There are as
/// many of those as there are purposes and versions.
private struct Keys {
    private struct Name: Hashable {
        let purpose: String
        let version: String
    }

    private let keys: [String: SymmetricKey]
    let versions: [String]
    let current: String
    private var known: [Name: SymmetricKey] = [:]

    init(file content: String) throws(ContentError) {
        var keys: [String: SymmetricKey] = [:]
        var versions: [String] = []
        for line in content.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: " ")
            guard parts.count == 2, let bytes = Data(base64Encoded: String(parts[1])), bytes.count == 32 else {
                throw .keys("each line of the key file is a version and 32 bytes in base64")
            }
            guard keys.updateValue(SymmetricKey(data: bytes), forKey: String(parts[0])) == nil else {
                throw .keys("a key version stands in the file twice")
            }
            versions.append(String(parts[0]))
        }
        guard let last = versions.last else { throw .keys("the key file holds no key") }
        (self.keys, self.versions, current) = (keys, versions, last)
    }

    func isSame(as other: Keys) -> Bool { keys == other.keys && versions == other.versions }

    mutating func key(_ purpose: String, version: String) -> SymmetricKey? {
        let name = Name(purpose: purpose, version: version)
        if let key = known[name] { return key }
        guard let key = keys[version] else { return nil }
        let derived = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, info: Data("keten \(purpose)".utf8), outputByteCount: 32)
        known[name] = derived
        return derived
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
