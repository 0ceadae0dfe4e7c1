import Foundation

/// The notations of attribute values.
extension AttributeReader {
    /// Reverse DNS in lower case, at least two parts, at most one version `vN`, which is last.
    static func isType(_ type: String) -> Bool {
        let parts = type.split(separator: ".", omittingEmptySubsequences: false)
        let versions = parts.filter { $0.first == "v" && $0.count > 1 && $0.dropFirst().utf8.allSatisfy(\.isDigit) }
        return parts.count >= 2 && type.utf8.count <= 200
            && parts.allSatisfy { Codewoord(String($0)) != nil }
            && (versions.isEmpty || versions.count == 1 && parts.last == versions.first)
    }

    /// At most 500 visible ASCII characters, without a BSN among its parts.
    static func isURI(_ text: String, absolute: Bool) -> Bool {
        guard (1...500).contains(text.utf8.count), text.utf8.allSatisfy(\.isVisible), let url = URL(string: text) else {
            return false
        }
        let parts = text.split { !$0.isNumber && !$0.isLetter }
        return !parts.contains { BSN(String($0)) != nil } && (!absolute || url.scheme != nil && url.scheme != "data")
    }

    /// `00-<32 hex>-<16 hex>-<2 hex>`, lower case, neither id all zero; a later version may hold more.
    static func isTraceparent(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Array($0.utf8) }
        guard text.utf8.count <= 200, parts.count >= 4, parts[0].count == 2, parts[1].count == 32, parts[2].count == 16,
            parts[3].count == 2, parts[0] != Array("ff".utf8), parts.count == 4 || parts[0] != Array("00".utf8)
        else { return false }
        let zero = UInt8(ascii: "0")
        return parts[0..<4].joined().allSatisfy { $0.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
            && parts[1].contains { $0 != zero } && parts[2].contains { $0 != zero }
    }

    static func isExtensionText(_ text: String) -> Bool {
        text.utf8.count <= 1024 && !text.unicodeScalars.contains(where: \.isControl)
    }

    static func isTracestate(_ text: String) -> Bool {
        (1...512).contains(text.utf8.count) && text.utf8.allSatisfy { $0.isVisible || $0 == 0x20 || $0 == 0x09 }
    }
}
