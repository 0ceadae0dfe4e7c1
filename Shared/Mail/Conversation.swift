/// Follows what is said between us and the server, to know which step an answer belongs to.
///
/// Of our own side only the verb of a command is looked at: what follows it may be a password or an address.
struct Conversation {
    enum Step: Equatable {
        case hello, encryption, signIn, sender, recipient, content
        /// What is answered to our goodbye means nothing any more.
        case goodbye
    }

    private(set) var step = Step.hello
    /// The last answer, and to which step.
    private(set) var answer: (step: Step, reply: SMTPReply)?

    mutating func said(_ command: UnsafeRawBufferPointer) {
        let verb = String(
            decoding: command.prefix(8).prefix { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }, as: UTF8.self)
        switch verb.uppercased() {
        case "EHLO", "HELO": step = .hello
        case "STARTTLS": step = .encryption
        case "AUTH": step = .signIn
        case "MAIL": step = .sender
        case "RCPT": step = .recipient
        case "DATA": step = .content
        case "QUIT": step = .goodbye
        default: break
        }
    }

    mutating func heard(_ line: UnsafeRawBufferPointer) {
        guard step != .goodbye, let reply = SMTPReply(line: line) else { return }
        answer = (step, reply)
    }

    /// - Parameter transport: what libcurl says of it where that does not follow from the server's answer.
    func outcome(_ transport: SMTPFailure.Reason?) -> SMTPOutcome {
        if let transport { return .failed(SMTPFailure(transport, answer?.reply)) }
        guard let (step, reply) = answer else { return .failed(SMTPFailure(.connectionLost)) }
        switch reply.code {
        case 400..<500: return .failed(SMTPFailure(.notNow, reply))
        case 500..<600:
            // 5.7: a policy or a missing right, so about us; as is what is asked of every sender.
            let isOurs = reply.enhanced?.hasPrefix("5.7.") == true || reply.code == 530
            if isOurs { return .failed(SMTPFailure(.refusesUs, reply)) }
            switch step {
            case .recipient: return .recipientRefused(reply)
            case .content: return .messageRefused(reply)
            case .signIn: return .failed(SMTPFailure(.signIn, reply))
            case .hello, .encryption, .sender, .goodbye: return .failed(SMTPFailure(.refusesUs, reply))
            }
        default: return .failed(SMTPFailure(.connectionLost, reply))
        }
    }
}

extension SMTPReply {
    /// The codes at the start of a line of an answer.
    init?(line: UnsafeRawBufferPointer) {
        let words = String(decoding: line.prefix(16), as: UTF8.self)
            .split(maxSplits: 2) { $0 == " " || $0 == "-" || $0.isNewline }
        guard let first = words.first, first.utf8.count == 3, let code = Int(first), code >= 200 else { return nil }
        let parts = words.dropFirst().first?.split(separator: ".", omittingEmptySubsequences: false) ?? []
        let isEnhanced = parts.count == 3 && parts.allSatisfy { (1...3).contains($0.utf8.count) && Int($0) != nil }
        self.init(code: code, enhanced: isEnhanced ? parts.joined(separator: ".") : nil)
    }
}
