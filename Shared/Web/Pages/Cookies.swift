import HTTPTypes
import Hummingbird

/// Cookies of a service's pages: never readable by scripts, never sent with another site's request.
struct Cookies: Sendable {
    let isSecure: Bool

    /// The value of a cookie; nil when the browser sent none, or sent it twice.
    static func value(_ name: String, in request: HummingbirdCore.Request) -> String? {
        let values = request.headers[values: .cookie].flatMap { $0.split(separator: ";") }.compactMap {
            pair -> String? in
            let parts = pair.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
            return parts.count == 2 && parts[0] == name ? parts[1] : nil
        }
        return values.count == 1 ? values[0] : nil
    }

    /// - Parameter maximumAge: in seconds; nil until the browser closes, 0 removes it.
    func set(_ name: String, _ value: String, maximumAge: Int? = nil) -> String {
        var cookie = "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
        if isSecure { cookie += "; Secure" }
        if let maximumAge { cookie += "; Max-Age=\(maximumAge)" }
        return cookie
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
