import Crypto
import Foundation
import HTTPTypes
import NIOCore
import Runtime

/// A network address or a range of them, as settings have it: `10.0.0.7`, `10.0.0.0/8`, `2001:db8::/32`.
public struct AddressRange: Sendable, Equatable, SettingValue {
    private let bytes: [UInt8]
    private let bits: Int
    public let shown: String

    /// nil for what is no address, or has more bits than one.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let bytes = ClientAddress.bytes(of: parts[0]) else { return nil }
        let all = bytes.count * 8
        guard parts.count == 1 || Int(parts[1]).map({ (0...all).contains($0) }) == true else { return nil }
        self.bytes = bytes
        bits = parts.count == 1 ? all : Int(parts[1]) ?? all
        shown = text
    }

    public static func parse(setting text: String) -> AddressRange? { AddressRange(text) }
    public static var expected: String { "an address such as 10.0.0.7, or a range such as 10.0.0.0/8" }

    func contains(_ other: [UInt8]) -> Bool {
        guard other.count == bytes.count else { return false }
        let (whole, rest) = bits.quotientAndRemainder(dividingBy: 8)
        guard bytes.prefix(whole) == other.prefix(whole) else { return false }
        return rest == 0 || (bytes[whole] ^ other[whole]) >> (8 - rest) == 0
    }
}

/// Whom a request comes from, for limits only: a digest under a key of this process, so that no address is kept.
///
/// An IPv6 network of 64 bits is one client: whoever has one address there has them all.
public struct ClientAddress: Sendable, Hashable {
    private static let key = SymmetricKey(size: .bits256)
    private let digest: [UInt8]

    /// - Parameters:
    ///   - peer: the other end of the connection; nil where that is not known: all of those are one client.
    ///   - forwarded: the values of `X-Forwarded-For`. Read from the right, as far as those who wrote them are trusted.
    init(peer: String?, forwarded: [String], trusted: [AddressRange]) {
        var client = peer.flatMap(Self.bytes) ?? []
        var hops = forwarded.flatMap { $0.split(separator: ",") }.map { String($0.filter { !$0.isWhitespace }) }
        while trusted.contains(where: { $0.contains(client) }), let hop = hops.popLast(), let next = Self.bytes(of: hop)
        {
            client = next
        }
        let network = client.count == 16 ? client.prefix(8) : client[...]
        digest = Array(HMAC<SHA256>.authenticationCode(for: Data(network), using: Self.key))
    }

    /// Four or sixteen bytes; an IPv4 address that is written as IPv6 has four.
    static func bytes(of text: String) -> [UInt8]? {
        // Whatever is wrong with it, it is no address.
        guard let address = try? SocketAddress(ipAddress: text, port: 0) else { return nil }
        switch address {
        case .v4(let four): return withUnsafeBytes(of: four.address.sin_addr) { Array($0) }
        case .v6(let six):
            let bytes = withUnsafeBytes(of: six.address.sin6_addr) { Array($0) }
            let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xff && bytes[11] == 0xff
            return isMapped ? Array(bytes.suffix(4)) : bytes
        case .unixDomainSocket: return nil
        }
    }
}

extension HTTPField.Name {
    static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
}
