/// The notations of attribute values.
extension AttributeReader {
    /// Reverse DNS in lower case, at least two parts, at most one version `vN`, which is last.
    static func isType(_ type: String) -> Bool {
        let parts = type.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let versions = parts.filter {
            $0.first == UInt8(ascii: "v") && $0.count > 1 && $0.dropFirst().allSatisfy(\.isDigit)
        }
        return parts.count >= 2 && type.utf8.count <= 200
            && parts.allSatisfy { Codewoord.isValid($0) }
            && (versions.isEmpty || versions.count == 1 && parts.last?.elementsEqual(versions[0]) == true)
    }

    /// At most 500 of the characters that a URI may have, without a BSN among its parts.
    static func isURI(_ text: String, absolute: Bool) -> Bool {
        let utf8 = text.utf8
        guard (1...500).contains(utf8.count),
            utf8.allSatisfy(\.isInURI),
            !utf8.split(whereSeparator: { !$0.isAlphanumeric }).contains(where: {
                $0.count == 9 && BSN(String(decoding: $0, as: UTF8.self)) != nil
            })
        else { return false }
        guard absolute else { return true }
        guard let colon = utf8.firstIndex(of: UInt8(ascii: ":")), utf8.index(after: colon) < utf8.endIndex,
            let first = utf8.first, first.isLower || first.isUpper
        else { return false }
        let scheme = utf8[..<colon]
        return scheme.allSatisfy { $0.isAlphanumeric || "+-.".utf8.contains($0) }
            && text[..<colon].lowercased() != "data"
    }

    /// `00-<32 hex>-<16 hex>-<2 hex>`, lower case, neither id all zero; a later version may hold more.
    static func isTraceparent(_ text: String) -> Bool {
        let utf8 = Array(text.utf8)
        guard (55...200).contains(utf8.count) else { return false }
        for (index, byte) in utf8[..<55].enumerated() {
            let isHyphen = index == 2 || index == 35 || index == 52
            let isHex = byte.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            guard isHyphen ? byte == UInt8(ascii: "-") : isHex else { return false }
        }
        let (zero, version) = (UInt8(ascii: "0"), utf8[..<2])
        guard !version.elementsEqual("ff".utf8) else { return false }
        // A later version may go on after another hyphen.
        guard utf8.count == 55 || utf8[55] == UInt8(ascii: "-") && !version.elementsEqual("00".utf8) else {
            return false
        }
        return utf8[3..<35].contains { $0 != zero } && utf8[36..<52].contains { $0 != zero }
    }

    static func isExtensionText(_ text: String) -> Bool {
        text.utf8.count <= 1024 && !text.unicodeScalars.contains(where: \.isControl)
    }

    static func isTracestate(_ text: String) -> Bool {
        (1...512).contains(text.utf8.count) && text.utf8.allSatisfy { $0.isVisible || $0 == 0x20 || $0 == 0x09 }
    }
}

extension UInt8 {
    fileprivate var isInURI: Bool {
        switch self {
        case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "^"),
            UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
            false
        default: isVisible
        }
    }
}
