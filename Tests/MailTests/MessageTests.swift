import Foundation
import Mail
import Testing

@Suite("What a mail looks like on its way")
struct MessageTests {
    @Test(
        "an address is one that needs no quoting; whatever could break out of a header or a command is none",
        arguments: [
            ("planner@gemeente.example", true), ("o'neil+keten@a-b.example.nl", true), ("a@b", false), ("", false),
            ("a b@c.nl", false), ("a@b.nl\r\nBcc: x@y.nl", false), ("a@b.nl>", false), ("<a@b.nl", false),
            ("a@b@c.nl", false), ("a..b@c.nl", false), (".a@c.nl", false), ("a@-c.nl", false), ("a@c..nl", false),
            ("a@c.nl\0", false), ("jöë@c.nl", false), (String(repeating: "a", count: 65) + "@c.nl", false),
            ("\"a\"@c.nl", false), ("a@[127.0.0.1]", false), ("a,b@c.nl", false),
        ])
    func address(text: String, isOne: Bool) {
        #expect((MailAddress(text) != nil) == isOne)
    }

    @Test("an address shows itself in no log")
    func hidden() throws {
        let address = try #require(MailAddress("planner@gemeente.example"))
        #expect("\(address) \(String(reflecting: address))".contains("planner") == false)
        #expect(address.masked == "p…@gemeente.example")
    }

    @Test("the header says who, when, which, and that a program wrote it")
    func header() throws {
        let id = try #require(UUID(uuidString: "0190F0E4-0000-7000-8000-00000000000A"))
        let message = MailMessage(
            id: id, from: try #require(MailAddress("keten@keten.example")),
            to: try #require(MailAddress("planner@gemeente.example")), subject: "Er staat een taak voor u klaar",
            body: "één = 1 \nregel", date: Date(timeIntervalSince1970: 1_785_600_000))
        let parts = message.text.components(separatedBy: "\r\n\r\n")
        #expect(
            parts.first == """
                Date: Sat, 1 Aug 2026 16:00:00 +0000\r
                From: Keten <keten@keten.example>\r
                To: <planner@gemeente.example>\r
                Message-ID: <0190f0e4-0000-7000-8000-00000000000a@keten.example>\r
                Subject: Er staat een taak voor u klaar\r
                Auto-Submitted: auto-generated\r
                X-Auto-Response-Suppress: All\r
                MIME-Version: 1.0\r
                Content-Type: text/plain; charset=utf-8\r
                Content-Transfer-Encoding: quoted-printable
                """)
        #expect(parts.last == "=C3=A9=C3=A9n =3D 1=20\r\nregel")
    }

    @Test("a subject is one line of ASCII, whatever was in it; a long line is folded")
    func folding() throws {
        let address = try #require(MailAddress("keten@keten.example"))
        func text(_ subject: String, _ body: String) -> String {
            MailMessage(id: UUID(), from: address, to: address, subject: subject, body: body, date: Date()).text
        }
        #expect(text("a\r\nBcc: x@y.nl", "").contains("\r\nSubject: a Bcc: x@y.nl\r\n"))
        #expect(text("één", "").contains("\r\nSubject: =?utf-8?B?w6nDqW4=?=\r\n"))
        let long = text(String(repeating: "é", count: 60), String(repeating: "é", count: 400))
        #expect(long.utf8.allSatisfy { $0 < 0x80 })
        #expect(long.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    }
}
