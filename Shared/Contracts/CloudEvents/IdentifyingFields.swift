/// Pointers to what would identify a person: member names such as `bsn` or `geboortedatum`, texts and numbers that are
/// a BSN, e-mail addresses and mobile numbers. For messages from outside: an organisation's name in the register's own
/// events is a `naam` as well. An id of another length, such as an OIN, is never taken for a BSN.
public func identifyingFields(in json: JSON) -> [String] {
    var found: [String] = []
    func visit(_ json: JSON, _ path: Path) {
        switch json {
        case .object(let members):
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                if Identifying.isValue(name) {
                    // The name is itself the person's data, so only its object is pointed at.
                    found.append(path.pointer)
                } else if Identifying.isName(name), value != .null {
                    found.append(Path.member(path, name).pointer)
                } else {
                    visit(value, .member(path, name))
                }
            }
        case .array(let elements):
            for (index, element) in elements.enumerated() { visit(element, .element(path, index)) }
        case .string(let text):
            if Identifying.isValue(text) { found.append(path.pointer) }
        case .integer(let number):
            if number > 0, Identifying.isBSN(String(number)) { found.append(path.pointer) }
        case .null, .bool, .number: break
        }
    }
    visit(json, .root)
    return found
}

extension CloudEvent {
    /// As `identifyingFields(in:)`, over the attributes and the data; the sequence is a counter, whatever its digits.
    public var identifyingFields: [String] {
        var event = self
        event.sequence = nil
        return Contracts.identifyingFields(in: event.json)
    }
}

private enum Identifying {
    private static let words: Set<String> = [
        "bsn", "burgerservicenummer", "sofinummer", "naam", "voornaam", "voornamen", "achternaam", "geslachtsnaam",
        "roepnaam", "tussenvoegsel", "voorletters", "initialen", "geboortedatum", "geboortedag", "geboorteplaats",
        "adres", "woonadres", "straat", "straatnaam", "huisnummer", "postcode", "woonplaats", "telefoon",
        "telefoonnummer", "mobiel", "email", "emailadres", "mailadres", "iban", "rekeningnummer", "paspoortnummer",
        "name", "firstname", "lastname", "surname", "birthdate", "dateofbirth", "address", "street", "phone",
    ]

    /// Any word of a camelCase, kebab-case or snake_case name, or the whole name without its separators.
    static func isName(_ name: String) -> Bool {
        var word: [UInt8] = []
        var whole: [UInt8] = []
        var wasLower = false
        func isListed(_ utf8: [UInt8]) -> Bool {
            utf8.count > 2 && words.contains(String(decoding: utf8, as: UTF8.self))
        }
        for byte in name.utf8 {
            let isUpper = byte.isUpper
            guard isUpper || byte.isLower || byte.isDigit || byte > 0x7F else {
                if isListed(word) { return true }
                word.removeAll(keepingCapacity: true)
                wasLower = false
                continue
            }
            if isUpper, wasLower {
                if isListed(word) { return true }
                word.removeAll(keepingCapacity: true)
            }
            wasLower = !isUpper
            let lower = isUpper ? byte | 0x20 : byte
            word.append(lower)
            whole.append(lower)
        }
        return isListed(word) || word.count != whole.count && isListed(whole)
    }

    static func isValue(_ text: String) -> Bool {
        guard (8...320).contains(text.utf8.count) else { return false }
        return isBSN(text) || isMail(text) || isMobile(text)
    }

    /// Nine digits that pass the elfproef and nothing else but separators; or such a run in a text that says "bsn".
    static func isBSN(_ text: String) -> Bool {
        let utf8 = text.utf8
        if utf8.allSatisfy({ $0.isDigit || isSeparator($0) }) {
            return BSN(String(decoding: utf8.filter(\.isDigit), as: UTF8.self)) != nil
        }
        let runs = utf8.split(whereSeparator: { !$0.isDigit })
        guard runs.contains(where: { $0.count == 9 && BSN(String(decoding: $0, as: UTF8.self)) != nil }) else {
            return false
        }
        return text.lowercased().contains("bsn")
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: " ")
    }

    private static func isMail(_ text: String) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "@")) else { return false }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].dropFirst().dropLast().contains(".")
            && !text.contains("://")
    }

    /// Dutch mobile numbers only: a landline looks too much like any other number.
    private static func isMobile(_ text: String) -> Bool {
        guard text.utf8.allSatisfy({ $0.isDigit || isSeparator($0) || $0 == UInt8(ascii: "+") }) else { return false }
        let plain = String(decoding: text.utf8.filter { !isSeparator($0) }, as: UTF8.self)
        return plain.hasPrefix("06") && plain.utf8.count == 10 || plain.hasPrefix("+316") && plain.utf8.count == 12
            || plain.hasPrefix("00316") && plain.utf8.count == 13
    }
}
