extension JSON {
    /// Objects and arrays may be nested this deep.
    public static let maximumDepth = 32

    /// Parses strict RFC 8259 JSON: valid UTF-8, no duplicate member names, no lone surrogates, no byte order mark,
    /// numbers in the range of Int64 or Double. U+0000 is refused too, since no Postgres text can hold it.
    public static func parse(_ bytes: some Collection<UInt8>) throws(JSONSyntaxError) -> JSON {
        func run(_ buffer: UnsafeBufferPointer<UInt8>) -> Result<JSON, JSONSyntaxError> {
            var parser = JSONParser(bytes: buffer, isOwn: false)
            do { return .success(try parser.document()) } catch { return .failure(error) }
        }
        if let result = bytes.withContiguousStorageIfAvailable(run) { return try result.get() }
        return try Array(bytes).withUnsafeBufferPointer(run).get()
    }

    public static func parse(_ text: String) throws(JSONSyntaxError) -> JSON {
        try parse(text.utf8)
    }

    /// What was written here, of whatever depth and also with U+0000.
    init(own bytes: [UInt8]) throws(JSONSyntaxError) {
        func run(_ buffer: UnsafeBufferPointer<UInt8>) throws(JSONSyntaxError) -> JSON {
            var parser = JSONParser(bytes: buffer, isOwn: true)
            return try parser.document()
        }
        self = try bytes.withUnsafeBufferPointer(run)
    }
}

