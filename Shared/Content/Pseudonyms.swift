import Contracts
import Crypto
import Foundation

/// Names a person without saying who: HMAC-SHA-256 of the BSN under a versioned key outside the database
/// (STANDARDS.md §5). The same person has the same pseudonym in the whole chain, since the chain shares this key.
public struct Pseudonyms: Sendable {
    private let key: SymmetricKey
    private let version: Int

    /// - Parameter file: the content of the secret, `<version number> <base64 of 32 bytes>`.
    public init(file content: String) throws(ContentError) {
        let parts = content.split(whereSeparator: \.isWhitespace)
        guard parts.count == 2, let version = Int(parts[0]), let bytes = Data(base64Encoded: String(parts[1])),
            bytes.count == 32
        else { throw .keys("the pseudonym file is a version number and 32 bytes in base64") }
        self.version = version
        key = SymmetricKey(data: bytes)
    }

    /// `p<version>:<64 hex digits>`
    public func pseudonym(of bsn: BSN) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data(bsn.text.utf8), using: key)
        // Not by a format, which costs more than the code itself.
        let digits = Array("0123456789abcdef".utf8)
        return "p\(version):"
            + String(decoding: code.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
