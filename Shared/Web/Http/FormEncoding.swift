import Foundation

/// `application/x-www-form-urlencoded`, as forms and queries have it.
public enum FormEncoding {
    /// Every byte but letters, digits and `-._~` is escaped, so that a plus sign is never read as a space.
    public static func encode(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { encoded($0.name) + "=" + encoded($0.value) }.joined(separator: "&")
    }

    /// In the order of their names.
    public static func encode(_ values: [String: String]) -> String {
        encode(values.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) })
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let unreserved =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || [45, 46, 95, 126].contains(byte)
            return unreserved ? String(UnicodeScalar(byte)) : String(format: "%%%02X", byte)
        }.joined()
    }
}
