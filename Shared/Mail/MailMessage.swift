import Foundation

/// A mail as it is sent: plain text from a program, to one person (RFC 5322).
public struct MailMessage: Sendable {
    public let id: UUID
    public let from: MailAddress
    public let to: MailAddress
    public let subject: String
    public let body: String
    public let date: Date

    /// - Parameter id: names this mail for ever; one that is sent again has the same Message-ID.
    public init(id: UUID, from: MailAddress, to: MailAddress, subject: String, body: String, date: Date) {
        self.id = id
        self.from = from
        self.to = to
        self.subject = subject
        self.body = body
        self.date = date
    }

    public var messageID: String { "<\(id.uuidString.lowercased())@\(from.domain)>" }

    /// Header and body, in ASCII. No answering machine answers it (RFC 3834).
    public var text: String {
        let lines = [
            "Date: \(Self.text(of: date))", "From: Keten <\(from.text)>", "To: <\(to.text)>",
            "Message-ID: \(messageID)", "Subject: \(Self.encoded(header: subject))",
            "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
        ]
        return lines.joined(separator: "\r\n") + "\r\n" + Self.quotedPrintable(body)
    }

    private static func text(of date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let part = calendar.dateComponents([.weekday, .day, .month, .year, .hour, .minute, .second], from: date)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let (day, month) = (days[(part.weekday ?? 1) - 1], months[(part.month ?? 1) - 1])
        let time = [part.hour, part.minute, part.second].map { String(format: "%02d", $0 ?? 0) }
        return "\(day), \(part.day ?? 1) \(month) \(part.year ?? 1970) \(time.joined(separator: ":")) +0000"
    }

    /// One line, whatever is in it; outside ASCII as encoded words (RFC 2047).
    static func encoded(header: String) -> String {
        let line = String(
            header.map { $0.isNewline || $0.asciiValue.map { $0 < 0x20 || $0 == 0x7F } == true ? " " : $0 })
        if line.allSatisfy(\.isASCII) { return line }
        var words: [String] = [""]
        for character in line {
            if (words[words.count - 1] + String(character)).utf8.count > 39 { words.append("") }
            words[words.count - 1].append(character)
        }
        return words.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// RFC 2045 §6.7: lines of at most 76 ASCII characters.
    static func quotedPrintable(_ text: String) -> String {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
            var (done, current) = ("", "")
            let bytes = Array(line.utf8)
            for (index, byte) in bytes.enumerated() {
                let isLastSpace = index == bytes.count - 1 && (byte == 0x20 || byte == 0x09)
                let plain = (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "=") && !isLastSpace
                let piece = plain ? String(UnicodeScalar(byte)) : String(format: "=%02X", byte)
                if current.utf8.count + piece.utf8.count > 75 {
                    done += current + "=\r\n"
                    current = ""
                }
                current += piece
            }
            return done + current
        }.joined(separator: "\r\n")
    }
}
