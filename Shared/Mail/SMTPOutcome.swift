/// What became of a mail. Codes only: what a server says in words may name people.
public enum SMTPOutcome: Equatable, Sendable {
    /// The server took it on.
    case accepted
    /// The server will not have this recipient, now or later.
    case recipientRefused(SMTPReply)
    /// The server will not have this mail, now or later; of the recipient that says nothing.
    case messageRefused(SMTPReply)
    /// Later may be better. Whether the server has the mail is not known where the connection was lost.
    case failed(SMTPFailure)
}

/// `550 5.1.1`
public struct SMTPReply: Equatable, Sendable, CustomStringConvertible {
    public let code: Int
    /// RFC 3463, where the server gave one.
    public let enhanced: String?

    public init(code: Int, enhanced: String? = nil) {
        self.code = code
        self.enhanced = enhanced
    }

    public var description: String { enhanced.map { "\(code) \($0)" } ?? "\(code)" }
}

public struct SMTPFailure: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Reason: String, Sendable, CaseIterable {
        /// No connection.
        case unreachable
        case connectionLost = "connection-lost"
        case timeout
        /// No encryption, or not with the server that we meant.
        case encryption
        /// The server does not know our name and password.
        case signIn = "sign-in"
        /// The server does not want mail from us, whoever it is for.
        case refusesUs = "refuses-us"
        /// The server asks to come back.
        case notNow = "not-now"
        /// We stopped.
        case cancelled
    }

    public let reason: Reason
    public let reply: SMTPReply?

    public init(_ reason: Reason, _ reply: SMTPReply? = nil) {
        self.reason = reason
        self.reply = reply
    }

    public var description: String { reply.map { "\(reason.rawValue) (\($0))" } ?? reason.rawValue }
}
