import ArgumentParser

/// `keten token`: an access token for a system, for scripts and for trying the API by hand.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Print an access token (client credentials).",
        discussion: """
            Example:
              TOKEN=$(keten token --client-id college-de-linde \\
                  --client-secret-file secret.txt)
              curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8081/v1/meldingen
            """)

    @Option(help: "The issuer; also KETEN_ISSUER.") var issuer: String?
    @Option(help: "The client.") var clientId: String
    @Option(help: "File with the client's secret.") var clientSecretFile: String
    @Option(help: "Scopes, separated by spaces; all that the client has when left out.") var scope: String?

    func run() async throws {
        print(
            try await Operator.credentials(issuer, client: clientId, secretFile: clientSecretFile, scope: scope).token()
        )
    }
}