/// One pass over a borrowed buffer, which must outlive the parser; every read is bounds checked through `peek`.
private struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    let isOwn: Bool
    var at = 0
    var depth = 0

    init(bytes: UnsafeBufferPointer<UInt8>, isOwn: Bool) {
        self.bytes = bytes
        self.isOwn = isOwn
    }

    private func error(_ reason: JSONSyntaxError.Reason, at position: Int? = nil) -> JSONSyntaxError {
        JSONSyntaxError(reason: reason, position: position ?? at)
    }

    /// The byte here, or nil at the end.
    private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at += 1
            default: return
            }
        }
    }

    mutating func document() throws(JSONSyntaxError) -> JSON {
        skipSpace()
        guard peek != nil else { throw error(.empty) }
        let value = try value()
        skipSpace()
        guard peek == nil else { throw error(.trailing) }
        return value
    }

    private mutating func value() throws(JSONSyntaxError) -> JSON {
        guard let byte = peek else { throw error(.unfinished) }
        switch byte {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string().text)
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw error(.unexpected)
        }
    }

    private mutating func literal(_ word: StaticString, _ value: JSON) throws(JSONSyntaxError) -> JSON {
        for index in 0..<word.utf8CodeUnitCount {
            guard let byte = peek else { throw error(.unfinished) }
            guard byte == word.utf8Start[index] else { throw error(.unexpected) }
            at += 1
        }
        return value
    }

    private mutating func enter() throws(JSONSyntaxError) {
        depth += 1
        guard depth <= JSON.maximumDepth || isOwn else { throw error(.depth) }
        at += 1
        skipSpace()
    }

    private mutating func leave() {
        depth -= 1
        at += 1
    }

    /// After a member or element: true when another one follows, false at the closing byte (not yet consumed).
    private mutating func another(until close: UInt8) throws(JSONSyntaxError) -> Bool {
        skipSpace()
        guard let byte = peek else { throw error(.unfinished) }
        if byte == close { return false }
        guard byte == UInt8(ascii: ",") else { throw error(.unexpected) }
        at += 1
        skipSpace()
        return true
    }

    private mutating func array() throws(JSONSyntaxError) -> JSON {
        try enter()
        var elements: [JSON] = []
        if peek != UInt8(ascii: "]") {
            repeat { elements.append(try value()) } while try another(until: UInt8(ascii: "]"))
        }
        leave()
        return .array(elements)
    }

    private mutating func object() throws(JSONSyntaxError) -> JSON {
        let start = at
        try enter()
        var members: [JSON.Members.Member] = []
        // Where the last name stands, for as long as the names are ASCII as it stands there, and ascend.
        var ascending: Range<Int>? = at..<at
        if peek != UInt8(ascii: "}") {
            members.reserveCapacity(8)
            repeat {
                guard let byte = peek else { throw error(.unfinished) }
                guard byte == UInt8(ascii: "\"") else { throw error(.unexpected) }
                let (name, ascii) = try string()
                if let last = ascending {
                    let isNext = ascii.map { members.isEmpty || precedes(last, $0) } ?? false
                    ascending = isNext ? ascii : nil
                }
                skipSpace()
                guard let colon = peek else { throw error(.unfinished) }
                guard colon == UInt8(ascii: ":") else { throw error(.unexpected) }
                at += 1
                skipSpace()
                members.append(JSON.Members.Member(key: name, value: try value()))
            } while try another(until: UInt8(ascii: "}"))
        }
        guard let object = ascending != nil ? JSON.Members(ordered: members) : JSON.Members(unsorted: members) else {
            throw error(.duplicate, at: start)
        }
        leave()
        return .object(object)
    }

    /// Whether one name stands before another by its bytes, as ASCII is ordered.
    private func precedes(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        let common = min(one.count, other.count)
        for index in 0..<common {
            let (left, right) = (bytes[one.lowerBound + index], bytes[other.lowerBound + index])
            if left != right { return left < right }
        }
        return one.count < other.count
    }

    /// At the opening quote. The common text without escapes is copied once, straight from the input.
    /// - Returns: with the text where it stands, if it is ASCII without escapes.
    private mutating func string() throws(JSONSyntaxError) -> (text: String, ascii: Range<Int>?) {
        at += 1
        let start = at
        let (end, isASCII) = bytes.plain(from: start)
        at = end
        switch peek {
        case UInt8(ascii: "\""):
            let piece = UnsafeBufferPointer(rebasing: bytes[start..<end])
            // Validating is generic, at many times the cost of copying; of ASCII there is nothing to validate.
            let text = isASCII ? String(ascii: piece) : try text(piece, from: start)
            at += 1
            return (text, isASCII ? start..<end : nil)
        case UInt8(ascii: "\\"): return (try escapedString(from: start), nil)
        case nil: throw error(.unfinished)
        default: throw error(.control)
        }
    }

    private func text(_ utf8: some Collection<UInt8>, from start: Int) throws(JSONSyntaxError) -> String {
        guard let text = String(validating: utf8, as: UTF8.self) else { throw error(.encoding, at: start) }
        return text
    }

    private mutating func escapedString(from start: Int) throws(JSONSyntaxError) -> String {
        var unescaped = Array(bytes[start..<at])
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                let text = try text(unescaped, from: start)
                at += 1
                return text
            case UInt8(ascii: "\\"): try escape(into: &unescaped)
            case 0..<0x20: throw error(.control)
            default:
                unescaped.append(byte)
                at += 1
            }
        }
        throw error(.unfinished)
    }

    private mutating func escape(into unescaped: inout [UInt8]) throws(JSONSyntaxError) {
        at += 1
        guard let byte = peek else { throw error(.unfinished) }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(byte)
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(0x0A)
        case UInt8(ascii: "r"): unescaped.append(0x0D)
        case UInt8(ascii: "t"): unescaped.append(0x09)
        case UInt8(ascii: "u"):
            unescaped.append(contentsOf: String(Character(try unicodeEscape())).utf8)
            return
        default: throw error(.escape)
        }
        at += 1
    }

    /// At the `u`; takes the second half of a surrogate pair along.
    private mutating func unicodeEscape() throws(JSONSyntaxError) -> Unicode.Scalar {
        let start = at
        at += 1
        var code = try fourHexDigits()
        if (0xD800..<0xDC00).contains(code) {
            guard peek == UInt8(ascii: "\\"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "u") else {
                throw error(.surrogate, at: start)
            }
            at += 2
            let low = try fourHexDigits()
            guard (0xDC00..<0xE000).contains(low) else { throw error(.surrogate, at: start) }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard code != 0 || isOwn else { throw error(.control, at: start) }
        guard let scalar = Unicode.Scalar(code) else { throw error(.surrogate, at: start) }
        return scalar
    }

    private mutating func fourHexDigits() throws(JSONSyntaxError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek else { throw error(.unfinished) }
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): code = code << 4 | UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): code = code << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): code = code << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
            default: throw error(.escape)
            }
            at += 1
        }
        return code
    }

    private mutating func digits() throws(JSONSyntaxError) {
        let start = at
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { at += 1 }
        guard at > start else { throw error(.number) }
    }

    private mutating func number() throws(JSONSyntaxError) -> JSON {
        let start = at
        if peek == UInt8(ascii: "-") { at += 1 }
        let first = at
        try digits()
        guard bytes[first] != UInt8(ascii: "0") || at == first + 1 else { throw error(.number, at: start) }
        var isWhole = true
        if peek == UInt8(ascii: ".") {
            isWhole = false
            at += 1
            try digits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            isWhole = false
            at += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { at += 1 }
            try digits()
        }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
        if isWhole, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw error(.range, at: start) }
        return .number(number)
    }
}

extension String {
    fileprivate init(ascii bytes: UnsafeBufferPointer<UInt8>) {
        self.init(unsafeUninitializedCapacity: bytes.count) { text in
            _ = text.initialize(fromContentsOf: bytes)
            return bytes.count
        }
    }
}
