import Contracts
import Crypto
import Foundation

/// A person who signed in at one service's pages. Roles and mandates are not in it: the register says them at each request.
public struct Session: Sendable, Equatable {
    /// Ended after this long, however busy it was.
    public static let lifetime: TimeInterval = 10 * 3_600
    /// Ended when nothing was asked for this long.
    public static let idle: TimeInterval = 3_600

    /// The caller's `expires` is the session's end.
    public let caller: Caller
    /// As the identity provider says it, for the head of the person's own pages.
    public let name: String
    /// Stands in every form of this session.
    public let formToken: String

    public init(caller: Caller, name: String, formToken: String) {
        self.caller = caller
        self.name = name
        self.formToken = formToken
    }

    /// What the store knows a session by: a digest of the cookie's value, so that what is stored opens nothing.
    static func key(_ secret: String) -> [UInt8] { Array(SHA256.hash(data: Data(secret.utf8))) }

    /// 256 random bits, as text for a cookie or a form.
    static func secret() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { Base64URL.encode(Array($0)) }
    }
}

/// Where a service keeps its sessions. Safe from any task.
public protocol SessionStore: Sendable {
    func start(_ session: Session, key: [UInt8]) async throws
    /// The session, and that it was used now; nil when it is unknown, over, or was idle too long.
    func session(_ key: [UInt8]) async throws -> Session?
    func end(_ key: [UInt8]) async throws
    /// All of this person's sessions here, on whatever device.
    func endAll(of person: String, at organisation: OIN) async throws
    /// How people of this organisation are called, by their id: those who ever signed in here.
    func names(at organisation: OIN) async throws -> [String: String]
    /// Guests are kept apart: the key of one opens nothing of the other.
    func startGuest(_ subject: String, formToken: String, key: [UInt8]) async throws
    /// What the guest may look at, and that it was used now; nil when unknown, over, or idle too long.
    func guest(_ key: [UInt8]) async throws -> (subject: String, formToken: String)?
    func endGuest(_ key: [UInt8]) async throws
}
