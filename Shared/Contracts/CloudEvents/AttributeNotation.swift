/// The notations of attribute values.
extension AttributeReader {
    /// Reverse DNS in lower case, at least two parts, at most one version `vN`, which is last.
    static func isType(_ type: String) -> Bool {
        type.bytes(isType)
    }

    private static func isType(_ type: UnsafeBufferPointer<UInt8>) -> Bool {
        guard type.count <= 200 else { return false }
        var parts = 0
        var versions = 0
        var isVersion = false
        var rest = type[...]
        while true {
            let end = rest.firstIndex(of: UInt8(ascii: ".")) ?? rest.endIndex
            let part = rest[..<end]
            guard Codewoord.isValid(part) else { return false }
            isVersion = part.first == UInt8(ascii: "v") && part.count > 1 && part.dropFirst().allSatisfy(\.isDigit)
            parts += 1
            versions += isVersion ? 1 : 0
            if end == rest.endIndex { break }
            rest = rest[rest.index(after: end)...]
        }
        return parts >= 2 && (versions == 0 || versions == 1 && isVersion)
    }

    /// At most 500 of the characters that a URI may have, without a BSN among its parts.
    static func isURI(_ text: String, absolute: Bool) -> Bool {
        let utf8 = text.utf8
        guard (1...500).contains(utf8.count), text.isAll(\.isInURI), !text.bytes(holdsBSN) else { return false }
        guard absolute else { return true }
        guard let colon = utf8.firstIndex(of: UInt8(ascii: ":")), utf8.index(after: colon) < utf8.endIndex,
            let first = utf8.first, first.isLower || first.isUpper
        else { return false }
        let scheme = utf8[..<colon]
        return scheme.allSatisfy { $0.isAlphanumeric || "+-.".utf8.contains($0) }
            && text[..<colon].lowercased() != "data"
    }

    /// Whether nine digits between other characters than letters and digits are one.
    private static func holdsBSN(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        var start = 0
        var length = 0
        func isBSN(_ end: Int) -> Bool {
            length == 9 && BSN(String(decoding: utf8[start..<end], as: UTF8.self)) != nil
        }
        for at in utf8.indices {
            if utf8[at].isAlphanumeric {
                if length == 0 { start = at }
                length += 1
            } else {
                if isBSN(at) { return true }
                length = 0
            }
        }
        return isBSN(utf8.endIndex)
    }

    /// `00-<32 hex>-<16 hex>-<2 hex>`, lower case, neither id all zero; a later version may hold more.
    static func isTraceparent(_ text: String) -> Bool {
        text.bytes(isTraceparent)
    }

    private static func isTraceparent(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
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
        (1...512).contains(text.utf8.count) && text.isAll { $0.isVisible || $0 == 0x20 || $0 == 0x09 }
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
