/// What the code says of products, ports, settings and topics, and what the files in deploy say of them.
enum Deployment {
    static let services = ["melding-intake", "regionaal-veiligheidsteam", "verwijzing", "notificaties"]

    static func schema(_ service: String) -> String { service.replacing("-", with: "_") }

    /// The executables of Package.swift.
    static func products() throws -> [String] {
        try Repository.text("Package.swift").all(/\.executable\(name: "([^"]+)"/)
    }

    /// The port that a service's definition names.
    static func port(_ service: String) -> [String] {
        Set(
            Repository.files(under: "Services/\(service)/Service/", ".swift").flatMap {
                $0.text.all(/\bport: (\d{4})\b/)
            }
        ).sorted()
    }

    /// The variables of the settings that are declared under a folder.
    static func variables(under folder: String) -> Set<String> {
        names(under: folder, /\bSetting(?:<[^(]*>)?\(\s*(?:required:\s*)?"([a-z-]+)"/)
    }

    /// Of those, the ones without which a service does not start.
    static func requiredVariables(under folder: String) -> Set<String> {
        names(under: folder, /\bSetting(?:<[^(]*>)?\(\s*required:\s*"([a-z-]+)"/)
    }

    private static func names(under folder: String, _ pattern: Regex<(Substring, Substring)>) -> Set<String> {
        Set(
            Repository.files(under: folder, ".swift").flatMap { $0.text.all(pattern) }
                .map { "KETEN_" + $0.uppercased().replacing("-", with: "_") })
    }

    struct Compose {
        let text: String

        init() throws { text = try Repository.text("docker-compose.yml") }

        /// The lines of one service, from its name to the next.
        func service(_ name: String) -> String {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            guard let start = lines.firstIndex(of: "  \(name):") else { return "" }
            let block = lines[(start + 1)...].prefix { $0.hasPrefix("   ") || $0.isEmpty }
            return block.joined(separator: "\n")
        }
    }

    struct Topic: Equatable {
        let name: String
        let partitions: String
        let replication: String
        let settings: Set<String>
    }

    /// The lines of deploy/kafka/topics.txt.
    static func topics() throws -> [Topic] {
        try Repository.text("deploy/kafka/topics.txt").split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
            line in
            let words = line.split(separator: " ").map(String.init)
            return Topic(name: words[0], partitions: words[1], replication: words[2], settings: Set(words[3...]))
        }
    }
}
