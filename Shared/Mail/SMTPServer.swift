/// The mail server that takes our mails on.
public struct SMTPServer: Sendable {
    public enum Encryption: String, Sendable, CaseIterable {
        /// In the clear: for a server on the same machine, and for tests.
        case none
        /// Encrypted where the server offers it.
        case offered
        /// In the clear until STARTTLS, and nothing is sent without it.
        case starttls
        /// Encrypted from the first byte.
        case tls
    }

    public var host: String
    public var port: Int
    public var encryption: Encryption
    /// Signs in with these; nil: the server asks for none.
    public var credentials: (user: String, password: String)?
    /// A file with the authorities that the server's certificate may be signed by; nil: those of the system.
    public var authorities: String?
    /// How we present ourselves.
    public var name: String
    /// How long sending one mail may take.
    public var timeout: Duration

    public init(
        host: String, port: Int, encryption: Encryption, credentials: (user: String, password: String)? = nil,
        authorities: String? = nil, name: String, timeout: Duration = .seconds(30)
    ) {
        self.host = host
        self.port = port
        self.encryption = encryption
        self.credentials = credentials
        self.authorities = authorities
        self.name = name
        self.timeout = timeout
    }
}
