import Foundation

/// Where a server is, and as whom its superuser signs in.
struct Address: Sendable {
    var host: String
    var port: Int
    var role = "postgres"
    var password: String?
    var query: String?

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    init(url: String) throws {
        guard let parts = URLComponents(string: url), let host = parts.host else {
            throw ProcessError("KETEN_TEST_POSTGRES is not a URL")
        }
        self.host = host
        port = parts.port ?? 5432
        role = parts.user ?? "postgres"
        password = parts.password
        query = parts.query
    }

    func url(database: String, role: String?) -> String {
        var parts = URLComponents()
        parts.scheme = "postgresql"
        parts.host = host
        parts.port = port
        parts.path = "/" + database
        parts.user = role ?? self.role
        if role == nil { parts.password = password }
        parts.query = query
        return parts.string ?? ""
    }
}
